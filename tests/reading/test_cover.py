"""The cover: what an edition says of itself, and not of documents that it cites or of the file it was made from."""

import pytest

from kcsie_diff.model.edition import Node, NodeKind, Place
from kcsie_diff.reading import cover
from kcsie_diff.reading.page_model import Cell, PageBlock, Role

from .made import line

TEXT = "Every member of staff should know what to do where a pupil tells them that something is wrong at home."


def block(
    text: str, size: float = 12.0, page: int = 1, role: Role = Role.PARAGRAPH, cell: Cell | None = None
) -> PageBlock:
    return PageBlock(role, (line(text, size=size, page=page),), cell=cell)


def read(*blocks: PageBlock, metadata: str | None = None, pages: int = 9) -> cover.Cover:
    """The cover of an edition whose first page holds some blocks, before pages of text."""
    found = [*blocks, *(block(TEXT, page=n) for n in range(2, pages + 1))]
    kinds = {Role.FURNITURE: NodeKind.FURNITURE, Role.CONTENTS: NodeKind.CONTENTS}
    nodes = [
        Node(str(n), kinds.get(one.role, NodeKind.PARAGRAPH), one.text, Place((one.page,)))
        for n, one in enumerate(found)
    ]
    return cover.read(metadata, "policy.pdf", nodes, found)


TITLE = block("Safeguarding policy", 24.0)


@pytest.mark.parametrize(
    "metadata", ["Microsoft Word - Policy v3 FINAL.docx", "Safeguarding policy.docx", "Keys", None]
)
def test_the_printed_title_goes_before_the_name_of_a_file(metadata: str | None) -> None:
    assert read(TITLE, metadata=metadata).title == "Safeguarding policy"


def test_a_title_in_the_metadata_is_kept_where_it_is_printed_with_its_numbers() -> None:
    printed = block("SAFEGUARDING POLICY", 24.0), block("Version 2.1", 14.0)
    assert read(*printed, metadata="Safeguarding policy, version 2.1").title == "Safeguarding policy, version 2.1"
    assert read(*printed, metadata="Safeguarding policy, version 2.0").title == "SAFEGUARDING POLICY"


def test_a_title_that_the_metadata_cut_off_is_printed_whole() -> None:
    lines = block("Keeping pupils safe in boarding", 24.0), block("and day schools", 24.0)
    assert (
        read(*lines, metadata="Keeping pupils safe in boarding").title
        == "Keeping pupils safe in boarding and day schools"
    )


def test_a_title_stands_in_a_box_or_table_too_and_below_a_motto() -> None:
    boxed = block("Safeguarding policy", 20.0, cell=Cell("t", 0, 0, 1))
    others = block("Contents", 28.0), block("Our values", 26.0), block("Date of adoption: May 2031", 22.0)
    assert read(*others, boxed).title == "Safeguarding policy"


def test_a_sentence_is_not_a_title() -> None:
    assert read(block(TEXT)).title == "policy.pdf"


def dated(*texts: str, page: int = 1, role: Role = Role.PARAGRAPH) -> str | None:
    return read(TITLE, *(block(text, page=page, role=role) for text in texts)).date


def test_the_date_is_that_of_the_edition() -> None:
    assert dated("Date of adoption | January 2031") == "January 2031"
    assert dated("Next review: May 2033", "Approved: May 2031") == "May 2031"
    assert dated("This guidance comes into force on 1 September 2031.", page=2) == "1 September 2031"
    assert dated("1 September 2031", page=2) == "1 September 2031"


def test_the_date_of_a_cited_document_of_a_footer_or_of_a_review_is_not() -> None:
    assert dated("We follow the Inspection Framework of April 2014 in all that we do.", page=2) is None
    assert dated("Policy of July 2030", role=Role.FURNITURE) is None
    assert dated("To be reviewed in May 2033") is None


def test_the_standing_is_that_of_the_edition() -> None:
    other = f"Keeping Pupils Safe, the guidance of the department, {TEXT[:-1].lower()}, and"
    assert read(TITLE, block("For information")).status == "for information"
    assert read(TITLE, *[block(TEXT)] * 9, block(f"{other} remains in force throughout.")).status is None
    assert read(TITLE, *[block(TEXT)] * 9, block(f"{TEXT} This policy is in force from May.")).status == "in force"


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("Published by the Harbour Office", "Harbour Office"),
        ("This guidance is issued by the Harbour Office.", "Harbour Office"),
        ("Words mean what the definition published by the Harbour Office says.", None),
    ],
)
def test_the_publisher_is_that_of_the_guidance(text: str, publisher: str | None) -> None:
    assert read(TITLE, block(text)).publisher == publisher

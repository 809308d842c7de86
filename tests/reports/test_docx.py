"""The Word briefing, read back with python-docx: real headings, contents, links, header rows, styles, words."""

import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

from kcsie_diff.model.comparison import Category, Change, Comparison, Picture, Review, Side, Significance
from kcsie_diff.model.numbering import ReferenceTarget, StaleReference
from kcsie_diff.records import replace
from kcsie_diff.reports import Sources, write
from kcsie_diff.reports.english import CATEGORIES
from kcsie_diff.reports.word.ooxml import fixed_zip
from kcsie_diff.safe_text import visible
from reports import made, office

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001"
    "48afa4710000000049454e44ae426082"
)


def said(data: bytes) -> str:
    """Every word of a Word file in order, tables too, one line a paragraph."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        root = ElementTree.fromstring(file.read("word/document.xml"))
    return "\n".join("".join(p.itertext()) for p in root.iter(f"{W}p"))


def headings(data: bytes) -> list[tuple[str, str]]:
    document = docx.Document(io.BytesIO(data))
    return [
        (str(p.style.name), p.text) for p in document.paragraphs if p.style and str(p.style.name).startswith("Head")
    ]


@pytest.fixture(scope="module")
def briefing() -> bytes:
    return write(made.plain(), "docx")


def test_it_has_the_sections_of_a_briefing(briefing: bytes) -> None:
    first = [text.split(":")[0] for style, text in headings(briefing) if style == "Heading 1"]
    assert first[:4] == [
        "Also changed",
        "No change of meaning",
        "Not mentioned in the publisher’s table of changes",
        "Changes by category",
    ]
    assert [name for name in first if name in ("Legislative", "Clarification", "Additional support")] == [
        "Legislative",
        "Clarification",
        "Additional support",
    ]
    assert {"Duties added, removed or changed", "The publisher’s own table of changes", "About this briefing"} <= set(
        first
    )


def test_the_contents_are_written_and_every_link_leads_somewhere(briefing: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(briefing)) as file:
        root = ElementTree.fromstring(file.read("word/document.xml"))
    (contents,) = root.iter(f"{W}sdt")
    assert " TOC " in "".join(each.text or "" for each in contents.iter(f"{W}instrText"))
    wanted = [text for style, text in headings(briefing) if style in ("Heading 1", "Heading 2")]
    assert ["".join(each.itertext()) for each in contents.iter(f"{W}hyperlink")] == wanted
    names = [each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))
    led_to = {each.get(f"{W}anchor") for each in root.iter(f"{W}hyperlink")}
    assert led_to <= set(names) and "c0001" in led_to


def test_changes_are_in_the_order_of_their_importance(briefing: bytes) -> None:
    told = re.findall(r"^(c\d{4})\. ", said(briefing), re.MULTILINE)
    by_id = {change.id: change for change in made.plain().changes}
    ranks = [
        (list(CATEGORIES).index(by_id[each].category), list(Significance).index(by_id[each].significance))
        for each in told
    ]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(("printed", "made_on"), [("July 2032", (2032, 7, 1)), (None, None)])
def test_it_bears_the_date_of_the_edition_and_none_where_there_is_none(
    printed: str | None, made_on: tuple[int, int, int] | None
) -> None:
    comparison = made.plain()
    data = write(replace(comparison, new=replace(comparison.new, date=printed, in_force=None)), "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert (b"dcterms:created" in file.read("docProps/core.xml")) is (made_on is not None)
    created = docx.Document(io.BytesIO(data)).core_properties.created
    assert made_on is None or (created is not None and (created.year, created.month, created.day) == made_on)


def test_heading_levels_follow_one_another(briefing: bytes) -> None:
    levels = [int(style.rsplit(" ", 1)[1]) for style, _ in headings(briefing)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_change_of_substance_is_told_with_its_words(briefing: bytes) -> None:
    text = " ".join(said(briefing).split())
    for change in made.plain().changes:
        if change.category is not Category.EDITORIAL and change.term is None:
            assert f"{change.id}. " in text
            for told in _changed_words(change):
                assert " ".join(visible(told).split()) in text


def _changed_words(change: Change) -> list[str]:
    """The words that a reader must find: whole passages where one side has nothing, else what was cut and added."""
    if not (change.old and change.new):
        return [passage.text for passage in change.old + change.new]
    return [segment.text for segment in change.segments if segment.op.value != "keep"]


def test_cut_and_added_words_carry_styles_that_can_be_changed(briefing: bytes) -> None:
    document = docx.Document(io.BytesIO(briefing))
    looks = {run.style.name for p in document.paragraphs for run in p.runs if run.style is not None}
    assert {"Cut words", "Added words", "Strong"} <= looks
    direct = [run for p in document.paragraphs for run in p.runs if run.font.bold is not None or run.font.size]
    assert not direct


def test_each_table_repeats_its_head_and_says_what_it_is(briefing: bytes) -> None:
    document = docx.Document(io.BytesIO(briefing))
    assert len(document.tables) >= 4
    for table in document.tables:
        assert table._tbl.find(f".//{W}tblHeader") is not None
        caption = table._tbl.tblPr.find(f"{W}tblCaption")
        assert caption is not None and caption.get(f"{W}val")


def table(data: bytes, last: str) -> list[list[str]]:
    """The rows under the head of the table whose last column has a name."""
    tables = docx.Document(io.BytesIO(data)).tables
    (rows,) = [each.rows for each in tables if each.rows[0].cells[-1].text == last]
    return [[cell.text for cell in row.cells] for row in rows[1:]]


def test_editorial_changes_are_told_in_a_line_each(briefing: bytes) -> None:
    told = {row[0]: row[-1] for row in table(briefing, "Words")}
    assert told["c0007"] == "Tell the [−lead officer−][+safeguarding lead+] at once."
    assert told["c0006"] == "The words are the same."
    assert all(len(text.split()) <= 70 for text in told.values())


def test_an_outdated_reference_is_told_where_it_stands() -> None:
    comparison = made.plain()
    target = ReferenceTarget("271", "The arrangements …", ("270",), "For staff …")
    stale = StaleReference("n", "87", 76, "paragraphs 271", "paragraphs 270", "footnote", (target,))
    data = write(replace(comparison, stale_references=(*comparison.stale_references, stale)), "docx")
    told = [row for row in table(data, "What to check") if row[0] != "Where"]
    assert [row[:2] for row in told] == [
        ["Paragraph 16, page 9", "paragraph 14"],
        ["Footnote 87, page 76", "paragraph 271"],
    ]
    assert "In the 2031 edition, 271 was “The arrangements …” (now 270)." in told[1][2]


def test_a_change_says_what_was_decided() -> None:
    comparison = made.plain()
    review = Review(action="Rewrite the policy", owner="Head", due="1 September", done=True)
    changes = (replace(comparison.changes[0], review=review), *comparison.changes[1:])
    told = said(write(replace(comparison, changes=changes), "docx"))
    assert "Decision: Rewrite the policy; Head by 1 September; done" in told


def test_pictures_stand_beside_their_change_with_alternative_text() -> None:
    comparison = made.plain()
    first = comparison.changes[0].id
    pictures = {first: (Picture(Side.OLD, 8, DOT, 100, 50), Picture(Side.NEW, 9, DOT, 100, 50))}
    document = docx.Document(io.BytesIO(write(comparison, "docx", sources=Sources(pictures=pictures))))
    assert len(document.inline_shapes) == 2
    alternatives = [shape._inline.docPr.get("descr") or "" for shape in document.inline_shapes]
    assert [re.search(r"page \d+", text)[0] for text in alternatives] == ["page 8", "page 9"]  # type: ignore[index]


def test_it_says_whose_it_is_not(briefing: bytes) -> None:
    assert "not published or endorsed by" in " ".join(said(briefing).split())


@pytest.mark.parametrize("comparison", [made.empty(), made.hostile(), made.long(40)], ids=["empty", "hostile", "long"])
def test_it_can_be_opened_whatever_was_compared(comparison: Comparison) -> None:
    data = write(comparison, "docx")
    assert docx.Document(io.BytesIO(data)).paragraphs
    assert data == write(comparison, "docx")


def test_the_zip_is_sorted_and_dated_once(briefing: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(briefing)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.namelist()[0] == "[Content_Types].xml"
        assert file.namelist()[1:] == sorted(file.namelist()[1:])
    assert fixed_zip(briefing) == briefing


@pytest.mark.slow
def test_libreoffice_prints_all_words(briefing: bytes, tmp_path: Path) -> None:
    printed = set(re.findall(r"\w+", office.printed(briefing, "docx", tmp_path)))
    field = set("TOCohzun")  # how the list of contents says what it holds
    assert set(re.findall(r"\w+", said(briefing))) - printed <= {"TOC", *field}

"""Lines that the structure tree cuts: what goes on is one paragraph, what begins anew is not."""

import pytest

from kcsie_diff.reading.contents import Titles
from kcsie_diff.reading.page_model import Page, Role
from kcsie_diff.reading.pdf.structure_tree import Roles, Structure
from kcsie_diff.reading.tagged.blocks import blocks
from kcsie_diff.reading.tagged.notes import TypeSizes

from ..made import line

FIRST = "We use the term"


def read(*texts: str, shared: bool = False) -> list[str]:
    """The blocks of a page on which every line lies in a paragraph element of its own, or all lie in one."""
    root: dict[str, object] = {"/Type": "/StructTreeRoot"}
    elements = [{"/S": "/P", "/P": root} for _ in texts]
    root["/ParentTree"] = {"/Nums": [0, [elements[0]] * len(texts) if shared else elements]}
    lines = tuple(line(text, top=100 + 16 * i, mcid=i) for i, text in enumerate(texts))
    page = Page(1, 595, 842, (line("x" * 80, top=50), *lines))
    structure = Structure(root, lambda entry: entry, depth=100, objects=1000)
    found = blocks(page, Roles(structure), 0, TypeSizes(12.0, 9.0), Titles([page]))
    assert all(block.role is Role.PARAGRAPH or block.label for block in found)
    return [" ".join(filter(None, (block.label, block.text.replace("\n", " ")))) for block in found]


@pytest.mark.parametrize("rest", ["“must” where the law asks it.", "must where the law asks it."])
def test_a_sentence_goes_on_in_the_next_element(rest: str) -> None:
    assert read(FIRST, rest) == [f"{FIRST} {rest}"]


@pytest.mark.parametrize(
    ("before", "rest"),
    [(FIRST, "“Must” is for duties."), (f"{FIRST}:", "“must” for duties."), ("The head is to", "(a) tell the lead;")],
)
def test_a_new_sentence_what_a_colon_announces_or_an_item_does_not(before: str, rest: str) -> None:
    assert read(before, rest) == [before, rest]


FULL = "Use of reasonable force in schools • Visiting children who live in schools away from home"


def test_a_bullet_between_words_begins_nothing_though_its_line_does() -> None:
    assert read(FULL, "• What to do • Whom to ask", shared=True) == [f"{FULL} • What to do • Whom to ask"]


def test_a_bullet_after_a_line_that_broke_off_begins_an_item_within_one_element() -> None:
    assert read("Use of force • Visiting", "• What to do", shared=True) == ["Use of force • Visiting", "• What to do"]


def test_a_paragraph_that_bears_the_tag_of_a_line_of_contents_is_a_paragraph() -> None:
    def role(text: str) -> Role:
        root: dict[str, object] = {"/Type": "/StructTreeRoot"}
        root["/ParentTree"] = {"/Nums": [0, [{"/S": "/TOCI", "/P": root}]]}
        page = Page(1, 595, 842, (line(text, mcid=0),))
        structure = Structure(root, lambda entry: entry, depth=100, objects=1000)
        return blocks(page, Roles(structure), 0, TypeSizes(12.0, 9.0), Titles([page]))[0].role

    assert role("Lunch is served in the hall and lasts for 50 minutes.") is Role.PARAGRAPH
    assert role("Lunch and tea 50") is Role.CONTENTS
    assert role("Lunch and tea") is Role.CONTENTS


def test_notes_at_the_end_are_labelled_by_figures_that_count_on_though_their_page_cites_none() -> None:
    def labels(*texts: str) -> list[str | None]:
        root: dict[str, object] = {"/Type": "/StructTreeRoot"}
        root["/ParentTree"] = {"/Nums": [0, [{"/S": "/Note", "/P": root} for _ in texts]]}
        lines = tuple(line(text, top=100 + 16 * i, size=9, mcid=i) for i, text in enumerate(texts))
        page = Page(1, 595, 842, lines)
        structure = Structure(root, lambda entry: entry, depth=100, objects=1000)
        found = blocks(page, Roles(structure), 0, TypeSizes(12.0, 9.0), Titles([page]))
        return [block.label for block in found]

    assert labels("11. See the Act.", "12. Or a carer.") == ["11.", "12."]
    assert labels("11 of the Act.", "30 days at most.") == [None, None]

"""Notes of tagged pages: what is set as a note is one whatever its tag, and what is set as the body is none."""

from collections.abc import Sequence

from kcsie_diff.reading.contents import Titles
from kcsie_diff.reading.page_model import Line, Page, PageBlock, Role, TextRun
from kcsie_diff.reading.pdf.structure_tree import Roles, Structure
from kcsie_diff.reading.tagged.blocks import blocks
from kcsie_diff.reading.tagged.notes import type_sizes

from ..made import piece

BODY, SMALL = 12.0, 9.0
Tags = tuple[str, ...]
"""The types of an element and of those that hold it, outermost first."""


def read(*printed: tuple[Tags, int, float, Sequence[str]]) -> list[PageBlock]:
    """The blocks of a page: of each line the tags, a number that lines of one element share, the size, the runs.

    A run that begins with "^" is raised.
    """
    root: dict[str, object] = {"/Type": "/StructTreeRoot"}
    elements: dict[tuple[Tags, int], dict[str, object]] = {}

    def element(tags: Tags, number: int) -> dict[str, object]:
        if (tags, number) not in elements:
            parent = element(tags[:-1], number) if tags[:-1] else root
            elements[tags, number] = {"/S": f"/{tags[-1]}", "/P": parent}
        return elements[tags, number]

    lines = tuple(_line(runs, 100.0 + 14 * n, size, n) for n, (_, _, size, runs) in enumerate(printed))
    root["/ParentTree"] = {"/Nums": [0, [element(tags, number) for tags, number, _, _ in printed]]}
    page = Page(1, 595, 842, lines)
    roles = Roles(Structure(root, lambda entry: entry, depth=100, objects=1000))
    sizes = type_sizes([page], roles, {1: 0})
    return list(blocks(page, roles, 0, sizes, Titles([page])))


def _line(runs: Sequence[str], top: float, size: float, mcid: int) -> Line:
    pieces: list[TextRun] = []
    for run in runs:
        left = pieces[-1].right if pieces else 57.0
        if run.startswith("^"):
            pieces.append(piece(run[1:], left, top, size=0.6 * size, baseline=top + 5, mcid=mcid, raised=True))
        else:
            pieces.append(piece(run, left, top, size=size, baseline=top + 10, mcid=mcid))
    return Line(tuple(pieces))


def told(found: Sequence[PageBlock]) -> list[tuple[Role, str | None, str]]:
    return [(block.role, block.label, block.text.replace("\n", " ")) for block in found]


TEXT = (("P",), 1, BODY, ["The form is signed by a parent", "^1", " and by the tutor", "^2", " on the same day."])
NEXT = (("P",), 9, BODY, ["The porter meets the bus at the gate."])


def test_a_paragraph_of_the_body_that_bears_the_tag_of_a_note_is_a_paragraph() -> None:
    found = read(NEXT, (("Note",), 2, BODY, ["Lunch lasts for 40 minutes."]), NEXT)
    assert told(found)[1] == (Role.PARAGRAPH, None, "Lunch lasts for 40 minutes.")


def test_a_list_that_hangs_under_a_note_is_a_list() -> None:
    tags = ("Note", "L", "LI", "LBody")
    found = read(
        TEXT,
        (tags, 2, BODY, ["1. The porter counts them."]),
        (tags, 3, BODY, ["2. The nurse rings a parent."]),
        (("Note", "P"), 4, SMALL, ["^1", " Or by the person"]),
        (("Note", "P"), 4, SMALL, ["who cares for the pupil."]),
    )
    assert [(role, label) for role, label, _ in told(found)] == [
        (Role.PARAGRAPH, None), (Role.ITEM, "1."), (Role.ITEM, "2."), (Role.FOOTNOTE, "1")
    ]  # fmt: skip


def test_a_link_in_the_size_of_the_body_is_of_its_note() -> None:
    tags = ("Note", "P")
    found = read(
        TEXT,
        (tags, 2, SMALL, ["^1", " See below."]),
        (tags, 3, BODY, ["^2", " https://example.org/keys-"]),
        (tags, 3, BODY, ["and-locks"]),
    )
    assert [role for role, _, _ in told(found)] == [Role.PARAGRAPH, Role.FOOTNOTE, Role.FOOTNOTE]


def test_a_note_without_a_mark_at_the_foot_goes_on_from_the_page_before() -> None:
    assert told(read(NEXT, (("Note",), 2, BODY, ["and the tutor of the pupil."])))[1][0] is Role.FOOTNOTE


def test_notes_that_are_tagged_as_paragraphs_or_as_one_item_are_notes() -> None:
    rest = [(Role.FOOTNOTE, "1", " Or a carer. "), (Role.FOOTNOTE, "2", " Who signs last.")]
    for tags in (("P",), ("L", "LI", "LBody")):
        for size in (BODY, SMALL):
            for numbers in ((2, 3), (2, 2)):
                first, second = numbers
                found = read(
                    TEXT, (tags, first, size, ["^1", " Or a carer. "]), (tags, second, size, ["^2", " Who signs last."])
                )
                assert told(found)[1:] == rest, (tags, size, numbers)


def test_a_second_line_of_such_a_note_is_of_it() -> None:
    found = read(TEXT, (("P",), 2, SMALL, ["^1", " Or the person"]), (("P",), 3, SMALL, ["who cares for the pupil."]))
    assert told(found)[1:] == [(Role.FOOTNOTE, "1", " Or the person who cares for the pupil.")]


def test_a_mark_that_a_line_end_put_first_begins_no_note() -> None:
    found = read(TEXT, (("P",), 2, BODY, ["^1", " and the tutor."]), NEXT)
    assert all(block.role is Role.PARAGRAPH for block in found)


def test_the_figure_of_a_note_need_not_be_raised() -> None:
    found = read(
        TEXT,
        (("Div", "Note", "P"), 2, SMALL, ["1 ", "The book is red."]),
        (("Div", "Note", "P"), 3, SMALL, ["2", "The bill is paid."]),
    )
    assert told(found)[1:] == [(Role.FOOTNOTE, "1", "The book is red."), (Role.FOOTNOTE, "2", "The bill is paid.")]

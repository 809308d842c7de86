"""Which lines of a page are its text, and which stand beside it."""

import pytest

from kcsie_diff.reading.page_model import Line, Page, Role, Stroke, TextRun
from kcsie_diff.reading.page_readers import read_blocks, without_underlines
from kcsie_diff.reading.pdf.file import Source
from kcsie_diff.reading.pdf.structure_tree import Structure

from .made import line, piece

ROWS = ("The gate is locked", "The keys are counted", "The alarm is set")


def running(kind: str) -> list[bool]:
    """Whether the first line of three pages runs, which stands at one height in an element of some kind."""
    root: dict[str, object] = {"/Type": "/StructTreeRoot"}
    table = {"/S": "/Table", "/P": root}

    def element() -> dict[str, object]:
        return {"/S": kind, "/P": {"/S": "/TR", "/P": table} if kind == "/TD" else root}

    numbers = [one for page in range(len(ROWS)) for one in (page, [element(), element()])]
    root["/ParentTree"] = {"/Nums": numbers}
    pages = [
        Page(n, 595, 842, (line("What is done", top=60, page=n, mcid=0), line(text, top=90, page=n, mcid=1)))
        for n, text in enumerate(ROWS, 1)
    ]
    source = Source(
        name="old.pdf",
        data=b"",
        sha256="",
        pages=len(pages),
        structure=Structure(root, lambda entry: entry, depth=100, objects=1000),
        struct_parents={page.number: page.number - 1 for page in pages},
    )
    return [block.role is Role.FURNITURE for block in read_blocks(source, pages).blocks if block.text == "What is done"]


@pytest.mark.parametrize(("kind", "runs"), [("/P", True), ("/TD", False)])
def test_a_line_that_begins_every_page_runs_unless_it_is_a_cell(kind: str, *, runs: bool) -> None:
    assert running(kind) == [runs] * len(ROWS)


def headings_read(*pieces: TextRun) -> list[tuple[str | None, str]]:
    """The label and words of what is read as headings, where a tagged page prints pieces on the line of one."""
    root: dict[str, object] = {"/Type": "/StructTreeRoot"}
    root["/ParentTree"] = {"/Nums": [0, [{"/S": "/H2", "/P": root}, {"/S": "/P", "/P": root}]]}
    text = line("The gate is locked by the caretaker at the end of the day.", left=60, top=130, mcid=1)
    source = Source(
        name="old.pdf",
        data=b"",
        sha256="",
        pages=1,
        structure=Structure(root, lambda entry: entry, depth=100, objects=1000),
        struct_parents={1: 0},
    )
    found = read_blocks(source, [Page(1, 595, 842, (Line(pieces), text))]).blocks
    return [(block.label, block.text) for block in found if block.role is Role.HEADING]


@pytest.mark.parametrize(
    ("number", "label"),
    [
        (piece("2.1 ", left=60), "2.1"),
        (piece("2.1 ", left=20), None),
        (piece("2.1 ", left=60, artifact=True), None),
    ],
)
def test_a_number_that_no_element_owns_is_of_the_heading_right_behind_it(number: TextRun, label: str | None) -> None:
    title = piece("Keys", left=piece("2.1 ", left=60).right, mcid=0)
    assert headings_read(number, title) == [(label, "Keys")]


def test_a_space_stands_where_the_dots_before_a_page_number_are_left_out() -> None:
    title, dots = piece("Keys", left=60, mcid=0), piece("." * 20, left=84, artifact=True)
    assert headings_read(title, dots, piece("9", left=dots.right, mcid=0)) == [(None, "Keys 9")]


WORDS = line("The link to the register", left=60, top=100)
BASELINE = WORDS.baseline


@pytest.mark.parametrize(
    ("left", "right", "below", "kept"),
    [
        (60, WORDS.right, 1.5, False),
        (84, 120, 1.5, False),
        (55, WORDS.right + 9, 1.5, True),
        (60, WORDS.right, 6.0, True),
        (60, WORDS.right, -4.0, True),
    ],
)
def test_a_thin_line_right_under_words_and_no_longer_is_left_out(
    left: float, right: float, below: float, *, kept: bool
) -> None:
    stroke = Stroke(left, BASELINE + below, right, BASELINE + below + 0.6)
    (page,) = without_underlines([Page(1, 595, 842, (WORDS,), (stroke,))])
    assert (page.strokes == (stroke,)) == kept

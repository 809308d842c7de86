"""Labels beside the text: drawn bullets are bullets, line numbers furniture, paragraph numbers those of paragraphs."""

from pathlib import Path

import pytest

from kcsie_diff.model.edition import Node, NodeKind
from kcsie_diff.reading.hanging_labels import with_drawn_bullets
from kcsie_diff.reading.page_model import Page, Stroke

from .made import line, read, texts, typeset

PARAGRAPHS = (
    "The warden of the house keeps a list of every key, and writes down who takes one and when it comes back.",
    "A guest who stays for more than one week pays the fee of the week in advance, at the desk beside the door.",
    "Fires are lit in the ring of stones alone, and whoever lights one stays with it until the ashes are cold.",
    "The bell calls everybody to supper at six. Those who come late find a cold plate on the shelf of the larder.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def content(folder: Path, source: str, *, tagged: bool) -> list[tuple[NodeKind, str | None, str]]:
    return [(node.kind, node.number, node.text) for node in read(typeset(folder, source, tagged=tagged)).content]


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("numbers", ["1", "n => if calc.rem(n, 5) == 0 { str(n) }"])
@pytest.mark.parametrize("side", ["start", "end"])
def test_line_numbers_are_furniture(side: str, numbers: str, tagged: bool, tmp_path: Path) -> None:
    function = f'"{numbers}"' if numbers == "1" else numbers
    setting = f"#set par.line(numbering: {function}, number-margin: {side})\n"
    assert content(tmp_path, setting + TEXT, tagged=tagged) == content(tmp_path, TEXT, tagged=tagged)
    furniture = [
        node for node in read(typeset(tmp_path, setting + TEXT, tagged=tagged)).nodes if node.kind is NodeKind.FURNITURE
    ]
    assert any("5" in node.text for node in furniture)


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("place", ["place(left, dx: -1.2cm)", "place(right, dx: 1.2cm)"])
def test_a_number_beside_a_paragraph_is_its_number(place: str, tagged: bool, tmp_path: Path) -> None:
    source = "\n\n".join(f"#{place}[{n}]{text}" for n, text in enumerate(PARAGRAPHS, 7))
    assert content(tmp_path, source, tagged=tagged) == [
        (NodeKind.PARAGRAPH, str(n), text) for n, text in enumerate(PARAGRAPHS, 7)
    ]


@pytest.mark.parametrize("tagged", [True, False])
def test_small_numbers_count_headings_too_beside_a_line_that_juts_out_and_a_list_of_contents(
    tagged: bool, tmp_path: Path
) -> None:
    def beside(n: int, down: float) -> str:
        """A number on the baseline of the line beside it, whose letters are that much higher, in points."""
        return f"#place(right, dx: 1.2cm, dy: {down}pt, text(6pt)[{n}])"

    entries = [f"{title} #box(width: 1fr, repeat[.]) 2" for title in ("Keys", "Guests", "Fires")]
    source = "#show heading: set block(width: 100%)\n"
    source += "\n\n".join(("#heading(outlined: false)[Contents]", *entries)) + "\n#pagebreak()\n"
    for n, (title, text) in enumerate(zip(("Keys", "Guests", "Fires", "Bells"), PARAGRAPHS, strict=True)):
        source += f"= {beside(2 * n + 1, 7)}{title}\n{beside(2 * n + 2, 4)}{text}\n\n"
    source += "#box(width: 18cm)[" + PARAGRAPHS[0][:85] + "]\n"
    found = [one for one in content(tmp_path, source, tagged=tagged) if one[2] in (*PARAGRAPHS, "Keys", "Bells")]
    assert found == [
        (NodeKind.HEADING, None, "Keys"),
        *((NodeKind.PARAGRAPH, str(2 * n), text) for n, text in enumerate(PARAGRAPHS[:3], 1)),
        (NodeKind.HEADING, None, "Bells"),
        (NodeKind.PARAGRAPH, "8", PARAGRAPHS[3]),
    ]


def with_words(nodes: list[Node], words: str) -> list[str]:
    return [text for text in texts(nodes) if words in text]


@pytest.mark.parametrize("tagged", [True, False])
def test_a_column_of_figures_in_a_table_stays_in_its_rows(tagged: bool, tmp_path: Path) -> None:
    rows = ", ".join(f"[{n}], [{text}]" for n, text in enumerate(PARAGRAPHS, 1))
    source = f"#lorem(40)\n\n#table(columns: (1cm, 1fr), stroke: 0.5pt, {rows})\n\n#lorem(40)"
    found = read(typeset(tmp_path, source, tagged=tagged)).content
    assert with_words(list(found), "1 |") == [f"1 | {PARAGRAPHS[0]}"]


def test_the_figures_of_a_list_of_limits_stay(tmp_path: Path) -> None:
    source = "\n\n".join(f"{name} #h(1fr) {n}" for n, name in enumerate(("Keys", "Lamps", "Ropes", "Tents"), 1))
    assert "Lamps" in (found := " ".join(texts(read(typeset(tmp_path, source, tagged=False)).content)))
    assert all(f"{n}" in found for n in (1, 2, 3, 4))


# ---- bullets ----

WORDS = ("two radios", "a flag")


def told(*dots: Stroke, words: tuple[str, ...] = WORDS) -> list[str]:
    """The lines of a page that begin at 57 points, 20 points apart, with shapes on it."""
    lines = tuple(line(text, left=57, top=100 + 20 * at) for at, text in enumerate(words))
    (page,) = with_drawn_bullets([Page(1, 595, 842, lines, dots)])
    return [one.text for one in page.lines]


def dot(left: float, baseline: float, size: float = 4.0) -> Stroke:
    return Stroke(left, baseline - 3.5 - size / 2, left + size, baseline - 3.5 + size / 2, shaded=True)


def test_dots_before_lines_are_bullets() -> None:
    assert told(dot(45, 109.6), dot(45, 129.6)) == ["• two radios", "• a flag"]


@pytest.mark.parametrize(
    "dots",
    [
        (dot(45, 109.6),),  # one alone
        (dot(45, 109.6), dot(38, 129.6)),  # under each other they do not stand
        (dot(45, 109.6, 9), dot(45, 129.6, 9)),  # boxes to tick
        (dot(20, 109.6), dot(20, 129.6)),  # far from the words
        (dot(140, 109.6), dot(140, 129.6)),  # behind the words
        (dot(45, 103), dot(45, 123)),  # above the small letters
    ],
)
def test_other_dots_are_none(dots: tuple[Stroke, ...]) -> None:
    assert told(*dots) == list(WORDS)

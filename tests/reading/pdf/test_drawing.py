"""What is struck out and what cannot be seen, and what only looks so to a careless eye."""

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
import typst
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject

from kcsie_diff.model.edition import Edition
from kcsie_diff.reading.pdf.drawing import Look, Paint, Visibility, look

from ..made import read, told, typeset

BLACK = (0, 0, 0)
WHITE = (255, 255, 255)
NAVY = (18, 52, 86)


def edition(folder: Path, words: str, *, tagged: bool) -> Edition:
    source = f"= Rules\n1. The house opens at six.\n\n2. {words}\n\n3. Oars are dried at noon.\n"
    path = typeset(folder, source)
    if not tagged:
        path.write_bytes(typst.compile(folder / "source.typ", pdf_tags=False))
    return read(path)


def problems(found: Edition) -> dict[str, str]:
    return {problem.code: problem.message for problem in found.problems if problem.code.endswith("-text")}


@pytest.mark.parametrize("tagged", [True, False])
def test_struck_words_are_quoted_and_not_compared(tmp_path: Path, tagged: bool) -> None:
    found = edition(tmp_path, "A child under #strike[12] 10 must not row.", tagged=tagged)
    assert any(text.endswith("A child under 10 must not row.") for text in told(found))
    assert problems(found)["struck-text"].endswith("“12”.")


def test_words_under_a_strike_out_annotation_are_struck(tmp_path: Path) -> None:
    path = typeset(tmp_path, "= Rules\n1. A child under 12 must not row.\n\n2. Oars are dried.\n")
    page = pypdfium2.PdfDocument(path)[0].get_textpage()
    start = page.get_text_range().index("must not")
    boxes = [page.get_charbox(n, loose=True) for n in range(start, start + len("must not"))]
    left, bottom, right, top = boxes[0][0], boxes[0][1], boxes[-1][2], boxes[0][3]
    made = PdfWriter(clone_from=path)
    made.add_annotation(
        0,
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/StrikeOut"),
                NameObject("/Rect"): ArrayObject(map(FloatObject, (left, bottom, right, top))),
                NameObject("/QuadPoints"): ArrayObject(
                    map(FloatObject, (left, top, right, top, left, bottom, right, bottom))
                ),
            }
        ),
    )
    made.write(path)
    found = read(path)
    assert "  paragraph 1 A child under 12 row." in told(found)
    assert problems(found)["struck-text"].endswith("“must not”.")


@pytest.mark.parametrize("tagged", [True, False])
def test_a_paragraph_that_is_struck_out_takes_its_number_along(tmp_path: Path, tagged: bool) -> None:
    found = edition(tmp_path, "#strike[A child must not row.]", tagged=tagged)
    assert [text.strip() for text in told(found)][2:] == ["paragraph 3 Oars are dried at noon."]
    assert problems(found)["struck-text"].endswith("“A child must not row.”.")


@pytest.mark.parametrize(
    "words",
    [
        "#text(fill: white)[The cook must be told.]",
        "#box[The cook must be told.#place(dy: -12pt, rect(width: 6cm, height: 15pt, fill: black))]",
        '#box(fill: rgb("#123456"), text(fill: rgb("#123456"))[The cook must be told.])',
    ],
)
def test_words_that_cannot_be_seen_are_quoted_and_compared(tmp_path: Path, words: str) -> None:
    found = edition(tmp_path, words, tagged=True)
    assert problems(found) == {
        "hidden-text": "Words on the page cannot be seen (covered, or in the colour of their background): "
        "“The cook must be told.”."
    }
    assert any("The cook must be told." in text for text in told(found))


def test_words_that_are_too_small_to_be_read_are_quoted(tmp_path: Path) -> None:
    found = edition(tmp_path, "Soup is hot. #text(1pt)[The cook must be told.]", tagged=True)
    assert problems(found) == {
        "hidden-text": "Words on the page are too small to be read; they were not compared: “The cook must be told.”."
    }
    assert problems(edition(tmp_path, "Soup is hot.#text(1pt)[12 a]", tagged=True)) == {}


@pytest.mark.parametrize(
    "words",
    [
        "#underline[The cook] must be told.",
        "#overline[The cook] must be told.",
        "#highlight[The cook] must be told.",
        "The cook #line(length: 100%, stroke: 0.5pt) must be told.",
        '#block(fill: rgb("#123456"), inset: 8pt, text(fill: white)[The cook must be told.])',
        "#box[The cook must be told.#place(dy: -12pt, rect(width: 6cm, height: 9pt, fill: yellow.transparentize(9%)))]",
        "#table(columns: 2, [The cook], [must be told])",
    ],
)
def test_words_that_everybody_reads_raise_no_problem(tmp_path: Path, words: str) -> None:
    assert problems(edition(tmp_path, words, tagged=True)) == {}


def test_a_rule_that_reaches_beyond_the_line_strikes_nothing() -> None:
    page = Visibility([Paint(0, 90, 103, 300, 103.5, stroked=True)])
    assert page.strikes(90, 300, 100, 10)
    assert not page.strikes(100, 200, 100, 10)
    assert not page.strikes(90, 300, 105, 10)


def test_a_letter_is_struck_or_covered_by_its_middle() -> None:
    (strike,) = Visibility([Paint(0, 90, 103, 105, 103.5, stroked=True)]).strikes(90, 110, 100, 10)
    cover = Paint(2, 90, 95, 105, 110, BLACK)
    assert [look((left, 100, left + 5, 107), [strike], []) for left in (98, 103, 106)] == [
        Look.STRUCK, Look.PLAIN, Look.PLAIN
    ]  # fmt: skip
    assert look((98, 100, 103, 107), [], [cover]) is Look.UNSEEN


def test_white_letters_are_seen_on_a_picture_or_a_shape_and_covered_only_by_what_comes_later() -> None:
    plain, picture, band = (
        Visibility([]),
        Visibility([Paint(0, 0, 0, 99, 99)]),
        Visibility([Paint(0, 0, 0, 99, 99, NAVY)]),
    )
    assert [page.blends(1, WHITE, 50, 50) for page in (plain, picture, band)] == [True, False, False]
    assert [page.blends(1, NAVY, 50, 50) for page in (plain, picture, band)] == [False, False, True]
    assert not band.covers(1, 10, 10, 20, 20)
    assert band.covers(-1, 10, 10, 20, 20)

"""Running lines and page numbers are known by their place and repetition, and told apart from first lines of text."""

from pathlib import Path

import pytest

from kcsie_diff.model.edition import NodeKind
from kcsie_diff.reading import furniture
from kcsie_diff.reading.page_model import Line, Page, Stroke
from kcsie_diff.records import replace

from .made import line, read, typeset


def page(number: int, *texts: tuple[str, float]) -> Page:
    return Page(number, 595, 842, tuple(line(text, top=top, page=number) for text, top in texts))


def test_a_line_at_one_height_on_three_pages_is_running() -> None:
    pages = [
        page(n, ("Keeping pupils safe", 30), (f"Paragraph {'abcd'[n]} begins", 60), (str(n), 790)) for n in (1, 2, 3)
    ]
    assert furniture.find(pages) == {n: frozenset({0, 2}) for n in (1, 2, 3)}


def test_a_line_in_the_middle_of_the_page_is_never_running() -> None:
    assert furniture.find([page(n, ("Case study", 400)) for n in range(1, 9)]) == {}


def test_a_line_on_two_pages_is_not_running() -> None:
    assert furniture.find([page(n, ("Case study", 40)) for n in (1, 2)]) == {}


def test_in_a_file_of_two_pages_a_line_that_stands_apart_from_the_text_is_running() -> None:
    pages = [
        page(n, (f"Printed on {n} May", 30), ("The head teacher", 62), (f"Text {'ab'[n - 1]}", 78), ("Further", 94))
        for n in (1, 2)
    ]
    assert furniture.find(pages) == {n: frozenset({0}) for n in (1, 2)}


def test_in_a_file_of_two_pages_a_heading_at_the_top_of_both_is_not_running() -> None:
    def form(number: int) -> Page:
        lines = (line("Form", top=30, size=20.0), *(line(f"Field {n} {number}", top=80.0 + 16 * n) for n in range(9)))
        return Page(number, 595, 842, lines)

    assert furniture.find([form(1), form(2)]) == {}


def test_a_note_that_begins_alike_on_pages_near_each_other_is_not_running() -> None:
    pages = [
        page(n, ("Providers of further education should", 760), (f"check {'abcd'[n]} first", 772), (str(n), 800))
        for n in (1, 2, 3)
    ]
    assert furniture.find(pages) == {n: frozenset({2}) for n in (1, 2, 3)}


def test_numbered_paragraphs_of_the_same_words_at_the_top_of_pages_are_not_running() -> None:
    texts = {3: "494. All is written down.", 5: "509. All is written down.", 6: "520. All is written down."}
    assert furniture.find([page(n, (text, 60), ("More", 90)) for n, text in texts.items()]) == {}


def test_the_same_words_on_pages_that_are_left_out_need_more_pages_unless_a_figure_counts_them() -> None:
    some, many = (3, 5, 6), (3, 5, 6, 8, 9)
    assert furniture.find([page(n, ("Case study", 40)) for n in some]) == {}
    assert furniture.find([page(n, ("Case study", 40)) for n in many]).keys() == set(many)
    assert furniture.find([page(n, (f"Annual report {n}", 40)) for n in some]).keys() == set(some)


def test_a_chapter_title_beside_it_keeps_no_line_from_running() -> None:
    pages = [page(n, (f"Chapter {'abcd'[n]}", 29.7), ("Keeping pupils safe", 30), ("Text", 90)) for n in (1, 2, 3)]
    assert furniture.find(pages) == {n: frozenset({1}) for n in (1, 2, 3)}


def test_a_foot_that_names_a_section_and_counts_the_page_is_running() -> None:
    sections = {8: "2.1. Boats 4", 14: "3.7. Lamps and ropes 10", 16: "3.7. Lamps and 18", 17: "Lamps 17"}
    pages = [
        page(n, (f"Text of page {'abcdefghijklmnopqrst'[n]}", 90), (sections.get(n, f"{n - 4} Chapter 2. Keys"), 790))
        for n in range(5, 19)
    ]
    running = furniture.find(pages)
    assert {n for n in range(5, 19) if 1 not in running.get(n, ())} == {16, 17}


def test_what_says_that_a_listing_goes_on_is_none_of_the_text() -> None:
    words = ("(continues on next page)", "Table 3 – continued from previous page", "Continued overleaf")
    text = ("Payments continue on the next page of the form", "Continued support", "continued")
    sheet = page(1, *((one, 200 + 20 * n) for n, one in enumerate((*words, *text))))
    assert furniture.find([sheet]) == {1: frozenset({0, 1, 2})}


def test_page_numbers_are_told_from_years_in_text() -> None:
    sheet = page(1, ("12", 790), ("Page 3 of 9", 790), ("xiv", 790), ("2 September", 790), ("12", 400))
    assert [furniture.is_page_number(sheet, one) for one in sheet.lines] == [True, True, True, False, False]


def test_two_pages_on_one_sheet_have_running_lines_of_their_own() -> None:
    def half(left: float, number: int) -> list[Line]:
        texts = [("Rules of the quay", 30.0), (f"Text {'abcd'[number]} of the page", 90.0), (f"Page {number}", 560.0)]
        return [line(text, left=left, top=top) for text, top in texts]

    sheet = Page(1, 842, 595, (*half(57, 1), *half(478, 2)))
    assert furniture.find([sheet]) == {1: frozenset({0, 2, 3, 5})}
    across = replace(sheet, lines=(*sheet.lines, line("Words that stand across the middle", left=300, top=120)))
    assert furniture.find([across]) == {}


TEXT = "\n#pagebreak()\n".join(
    f"= Section {word}\n{n}. The warden of the {word} house keeps a list of every key. #lorem({60 + n})"
    for n, word in enumerate(("north", "south", "east", "west"), 1)
)
SIDEWAYS = "place(left + horizon, dx: 0.7cm, rotate(-90deg, reflow: true, text(8pt)[This paper may be copied freely]))"
STAMPS = {
    "sideways notice": (f"background: {SIDEWAYS}", "copied freely"),
    "diagonal watermark": ("foreground: rotate(-45deg, text(90pt)[DRAFT])", "DRAFT"),
    "upright watermark": ("background: place(center + top, dy: 5cm, text(40pt)[FOR COMMENT])", "FOR COMMENT"),
    "pattern": (
        "background: { for i in range(5) { place(top, dx: 2cm, dy: 3cm + i * 5cm, text(9pt)[Copy of mine]) } }",
        "Copy of mine",
    ),
}


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("name", STAMPS)
def test_a_stamp_is_furniture(name: str, tagged: bool, tmp_path: Path) -> None:
    setting, words = STAMPS[name]
    stamped = read(typeset(tmp_path, f"#set page({setting})\n{TEXT}", tagged=tagged))
    plain = read(typeset(tmp_path, TEXT, tagged=tagged))
    assert [(node.kind, node.text) for node in stamped.content] == [(node.kind, node.text) for node in plain.content]
    assert any(words in node.text for node in stamped.nodes if node.kind is NodeKind.FURNITURE)


ON_ONE_PAGE = {
    "diagonal": "rotate(-50deg, text(80pt)[DRAFT])",
    "across the lines": "place(top + center, dy: 7cm, text(60pt, fill: silver)[DRAFT])",
    "pattern": "for i in range(4) { place(top, dx: 6cm, dy: 2cm + i * 4cm, rotate(-30deg, text(9pt)[DRAFT])) }",
}


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("kind", ON_ONE_PAGE)
def test_a_watermark_on_a_single_page_is_furniture(kind: str, tagged: bool, tmp_path: Path) -> None:
    source = f"#set page(background: {ON_ONE_PAGE[kind]})\n#text(30pt)[Rules]\n\n#lorem(250)"
    found = read(typeset(tmp_path, source, tagged=tagged))
    assert all("DRAFT" not in node.text for node in found.content)
    assert any("DRAFT" in node.text for node in found.nodes)
    assert found.content[0].text == "Rules"


@pytest.mark.parametrize("tagged", [True, False])
def test_a_notice_beside_a_page_of_few_words_turns_nothing(tagged: bool, tmp_path: Path) -> None:
    notice = (
        "place(right + horizon, dx: -0.7cm, rotate(90deg, reflow: true, text(8pt)[This paper may be copied freely]))"
    )
    source = f"#set page(background: {notice})\n#lorem(100)\n#pagebreak()\nThe gate is shut."
    found = read(typeset(tmp_path, source, tagged=tagged)).content
    assert found[-1].text == "The gate is shut."
    assert all("copied" not in node.text for node in found)


def test_a_large_heading_that_is_printed_sideways_is_text(tmp_path: Path) -> None:
    source = "#lorem(60)\n\n#rotate(-90deg, reflow: true, text(32pt)[Annex of keys])"
    found = read(typeset(tmp_path, source, tagged=False))
    assert any("Annex of keys" in node.text for node in found.content)


def test_large_words_that_differ_from_page_to_page_are_text(tmp_path: Path) -> None:
    pages = (f"#v(4cm)\n#text(40pt)[Part {word}]\n\n#lorem(80)" for word in ("one", "two", "three"))
    found = read(typeset(tmp_path, "\n#pagebreak()\n".join(pages), tagged=False))
    assert {"Part one", "Part two", "Part three"} <= {node.text for node in found.content}


def test_the_head_of_a_table_that_begins_each_page_is_not_running_and_the_words_on_a_bar_are() -> None:
    texts = (("Original", 84), ("number", 96), ("Text of the row", 140))
    head, bar = Stroke(50, 75, 550, 112, shaded=True), Stroke(0, 0, 595, 120, shaded=True)
    assert furniture.find([replace(page(n, *texts), strokes=(head,)) for n in range(1, 6)]) == {}
    title = [
        replace(page(n, ("Keeping pupils safe", 84), (f"Text {'abcde'[n]}", 140)), strokes=(bar,)) for n in range(5)
    ]
    assert furniture.find(title) == {n: frozenset({0}) for n in range(5)}


def test_the_page_number_of_a_file_of_one_page_is_running_where_it_stands_apart() -> None:
    assert furniture.find([page(1, ("Boats are let.", 400), ("Of grade 3.", 740), ("1", 790))]) == {1: frozenset({2})}
    assert furniture.find([page(1, ("Boats are let.", 400), ("Of grade 3.", 770), ("1", 785))]) == {}
    assert furniture.find([page(1, ("Boats are let.", 400), ("The sum is", 740), ("7", 790))]) == {}

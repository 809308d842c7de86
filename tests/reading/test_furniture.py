"""Running lines and page numbers are known by their place and repetition, and told apart from first lines of text."""

from kcsie_diff.reading import furniture
from kcsie_diff.reading.page_model import Line, Page
from kcsie_diff.records import replace

from .made import line


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

"""Where paragraphs, items and headings begin, and what goes on over a page end."""

import pytest

from kcsie_diff.language.labels import LabelKind
from kcsie_diff.reading.layout.rows import TextRow, Typography, rows
from kcsie_diff.reading.layout.units import TextUnit, continues, units
from kcsie_diff.reading.page_model import Line, TextRun

from ..made import line

STEP = 15.0
SETTING = Typography(12.0, {12.0: STEP})
EDGE = 500.0
FULL = "words that fill the line up to its very end, so that no other word goes in"


def column(*texts: tuple[float, float, str]) -> tuple[TextRow, ...]:
    """Rows, each a number of steps under the one before: (steps, left edge, text)."""
    top, lines = 100.0, []
    for steps, left, text in texts:
        top += steps * STEP
        lines.append(line(text, left=left, top=top))
    return rows(lines)


def told(*texts: tuple[float, float, str], typography: Typography = SETTING) -> list[tuple[str | None, str]]:
    found = units(column(*texts), EDGE, typography)
    return [
        (unit.label.text if unit.label else None, " ".join(one.text.strip() for one in unit.lines)) for unit in found
    ]


def unit(*texts: tuple[float, float, str], page: int = 1) -> TextUnit:
    lines = [line(text, left=left, top=100 + STEP * i, page=page) for i, (_, left, text) in enumerate(texts)]
    (made,) = units(rows(lines), EDGE, SETTING)
    return made


@pytest.mark.parametrize(
    ("text", "expected", "kind"),
    [
        ("171. When reviewing", "171.", LabelKind.NUMBER),
        ("10278. When reviewing", "10278.", LabelKind.NUMBER),
        ("2.13 A decision", "2.13", LabelKind.DOTTED),
        ("(a) the child", "(a)", LabelKind.LETTER),
        ("iv. How to", "iv.", LabelKind.ROMAN),
        ("• to staff", "•", LabelKind.BULLET),
        ("\uf0de to staff", "\uf0de", LabelKind.BULLET),
    ],
)
def test_labels(text: str, expected: str, kind: LabelKind) -> None:
    found = rows([line(text)])[0].label
    assert found is not None
    assert (found.text, found.kind, found.rest.text) == (expected, kind, text.split(" ", 1)[1])


@pytest.mark.parametrize(
    "text", ["2024 saw a change", "2024. Schools now", "1(2) applies", "UK. law", "12", "•", "Words alone"]
)
def test_what_is_no_label(text: str) -> None:
    assert rows([line(text)])[0].label is None


def test_a_gap_parts_paragraphs() -> None:
    assert told((0, 57, "One line"), (1, 57, "and another"), (1.5, 57, "A paragraph")) == [
        (None, "One line and another"),
        (None, "A paragraph"),
    ]


def test_a_number_that_hangs_begins_a_paragraph_without_any_gap() -> None:
    found = told((0, 57, "17. All staff should"), (1, 81, "know."), (1, 57, "18. Any child may"), (1, 81, "benefit."))
    assert found == [("17.", "All staff should know."), ("18.", "Any child may benefit.")]


def test_a_number_that_a_line_break_put_first_begins_nothing() -> None:
    found = told((0, 57, FULL + " see paragraph"), (1, 57, "19. The lead should then"), (1, 57, "decide."))
    assert [label for label, _ in found] == [None]


def test_a_dash_that_a_line_break_put_first_begins_nothing() -> None:
    found = told((0, 57, FULL + " children"), (1, 57, "– and their parents – should"), (1, 57, "be told."))
    assert [label for label, _ in found] == [None]


def test_dashes_under_each_other_are_a_list() -> None:
    found = told((0, 57, "The links are:"), (1, 57, "– Standards for schools"), (1, 57, "– Guide to homes"))
    assert [label for label, _ in found] == [None, "–", "–"]


def test_a_sentence_that_ends_early_ends_a_paragraph_only_where_no_gap_would() -> None:
    texts = ((0, 57, FULL), (1, 57, "and ends."), (1, 57, "Another sentence follows that is " + FULL))
    assert len(told(*texts)) == 2
    assert len(told(*texts, typography=Typography(12.0, {12.0: STEP}, spaced=True))) == 1


def test_a_text_under_a_full_bold_heading_is_no_part_of_it() -> None:
    heading = line("Early help for families and for children", left=57, top=100, bold=True)
    course = rows([heading, line("Any child may benefit", top=115)])
    assert len(units(course, heading.right + 4, SETTING)) == 2


def test_an_item_goes_on_in_rows_as_far_apart_as_the_items() -> None:
    wide = (
        (1, 57, "A list:"),
        (1.6, 57, f"• {FULL[:-4]}"),
        (1.6, 69, "and so on."),
        (1.6, 57, "• Two."),
        (1.6, 69, "More."),
    )
    assert [text for _, text in told(*wide)] == ["A list:", f"{FULL[:-4]} and so on.", "Two.", "More."]


def test_an_address_goes_on_under_the_bold_title_that_it_belongs_to() -> None:
    made = [
        line("• The log of the quay", left=57, bold=True),
        line(f"https://quay.example/{'log/' * 15}", left=69, top=122),
    ]
    assert len(units(rows(made), EDGE, SETTING)) == 1


def test_a_paragraph_goes_on_under_its_large_initial() -> None:
    beside = "words that fill the line up to its very end, so that nothing goes in."
    made = [
        line(f"Nobody {beside}", left=57, bottom=130),
        line(f"{beside} Other", left=90, top=115),
        line("Under the initial they go on.", left=57, top=130),
    ]
    assert len(units(rows(made), EDGE, SETTING)) == 1
    low = [line(f"Nobody {beside}", left=57), *made[1:]]
    assert len(units(rows(low), EDGE, SETTING)) == 2


def test_a_column_of_which_a_part_is_set_wide_keeps_the_gaps_of_the_rest() -> None:
    rest = [(1.0, 57.0, FULL)] * 4 + [(1.4, 57.0, "New words begin here.")]
    assert len(told(*rest, *[(1.5, 57.0, f"{FULL[:-7]}stops.")] * 6)) == 8


def test_words_in_lower_case_below_a_full_line_go_on_however_wide_the_lines_are_set() -> None:
    assert len(told(*[(1.0, 57.0, FULL)] * 4, (1.4, 57.0, "where it stops."))) == 1
    assert len(told(*[(1.0, 57.0, FULL)] * 4, (1.4, 57.0, "Where it stops."))) == 2


def test_an_address_is_told_line_by_line() -> None:
    lines = ((0, 57, "TextUnit 4"), (1, 57, "Royds Hall Road"), (1, 57, "LEEDS"))
    assert len(told(*lines, typography=Typography(12.0, {12.0: STEP}, spaced=True))) == 3


def test_text_goes_on_over_a_page_end_where_the_line_was_full() -> None:
    last = unit((0, 57, FULL), (1, 57, FULL))
    assert continues(last, unit((0, 57, "and more of it"), page=2), SETTING)


def test_an_entry_of_a_list_without_stops_does_not_continue_on_the_next_page() -> None:
    link = unit((0, 57, "A plan for the harbour and for all who use it, with a map of every"))
    assert link.was_full(unit((0, 57, "Honest answers about tides"), page=2).rows[0])
    assert not continues(link, unit((0, 57, "Honest answers about tides"), page=2), SETTING)
    assert continues(link, unit((0, 57, "Harbour that we know of."), page=2), SETTING)


@pytest.mark.parametrize("text", ["17. A numbered one", "• an item", "Another paragraph"])
def test_what_a_page_begins_anew(text: str) -> None:
    last = unit((0, 57, FULL), (1, 57, "that ends here."))
    assert not continues(last, unit((0, 57, text), page=2), SETTING)


def test_a_paragraph_after_a_list_is_no_part_of_its_last_item() -> None:
    item = unit((0, 75, "• county lines and what goes with them in a line that is wholly full of text"))
    assert not continues(item, unit((0, 57, "staff should know"), page=2), SETTING)


def test_a_row_that_is_mostly_code_set_smaller_goes_on() -> None:
    def row(top: float, *pieces: tuple[str, float]) -> Line:
        left, made = 57.0, []
        for text, size in pieces:
            width = 5.5 * len(text)
            made.append(TextRun(text, 1, left, top - 0.8 * size, left + width, top + 0.2 * size, top, size, "Times"))
            left += width
        return Line(tuple(made))

    lines = [
        row(100, ("Look at what has changed in the yard, and then call the warden of the house by", 12)),
        row(115, ("sending ", 12), ("post --to warden --words all-of-the-changes --sign", 10), (" and", 12)),
        row(130, ("post --again", 10), (". The warden answers on the same day, before the bell has rung.", 12)),
        row(145, ("A note under it, set in the smaller type alone.", 10)),
    ]
    assert [len(one.rows) for one in units(rows(lines), EDGE, SETTING)] == [3, 1]


def test_terms_and_what_they_mean_are_apart_however_narrow_the_column_is() -> None:
    rows_of = column((1, 57, "Tower"), (1, 87, "01632 960001"), (1, 57, "Coast watch"), (1, 87, "01632 960002"))
    assert len(units(rows_of, 160, SETTING)) == 4
    hanging = column((1, 57, "Harbours of the coast and"), (1, 87, "of the lakes"))
    assert len(units(hanging, 210, SETTING)) == 1


def test_a_row_right_under_an_open_sentence_goes_on_with_it_whatever_it_begins_with() -> None:
    last = unit((1, 57, FULL))
    first = units(rows([line("377.", left=57, top=100 + STEP)]), EDGE, SETTING)
    assert continues(last, first[0], SETTING)
    far = units(rows([line("377.", left=57, top=100 + 3 * STEP)]), EDGE, SETTING)
    assert not continues(last, far[0], SETTING)

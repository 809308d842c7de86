"""Labels: which one a text begins with, what it counts, what follows it, and what a line end put in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kcsie_diff.language.labels import (
    LabelKind,
    counting_on,
    ends_in_page,
    find_label,
    follows,
    has_leader,
    heading_number,
    is_bullet,
    is_bullet_in_sentence,
    is_count,
    is_count_in_sentence,
    is_decimal,
    is_label,
    is_note_mark,
    is_page_number,
    is_plain_page_number,
    is_year_label,
    kind_of,
    named_page,
    number,
    with_page,
)

TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("171. When", "171.", LabelKind.NUMBER),
        ("12 Schools", "12", LabelKind.NUMBER),
        ("3) the", "3)", LabelKind.NUMBER),
        ("2.13 A decision", "2.13", LabelKind.DOTTED),
        ("2.13. a thing", "2.13.", LabelKind.DOTTED),
        ("V2.1.3 Verify", "V2.1.3", LabelKind.DOTTED),
        ("A1.2 Verify", "A1.2", LabelKind.DOTTED),
        ("(a) the child", "(a)", LabelKind.LETTER),
        ("(c) the child", "(c)", LabelKind.LETTER),
        ("iv. How to", "iv.", LabelKind.ROMAN),
        ("(v) the child", "(v)", LabelKind.ROMAN),
        ("• to staff", "•", LabelKind.BULLET),
        ("•to staff", "•", LabelKind.BULLET),
        ("➔ to staff", "➔", LabelKind.BULLET),
        ("\uf0de to staff", "\uf0de", LabelKind.BULLET),
        ("\ufffd to staff", "\ufffd", LabelKind.BULLET),
        ("o to staff", "o", LabelKind.BULLET),
        ("– to staff", "–", LabelKind.BULLET),
        (" 171.", "171.", LabelKind.NUMBER),
    ],
)
def test_a_text_begins_with_a_label(text: str, label: str, kind: LabelKind) -> None:
    found = find_label(text)
    assert found == label
    assert kind_of(label) is kind


@pytest.mark.parametrize(
    "text",
    ["2024 saw", "1.5 million", "U.K. law", "UK. law", "1(2) applies", "Section 17. of", "other", "-first", "", " "],
)
def test_a_text_begins_with_a_word(text: str) -> None:
    assert find_label(text) is None


@pytest.mark.parametrize(
    ("label", "expected"), [("171.", "171"), ("(a)", "a"), ("ii.", "ii"), ("2.13", "2.13"), ("•", None), (None, None)]
)
def test_a_number_is_the_label_without_dot_and_brackets(label: str | None, expected: str | None) -> None:
    assert number(label) == expected


def test_labels_are_not_words() -> None:
    assert is_label("o") and is_label("12") and is_label("(a)")
    assert not is_label("Governing bodies and proprietors should consider the")
    assert is_count("12") and not is_count("•")
    assert is_decimal("171.") and is_decimal("2.13") and not is_decimal("(a)") and not is_decimal("iv.")
    assert is_bullet("•") and is_bullet("\x1f") and not is_bullet("a")
    assert is_year_label("2024.") and not is_year_label("171.") and not is_year_label("20.24")


@pytest.mark.parametrize("text", ["12", "12.", "a", "iv", "*", "††", "§", "(1)", "(a)"])
def test_footnotes_bear_figures_letters_and_signs(text: str) -> None:
    assert is_note_mark(text)


@pytest.mark.parametrize("text", ["th", "2.1", "", "note", "****"])
def test_what_cannot_mark_a_footnote(text: str) -> None:
    assert not is_note_mark(text)


@pytest.mark.parametrize(
    ("earlier", "label"),
    [
        ("9.", "10."),
        ("9.", "10)"),
        ("(b)", "(c)"),
        ("(h)", "(i)"),
        ("(i)", "(ii)"),
        ("(i)", "(j)"),
        ("iv.", "v."),
        ("2.9", "2.10"),
        ("V2.1.3", "V2.1.4"),
        ("•", "•"),
    ],
)
def test_a_label_follows_another(earlier: str, label: str) -> None:
    assert follows(earlier, label)


@pytest.mark.parametrize(
    ("earlier", "label"),
    [
        ("9.", "11."),
        ("ii.", "v."),
        ("(b)", "(b)"),
        ("2.9", "3.1"),
        ("2.9", "2.1"),
        ("•", "–"),
        ("•", "1."),
        ("1.", "•"),
    ],
)
def test_a_label_begins_another_list(earlier: str, label: str) -> None:
    assert not follows(earlier, label)


@given(st.integers(1, 98))
def test_roman_figures_follow_each_other(value: int) -> None:
    one, other = (f"({TENS[n // 10]}{UNITS[n % 10]})" for n in (value, value + 1))
    assert follows(one, other)
    assert not follows(other, one)


@pytest.mark.parametrize(
    ("label", "before"),
    [
        ("1989.", "an assessment under the Children Act"),
        ("ii.", "that is: i. first,"),
        ("(v)", "the list of (iii) three, (iv) four,"),
        ("47.", "to protect children under section"),
        ("18.", "every pupil over the age of"),
        ("c)", "including a) one; b) two;"),
        ("(iii)", "that includes: (i) the first, (ii) the second and"),
        ("3)", "first 1) the key, then 2) the lock and"),
    ],
)
def test_a_number_that_the_sentence_waits_for_begins_nothing(label: str, before: str) -> None:
    assert is_count_in_sentence(label, before)


@pytest.mark.parametrize(
    ("label", "before"),
    [
        ("47.", "to protect children."),
        ("47.", "to protect children in case notes"),
        ("a)", "including"),
        ("(i)", "that includes:"),
        ("c)", "the second thing;"),
        ("c)", "as a) and b) say:"),
    ],
)
def test_a_label_begins_a_unit(label: str, before: str) -> None:
    assert not is_count_in_sentence(label, before)


def test_a_bullet_parts_words_where_others_stand_within_the_lines() -> None:
    assert is_bullet_in_sentence("•", "Use of reasonable force • Visiting children", "What to do")
    assert is_bullet_in_sentence("•", "Use of reasonable force", "Visiting children • What to do")
    assert not is_bullet_in_sentence("•", "Use of reasonable force", "Visiting children")
    assert not is_bullet_in_sentence("o", "one of those", "another")


def test_an_enumeration_within_a_sentence_may_begin_with_a_line() -> None:
    assert is_count_in_sentence("(a)", "to take part in something", "in exchange for something or (b) for advantage")
    assert not is_count_in_sentence("(a)", "It falls into two parts:", "in exchange for something or (b) for advantage")
    assert not is_count_in_sentence("(a)", "to take part in something", "in exchange for something")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4.1.Overview", ("4.1", "Overview")),
        ("10.Securing clean energy", ("10", "Securing clean energy")),
        ("2)Definitions", ("2", "Definitions")),
        ("1.1Side gate", ("1.1", "Side gate")),
        ("2.4GHz radio", None),
        ("2.3 “Early” help", ("2.3", "“Early” help")),
        ("7 Key states", None),
        ("3D printing", None),
        ("2018 review", None),
        ("2.1.3 keys in use", ("2.1.3", "keys in use")),
        ("2.5 million pupils", None),
        ("Annex B", None),
    ],
)
def test_the_number_of_a_heading(text: str, expected: tuple[str, str] | None) -> None:
    assert heading_number(text) == expected


def test_a_bare_number_counts_where_headings_are_counted_so() -> None:
    assert heading_number("7 Key states", bare=True) == ("7", "Key states")
    assert heading_number("2018 Review", bare=True) is None


@pytest.mark.parametrize(
    ("labels", "counted"),
    [
        ("No. 1 2 3", "0111"),
        ("V2.1 V2.2 V2.5 V3.1", "1101"),
        ("2.1.1 3.1.2 2.1.3", "100"),
        ("1 2 8 4", "1100"),
        ("1 2 1 2 3", "11111"),
        ("2 3 5", "000"),
        ("1 2 5", "110"),
        ("2030 2031", "00"),
        ("3.5 3.7", "00"),
        ("V17.7 - V17.8 2.1.7", "1010"),
    ],
)
def test_a_column_that_counts_from_one(labels: str, counted: str) -> None:
    assert "".join(str(int(one)) for one in counting_on(labels.split())) == counted


@pytest.mark.parametrize("text", ["12", "Page 12 of 80", "– iv –", "3/12"])
def test_page_numbers_of_margins(text: str) -> None:
    assert is_page_number(text)


@pytest.mark.parametrize("text", ["Part 2", "12 children", "Page", "2031/32 school year"])
def test_other_words_of_margins_are_none(text: str) -> None:
    assert not is_page_number(text)


def test_a_leader_is_dots_or_a_wide_gap_before_a_page_number() -> None:
    assert has_leader("Annex A: Further information ........ 148")
    assert has_leader("Summary . . . . . . 4")
    assert not has_leader("See section 4")
    assert not has_leader("and so on... 4 children were")


@pytest.mark.parametrize(
    ("text", "title", "page"),
    [
        ("Meals 12", "Meals", "12"),
        ("Meals ........ Page iv", "Meals", "iv"),
        ("Keys, p. 4", "Keys", "4"),
        ("Annex A A-3", "Annex A", "A-3"),
        ("The wardens", "The wardens", None),
    ],
)
def test_an_entry_is_a_title_and_its_page(text: str, title: str, page: str | None) -> None:
    assert with_page(text) == (title, page)
    assert ends_in_page(text) == (page is not None)


def test_only_a_page_that_is_called_so_is_named() -> None:
    assert named_page("Meals Page 12") == named_page("Meals p. 12") == "12"
    assert named_page("Meals 12") is None
    assert is_plain_page_number(" iv ") and not is_plain_page_number("12 boats")

"""Text as it is told and as it is matched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kcsie_diff.language.normalise import clean, even, fold, fragment, letters, unswapped, without_spaces, words


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("eﬃcient ﬁre ﬂoor oﬀ", "efficient fire floor off"),
        ("so\u00adcial wor\u200bker", "social worker"),
        ("\u2611\ufe0f done", "\u2611 done"),
        ("section\u00a0175\u2009of  the\tAct", "section 175 of the Act"),
        ("self\u2011harm post\u201016", "self-harm post-16"),
        ("\uf0b7 first \uf0a7 second", "• first ▪ second"),
        ("“must” – ‘should’", "“must” – ‘should’"),
        ("a\x02b\x1fc", "abc"),
    ],
)
def test_clean_undoes_typesetting_and_nothing_else(raw: str, told: str) -> None:
    assert clean(raw) == told


def test_letters_of_ligatures_whose_bytes_are_turned_round_are_put_right() -> None:
    assert unswapped("the o昀昀ice, the 昀椀rst 昀氀oor, e昀昀椀cient") == "the office, the first floor, efficient"
    assert clean(unswapped("the o昀케ce, di昀케cult, a 昀툀e")) == "the office, difficult, a ffle"
    assert unswapped("a shop in 椀昀 street") == "a shop in 椀昀 street"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the child’s ‘plan’", "the child's 'plan'"),
        ("“Must”", '"must"'),
        ("16 – 17", "16-17"),
        ("non- consensual", "non-consensual"),
        ("and / or", "and/or"),
        ("e\ufb03cient", "EFFICIENT"),
    ],
)
def test_fold_makes_one_of_what_reads_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("must", "may"), ("section 17", "section 47"), ("it's", "its")])
def test_fold_keeps_apart_what_reads_otherwise(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_words_are_letters_and_figures() -> None:
    assert words("The child’s “plan” (2024), see 4.2") == ("the", "child's", "plan", "2024", "see", "4", "2")


def test_letters_leave_nothing_between() -> None:
    assert letters("2.3 Incident – Policy") == "23incidentpolicy"


def test_a_fragment_keeps_the_space_at_its_ends() -> None:
    assert fragment("  of \u00a0the ") == " of the "


def test_typography_is_even_and_case_stays() -> None:
    assert even("The  ‘Lead’ – “ﬁrst”") == "The 'Lead' - 'first'"


def test_a_straight_quote_behind_a_figure_is_feet_or_inches_unless_a_quotation_is_open() -> None:
    assert even("6' by 3\"") == even("6′ by 3″") != even("6\" by 3'")
    assert even('aged "6"') == even("aged “6”") == "aged '6'"
    assert even("see 'Plan 9'") == even("see ‘Plan 9’")


def test_words_may_be_parted_elsewhere() -> None:
    assert without_spaces("section 128 – “x”") == without_spaces('Section128-"x"') == 'section128-"x"'


@given(st.text())
def test_each_step_leaves_less(text: str) -> None:
    """Texts that are alike for one function are alike for every further one."""
    assert even(clean(text)) == even(text)
    assert fold(clean(text)) == fold(text)
    assert letters(fold(text)) == letters(text)


@given(st.text())
def test_clean_and_fold_change_nothing_the_second_time(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5′ long", "5′ long"),
        ("school′s", "school's"),
        ("code 14\u00ad28", "code 14-28"),
        ("hy\u00adphen", "hyphen"),
    ],
)
def test_what_primes_and_soft_hyphens_are_folded_to(text: str, expected: str) -> None:
    assert fold(text) == expected

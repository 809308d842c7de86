"""Numbers in words and in figures, and texts that name the same number."""

import re

import pytest

from kcsie_diff.language.numbers import NUMBER_WORD, TIME_OF_DAY, even_figures


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("within two days", "within 2 days"),
        ("Thirteen weeks", "13 weeks"),
        ("twenty-one days", "21 days"),
        ("thirty per cent", "30%"),
        ("the third day", "the 3rd day"),
        ("1,000 pupils", "1000 pupils"),
        ("3rd May, 9am", "3 May, 09:00"),
        ("8.30pm", "20:30"),
        ("aged 5 to 11", "aged 5-11"),
        ("½ a day", "1/2 a day"),
    ],
)
def test_numbers_written_otherwise_are_even(one: str, other: str) -> None:
    assert even_figures(one) == even_figures(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("twenty days", "twenty-one days"),
        ("8.30am", "8.30pm"),
        ("the third day", "3 days"),
        ("fourteen", "forty"),
        ("someone", "some1"),
    ],
)
def test_other_numbers_stay_apart(one: str, other: str) -> None:
    assert even_figures(one) != even_figures(other)


@pytest.mark.parametrize("text", ["one", "ten", "thirteen", "ninety", "ninety-nine"])
def test_numbers_in_words_match(text: str) -> None:
    assert re.fullmatch(NUMBER_WORD, text)


@pytest.mark.parametrize("text", ["ones", "thirty-ten", "hundred", "first", "14"])
def test_what_is_no_number_in_words(text: str) -> None:
    assert not re.fullmatch(NUMBER_WORD, text)


@pytest.mark.parametrize(("text", "is_one"), [("9am", True), ("8.30 p.m", True), ("8:75pm", False), ("9 amps", False)])
def test_times_of_the_twelve_hour_clock(text: str, is_one: bool) -> None:
    assert bool(re.match(TIME_OF_DAY, text)) == is_one

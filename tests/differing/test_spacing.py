"""Spaces and hyphens: which of them change what is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kcsie_diff.differing.spacing import same_words

SAME = [
    ("section 128", "section128"),
    ("so-called", "so called"),
    ("1 200 people", "1200 people"),
    ("st aff", "staff"),
    ("co-ordinate", "coordinate"),
    ("Friday ,", "Friday,"),
    ("non- consensual", "non-consensual"),
    ("16- and 17", "16 and 17"),
    ("“quoted”", "'quoted'"),
    ("the head teacher", "the headteacher"),
    ("a class room", "a classroom"),
]
OTHER = [
    ("12 5", "125"),
    ("may be left", "maybe left"),
    ("now here", "nowhere"),
    ("re-sign", "resign"),
    ("every day", "everyday"),
    ("some time", "sometime"),
    ("14-28", "1428"),
    ("14-28", "14 28"),
    ("1 | 25", "12 | 5"),
    ("a cat", "a dog"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_words(one: str, other: str) -> None:
    assert same_words(one, other)
    assert same_words(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_words(one: str, other: str) -> None:
    assert not same_words(one, other)
    assert not same_words(other, one)


@given(st.text(alphabet="ab1 -|.", max_size=12))
def test_a_text_has_its_own_words(text: str) -> None:
    assert same_words(text, text)


@given(st.text(alphabet="ab12 -", max_size=8), st.text(alphabet="ab12 -", max_size=8))
def test_no_order_of_the_sides_makes_a_difference(one: str, other: str) -> None:
    assert same_words(one, other) == same_words(other, one)

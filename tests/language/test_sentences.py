"""Sentences: where they end, and what a text ends with."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kcsie_diff.language.sentences import (
    ends_clause,
    ends_sentence,
    introduces_list,
    is_whole_sentence,
    sentence_spans,
)

WHERE = [
    ("One. Two.", ["One.", "Two."]),
    ("See e.g. Annex A. It is short.", ["See e.g. Annex A.", "It is short."]),
    ("He said “No.” Then he left.", ["He said “No.”", "Then he left."]),
    ("Call 0800 1111. or write", ["Call 0800 1111. or write"]),
    ("Lead | Who acts | When", ["Lead", "Who acts", "When"]),
    ("a line\nanother", ["a line", "another"]),
    ("para. 7 says so", ["para. 7 says so"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), WHERE)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == expected


@given(st.text(alphabet="ab .|?\n’“”A1", max_size=40), st.lists(st.integers(0, 40), max_size=3))
def test_sentences_hold_every_letter_once_and_stay_between_breaks(text: str, at: list[int]) -> None:
    breaks = sorted(place for place in at if place <= len(text))
    spans = sentence_spans(text, breaks)
    inside = [letter for start, end in spans for letter in text[start:end] if letter.isalnum()]
    assert inside == [letter for letter in text if letter.isalnum()]
    assert all(not start < place < end for start, end in spans for place in breaks)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("text", ["It ends.", "Does it?", "He said “No.”", "It ends.12", "(It ends.)"])
def test_a_text_ends_a_sentence(text: str) -> None:
    assert ends_sentence(text)
    assert ends_clause(text) or text[-1] in ")12"


@pytest.mark.parametrize("text", ["It goes on", "one,", "one;", "paragraph 12", ""])
def test_a_text_goes_on(text: str) -> None:
    assert not ends_sentence(text)


def test_clauses_and_lists() -> None:
    assert ends_clause("the following: ") and ends_clause("one;") and ends_clause("called “Prevent”")
    assert not ends_clause("one,") and not ends_clause("one and")
    assert introduces_list("the following:") and introduces_list("one; and") and introduces_list("two, or")
    assert introduces_list("one;12") and not introduces_list("one,") and not introduces_list("the end.")


def test_a_whole_sentence_is_longer_than_a_heading() -> None:
    assert is_whole_sentence("Staff should read Part one of this guidance.")
    assert not is_whole_sentence("Staff should read")
    assert not is_whole_sentence("What to do?")
    assert not is_whole_sentence("and then they should read Part one again.")

"""Spelling: what counts as a word of English, British or American."""

import pytest

from kcsie_diff.language.spelling import is_changed_by_hyphen, is_word


@pytest.mark.parametrize(
    "word",
    ["lead", "Head", "behaviour", "organisations", "paediatric", "programmes", "licence", "travelled", "fulfil", "a"],
)
def test_a_word(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize(
    "word", ["recieve", "accomodation", "behavour", "teh", "programe", "safegaurding", "st", "wel"]
)
def test_no_word(word: str) -> None:
    assert not is_word(word)


def test_a_hyphenated_word_is_one_where_its_parts_are() -> None:
    assert is_word("half-term")
    assert not is_word("half-trem")


def test_a_hyphen_that_tells_two_words_apart() -> None:
    assert is_changed_by_hyphen("resign")
    assert not is_changed_by_hyphen("coordinate")

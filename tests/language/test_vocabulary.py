"""Which words say the contrary of others, which say too little, and which are words at all."""

import pytest

from kcsie_diff.language.vocabulary import LIGHT_WORDS, STOP_WORDS, are_opposite, is_changed_by_hyphen, is_word


def test_a_prefix_counts_before_a_whole_word_alone() -> None:
    assert are_opposite("appropriate", "inappropriate")
    assert not are_opposite("der", "under")
    assert not are_opposite("safe", "safely")
    assert not are_opposite("least", "most")
    assert not are_opposite("not given", "taken")


def test_words_that_carry_a_duty_or_turn_it_round_are_not_stop_words() -> None:
    assert not STOP_WORDS & {"must", "should", "may", "can", "shall", "not", "no", "nor", "never", "all", "only"}


def test_stop_words_are_folded() -> None:
    assert all(word.isalpha() and word == word.lower() for word in STOP_WORDS | LIGHT_WORDS)


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

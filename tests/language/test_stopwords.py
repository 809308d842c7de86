"""Stop words: none by which a duty could change."""

from kcsie_diff.language.stopwords import LIGHT_WORDS, STOP_WORDS


def test_words_that_carry_a_duty_or_turn_it_round_are_not_stop_words() -> None:
    assert not STOP_WORDS & {"must", "should", "may", "can", "shall", "not", "no", "nor", "never", "all", "only"}


def test_stop_words_are_folded() -> None:
    assert all(word.isalpha() and word == word.lower() for word in STOP_WORDS | LIGHT_WORDS)

"""What a line end put first is told from a label."""

import pytest

from kcsie_diff.reading.assembling.breaks import counts_on, parts_words


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
    assert counts_on(label, before)


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
    assert not counts_on(label, before)


def test_a_bullet_parts_words_where_others_stand_within_the_lines() -> None:
    assert parts_words("•", "Use of reasonable force • Visiting children", "What to do")
    assert parts_words("•", "Use of reasonable force", "Visiting children • What to do")
    assert not parts_words("•", "Use of reasonable force", "Visiting children")
    assert not parts_words("o", "one of those", "another")


def test_an_enumeration_within_a_sentence_may_begin_with_a_line() -> None:
    assert counts_on("(a)", "to take part in something", "in exchange for something or (b) for advantage")
    assert not counts_on("(a)", "It falls into two parts:", "in exchange for something or (b) for advantage")
    assert not counts_on("(a)", "to take part in something", "in exchange for something")

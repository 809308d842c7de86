"""What is alike enough."""

from .made import PHONES, RECORD, TRIPS, VISIT, changed_lines, matched


def test_typing_error_in_a_short_heading() -> None:
    assert changed_lines(matched("## Safegaurding", "## Safeguarding")) == ["Safegaurding -> Safeguarding"]


def test_item_that_became_a_paragraph_is_the_same() -> None:
    assert changed_lines(matched(f"1. Staff:\n  - {VISIT}", f"1. Staff:\n2. {VISIT}")) == []


def test_note_that_became_text_is_the_same() -> None:
    assert changed_lines(matched(f"1. Staff help.[^1]\n[^1] {VISIT}", f"1. Staff help.\n2. {VISIT}")) == []


def test_one_sentence_left_of_many_is_no_removal() -> None:
    assert changed_lines(matched(f"1. {VISIT} {RECORD} {TRIPS} {PHONES}", f"1. {RECORD}")) == [
        "Visitors sign in -> The lead keeps"
    ]

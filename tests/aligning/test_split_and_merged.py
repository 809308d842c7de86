"""Texts that were split or merged."""

from .made import PHONES, RECORD, TRIPS, VISIT, changed_lines, matched


def test_split_and_merged() -> None:
    split = matched(f"1. {VISIT} {RECORD}\n2. {TRIPS}", f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}")
    assert changed_lines(split) == ["Visitors sign in -> Visitors sign in + The lead keeps"]
    merged = matched(f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}", f"1. {VISIT} {RECORD}\n2. {TRIPS}")
    assert changed_lines(merged) == ["Visitors sign in + The lead keeps -> Visitors sign in"]


def test_paragraph_that_became_a_list_is_split() -> None:
    old = "1. Staff should know the name of the lead, the number of the helpline, and the way to the quiet room."
    new = (
        "1. Staff should know:\n  - the name of the lead\n  - the number of the helpline\n  - the way to the quiet room"
    )
    [pair] = matched(old, new).matches
    assert len(pair.new) == 4


def test_addition_beside_a_reworded_text_is_no_split() -> None:
    new = f"1. {RECORD} {VISIT}\n2. {PHONES}"
    matching = matched(f"1. {RECORD}", new)
    assert changed_lines(matching) == [
        "The lead keeps -> The lead keeps",
        "nothing -> Phones stay in",
    ]

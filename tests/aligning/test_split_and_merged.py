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


def test_a_reworded_piece_completes_a_match_but_an_addition_does_not() -> None:
    reworded = "Whoever leads a trip writes a risk assessment and passes it to the headteacher in time."
    whole, pieces = f"1. {VISIT} {TRIPS}\n2. {PHONES}", f"1. {VISIT}\n2. {reworded}\n3. {PHONES}"
    assert changed_lines(matched(whole, pieces)) == ["Visitors sign in -> Visitors sign in + Whoever leads a"]
    added = matched(f"1. {VISIT}\n2. {PHONES}", f"1. {VISIT.replace('office', 'gate')}\n2. {reworded}\n3. {PHONES}")
    assert "nothing -> Whoever leads a" in changed_lines(added)


def test_a_piece_is_found_past_what_was_added_between() -> None:
    new = f"1. {VISIT}\n2. {PHONES}\n3. {RECORD}"
    assert changed_lines(matched(f"1. {VISIT} {RECORD}", new)) == [
        "Visitors sign in -> Visitors sign in + The lead keeps",
        "nothing -> Phones stay in",
    ]

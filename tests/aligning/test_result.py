"""Final matches: runners-up and order."""

from .made import PHONES, RECORD, TRIPS, VISIT, changed_lines, matched


def test_unsure_pairs_say_what_else_was_considered() -> None:
    rival = RECORD.replace("concern", "visit").replace("decision", "meeting")
    matching = matched(f"1. {RECORD}", f"1. {RECORD.replace('reasons', 'grounds')}\n2. {rival}")
    [first, second] = matching.matches
    assert [other.key for other in first.explanation.considered] == [second.new[0].key]
    assert [other.key for other in second.explanation.considered] == [first.old[0].key]


def test_what_was_removed_stands_where_its_old_neighbours_went() -> None:
    matching = matched(f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}", f"8. {PHONES}\n9. {VISIT}\n10. {TRIPS}")
    assert changed_lines(matching) == ["nothing -> Phones stay in", "The lead keeps -> nothing"]
    assert [one.new[0].number for one in matching.matches if one.new] == ["8", "9", "10"]

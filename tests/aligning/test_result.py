"""Final matches: runners-up and order."""

from .made import RECORD, matched


def test_unsure_pairs_say_what_else_was_considered() -> None:
    rival = RECORD.replace("concern", "visit").replace("decision", "meeting")
    matching = matched(f"1. {RECORD}", f"1. {RECORD.replace('reasons', 'grounds')}\n2. {rival}")
    [first, second] = matching.matches
    assert [other.key for other in first.explanation.considered] == [second.new[0].key]
    assert [other.key for other in second.explanation.considered] == [first.old[0].key]

"""Exact matches."""

from .made import RECORD, TRIPS, VISIT, changed_lines, matched


def test_renumbered_paragraphs_are_the_same() -> None:
    matching = matched(f"1. {RECORD}\n2. {VISIT}", f"7. {RECORD}\n8. {VISIT}")
    assert changed_lines(matching) == []
    assert {pair.explanation.how for pair in matching.matches} == {"same-text"}


def test_repeated_text_belongs_with_its_neighbours() -> None:
    old = f"1. {VISIT}\n  - and others\n2. {RECORD}\n  - and others\n3. {TRIPS}\n  - and others"
    new = f"1. {VISIT}\n  - and others\n2. {RECORD}\n3. {TRIPS}\n  - and others"
    matching = matched(old, new)
    assert changed_lines(matching) == ["and others -> nothing"]
    gone = next(pair.old[0] for pair in matching.matches if not pair.new)
    assert gone.key == "n4"

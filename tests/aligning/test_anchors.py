"""What is matched in its place."""

from .made import PHONES, RECORD, TRIPS, VISIT, changed_lines, matched


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


def test_reworded_paragraph_keeps_its_place() -> None:
    new = RECORD.replace("every concern", "each worry").replace("reasons for it", "grounds")
    assert changed_lines(matched(f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}", f"1. {VISIT}\n2. {new}\n3. {TRIPS}")) == [
        "The lead keeps -> The lead keeps"
    ]


def test_half_rewritten_paragraph_is_still_the_same_one() -> None:
    new = "The lead keeps a log of worries raised by pupils, of each decision taken at meetings and who was told of it."
    assert changed_lines(matched(f"1. {RECORD}", f"1. {new}")) == ["The lead keeps -> The lead keeps"]


def test_stranger_in_the_place_of_a_removed_paragraph_is_no_rewording() -> None:
    matching = matched(f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}", f"1. {VISIT}\n2. {PHONES}\n3. {TRIPS}")
    assert changed_lines(matching) == ["The lead keeps -> nothing", "nothing -> Phones stay in"]


def test_changed_cell_keeps_its_row() -> None:
    old = "| Lead | within 2 days |\n| Head | within 5 days |"
    new = "| Lead | within 3 days |\n| Head | within 5 days |"
    assert changed_lines(matched(old, new)) == ["Lead | within -> Lead | within"]

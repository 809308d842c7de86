"""What moved, and what only seems to have."""

from .made import PHONES, RECORD, TRIPS, VISIT, changed_lines, matched


def test_neighbours_of_what_was_added_and_removed_have_not_moved() -> None:
    matching = matched(f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}", f"1. {PHONES}\n2. {VISIT}\n3. {TRIPS}")
    assert changed_lines(matching) == ["nothing -> Phones stay in", "The lead keeps -> nothing"]


def test_shorter_text_is_the_one_that_moved() -> None:
    matching = matched(f"1. {VISIT} {TRIPS}\n2. {RECORD}", f"1. {RECORD}\n2. {VISIT} {TRIPS}")
    assert changed_lines(matching) == ["The lead keeps -> The lead keeps (moved)"]


def test_moved_and_reworded() -> None:
    new = RECORD.replace("every concern", "each worry")
    body = f"1. {VISIT}\n2. {TRIPS}\n3. {PHONES}"
    assert changed_lines(matched(f"0. {RECORD}\n{body}", f"{body}\n4. {new}")) == [
        "The lead keeps -> The lead keeps (moved)"
    ]


def test_moved_and_rewritten_heavily_where_nothing_else_comes_near() -> None:
    new = "The lead writes a log of every concern, of each meeting held and of what was decided there by whom."
    body = f"1. {VISIT}\n2. {TRIPS}\n3. {PHONES}"
    assert changed_lines(matched(f"0. {RECORD}\n{body}", f"{body}\n4. {new}")) == [
        "The lead keeps -> The lead writes (moved)"
    ]


def test_moved_section_moves_as_one() -> None:
    section = f"## Visitors\n1. {VISIT}\n  - a badge\n  - a list"
    rest = f"2. {RECORD}\n3. {TRIPS} {PHONES}"
    matching = matched(f"{section}\n## Records\n{rest}", f"## Records\n{rest}\n{section}")
    assert changed_lines(matching) == [
        "Visitors -> Visitors (moved)",
        "Visitors sign in -> Visitors sign in (moved)",
        "a badge -> a badge (moved)",
        "a list -> a list (moved)",
    ]


def test_two_sections_that_moved_past_a_longer_one_are_what_moved() -> None:
    sections = f"## Visitors\n1. {VISIT}\n## Trips\n2. {TRIPS}"
    rest = f"## Records\n3. {RECORD}\n4. {PHONES} {RECORD} {PHONES}"
    matching = matched(f"{sections}\n{rest}", f"{rest}\n{sections}")
    assert changed_lines(matching) == [
        "Visitors -> Visitors (moved)",
        "Visitors sign in -> Visitors sign in (moved)",
        "Trips -> Trips (moved)",
        "Before each trip -> Before each trip (moved)",
    ]


def test_note_moves_with_its_text_and_never_alone() -> None:
    old = f"1. {VISIT}[^1]\n2. {RECORD}[^2]\n[^1] See the badge rules.\n[^2] See the form."
    new = f"1. {VISIT}[^1]\n[^1] See the badge rules.\n2. {RECORD}[^2]\n[^2] See the form."
    assert changed_lines(matched(old, new)) == []
    swapped = f"1. {RECORD}[^1]\n2. {VISIT}[^2]\n[^1] See the form.\n[^2] See the badge rules."
    assert len([pair for pair in matched(old, swapped).matches if pair.moved]) == 2


def test_short_text_elsewhere_is_no_move() -> None:
    old = f"# Part one\n## Further information\n1. {VISIT}\n# Part two\n2. {RECORD}\n## Law\n3. {TRIPS}"
    new = f"# Part one\n1. {VISIT}\n# Part two\n2. {RECORD}\n## Law\n3. {TRIPS}\n## Further information\n4. {PHONES}"
    assert "Further information -> nothing" in changed_lines(matched(old, new))


def test_a_heading_that_a_paragraph_went_past_has_not_moved() -> None:
    old = f"## Days in\n1. {VISIT}\n2. {RECORD}\n## Days out\n3. {TRIPS}\n4. {PHONES}"
    new = f"## Days in\n1. {VISIT}\n2. {RECORD}\n3. {TRIPS}\n## Days out\n4. {PHONES}"
    assert changed_lines(matched(old, new)) == []


SPORTS = ("| Sport | Day | Most |", "| Swim | Monday | {} |", "| Dance | Tuesday | {} |", "| Ski | Wednesday | {} |")


def test_a_row_that_moved_and_changed_is_found_by_its_first_cell_under_no_heading_too() -> None:
    head, *old = (row.format(8) for row in SPORTS)
    new = [old[2], old[0], SPORTS[2].format(9)]
    for above in ("", "# Sports\n"):
        before, after = (above + "\n".join([head, *rows]) for rows in (old, new))
        assert sorted(changed_lines(matched(before, after))) == [
            "Dance | Tuesday -> Dance | Tuesday",
            "Ski | Wednesday -> Ski | Wednesday (moved)",
        ]


def test_rows_that_share_their_first_cell_alone_are_no_pair() -> None:
    old = "| Dance | Tuesday at noon | in the small hall |\n| Swim | Monday | 8 |"
    new = "| Swim | Monday | 8 |\n| Dance | each winter morning | upstairs |"
    assert "Dance | each -> nothing" not in changed_lines(matched(old, new))
    assert sorted(changed_lines(matched(old, new)))[0].endswith("-> nothing")

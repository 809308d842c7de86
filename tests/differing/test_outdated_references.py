"""Cross references that nobody brought up to date."""

from .made import PHONES, RECORD, TRIPS, VISIT, aligned


def _stale(old: str, new: str) -> list[tuple[str, str]]:
    return [(stale.says, stale.should_say) for stale in aligned(old, new).stale_references]


def test_a_reference_whose_target_moved_on_is_stale() -> None:
    old = f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}\n4. As paragraph 3 says, {PHONES}"
    new = f"1. {RECORD}\n2. {TRIPS}\n3. As paragraph 3 says, {PHONES}"
    assert _stale(old, new) == [("paragraph 3", "paragraph 2")]


def test_ranges_and_lists_are_brought_up_to_date_whole() -> None:
    old = f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}\n4. As paragraphs 2 and 3 say, {PHONES}"
    first = "1. Lamps are dimmed at dusk by the porter."
    new = f"{first}\n2. {RECORD}\n3. {VISIT}\n4. {TRIPS}\n5. As paragraphs 2 and 3 say, {PHONES}"
    assert _stale(old, new) == [("paragraphs 2 and 3", "paragraphs 3 and 4")]


def test_what_was_shifted_or_corrected_is_not_stale() -> None:
    old = f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}\n4. As paragraph 3 says, {PHONES}"
    for says in ("paragraph 2", "paragraph 1"):
        assert _stale(old, f"1. {RECORD}\n2. {TRIPS}\n3. As {says} says, {PHONES}") == []


def test_what_points_at_nothing_any_more_is_not_stale() -> None:
    old = f"1. {RECORD}\n2. {VISIT}\n3. As paragraph 2 says, {PHONES}"
    assert _stale(old, f"1. {RECORD}\n2. As paragraph 2 says, {PHONES}") == []


def test_the_numbers_of_the_law_are_not_stale() -> None:
    old = f"1. {RECORD}\n2. {VISIT}\n3. As paragraph 2 of Schedule 4 says, {PHONES}"
    new = f"1. {VISIT}\n2. As paragraph 2 of Schedule 4 says, {PHONES}"
    assert _stale(old, new) == []

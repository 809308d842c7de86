"""What belongs together is told as one, and nothing that a person would tell apart."""

from .made import PHONES, RECORD, TRIPS, VISIT, aligned

REST = f"{VISIT}\n2. {TRIPS}\n3. {PHONES}"


def _groups(old: str, new: str) -> list[tuple[str, int, int]]:
    return [(d.kind.value, len(d.old), len(d.new)) for d in aligned(old, new).differences]


def test_a_paragraph_comes_with_its_items() -> None:
    new = f"1. {REST}\n4. The pool stays shut while:\n  - the water is cloudy\n  - thunder can be heard"
    assert _groups(f"1. {REST}", new) == [("added", 0, 3)]


def test_two_paragraphs_under_a_heading_that_stayed_are_two() -> None:
    new = f"1. {REST}\n4. Folders with a red mark hang behind the desk.\n5. Lamps are dimmed at dusk by the porter."
    assert _groups(f"1. {REST}", new) == [("added", 0, 1), ("added", 0, 1)]


def test_two_items_of_a_list_that_stayed_are_two() -> None:
    new = f"1. {RECORD}\n  - a badge\n  - a whistle on a cord\n  - gloves made of rubber"
    assert _groups(f"1. {RECORD}\n  - a badge", new) == [("added", 0, 1), ("added", 0, 1)]


def test_the_rows_of_a_new_table_are_one_and_a_new_row_is_one() -> None:
    table = "| Who | When |\n| Parents by letter | Every term |"
    assert _groups(f"1. {REST}", f"1. {REST}\n{table}") == [("added", 0, 2)]
    assert _groups(f"1. {REST}\n{table}", f"1. {REST}\n{table}\n| Council staff | On request |") == [("added", 0, 1)]


def test_what_was_removed_stands_where_its_neighbours_went() -> None:
    old = f"1. {RECORD}\n2. Lamps are dimmed at dusk by the porter.\n3. {VISIT} It is so.\n4. {TRIPS}"
    kinds = [d.kind.value for d in aligned(old, f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS} Or later.").differences]
    assert kinds == ["removed", "reworded", "reworded"]


def test_a_long_addition_is_parted_at_its_headings_and_after_ten_passages() -> None:
    words = ["amber", "birch", "cedar", "daisy", "elder", "fern", "gorse", "heath", "ivy", "juniper", "kelp", "larch"]
    rules = [f"> Beds of {word} are dug over in the week before the {word} fair." for word in words]
    new = "\n".join(
        [
            f"# Rules\n1. {REST}",
            "## Garden",
            *rules[:11],
            "### Fruit",
            *rules[11:],
            "[7] > Frost is noted by the porter.",
        ]
    )
    assert _groups(f"# Rules\n1. {REST}", new) == [("added", 0, 10), ("added", 0, 2), ("added", 0, 2), ("added", 0, 1)]


def test_the_publishers_table_of_changes_is_one_however_long() -> None:
    rows = [f"| Part {n} | The gate of yard {n} is painted in colour {n * 7} |" for n in range(1, 16)]
    old = f"# Rules\n1. {REST}\n# Table of changes\n| Where | What |"
    groups = _groups(old, "\n".join([old, *rows]))
    assert groups == [("added", 0, 15)]

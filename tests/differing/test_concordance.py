"""Where every numbered paragraph went."""

from .made import PHONES, RECORD, TRIPS, VISIT, aligned


def _rows(old: str, new: str) -> list[tuple[str | None, str | None, str]]:
    return [(row.old, row.new, row.status) for row in aligned(old, new).concordance]


def test_every_number_of_either_edition_has_a_row() -> None:
    old = f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}"
    new = f"1. {RECORD[:-1]} and more.\n2. {TRIPS}\n3. {PHONES}"
    assert _rows(old, new) == [
        ("1", "1", "reworded"),
        ("2", None, "removed"),
        ("3", "2", "same"),
        (None, "3", "added"),
    ]


def test_split_and_merged_paragraphs_have_a_row_for_each_number() -> None:
    old, new = f"1. {RECORD} {VISIT}\n2. {TRIPS}", f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}"
    assert _rows(old, new) == [("1", "1", "split"), ("1", "2", "split"), ("2", "3", "same")]
    assert _rows(new, old) == [("1", "1", "merged"), ("2", "1", "merged"), ("3", "2", "same")]


def test_a_number_that_became_a_bullet_says_which_paragraph_holds_it() -> None:
    (_, row, _) = aligned(f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}", f"1. {RECORD}\n  - {VISIT}\n2. {TRIPS}").concordance
    assert (row.old, row.new, row.new_ordinal, row.status) == ("2", "1", 1, "item")
    assert row.new_key is not None


def test_the_status_covers_the_bullets_and_the_text_under_a_paragraph() -> None:
    old = f"1. {RECORD}\n  - A form in June.\n2. {VISIT}\n> A note on badges here.\n3. {TRIPS}"
    new = f"1. {RECORD}\n  - A form in July.\n2. {VISIT}\n> A note on passes here.\n3. {TRIPS}"
    assert _rows(old, new) == [("1", "1", "below"), ("2", "2", "below"), ("3", "3", "same")]
    alignment = aligned(old, new)
    assert [row.changes_below for row in alignment.concordance] == [("0",), ("1",), ()]


def test_a_note_under_the_next_heading_is_not_under_the_paragraph_before_it() -> None:
    old = f"# Records\n1. {RECORD}\n# Visits\n> A note on badges here.\n2. {VISIT}"
    assert _rows(old, old.replace("badges", "passes")) == [("1", "1", "same"), ("2", "2", "same")]


def test_what_was_removed_or_added_under_a_paragraph_counts() -> None:
    plain, longer = f"1. {RECORD}\n  - A form in June.\n2. {VISIT}", f"1. {RECORD}\n2. {VISIT}"
    assert _rows(plain, longer) == [("1", "1", "below"), ("2", "2", "same")]
    assert _rows(longer, plain) == [("1", "1", "below"), ("2", "2", "same")]


def test_the_section_is_the_outermost_heading() -> None:
    (row,) = aligned(f"# Part one\n## Records\n1. {RECORD}", f"# Part one\n## Records\n1. {RECORD}").concordance
    assert row.section == "Part one"

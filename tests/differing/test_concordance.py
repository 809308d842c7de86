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


def test_a_number_that_became_a_bullet_keeps_its_key() -> None:
    (_, row, _) = aligned(f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}", f"1. {RECORD}\n  - {VISIT}\n2. {TRIPS}").concordance
    assert (row.old, row.new, row.status) == ("2", None, "same")
    assert row.new_key is not None


def test_the_section_is_the_outermost_heading() -> None:
    (row,) = aligned(f"# Part one\n## Records\n1. {RECORD}", f"# Part one\n## Records\n1. {RECORD}").concordance
    assert row.section == "Part one"

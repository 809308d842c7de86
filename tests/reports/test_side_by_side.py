"""Both editions in full: every word of each stands in its column, and only what changed is marked."""

from collections import Counter

import pytest

from kcsie_diff import compare_editions
from kcsie_diff.model.edition import CELL_BAR
from kcsie_diff.reports.side_by_side import FacingRow, TextColumn, side_by_side
from reports.test_redline import CASES, editions


def rows(case: str) -> tuple[FacingRow, ...]:
    pair = editions(*CASES[case])
    return side_by_side(compare_editions(*pair), *pair)


def told(side: TextColumn) -> str:
    """A side as a line: its label, and its words with those marked in brackets."""
    words = "".join(f"[{run.text}]" if run.marked else run.text for run in side.words if not run.raised)
    return f"{side.label} {words}".strip()


def facing(case: str) -> list[tuple[str, str]]:
    return [(told(row.old), told(row.new)) for row in rows(case) if row.change]


@pytest.mark.parametrize("case", CASES)
def test_each_column_has_every_word_of_its_edition(case: str) -> None:
    made = rows(case)
    for edition, side in zip(editions(*CASES[case]), ("old", "new"), strict=True):
        words = " ".join("".join(run.text for run in getattr(row, side).words if not run.raised) for row in made)
        expected = " ".join(node.text for node in edition.content)
        assert Counter(words.replace(CELL_BAR, " ").split()) == Counter(expected.replace(CELL_BAR, " ").split())


def test_what_changed_is_marked_beside_its_like() -> None:
    assert facing("reworded") == [
        ("1 Schools [should] keep a record of visits.", "1 Schools [must] keep a record of [all ]visits.")
    ]
    assert [row.first for row in rows("reworded") if row.change] == [True]


def test_what_moved_stands_in_both_places_without_a_mark() -> None:
    assert facing("moved") == [
        ("1 Apples are green in early spring.", ""),
        ("", "4 Apples are green in early spring."),
    ]
    boats = next(row for row in rows("moved") if row.new.label == "1")
    assert boats.is_same and boats.old.label == "2"


def test_a_split_shows_each_piece_beside_its_words() -> None:
    assert facing("split") == [
        ("1 Schools keep a record of each visit.", "1 Schools keep a record of each visit."),
        (
            "Governors read the record once in every term of the year.",
            "2 Governors read the record once in every term of the year.",
        ),
    ]


def test_a_footnote_follows_the_passage_that_cites_it() -> None:
    made = rows("footnotes")
    first = next(n for n, row in enumerate(made) if row.new.label == "1")
    assert (told(made[first + 1].old), told(made[first + 1].new)) == (
        "Footnote 1 See the Order of [2027].",
        "Footnote 1 See the Order of [2031].",
    )
    assert made[first + 1].depth == made[first].depth + 1


def test_headings_nest_under_the_heading_of_the_section() -> None:
    assert [row.level for row in rows("reworded") if row.level] == [3]

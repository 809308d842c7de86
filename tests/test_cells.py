"""Formula-like cells are defused, and every cell reads back unchanged."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kcsie_diff.cells import defuse, restore
from kcsie_diff.meaning.review import read_review

ANY_TEXT = st.text(st.characters(codec=None))


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-", "@x", "\tx", " =1", "'=1", "''=1", "＝1", "\r\n=1"])
def test_formula_like_cells_are_defused(cell: str) -> None:
    assert defuse(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "paragraph 14", "don't", "'quoted'", "1 = 1"])
def test_other_cells_stay(cell: str) -> None:
    assert defuse(cell) == cell


@given(ANY_TEXT)
def test_defused_cells_read_back_unchanged(cell: str) -> None:
    assert restore(defuse(cell)) == cell


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_cells_read_back_from_a_file_unchanged(cells: list[str]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([defuse(cell) for cell in cells])
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert [restore(cell) for cell in (rows[0] if rows else [""])] == cells


def test_a_review_file_gives_defused_cells_back(tmp_path: Path) -> None:
    file = tmp_path / "review.csv"
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["review key", "note"], [defuse("-1:2:ab"), defuse("=told all heads")]])
    file.write_text(out.getvalue(), encoding="utf-8-sig", newline="")
    assert {key: review.note for key, review in read_review(file).items()} == {"-1:2:ab": "=told all heads"}

"""What a document says is shown and never obeyed: by a terminal, a page or a spreadsheet."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kcsie_diff.meaning.review import read_review
from kcsie_diff.safe_text import defuse, one_line, restore, safe_target, visible

ANY_TEXT = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – “words”, café", "plain – “words”, café"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b[31mred", "[U+001B][31mred"),
        ("a\u202eb", "a[U+202E]b"),
        ("zero\u200bwidth", "zero[U+200B]width"),
        ("\ud800", "[U+D800]"),
        ("nul\x00", "nul[U+0000]"),
    ],
)
def test_unseen_characters_are_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY_TEXT)
def test_what_is_visible_can_be_written_and_stays_visible(text: str) -> None:
    shown = visible(text)
    shown.encode()
    assert visible(shown) == shown
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    "target", ["https://gov.example/a?b=c&d#e", "http://x.example", "mailto:a@b.example", "HTTPS://X"]
)
def test_targets_that_may_become_links(target: str) -> None:
    assert safe_target(target) == target


@pytest.mark.parametrize(
    "target",
    [
        None, "", "javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
        "file:///etc", "vbscript:x", "//x.example", "/a", "#a", 'https://x/" onclick="y', "https://x y", "https://x\u202ey",
        "ftp://x", "https:",
    ],
)  # fmt: skip
def test_targets_that_stay_text(target: str | None) -> None:
    assert safe_target(target) is None


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

"""The workbook, read back with openpyxl and LibreOffice: its sheets, and that nothing in it can run."""

import csv
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kcsie_diff.model.comparison import Comparison, Theme
from kcsie_diff.records import replace
from kcsie_diff.reports import make_view, write
from kcsie_diff.reports.answer import gravest
from kcsie_diff.safe_text import visible
from reports import made, office

SHEETS = [
    "Actions", "Changes", "Terms", "Duties", "Publisher’s table", "Not mentioned", "Links", "Acts and other law",
    "Organisations", "Paragraph numbers", "Outdated references", "Redirected references", "Out of scope", "Problems",
    "About",
]  # fmt: skip
FORMULAS = ["=1+1", "+44 20 7946 0000", "-5", "@SUM(A1)", "=cmd|'/C calc'!A0", "'=1+1", "\t=1", "http://example.org/"]


def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def rows(data: bytes, sheet: str) -> list[dict[str, object]]:
    head, *body = book(data)[sheet].iter_rows(values_only=True)
    return [{str(name): cell for name, cell in zip(head, row, strict=True)} for row in body]


def test_there_is_a_sheet_for_each_list() -> None:
    comparison = made.plain()
    data = write(comparison, "xlsx")
    assert book(data).sheetnames == SHEETS
    ordered = [each.anchor for each in gravest(make_view(comparison).changes)]
    assert [row["id"] for row in rows(data, "Changes")] == ordered
    assert [row["Change"] for row in rows(data, "Duties")] == ["c0001", "c0003"]
    outcomes = [each.outcome for each in make_view(comparison).numbers]
    assert [row["What happened"] for row in rows(data, "Paragraph numbers")] == outcomes
    assert [row["Before"] for row in rows(data, "Terms")] == [term.old for term in comparison.terms]
    table = comparison.official_table
    assert table is not None
    assert len(rows(data, "Publisher’s table")) == len(table.rows)
    assert [row["Change"] for row in rows(data, "Not mentioned")] == [
        each.anchor for each in make_view(comparison).answer.unlisted
    ]


def test_it_opens_on_what_to_do_and_prints_the_words_of_a_change_first() -> None:
    comparison = replace(made.plain(), themes=(Theme("heading", "Registers", ("c0001",), ("schools",)),))
    data = write(comparison, "xlsx")
    opened = book(data)
    assert opened.sheetnames[0] == "Actions" and opened.active is opened["Actions"]
    assert list(rows(data, "Actions")[0]) == ["Do", "Why", "Who", "By", "Evidence", "Done"]
    assert list(rows(data, "Changes")[0])[:6] == ["id", "place", "category", "significance", "old words", "new words"]


@pytest.mark.parametrize("sheet", SHEETS[:-1])
def test_a_sheet_can_be_filtered_and_keeps_its_head(sheet: str) -> None:
    told = book(write(made.plain(), "xlsx"))[sheet]
    assert told.auto_filter.ref is not None and told.auto_filter.ref.startswith("A1:")
    assert told.freeze_panes == "B2"
    widths = [dimension.width for dimension in told.column_dimensions.values()]
    assert all(10 <= width <= 62 for width in widths)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_text_and_reads_back_unchanged(text: str) -> None:
    comparison = made.plain()
    terms = (replace(comparison.terms[0], old=text), *comparison.terms[1:])
    data = write(replace(comparison, terms=terms), "xlsx")
    cell = book(data)["Terms"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix or not re.match(r"'*\s*[=+\-@]", text)


def test_nothing_in_the_file_can_run() -> None:
    with zipfile.ZipFile(io.BytesIO(write(made.hostile(), "xlsx"))) as file:
        sheets = [file.read(name) for name in file.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in sheet or b"<f " in sheet or b"<hyperlink" in sheet for sheet in sheets)
        assert not [name for name in file.namelist() if "vba" in name or "externalLink" in name or "connection" in name]


def test_hostile_text_is_shown() -> None:
    data = write(made.hostile(), "xlsx")
    cells = {str(cell) for row in book(data)["Changes"].iter_rows(values_only=True) for cell in row if cell}
    assert any(visible(made.HOSTILE).split("\n", 1)[0] in cell for cell in cells)


@pytest.mark.parametrize("comparison", [made.empty(), made.plain(), made.long(40)], ids=["empty", "plain", "long"])
def test_the_same_bytes_twice(comparison: Comparison) -> None:
    assert write(comparison, "xlsx") == write(comparison, "xlsx")


def test_a_text_too_long_for_a_cell_is_cut_short_and_says_so() -> None:
    comparison = made.plain()
    terms = (replace(comparison.terms[0], old="x" * 40_000), *comparison.terms[1:])
    value = book(write(replace(comparison, terms=terms), "xlsx"))["Terms"]["A2"].value
    assert isinstance(value, str) and len(value) == 32_767 and value.endswith("[…]")


@pytest.mark.parametrize("sheet", SHEETS[:-1])
def test_no_two_columns_have_one_name(sheet: str) -> None:
    head = next(book(write(made.plain(), "xlsx"))[sheet].iter_rows(values_only=True))
    assert len(set(head)) == len(head)


def test_a_row_is_as_tall_as_its_longest_cell() -> None:
    comparison = made.plain()
    long, short = comparison.terms[0], replace(comparison.terms[0], old="a", new="b", changes=())
    terms = (replace(long, old="word " * 40), short)
    heights = book(write(replace(comparison, terms=terms), "xlsx"))["Terms"].row_dimensions
    assert heights[3].height is None  # what a row has where nothing is said
    assert heights[2].height == pytest.approx(7 * 13 + 2, abs=1)  # six words in each line of a column of 30


@pytest.mark.slow
def test_libreoffice_shows_all_sheets_with_all_words(tmp_path: Path) -> None:
    data = write(made.plain(), "xlsx")
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    listed = {file.stem.removeprefix("report-"): file for file in office.converted(data, "xlsx", every_sheet, tmp_path)}
    assert set(listed) == set(SHEETS)
    for name, file in listed.items():
        with file.open(encoding="utf-8", newline="") as lines:
            shown = [[" ".join(cell.split()) for cell in row if cell] for row in csv.reader(lines)]
        wanted = [
            [" ".join(str(cell).split()) for cell in row if cell not in (None, "")] for row in book(data)[name].values
        ]
        assert shown == wanted


@pytest.mark.slow
def test_libreoffice_prints_all_words_but_the_columns_of_changes_that_are_to_filter_by(tmp_path: Path) -> None:
    data = write(made.plain(), "xlsx")
    printed = re.sub(r"\s", "", office.printed(data, "xlsx", tmp_path))
    printed_columns = {"Changes": 7, "Paragraph numbers": 4}  # the rest is to filter by, or the section of each number
    words = {
        word
        for sheet in book(data)
        for row in sheet.iter_rows(values_only=True, max_col=printed_columns.get(sheet.title))
        for cell in row
        for word in str(cell or "").split()
    }
    assert [word for word in words if word not in printed] == []

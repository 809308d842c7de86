"""The workbook: a sheet of what to do, one for the changes and one for each section after them.

The one module that uses XlsxWriter. Every cell is written as text or as a number, never as a formula or a link; text
that a spreadsheet would take for a formula when somebody edits its cell is marked as text ("quote prefix", ECMA-376
part 1, 18.8.45), and so reads back unchanged.
"""

import io
import textwrap
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from kcsie_diff.records import Record
from kcsie_diff.reports.answer import gravest
from kcsie_diff.reports.csv import CHANGE_COLUMNS, change_row
from kcsie_diff.reports.english import listed
from kcsie_diff.reports.handouts import action_sheet
from kcsie_diff.reports.head_and_foot import issued
from kcsie_diff.reports.sections import NOTHING, Section, cell_text, sections
from kcsie_diff.reports.view import View
from kcsie_diff.safe_text import defuse, visible

LONGEST_CELL = 32_767
"""What a cell may hold, in characters (Excel specifications and limits)."""

_LAST_CELL = "XFD1048576"
_CUT_SHORT = " […]"
_NO_DATE = date(2000, 1, 1)  # the format wants a date, and no clock is looked at
_NARROW, _MIDDLE, _WIDE, _ABOUT = 10, 30, 60, 85
_LINE, _TALLEST, _TITLE = 13, 409, 40  # points: a line of Arial 10, what a row may measure, two lines of the title
_FILLED = 1.0  # letters for each digit of the width of a line: they are narrower, but words do not fill a line
_A4, _MARGIN = 9, 0.5  # a paper of the format, and inches
# Characters: the width of A4 on its side at 8 points, that below which a column gives up none, and the width of A4
# upright at the scale at which a long and narrow table is printed, in per cent.
_PAGE, _LEAST, _UPRIGHT = 172, 18, 95
_SCALE, _LONG_TABLE = 75, 100  # per cent; rows
_NUMBERS = frozenset(("page before", "page now", "Page"))
_LONG = frozenset((
    "Do", "Why", "old words", "new words", "Sentence", "reasons", "What it says", "part and section", "Section",
    "Where", "Problem", "Link text", "What to check", "Title",
))  # fmt: skip
_FIRST = ("id", "place", "category", "significance", "old words", "new words", "who must act")
"""The columns of changes that are read first. They alone are printed: the others are to filter by, and for programs."""

_TO_WRITE_IN = frozenset(("Evidence", "Note"))
_UNPRINTED = "Section"  # a last column that would make each of hundreds of rows two lines high
_PERSONAL = ("Owner", "Due", "Done", "Note")


class Sheet(Record, frozen=True):
    """A sheet: its name, the heads of its columns, and its rows of text, and how many are printed (None: all)."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    printed: int | None = None


def write(view: View) -> bytes:
    """Return the workbook; the same view gives the same bytes."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    made = issued(view.new.facts) or _NO_DATE
    created = datetime(made.year, made.month, made.day)  # the format knows no time zone
    book.set_properties({"title": visible(view.title), "author": "kcsie-diff", "created": created})
    formats = _formats(book)
    for sheet in sheets(view):
        _fill(book.add_worksheet(sheet.name), sheet, formats)
    _about(book, view, formats)
    book.close()
    return stream.getvalue()


def sheets(view: View) -> tuple[Sheet, ...]:
    """Return the sheets of the workbook, the one about the report itself apart: for people first, then the tables."""
    rows = (dict(zip(CHANGE_COLUMNS, change_row(each), strict=True)) for each in gravest(view.changes))
    columns = (*_FIRST, *(name for name in CHANGE_COLUMNS if name not in _FIRST))
    changes = Sheet("Changes", columns, tuple(tuple(row[name] for name in columns) for row in rows), len(_FIRST))
    actions = action_sheet(view)
    first = [_sheet(actions)] if actions.rows else []
    return (*first, changes, *(_sheet(section) for section in sections(view) if section.rows))


def _sheet(section: Section) -> Sheet:
    """The table of a section; beside the duties there is room to write who does what by when."""
    room = _PERSONAL if section.anchor == "duties" else ()
    # A cell with nothing in it stays empty, so that a filter finds it.
    cells = ([cell_text(cell) for cell in row] for row in section.rows)
    rows = tuple((*("" if text == NOTHING else text for text in row), *("" for _ in room)) for row in cells)
    printed = len(section.columns) - 1 if section.columns[-1:] == (_UNPRINTED,) else None
    return Sheet(section.short, (*section.columns, *room), rows, printed)


# ---- how it looks ----


def _formats(book: Any) -> dict[str, Any]:
    said = {"valign": "top", "text_wrap": True, "font_name": "Arial", "font_size": 10}
    plain = said | {"border": 1, "border_color": "#C3CAD2"}
    head = plain | {"bold": True, "bg_color": "#1D2B3A", "font_color": "#FFFFFF", "valign": "vcenter"}
    return {
        "cell": book.add_format(plain),
        "quoted": book.add_format(plain | {"quote_prefix": True}),
        "head": book.add_format(head),
        "said": book.add_format(said),
        "title": book.add_format(said | {"bold": True, "font_size": 14}),
    }


def _about(book: Any, view: View, formats: dict[str, Any]) -> None:
    """The last sheet: what was compared, the verdict, and what every report must say."""
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, _ABOUT)
    sheet.hide_gridlines(2)
    _lay_out(sheet)
    said = [view.title, view.verdict, *view.details, *view.comparison.warnings]
    said += [view.old.description, view.new.description]
    said += [f"Sheets: {listed([sheet.name for sheet in sheets(view)])}.", *view.foot]
    for n, line in enumerate(said):
        sheet.set_row(n, _height([line], [_ABOUT]) if n else _TITLE)
        _write(sheet, (n, 0), line, formats | {"cell": formats["said"]})
    _write(sheet, (0, 0), view.title, formats | {"cell": formats["title"]})


def _fill(sheet: Any, own: Sheet, formats: dict[str, Any]) -> None:
    printed = own.printed or len(own.columns)
    widths = [_width(name, [row[column] for row in own.rows]) for column, name in enumerate(own.columns)]
    widths[:printed] = _on_a_page(widths[:printed])
    for column, name in enumerate(own.columns):
        sheet.write_string(0, column, name, formats["head"])
        sheet.set_column(column, column, widths[column])
    for n, row in enumerate(own.rows, 1):
        sheet.set_row(n, _height(row[:printed], widths[:printed]))
        for column, text in enumerate(row):
            if own.columns[column] in _NUMBERS and text.isdecimal():
                sheet.write_number(n, column, int(text), formats["cell"])
            else:
                _write(sheet, (n, column), text, formats)
    sheet.autofilter(0, 0, max(len(own.rows), 1), len(own.columns) - 1)
    sheet.freeze_panes(1, 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_LAST_CELL}"})
    sheet.print_area(0, 0, len(own.rows), printed - 1)
    sheet.repeat_rows(0)
    if sum(widths[:printed]) <= _UPRIGHT and len(own.rows) > _LONG_TABLE:
        _lay_out(sheet, upright=True)
        sheet.set_print_scale(_SCALE)
    else:
        _lay_out(sheet)
        sheet.fit_to_pages(1, 0)


def _on_a_page(widths: Sequence[int]) -> list[int]:
    """Widths that a page can hold at a size that can be read: the widest columns give up theirs, down to a least."""
    fitted = list(widths)
    while sum(fitted) > _PAGE and max(fitted) > _LEAST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _lay_out(sheet: Any, *, upright: bool = False) -> None:
    """How it is printed: on A4, mostly on its side, the name of the sheet and the page at the foot."""
    sheet.set_paper(_A4)
    if not upright:
        sheet.set_landscape()
    sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, 1.5 * _MARGIN)
    sheet.set_footer("&L&A&RPage &P of &N")


def _write(sheet: Any, place: tuple[int, int], text: str, formats: dict[str, Any]) -> None:
    """Write text as text. One that looks like a formula keeps its words and is marked as text."""
    shown = visible(text)
    if len(shown) > LONGEST_CELL:
        shown = shown[: LONGEST_CELL - len(_CUT_SHORT)] + _CUT_SHORT
    looks_like_formula = defuse(shown) != shown
    sheet.write_string(*place, shown, formats["quoted" if looks_like_formula else "cell"])


def _width(name: str, cells: Sequence[str]) -> int:
    """A column as wide as its longest cell, within reason; one to write in is wide though it is empty."""
    if name in _TO_WRITE_IN:
        return _MIDDLE
    longest = max((len(cell) for cell in (name, *cells)), default=0)
    return min(_WIDE if name in _LONG else _MIDDLE, max(_NARROW, longest + 2))


def _height(cells: Sequence[str], widths: Sequence[int]) -> int:
    """The height of a row that shows its longest cell: LibreOffice does not fit the rows of a file from elsewhere.

    A font that stands in for Arial may be wider: lines are taken to hold fewer letters than they should.
    """
    lines = max(len(textwrap.wrap(visible(c), int(width * _FILLED))) for c, width in zip(cells, widths, strict=True))
    return min(_TALLEST, _LINE * max(1, lines) + 2)

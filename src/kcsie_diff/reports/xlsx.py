"""The workbook: a sheet each for changes, duties, paragraph numbers, terms and the publisher's own table.

The one module that uses XlsxWriter. Every cell is written as text or as a number, never as a formula or a link; text
that a spreadsheet would take for a formula when somebody edits its cell is marked as text ("quote prefix", ECMA-376
part 1, 18.8.45), and so reads back unchanged.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from kcsie_diff.cells import defuse
from kcsie_diff.reports.characters import visible
from kcsie_diff.reports.phrases import STATUSES, listed
from kcsie_diff.reports.tables import CHANGE_COLUMNS, CONCORDANCE_COLUMNS, DUTY_COLUMNS, change_row
from kcsie_diff.reports.view import View

LONGEST_CELL = 32_767
"""What a cell may hold, in characters (Excel specifications and limits)."""

_LAST_CELL = "XFD1048576"
_CUT_SHORT = " […]"
_CREATED = datetime(2000, 1, 1)  # no clock is looked at; the format knows no time zone
_NARROW, _WIDE = 12, 60
_NUMBERS = frozenset(("page before", "page now", "page", "times"))
_LONG = frozenset(
    ("old words", "new words", "sentence", "reasons", "what it says", "place", "part and section", "section")
)
_PERSONAL = ("owner", "due", "done", "note")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the heads of its columns, and its rows of text."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def write(view: View) -> bytes:
    """Return the workbook; the same view gives the same bytes."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": visible(view.title), "author": "kcsie-diff", "created": _CREATED})
    formats = _formats(book)
    for sheet in sheets(view):
        _fill(book.add_worksheet(sheet.name), sheet, formats)
    _about(book, view, formats)
    book.close()
    return stream.getvalue()


def sheets(view: View) -> tuple[Sheet, ...]:
    """Return the sheets of the workbook, the one about the report itself apart."""
    return (
        Sheet("Changes", (*CHANGE_COLUMNS, *_PERSONAL), tuple(_changes(view))),
        Sheet("Duties", (*DUTY_COLUMNS, *_PERSONAL), tuple(_duties(view))),
        Sheet("Concordance", CONCORDANCE_COLUMNS, tuple(_concordance(view))),
        Sheet("Terms", ("old term", "new term", "times", "changes"), tuple(_terms(view))),
        Sheet("Publisher's table", ("entry", "where", "page", "what it says", "changes"), tuple(_official(view))),
    )


def _changes(view: View) -> Iterator[tuple[str, ...]]:
    for each in view.changes:
        review = each.change.review
        told = (review.owner, review.due, "yes" if review.done else "", review.note) if review else ("",) * 4
        yield (*change_row(each), *told)


def _duties(view: View) -> Iterator[tuple[str, ...]]:
    for row in view.duties:
        own = row.view
        yield (
            own.anchor,
            row.effect,
            row.old,
            row.new,
            row.actor,
            row.sentence,
            own.reference,
            own.significance,
            *("",) * 4,
        )


def _concordance(view: View) -> Iterator[tuple[str, ...]]:
    for row in view.comparison.concordance:
        yield row.old or "", row.new or "", STATUSES.get(row.status, row.status), row.section, row.change or ""


def _terms(view: View) -> Iterator[tuple[str, ...]]:
    for term in view.comparison.terms:
        yield term.old, term.new, str(term.count), ", ".join(term.changes)


def _official(view: View) -> Iterator[tuple[str, ...]]:
    table = view.comparison.official_table
    for row in table.rows if table else ():
        yield str(row.row), row.where, str(row.page or ""), row.what, ", ".join(row.changes) or "no change found"
    for each in view.unlisted:
        yield "", each.reference, "", "not mentioned in the publisher's table", each.anchor


# ---- how it looks ----


def _formats(book: Any) -> dict[str, Any]:
    plain = {"valign": "top", "text_wrap": True, "font_name": "Arial", "font_size": 10}
    head = plain | {"bold": True, "bg_color": "#1D2B3A", "font_color": "#FFFFFF", "valign": "vcenter"}
    return {
        "cell": book.add_format(plain),
        "quoted": book.add_format(plain | {"quote_prefix": True}),
        "head": book.add_format(head),
        "title": book.add_format(plain | {"bold": True, "font_size": 14}),
    }


def _about(book: Any, view: View, formats: dict[str, Any]) -> None:
    """The last sheet: what was compared, the verdict, and what every report must say."""
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 110)
    sheet.hide_gridlines(2)
    said = [view.title, view.verdict, *view.details, *view.comparison.warnings]
    for edition in (view.old, view.new):
        facts = edition.facts
        said.append(f"{edition.name}: {facts.title}, {facts.pages} pages, {facts.file}. {edition.standing}")
    said += [f"Sheets: {listed([sheet.name for sheet in sheets(view)])}.", view.disclaimer, *view.attribution]
    for n, line in enumerate([*said, f"Made by kcsie-diff {view.comparison.version}."]):
        _write(sheet, (n, 0), line, formats)
    _write(sheet, (0, 0), view.title, formats | {"cell": formats["title"]})


def _fill(sheet: Any, told: Sheet, formats: dict[str, Any]) -> None:
    for column, name in enumerate(told.columns):
        sheet.write_string(0, column, name, formats["head"])
        sheet.set_column(column, column, _width(name, [row[column] for row in told.rows]))
    for n, row in enumerate(told.rows, 1):
        for column, text in enumerate(row):
            if told.columns[column] in _NUMBERS and text.isdecimal():
                sheet.write_number(n, column, int(text), formats["cell"])
            else:
                _write(sheet, (n, column), text, formats)
    sheet.autofilter(0, 0, max(len(told.rows), 1), len(told.columns) - 1)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_LAST_CELL}"})
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write(sheet: Any, place: tuple[int, int], text: str, formats: dict[str, Any]) -> None:
    """Write text as text. One that looks like a formula keeps its words and is marked as text."""
    shown = visible(text)
    if len(shown) > LONGEST_CELL:
        shown = shown[: LONGEST_CELL - len(_CUT_SHORT)] + _CUT_SHORT
    looks_like_formula = defuse(shown) != shown
    sheet.write_string(*place, shown, formats["quoted" if looks_like_formula else "cell"])


def _width(name: str, cells: Sequence[str]) -> int:
    """A column as wide as its longest cell, within reason."""
    longest = max((len(cell) for cell in (name, *cells)), default=0)
    return min(_WIDE if name in _LONG else _NARROW * 2, max(_NARROW, longest + 2))

"""Layout analysis: untagged pages to blocks, by where the text stands and how it is set.

Text runs are grouped into rows (`rows`); each page is cut into regions (`regions`), which are columns of text
(`columns`), tables (`ruled_tables`, `drawn_tables`, `borderless_tables`), boxes and drawings (`boxes`), lists of
contents and footnotes. The rows of each region are grouped into units (`units`), which may continue over the end of a
column or page.
"""

from collections.abc import Sequence

from kcsie_diff.language.labels import LabelKind
from kcsie_diff.reading.contents import Titles
from kcsie_diff.reading.layout.regions import PageContext, Region, notes, regions
from kcsie_diff.reading.layout.rows import TextRow, Typography, measure_typography, rows
from kcsie_diff.reading.layout.ruled_tables import Table
from kcsie_diff.reading.layout.tolerances import TOLERANCES
from kcsie_diff.reading.layout.units import ColumnRows, TextUnit, continues, units
from kcsie_diff.reading.page_model import Cell, Page, PageBlock, Role
from kcsie_diff.reading.pdf.geometry import laid_with, upright_parts
from kcsie_diff.records import Record, replace


class Found(Record, frozen=True):
    """A unit with what its region says of it: its role, its cell, whether it continues the one before it."""

    unit: TextUnit
    role: Role | None = None
    cell: Cell | None = None
    continues: bool = False


class _Reader:
    """What the pages so far leave behind: the last unit of each stream of text, and the last table."""

    def __init__(self, typography: Typography) -> None:
        self.typography = typography
        self.text: TextUnit | None = None
        self.note: TextUnit | None = None
        self.boxed: TextUnit | None = None
        self.table: tuple[int, Table, str, int] | None = None
        self.made: list[Found] = []

    def take(self, region: Region, width: float) -> None:
        """Read one more region of a page of this width, in points."""
        if region.table is not None:
            self._table(region.page, region.table)
        elif region.role is Role.CONTENTS:
            self.made.extend(Found(TextUnit((row,), row.right), Role.CONTENTS) for row in region.rows)
        elif region.role is Role.FIGURE:
            self.made.append(Found(TextUnit(region.rows, max(row.right for row in region.rows)), Role.FIGURE))
        elif region.role is Role.FOOTNOTE:
            self._notes(region)
        else:
            self._text(region, width)

    def carried(self, page: int) -> Table | None:
        """The table that ended the page before, footnotes aside."""
        last = next((found for found in reversed(self.made) if found.role is not Role.FOOTNOTE), None)
        if self.table is None or last is None or last.cell is None or self.table[0] != page - 1:
            return None
        return self.table[1]

    def _text(self, region: Region, width: float) -> None:
        column = _column(region.rows)
        if not self.typography.wraps:
            column = replace(column, right=max(column.right, width - column.left))
        made = units(column, self.typography, self.text)
        joined = self.text is not None and continues(self.text, made[0], self.typography)
        self.made.extend(Found(unit, continues=joined and index == 0) for index, unit in enumerate(made))
        self.text = made[-1]

    def _notes(self, region: Region) -> None:
        for unit in notes(region.rows, max(row.right for row in region.rows), self.note):
            self.made.append(Found(unit, Role.FOOTNOTE, continues=unit.label is None and self.note is not None))
            self.note = unit

    def _table(self, page: int, table: Table) -> None:
        name, row = self._table_before(page, table)
        last, goes = row, self.table is not None and self.table[2] == name
        for cell in table.cells:
            before = self.boxed if cell is table.cells[0] and goes else None
            made = units(_column(cell.rows), self.typography, before)
            joined = before is not None and continues(before, made[0], self.typography)
            place = Cell(name, row + cell.row, cell.column, table.columns, rows=cell.height, covered=cell.covered)
            self.made.extend(Found(unit, None, place, joined and i == 0) for i, unit in enumerate(made))
            self.boxed = made[-1]
            last = row + cell.row
        self.table = page, table, name, last

    def _table_before(self, page: int, table: Table) -> tuple[str, int]:
        """The name of the table that a part of a table belongs to, and the row that its first row is."""
        if self.table is not None:
            before, held, name, last = self.table
            same = (
                held.columns == table.columns
                and abs(held.left - table.left) + abs(held.right - table.right) < TOLERANCES.table_edges
            )
            between = any(found.cell is None and found.role is None for found in self.made[-1:])
            if before == page - 1 and same and not between:
                return name, last if table.columns == 1 else last + 1
        return f"table on page {page} at {table.top:.0f}", 0


def blocks(pages: Sequence[Page], titles: Titles) -> tuple[PageBlock, ...]:
    """The blocks of pages without tags, in reading order; headings are paragraphs. Every visible piece is in one.

    Running headers and footers are expected to be gone. `titles` are those of the whole document.
    """
    parts = [part for page in pages for part in upright_parts(page)]
    typography = measure_typography([rows(page.lines) for page in parts])
    early = max((page.number for page in pages), default=1) * TOLERANCES.early_pages + 4
    reader = _Reader(typography)
    for page in parts:
        context = PageContext(typography, titles, page.number <= early, reader.carried(page.number))
        for region in regions(page, context):
            reader.take(region, page.width)
    turned = {page.number: page for page in pages if page.turned}
    return tuple(
        replace(block, lines=tuple(laid_with(turned[block.page], line) for line in block.lines))
        if block.page in turned
        else block
        for block in map(_block, reader.made)
    )


def _column(found: Sequence[TextRow]) -> ColumnRows:
    """Rows as a column as wide as they are."""
    return ColumnRows(tuple(found), min(row.left for row in found), max(row.right for row in found))


def _block(found: Found) -> PageBlock:
    unit = found.unit
    made = PageBlock(found.role or _role(unit), unit.lines, cell=found.cell, continues=found.continues)
    if unit.label is not None:
        made = replace(made, label=unit.label.text, label_left=unit.label.left)
    return made


def _role(unit: TextUnit) -> Role:
    marks = (LabelKind.BULLET, LabelKind.LETTER, LabelKind.ROMAN)
    return Role.ITEM if unit.label is not None and unit.label.kind in marks else Role.PARAGRAPH

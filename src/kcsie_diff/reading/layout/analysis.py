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
from kcsie_diff.reading.layout.units import TextUnit, continues, units
from kcsie_diff.reading.page_model import BODY, Cell, Page, PageBlock, Role
from kcsie_diff.reading.pdf.geometry import laid_with, upright_parts
from kcsie_diff.records import replace


class _Reader:
    """What the pages so far leave behind: the last unit of each stream of text, and the last table."""

    def __init__(self, typography: Typography) -> None:
        self.typography = typography
        self.text: TextUnit | None = None
        self.note: TextUnit | None = None
        self.boxed: TextUnit | None = None
        self.table: tuple[int, Table, str, int] | None = None
        self.made: list[PageBlock] = []

    def take(self, region: Region, width: float) -> None:
        """Read one more region of a page of this width, in points."""
        if region.table is not None:
            self._table(region.page, region.table)
        elif region.role is Role.CONTENTS:
            self.made.extend(PageBlock(Role.CONTENTS, (row.line,), continues=False) for row in region.rows)
        elif region.role is Role.FIGURE:
            self.made.append(PageBlock(Role.FIGURE, tuple(row.line for row in region.rows), continues=False))
        elif region.role is Role.FOOTNOTE:
            for unit in notes(region.rows, self.note):
                self._add(unit, Role.FOOTNOTE, continues=unit.label is None and self.note is not None)
                self.note = unit if unit.label or self.note is None else self.note
        else:
            edge = 0.0 if self.typography.wraps else width - min(row.left for row in region.rows)
            self.text = self._take_units(region.rows, edge, self.text)

    def carried(self, page: int) -> Table | None:
        """The table that ended the page before, footnotes aside."""
        last = next((block for block in reversed(self.made) if block.role is not Role.FOOTNOTE), None)
        if self.table is None or last is None or last.cell is None or self.table[0] != page - 1:
            return None
        return self.table[1]

    def _take_units(
        self, found: tuple[TextRow, ...], edge: float, before: TextUnit | None, cell: Cell | None = None
    ) -> TextUnit:
        """Add the units of a column or cell, which reaches as far as its rows do or to `edge`, and return the last one.

        The first may continue the unit `before`.
        """
        made = units(found, max(edge, *(row.right for row in found)), self.typography, before)
        joined = before is not None and continues(before, made[0], self.typography)
        for index, unit in enumerate(made):
            self._add(unit, cell=cell, continues=joined and index == 0)
        return made[-1]

    def _add(self, unit: TextUnit, role: Role | None = None, cell: Cell | None = None, *, continues: bool) -> None:
        """Add a unit as a block; text without a role is an item behind a bullet or letter, else a paragraph."""
        marks = (LabelKind.BULLET, LabelKind.LETTER, LabelKind.ROMAN)
        label = unit.label
        if role is None:
            role = Role.ITEM if label is not None and label.kind in marks else Role.PARAGRAPH
        text, left = (label.text, label.left) if label is not None else (None, None)
        self.made.append(PageBlock(role, unit.lines, text, left, continues=continues, cell=cell))

    def _table(self, page: int, table: Table) -> None:
        """Read a table, or the rest of the one that the page before ended with."""
        name, row, goes = f"table on page {page} at {table.top:.0f}", 0, False
        if self.table is not None:
            before_page, held, named, last = self.table
            apart = abs(held.left - table.left) + abs(held.right - table.right)
            same = held.columns == table.columns and apart < TOLERANCES.table_edges
            between = self.made[-1].cell is None and self.made[-1].role in BODY
            if before_page == page - 1 and same and not between:
                name, row = named, last if table.columns == 1 else last + 1
            goes = named == name
        for cell in table.cells:
            before = self.boxed if cell is table.cells[0] and goes else None
            place = Cell(name, row + cell.row, cell.column, table.columns, rows=cell.height, covered=cell.covered)
            self.boxed = self._take_units(cell.rows, 0.0, before, place)
        self.table = page, table, name, row + table.cells[-1].row


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
        for block in reader.made
    )

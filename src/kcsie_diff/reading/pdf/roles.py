"""Roles of marked content: the structure tree to the role, table cell, list and label of each marked sequence."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from kcsie_diff.reading.page_model import Cell, Role
from kcsie_diff.reading.pdf.structure_tree import Element, Structure
from kcsie_diff.records import Record, replace

HEADINGS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6, "Title": 1}
NOTES = ("Note", "FENote")
PARAGRAPHS = ("P", "Caption", "BlockQuote", "Formula")
INLINE = frozenset(("Span", "Link", "Reference", "Quote", "Em", "Strong", "Sub", "Annot", "Code", "BibEntry", "Form"))


class ElementPart(StrEnum):
    """What a marked sequence is in its unit."""

    TEXT = "text"
    LABEL = "label"
    MARK = "mark"


class Owned(Record, frozen=True):
    """What owns a marked sequence. `unit` names the element that is the unit; `item` the list item around it, if any.

    `depth` counts the lists around an item, `cell` is its place in a table, `link` says that it carries a link.
    `loose` content hangs in nothing that is a unit; what is `adrift` no parent leads to. `but_for_note` is what would
    own a part of a note without that tag.
    """

    role: Role
    unit: str
    part: ElementPart = ElementPart.TEXT
    level: int | None = None
    item: str | None = None
    depth: int = 0
    cell: Cell | None = None
    alt: str | None = None
    link: bool = False
    loose: bool = False
    adrift: bool = False
    but_for_note: "Owned | None" = None


class Roles:
    """Answers for the marked sequences of one file, each question once."""

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._owned: dict[tuple[int, int], Owned | None] = {}
        self._known: dict[Element, Owned | None] = {}
        self._grids: dict[Element, dict[Element, Cell]] = {}
        self._loose_rows: dict[Element, dict[Element, Cell]] = {}

    def of(self, struct_parents: int | None, mcid: int | None) -> Owned | None:
        """What owns a marked sequence of a page; None for one that no element owns, or one called an artifact."""
        if mcid is None or struct_parents is None:
            return None
        key = struct_parents, mcid
        if key not in self._owned:
            self._owned[key] = self._ask(struct_parents, mcid)
        return self._owned[key]

    def figures(self, struct_parents: int) -> Iterator[tuple[int, Owned]]:
        """The figures with alternative text that own something on a page, each with the first of its sequences."""
        seen: set[str] = set()
        for mcid in self._structure.sequences(struct_parents):
            owned = self.of(struct_parents, mcid)
            if owned and owned.role is Role.FIGURE and owned.alt and owned.unit not in seen:
                seen.add(owned.unit)
                yield mcid, owned

    def _ask(self, struct_parents: int, mcid: int) -> Owned | None:
        element = self._structure.owner(struct_parents, mcid)
        if element is None:
            return None
        if element not in self._known:
            # Boxes and flow charts of real guidance stand in Artifact elements: such text is read by its look.
            self._known[element] = None if element.within("Artifact") else self._describe(element)
        return self._known[element]

    def _describe(self, element: Element, *, notes: bool = True) -> Owned:
        chain = tuple(element.up())
        item = element.within("LI")
        label = element.within("Lbl")
        cell = element.within("TD", "TH")
        unit, role, loose = _unit(chain, notes=notes)
        return Owned(
            role=role,
            unit=unit.name,
            part=_part(label),
            level=_level(unit) if role is Role.HEADING else None,
            item=item.name if item and role is not Role.FOOTNOTE else None,
            depth=sum(holder.type == "L" for holder in chain),
            cell=self._cell(cell) if cell and role is not Role.FOOTNOTE else None,
            alt=unit.alt if role is Role.FIGURE else None,
            link=any(holder.type == "Link" for holder in chain),
            loose=loose,
            adrift=not element.rooted,
            but_for_note=self._describe(element, notes=False) if role is Role.FOOTNOTE else None,
        )

    def _cell(self, cell: Element) -> Cell | None:
        table = cell.within("Table")
        if table is None:
            return self._loose_cell(cell)
        if table not in self._grids:
            self._grids[table] = dict(_places(table.name, self._rows(table)))
        return self._grids[table].get(cell) or self._stray(table, cell)

    def _loose_cell(self, cell: Element) -> Cell | None:
        """A cell of a row that hangs in no table: real trees lose the table of rows that a page end moved."""
        row = cell.within("TR")
        if row is None:
            return None
        if row not in self._loose_rows:
            number = -1 - len(self._loose_rows)
            places = _places("", (self._cells(row),))
            self._loose_rows[row] = {one: replace(place, row=number) for one, place in places}
        return self._loose_rows[row].get(cell)

    def _stray(self, table: Element, cell: Element) -> Cell:
        """A cell that cannot be reached from its table stands in a row of its own, after those that can."""
        grid = self._grids[table]
        row = 1 + max((place.row for place in grid.values()), default=-1)
        columns = max((place.columns for place in grid.values()), default=1)
        grid[cell] = Cell(table.name, row, 0, columns)
        return grid[cell]

    def _rows(self, table: Element) -> Iterator[tuple[Element, ...]]:
        for kid in self._structure.kids(table):
            if kid.type in ("THead", "TBody", "TFoot"):
                for row in self._structure.kids(kid):
                    yield self._cells(row)
            elif kid.type == "TR":
                yield self._cells(kid)

    def _cells(self, row: Element) -> tuple[Element, ...]:
        return tuple(kid for kid in self._structure.kids(row) if kid.type in ("TD", "TH"))


def _places(table: str, rows: Iterable[tuple[Element, ...]]) -> Iterator[tuple[Element, Cell]]:
    """The place of each cell of a table, spans counted (ISO 32000-1, 14.8.4.3.4)."""
    taken: set[tuple[int, int]] = set()
    places: list[tuple[Element, int, int]] = []
    widths: list[int] = []
    columns = 0
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            places.append((cell, row, column))
            taken.update((row + r, column + c) for r in range(cell.rows) for c in range(cell.columns))
            column += cell.columns
        widths.append(column)
        columns = max(columns, column)
    for cell, row, column in places:
        yield cell, Cell(table, row, column, columns, widths[row], cell.rows)


def _unit(chain: tuple[Element, ...], *, notes: bool) -> tuple[Element, Role, bool]:
    """The element that is the unit, its role, and whether the tree left it loose, outside anything that is a unit.

    A note is one wherever it hangs, where `notes` count; then contents and headings, whatever paragraphs they hold;
    then the innermost of figure, paragraph, item and cell.
    """
    named = ((NOTES, Role.FOOTNOTE), (("TOCI", "TOC"), Role.CONTENTS), ((*HEADINGS, "H"), Role.HEADING))
    for types, role in named if notes else named[1:]:
        found = next((holder for holder in chain if holder.type in types), None)
        if found:
            return found, role, False
    for holder in chain:
        item = holder.within("LI")
        if holder.type == "Figure":
            return holder, Role.FIGURE, False
        if holder.type in PARAGRAPHS or (holder.type in ("LI", "LBody") and item):
            unit = holder if holder.type in PARAGRAPHS or item is None else item
            return unit, Role.ITEM if item else Role.PARAGRAPH, False
        if holder.type in ("TD", "TH"):
            return holder, Role.PARAGRAPH, False
    return next((holder for holder in chain if holder.type not in INLINE), chain[-1]), Role.PARAGRAPH, True


def _part(label: Element | None) -> ElementPart:
    """A Lbl in a list item or a note is its label; one anywhere else is the mark of a footnote, as typst writes it."""
    if label is None:
        return ElementPart.TEXT
    holder = label.parent
    if holder is None or holder.type in ("LI", *NOTES, "TOCI", "Caption"):
        return ElementPart.LABEL
    return ElementPart.MARK


def _level(heading: Element) -> int:
    if heading.type in HEADINGS:
        return HEADINGS[heading.type]
    return max(1, min(6, sum(holder.type in ("Sect", "ElementPart", "Art") for holder in heading.up())))

"""The structure tree of a tagged PDF, asked from below: who owns a marked sequence, and what role does it give it?

ISO 32000-1:2008, 14.7 (logical structure) and 14.8 (tagged PDF). The tree is not walked for order: real trees repeat
some marked sequences and cannot reach others, while the parent tree (14.7.4.4) names one owner for each. What comes
from the file may have any shape: wrong types, cycles and endless chains are met by bounds, never by trust.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from kcsie_diff.reading.page_model import Cell, Role
from kcsie_diff.reading.pdf.objects import entry, identity, tree_entries
from kcsie_diff.records import Record, replace

Resolve = Callable[[object], object]
"""Gives the object that a reference stands for, a direct object as it is, and None for what cannot be read."""

STANDARD = frozenset(
    (
        "Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI",
        "Index", "NonStruct", "Private", "Title", "Aside", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI",
        "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "FENote",
        "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "Warichu", "Em", "Strong", "Sub", "Figure",
        "Formula", "Form", "Artifact",
    )
)  # fmt: skip
"""Standard structure types of ISO 32000-1, 14.8.4, and some of ISO 32000-2, 14.8.4."""


class Element(Record, frozen=True, eq=False):
    """One structure element: a name that is unique in its file, its standard type, its parent, its depth from the root.

    `rooted` tells that its parents lead to the root: real trees own sequences by elements that nothing leads to. `alt`
    is the alternative text of a figure, `columns` and `rows` how many cells a table cell spans. `source` is the element
    as the file has it, a reference as a rule.
    """

    name: str
    type: str
    parent: "Element | None"
    depth: int
    source: object
    rooted: bool = True
    alt: str | None = None
    columns: int = 1
    rows: int = 1

    def up(self) -> Iterator["Element"]:
        """The element and what holds it, innermost first."""
        here: Element | None = self
        while here is not None:
            yield here
            here = here.parent

    def within(self, *types: str) -> "Element | None":
        """The innermost of the element and what holds it that has one of these types."""
        return next((element for element in self.up() if element.type in types), None)


class Structure:
    """The structure tree of one file.

    `depth` and `objects` bound how far and how much is read; `damage` counts what had to be passed over.
    """

    def __init__(self, root: object, resolve: Resolve, *, depth: int, objects: int) -> None:
        found = resolve(root)
        self._root: Mapping[str, object] = found if isinstance(found, Mapping) else {}
        self._root_name = identity(root)
        self._resolve = resolve
        self._depth = depth
        self._left = objects
        self._elements: dict[object, Element] = {}
        self._page: int | None = None
        self._owners: Sequence[object] = ()
        self.damage = 0
        roles = resolve(entry(self._root, "/RoleMap"))
        self._roles = {str(key): resolve(entry(roles, key)) for key in roles} if isinstance(roles, Mapping) else {}
        parents = tree_entries(entry(self._root, "/ParentTree"), "/Nums", objects, resolve)
        self._parents = {int(key): value for key, value in parents if isinstance(key, int)}

    def sequences(self, struct_parents: int) -> Iterator[int]:
        """The marked sequences of a page that something owns, by rising id; pictures are among them."""
        return (mcid for mcid, held in enumerate(self._owners_of(struct_parents)) if held is not None)

    def owner(self, struct_parents: int | None, mcid: int) -> Element | None:
        """The element that owns a marked sequence: `struct_parents` is the page's /StructParents."""
        owners = self._owners_of(struct_parents) if struct_parents is not None else ()
        held = owners[mcid] if 0 <= mcid < len(owners) else None
        return None if held is None else self.element(held)

    def _owners_of(self, struct_parents: int) -> Sequence[object]:
        """The owners of the marked sequences of a page. Those of all pages would fill a twentieth of the memory."""
        if self._page != struct_parents:
            found = self._resolve(self._parents.get(struct_parents))
            self._page = struct_parents
            self._owners = list(found) if isinstance(found, Sequence) and not isinstance(found, str | bytes) else ()
        return self._owners

    def element(self, held: object) -> Element | None:
        """The element that a reference or dictionary stands for, with all that holds it; None where there is none."""
        chain: dict[object, tuple[object, Mapping[str, object]]] = {}
        above: Element | None = None
        rooted = False
        while True:
            key = identity(held)
            if key in self._elements:
                above = self._elements[key]
                rooted = above.rooted
                break
            found = self._resolve(held)
            is_root = key == self._root_name or found is self._root
            if not isinstance(found, Mapping) or is_root or entry(found, "/Type") == "/StructTreeRoot":
                rooted = isinstance(found, Mapping)
                break
            if key in chain or len(chain) >= self._depth or self._left <= 0:
                self.damage += 1
                break
            self._left -= 1
            chain[key] = held, found
            held = entry(found, "/P")
        for key, (reference, source) in reversed(chain.items()):
            above = self._elements[key] = self._describe((key, reference), source, above, rooted=rooted)
        return above

    def _describe(
        self, named: tuple[object, object], source: Mapping[str, object], parent: Element | None, *, rooted: bool
    ) -> Element:
        """An element by its name and reference, from what the file says of it."""
        key, reference = named
        type_ = self._type(self._resolve(entry(source, "/S")))
        if parent is not None and parent.type == "L" and type_ in GROUPING:
            type_ = "LI"  # Chromium writes the items of a list of notes so
        alt = self._resolve(entry(source, "/Alt")) if type_ == "Figure" else None
        columns, rows = self._spans(source) if type_ in ("TD", "TH") else (1, 1)
        return Element(
            name=str(key) if not isinstance(key, tuple) else "-".join(map(str, key)),
            type=type_,
            parent=parent,
            depth=parent.depth + 1 if parent else 0,
            source=reference,
            rooted=rooted,
            alt=str(alt) if isinstance(alt, str) and alt.strip() else None,
            columns=columns,
            rows=rows,
        )

    def kids(self, element: Element) -> Iterator[Element]:
        """The elements right below an element, in the order of the tree; marked sequences are passed over.

        An only one may be named without a list around it: it is known by its reference all the same.
        """
        held = entry(self._resolve(element.source), "/K")
        found = self._resolve(held)
        for kid in found if isinstance(found, list | tuple) else [held] if found is not None else []:
            if self._left <= 0:
                return
            source = self._resolve(kid)
            if isinstance(source, Mapping) and entry(source, "/S") is not None:
                below = self.element(kid)
                if below is not None and below is not element:
                    yield below

    def _type(self, name: object) -> str:
        """The standard type that a type is or is mapped to (14.7.3); an unknown one as it is."""
        for _ in range(20):
            if not isinstance(name, str) or name.lstrip("/") in STANDARD or name not in self._roles:
                break
            name = self._roles[name]
        return name.lstrip("/") if isinstance(name, str) else ""

    def _spans(self, source: Mapping[str, object]) -> tuple[int, int]:
        """The columns and rows that a cell spans (14.8.5.7, table attributes)."""
        found = self._resolve(entry(source, "/A"))
        columns = rows = 1
        for held in found if isinstance(found, list | tuple) else [found]:
            attributes = self._resolve(held)
            if isinstance(attributes, Mapping):
                columns = _span(self._resolve(entry(attributes, "/ColSpan"))) or columns
                rows = _span(self._resolve(entry(attributes, "/RowSpan"))) or rows
        return columns, rows


def _span(value: object) -> int | None:
    return int(value) if isinstance(value, int) and 1 <= value <= 100 else None


# ---- roles ----

HEADINGS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6, "Title": 1}
NOTES = ("Note", "FENote")
PARAGRAPHS = ("P", "Caption", "BlockQuote", "Formula")
GROUPING = ("Div", "NonStruct")
"""What says nothing of its own; right below a list, which holds items alone (14.8.4.3.3), it is an item."""

INLINE = frozenset(("Span", "Link", "Reference", "Quote", "Em", "Strong", "Sub", "Annot", "Code", "BibEntry", "Form"))


class ElementPart(StrEnum):
    """What a marked sequence is in its unit."""

    TEXT = "text"
    LABEL = "label"
    MARK = "mark"


class Owned(Record, frozen=True):
    """What owns a marked sequence. `unit` names the element that is the unit; `item` the list item around it, if any.

    `depth` counts the lists around an item, `cell` is its place in a table, `link` says that it carries a link.
    What is `adrift` no parent leads to. `but_for_note` is what would own a part of a note without that tag.
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
    adrift: bool = False
    but_for_note: "Owned | None" = None


class Roles:
    """Answers for the marked sequences of one file, each question once."""

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._owned: dict[tuple[int, int], Owned | None] = {}
        self._known: dict[Element | None, Owned | None] = {None: None}
        self._grids: dict[Element, dict[Element, Cell]] = {}
        self._loose_rows: dict[Element, dict[Element, Cell]] = {}

    def of(self, struct_parents: int | None, mcid: int | None) -> Owned | None:
        """What owns a marked sequence of a page; None for one that no element owns, or one called an artifact."""
        if mcid is None or struct_parents is None:
            return None
        key = struct_parents, mcid
        if key not in self._owned:
            element = self._structure.owner(struct_parents, mcid)
            if element is not None and element not in self._known:
                # Boxes and flow charts of real guidance stand in Artifact elements: such text is read by its look.
                self._known[element] = None if element.within("Artifact") else self._describe(element)
            self._owned[key] = self._known[element]
        return self._owned[key]

    def figures(self, struct_parents: int) -> Iterator[tuple[int, Owned]]:
        """The figures with alternative text that own something on a page, each with the first of its sequences."""
        seen: set[str] = set()
        for mcid in self._structure.sequences(struct_parents):
            owned = self.of(struct_parents, mcid)
            if owned and owned.role is Role.FIGURE and owned.alt and owned.unit not in seen:
                seen.add(owned.unit)
                yield mcid, owned

    def _describe(self, element: Element, *, notes: bool = True) -> Owned:
        chain = tuple(element.up())
        item = element.within("LI")
        label = element.within("Lbl")
        cell = element.within("TD", "TH")
        unit, role = _unit(chain, notes=notes)
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
            adrift=not element.rooted,
            but_for_note=self._describe(element, notes=False) if role is Role.FOOTNOTE else None,
        )

    def _cell(self, cell: Element) -> Cell | None:
        table = cell.within("Table")
        if table is None:
            return self._loose_cell(cell)
        if table not in self._grids:
            self._grids[table] = dict(_places(table.name, self._rows(table)))
        grid = self._grids[table]
        if cell not in grid:  # what cannot be reached from its table stands in a row of its own, after those that can
            row = 1 + max((place.row for place in grid.values()), default=-1)
            grid[cell] = Cell(table.name, row, 0, max((place.columns for place in grid.values()), default=1))
        return grid[cell]

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

    def _rows(self, table: Element) -> Iterator[tuple[Element, ...]]:
        for kid in self._structure.kids(table):
            if kid.type in ("THead", "TBody", "TFoot"):
                yield from map(self._cells, self._structure.kids(kid))
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


def _unit(chain: tuple[Element, ...], *, notes: bool) -> tuple[Element, Role]:
    """The element that is the unit, and its role.

    A note is one wherever it hangs, where `notes` count; then contents and headings, whatever paragraphs they hold;
    then the innermost of figure, paragraph, item and cell.
    """
    named = ((NOTES, Role.FOOTNOTE), (("TOCI", "TOC"), Role.CONTENTS), ((*HEADINGS, "H"), Role.HEADING))
    for types, role in named if notes else named[1:]:
        if found := next((holder for holder in chain if holder.type in types), None):
            return found, role
    for holder in chain:
        item = holder.within("LI")
        if holder.type == "Figure":
            return holder, Role.FIGURE
        if holder.type in PARAGRAPHS:
            return holder, Role.ITEM if item else Role.PARAGRAPH
        if holder.type in ("LI", "LBody") and item:
            return item, Role.ITEM
        if holder.type in ("TD", "TH"):
            return holder, Role.PARAGRAPH
    return next((holder for holder in chain if holder.type not in INLINE), chain[-1]), Role.PARAGRAPH


def _part(label: Element | None) -> ElementPart:
    """A Lbl in a list item or a note is its label; one anywhere else is the mark of a footnote, as typst writes it."""
    if label is None:
        return ElementPart.TEXT
    is_label = label.parent is None or label.parent.type in ("LI", *NOTES, "TOCI", "Caption")
    return ElementPart.LABEL if is_label else ElementPart.MARK


def _level(heading: Element) -> int:
    if heading.type in HEADINGS:
        return HEADINGS[heading.type]
    return max(1, min(6, sum(holder.type in ("Sect", "Part", "Art") for holder in heading.up())))

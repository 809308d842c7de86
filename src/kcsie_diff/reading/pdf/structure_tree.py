"""The structure tree of a tagged PDF, asked from below: who owns this marked sequence?

ISO 32000-1:2008, 14.7 (logical structure) and 14.8 (tagged PDF). The tree is not walked for order: real trees repeat
some marked sequences and cannot reach others, while the parent tree (14.7.4.4) names one owner for each. What comes
from the file may have any shape: wrong types, cycles and endless chains are met by bounds, never by trust.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from kcsie_diff.reading.pdf.objects import entry, identity, tree_entries
from kcsie_diff.records import Record

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
        self._elements: dict[object, Element | None] = {}
        self._page: int | None = None
        self._owners: Sequence[object] = ()
        self.damage = 0
        self._roles = self._role_map()
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
        chain: list[tuple[object, object, Mapping[str, object]]] = []
        seen: set[object] = set()
        above: Element | None = None
        rooted = False
        while True:
            key = identity(held)
            if key in self._elements:
                above = self._elements[key]
                rooted = above is not None and above.rooted
                break
            found = self._resolve(held)
            is_root = key == self._root_name or found is self._root
            if not isinstance(found, Mapping) or is_root or entry(found, "/Type") == "/StructTreeRoot":
                rooted = isinstance(found, Mapping)
                break
            if key in seen or len(chain) >= self._depth or self._left <= 0:
                self.damage += 1
                break
            seen.add(key)
            self._left -= 1
            chain.append((key, held, found))
            held = entry(found, "/P")
        for key, reference, source in reversed(chain):
            above = self._elements[key] = self._describe((key, reference), source, above, rooted=rooted)
        return above

    def _describe(
        self, named: tuple[object, object], source: Mapping[str, object], parent: Element | None, *, rooted: bool
    ) -> Element:
        """An element by its name and reference, from what the file says of it."""
        key, reference = named
        type_ = self._type(self._resolve(entry(source, "/S")))
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
        """The elements right below an element, in the order of the tree; marked sequences are passed over."""
        found = self._resolve(entry(self._resolve(element.source), "/K"))
        for kid in found if isinstance(found, list | tuple) else [found] if found is not None else []:
            if self._left <= 0:
                return
            if isinstance(kid, int):
                continue
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

    def _role_map(self) -> Mapping[str, object]:
        found = self._resolve(entry(self._root, "/RoleMap"))
        return {str(key): self._resolve(entry(found, key)) for key in found} if isinstance(found, Mapping) else {}

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

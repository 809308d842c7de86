"""Outline of an edition: built from nodes in reading order, and written as JSON (`kcsie-diff/outline/1`)."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from kcsie_diff.model.edition import Edition, FootnoteMark, Node, NodeKind
from kcsie_diff.records import replace

SCHEMA = "kcsie-diff/outline/1"
_FACTS = ("title", "file", "sha256", "pages", "reader", "status", "date", "licence", "publisher")

FOOTNOTE_REACH = 3
"""Pages between a footnote mark and its footnote, at most: with more, it is the footnote of another chapter."""

_HOLDERS = (NodeKind.PARAGRAPH, NodeKind.ITEM)
_WITHOUT_PARENT = (NodeKind.FOOTNOTE, NodeKind.FURNITURE)


class OutlineBuilder:
    """Nodes in reading order -> the nodes of an edition, with keys, parents, list ordinals and cited footnotes.

    It knows nothing of pages' geometry: a format that states its own tree gives levels and depths as they are.

    >>> from kcsie_diff.model.edition import Place
    >>> builder = OutlineBuilder()
    >>> _ = builder.add(Node("", NodeKind.HEADING, "Part one", Place(), level=1))
    >>> _ = builder.add(Node("", NodeKind.PARAGRAPH, "Staff should:", Place(), number="1"))
    >>> _ = builder.add(Node("", NodeKind.ITEM, "keep a record", Place()), depth=1)
    >>> [(node.key, node.parent, node.ordinal) for node in builder.nodes()]
    [('n1', None, None), ('n/1', 'n1', None), ('n3', 'n/1', 1)]
    """

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._mark_pages: dict[str, tuple[int | None, ...]] = {}
        self._headings: list[Node] = []
        self._holders: list[tuple[int, str]] = []
        self._ordinals: Counter[str | None] = Counter()
        self._counts: Counter[int | None] = Counter()
        self._keys: set[str] = set()

    def add(self, node: Node, depth: int = 0, mark_pages: Sequence[int] = ()) -> Node:
        """Add the next node and return it with its key, parent and ordinal.

        A `key` that the node has is kept, and must be unique in the edition; "" asks for a new one.
        `depth` counts the paragraphs and items around the node, 0 for one directly under its heading.
        A heading nests by its `level`. A footnote's parent and the keys of marks are known only to `nodes`.
        `mark_pages` are the pages of the node's marks, in their order; without them, the page on which it starts.
        Raises ValueError if a key is used twice.
        """
        node = replace(node, key=node.key or self._new_key(node), parent=self._open(node, depth))
        if node.key in self._keys:
            raise ValueError(f"the key {node.key!r} is used twice")
        if node.kind is NodeKind.ITEM:
            self._ordinals[node.parent] += 1
            node = replace(node, ordinal=self._ordinals[node.parent])
        if node.kind is NodeKind.HEADING:
            self._headings.append(node)
        elif node.kind in _HOLDERS:
            self._holders.append((depth, node.key))
        self._keys.add(node.key)
        self._nodes.append(node)
        self._mark_pages[node.key] = tuple(mark_pages) or (node.page,) * len(node.marks)
        return node

    def nodes(self) -> tuple[Node, ...]:
        """The nodes so far, each mark with its footnote's key, each footnote under the node that cites it first."""
        notes: dict[str, list[tuple[int, Node]]] = {}
        for place, node in enumerate(self._nodes):
            if node.kind is NodeKind.FOOTNOTE and node.number:
                notes.setdefault(node.number, []).append((place, node))
        citing: dict[str, str] = {}
        marks: dict[str, tuple[FootnoteMark, ...]] = {}
        for place, node in enumerate(self._nodes):
            marks[node.key] = tuple(
                replace(mark, key=_cited(page, place, notes.get(mark.label, ())))
                for mark, page in zip(node.marks, self._mark_pages[node.key], strict=True)
            )
            for mark in marks[node.key]:
                if mark.key is not None:
                    citing.setdefault(mark.key, node.key)
        return tuple(
            replace(node, marks=marks[node.key], parent=citing.get(node.key, node.parent)) for node in self._nodes
        )

    def _open(self, node: Node, depth: int) -> str | None:
        """The parent of the next node; whatever cannot hold anything after it is closed.

        A paragraph or table row ends the lists at its depth and below; a figure or a running line does not.
        """
        if node.kind in _WITHOUT_PARENT:
            return None
        if node.kind is NodeKind.HEADING:
            while self._headings and (self._headings[-1].level or 1) >= (node.level or 1):
                self._headings.pop()
            self._holders.clear()
            self._ordinals.clear()
        elif node.kind in _HOLDERS:
            self._holders = [held for held in self._holders if held[0] < depth]
        above = [key for level, key in self._holders if level < depth and node.kind is not NodeKind.CONTENTS]
        parent = above[-1] if above else self._headings[-1].key if self._headings else None
        if node.kind in (NodeKind.PARAGRAPH, NodeKind.TABLE_ROW):
            for ended in (parent, *(key for level, key in self._holders if level >= depth)):
                self._ordinals.pop(ended, None)
            self._holders = [held for held in self._holders if held[0] <= depth]
        return parent

    def _new_key(self, node: Node) -> str:
        """A key that a reader can find again: "p47/169", "p47/note12", or the page and a running number, "p47.3".

        Without a page: "n/169", "n/note12", "n3".
        """
        self._counts[node.page] += 1
        page, count = node.page, self._counts[node.page]
        if node.number and node.kind in (NodeKind.PARAGRAPH, NodeKind.FOOTNOTE):
            label = f"note{node.number}" if node.kind is NodeKind.FOOTNOTE else node.number
            named = f"n/{label}" if page is None else f"p{page}/{label}"
            if named not in self._keys:
                return named
        return f"n{count}" if page is None else f"p{page}.{count}"


def _cited(page: int | None, place: int, notes: Sequence[tuple[int, Node]]) -> str | None:
    """The key of the footnote that a mark means; `page` and `place` (in reading order) are those of the mark.

    Of several footnotes with one label, the one on the mark's page is meant, else the nearest after it, else before
    it. Without pages it is the next in reading order, else the nearest before.
    """
    near: list[tuple[tuple[int, int], str]] = []
    for at, note in notes:
        if at == place:
            continue
        if page is None or note.page is None:
            near.append(((at < place, abs(at - place)), note.key))
        elif abs(note.page - page) <= FOOTNOTE_REACH:
            near.append(((abs(note.page - page), note.page < page), note.key))
    return min(near, key=lambda found: found[0])[1] if near else None


def outline_json(edition: Edition, pages: tuple[int, int] | None = None) -> str:
    """The outline of an edition as JSON text, with a final newline.

    With `pages` only the nodes that touch the pages `first` to `last`, from 1, both included.
    """
    shown = (
        node
        for node in edition.nodes
        if pages is None or any(pages[0] <= page <= pages[1] for page in node.place.pages)
    )
    data = {
        "schema": SCHEMA,
        **{name: getattr(edition, name) for name in _FACTS},
        "problems": [
            {"code": problem.code, "message": problem.message_and_cure, "page": problem.page}
            for problem in edition.problems
        ],
        "nodes": [_node(node) for node in shown],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _node(node: Node) -> dict[str, Any]:
    data: dict[str, Any] = {
        "key": node.key,
        "parent": node.parent,
        "kind": node.kind.value,
        "level": node.level,
        "number": node.number,
        "ordinal": node.ordinal,
        "page": node.page,
        "pages": list(node.place.pages),
        "text": node.text,
        "alt": node.alt,
        "links": [{"text": link.text, "target": link.target} for link in node.links],
    }
    if node.cells:
        data["cells"] = list(node.cells)
    return data

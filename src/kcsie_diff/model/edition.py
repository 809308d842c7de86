"""One edition and what it is made of: nodes, places on pages, links, footnote marks and problems."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from kcsie_diff.records import Record

CELL_BAR = " | "
"""What stands between the cells of a table row in its text."""

COVER_WORDS = 120
"""A first page with more words than this is a page of text, not a cover."""


def is_cover(texts: Iterable[str], pages: int | None) -> bool:
    """Whether the texts of the first page are a cover's: few words, and not the whole of a letter of two pages."""
    return (pages or 0) > 2 and sum(len(text.split()) for text in texts) <= COVER_WORDS


class NodeKind(StrEnum):
    """What a node is. The words are those of the outline's JSON."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FOOTNOTE = "footnote"
    TABLE_ROW = "table_row"
    FIGURE_TEXT = "figure_text"
    CONTENTS = "contents"
    FURNITURE = "furniture"
    UNPLACED = "unplaced"

    @property
    def is_content(self) -> bool:
        """Whether such a node says something of its own: contents pages and page furniture do not."""
        return self not in (NodeKind.CONTENTS, NodeKind.FURNITURE)


class Box(Record, frozen=True):
    """A rectangle on a page: pages count from 1; points, from the top left corner of the page as it is displayed."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Place(Record, frozen=True):
    """The place of a node: every page that it touches, ascending from 1; the printed label of the first; its boxes.

    A format without pages (DOCX, HTML) has places without pages, labels and boxes. Boxes, one or more a page, may also
    be missing where the position on the page is not known.
    """

    pages: tuple[int, ...] = ()
    label: str | None = None
    boxes: tuple[Box, ...] = ()


class Link(Record, frozen=True):
    """A link of a node: its words, its target as the file gives it, and where the words start in `text`.

    `at` is None where the words could not be found in the node's text.
    """

    text: str
    target: str
    at: int | None = None


class FootnoteMark(Record, frozen=True):
    """A footnote mark that was taken out of a node's text: its label, its offset in `text`, the footnote's key."""

    label: str
    at: int
    key: str | None = None


class Node(Record, frozen=True):
    """One unit of the guidance.

    `key` is unique in its edition and says nothing about meaning: a number is a label, not an identity.
    `number` is the label as printed without its dot or brackets ("171", "a", "ii"). `text` is clean: no label, no
    footnote marks, single spaces; `raw` is what the page printed. A table row joins its cells with `CELL_BAR`.
    `parent` is the key of the heading, paragraph, item or citing node that holds it, or None.
    `ordinal` is the place of an item in its list, from 1. `covered` are the columns of a table row, from 0, into which
    a cell of a row above reaches: a merged cell has its text where it begins.
    """

    key: str
    kind: NodeKind
    text: str
    place: Place
    raw: str = ""
    parent: str | None = None
    number: str | None = None
    level: int | None = None
    ordinal: int | None = None
    cells: tuple[str, ...] = ()
    covered: tuple[int, ...] = ()
    alt: str | None = None
    links: tuple[Link, ...] = ()
    marks: tuple[FootnoteMark, ...] = ()

    @property
    def page(self) -> int | None:
        """The page on which the node starts, or None in a format without pages."""
        return self.place.pages[0] if self.place.pages else None

    @property
    def is_numbered_paragraph(self) -> bool:
        """Whether the node is a paragraph with a number of its own, such as "171."."""
        return self.kind is NodeKind.PARAGRAPH and bool(self.number)


class Problem(Record, frozen=True):
    """Something about a file that its reader should know. `code` has a heading in docs/messages.md.

    `cure` is a sentence with a command, for whoever works in a shell.
    """

    code: str
    message: str
    page: int | None = None
    cure: str = ""

    @property
    def message_and_cure(self) -> str:
        """The message and its cure."""
        return f"{self.message} {self.cure}".rstrip()


class Edition(Record, frozen=True, dict=True):
    """One edition, as it was read.

    `nodes` holds every node in reading order, furniture and contents too: every word of every page is in exactly one.
    A parent comes before its children, except that a footnote may be anywhere.
    `pages` is how many pages the file has, or None where its format has no pages: then no node has a page.
    `reader` is "tagged" or "layout" for a PDF, else the name of the format ("docx", "html", "markdown").
    `status` is what the cover states ("draft", "for information", "in force"), `date` the date with it.
    `licence` names the licence that the guidance states ("Open Government Licence v3.0"), else None.
    `links_read` is False where the file has no link annotations at all, so that links cannot be compared.
    """

    title: str
    file: str
    sha256: str
    pages: int | None
    reader: str
    nodes: tuple[Node, ...]
    problems: tuple[Problem, ...] = ()
    status: str | None = None
    date: str | None = None
    licence: str | None = None
    publisher: str | None = None
    links_read: bool = True

    @cached_property
    def by_key(self) -> Mapping[str, Node]:
        """Every node by its key."""
        return MappingProxyType({node.key: node for node in self.nodes})

    @cached_property
    def content(self) -> tuple[Node, ...]:
        """The nodes that say something of their own, in reading order."""
        return tuple(node for node in self.nodes if node.kind.is_content)

    @cached_property
    def lacks_letters(self) -> bool:
        """Whether much of the text cannot be read: more than a tenth of its characters stand as U+FFFD."""
        text = "".join(node.text for node in self.content)
        return 10 * text.count("\ufffd") > len(text)

    @cached_property
    def cover(self) -> tuple[Node, ...]:
        """What is on the cover: the first page of several, with little text, no paragraph number, no contents list."""
        first = tuple(node for node in self.content if node.page == 1)
        body = any(node.is_numbered_paragraph for node in first) or any(
            node.page == 1 and node.kind is NodeKind.CONTENTS for node in self.nodes
        )
        return first if not body and is_cover([node.text for node in first], self.pages) else ()

    @cached_property
    def children(self) -> Mapping[str, tuple[Node, ...]]:
        """The content nodes that each node holds, by its key, in reading order; a node that holds none is left out."""
        held: dict[str, list[Node]] = {}
        for node in self.content:
            if node.parent is not None:
                held.setdefault(node.parent, []).append(node)
        return MappingProxyType({key: tuple(nodes) for key, nodes in held.items()})

    def ancestors(self, node: Node) -> tuple[Node, ...]:
        """The nodes that contain a node, outermost first, without itself."""
        chain: list[Node] = []
        parent = node.parent
        while parent is not None:
            holder = self.by_key[parent]
            chain.append(holder)
            parent = holder.parent
        return tuple(reversed(chain))

    def headings_above(self, node: Node) -> tuple[Node, ...]:
        """The headings above a node, outermost first; a heading is not above itself."""
        return tuple(holder for holder in self.ancestors(node) if holder.kind is NodeKind.HEADING)

    def section(self, node: Node) -> tuple[str, ...]:
        """The heading path of a node, outermost first, a heading's own text last."""
        own = (node.text,) if node.kind is NodeKind.HEADING else ()
        return tuple(heading.text for heading in self.headings_above(node)) + own

    def governing_paragraph(self, node: Node) -> Node | None:
        """The numbered paragraph that a node is, or is part of; None where there is none."""
        holders = (node, *reversed(self.ancestors(node)))
        return next((holder for holder in holders if holder.is_numbered_paragraph), None)

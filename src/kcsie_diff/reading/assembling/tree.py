"""The nodes of an edition from its blocks: sections, numbered paragraphs, items, footnotes and table rows.

Blocks are joined into units and table rows; each becomes a node under the heading, paragraph or item that holds it.
Tagged and untagged pages go the same way from here.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from kcsie_diff.language.labels import heading_number, is_bullet, is_decimal, number
from kcsie_diff.model.edition import CELL_BAR, FootnoteMark, Node, NodeKind, Place
from kcsie_diff.model.outline import OutlineBuilder
from kcsie_diff.reading.assembling.end_notes import with_end_notes
from kcsie_diff.reading.assembling.exponents import with_exponents
from kcsie_diff.reading.assembling.page_breaks import join, whole_rows
from kcsie_diff.reading.assembling.table_rows import Row, rows, unbox, with_tables
from kcsie_diff.reading.assembling.text_flow import Composed, Composer, boxes, composer, joined, note_label
from kcsie_diff.reading.page_model import PageBlock, Role

KINDS = {
    Role.HEADING: NodeKind.HEADING,
    Role.PARAGRAPH: NodeKind.PARAGRAPH,
    Role.ITEM: NodeKind.ITEM,
    Role.FOOTNOTE: NodeKind.FOOTNOTE,
    Role.CELL: NodeKind.PARAGRAPH,
    Role.FIGURE: NodeKind.FIGURE_TEXT,
    Role.CONTENTS: NodeKind.CONTENTS,
    Role.FURNITURE: NodeKind.FURNITURE,
    Role.UNPLACED: NodeKind.UNPLACED,
}

DEEPER = 5.0
"""Points. Left edges further apart than this belong to different depths of a list: labels set right-aligned under each
other ("9.", "10.") differ by less, and no list is indented by less."""

INDENTED = 30.0
"""Points. A number further right of the body's edge than this is an item's, not a paragraph's: numbered paragraphs
begin at the edge or hang a little inside it, and the first depth of a list is set half an inch (36 points) in."""

NARROW = 60.0
"""Points. No column of text is narrower: a block that is may be a number in the margin."""


def assemble(blocks: Sequence[PageBlock], labels: Sequence[str] = ()) -> tuple[Node, ...]:
    """The nodes of an edition from all its blocks in reading order; `labels` are the printed page labels.

    Every word of every block is in exactly one node.
    """
    blocks = with_exponents(with_end_notes(unbox(tuple(with_tables(blocks)))))
    headings = (block.text.strip() for block in blocks if block.role is Role.HEADING and block.label is None)
    counts = {split[0] for text in headings if (split := heading_number(text, bare=True))}
    # Headings counted 1, 2, 3 without a stop say that the figure in "7 Key States" is a number.
    tree = Tree(composer(blocks), tuple(labels), _margins(blocks), bare={"1", "2", "3"} <= counts)
    for part in join(whole_rows(rows(blocks))):
        tree.take(part)
    return tree.outline.nodes()


def _margins(blocks: Iterable[PageBlock]) -> tuple[float, float]:
    """The left edge of the body of even and of odd pages, in points: where most headings and paragraphs begin."""
    lefts: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    for block in blocks:
        if block.role in (Role.HEADING, Role.PARAGRAPH) and block.cell is None:
            lefts[block.page % 2][round(_label_left(block))] += 1
    both = (lefts[0] + lefts[1]).most_common(1)
    common = both[0][0] if both else 0
    even, odd = (count.most_common(1)[0][0] if count else common for count in lefts)
    return float(even), float(odd)


def _label_left(block: PageBlock) -> float:
    """The left edge of a block with its label."""
    return block.left if block.label_left is None else min(block.left, block.label_left)


class Tree:
    """The outline of an edition, built from units: finds the kind and the depth of each."""

    def __init__(
        self, composer: Composer, labels: Sequence[str], margins: tuple[float, float], *, bare: bool = False
    ) -> None:
        self.composer, self.labels, self.margins, self.bare = composer, labels, margins, bare
        self.outline = OutlineBuilder()
        self._paragraph: Node | None = None
        self._item_lefts: list[float] = []
        self._before: PageBlock | None = None
        self._column: tuple[int, float, float] | None = None
        self._counting = 0

    def take(self, part: Sequence[PageBlock] | Row) -> None:
        """Add a unit or a table row to the outline."""
        if isinstance(part, Row):
            self._take_row(part)
            return
        head = part[0]
        for block in part:
            self._enter_column(block)
        kind = self._kind(head)
        composed = self.composer.compose(part)
        if not composed.text and not head.label and not head.alt and not composed.raw.strip():
            return
        match kind:
            case NodeKind.HEADING:
                split = None if head.label else heading_number(composed.text, bare=self.bare)
                if split:
                    composed = composed.from_character(len(composed.text) - len(split[1]))
                self._add(part, kind, composed, label=split[0] if split else None)
                self._paragraph, self._counting = None, 0
                self._item_lefts.clear()
            case NodeKind.ITEM:
                left = self._left(head)
                while self._item_lefts and left < self._item_lefts[-1] + DEEPER:
                    self._item_lefts.pop()
                self._item_lefts.append(left)
                self._add(part, kind, composed, depth=len(self._item_lefts))
            case _:
                node = self._add(part, kind, composed)
                if kind is NodeKind.PARAGRAPH:
                    self._paragraph = node
                    self._item_lefts.clear()

    def _kind(self, head: PageBlock) -> NodeKind:
        """What a unit is: a count in figures at the body's edge makes a paragraph, every other label an item."""
        if head.role not in (Role.PARAGRAPH, Role.ITEM, Role.CELL):
            return KINDS[head.role]
        if head.label is None:
            return NodeKind.PARAGRAPH
        if is_bullet(head.label) or not is_decimal(head.label) or number(head.label) == head.label.strip().rstrip(")"):
            # "2.13" without a stop behind it still numbers a paragraph, if it is at the body's edge.
            inner_stop = "." in head.label.strip("().")
            return NodeKind.PARAGRAPH if inner_stop and self._left(head) <= INDENTED else NodeKind.ITEM
        return NodeKind.ITEM if self._counts_items(head) else NodeKind.PARAGRAPH

    def _counts_items(self, head: PageBlock) -> bool:
        """Whether a number counts the items of a list: indented, or 1, 2, 3 after a paragraph that introduces them."""
        label = number(head.label) or ""
        value = int(label) if label.isdigit() else 0
        indented, above = self._left(head) > INDENTED, self._paragraph
        introduced = value == 1 and above is not None and above.number is not None and above.text.endswith(":")
        goes_on = self._counting > 0 and value == self._counting + 1
        self._counting = value if (introduced or goes_on) and not indented else 0
        return indented or self._counting > 0

    def _left(self, block: PageBlock) -> float:
        """The left edge of a block with its label, from the edge of the body, or of its column right of the first."""
        left = _label_left(block)
        if self._column is not None and self._column[0] == block.page and left >= self._column[1]:
            return left - self._column[2]
        return left - self.margins[block.page % 2]

    def _enter_column(self, block: PageBlock) -> None:
        """Keep the page, the gutter and the left edge of a further column, which begins beside and above the last text.

        Its edge is that of the block furthest left in it so far.
        """
        in_text = block.role in (Role.HEADING, Role.PARAGRAPH, Role.ITEM) and block.cell is None
        if not in_text or block.right - block.left < NARROW:
            return
        before, left = self._before, _label_left(block)
        if before is not None and before.page == block.page and block.bottom < before.top and left >= before.right:
            self._column = block.page, before.right, left
        elif self._column is not None and self._column[0] == block.page and left >= self._column[1]:
            self._column = *self._column[:2], min(left, self._column[2])
        self._before = block

    def _take_row(self, row: Row) -> None:
        cells = [self._cell(row.cells.get(column, ())) for column in range(row.columns)]
        texts = tuple(cell.text for cell in cells)
        whole = joined(cells, CELL_BAR, CELL_BAR)
        self._add(row, NodeKind.TABLE_ROW, whole, cells=texts)
        self._item_lefts.clear()

    def _cell(self, blocks: Sequence[PageBlock]) -> Composed:
        """The text of a cell: its paragraphs and items one after the other, with their counts but not their bullets."""
        parts = []
        for block in blocks:
            label = f"{block.label} " if block.label and not is_bullet(block.label) else ""
            parts.append(joined((Composed(label, "", (), ()), self.composer.compose([block])), "", ""))
        return joined(parts, " ", "\n")

    def _add(
        self,
        part: Sequence[PageBlock] | Row,
        kind: NodeKind,
        composed: Composed,
        *,
        depth: int = 0,
        label: str | None = None,
        cells: tuple[str, ...] = (),
    ) -> Node:
        blocks = part.blocks if isinstance(part, Row) else part
        head = blocks[0]
        pages = tuple(sorted({block.page for block in blocks}))
        if not isinstance(part, Row):
            label = label or (note_label(head) if kind is NodeKind.FOOTNOTE else number(head.label))
        node = Node(
            key="",
            kind=kind,
            text=composed.text,
            place=Place(pages, self.labels[pages[0] - 1] if pages[0] <= len(self.labels) else None, boxes(blocks)),
            raw=composed.raw,
            number=label,
            level=min(6, max(1, head.level or 2)) if kind is NodeKind.HEADING else None,
            cells=cells,
            covered=part.covered if isinstance(part, Row) else (),
            alt=head.alt,
            links=composed.links,
            marks=tuple(FootnoteMark(mark.label, mark.at) for mark in composed.marks),
        )
        return self.outline.add(node, depth, [mark.page for mark in composed.marks])

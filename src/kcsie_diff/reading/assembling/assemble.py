"""Blocks -> the nodes of an edition: sections, numbered paragraphs, items, footnotes, table rows.

Tagged and untagged pages end here alike.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kcsie_diff.language.labels import number
from kcsie_diff.model.edition import Node
from kcsie_diff.reading.assembling import table_rows as tables
from kcsie_diff.reading.assembling.hyphens import learn
from kcsie_diff.reading.assembling.page_breaks import join
from kcsie_diff.reading.assembling.text_flow import Composer
from kcsie_diff.reading.assembling.tree import Tree
from kcsie_diff.reading.page_model import LINE_HYPHEN, Block, Role


def assemble(blocks: Sequence[Block], labels: Sequence[str] = ()) -> tuple[Node, ...]:
    """The nodes of an edition from all its blocks in reading order; `labels` are the printed page labels.

    Every word of every block stands in exactly one node.
    """
    blocks = tables.unbox(blocks)
    tree = Tree(_composer(blocks), tuple(labels), _margins(blocks))
    for part in join(tables.rows(blocks)):
        tree.take(part)
    return tree.outline.nodes()


def _composer(blocks: Sequence[Block]) -> Composer:
    lines = [line for block in blocks for line in block.lines]
    ends = [
        (line.text.rstrip()[:-1], following.text.lstrip())
        for line, following in pairwise(lines)
        if line.text.rstrip()[-1:] == LINE_HYPHEN
    ]
    return Composer(learn((line.text for line in lines), ends), frozenset(_note_labels(blocks)))


def _note_labels(blocks: Iterable[Block]) -> Iterable[str]:
    """The labels that a mark in the text may bear: those of footnotes, and of notes under a figure or table."""
    for block in blocks:
        told = number(block.label)
        if told and (block.role is Role.FOOTNOTE or (block.role is Role.ITEM and told == block.label)):
            yield told


def _margins(blocks: Iterable[Block]) -> tuple[float, float]:
    """The left edge of the body of even and of odd pages: where most headings and paragraphs begin."""
    lefts: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    for block in blocks:
        if block.role in (Role.HEADING, Role.PARAGRAPH) and block.cell is None:
            left = block.left if block.label_left is None else min(block.left, block.label_left)
            lefts[block.page % 2][round(left)] += 1
    both = (lefts[0] + lefts[1]).most_common(1)
    common = both[0][0] if both else 0
    even, odd = (count.most_common(1)[0][0] if count else common for count in lefts)
    return float(even), float(odd)

"""Merged cells: what a cell says in the rows into which it reaches, where their partners say it in cells of their own.

An edition has the text of a merged cell in the row where it begins. If the other edition has a cell of its own in a row
below, the two are compared as a reader of the pages would: by what stands beside the row.
"""

from collections.abc import Iterable, Iterator, Mapping

from kcsie_diff.model.alignment import Match
from kcsie_diff.model.edition import CELL_BAR, Edition, FootnoteMark, Link, Node
from kcsie_diff.records import replace

Values = Mapping[str, Mapping[int, str]]
"""The text of merged cells by the key of a row into which they reach, and by its column there."""


def with_merged_cells(
    old: Edition, new: Edition, matches: Iterable[Match]
) -> tuple[Edition, Edition, tuple[Match, ...]]:
    """The editions and matches, a merged cell written again into each row whose partner has a cell of its own there."""
    values = merged_values(old), merged_values(new)
    made: tuple[dict[str, Node], dict[str, Node]] = ({}, {})
    found = tuple(matches)
    if not any(values):
        return old, new, found
    for match in found:
        if len(match.old) == len(match.new) == 1:
            rows = match.old[0], match.new[0]
            for own, other in ((0, 1), (1, 0)):
                filled = _filled(rows[own], rows[other], values[own].get(rows[own].key, {}))
                if filled is not rows[own]:
                    made[own][filled.key] = filled
    old, new = (
        replace(edition, nodes=tuple(filled.get(node.key, node) for node in edition.nodes)) if filled else edition
        for edition, filled in zip((old, new), made, strict=True)
    )
    return old, new, tuple(_with_rows(match, *made) for match in found)


def merged_values(edition: Edition) -> Values:
    """What the merged cells of an edition say in the rows below the one where each begins."""
    return {node.key: held for node, held in _values(edition.content) if held}


def _values(content: Iterable[Node]) -> Iterator[tuple[Node, dict[int, str]]]:
    said: dict[int, str] = {}
    for node in content:
        if node.cells:
            said |= {column: text for column, text in enumerate(node.cells) if column not in node.covered}
            yield node, {column: said[column] for column in node.covered if said.get(column)}


def _filled(row: Node, partner: Node, values: Mapping[int, str]) -> Node:
    """A row with the text of each merged cell whose column has a cell of its own in the partner."""
    if len(row.cells) != len(partner.cells):
        return row
    for column, text in values.items():
        if partner.cells[column] and column not in partner.covered:
            row = _with_cell(row, column, text)
    return row


def _with_cell(row: Node, column: int, text: str) -> Node:
    """A row with a text in an empty cell; what stands after it moves on."""
    at = len(CELL_BAR.join((*row.cells[:column], "")))
    cells = (*row.cells[:column], text, *row.cells[column + 1 :])
    links = (
        link if link.at is None or link.at < at else Link(link.text, link.target, link.at + len(text))
        for link in row.links
    )
    marks = (mark if mark.at < at else FootnoteMark(mark.label, mark.at + len(text), mark.key) for mark in row.marks)
    return replace(row, text=CELL_BAR.join(cells), cells=cells, links=tuple(links), marks=tuple(marks))


def _with_rows(match: Match, old: Mapping[str, Node], new: Mapping[str, Node]) -> Match:
    if len(match.old) == len(match.new) == 1 and (match.old[0].key in old or match.new[0].key in new):
        one, other = match.old[0], match.new[0]
        return replace(match, old=(old.get(one.key, one),), new=(new.get(other.key, other),))
    return match

"""Concordance: where every numbered paragraph went, for a policy that cites paragraph 145.

Input: the differences and matches of two editions. Output: rows of old and new numbers.
"""

from collections.abc import Iterator, Sequence

from kcsie_diff.differing.context import EditionPair
from kcsie_diff.model.alignment import Difference
from kcsie_diff.model.comparison import ChangeKind, ConcordanceRow
from kcsie_diff.model.edition import Edition, Node, NodeKind

_STATUS = {
    ChangeKind.ADDED: "added",
    ChangeKind.REMOVED: "removed",
    ChangeKind.REWORDED: "reworded",
    ChangeKind.RETITLED: "reworded",
    ChangeKind.SPLIT: "split",
    ChangeKind.MERGED: "merged",
    ChangeKind.MOVED: "same",
    ChangeKind.LINK: "same",
}


def list_concordance(differences: Sequence[Difference], editions: EditionPair) -> tuple[ConcordanceRow, ...]:
    """A row for every numbered paragraph of either edition, in the order of the matches, then those out of scope.

    A paragraph that was split has a row for each part, paragraphs that were merged one each. `change` is the index of
    the difference as text.
    """
    new_indices = {node.key: n for n, difference in enumerate(differences) for node in difference.new}
    old_indices = {node.key: n for n, difference in enumerate(differences) for node in difference.old}
    rows: list[ConcordanceRow] = []
    for match in editions.matches:
        at = new_indices.get(match.new[0].key) if match.new else old_indices.get(match.old[0].key)
        status = "same" if at is None else _STATUS[differences[at].kind]
        for old, new in _partners(_numbered(match.old), _numbered(match.new)):
            rows.append(_row(old, new or _unnumbered(match.new), editions, (status, None if at is None else str(at))))
    return (*rows, *_out_of_scope(editions))


def _numbered(nodes: Sequence[Node]) -> tuple[Node, ...]:
    return tuple(node for node in nodes if node.kind is NodeKind.PARAGRAPH and node.number)


def _unnumbered(nodes: Sequence[Node]) -> Node | None:
    """What a paragraph that lost its number became."""
    return nodes[0] if nodes else None


def _partners(old: Sequence[Node], new: Sequence[Node]) -> Iterator[tuple[Node | None, Node | None]]:
    """Each node of the longer side with the one at its place on the other, or the last one there."""
    for n in range(max(len(old), len(new))):
        yield (
            old[min(n, len(old) - 1)] if old else None,
            new[min(n, len(new) - 1)] if new else None,
        )


def _row(old: Node | None, new: Node | None, editions: EditionPair, outcome: tuple[str, str | None]) -> ConcordanceRow:
    status, change = outcome
    return ConcordanceRow(
        old=old.number if old else None,
        new=new.number if new and new.kind is NodeKind.PARAGRAPH else None,
        old_key=old.key if old else None,
        new_key=new.key if new else None,
        section=_part(editions.new, new) if new else _part(editions.old, old) if old else "",
        status=status,
        change=change,
    )


def _part(edition: Edition, node: Node) -> str:
    """The outermost heading that a node stands under, or nothing."""
    path = edition.section(node)
    return path[0] if path else ""


def _out_of_scope(editions: EditionPair) -> Iterator[ConcordanceRow]:
    known = {node.key for match in editions.matches for node in match.old}
    for node in _numbered(editions.old.content):
        if node.key not in known:
            yield _row(node, None, editions, ("out_of_scope", None))
    known = {node.key for match in editions.matches for node in match.new}
    for node in _numbered(editions.new.content):
        if node.key not in known:
            yield _row(None, node, editions, ("out_of_scope", None))

"""Concordance: where every numbered or labelled passage went, for a policy that cites paragraph 145 or V2.1.3.

Input: the differences and matches of two editions. Output: rows of old and new numbers.
"""

from collections.abc import Iterator, Mapping, Sequence

from kcsie_diff.differing.context import EditionPair
from kcsie_diff.language.references import OwnLabel
from kcsie_diff.model.alignment import Difference
from kcsie_diff.model.comparison import ChangeKind
from kcsie_diff.model.edition import Edition, Node, NodeKind
from kcsie_diff.model.numbering import ConcordanceRow
from kcsie_diff.records import replace

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
    """A row for every numbered paragraph and every passage with a label of its own, such as "V2.1.3" or "AC-2".

    They are in the order of the matches, those out of scope last.

    A paragraph that was split has a row for each part, paragraphs that were merged one each. Its status covers what
    stands under it: its items and footnotes, and the text without a number that follows it. `change` and
    `changes_below` are indices of differences as text.
    """
    table = _Concordance(differences, editions)
    rows: list[ConcordanceRow] = []
    for match in editions.matches:
        at = table.at[1].get(match.new[0].key) if match.new else table.at[0].get(match.old[0].key)
        olds, news = table.numbered(0, match.old), table.numbered(1, match.new)
        # Each node of the longer side goes with the one at its place on the other, or the last one there.
        for n in range(max(len(olds), len(news))):
            old = olds[min(n, len(olds) - 1)] if olds else None
            new = news[min(n, len(news) - 1)] if news else next(iter(match.new), None)
            rows.append(table.row(old, new, at))
    return (*rows, *table.out_of_scope())


class _Concordance:
    """The rows of a concordance, with the differences at and under each node of both editions."""

    def __init__(self, differences: Sequence[Difference], editions: EditionPair) -> None:
        self.differences = differences
        self.editions = editions
        self.holders = _holders(editions.old), _holders(editions.new)
        self.numbers = _numbers(editions.old, editions.labels[0]), _numbers(editions.new, editions.labels[1])
        self.at: tuple[dict[str, int], dict[str, int]] = {}, {}
        self.below: tuple[dict[str, list[int]], dict[str, list[int]]] = {}, {}
        for n, difference in enumerate(differences):
            for side, nodes in enumerate((difference.old, difference.new)):
                for node in nodes:
                    self.at[side][node.key] = n
                    for holder in self.holders[side].get(node.key, ()):
                        self.below[side].setdefault(holder, []).append(n)

    def numbered(self, side: int, nodes: Sequence[Node]) -> tuple[Node, ...]:
        """Those of some nodes of the old (0) or new (1) edition that have a number or a label."""
        return tuple(node for node in nodes if node.key in self.numbers[side])

    def row(self, old: Node | None, new: Node | None, at: int | None) -> ConcordanceRow:
        """The row of two partners, one of which may be missing."""
        below = [
            n for side, node in enumerate((old, new)) if node for n in self.below[side].get(node.key, ()) if n != at
        ]
        under = tuple(str(n) for n in sorted(set(below)))
        status = "same" if at is None else _STATUS[self.differences[at].kind]
        if status == "same" and under:
            status = "below"
        number, ordinal = self.numbers[1].get(new.key) if new else None, None
        if new and number is None:  # it became an item, or text without a number
            holders = (self.editions.new.by_key[key] for key in self.holders[1].get(new.key, ()))
            number = next((holder.number for holder in holders if holder.is_numbered_paragraph), None)
            ordinal = new.ordinal if new.kind is NodeKind.ITEM else None
            status = "item" if number else status
        # The outermost heading that it stands under is its section.
        path = self.editions.new.section(new) if new else self.editions.old.section(old) if old else ()
        return ConcordanceRow(
            old=self.numbers[0][old.key] if old else None,
            new=number,
            old_key=old.key if old else None,
            new_key=new.key if new else None,
            section=next(iter(path), ""),
            status=status,
            change=None if at is None else str(at),
            new_ordinal=ordinal,
            changes_below=under,
        )

    def out_of_scope(self) -> Iterator[ConcordanceRow]:
        """A row for each numbered paragraph that stands in no match."""
        for side, edition in enumerate((self.editions.old, self.editions.new)):
            known = {node.key for match in self.editions.matches for node in (match.new if side else match.old)}
            for node in self.numbered(side, edition.content):
                if node.key not in known:
                    row = self.row(None if side else node, node if side else None, None)
                    yield replace(row, status="out_of_scope")


def _holders(edition: Edition) -> dict[str, tuple[str, ...]]:
    """For each node the keys of what it stands under, innermost first, headings apart.

    Text without a number stands under the numbered paragraph before it, up to the next heading. Must not take in a
    note between a heading and the first numbered paragraph under it.
    """
    found: dict[str, tuple[str, ...]] = {}
    before: Node | None = None
    for node in edition.content:
        if node.kind is NodeKind.HEADING:
            before = None
        elif node.is_numbered_paragraph:
            before = node
        elif node.kind not in (NodeKind.FOOTNOTE, NodeKind.UNPLACED):
            above = [one for one in reversed(edition.ancestors(node)) if one.kind is not NodeKind.HEADING]
            if before is not None and not any(one.is_numbered_paragraph for one in above):
                above.append(before)
            found[node.key] = tuple(one.key for one in above)
    for node in edition.content:
        if node.kind is NodeKind.FOOTNOTE and node.parent:
            found[node.key] = (node.parent, *found.get(node.parent, ()))
    return found


def _numbers(edition: Edition, labels: Mapping[str, OwnLabel]) -> dict[str, str]:
    """The number of each numbered paragraph, and each label that names a passage other than a heading, by key."""
    found = {
        key: label.label
        for key, label in labels.items()
        if label.is_unique and edition.by_key[key].kind is not NodeKind.HEADING
    }
    return found | {node.key: node.number or "" for node in edition.content if node.is_numbered_paragraph}

"""Neighbouring differences that a person would tell as one, in the order in which a reader meets them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kcsie_diff.aligning.counterparts import Counterparts
from kcsie_diff.aligning.judging import Judgement
from kcsie_diff.alignment import Difference
from kcsie_diff.comparison import ChangeKind, Segment, SegmentOp
from kcsie_diff.edition import Edition, Node, NodeKind


def in_reading_order(judgements: Iterable[Judgement], who: Counterparts) -> tuple[Judgement, ...]:
    """In the order of the new edition; what was removed stands where its old neighbours went."""
    new_place = {node.key: n for n, node in enumerate(who.new.content)}
    old_place = {node.key: n for n, node in enumerate(who.old.content)}
    went: list[int] = []  # by old place: where the nearest node before it that stayed went
    last = -1
    moved = {node.key for pair in who.pairs if pair.moved for node in pair.old}
    for node in who.old.content:
        partners = who.of_old(node)
        if partners and node.key not in moved:
            last = new_place[partners[-1].key]
        went.append(last)

    def place(judgement: Judgement) -> tuple[int, int, int]:
        if judgement.pair.new:
            return new_place[judgement.pair.new[0].key], 0, 0
        at = old_place[judgement.pair.old[0].key]
        return went[at], 1, at

    return tuple(sorted(judgements, key=place))


def group(differences: Sequence[Difference], who: Counterparts) -> tuple[Difference, ...]:
    """Differences in order, those that belong together made one where the first of them stands.

    Together belong: what was added (or removed, or moved without a change of words) under a heading, paragraph or item
    of which the same is true, and the rows of a table of which all were. Two paragraphs under a heading that stayed are
    two changes, and so are two items of a list that stayed.
    """
    roots = {
        **_roots(differences, ChangeKind.ADDED, who.new),
        **_roots(differences, ChangeKind.REMOVED, who.old),
        **_roots(differences, ChangeKind.MOVED, who.new),
    }
    members: dict[tuple[ChangeKind, str], list[Difference]] = {}
    for difference in differences:
        members.setdefault(_group_of(difference, roots), []).append(difference)
    return tuple(_joined(together) for together in members.values())


def _group_of(difference: Difference, roots: Mapping[tuple[ChangeKind, str], str]) -> tuple[ChangeKind, str]:
    own = difference.kind, _first(difference).key
    return difference.kind, roots.get(own, own[1])


def _first(difference: Difference) -> Node:
    return (difference.new or difference.old)[0]


def _roots(differences: Sequence[Difference], kind: ChangeKind, edition: Edition) -> dict[tuple[ChangeKind, str], str]:
    """For each node of the differences of a kind the outermost node above it, without a break, that is one of them."""
    nodes = {_first(difference).key: _first(difference) for difference in differences if difference.kind is kind}
    first_rows = _whole_tables(edition, nodes) if kind is not ChangeKind.MOVED else {}
    return {(kind, key): _root(edition, edition.by_key[first_rows.get(key, key)], nodes) for key in nodes}


def _root(edition: Edition, node: Node, nodes: Mapping[str, Node]) -> str:
    top = node.key
    for holder in reversed(edition.ancestors(node)):
        if holder.key not in nodes:
            break
        top = holder.key
    return top


def _whole_tables(edition: Edition, nodes: Mapping[str, Node]) -> dict[str, str]:
    """The key of a table's first row for each of its rows, of tables all of whose rows are among the nodes."""
    found: dict[str, str] = {}
    run: list[Node] = []
    for node in (*edition.content, None):
        if node and node.kind is NodeKind.TABLE_ROW and (not run or run[-1].parent == node.parent):
            run.append(node)
            continue
        if all(row.key in nodes for row in run):
            found.update({row.key: run[0].key for row in run})
        run = [node] if node and node.kind is NodeKind.TABLE_ROW else []
    return found


def _joined(differences: Sequence[Difference]) -> Difference:
    """Several differences of one kind as one: their nodes, and their segments with a space between the nodes."""
    first = differences[0]
    if len(differences) == 1:
        return first
    segments: list[Segment] = []
    for n, difference in enumerate(differences):
        space = " " if n + 1 < len(differences) else ""
        segments += [_spaced(segment, space) for segment in difference.segments]
    rules = {difference.editorial for difference in differences}
    return replace(
        first,
        old=tuple(node for difference in differences for node in difference.old),
        new=tuple(node for difference in differences for node in difference.new),
        segments=_one_keep(segments) if first.kind is ChangeKind.MOVED else tuple(segments),
        links=tuple(link for difference in differences for link in difference.links),
        editorial=first.editorial if len(rules) == 1 else None,
    )


def _spaced(segment: Segment, space: str) -> Segment:
    return replace(segment, text=segment.text + space, old=None if segment.old is None else segment.old + space)


def _one_keep(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    new = "".join(segment.text for segment in segments)
    old = "".join(segment.text if segment.old is None else segment.old for segment in segments)
    return (Segment(SegmentOp.KEEP, new, old if old != new else None),)

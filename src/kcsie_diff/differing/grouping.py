"""Grouping: differences that a person would report as one, joined into one.

Input: differences in reading order. Output: fewer differences, each where the first of its group was.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kcsie_diff.differing.context import EditionPair
from kcsie_diff.differing.differences import text_of
from kcsie_diff.language.addresses import canonical_address, host_of
from kcsie_diff.model.alignment import Difference
from kcsie_diff.model.comparison import ChangeKind, Explanation, Segment, SegmentOp
from kcsie_diff.model.edition import Edition, Node, NodeKind
from kcsie_diff.records import replace

# In passages: a report of one change is read at a glance up to about a dozen; longer ones are parted after ten.
_LONGEST, _PASSAGES = 12, 10
# As many links from one host to another are a move of the site, reported once.
_SITE_MOVED = 3


def group(differences: Sequence[Difference], editions: EditionPair) -> tuple[Difference, ...]:
    """Differences in order, with those that belong together made one in the place of the first.

    Together belong: what was added (or removed, or moved without a change of words) under a heading, paragraph or item
    of which the same is true, and the rows of a table of which all were. Two paragraphs under a heading that stayed are
    two changes, and so are two items of a list that stayed. The publisher's own table of changes is one change. What is
    too long to be read as one is parted at its headings, where pages do not touch, and after ten passages.
    """
    roots = {
        **_roots(differences, ChangeKind.ADDED, editions.new),
        **_roots(differences, ChangeKind.REMOVED, editions.old),
        **_moved_roots(differences, editions),
    }
    members: dict[tuple[ChangeKind | str, str], list[Difference]] = {}
    for difference in differences:
        nodes = (*difference.old, *difference.new)
        rows = difference.spans and all(node.kind is NodeKind.TABLE_ROW for node in nodes)
        of_table = rows and editions.about_revision(nodes) and not editions.on_cover(nodes)
        own = _first(difference).key
        one = ("revision-table", "") if of_table else (difference.kind, roots.get((difference.kind, own), own))
        members.setdefault(one, []).append(difference)
    return tuple(
        _joined(part)
        for (kind, _), together in members.items()
        for part in (_parts(together) if kind in (ChangeKind.ADDED, ChangeKind.REMOVED) else (together,))
    )


def join_moved_sites(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """The same differences, with the links of a whole site that moved from one host to another reported once.

    Matches pure link changes from one host to another, three or more of them, and as many from one address to one other
    on the same host. Must not match different pages that stay on a host.
    """
    sites = [_site(difference) for difference in differences]
    counts: Counter[tuple[str, str] | None] = Counter(site for site in sites if site)
    result: list[Difference] = []
    for n, site in enumerate(sites):
        if counts[site] < _SITE_MOVED:
            result.append(differences[n])
        elif sites.index(site) == n:
            together = [difference for difference, other in zip(differences, sites, strict=True) if other == site]
            result.append(replace(_joined(together), explanation=Explanation("site-moved")))
    return tuple(result)


def _site(difference: Difference) -> tuple[str, str] | None:
    """The old and the new target of the links of a pure link change: hosts, or addresses on one host."""
    if difference.kind is not ChangeKind.LINK:
        return None
    sites: set[tuple[str, str]] = set()
    for change in difference.links:
        old, new = change.old or "", change.new or ""
        hosts = host_of(old), host_of(new)
        sites.add(hosts if hosts[0] != hosts[1] else (canonical_address(old) or "", canonical_address(new) or ""))
    return sites.pop() if len(sites) == 1 else None


def _parts(differences: Sequence[Difference]) -> Iterator[Sequence[Difference]]:
    """What was added, or removed, together: as one if it is short, else in parts of about one thing each."""
    if len(differences) <= _LONGEST:
        yield differences
        return
    part = [differences[0]]
    for before, difference in pairwise(differences):
        is_heading = _first(difference).kind is NodeKind.HEADING and _first(before).kind is not NodeKind.HEADING
        pages, earlier = _first(difference).place.pages, _first(before).place.pages
        apart = bool(pages and earlier) and not earlier[-1] <= pages[0] <= earlier[-1] + 1
        if is_heading or apart or len(part) == _PASSAGES:
            yield part
            part = []
        part.append(difference)
    yield part


def _first(difference: Difference) -> Node:
    return (difference.new or difference.old)[0]


def _roots(differences: Sequence[Difference], kind: ChangeKind, edition: Edition) -> dict[tuple[ChangeKind, str], str]:
    """The outermost node above each node of the differences of a kind that is one of them, without a break."""
    nodes = {_first(difference).key: _first(difference) for difference in differences if difference.kind is kind}
    first_rows = _whole_tables(edition, nodes)
    return {(kind, key): _root(edition, edition.by_key[first_rows.get(key, key)], nodes) for key in nodes}


def _moved_roots(differences: Sequence[Difference], editions: EditionPair) -> dict[tuple[ChangeKind, str], str]:
    """The same for what moved: it joins only what it was under before and is under now."""
    moved = [difference for difference in differences if difference.kind is ChangeKind.MOVED]
    old, new = {d.old[0].key: d.old[0] for d in moved}, {d.new[0].key: d.new[0] for d in moved}
    return {
        (ChangeKind.MOVED, d.new[0].key): f"{_root(editions.old, d.old[0], old)} {_root(editions.new, d.new[0], new)}"
        for d in moved
    }


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
    """Several differences as one: their nodes, and their segments with a space between the nodes of each side."""
    first = differences[0]
    if len(differences) == 1:
        return first
    old = tuple(node for difference in differences for node in difference.old)
    new = tuple(node for difference in differences for node in difference.new)
    kinds = {difference.kind for difference in differences}
    unchanged = kinds <= {ChangeKind.MOVED, ChangeKind.LINK}
    return replace(
        first,
        kind=first.kind if len(kinds) == 1 else ChangeKind.REWORDED,
        moved=all(difference.moved for difference in differences),
        old=old,
        new=new,
        segments=(Segment.kept(text_of(old), text_of(new)),) if unchanged else _joined_segments(differences),
        links=tuple(link for difference in differences for link in difference.links),
        spans=tuple(span for difference in differences for span in difference.spans),
    )


def _joined_segments(differences: Sequence[Difference]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    seen_old = seen_new = False
    for difference in differences:
        spaced = (seen_old and bool(difference.old), seen_new and bool(difference.new))
        segments += difference.segments
        if any(spaced):
            op = SegmentOp.KEEP if all(spaced) else SegmentOp.CUT if spaced[0] else SegmentOp.ADD
            _put_space(segments, len(segments) - len(difference.segments), op)
        seen_old, seen_new = seen_old or bool(difference.old), seen_new or bool(difference.new)
    return tuple(segments)


def _put_space(segments: list[Segment], at: int, op: SegmentOp) -> None:
    """Put a space between two segments: in the one before or after, whichever is of that kind, else on its own."""
    before, behind = segments[at - 1], segments[at]
    if before.op is op:
        segments[at - 1] = replace(before, text=f"{before.text} ", old=before.old and f"{before.old} ")
    elif behind.op is op:
        segments[at] = replace(behind, text=f" {behind.text}", old=behind.old and f" {behind.old}")
    else:
        segments.insert(at, Segment(op, " "))

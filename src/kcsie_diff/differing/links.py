"""Changed links: links with another target under the same words.

Input: the nodes of a match. Output: link changes; those of a whole site that moved are joined into one difference.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from kcsie_diff.language.addresses import canonical_address, host_of
from kcsie_diff.language.normalise import fold
from kcsie_diff.model.alignment import Difference
from kcsie_diff.model.comparison import ChangeKind, Explanation, LinkChange, Segment, SegmentOp
from kcsie_diff.model.edition import Link, Node

# As many links from one host to another are a move of the site, reported once.
SITE_MOVED = 3


def changed_links(old: Sequence[Node], new: Sequence[Node]) -> tuple[LinkChange, ...]:
    """The links of a pair whose target differs under the same words, in the order of the new nodes.

    A link that only one side has is none of them: its words are cut or added, or its file lacks the annotation.
    """
    if [(a.text, a.target) for node in old for a in node.links] == [
        (b.text, b.target) for node in new for b in node.links
    ]:
        return ()
    before, after = _by_words(old), _by_words(new)
    changes: list[LinkChange] = []
    for text, links in after.items():
        gone = _without(before.get(text, ()), links)
        come = _without(links, before.get(text, ()))
        changes += [LinkChange(b.text, a.target, b.target) for a, b in zip(gone, come, strict=False)]
    return tuple(changes)


def _by_words(nodes: Iterable[Node]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for node in nodes:
        for link in node.links:
            if fold(link.text) and canonical_address(link.target) is not None:
                found.setdefault(fold(link.text), []).append(link)
    return found


def _without(links: Iterable[Link], others: Iterable[Link]) -> list[Link]:
    """The links whose address the others do not have."""
    known = Counter(canonical_address(link.target) for link in others)
    return [link for link in links if not known[canonical_address(link.target)]]


def join_moved_sites(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """The same differences, with the links of a whole site that moved from one host to another reported once.

    Matches pure link changes from one host to another, three or more of them, and as many from one address to one other
    on the same host. Must not match different pages that stay on a host.
    """
    sites = Counter(site for difference in differences if (site := _site(difference)))
    moved = {site for site, count in sites.items() if count >= SITE_MOVED}
    result: list[Difference] = []
    for difference in differences:
        site = _site(difference)
        if site is None or site not in moved:
            result.append(difference)
        elif all(_site(earlier) != site for earlier in result):
            result.append(_joined([other for other in differences if _site(other) == site]))
    return tuple(result)


def _site(difference: Difference) -> tuple[str, str] | None:
    """The old and the new target of the links of a pure link change: hosts, or addresses on one host."""
    if difference.kind is not ChangeKind.LINK:
        return None
    sites = {_way(change) for change in difference.links}
    return sites.pop() if len(sites) == 1 else None


def _way(change: LinkChange) -> tuple[str, str]:
    old, new = change.old or "", change.new or ""
    if host_of(old) != host_of(new):
        return host_of(old), host_of(new)
    return canonical_address(old) or "", canonical_address(new) or ""


def _joined(differences: Sequence[Difference]) -> Difference:
    old = tuple(node for difference in differences for node in difference.old)
    new = tuple(node for difference in differences for node in difference.new)
    before, after = (" ".join(node.text for node in side) for side in (old, new))
    return Difference(
        kind=ChangeKind.LINK,
        moved=False,
        old=old,
        new=new,
        segments=(Segment(SegmentOp.KEEP, after, before if before != after else None),),
        explanation=Explanation("site-moved"),
        links=tuple(change for difference in differences for change in difference.links),
    )

"""Links whose target changed under words that stayed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from kcsie_diff.language.normalise import fold
from kcsie_diff.model.alignment import Difference
from kcsie_diff.model.comparison import ChangeKind, Explanation, LinkChange, Segment, SegmentOp
from kcsie_diff.model.edition import Link, Node

_COMPARED = ("http", "https", "ftp", "mailto")
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")
# As many links from one host to another are a move of the site, told once.
SITE_MOVED = 3


def settle(target: str) -> str | None:
    """An address without what makes no difference to where it leads; None for what is no address outside the file.

    http and https, a slash at the end, tracking parts (utm_*, #:~:text=), percent-escaping and the host's case vanish.
    """
    parts = _split(target)
    if parts is None:
        return None
    if parts.scheme == "mailto":
        return fold(unquote(f"mailto:{parts.path}"))
    query = [(name, value) for name, value in parse_qsl(parts.query) if not name.casefold().startswith(_TRACKING)]
    fragment = unquote(parts.fragment).partition(":~:")[0]
    path = unquote(parts.path).rstrip("/")
    return "".join(
        [parts.netloc.casefold(), path, f"?{urlencode(query)}" if query else "", f"#{fragment}" if fragment else ""]
    )


def host(target: str) -> str:
    """The host of an address, without "www."; of a mail address what follows the @."""
    parts = _split(target)
    if parts is None:
        return ""
    return (parts.path.rpartition("@")[2] if parts.scheme == "mailto" else parts.netloc).casefold().removeprefix("www.")


def _split(target: str) -> SplitResult | None:
    try:
        parts = urlsplit("".join(target.split()))
    except ValueError:  # "http://[" and the like: hostile or broken, and nothing to compare
        return None
    return parts if parts.scheme.casefold() in _COMPARED else None


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
            if fold(link.text) and settle(link.target) is not None:
                found.setdefault(fold(link.text), []).append(link)
    return found


def _without(links: Iterable[Link], others: Iterable[Link]) -> list[Link]:
    """The links whose address the others do not have."""
    known = Counter(settle(link.target) for link in others)
    return [link for link in links if not known[settle(link.target)]]


def join_moved_sites(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """The same differences, those links told once that a whole site took from one host to another.

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
    """From where to where the links of a pure link change went: hosts, or addresses on one host."""
    if difference.kind is not ChangeKind.LINK:
        return None
    sites = {_way(change) for change in difference.links}
    return sites.pop() if len(sites) == 1 else None


def _way(change: LinkChange) -> tuple[str, str]:
    old, new = change.old or "", change.new or ""
    if host(old) != host(new):
        return host(old), host(new)
    return settle(old) or "", settle(new) or ""


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

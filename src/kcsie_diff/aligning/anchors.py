"""Texts that say where they belong: those that occur once in each edition, and what stands beside them."""

from collections import Counter, deque
from collections.abc import Iterable

from kcsie_diff.aligning.matches import Bond, Draft
from kcsie_diff.language.ordering import Link, heaviest_order

# A text of fewer words that stands elsewhere is no proof of a move: "Further information" can be cut in one section
# and written in another.
_TELLING = 5


def drop_anchors(draft: Draft) -> None:
    """Bond every text that occurs once in both editions, unless it is short and out of order; then their neighbours."""
    links = _unique(draft)
    stays = set(heaviest_order(links))
    for link in links:
        if link in stays or draft.old.size(link.old) >= _TELLING:
            draft.join(Bond(link.old, link.new, "same-text", 1.0))
    spread(draft, draft.bonds())


def _unique(draft: Draft) -> list[Link]:
    olds = once((key, place) for place, key in enumerate(draft.old.keys))
    news = once((key, place) for place, key in enumerate(draft.new.keys))
    return [Link(place, news[key], draft.old.size(place) + 0.5) for key, place in olds.items() if key in news]


def once(named: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The places whose name occurs once, by name."""
    listed = list(named)
    counts = Counter(name for name, _ in listed)
    return {name: place for name, place in listed if counts[name] == 1}


def spread(draft: Draft, bonds: Iterable[Bond]) -> None:
    """Bond the neighbours of partners that are equal too, and theirs: a repeated text belongs with its neighbours."""
    waiting = deque(bonds)
    while waiting:
        bond = waiting.popleft()
        for step in (1, -1):
            old, new = bond.old + step, bond.new + step
            if draft.old_is_free(old) and draft.new_is_free(new) and draft.old.keys[old] == draft.new.keys[new]:
                found = Bond(old, new, "same-text-beside", 1.0)
                draft.join(found)
                waiting.append(found)

"""Texts that say where they belong: those that occur once in each edition, and what stands beside them."""

from collections import Counter, deque
from collections.abc import Iterable, Sequence

from kcsie_diff.aligning.chains import Link, heaviest_order
from kcsie_diff.aligning.draft import Bond, Draft

# A text of fewer words that stands elsewhere is no proof of a move: "Further information" can be cut in one section
# and written in another.
_TELLING = 5


def drop_anchors(draft: Draft) -> None:
    """Bond every text that occurs once in both editions, unless it is short and out of order; then their neighbours."""
    links = _unique(draft, range(len(draft.old)), range(len(draft.new)))
    stays = set(heaviest_order(links))
    for link in links:
        if link in stays or draft.old.size(link.old) >= _TELLING:
            draft.join(Bond(link.old, link.new, "same-text", 1.0))
    spread(draft, draft.bonds())


def _unique(draft: Draft, olds: Sequence[int], news: Sequence[int]) -> list[Link]:
    old_keys, new_keys = draft.old.keys, draft.new.keys
    once = _once(old_keys, olds)
    partners = _once(new_keys, news)
    return [Link(place, partners[key], draft.old.size(place) + 0.5) for key, place in once.items() if key in partners]


def _once(keys: Sequence[str], places: Sequence[int]) -> dict[str, int]:
    counts = Counter(keys[place] for place in places)
    return {keys[place]: place for place in places if counts[keys[place]] == 1}


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

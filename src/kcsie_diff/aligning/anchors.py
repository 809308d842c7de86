"""Exact matches: texts that occur once in each edition (anchors), equal neighbours of matches, equal texts elsewhere.

Input: a match store. Output: the matches that it gained.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable

from kcsie_diff.aligning.matches import MatchStore, Seed
from kcsie_diff.language.ordering import Link, heaviest_order

# An equal text of fewer words that stands elsewhere does not prove a move: "Further information" can be cut in one
# section and written in another.
_DISTINCTIVE = 5


def match_anchors(store: MatchStore) -> None:
    """Match every text that occurs once in both editions, unless it is short and out of order; then its neighbours."""
    olds, news = once(enumerate(store.old.keys)), once(enumerate(store.new.keys))
    links = [Link(old, news[key], store.old.size(old) + 0.5) for key, old in olds.items() if key in news]
    in_order = set(heaviest_order(links))
    for link in links:
        if link in in_order or store.old.size(link.old) >= _DISTINCTIVE:
            store.add(Seed(link.old, link.new, "same-text", 1.0))
    _match_equal_neighbours(store)


def once(named: Iterable[tuple[int, str]]) -> dict[str, int]:
    """The positions whose name occurs once, by name."""
    listed = list(named)
    counts = Counter(name for _, name in listed)
    return {name: position for position, name in listed if counts[name] == 1}


def _match_equal_neighbours(store: MatchStore) -> None:
    """Match the neighbours of matches that are equal too, and theirs: a repeated text belongs with its neighbours."""
    waiting = deque(store.seeds())
    while waiting:
        seed = waiting.popleft()
        for step in (1, -1):
            old, new = seed.old + step, seed.new + step
            if store.old_is_free(old) and store.new_is_free(new) and store.old.keys[old] == store.new.keys[new]:
                found = Seed(old, new, "same-text-beside", 1.0)
                store.add(found)
                waiting.append(found)


def match_equal_elsewhere(store: MatchStore) -> None:
    """Match equal texts that are left over, wherever they stand, if they are long enough to be distinctive."""
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for position in store.free_old():
        if store.old.size(position) >= _DISTINCTIVE:
            waiting[store.old.keys[position]].append(position)
    for position in store.free_new():
        if olds := waiting.get(store.new.keys[position]):
            store.add(Seed(olds.popleft(), position, "same-text-elsewhere", 1.0))

"""Matching inside a gap: the order-keeping set of matches that keeps the most words.

Input: a match store and a gap of free positions. Output: the matches that the store gained; the heaviest increasing
subsequence over the likely pairs of the gap.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kcsie_diff.aligning.candidates import SimilarNodes
from kcsie_diff.aligning.matches import Gap, MatchStore, Seed
from kcsie_diff.aligning.similarity import Threshold, find_similar, reaches
from kcsie_diff.language.ordering import Link, heaviest_increasing_subsequence

_ALL_PAIRS = 2_500  # in a gap with more pairs than this candidates are retrieved instead
_RANKS = 2
_REPEATS = 3  # how many of equal texts are considered as partners, counted from either end
_SAME_PARENT = 1.05  # what a match under the same parent weighs more: it decides between equals, and no more


def fill_gap(store: MatchStore, gap: Gap, similar: SimilarNodes, threshold: Threshold, step: str) -> None:
    """Match what is equal, or alike enough, in the order of both editions."""
    scores = dict.fromkeys(_equal_pairs(store, gap), 1.0)
    for old, new, score in _similar_pairs(store, gap, similar, threshold):
        scores.setdefault((old, new), score)
    links = [Link(old, new, _weight(store, old, new, score)) for (old, new), score in scores.items()]
    for link in heaviest_increasing_subsequence(links):
        same = store.old.keys[link.old] == store.new.keys[link.new]
        store.add(Seed(link.old, link.new, "same-text" if same else step, scores[link.old, link.new]))


def _weight(store: MatchStore, old: int, new: int, score: float) -> float:
    """The words kept, surer matches first; a shared parent decides between equals."""
    words = (store.old.size(old) + store.new.size(new)) / 2 + 0.5
    old_parent, new_parent = store.old.parents[old], store.new.parents[new]
    if old_parent is None or new_parent is None:
        same_parent = old_parent is new_parent
    else:
        same_parent = store.old.keys[old_parent] == store.new.keys[new_parent]
    return words * score * score * (_SAME_PARENT if same_parent else 1.0)


def _equal_pairs(store: MatchStore, gap: Gap) -> Iterator[tuple[int, int]]:
    """Pairs of equal texts; where a text is repeated, those of about the same rank, counted from either end."""
    olds, news = _by_key(store.old.keys, gap.old), _by_key(store.new.keys, gap.new)
    for key, repeats in olds.items():
        partners = news.get(key, [])
        # Shifted by 0 the first repeats of both sides are partners, by the difference in number the last ones.
        aligned_at_end = len(partners) - len(repeats)
        shifts = {start + shift for start in (0, aligned_at_end) for shift in range(-_REPEATS, _REPEATS + 1)}
        for rank, position in enumerate(repeats):
            for shift in shifts:
                if 0 <= rank + shift < len(partners):
                    yield position, partners[rank + shift]


def _by_key(keys: tuple[str, ...], positions: Iterable[int]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for position in positions:
        found[keys[position]].append(position)
    return found


def _similar_pairs(
    store: MatchStore, gap: Gap, similar: SimilarNodes, threshold: Threshold
) -> Iterator[tuple[int, int, float]]:
    """Pairs that are alike enough: of a small gap all, of a large one those of like rank and the candidates."""
    if len(gap.old) * len(gap.new) <= _ALL_PAIRS:
        for position in gap.old:
            for partner, score in find_similar(store.old, store.new, position, gap.new, threshold):
                yield position, partner, score
        return
    within = set(gap.new)
    for rank, position in enumerate(gap.old):
        # Rows of one pattern share no rare words, so retrieval misses them; they stand about as far into the gap.
        middle = rank * len(gap.new) // len(gap.old)
        beside = gap.new[max(0, middle - _RANKS) : middle + _RANKS + 1]
        for partner, score in find_similar(store.old, store.new, position, beside, threshold):
            yield position, partner, score
        for partner, score in similar.of_old(position):
            if partner in within and reaches(store.old, store.new, position, partner, score, threshold):
                yield position, partner, score

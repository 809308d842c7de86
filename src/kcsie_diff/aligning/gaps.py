"""Matching between two fixed neighbours: the order-keeping partnership that leaves the fewest changed words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kcsie_diff.aligning.candidates import Lookalikes
from kcsie_diff.aligning.matches import Bond, Draft, Gap
from kcsie_diff.aligning.similarity import Demand, likely, meets
from kcsie_diff.language.ordering import Link, heaviest_increasing_subsequence

_ALL_PAIRS = 2_500  # a gap with more pairs than this is looked up among the lookalikes instead
_RANKS = 2
_REPEATS = 3  # how many of equal texts are considered as partners, from either end


def fill(draft: Draft, gap: Gap, lookalikes: Lookalikes, demand: Demand, how: str) -> None:
    """Bond what is equal, or alike enough, in the order of both editions."""
    scores = dict.fromkeys(_equal(draft, gap), 1.0)
    for old, new, score in _alike(draft, gap, lookalikes, demand):
        scores.setdefault((old, new), score)
    links = [Link(old, new, _worth(draft, old, new, score)) for (old, new), score in scores.items()]
    for link in heaviest_increasing_subsequence(links):
        score = scores[link.old, link.new]
        same = draft.old.keys[link.old] == draft.new.keys[link.new]
        draft.join(Bond(link.old, link.new, "same-text" if same else how, score))


def _worth(draft: Draft, old: int, new: int, score: float) -> float:
    """The words kept, surer ones first; a shared parent decides between equals."""
    words = (draft.old.size(old) + draft.new.size(new)) / 2 + 0.5
    return words * score * score * (1.05 if _same_parent(draft, old, new) else 1.0)


def _same_parent(draft: Draft, old: int, new: int) -> bool:
    above_old, above_new = draft.old.parents[old], draft.new.parents[new]
    if above_old is None or above_new is None:
        return above_old is above_new
    return draft.old.keys[above_old] == draft.new.keys[above_new]


def _equal(draft: Draft, gap: Gap) -> Iterator[tuple[int, int]]:
    """Pairs of equal texts; of often repeated ones those of about the same rank, counted from either end."""
    olds, news = _by_key(draft.old.keys, gap.old), _by_key(draft.new.keys, gap.new)
    for key, places in olds.items():
        partners = news.get(key, [])
        late = len(partners) - len(places)
        for rank, place in enumerate(places):
            for shift in {*range(-_REPEATS, _REPEATS + 1), *range(late - _REPEATS, late + _REPEATS + 1)}:
                if 0 <= rank + shift < len(partners):
                    yield place, partners[rank + shift]


def _by_key(keys: tuple[str, ...], places: Iterable[int]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for place in places:
        found[keys[place]].append(place)
    return found


def _alike(draft: Draft, gap: Gap, lookalikes: Lookalikes, demand: Demand) -> Iterator[tuple[int, int, float]]:
    if len(gap.old) * len(gap.new) <= _ALL_PAIRS:
        for place in gap.old:
            for partner, score in likely(draft.old, draft.new, place, gap.new, demand):
                yield place, partner, score
        return
    within = set(gap.new)
    for rank, place in enumerate(gap.old):
        for partner, score in likely(draft.old, draft.new, place, _of_like_rank(gap, rank), demand):
            yield place, partner, score
        for partner, score in lookalikes.of_old(place):
            if partner in within and meets(draft.old, draft.new, place, partner, score, demand):
                yield place, partner, score


def _of_like_rank(gap: Gap, rank: int) -> list[int]:
    """The new places that stand about as far into a gap: rows of one pattern share no rare words."""
    middle = rank * len(gap.new) // len(gap.old)
    return gap.new[max(0, middle - _RANKS) : middle + _RANKS + 1]

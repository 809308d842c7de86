"""Rewritten texts: a second look at what the ordered matching left over, by the rare words of both whole editions.

Texts are compared by the cosine of their TF-IDF vectors over stems and pairs of stems (Manning, Raghavan and Schütze,
"Introduction to Information Retrieval", 2008, section 6.2), so neither their place nor the order of words counts. Two
texts are matched if each is the other's best candidate, with a margin to the runner-up. What is still left over then
may be a piece of a text that was matched. Input: a match store. Output: the matches and pieces that it gained.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import log, sqrt
from operator import add
from typing import NamedTuple

from kcsie_diff.aligning.fallbacks import headings_above
from kcsie_diff.aligning.matches import MatchStore, Seed
from kcsie_diff.model.edition import NodeKind

# Cosines (0 to 1), measured on the map that the editors of a standard made of its restructuring (278 requirements):
# of mutual best candidates from 0.2 on, 0.03 before the runner-up, 19 in 20 are right.
_LEAST, _MARGIN = 0.2, 0.03
_PIECE, _PIECE_MARGIN = 0.2, 0.05
_GAIN = 0.02  # by how much (0 to 1) a piece must raise the cosine of the match that it completes
_MOST_PIECES = 3
_PAIR = 0.5  # the weight of a pair of stems; a word counts 1
_TITLE = 0.3  # the weight of the words of the headings above
_UNLABELLED = 0.4  # the least cosine of texts without a label: they are like many others
_UNLABELLED_STEMS = 10  # the fewest stems of a text without a label: captions and names are shorter
_FEWEST = 4  # in stems: shorter texts share all their words with another by chance
_FAMILIAR = 0.95  # the likeness from which on a match is complete, so that it lacks no piece


class _Score(NamedTuple):
    cosine: float
    position: int


class _Candidates:
    """The cosines of the pairs of positions that were compared, best first for each position."""

    def __init__(self, pairs: Iterable[tuple[int, int, float]]) -> None:
        self.pairs = sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))
        self.of: tuple[defaultdict[int, list[_Score]], ...] = defaultdict(list), defaultdict(list)
        for old, new, cosine in self.pairs:
            self.of[0][old].append(_Score(cosine, new))
            self.of[1][new].append(_Score(cosine, old))


def match_rewritten(store: MatchStore) -> None:
    """Match what is left over by its rare words, wherever it is; then add pieces to what is matched."""
    vectors = _Vectors(store)
    candidates = _Candidates(_compare(store, vectors))
    for old, new, cosine in candidates.pairs:
        if cosine >= _required(store, old, new) and store.old_is_free(old) and store.new_is_free(new):
            others = (s.cosine for s in candidates.of[0][old] if s.position != new and store.new_is_free(s.position))
            rivals = (s.cosine for s in candidates.of[1][new] if s.position != old and store.old_is_free(s.position))
            if cosine - max(next(others, 0.0), next(rivals, 0.0)) >= _MARGIN:
                store.add(Seed(old, new, "rewritten-elsewhere", min(cosine, 1.0)))
    for side, free in ((0, store.free_old()), (1, store.free_new())):
        for position in free:
            _add_distant_piece(store, side, position, candidates.of[side][position], vectors)


def _add_distant_piece(
    store: MatchStore, side: int, position: int, candidates: Sequence[_Score], vectors: "_Vectors"
) -> None:
    """Add a labelled text to the match that it is closest to, wherever that is, if its words complete the match."""
    best, runner_up, *_ = (*candidates, _Score(0.0, -1), _Score(0.0, -1))
    seed = (store.of_new, store.of_old)[side](best.position)
    is_clear = best.cosine >= _PIECE and best.cosine - runner_up.cosine >= _PIECE_MARGIN
    if not is_clear or seed is None or seed.score >= _FAMILIAR or not _are_labelled(store, seed.old, seed.new):
        return
    own, whole = store.positions(seed)[side], store.positions(seed)[1 - side]
    if len(own) < _MOST_PIECES and len(whole) == 1:
        target = vectors.of(1 - side, whole)
        before, after = (_cosine(target, vectors.of(side, pieces)) for pieces in (own, [*own, position]))
        if after - before >= _GAIN:
            (store.add_old_piece, store.add_new_piece)[side](seed, position)


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def _compare(store: MatchStore, vectors: "_Vectors") -> Iterator[tuple[int, int, float]]:
    """The pairs of which one is left over, and the other too or its match incomplete, each with its cosine."""
    unsure = [seed for seed in store.seeds() if seed.score < _FAMILIAR]
    free_old, free_new = {*store.free_old()}, {*store.free_new()}
    olds = sorted(free_old | {seed.old for seed in unsure})
    postings: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for new in sorted(free_new | {seed.new for seed in unsure}):
        for term, weight in vectors.of(1, [new]).items():
            postings[term].append((new, weight))
    for old in olds:
        found: defaultdict[int, float] = defaultdict(float)
        for term, weight in vectors.of(0, [old]).items():
            for new, other in postings.get(term, ()):
                found[new] += weight * other
        for new, cosine in found.items():
            if cosine >= _LEAST / 2 and (old in free_old or new in free_new) and _comparable(store, old, new):
                yield old, new, cosine


def _required(store: MatchStore, old: int, new: int) -> float:
    """The least cosine of two texts: less for requirements and other texts with a label, which are one of a kind."""
    if _are_labelled(store, old, new):
        return _LEAST
    # Stock phrases make the rows of a table alike, and few words make captions and names alike.
    is_row = NodeKind.TABLE_ROW in (store.old.nodes[old].kind, store.new.nodes[new].kind)
    is_short = min(len(store.old.stems[old]), len(store.new.stems[new])) < _UNLABELLED_STEMS
    return 1.0 if is_row or is_short else _UNLABELLED


def _are_labelled(store: MatchStore, old: int, new: int) -> bool:
    return store.old.nodes[old].key in store.old.labels and store.new.nodes[new].key in store.new.labels


def _comparable(store: MatchStore, old: int, new: int) -> bool:
    """Whether both are headings or neither is; and both have a label, to as many levels, if both editions have any."""
    one, other = store.old.nodes[old], store.new.nodes[new]
    headings = (one.kind is NodeKind.HEADING) + (other.kind is NodeKind.HEADING)
    if headings or not (store.old.labels and store.new.labels):
        return headings != 1
    levels = [
        edition.labels[node.key].count(".") if node.key in edition.labels else None
        for edition, node in ((store.old, one), (store.new, other))
    ]
    return levels[0] == levels[1]


class _Vectors:
    """TF-IDF vectors of length 1: the stems of a text and their pairs, and the words of the headings above it."""

    def __init__(self, store: MatchStore) -> None:
        self._editions = store.old, store.new
        self._total = len(store.old) + len(store.new)
        self._counts = Counter(chain.from_iterable(set(code) for e in self._editions for code in e.stems))
        self._above = headings_above(store.old), headings_above(store.new)

    def of(self, side: int, positions: Sequence[int]) -> Mapping[str, float]:
        """The vector of the text at some positions, taken as one; empty where it is too short."""
        stems = self._editions[side].stems
        counts = Counter(chain.from_iterable(_terms(stems[position]) for position in positions))
        if sum(len(stems[position]) for position in positions) < _FEWEST:
            return {}
        vector = {t: (1 + log(n)) * self._rarity(t) * (_PAIR if len(t) > 1 else 1) for t, n in counts.items()}
        heading, weight = self._above[side][positions[0]], _TITLE
        while heading is not None:
            for stem in stems[heading]:
                vector[stem] = max(vector.get(stem, 0.0), weight * self._rarity(stem))
            heading, weight = self._above[side][heading], weight * 0.7
        length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        return {term: weight / length for term, weight in vector.items()}

    def _rarity(self, term: str) -> float:
        return sum(log(self._total / self._counts[stem]) for stem in term)


def _terms(code: str) -> list[str]:
    return [*code, *map(add, code, code[1:])]

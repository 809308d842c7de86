"""Rewritten texts: a second look at what the ordered matching left over, by the rare words of both whole editions.

Texts are compared by the cosine of their TF-IDF vectors over stems and pairs of stems (Manning, Raghavan and Schütze,
"Introduction to Information Retrieval", 2008, section 6.2), so neither their place nor the order of words counts. Two
texts are matched if each is the other's best candidate, with a margin to the runner-up; a candidate is better if other
texts went from its section to the same section. What is still left over then may be a piece of a text that was matched.
Input: a match store. Output: the matches and pieces that it gained, and every pair that was compared.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import log, sqrt
from typing import NamedTuple

from kcsie_diff.aligning.in_place import headings_above
from kcsie_diff.aligning.matches import MatchStore, Seed
from kcsie_diff.aligning.similarity import terms_of
from kcsie_diff.model.edition import NodeKind

# Cosines (0 to 1), measured on the map that the editors of a standard made of its restructuring (278 requirements). Of
# mutual best candidates from 0.2 on, 0.03 before the runner-up, 19 in 20 are right; between sections of which one
# became the other, from 0.18 on if they are 0.1 before the runner-up.
_LEAST, _MARGIN = 0.2, 0.03
_KINDRED_LEAST = 0.18
_KINDRED = 0.5  # the share (0 to 1) of the matches of two sections that are between the two
_BONUS = 0.06  # the cosine that makes up for sections that are not kindred
_CLEAR = 0.1  # the margin (0 to 1) from which on a weak match is sure, or one of two that compete
_PIECE, _PIECE_MARGIN = 0.18, 0.05
_KINDRED_PIECE, _KINDRED_PIECE_MARGIN = 0.13, 0.08
_UNRIVALLED = 0.15  # the margin from which on there is no doubt to which match a piece belongs
_GAIN = 0.02  # by how much (0 to 1) a piece must raise the cosine of the match that it completes
_LOSS = 0.01  # by how much it may lower it where its section or its margin speaks for it
_MOST_PIECES = 3
_PAIR = 0.5  # the weight of a pair of stems; a word counts 1
_TITLE = 0.3  # the weight of the words of the headings above
_UNLABELLED = 0.4  # the least cosine of texts without a label: they are like many others
_UNLABELLED_STEMS = 10  # the fewest stems of a text without a label: captions and names are shorter
_FEWEST = 4  # in stems: shorter texts share all their words with another by chance
_FAMILIAR = 0.95  # the likeness from which on a match is complete, so that it lacks no piece
_POSTINGS = 400  # a term of more texts than this hardly tells them apart; reading all would take quadratic time


STEP = "rewritten-elsewhere"
"""The step, in an explanation, of the matches that the second look found."""


class ComparedPair(NamedTuple):
    """Two positions that were compared, the cosine of their texts, and the score by which they compete."""

    old: int
    new: int
    cosine: float
    score: float

    @property
    def is_kindred(self) -> bool:
        """Whether other texts went from the section of the one to that of the other."""
        return self.score >= self.cosine + _BONUS

    def at(self, side: int) -> int:
        """The position on a side."""
        return self.new if side else self.old


class Candidates:
    """The pairs that were compared, best first; `of` has those of each position, by side (0 is the old one)."""

    def __init__(self, store: MatchStore, pairs: Iterable[ComparedPair]) -> None:
        self._store = store
        self.pairs = sorted(pairs, key=lambda pair: (-pair.score, pair.old, pair.new))
        self.of: tuple[defaultdict[int, list[ComparedPair]], ...] = defaultdict(list), defaultdict(list)
        for pair in self.pairs:
            self.of[0][pair.old].append(pair)
            self.of[1][pair.new].append(pair)

    def free(self, side: int, position: int) -> Iterator[ComparedPair]:
        """The candidates of a position whose other text is not matched, best first."""
        is_free = (self._store.new_is_free, self._store.old_is_free)[side]
        return (pair for pair in self.of[side][position] if is_free(pair.at(1 - side)))

    def rival(self, side: int, pair: ComparedPair, *, merging: bool = False) -> float:
        """The score of the best other candidate of the text at a side of a pair.

        With `merging`, worse ones that are clearly closest to that text are no rivals: both may be pieces of it.
        """
        for other in self.free(side, pair.at(side)):
            is_piece = merging and other.score <= pair.score and self._is_clear(1 - side, other)
            if other is not pair and not is_piece:
                return other.score
        return 0.0

    def _is_clear(self, side: int, pair: ComparedPair) -> bool:
        best, second, *_ = (*self.free(side, pair.at(side)), None, None)
        return best is pair and pair.score - (second.score if second else 0.0) >= _CLEAR


def match_rewritten(store: MatchStore) -> Candidates:
    """Match what is left over by its rare words, wherever it is; then add pieces to what is matched."""
    vectors, kinship = _Vectors(store), _Kinship(store)
    candidates = Candidates(store, _compare(store, vectors, kinship))
    _match_best(store, candidates)
    _exchange(store, candidates)
    _match_best(store, candidates, merging=True)
    kinship = _Kinship(store)
    for side, free in ((0, store.free_old()), (1, store.free_new())):
        for position in free:
            _add_distant_piece(store, side, position, candidates.of[side][position], vectors, kinship)
    return candidates


def _match_best(store: MatchStore, candidates: Candidates, *, merging: bool = False) -> None:
    """Match each two texts that are the best candidates of each other by a margin."""
    for pair in candidates.pairs:
        if not (_is_enough(store, pair) and store.old_is_free(pair.old) and store.new_is_free(pair.new)):
            continue
        merges = merging and pair.cosine >= _LEAST and _are_labelled(store, pair.old, pair.new)
        margins = sorted(pair.score - candidates.rival(side, pair, merging=merges) for side in (0, 1))
        is_unrivalled = pair.is_kindred and pair.cosine >= _LEAST and margins[0] > 0 and margins[1] >= _UNRIVALLED
        if is_unrivalled or margins[0] >= (_MARGIN if pair.cosine >= _LEAST else _CLEAR):
            _add(store, pair)


def _exchange(store: MatchStore, candidates: Candidates) -> None:
    """Match two old texts that compete for a new one, if one of them has a second choice that nothing else claims."""
    for new in store.free_new():
        second, claim, *_ = (*candidates.free(1, new), None, None) if store.new_is_free(new) else (None, None)
        if second is None or not _is_enough(store, second) or second.score - (claim.score if claim else 0.0) < _CLEAR:
            continue
        first = next(candidates.free(0, second.old), second)
        others = (pair for pair in candidates.free(1, first.new) if pair.old != second.old)
        if first is second or (other := next(others, None)) is None or not _is_enough(store, other):
            continue
        crossed = next((pair.score for pair in candidates.of[0][other.old] if pair.new == new), 0.0)
        if second.score + other.score - first.score - crossed >= _CLEAR:
            _add(store, second)
            _add(store, other)


def _add(store: MatchStore, pair: ComparedPair) -> None:
    store.add(Seed(pair.old, pair.new, STEP, min(pair.cosine, 1.0)))


def _add_distant_piece(
    store: MatchStore,
    side: int,
    position: int,
    candidates: Sequence[ComparedPair],
    vectors: "_Vectors",
    kinship: "_Kinship",
) -> None:
    """Add a labelled text to the match that it is closest to, wherever that is, if its words complete the match."""
    best, second, *_ = (*sorted(candidates, key=lambda pair: -pair.cosine), None, None)
    seed = best and (store.of_new, store.of_old)[side](best.at(1 - side))
    if best is None or seed is None or seed.score >= _FAMILIAR or store.old.nodes[best.old].kind is NodeKind.HEADING:
        return
    if not (_are_labelled(store, best.old, best.new) and _are_labelled(store, seed.old, seed.new)):
        return
    margin = best.cosine - (second.cosine if second else 0.0)
    is_kindred = kinship.between(best.old, best.new, without=seed) >= _KINDRED
    least, least_margin = (_KINDRED_PIECE, _KINDRED_PIECE_MARGIN) if is_kindred else (_PIECE, _PIECE_MARGIN)
    own, whole = store.positions(seed)[side], store.positions(seed)[1 - side]
    if best.cosine >= least and margin >= least_margin and len(own) < _MOST_PIECES and len(whole) == 1:
        target = vectors.of(1 - side, whole)
        joined = (vectors.of(side, pieces) for pieces in (own, [*own, position]))
        before, after = (sum(weight * one[term] for term, weight in target.items() if term in one) for one in joined)
        if after - before >= (-_LOSS if is_kindred or margin >= _UNRIVALLED else _GAIN):
            store.add_piece(seed, side, position)


def _compare(store: MatchStore, vectors: "_Vectors", kinship: "_Kinship") -> Iterator[ComparedPair]:
    """The pairs of which one is left over, and the other too or its match incomplete."""
    unsure = [seed for seed in store.seeds() if seed.score < _FAMILIAR]
    free_old, free_new = {*store.free_old()}, {*store.free_new()}
    matched: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    free: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for new in sorted(free_new | {seed.new for seed in unsure}):
        for term, weight in vectors.of(1, [new]).items():
            (free if new in free_new else matched)[term].append((new, weight))
    for old in sorted(free_old | {seed.old for seed in unsure}):
        found: defaultdict[int, float] = defaultdict(float)
        for term, weight in vectors.of(0, [old]).items():
            sharing = free.get(term, ()), matched.get(term, ())
            if sum(map(len, sharing)) <= _POSTINGS:
                for new, other in chain.from_iterable(sharing if old in free_old else sharing[:1]):
                    found[new] += weight * other
        for new, cosine in found.items():
            if cosine >= _LEAST / 2 and _comparable(store, old, new):
                share = kinship.between(old, new) if _are_labelled(store, old, new) else 0.0
                yield ComparedPair(old, new, cosine, cosine + _BONUS * min(1.0, share / _KINDRED))


def _is_enough(store: MatchStore, pair: ComparedPair) -> bool:
    """Whether two texts are alike enough: less so for requirements and others with a label, which are one of a kind."""
    old, new = pair.old, pair.new
    if _are_labelled(store, old, new):
        return pair.cosine >= (_KINDRED_LEAST if pair.is_kindred else _LEAST)
    # Stock phrases make the rows of a table alike, and few words make captions and names alike.
    is_row = NodeKind.TABLE_ROW in (store.old.nodes[old].kind, store.new.nodes[new].kind)
    is_short = min(len(store.old.stems[old]), len(store.new.stems[new])) < _UNLABELLED_STEMS
    return pair.cosine >= _UNLABELLED and not is_row and not is_short


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


class _Kinship:
    """How many of the matches of labelled texts in two sections are between the two: one section became the other."""

    def __init__(self, store: MatchStore) -> None:
        self._above = headings_above(store.old), headings_above(store.new)
        self._matches: tuple[Counter[int], Counter[int]] = Counter(), Counter()
        self._shared: Counter[tuple[int, int]] = Counter()
        for seed in store.seeds():
            if _are_labelled(store, seed.old, seed.new):
                olds, news = self._sections(0, seed.old), self._sections(1, seed.new)
                self._matches[0].update(olds)
                self._matches[1].update(news)
                self._shared.update((old, new) for old in olds for new in news)

    def _sections(self, side: int, position: int) -> list[int]:
        """The section of a position, and the one that holds it."""
        section = self._above[side][position]
        above = None if section is None else self._above[side][section]
        return [found for found in (section, above) if found is not None]

    def between(self, old: int, new: int, without: Seed | None = None) -> float:
        """The share (0 to 1) of the sections of two positions, or of those above them; a match can be left out."""
        olds, news = self._sections(0, old), self._sections(1, new)
        less_old, less_new = (self._sections(0, without.old), self._sections(1, without.new)) if without else ([], [])
        return max(
            (
                (self._shared[o, n] - (o in less_old and n in less_new))
                / sqrt((self._matches[0][o] - (o in less_old) + 1) * (self._matches[1][n] - (n in less_new) + 1))
                for o in olds
                for n in news
            ),
            default=0.0,
        )


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
        counts = Counter(chain.from_iterable(terms_of(stems[position]) for position in positions))
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

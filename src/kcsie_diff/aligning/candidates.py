"""Candidate retrieval: an inverted index over rare words and word pairs.

Input: encoded texts. Output: for another text the few that are worth comparing with it, however many were indexed, and
for an old node the new nodes most like it. Matching and a search for quotations can share the index: it knows nothing
of editions or matches.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from operator import add

from kcsie_diff.aligning.encoded import EncodedEdition
from kcsie_diff.aligning.similarity import Threshold, find_similar

_POSTINGS = 40  # a word that more texts than this contain does not distinguish them
_POSTINGS_READ = 120  # postings that are read for one text, its rarest words first
_CANDIDATES = 8
_FLOOR = Threshold(0.3, 6)


class CandidateIndex:
    """An inverted index of encoded texts, given by position."""

    def __init__(self, codes: Mapping[int, str]) -> None:
        counts = Counter(chain.from_iterable(map(_terms, codes.values())))
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        for position, code in codes.items():
            for term in _terms(code):
                if counts[term] <= _POSTINGS:
                    self._postings[term].append(position)

    def candidates(self, code: str) -> list[int]:
        """The positions, 8 at most, that share the most and the rarest terms with an encoded text, best first."""
        terms = sorted((len(self._postings[term]), term) for term in _terms(code) if term in self._postings)
        votes: defaultdict[int, float] = defaultdict(float)
        read = 0
        for count, term in terms:
            for position in self._postings[term]:
                votes[position] += 1 / count
            read += count
            if read > _POSTINGS_READ:
                break
        return sorted(votes, key=lambda position: (-votes[position], position))[:_CANDIDATES]


def _terms(code: str) -> set[str]:
    """The words of an encoded text, alone and in pairs: in a long edition few words are rare, but many pairs are."""
    return {*code, *map(add, code, code[1:])}


class SimilarNodes:
    """The new nodes most like each old node, among given new positions.

    Each old node is looked up once, when it is first asked for: matching comes back to it with other thresholds.
    """

    def __init__(self, old: EncodedEdition, new: EncodedEdition, among: Iterable[int]) -> None:
        self._old, self._new = old, new
        self._index = CandidateIndex({position: new.codes[position] for position in among})
        self._found: dict[int, list[tuple[int, float]]] = {}

    def of_old(self, position: int) -> list[tuple[int, float]]:
        """The new positions most like an old one, each with its likeness (0 to 1), best first."""
        if position not in self._found:
            candidates = self._index.candidates(self._old.codes[position])
            found = find_similar(self._old, self._new, position, candidates, _FLOOR)
            self._found[position] = sorted(found, key=lambda one: (-one[1], one[0]))
        return self._found[position]

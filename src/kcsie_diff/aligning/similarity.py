"""Likeness of two nodes, the thresholds that it has to reach, and the retrieval of candidates worth comparing.

Likeness is the ratio (0 to 1) of words that two texts share in order (rapidfuzz's indel similarity); this is the only
module of matching that calls rapidfuzz. Candidates come from an inverted index over rare words and word pairs, which
knows nothing of editions or matches, so that a search for quotations can share it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from operator import add
from typing import NamedTuple

from rapidfuzz import fuzz, process

from kcsie_diff.aligning.encoded import EncodedEdition
from kcsie_diff.model.edition import NodeKind

# Below this many words one word weighs so much that letters are compared too: "Safegaurding" is "Safeguarding".
_SHORT = 8
_LETTERS_COUNT_FROM = 0.75
# Kinds that a reader of the page can take for each other are one family: an item may become a paragraph, but a heading
# is hardly ever reworded into a footnote.
_FAMILY = {
    NodeKind.HEADING: "heading",
    NodeKind.PARAGRAPH: "text",
    NodeKind.ITEM: "text",
    NodeKind.UNPLACED: "text",
    NodeKind.FIGURE_TEXT: "figure",
    NodeKind.FOOTNOTE: "footnote",
    NodeKind.TABLE_ROW: "row",
}
_OTHER_FAMILY = 0.7  # the least ratio of two texts whose kinds are of different families
_DISTINCTIVE = 10  # fewer words than this are contained in any long text


class Threshold(NamedTuple):
    """How alike two texts must be: at least `ratio` (0 to 1) from `words` words on, and more the shorter they are.

    A short text is like many others by chance. Texts of different families have to be more alike than those of one.
    Where `contained` is given, it is enough that the longer text holds this share (0 to 1) of the shorter one's words.
    """

    ratio: float
    words: int
    contained: float | None = None


def likeness(old: EncodedEdition, new: EncodedEdition, position: int, partner: int) -> float:
    """The ratio (0 to 1) of the words that two nodes share in order; of the letters where they are short and close."""
    one, other = old.codes[position], new.codes[partner]
    by_words = fuzz.ratio(one, other) / 100
    if min(len(one), len(other)) >= _SHORT or by_words == 1:
        return by_words
    by_letters = fuzz.ratio(old.keys[position], new.keys[partner]) / 100
    return max(by_words, by_letters) if by_letters >= _LETTERS_COUNT_FROM else by_words


def find_similar(
    old: EncodedEdition, new: EncodedEdition, position: int, partners: Iterable[int], threshold: Threshold
) -> list[tuple[int, float]]:
    """Those of some new positions that are alike enough to an old one, each with its likeness."""
    size = old.size(position)
    scores = process.extract(
        old.codes[position],
        {partner: new.codes[partner] for partner in partners},
        scorer=fuzz.ratio,
        processor=None,
        score_cutoff=0 if size < _SHORT or threshold.contained else 100 * threshold.ratio,
        limit=None,
    )
    found = []
    for _, score, partner in scores:
        short = min(size, new.size(partner)) < _SHORT
        ratio = likeness(old, new, position, partner) if short else score / 100
        if reaches(old, new, position, partner, ratio, threshold):
            found.append((partner, ratio))
    return found


def reaches(
    old: EncodedEdition, new: EncodedEdition, position: int, partner: int, ratio: float, threshold: Threshold
) -> bool:
    """Whether two positions with a known likeness are alike enough."""
    shorter, longer = sorted((old.size(position), new.size(partner)))
    required = max(threshold.ratio, 1 - (1 - threshold.ratio) * shorter / threshold.words)
    if threshold.contained is not None and shorter >= _DISTINCTIVE:
        required = min(required, 2 * threshold.contained * shorter / (shorter + longer))
    return ratio >= (required if same_family(old, new, position, partner) else max(required, _OTHER_FAMILY))


def same_family(old: EncodedEdition, new: EncodedEdition, position: int, partner: int) -> bool:
    """Whether the kinds of two nodes are easily mistaken for each other."""
    return _FAMILY[old.nodes[position].kind] == _FAMILY[new.nodes[partner].kind]


def words_kept(one: str, other: str) -> int:
    """How many words two encoded texts share, in order."""
    return round(fuzz.ratio(one, other) / 100 * (len(one) + len(other)) / 2)


_POSTINGS = 40  # a word that more texts than this contain does not distinguish them
_POSTINGS_READ = 120  # postings that are read for one text, its rarest words first
_CANDIDATES = 8  # for one text: beyond the first few, candidates share its rare words by chance
_FLOOR = Threshold(0.3, 6)  # the least likeness of a candidate that is kept


class CandidateIndex:
    """An inverted index of encoded texts, given by position."""

    def __init__(self, codes: Mapping[int, str]) -> None:
        counts = Counter(chain.from_iterable(set(terms_of(code)) for code in codes.values()))
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        for position, code in codes.items():
            for term in set(terms_of(code)):
                if counts[term] <= _POSTINGS:
                    self._postings[term].append(position)

    def candidates(self, code: str) -> list[int]:
        """The positions, 8 at most, that share the most and the rarest terms with an encoded text, best first."""
        terms = sorted((len(self._postings[term]), term) for term in set(terms_of(code)) if term in self._postings)
        votes: defaultdict[int, float] = defaultdict(float)
        read = 0
        for count, term in terms:
            for position in self._postings[term]:
                votes[position] += 1 / count
            read += count
            if read > _POSTINGS_READ:
                break
        return sorted(votes, key=lambda position: (-votes[position], position))[:_CANDIDATES]


def terms_of(code: str) -> list[str]:
    """The words of an encoded text, alone and in pairs: in a long edition few words are rare, but many pairs are."""
    return [*code, *map(add, code, code[1:])]


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

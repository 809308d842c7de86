"""The few passages worth comparing with a text, however long the editions: those that share its rare words."""

from collections import Counter, defaultdict
from itertools import chain
from operator import add

from kcsie_diff.aligning.matches import Draft
from kcsie_diff.aligning.similarity import Demand, likely

_POSTINGS = 40  # words in more passages than this tell nothing
_ASKED = 120  # postings that are looked at for one text, its rarest words first
_CANDIDATES = 8
_FLOOR = Demand(0.3, 6)


class Lookalikes:
    """What is alike among the places of a draft that had no partner when this was made.

    Each text is looked up once, when it is first asked for: matching comes back to the same texts with other demands.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        codes, places = draft.new.codes, draft.free_new()
        counts = Counter(chain.from_iterable(_words(codes[place]) for place in places))
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        for place in places:
            for word in _words(codes[place]):
                if counts[word] <= _POSTINGS:
                    self._postings[word].append(place)
        self._found: dict[int, list[tuple[int, float]]] = {}

    def of_old(self, place: int) -> list[tuple[int, float]]:
        """The new places most like an old one, and how alike they are (0 to 1), best first."""
        if place not in self._found:
            old, new = self._draft.old, self._draft.new
            found = likely(old, new, place, self._candidates(old.codes[place]), _FLOOR)
            self._found[place] = sorted(found, key=lambda one: (-one[1], one[0]))
        return self._found[place]

    def _candidates(self, code: str) -> list[int]:
        """The places that share the most and the rarest words with a coded text."""
        words = sorted((len(self._postings[word]), word) for word in _words(code) if word in self._postings)
        votes: defaultdict[int, float] = defaultdict(float)
        asked = 0
        for count, word in words:
            for place in self._postings[word]:
                votes[place] += 1 / count
            asked += count
            if asked > _ASKED:
                break
        return sorted(votes, key=lambda place: (-votes[place], place))[:_CANDIDATES]


def _words(code: str) -> set[str]:
    """The words of a coded text, alone and two by two: in a long edition few words are rare, but many pairs are."""
    return {*code, *map(add, code, code[1:])}

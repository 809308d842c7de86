"""An index of rare words: the few nodes worth comparing with a text, however long the edition."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain

from kcsie_diff.aligning.strands import Strand

_POSTINGS = 40  # a word in more nodes than this tells nothing
_WORDS = 12  # of a text, its rarest are asked for
_CANDIDATES = 8


class RareWords:
    """Some places of a strand, to be found by the words that few of them hold."""

    def __init__(self, strand: Strand, places: Iterable[int]) -> None:
        chosen = list(places)
        counts = Counter(chain.from_iterable(set(strand.codes[place]) for place in chosen))
        self._postings: defaultdict[str, list[int]] = defaultdict(list)
        for place in chosen:
            for word in set(strand.codes[place]):
                if counts[word] <= _POSTINGS:
                    self._postings[word].append(place)

    def candidates(self, code: str) -> list[int]:
        """The places that share the most and the rarest words with a coded text, best first; at most eight."""
        known = [(len(self._postings[word]), word) for word in set(code) if word in self._postings]
        votes: Counter[int] = Counter()
        for count, word in sorted(known)[:_WORDS]:
            for place in self._postings[word]:
                votes[place] += 1 / count  # type: ignore[assignment]
        return sorted(votes, key=lambda place: (-votes[place], place))[:_CANDIDATES]

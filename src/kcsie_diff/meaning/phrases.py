"""Plain phrases found in a text: no patterns, so that no lexicon can be slow or hang.

A phrase in lower case is found in any case; one with a capital only as it is written ("TRA", not "tra"). Words are
matched whole. The cost is linear in the text: one pass over its words, whatever the number of phrases.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kcsie_diff.language.normalise import even
from kcsie_diff.meaning.changed_text import SideText, Word

# The longest phrase, in words: bounds what one place can cost.
LONGEST = 16


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: the name it stands for, its words as the text has them, its span, and the words' places."""

    name: str
    text: str
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    name: str
    exact: str | None


@dataclass(frozen=True, slots=True)
class Phrases:
    """A set of phrases, each standing for a name."""

    index: Mapping[str, tuple[_Entry, ...]]
    entries: tuple[tuple[str, str], ...]

    def find(self, text: str, words: tuple[Word, ...]) -> tuple[Hit, ...]:
        """The phrases in a text, in order, the longest first where several start at one word; none overlap."""
        hits = []
        place = 0
        while place < len(words):
            entry = self._at(text, words, place)
            if entry is None:
                place += 1
                continue
            last = place + len(entry.words) - 1
            start, end = words[place].start, words[last].end
            hits.append(Hit(entry.name, text[start:end], start, end, place, last))
            place = last + 1
        return tuple(hits)

    def find_in(self, side: SideText) -> tuple[Hit, ...]:
        """The phrases of one side of a change."""
        return self.find(side.text, side.words)

    def find_changed(self, side: SideText) -> tuple[Hit, ...]:
        """The phrases of one side of a change with at least one changed word."""
        words = side.words
        return tuple(hit for hit in self.find_in(side) if any(w.changed for w in words[hit.first : hit.last + 1]))

    def _at(self, text: str, words: tuple[Word, ...], place: int) -> _Entry | None:
        for entry in self.index.get(words[place].folded, ()):
            stop = place + len(entry.words)
            if stop > len(words) or any(words[place + n].folded != word for n, word in enumerate(entry.words)):
                continue
            if entry.exact is None or even(text[words[place].start : words[stop - 1].end]) == entry.exact:
                return entry
        return None


def make_phrases(named: Iterable[tuple[str, str]]) -> Phrases:
    """Phrases from pairs of a phrase and the name it stands for; the earlier of two equal phrases wins."""
    pairs = tuple(dict.fromkeys(named))
    index: dict[str, list[_Entry]] = {}
    for phrase, name in pairs:
        words = tuple(word.folded for word in SideText.of(phrase).words)
        if not words:
            continue
        exact = even(phrase) if phrase != phrase.lower() else None
        index.setdefault(words[0], []).append(_Entry(words, name, exact))
    longest_first = {word: tuple(sorted(some, key=lambda e: -len(e.words))) for word, some in index.items()}
    return Phrases(MappingProxyType(longest_first), pairs)

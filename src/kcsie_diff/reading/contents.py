"""Which lines are entries of a list of contents: those whose words are the title of something on the page they name."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from kcsie_diff.language.normalise import letters
from kcsie_diff.reading.page_model import Page

ATTESTED = 0.4
"""At least this share of the entries of a list must be titles: others may be cut, wrapped or spelt otherwise."""

SHORTEST = 4
"""A key of fewer letters is no title: too many lines begin with it."""

TITLE = re.compile(r"^(?:table of )?contents$", re.IGNORECASE)
"""The heading of a list of contents, wherever in the file it stands."""

_PAGE_FIGURE = re.compile(r"[\s.…·_]*(?<![^\W_])([ivxlc]{1,6}|[A-Z]{0,2}-?\d{1,4})\s*$")


class Titles:
    """The lines of a document, by their letters, as what an entry of a list of contents may name."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages

    @cached_property
    def _lines(self) -> dict[str, list[tuple[int, float]]]:
        """Page and baseline of the lines of the document, by their letters."""
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for page in self._pages:
            for line in page.lines:
                key = letters(line.text)
                if len(key) >= SHORTEST:
                    found[key].append((page.number, line.baseline))
        return found

    @cached_property
    def _keys(self) -> list[str]:
        return sorted(self._lines)

    def name(self, entries: Sequence[str], page: int, top: float, bottom: float) -> bool:
        """Whether enough of some entries, which stand on a page between two heights, name a title and its page.

        Matches entries whose titles stand on the pages that they name, all counted from the same page; with pages in
        Roman figures the titles alone decide. Must not match a list of limits, whose figures rise but lead nowhere, not
        even where its words stand in another list.
        """
        offsets: Counter[int] = Counter()
        titled = counted = 0
        for entry in entries:
            figure = _PAGE_FIGURE.search(entry)
            places = self._places(letters(entry[: figure.start()] if figure else entry), page, top, bottom)
            titled += bool(places)
            if figure and figure[1].isdigit():
                counted += 1
                offsets.update({place - int(figure[1]) for place in places})
        wanted = ATTESTED * len(entries)
        if titled < wanted or not titled:
            return False
        agreed = max((offsets[offset] + offsets[offset + 1] for offset in offsets), default=0)
        return not counted or agreed >= ATTESTED * counted

    def has(self, text: str, page: int, top: float, bottom: float) -> bool:
        """Whether a line elsewhere begins with the words of a text that stands on a page between two heights."""
        return bool(self._places(letters(text), page, top, bottom))

    def _places(self, title: str, page: int, top: float, bottom: float) -> set[int]:
        """The pages on which a line begins with a title, or with the first words of a long one; not the list itself."""
        return {
            number
            for key in self._matching(title)
            for number, baseline in self._lines[key]
            if not (number == page and top <= baseline <= bottom)
        }

    def _matching(self, title: str) -> Iterator[str]:
        if len(title) < SHORTEST:
            return
        at = bisect_left(self._keys, title)
        while at < len(self._keys) and self._keys[at].startswith(title):
            yield self._keys[at]
            at += 1
        for length in range(len(title) - 1, max(SHORTEST, len(title) // 2), -1):
            if title[:length] in self._lines:
                yield title[:length]

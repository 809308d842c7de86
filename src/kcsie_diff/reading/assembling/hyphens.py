"""Hyphens at the end of a line: does the word keep it? The rest of the document knows."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kcsie_diff.language.normalise import clean

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LAST = re.compile(r"[^\W_]+(?:-[^\W_]+)*$")
_FIRST = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Hyphens:
    """How often the document writes each word, hyphens included; `keeps` says what most of its line ends do."""

    words: Counter[str]
    keeps: bool

    def joined(self, before: str, after: str) -> str:
        """What stands between two parts of a line end that a hyphen parts: "-" or nothing.

        "self" + "harm" keeps its hyphen where "self-harm" is written elsewhere; "informa" + "tion" loses it where
        "information" is. A figure beside the hyphen keeps it ("16-" + "year-old").
        """
        return "-" if self._keep(before, after) else ""

    def _keep(self, before: str, after: str) -> bool:
        last, first = _LAST.search(before.casefold()), _FIRST.match(after.casefold())
        if not last or not first or last[0][-1].isdigit() or first[0][0].isdigit():
            return True
        tail = last[0].rsplit("-", 1)[-1]
        whole, parted = self.words[tail + first[0]], self.words[f"{tail}-{first[0]}"]
        if whole or parted:
            return parted >= whole
        if not after[:1].islower():
            return True
        known = min(self.words[tail], self.words[first[0]])
        return known > 1 if self.keeps else known > 20


def learn(lines: Iterable[str], ends: Iterable[tuple[str, str]]) -> Hyphens:
    """Learn from the lines of a document; `ends` are the lines that a hyphen ends, each with the line after it."""
    words = Counter(word for line in lines for word in _WORD.findall(clean(line).casefold()))
    known = Hyphens(words, keeps=True)
    kept = cut = 0
    for before, after in ends:
        last, first = _LAST.search(before.casefold()), _FIRST.match(after.casefold())
        if last and first:
            tail = last[0].rsplit("-", 1)[-1]
            kept += words[f"{tail}-{first[0]}"] > 0
            cut += words[tail + first[0]] > 0
    return Hyphens(known.words, keeps=kept >= cut)

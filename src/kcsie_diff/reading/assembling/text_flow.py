"""The text of a unit from its blocks, with the links and footnote marks in it.

Lines become one text. A hyphen at the end of a line stays or goes as the rest of the document writes the word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kcsie_diff.language.labels import note_marks, number
from kcsie_diff.language.normalise import clean, fragment
from kcsie_diff.model.edition import Box, Link
from kcsie_diff.reading.page_model import LINE_HYPHEN, SOFT_HYPHEN, Line, PageBlock, Role, TextRun
from kcsie_diff.records import Record

_AROUND_LINKS = " .,;:()‘’“”•●"
TABBED = 1.5
"""Pieces of a line that stand this many times their size apart are parted by a tab, with a leader perhaps."""

_LEADER = re.compile(r"\.{5,}|(?:\. ){4,}\.?")
"""Dots that lead to a figure or are to be written on; five, since four may be the end of a quotation."""

LINE_ENDS = (LINE_HYPHEN, SOFT_HYPHEN)

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LAST = re.compile(r"[^\W_]+$")
_FIRST = re.compile(r"[^\W_]+")

WRITTEN = 1
"""Times. Two words that the document writes on their own more often than this keep the hyphen between them, where most
of its line ends keep theirs: a part that is only found at this line end is half of a longer word."""

WRITTEN_OFTEN = 20
"""Times. The same, where line ends mostly lose their hyphens: two common words are more likely a compound than a word
cut where both its halves happen to be words ("to" + "day")."""


class Hyphens(Record, frozen=True):
    """How often the document writes each word, hyphens included; `keeps` says what most of its line ends do."""

    words: Counter[str]
    keeps: bool

    def joined(self, before: str, after: str) -> str:
        """What belongs between the two parts of a word at a line end with a hyphen: "-" or nothing.

        "self" + "harm" keeps its hyphen where "self-harm" is written elsewhere; "informa" + "tion" loses it where
        "information" is. A figure beside the hyphen keeps it ("16-" + "year-old").
        """
        last, first = _LAST.search(before.casefold()), _FIRST.match(after.casefold())
        if not last or not first or last[0][-1].isdigit() or first[0][0].isdigit():
            return "-"
        whole, hyphenated = self.words[last[0] + first[0]], self.words[f"{last[0]}-{first[0]}"]
        if whole or hyphenated:
            keeps = hyphenated >= whole
        else:
            often = WRITTEN if self.keeps else WRITTEN_OFTEN
            keeps = not after[:1].islower() or min(self.words[last[0]], self.words[first[0]]) > often
        return "-" if keeps else ""


def learn(lines: Iterable[str], ends: Iterable[tuple[str, str]]) -> Hyphens:
    """Learn from the lines of a document; `ends` are the lines that a hyphen ends, each with the line after it."""
    words = Counter(word for line in lines for word in _WORD.findall(clean(line).casefold()))
    kept = lost = 0
    for before, after in ends:
        last, first = _LAST.search(before.casefold()), _FIRST.match(after.casefold())
        if last and first:
            kept += words[f"{last[0]}-{first[0]}"] > 0
            lost += words[last[0] + first[0]] > 0
    return Hyphens(words, keeps=kept >= lost)


class Mark(Record, frozen=True):
    """A footnote mark: its label, its place in the text in characters from 0, and its page."""

    label: str
    at: int
    page: int


class Composed(Record, frozen=True):
    """The text of a unit, compared and as printed; the links on it and the footnote marks taken out of it."""

    text: str
    raw: str
    links: tuple[Link, ...]
    marks: tuple[Mark, ...]

    def from_character(self, start: int) -> "Composed":
        """The same without the characters before `start`, as where a number is taken off; links and marks follow."""
        links = tuple(Link(one.text, one.target, one.at and max(0, one.at - start)) for one in self.links)
        marks = tuple(Mark(one.label, max(0, one.at - start), one.page) for one in self.marks)
        return Composed(self.text[start:], self.raw, links, marks)


def joined(parts: Sequence[Composed], between: str, between_raw: str) -> Composed:
    """Several texts as one, with some characters between them; links and marks follow."""
    links: list[Link] = []
    marks: list[Mark] = []
    length = 0
    for part in parts:
        links += [Link(one.text, one.target, length + (one.at or 0)) for one in part.links]
        marks += [Mark(one.label, length + one.at, one.page) for one in part.marks]
        length += len(part.text) + len(between)
    text, raw = between.join(part.text for part in parts), between_raw.join(part.raw for part in parts)
    return Composed(text, raw, tuple(links), tuple(marks))


class Composer(Record, frozen=True):
    """Composes texts: `hyphens` decides line ends, `notes` are the labels of the footnotes in this document."""

    hyphens: Hyphens
    notes: frozenset[str]

    def compose(self, blocks: Sequence[PageBlock]) -> Composed:
        """The text of the blocks of one unit, in order: hidden pieces only in furniture, leaders only in contents."""
        writing = _Writing()
        lines = [line for block in blocks for line in block.lines]
        with_hidden, listed = blocks[0].role is Role.FURNITURE, blocks[0].role is Role.CONTENTS
        for i, line in enumerate(lines):
            edge = None
            for piece in line.pieces:
                if piece.hidden and not with_hidden:
                    continue
                if edge is not None and not with_hidden and piece.left - edge > TABBED * piece.size:
                    writing.add(" ", None)
                edge = piece.right
                if labels := self._labels(piece):
                    writing.mark(labels, piece)
                else:
                    writing.add(piece.text if listed else _LEADER.sub(" ", piece.text), piece.link)
            if i + 1 < len(lines):
                self._end_line(writing, line, lines[i + 1])
        return writing.done("\n".join(f"{block.label} {block.text}" if block.label else block.text for block in blocks))

    def _labels(self, piece: TextRun) -> tuple[str, ...]:
        """The footnote labels that a piece holds; none where it is text."""
        if not (piece.mark or piece.raised):
            return ()
        labels = tuple(label for part in note_marks(clean(piece.text)) for label in _split_marks(part, self.notes))
        return labels if piece.mark or all(label in self.notes for label in labels) else ()

    def _end_line(self, writing: "_Writing", line: Line, following: Line) -> None:
        shown = [piece for piece in line.pieces if not piece.hidden]
        last = shown[-1].text.rstrip() if shown else ""
        before, after = line.text.rstrip(), following.text.lstrip()
        if last.endswith(LINE_ENDS):
            word = before.rstrip("".join(LINE_ENDS))
            # Behind a hyphen of the word itself, a soft hyphen only allows the line to end.
            writing.hyphen("" if word.endswith("-") else self.hyphens.joined(word, after))
        elif last.endswith(("-", "\u2010")) and last[-2:-1].isalnum() and after[:1].isalnum():
            writing.text = writing.text[:-1]
            writing.hyphen(self.hyphens.joined(before[:-1], after))
        elif not _runs_on(line.text, after):
            writing.add(" ", None)


def _runs_on(before: str, after: str) -> bool:
    """Whether a word runs over a line end without a hyphen.

    Matches "and/ | or" and a web address broken behind a slash, a dot or another sign. Must not match a line that ends
    with a space, nor a sentence or an address that ends with its line.
    """
    if not after or before[-1:].isspace():
        return False
    if before.endswith("/") and before[-2:-1].isalpha() and after[0].isalpha():
        return True
    word = before.rsplit(maxsplit=1)[-1] if before.split() else ""
    address = "://" in word or word.startswith("www.")
    return address and (word[-1] in "/\u2011=&?#%_~" or (word[-1] == "." and after[0].islower()))


def _split_marks(label: str, notes: frozenset[str]) -> tuple[str, ...]:
    """Marks that are printed side by side without a space: "6162" is 61 and 62 where such notes follow each other."""
    if label in notes or not label.isdigit():
        return (label,)
    for length in range(1, len(label) // 2 + 1):
        parts = [label[:length]]
        while len("".join(parts)) < len(label):
            parts.append(str(int(parts[-1]) + 1))
        if "".join(parts) == label and all(part in notes for part in parts):
            return tuple(parts)
    return (label,)


def composer(blocks: Sequence[PageBlock]) -> Composer:
    """The composer for the texts of a document, from all its blocks."""
    lines = [line for block in blocks for line in block.lines]
    ends = [
        (line.text.rstrip()[:-1], following.text.lstrip())
        for line, following in pairwise(lines)
        if line.text.rstrip()[-1:] == LINE_HYPHEN
    ]
    notes = frozenset(label for block in blocks if (label := note_label(block)))
    return Composer(learn((line.text for line in lines), ends), notes)


def note_label(block: PageBlock) -> str | None:
    """The label that a mark of this note has in the text, if the block is a footnote or a note under a table."""
    if block.role is Role.FOOTNOTE and block.label:
        return next(iter(note_marks(block.label)), None)
    return block.label if block.role is Role.ITEM and number(block.label) == block.label else None


class _Writing:
    """A text being composed. `spaced` says that no further space may follow; `links` are target, start and end."""

    def __init__(self) -> None:
        self.text = ""
        self.spaced = True
        self.marks: list[Mark] = []
        self.links: list[tuple[str, int, int]] = []

    def add(self, raw: str, target: str | None) -> None:
        text = fragment(raw)
        if self.spaced:
            text = text.lstrip(" ")
        if not text:
            return
        if target is not None and text.strip():
            start = len(self.text)
            if self.links and self.links[-1][0] == target and start - self.links[-1][2] <= 1:
                start = self.links.pop()[1]
            self.links.append((target, start, len(self.text) + len(text)))
        self.text += text
        self.spaced = text.endswith(" ")

    def hyphen(self, hyphen: str) -> None:
        self.text = (self.text[:-1] if self.spaced else self.text) + hyphen
        self.spaced = True

    def mark(self, labels: Sequence[str], piece: TextRun) -> None:
        at = len(self.text) - int(self.spaced and self.text.endswith(" "))
        self.marks.extend(Mark(label, at, piece.page) for label in labels)
        if piece.text[-1:].isspace():
            self.add(" ", None)

    def done(self, raw: str) -> Composed:
        text = self.text.rstrip()
        marks = tuple(Mark(mark.label, min(mark.at, len(text)), mark.page) for mark in self.marks)
        return Composed(text, raw, tuple(self._links(text)), marks)

    def _links(self, text: str) -> Iterator[Link]:
        """The links, without the stops and brackets around their words; a bracket opened in the words stays."""
        for target, start, end in self.links:
            words = text[start:end]
            label = words.strip(_AROUND_LINKS)
            at = words.index(label)
            if label.count("(") > label.count(")") and words.startswith(")", at + len(label)):
                label += ")"
            if label:
                yield Link(label, target, start + at)


def boxes(blocks: Sequence[PageBlock]) -> tuple[Box, ...]:
    """The boxes that the lines of some blocks fill, one for each page."""
    return tuple(
        Box(
            page,
            min(block.left for block in held),
            min(block.top for block in held),
            max(block.right for block in held),
            max(block.bottom for block in held),
        )
        for page in sorted({block.page for block in blocks})
        if (held := [block for block in blocks if block.page == page])
    )

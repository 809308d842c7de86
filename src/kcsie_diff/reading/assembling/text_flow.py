"""Blocks of one unit -> its text, with the links and footnote marks that stand in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kcsie_diff.language.normalise import clean, fragment
from kcsie_diff.model.edition import Box, Link
from kcsie_diff.reading.assembling.hyphens import Hyphens
from kcsie_diff.reading.page_model import LINE_HYPHEN, Block, Line, Piece, Role

_AROUND_LINKS = " .,;:()‘’“”•●"
LINE_ENDS = (LINE_HYPHEN, "\u00ad")


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark: its label, where it stood in the text, and its page."""

    label: str
    at: int
    page: int


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of a unit as told and as printed, and what was lifted out of it or lies on it."""

    text: str
    raw: str
    links: tuple[Link, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Composer:
    """Composes texts: `hyphens` decides line ends, `notes` are the labels that footnotes of this document bear."""

    hyphens: Hyphens
    notes: frozenset[str]

    def compose(self, blocks: Sequence[Block]) -> Composed:
        """The text of the blocks of one unit, in order; hidden pieces are told of furniture alone."""
        writing = _Writing()
        lines = [line for block in blocks for line in block.lines]
        told = blocks[0].role is Role.FURNITURE if blocks else False
        for i, line in enumerate(lines):
            for piece in line.pieces:
                if not piece.hidden or told:
                    self._write(writing, piece)
            if i + 1 < len(lines):
                self._end_line(writing, line, lines[i + 1])
        return writing.done("\n".join(_raw(block) for block in blocks))

    def _write(self, writing: "_Writing", piece: Piece) -> None:
        labels = self._labels(piece)
        if labels:
            writing.mark(labels, piece)
        else:
            writing.add(piece.text, piece.link)

    def _labels(self, piece: Piece) -> tuple[str, ...]:
        """The footnote labels that a piece holds; none where it is text."""
        if not (piece.mark or piece.raised):
            return ()
        labels = tuple(
            label for part in clean(piece.text).replace(",", " ").split() for label in _parted(part, self.notes)
        )
        return labels if piece.mark or all(label in self.notes for label in labels) else ()

    def _end_line(self, writing: "_Writing", line: Line, following: Line) -> None:
        shown = [piece for piece in line.pieces if not piece.hidden]
        last = shown[-1].text.rstrip() if shown else ""
        before, after = line.text.rstrip(), following.text.lstrip()
        if last.endswith(LINE_ENDS):
            writing.hyphen(self.hyphens.joined(before.rstrip("".join(LINE_ENDS)), after))
        elif last.endswith(("-", "\u2010")) and last[-2:-1].isalnum() and after[:1].isalnum():
            writing.cut(1)
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


def _parted(label: str, notes: frozenset[str]) -> tuple[str, ...]:
    """The marks that stand side by side without a space: "6162" is 61 and 62 where such notes follow each other."""
    if label in notes or not label.isdigit():
        return (label,)
    for length in range(1, len(label) // 2 + 1):
        parts = [label[:length]]
        while len("".join(parts)) < len(label):
            parts.append(str(int(parts[-1]) + 1))
        if "".join(parts) == label and all(part in notes for part in parts):
            return tuple(parts)
    return (label,)


def _raw(block: Block) -> str:
    return f"{block.label} {block.text}" if block.label else block.text


class _Writing:
    """A text in the making. `spaced` says that no further space may follow; `links` are target, start and end."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
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
            self._link(target, len(text))
        self.parts.append(text)
        self.length += len(text)
        self.spaced = text.endswith(" ")

    def _link(self, target: str, length: int) -> None:
        start = self.length
        if self.links and self.links[-1][0] == target and start - self.links[-1][2] <= 1:
            start = self.links.pop()[1]
        self.links.append((target, start, self.length + length))

    def hyphen(self, hyphen: str) -> None:
        self.cut(int(self.spaced and self.length > 0))
        self.parts.append(hyphen)
        self.length += len(hyphen)
        self.spaced = True

    def cut(self, count: int) -> None:
        """Take the last characters back."""
        while count and self.parts:
            last = self.parts.pop()
            kept = last[: max(0, len(last) - count)]
            self.length -= len(last) - len(kept)
            count -= len(last) - len(kept)
            if kept:
                self.parts.append(kept)

    def mark(self, labels: Sequence[str], piece: Piece) -> None:
        at = self.length - int(self.spaced and self.length > 0 and self.parts[-1].endswith(" "))
        self.marks.extend(Mark(label, at, piece.page) for label in labels)
        if piece.text[-1:].isspace():
            self.add(" ", None)

    def done(self, raw: str) -> Composed:
        text = "".join(self.parts).rstrip()
        return Composed(text, raw, tuple(self._told_links(text)), tuple(_within(self.marks, len(text))))

    def _told_links(self, text: str) -> Iterator[Link]:
        for target, start, end in self.links:
            words = text[start:end]
            told = words.strip(_AROUND_LINKS)
            at = words.index(told)
            if told.count("(") > told.count(")") and words.startswith(")", at + len(told)):
                told += ")"
            if told:
                yield Link(told, target, start + at)


def _within(marks: Sequence[Mark], length: int) -> Iterator[Mark]:
    return (Mark(mark.label, min(mark.at, length), mark.page) for mark in marks)


def boxes(blocks: Sequence[Block]) -> tuple[Box, ...]:
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

"""The page model: text runs, the lines that they make, and the blocks that lines make.

`glyphs` turns a page into lines of text runs. `tagged` and `layout` each turn lines into blocks, the one by asking the
structure tree, the other by looking at the page. `assemble` turns blocks into the nodes of an edition and does not
care which of the two made them.

All positions are in points from the top left corner of the page as it is displayed; y grows downwards; pages count
from 1.
"""

import re
from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Generic, TypeVar

from kcsie_diff.records import Record, replace

T = TypeVar("T")

LINE_HYPHEN = "\ufffe"
"""How PDFium spells a hyphen at the end of a line; whether the word keeps it is decided from the whole document."""

SOFT_HYPHEN = "\u00ad"
"""A place where a word may be parted (Unicode Standard, 6.2); some fonts give it for a hyphen that they print."""

UNMAPPED = "\ufffd"
"""Stands for a glyph whose font does not tell its Unicode value (ISO 32000-1, 9.10.2)."""


class TextRun(Record, frozen=True):
    """A run of text that one marked sequence draws on one line in one font.

    `text` is as PDFium gives it, spaces between words included; a hyphen that ends a line is LINE_HYPHEN. `baseline`
    is the y on which the letters stand. `mcid` is the marked-content id on its page, None outside any marked sequence.
    `hidden` text cannot be seen (under 2 points, or outside the page). `raised` letters are smaller than their line
    and stand higher: footnote marks, ordinals. `rotated` text does not run from left to right. `in_form` text is drawn
    by a form of its own, whose marked-content ids are not the page's. `link` is the target of the link that covers it.
    `mark` says that the piece is known to be a footnote mark; raised digits are taken for one where a footnote answers
    to them. `artifact` says that the page itself calls the piece no part of its text. `struck` text has a line through
    it and is hidden too; `unseen` text has the colour of its ground, or something covers it.
    """

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    size: float
    font: str = ""
    bold: bool = False
    italic: bool = False
    mcid: int | None = None
    hidden: bool = False
    raised: bool = False
    rotated: bool = False
    in_form: bool = False
    link: str | None = None
    mark: bool = False
    artifact: bool = False
    struck: bool = False
    unseen: bool = False

    def cut(self, at: int) -> tuple["TextRun", "TextRun"]:
        """The piece in two, before and from character `at`; the edge between them is measured off in proportion."""
        middle = self.left + (self.right - self.left) * at / max(1, len(self.text))
        return replace(self, text=self.text[:at], right=middle), replace(self, text=self.text[at:], left=middle)


_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # Hebrew, Arabic, Syriac and their forms


def is_leftward(text: str) -> bool:
    """Whether a text has a letter that is written from right to left (Unicode Standard Annex 9, classes R and AL)."""
    return _LEFTWARD.search(text) is not None


def first_word(text: str, left: float, right: float) -> float:
    """The width of the first word of a text between two edges, in points, measured off in proportion; 0 without one."""
    word = text.split(maxsplit=1)[:1]
    return (right - left) * len(word[0]) / len(text) if word else 0.0


def line_was_full(right: float, edge: float, word: float, space: float) -> bool:
    """Whether a word would not have fitted at the end of a line, so that the width of the column broke it there.

    All are in points: the `right` edge of the line, the right `edge` of its column, the width of the `word`, and the
    `space` that must be left beside it.
    """
    return edge - right < word + space


class found_once(Generic[T]):  # noqa: N801 - used like `cached_property`
    """A property that is found when first asked for: `cached_property` without its lock, which costs more than most."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self._find = find
        self._name = find.__name__
        self.__doc__ = find.__doc__

    def __get__(self, holder: Any, _: type | None = None) -> T:
        found = holder.__dict__[self._name] = self._find(holder)
        return found


class Line(Record, frozen=True, dict=True):
    """Pieces that stand side by side on one page, in the order in which they are read. There is at least one."""

    pieces: tuple[TextRun, ...]

    @found_once
    def text(self) -> str:
        """The text of the line, as PDFium gives it."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def page(self) -> int:
        """The page on which the line stands."""
        return self.pieces[0].page

    @found_once
    def left(self) -> float:
        """The left edge."""
        return min(piece.left for piece in self.pieces)

    @found_once
    def right(self) -> float:
        """The right edge."""
        return max(piece.right for piece in self.pieces)

    @found_once
    def top(self) -> float:
        """The upper edge."""
        return min(piece.top for piece in self.pieces)

    @found_once
    def bottom(self) -> float:
        """The lower edge."""
        return max(piece.bottom for piece in self.pieces)

    @found_once
    def main(self) -> TextRun:
        """The piece with the most letters among those that are seen: it speaks for the line's font.

        Figures speak only where there is nothing else: footnote marks may outnumber the letters of a short line.
        """
        if len(self.pieces) == 1:
            return self.pieces[0]
        texts = ((piece, piece.text.strip()) for piece in self.pieces)
        return max(texts, key=lambda one: (not one[0].hidden, not one[0].raised, not one[1].isdigit(), len(one[1])))[0]

    @property
    def size(self) -> float:
        """The size of the font that most letters have."""
        return self.main.size

    @property
    def baseline(self) -> float:
        """The baseline of most letters."""
        return self.main.baseline

    @found_once
    def bold(self) -> bool:
        """Whether more than nine letters in ten are bold."""
        letters = sum(len(piece.text.strip()) for piece in self.pieces)
        return sum(len(piece.text.strip()) for piece in self.pieces if piece.bold) > 0.9 * letters


def middle(words: TextRun | Line) -> tuple[float, float]:
    """The middle of some words, left to right and up to down: half of a small letter above the baseline."""
    return (words.left + words.right) / 2, words.baseline - 0.3 * words.size


class Role(StrEnum):
    """What a block is, as far as its own page can tell."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FOOTNOTE = "footnote"
    CELL = "cell"
    FIGURE = "figure"
    CONTENTS = "contents"
    FURNITURE = "furniture"
    UNPLACED = "unplaced"


BODY = (Role.PARAGRAPH, Role.ITEM)
"""What running text is made of."""


class Cell(Record, frozen=True):
    """Where a block stands in a table: the table's id (any string unique in the file), row and column, from 0.

    Several blocks may share a cell. A row that the tree puts in no table has the table "" and a row number of its own,
    below 0. `columns` is how many columns the whole table has; a table of one is a box. `width`
    is how many the cells of this row fill, empty ones too, where that is known; `rows` how many rows the cell fills.
    `covered` are the columns of its row that an empty cell over several rows fills, as at the top of a page.
    """

    table: str
    row: int
    column: int
    columns: int
    width: int | None = None
    rows: int = 1
    covered: tuple[int, ...] = ()


class PageBlock(Record, frozen=True, dict=True):
    """One unit, or the part of a unit that one page holds.

    `lines` are all on one page and do not hold the label. `label` is what the page prints before the unit: "171.",
    "(a)", "•", the mark of a footnote; `label_left` its left edge. `level` is that of a heading, 1 to 6, or the depth
    of an item from 1, where that is known. `continues` says whether the block continues the block of its kind before
    it (of an earlier page, mostly): None leaves that to the shape of the text. `owners` names the structure elements
    that hold the block, if any: two blocks that share one may be one unit. `alt` is the alternative text of a figure.
    `boxed` says that the block stands in a box beside the running text.
    """

    role: Role
    lines: tuple[Line, ...]
    label: str | None = None
    label_left: float | None = None
    level: int | None = None
    continues: bool | None = None
    owners: frozenset[str] = frozenset()
    cell: Cell | None = None
    alt: str | None = None
    boxed: bool = False

    def unlabelled(self) -> "PageBlock":
        """The block with its label as the first words of its text."""
        if self.label is None:
            return self
        first = self.lines[0].pieces[0]
        left = first.left if self.label_left is None else self.label_left
        piece = replace(first, text=f"{self.label} ", left=left, right=first.left, link=None, mark=False)
        lines = (Line((piece, *self.lines[0].pieces)), *self.lines[1:])
        return replace(self, lines=lines, label=None, label_left=None)

    @property
    def page(self) -> int:
        """The page on which the block stands."""
        return self.lines[0].page

    @found_once
    def text(self) -> str:
        """The lines, one under the other, as PDFium gives them."""
        return "\n".join(line.text for line in self.lines)

    @found_once
    def left(self) -> float:
        """The left edge of the text, without the label."""
        return min(line.left for line in self.lines)

    @found_once
    def right(self) -> float:
        """The right edge."""
        return max(line.right for line in self.lines)

    @found_once
    def top(self) -> float:
        """The upper edge."""
        return min(line.top for line in self.lines)

    @found_once
    def bottom(self) -> float:
        """The lower edge."""
        return max(line.bottom for line in self.lines)

    @found_once
    def size(self) -> float:
        """The size in which most letters are set."""
        letters: Counter[float] = Counter()
        for line in self.lines:
            letters[line.size] += len(line.text)
        return letters.most_common(1)[0][0]

    @found_once
    def bold(self) -> bool:
        """Whether every line is bold."""
        return all(line.bold for line in self.lines)


RULE = 3.5
"""Points. A path no thicker is a rule; PDFium's boxes hold the width of the pen twice over."""


class Stroke(Record, frozen=True):
    """The box of one path that a page draws: a rule where it is thin, else a frame, a shade, a part of a picture.

    `shaded` says that it is filled with something else than white.
    """

    left: float
    top: float
    right: float
    bottom: float
    shaded: bool = False


class Page(Record, frozen=True):
    """One page as PDFium reads it: its number from 1, its size in points as displayed, its lines in drawing order.

    `strokes` are the paths that it draws, in drawing order; of a page that draws very many, the first ones. `picture`
    is the share of the page that its largest picture covers, asked for only where the page has next to no text.
    `readable` is False where PDFium could not load the page. Where its text stands sideways, all positions are those of
    the page turned clockwise by `turned` degrees, so that lines run from left to right.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    strokes: tuple[Stroke, ...] = ()
    picture: float = 0.0
    readable: bool = True
    turned: int = 0

"""Labels on a printed line: line to label, where it stands, and the line without it.

What a label is, `language.labels` says. Here the page has its say: letters raised above their line are footnote marks,
an "o" is a bullet in a symbol font alone, and a wide gap sets a label apart from the words.
"""

import re
from collections.abc import Collection, Iterable

from kcsie_diff.language.labels import (
    LETTER_BULLETS,
    LabelKind,
    find_label,
    is_bullet,
    is_doubtful,
    is_note_mark,
    is_year_label,
    kind_of,
    note_marks,
    number,
)
from kcsie_diff.language.normalise import clean
from kcsie_diff.reading.page_model import Line, TextRun
from kcsie_diff.records import Record

_SYMBOL_FONTS = ("courier", "symbol", "wingdings", "dingbats")
_GLUED = re.compile(r"\s*(\d{1,3})(?=[A-Z“‘\"'(\[])")
"""The figure of a note whose program prints no space behind it."""

_GLUED_COUNT = re.compile(r"\s*(\d{1,3}\.|\([a-z]{1,3}\))(?=[A-Z][a-z]* )")
"""The count of an item that is too wide for its tab, so that no space is left behind it: "10.The", "(b)The"."""

BULLET_GAP = 0.6
"""A dash is a bullet where the words begin this many ems behind it; a sentence leaves a third of an em."""

APART_GAP = 0.9
"""A gap of more ems than this sets a label apart from its words."""


class Label(Record, frozen=True):
    """What a line prints before its words: the label, its left edge, where the words begin, and the line without it.

    Edges are in points; `text_left` is measured off in proportion where one run of text holds both. `apart` says that a
    wide gap stands between the two.
    """

    text: str
    kind: LabelKind
    left: float
    text_left: float
    apart: bool
    rest: Line

    @property
    def bare(self) -> bool:
        """Whether nothing but figures stand there: most such rows begin with a number that belongs to the text."""
        return self.kind is LabelKind.NUMBER and self.text.isdigit()

    @property
    def doubtful(self) -> bool:
        """Whether the label could as well be a word or a dash of the text."""
        return is_doubtful(self.text)


def label_of_unit(line: Line) -> Label | None:
    """The label of a line that is known to begin a unit; None where there is none, or no words follow it.

    Matches "171. When", "2024. When", "• to", "(a) the". Must not match "12 children", a raised "4." (a footnote mark),
    nor a letter bullet that the page does not set as one (`begins_with_bullet`).
    """
    if line.pieces[0].raised:
        return None
    found = _bullet(line)
    if found is None:
        found = _printed_label(line.text)
        if found is None or is_doubtful(found):
            return None
    return _cut_off(line, found)


def label_of_row(line: Line, *, gaps: bool) -> Label | None:
    """What may be a label at the start of any line; None where nothing does, or no words follow it.

    `gaps` says whether a gap parts the line at all. Matches what `find_label` does, "12" and "–" too. Must not match
    "2024." (a year, which ends the sentence of the line before), "V14.1 Build" (the name of a section, which a heading
    keeps in its text), nor a mark that is raised or cannot be seen.
    """
    first = line.pieces[0]
    found = None if first.raised or first.hidden else _printed_label(line.text)
    if found is None or is_year_label(found) or (found[0].isupper() and kind_of(found) is LabelKind.DOTTED):
        return None
    return _cut_off(line, found, gaps=gaps)


def _printed_label(text: str) -> str | None:
    """The label that a text begins with, a count without a space behind it, too."""
    glued = _GLUED_COUNT.match(text)
    return find_label(text) or (glued[1] if glued else None)


def label_of_note(line: Line, cited: Collection[str] = ()) -> Label | None:
    """The mark that a note begins with, its stop taken along; None where there is none, or no words follow it.

    Matches a raised "12", "a", "*" or "12.", and a figure on the line itself that is among the `cited` ones, a space
    behind it or not: "1Or a carer". Must not match a raised "th", nor "1st".
    """
    first, *rest = line.pieces
    named = note_marks(first.text)
    if rest and first.raised and len(named) == 1 and is_note_mark(named[0]):
        if rest[0].text.startswith("."):
            rest[0] = rest[0].cut(1)[1]
        following = Line(tuple(rest))
        return Label(named[0], LabelKind.NUMBER, first.left, following.left, apart=False, rest=following)
    if not cited or first.raised:
        return None
    glued = _GLUED.match(line.text)
    found = glued[1] if glued else find_label(line.text)
    return _cut_off(line, found) if found and found[:1].isdigit() and number(found) in cited else None


def marks(lines: Iterable[Line]) -> frozenset[str]:
    """The marks that raised text within some lines may bear: "3", "4" for a raised "3,4"; not what begins a line."""
    raised = (piece.text for line in lines for piece in line.pieces[1:] if piece.raised or piece.mark)
    return frozenset(mark for text in raised for mark in note_marks(clean(text)) if is_note_mark(mark))


def begins_with_bullet(line: Line) -> bool:
    """Whether a line begins with a bullet: "•" anywhere, "o" or "-" where it is set apart from the words.

    An "o" of a symbol font is a bullet; a dash is one where a gap follows it. Must not match an "o" that is set in the
    font of the words, nor a dash that a sentence goes on with.
    """
    return _bullet(line) is not None


def _bullet(line: Line) -> str | None:
    found = find_label(line.text)
    if found is not None and is_bullet(found) and found not in LETTER_BULLETS:
        return found
    first = line.pieces[0]
    glyph = first.text.strip()
    if glyph not in LETTER_BULLETS or len(line.pieces) < 2:
        return None
    following = line.pieces[1]
    symbol = any(name in first.font.casefold() for name in _SYMBOL_FONTS) and first.font != following.font
    apart = not glyph.isalpha() and following.left - first.right > BULLET_GAP * first.size
    return glyph if symbol or apart else None


def _cut_off(line: Line, label: str, *, gaps: bool = False) -> Label | None:
    before, rest = _cut(line, line.text.index(label) + len(label))
    rest = _cut(rest, len(rest.text) - len(rest.text.lstrip()))[1] if rest else None
    if before is None or rest is None:
        return None
    apart = gaps and rest.left - before.right > APART_GAP * line.size
    return Label(label, kind_of(label), line.pieces[0].left, rest.left, apart, rest)


def _cut(line: Line, at: int) -> tuple[Line | None, Line | None]:
    """A line before and from character `at`; None where nothing is left."""
    before: list[TextRun] = []
    after: list[TextRun] = []
    for piece in line.pieces:
        if at >= len(piece.text):
            before.append(piece)
        elif at <= 0:
            after.append(piece)
        else:
            head, tail = piece.cut(at)
            before.append(head)
            after.append(tail)
        at -= len(piece.text)
    return Line(tuple(before)) if before else None, Line(tuple(after)) if after else None

"""Labels at the start of a row: bullets and numbers, told from words that merely look like them."""

import re
from dataclasses import dataclass
from enum import StrEnum

from kcsie_diff.language.labels import BULLETS, LETTER_BULLETS
from kcsie_diff.reading.layout.rows import Row
from kcsie_diff.reading.page_model import Line, Piece

NUMBER = re.compile(
    r"""(?P<label>
      \d{1,3}(?:\.\d{1,3}){1,4}\.?          # 2.13
    | (?!(?:19|20)\d\d\b)\d{1,5}[.)]         # 171., but not 2024., which ends a sentence of the line before
    | \((?:\d{1,3}|[a-z]{1,2}|[ivxlc]{1,6}|[A-Z])\)  # (a), (iv)
    | [ivxlc]{1,6}[.)]                      # iv.
    | [a-zA-Z][.)]                          # b)
    | \d{1,3}                               # 12, where it stands apart
    )(?=\s|$)""",
    re.VERBOSE,
)


class LabelKind(StrEnum):
    """What a label counts with."""

    BULLET = "bullet"
    NUMBER = "number"
    DOTTED = "dotted"
    LETTER = "letter"
    ROMAN = "roman"


@dataclass(frozen=True, slots=True)
class Label:
    """What a row prints before its words: the label, its left edge, where the words begin, and the line without it.

    `apart` says that a wide gap stands between the two. `text_left` is measured off in proportion where it does not.
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
        return self.bare or (self.kind is LabelKind.BULLET and self.text in LETTER_BULLETS)


def label(row: Row) -> Label | None:
    """What may be a label at the start of a row; None where nothing does, or nothing follows it.

    Matches: "•", any glyph of a symbol font's private range, "o", "171.", "10278.", "2.13", "(a)", "iv.", "b)". Must
    not match: "2024" or "2024." (a year), "1(2)" (no space after it), "UK.", a number that is all there is in the row.
    """
    line = row.line
    first = line.pieces[0]
    if first.raised or first.hidden:
        return None
    word = line.text.lstrip()
    indent = len(line.text) - len(word)
    text = _label_text(word)
    if text is None or not word[len(text) :].strip():
        return None
    before, rest = _cut(line, indent + len(text))
    if not rest.text.strip():
        return None
    apart = rest.left - before.right > 0.9 * line.size and len(row.segments) > 1
    return Label(text, _kind(text), first.left, rest.left, apart, rest)


def _label_text(words: str) -> str | None:
    first = words[0]
    if first in BULLETS or "\ue000" <= first <= "\uf8ff":
        return first
    if first in LETTER_BULLETS and words[1:2].isspace():
        return first
    found = NUMBER.match(words)
    return found["label"] if found else None


def _kind(text: str) -> LabelKind:
    if not any(character.isalnum() for character in text) or text in LETTER_BULLETS:
        return LabelKind.BULLET
    core = text.strip("().")
    if core.isdigit():
        return LabelKind.NUMBER
    if "." in core:
        return LabelKind.DOTTED
    return LabelKind.ROMAN if set(core) <= set("ivxlc") and (len(core) > 1 or core in "ivx") else LabelKind.LETTER


def _cut(line: Line, at: int) -> tuple[Line, Line]:
    """A line before and from character `at`, the space there left out."""
    before: list[Piece] = []
    after: list[Piece] = []
    seen = 0
    for piece in line.pieces:
        length = len(piece.text)
        if seen + length <= at:
            before.append(piece)
        elif seen >= at:
            after.append(piece)
        else:
            head, tail = piece.cut(at - seen)
            before.append(head)
            blank = len(tail.text) - len(tail.text.lstrip())
            if tail.text.strip():
                after.append(tail.cut(blank)[1] if blank else tail)
        seen += length
    while after and not after[0].text.strip():
        after.pop(0)
    return Line(tuple(before) or line.pieces[:1]), Line(tuple(after)) if after else Line((line.pieces[0].cut(0)[0],))

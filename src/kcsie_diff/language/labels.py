"""Labels: what a page prints before a unit to count it or to mark it."""

import re
from dataclasses import dataclass

from kcsie_diff.reading.page_model import Line, Piece

BULLETS = frozenset("•●○◦▪■□▫◆◇►▶➢➤✓✔❖‣⁃∙\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf076\uf071\uf0e0\uf06c\uf02d")
"""Glyphs that mark an item wherever they begin a line; those from U+F000 on are Symbol and Wingdings codes."""

LETTER_BULLETS = frozenset("ox-–—*·")
"""Glyphs that mark an item where a list says so: an "o" of Courier, an "x" of Wingdings, a dash."""

_NUMBERED = re.compile(
    r"""\s*(?P<label>
      \d{1,5}(?:\.\d{1,3}){0,4}[.)]                             # 171.  2.13.  3)
    | [A-Z]{0,2}\d{1,3}(?:\.\d{1,3}){1,4}                       # 2.13  A1.2
    | \((?:\d{1,3}|[a-z]{1,2}|[ivxlc]{1,6}|[A-Z])\)             # (a)  (iv)
    | [ivxlc]{1,6}[.)]                                          # iv.
    | [a-zA-Z][.)]                                              # b)
    )(?=[\s\ufffe]|$)\s*""",
    re.VERBOSE,
)
_SYMBOL_FONTS = ("courier", "symbol", "wingdings", "dingbats")
_SPACES = " \t\u00a0"
_DECIMAL = re.compile(r"\d+(?:\.\d+)*")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line without its label, the label as printed, and its left edge."""

    label: str
    left: float
    rest: Line


def is_label(text: str) -> bool:
    """Whether a text is a label and nothing else. Matches "171.", "•", "(a)", "o"; not "Governing bodies and"."""
    text = text.strip(_SPACES)
    return is_bullet(text) or is_count(text)


def is_bullet(label: str) -> bool:
    """Whether a label marks without counting."""
    label = label.strip(_SPACES)
    return label in BULLETS or label in LETTER_BULLETS or (len(label) == 1 and _is_nameless(label))


def is_count(label: str) -> bool:
    """Whether a label counts: "171.", "(a)", "12", "ii"."""
    found = _NUMBERED.fullmatch(label + ".") or _NUMBERED.fullmatch(label)
    return found is not None


def is_decimal(label: str) -> bool:
    """Whether a label counts in figures: "171.", "2.13"; not "(a)", not "iv."."""
    return _DECIMAL.fullmatch(number(label) or "") is not None


def number(label: str | None) -> str | None:
    """The label without dot and brackets: "171." is 171, "(a)" is a; None for a bullet or no label."""
    if label is None or is_bullet(label):
        return None
    return label.strip().strip("().[]:").strip() or None


def take_label(line: Line) -> Labelled | None:
    """The label that begins a line, where there is one and words follow it on the line.

    Matches "171. When", "• to", "(a) the", "2.13 A". Must not match "2024 saw", "U.K. law", "1.5 million" (a decimal
    number in a sentence goes on in lower case).
    """
    text = line.text
    stripped = text.lstrip(_SPACES)
    if not stripped or line.pieces[0].raised:
        return None
    if begins_with_bullet(line):
        end = len(text) - len(stripped) + 1
        end += len(text[end:]) - len(text[end:].lstrip(_SPACES))
    else:
        found = _NUMBERED.match(text)
        if not found:
            return None
        end = found.end()
        label = found["label"]
        if label[-1] not in ".)" and text[end : end + 1].islower():
            return None
    rest = without(line, end)
    return Labelled(text[:end].strip(_SPACES), line.left, rest) if rest and rest.text.strip() else None


def begins_with_bullet(line: Line) -> bool:
    """Whether a line begins with a bullet: "•" anywhere, "o" or "-" where it is set apart from the words.

    An "o" of a symbol font is a bullet; a dash is one where a gap follows it. Must not match an "o" that is set in the
    font of the words, nor a dash that a sentence goes on with.
    """
    first = line.pieces[0]
    glyph = line.text.lstrip(_SPACES)[:1]
    if glyph in BULLETS or (_is_nameless(glyph) and line.text.lstrip(_SPACES)[1:2] in tuple(_SPACES)):
        return True
    if glyph not in LETTER_BULLETS or first.text.strip() != glyph or len(line.pieces) < 2:
        return False
    symbol = any(name in first.font.casefold() for name in _SYMBOL_FONTS) and first.font != line.pieces[1].font
    return symbol or (not glyph.isalpha() and line.pieces[1].left - first.right > 0.6 * first.size)


def _is_nameless(glyph: str) -> bool:
    """Whether a glyph says nothing in Unicode, as the bullets of many a symbol font."""
    return glyph < " " or glyph in ("\ufffd", "\u00ad") or "\ue000" <= glyph <= "\uf8ff"


def without(line: Line, end: int) -> Line | None:
    """A line without its first `end` characters; None where nothing is left."""
    kept: list[Piece] = []
    for piece in line.pieces:
        if end >= len(piece.text):
            end -= len(piece.text)
        else:
            kept.append(piece.cut(end)[1] if end else piece)
            end = 0
    return Line(tuple(kept)) if kept else None

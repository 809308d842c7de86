"""Labels that are none: words of a running sentence that a line or page end happened to put first."""

import re
from collections.abc import Iterator

from kcsie_diff.language.labels import BULLETS, is_decimal, number
from kcsie_diff.reading.page_model import LINE_HYPHEN

_WANTS_A_NUMBER = re.compile(
    r"\b(?:sections?|paragraphs?|paras?|pages?|part|chapters?|annex|appendix|schedule|regulations?|articles?|clauses?"
    r"|rule|footnotes?|table|figure|of|to|than|least|most|over|under|age|aged|the)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_STOPS = tuple(".:?!")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def counts_on(label: str, before: str, after: str = "") -> bool:
    """Whether what looks like the number of a unit belongs to the sentence before it, whose text so far is `before`.

    To be asked where the line before was full: a number that begins a unit does not wait for the end of its line.
    `after` is what follows the label. Matches "under section | 47. These", "the Children Act | 1989. Those", "a) one;
    b) two; | c) three", "in return | (a) for this or (b) for that": the sentence asks for a number, or counts within
    its lines. Must not match the first item of a list, an item after items that stand under each other, nor a
    paragraph after a sentence that has ended.
    """
    text = before.replace(LINE_HYPHEN, "-").rstrip()
    if text.endswith(_STOPS):
        return False
    if is_decimal(label) and (_WANTS_A_NUMBER.search(text) or _YEAR.fullmatch(number(label) or "")):
        return True
    inside = any(_stands_in(earlier, text) for earlier in _neighbours(label, -1))
    return inside or (not is_decimal(label) and any(_stands_in(later, after) for later in _neighbours(label, 1)))


def parts_words(glyph: str, before: str, after: str) -> bool:
    """Whether a bullet at the start of a line that follows a full one parts words: others of its kind stand within.

    `before` is the text of the unit so far, `after` what follows the bullet on its line. Matches "One • Two | • Three".
    Must not match an "o" or a dash, nor a bullet like no other.
    """
    return glyph in BULLETS and glyph in before + after


def _stands_in(label: str, text: str) -> bool:
    return re.search(rf"(?:^|\s){re.escape(label)}\s", text) is not None


def _neighbours(label: str, step: int) -> Iterator[str]:
    """The labels that count one more or less, in the same brackets: "(b)" for "(c)"; "(iv)" and "(u)" for "(v)"."""
    own = number(label) or ""
    others = []
    if own in _ROMAN and 0 <= _ROMAN.index(own) + step < len(_ROMAN):
        others.append(_ROMAN[_ROMAN.index(own) + step])
    if len(own) == 1 and own.isalpha():
        others.append(chr(ord(own) + step))
    if own.isdecimal():
        others.append(str(int(own) + step))
    return (label.strip().replace(own, other) for other in others if other.isalnum())

"""Labels that are none: words of a running sentence that a line or page end happened to put first."""

import re

from kcsie_diff.reading.numbering import BULLETS, is_decimal, number
from kcsie_diff.reading.pieces import LINE_HYPHEN

_WANTS_A_NUMBER = re.compile(
    r"\b(?:sections?|paragraphs?|paras?|pages?|part|chapters?|annex|appendix|schedule|regulations?|articles?|clauses?"
    r"|rule|footnotes?|table|figure|of|to|than|least|most|over|under|age|aged|the)$",
    re.IGNORECASE,
)
_STOPS = tuple(".:?!")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def counts_on(label: str, before: str) -> bool:
    """Whether what looks like the number of a unit belongs to the sentence before it, whose text so far is `before`.

    To be asked where the line before was full: a number that begins a unit does not wait for the end of its line.
    Matches "under section | 47. These", "a) one; b) two; | c) three": the sentence asks for a number, or counts within
    its lines already. Must not match the first item of a list, an item after items that stand under each other, nor a
    paragraph after a sentence that has ended.
    """
    text = before.replace(LINE_HYPHEN, "-").rstrip()
    if text.endswith(_STOPS):
        return False
    if is_decimal(label) and _WANTS_A_NUMBER.search(text):
        return True
    earlier = _label_before(label)
    return earlier is not None and re.search(rf"(?:^|\s){re.escape(earlier)}\s", text) is not None


def parts_words(glyph: str, before: str, after: str) -> bool:
    """Whether a bullet at the start of a line that follows a full one parts words: others of its kind stand within.

    `before` is the text of the unit so far, `after` what follows the bullet on its line. Matches "One • Two | • Three".
    Must not match an "o" or a dash, nor a bullet like no other.
    """
    return glyph in BULLETS and glyph in before + after


def _label_before(label: str) -> str | None:
    """The label that counts one less, in the same brackets: "(b)" before "(c)", "ii." before "iii."; None for "(a)"."""
    own = number(label)
    if own is None:
        return None
    if own in _ROMAN[1:]:
        earlier = _ROMAN[_ROMAN.index(own) - 1]
    elif len(own) == 1 and own.isalpha() and own not in "aA":
        earlier = chr(ord(own) - 1)
    elif own.isdigit() and int(own) > 1:
        earlier = str(int(own) - 1)
    else:
        return None
    return label.strip().replace(own, earlier)

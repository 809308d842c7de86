"""Normalising: text as it is shown, and text as it is compared, by how much may differ.

Each function takes a text and gives a text; every comparison of texts in the program goes through one of them.

* `clean`: the letters of the page without what typesetting did to them (ligatures, soft hyphens, odd spaces). To show.
* `even`: `clean`, and quotes and dashes alike; case stays. For texts that differ in typography alone.
* `fold`: `even` without case, and without spaces beside hyphens and slashes. For texts that say the same.
* `letters`: `fold` without anything but letters and figures. For texts that were cut or spaced in other places.

None of them sees a label or a footnote mark: those were lifted off before. Character names are those of Unicode 15; the
private codes are those of Word's Symbol and Wingdings bullets.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000\t\n\r\v\f" + "".join(map(chr, range(0x2000, 0x200B))), " ")
# Soft hyphens, joiners, directions, and what chooses the form of the sign before it (U+FE00 to U+FE0F, "☑" as an emoji)
# print nothing. Control characters are what PDFium gives for unmapped glyphs.
_FORMS = "".join(map(chr, range(0xFE00, 0xFE10)))
_NOTHING = dict.fromkeys(f"\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffe\uffff{_FORMS}", "")
_CONTROLS = {chr(code): "" for code in [*range(9), *range(14, 32), *range(127, 160)]}
# Word writes bullets in the private use area: the codes of Symbol and Wingdings, moved up by U+F000.
_PRIVATE = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "–", "\uf076": "❖", "\uf06c": "●"}
_HYPHENS = {"\u2010": "-", "\u2011": "-"}

_CLEAN = _CONTROLS | _LIGATURES | _SPACES | _NOTHING | _PRIVATE | _HYPHENS

# Primes are feet and minutes, inches and seconds, but for one inside a word, which stands for an apostrophe.
_QUOTES = dict.fromkeys("‘’‚‛`´ʼ", "'") | dict.fromkeys("“”„‟«»", '"')
_PRIME_IN_WORD = re.compile(r"(?<=[^\W\d_])[′″](?=[^\W\d_])")
# A straight quote behind a figure stands for feet or inches, unless a quotation is open there.
_AFTER_FIGURE = re.compile(r"(?<=\d)['\"](?!\w)")
_OPENS = {"'": re.compile(r"(?<!\w)['‘‚‛`´]"), '"': re.compile(r"[\"“”„‟«»]")}
# A soft hyphen prints nothing in a word; between figures it parts two numbers.
_SOFT_HYPHEN = re.compile("(?<=\\d)\u00ad(?=\\d)")
_DASHES = dict.fromkeys("\u2012–—―−", "-")
_PLAIN = _QUOTES | _DASHES | {"…": "..."}
_EVEN = dict.fromkeys([*_QUOTES, '"'], "'") | _DASHES


def _replacing(table: Mapping[str, str]) -> Callable[[str], str]:
    """Put other characters in the place of some: most texts have few of them.

    A pattern finds those many times faster than `str.translate` goes through a text with one curly quote.
    """
    found = re.compile(f"[{re.escape(''.join(table))}]")
    return lambda text: found.sub(lambda match: table[match[0]], text)


_cleaned, _evened = _replacing(_CLEAN), _replacing(_EVEN)
# Cleaning and folding in one step: every text of both editions comes through here.
_folded = _replacing(_PLAIN | {sign: _PLAIN.get(text, text) for sign, text in _CLEAN.items()})

# Ghostscript writes the letters of a ligature with their two bytes turned round: "fi" is U+6600 U+6900. Of three
# letters it adds up the last two.
_SWAPPED = re.compile("\u6600[\u6600\u6900\u6c00\u7400\ucf00\ud200]+")
_SUMS = str.maketrans({chr(ord("f") + ord("i")): "ﬁ", chr(ord("f") + ord("l")): "ﬂ"})

_RUN = re.compile(r" {2,}")
_NO_LETTERS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def unswapped(raw: str) -> str:
    """The text, letters of ligatures whose bytes a program turned round put right; each sign stays one sign."""
    return _SWAPPED.sub(lambda found: found[0].encode("utf-16-be").decode("utf-16-le").translate(_SUMS), raw)


def fragment(raw: str) -> str:
    """Clean a part of a text: as `clean`, but a space at either end stays, so that parts can be joined."""
    return _single(_cleaned(_with_parted_numbers(raw)))


def clean(raw: str) -> str:
    """The text to show: ligatures spelt out, spaces single, hyphens plain, soft hyphens and control characters gone.

    Quotes, dashes and case stay as printed. `clean(clean(t)) == clean(t)`.
    """
    return fragment(raw).strip()


def fold(text: str) -> str:
    """The matching key of a text: `clean`, and case, quotes and dashes made uniform, no space beside a hyphen or slash.

    `fold(fold(t)) == fold(t)`.
    """
    plain = _single(_folded(_with_apostrophes(_with_parted_numbers(text)))).casefold()
    for mark in "-/":
        if mark in plain:
            plain = plain.replace(f" {mark}", mark).replace(f"{mark} ", mark)
    return _single(plain).strip()


def _with_parted_numbers(text: str) -> str:
    return _SOFT_HYPHEN.sub("-", text) if "\u00ad" in text else text


def _with_apostrophes(text: str) -> str:
    return _PRIME_IN_WORD.sub("'", text) if "′" in text or "″" in text else text


def with_primes(text: str) -> str:
    """A text with the straight quotes that stand for feet and inches as primes: 6' and 6\" are 6′ and 6″.

    Must not match the end of a quotation: "aged 6", 'Plan 9'. The length stays.
    """
    if "'" not in text and '"' not in text:
        return text
    opens = {mark: [match.start() for match in opening.finditer(text)] for mark, opening in _OPENS.items()}
    shown, inches = list(text), 0
    for match in _AFTER_FIGURE.finditer(text):
        mark, before = match[0], bisect_left(opens[match[0]], match.start())
        if mark == "'" and not before:
            shown[match.start()] = "′"
        elif mark == '"' and (before - inches) % 2 == 0:
            shown[match.start()] = "″"
            inches += 1
    return "".join(shown)


def _single(text: str) -> str:
    """A text with each run of spaces made one; most texts hold none, and a look is cheaper than a substitution."""
    return _RUN.sub(" ", text) if "  " in text else text


def even(text: str) -> str:
    """The text with all quotes alike, single or double, all dashes alike, and spaces single; case stays."""
    return " ".join(_evened(with_primes(_with_apostrophes(clean(text)))).split())


def words(text: str) -> tuple[str, ...]:
    """The words of a text, folded: letters and digits, an apostrophe inside a word kept, a hyphen not."""
    return tuple(_WORD.findall(fold(text)))


def without_spaces(text: str) -> str:
    """A text folded and without spaces: for texts that differ in where words are parted, "section128"."""
    return "".join(fold(text).split())


def letters(text: str) -> str:
    """The letters and figures of a text, folded, with nothing between them: for texts that differ in spaces alone."""
    return _NO_LETTERS.sub("", fold(text))

"""What differs between two texts and is no change: one rule each, on what the difference is, never on a file.

A rule sees one changed stretch with what stands around it and says whether the stretch may vanish. Its name, with
hyphens, is counted in `Alignment.noise`. Cross references (`targets`), typography (`wording.even`), labels and
footnote marks (`judging`) are judged before these rules are asked.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kcsie_diff.differing.context import Counterparts
from kcsie_diff.differing.links import settle
from kcsie_diff.differing.self_description import own_years
from kcsie_diff.differing.word_diff import Stretch
from kcsie_diff.language.normalise import fold
from kcsie_diff.language.tokens import Token
from kcsie_diff.model.comparison import Side

_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_YEAR = re.compile(rf"(?:(?:{_MONTHS}) )?((?:19|20)\d\d)")
_VERSION = re.compile(r"(v\.? ?)?(\d+(?:\.\d+)+)")
_CALLS_A_VERSION = ("version", "release", " v")
_SPLIT_AT_MOST = 4
_BULLETS = frozenset("•‣◦●○▪■□·o*\uf0b7\uf0a7§➢✓–-")


@dataclass(frozen=True, slots=True)
class Spot:
    """A changed stretch: the words cut and added as printed, the folded text before and after it, and the editions.

    `references` are those sides that are nothing but a cross reference within their own edition; `at_end` says that no
    word follows, `on_cover` that the passage stands on a cover.
    """

    cut: str
    added: str
    before: str
    after: str
    references: frozenset[Side]
    at_end: bool
    on_cover: bool
    who: Counterparts


Rule = Callable[[Spot], bool]


def name_of(rule: Callable[..., bool]) -> str:
    """The name under which a rule is counted."""
    return rule.__name__.replace("_", "-")


def spacing(spot: Spot) -> bool:
    """Matches "section 128" and "section128", "Friday ," and "Friday,". Must not match a letter more or less."""
    return bool(spot.cut) and _squeezed(spot.cut) == _squeezed(spot.added)


def hyphenation(spot: Spot) -> bool:
    """Matches "so-called" and "so called", "non- consensual" and "non-consensual", "16- and 17" and "16 and 17".

    Must not match a dash that stands free: that is punctuation; nor a hyphen between numbers, where it is a range.
    """
    one, other = _squeezed(spot.cut), _squeezed(spot.added)
    if not one.strip("-") or not other.strip("-"):
        return {one, other} == {"-", ""} and spot.before[-1:].isdigit()
    return one.replace("-", "") == other.replace("-", "") and not re.search(r"\d-\d", one + other)


def url_escaping(spot: Spot) -> bool:
    """Matches a printed address that leads to the same place: "%7E" and "~", http and https, a slash at the end.

    Must not match another address, or words that are none.
    """
    one, other = (settle(_squeezed(text)) for text in (spot.cut, spot.added))
    return one is not None and other is not None and "".join(one.split()) == "".join(other.split())


def cell_bounds(spot: Spot) -> bool:
    """Matches the bars between the cells of a row, which an empty cell moves. Must not match a word or another mark."""
    return not (spot.cut + spot.added).replace("|", "").strip()


def edition_year(spot: Spot) -> bool:
    """Matches the year of each edition behind its own name or version: "KCSIE 2024", "Version 1.1, April 2018".

    Must not match the cover, where it is told; the year of another document; an earlier edition that is
    named ("replaces KCSIE 2023").
    """
    if spot.on_cover:
        return False
    one, other = _YEAR.fullmatch(fold(spot.cut)), _YEAR.fullmatch(fold(spot.added))
    if not one or not other:
        return False
    old, new = spot.who.old, spot.who.new
    is_own = one[1] in own_years(old) and other[1] in own_years(new)
    return is_own and spot.before.rstrip(" ,(").endswith((*spot.who.names, *spot.who.versions[1]))


def edition_version(spot: Spot) -> bool:
    """Matches the version of each edition where it is called one: "version 4.0.2", "v4.0.3", "ASVS 4.0".

    Must not match the cover, where it is told; the version of something else ("TLS 1.2"); an earlier one that is named.
    """
    one, other = (_VERSION.fullmatch(fold(text)) for text in (spot.cut, spot.added))
    if spot.on_cover or not one or not other:
        return False
    old, new = spot.who.versions
    called = bool(one[1] and other[1]) or spot.before.rstrip().endswith((*_CALLS_A_VERSION, *spot.who.names))
    return one[2] in old and other[2] in new and (called or min(one[2].count("."), other[2].count(".")) > 1)


def label_glyph(spot: Spot) -> bool:
    """Matches the glyph of a bullet ("•", "o" of a symbol font) that one file leaves at the start of the text.

    Must not match a word, or a mark within the text: a dash there is punctuation.
    """
    return not spot.before and any(
        glyph in _BULLETS and not other for glyph, other in ((spot.cut, spot.added), (spot.added, spot.cut))
    )


NOISE: tuple[Rule, ...] = (label_glyph, cell_bounds, spacing, hyphenation, url_escaping, edition_year, edition_version)


def _squeezed(text: str) -> str:
    return "".join(fold(text).split())


def split_off(part: Stretch) -> tuple[Stretch, ...]:
    """A changed stretch in up to three: what differs in spacing alone at its ends stands by itself, for the rules."""
    a, b = _same_letters(part.old, part.new)
    old, new = part.old[a:], part.new[b:]
    c, d = _same_letters(old[::-1], new[::-1])
    i, j = len(old) - c, len(new) - d
    pieces = ((part.old[:a], part.new[:b]), (old[:i], new[:j]), (old[i:], new[j:]))
    return tuple(Stretch(False, left, right) for left, right in pieces if left or right)


def _same_letters(old: Sequence[Token], new: Sequence[Token]) -> tuple[int, int]:
    """How many tokens at the start of both sides, a few at most, have the same letters."""
    for i in range(1, min(_SPLIT_AT_MOST, len(old)) + 1):
        for j in range(1, min(_SPLIT_AT_MOST, len(new)) + 1):
            if _letters(old[:i]) == _letters(new[:j]):
                return i, j
    return 0, 0


def _letters(side: Sequence[Token]) -> str:
    in_order = sorted(side, key=lambda token: token.start)
    return "".join(token.key for token in in_order).replace(" ", "").replace("-", "")

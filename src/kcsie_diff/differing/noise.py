"""Noise: differences between two texts that are not changes, one rule for each kind.

A rule looks at one changed span and says whether it is noise. Its name is counted in `Alignment.noise`. Cross
references, typography, labels and footnote marks are dealt with in `differences` before these rules are asked.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from kcsie_diff.differing.context import EditionPair
from kcsie_diff.differing.spacing import same_words
from kcsie_diff.differing.word_diff import Run
from kcsie_diff.language.addresses import canonical_address
from kcsie_diff.language.dates import version_alone, year_alone
from kcsie_diff.language.labels import is_bullet
from kcsie_diff.language.normalise import fold, without_spaces
from kcsie_diff.language.tokens import Token
from kcsie_diff.model.alignment import ChangedSpan
from kcsie_diff.records import Record

_CALLS_A_VERSION = ("version", "release", " v")
_SPLIT_AT_MOST = 4
_WINGDINGS_SQUARE = "§"


class NoiseRule(Record, frozen=True):
    """A rule that says whether a changed span is noise, so that it is counted and not reported.

    `sentence` is what a reader of a report sees; `matches` and `must_not` are the rule's own documentation.
    """

    name: str
    test: Callable[[ChangedSpan, EditionPair], bool]
    matches: str
    must_not: str
    sentence: str


def _label_glyph(span: ChangedSpan, _: EditionPair) -> bool:
    glyph = (span.cut or span.added).rstrip(" |")
    alone = not span.before and not (span.cut and span.added)
    return alone and (is_bullet(glyph) or glyph == _WINGDINGS_SQUARE)


def _cell_bounds(span: ChangedSpan, _: EditionPair) -> bool:
    return not (span.cut + span.added).replace("|", "").strip()


def _spacing(span: ChangedSpan, _: EditionPair) -> bool:
    return (
        bool(span.cut) and without_spaces(span.cut) == without_spaces(span.added) and same_words(span.cut, span.added)
    )


def _hyphenation(span: ChangedSpan, _: EditionPair) -> bool:
    one, other = without_spaces(span.cut), without_spaces(span.added)
    if not one.strip("-") or not other.strip("-"):
        return {one, other} == {"-", ""} and span.before[-1:].isdigit() and not span.after[:1].isdigit()
    return one.replace("-", "") == other.replace("-", "") and same_words(span.cut, span.added)


def _url_escaping(span: ChangedSpan, _: EditionPair) -> bool:
    one, other = (canonical_address(without_spaces(text)) for text in (span.cut, span.added))
    return one is not None and other is not None and "".join(one.split()) == "".join(other.split())


def _edition_year(span: ChangedSpan, editions: EditionPair) -> bool:
    one, other = year_alone(fold(span.cut)), year_alone(fold(span.added))
    if span.on_cover or not one or not other:
        return False
    old, new = editions.self_descriptions
    is_own = one in old.years and other in new.years
    return is_own and span.before.rstrip(" ,(").endswith((*editions.names, *new.versions))


def _edition_version(span: ChangedSpan, editions: EditionPair) -> bool:
    one, other = (version_alone(fold(text)) for text in (span.cut, span.added))
    if span.on_cover or not one or not other:
        return False
    old, new = editions.self_descriptions
    is_own = one[0] in old.versions and other[0] in new.versions
    called = bool(one[1] and other[1]) or span.before.rstrip().endswith((*_CALLS_A_VERSION, *editions.names))
    return is_own and (called or min(one[0].count("."), other[0].count(".")) > 1)


NOISE: tuple[NoiseRule, ...] = (
    NoiseRule(
        "label-glyph",
        _label_glyph,
        "the glyph of a bullet (“•”, “o” of a symbol font) that one file leaves at the start of the text",
        "a word, or a mark within the text: a dash there is punctuation",
        "Bullets and other labels in another shape",
    ),
    NoiseRule(
        "cell-bounds",
        _cell_bounds,
        "the bars between the cells of a row, which an empty cell moves",
        "a word or another mark",
        "Table cells divided in another way",
    ),
    NoiseRule(
        "spacing",
        _spacing,
        "“section 128” and “section128”, “Friday ,” and “Friday,”",
        "a letter more or less; a space that makes another word or number: “may be” and “maybe”, “12 5” and “125”",
        "Spaces inside or between words",
    ),
    NoiseRule(
        "hyphenation",
        _hyphenation,
        "“so-called” and “so called”, “non- consensual” and “non-consensual”, “16- and 17” and “16 and 17”",
        "a dash with a space on each side, which is punctuation; a hyphen between numbers, which makes a range, or one "
        "that makes another word: “re-sign” and “resign”",
        "Hyphens at the end of a line or within a word",
    ),
    NoiseRule(
        "url-escaping",
        _url_escaping,
        "a printed address that leads to the same place: “%7E” and “~”, http and https, a slash at the end",
        "another address; words that are not an address",
        "Addresses written in another way",
    ),
    NoiseRule(
        "edition-year",
        _edition_year,
        "the year of each edition behind its own name or version: “KCSIE 2024”, “Version 1.1, April 2018”",
        "the cover, where it is reported; the year of another document; an earlier edition that is named",
        "The year of the edition in its own name",
    ),
    NoiseRule(
        "edition-version",
        _edition_version,
        "the version of each edition where it is called one: “version 4.0.2”, “v4.0.3”, “ASVS 4.0”",
        "the cover, where it is reported; the version of something else (“TLS 1.2”); an earlier version that is named",
        "The version of the edition where it is named",
    ),
)


NOISE_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "renumbered": "Paragraphs with a new number",
        "reference-shifted": "Cross references that follow the new numbers and lead to the same place",
        "typography": "Quotation marks, dashes and other marks in another shape",
        "footnote-mark": "Footnotes with a new number",
        "page-break": "Paragraphs that the end of a page divides in another way",
        **{rule.name: rule.sentence for rule in NOISE},
    }
)
"""What a reader of a report sees of each kind of noise: of those that `differences` finds, and of these rules."""


def split_off(part: Run) -> tuple[Run, ...]:
    """A changed stretch in up to three: what differs only in spacing at its ends is cut off, for the rules."""
    a, b = _same_letters(part.old, part.new)
    old, new = part.old[a:], part.new[b:]
    c, d = _same_letters(old[::-1], new[::-1])
    i, j = len(old) - c, len(new) - d
    pieces = ((part.old[:a], part.new[:b]), (old[:i], new[:j]), (old[i:], new[j:]))
    return tuple(Run(False, left, right) for left, right in pieces if left or right)


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

"""Noise: differences between two texts that are not changes, one rule for each kind.

A rule looks at one changed span and says whether it is noise. Its name is counted in `Alignment.noise`. Cross
references, typography, labels and footnote marks are dealt with in `differences` before these rules are asked.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from kcsie_diff.differing.context import EditionPair
from kcsie_diff.differing.word_diff import Run
from kcsie_diff.language.addresses import canonical_address
from kcsie_diff.language.dates import version_alone, year_alone
from kcsie_diff.language.labels import is_bullet
from kcsie_diff.language.normalise import even, fold, without_spaces
from kcsie_diff.language.tokens import Token
from kcsie_diff.language.vocabulary import STOP_WORDS, is_changed_by_hyphen, is_word
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
            if _letters_of(old[:i]) == _letters_of(new[:j]):
                return i, j
    return 0, 0


def _letters_of(side: Sequence[Token]) -> str:
    in_order = sorted(side, key=lambda token: token.start)
    return _letters("".join(token.key for token in in_order))


# ---- spaces and hyphens that change no word and no number ----

# A number in groups of three figures: "1 200", "12 000 000".
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)")
# Nouns that are written as one word or as two ("headteacher", "class room") have so many letters in each part at least.
# Must not match parts that join to another sense: "every day" and "everyday", "over head" and "overhead".
_PART_OF_COMPOUND = 4
_JOINS_TO_ANOTHER_SENSE = STOP_WORDS | frozenset({
    "after", "away", "back", "before", "both", "down", "each", "even", "ever", "every", "fore", "half", "here", "less",
    "like", "more", "most", "much", "once", "only", "other", "over", "same", "self", "some", "there", "through", "time",
    "under", "upon", "what", "where", "within", "without",
})  # fmt: skip
_WORD_CHARACTER = re.compile(r"[^\W_]")


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same letters, figures and signs, and differ in no space or hyphen that counts.

    Matches "section 128" and "section128", "so-called" and "so called", "head teacher" and "headteacher", "1 200" and
    "1200", "st aff" and "staff". Must not match "12 5" and "125", "may be" and "maybe", "re-sign" and "resign", "14-28"
    and "1428".
    """
    left, right = even(one).casefold(), even(other).casefold()
    if left == right:
        return True
    if _letters(left) != _letters(right):
        return False
    return all(_is_harmless(*seam) for seam in (*_seams(left, right), *_seams(right, left)))


def _letters(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


def _seams(parted: str, joined: str) -> Iterator[tuple[str, int, int, str]]:
    """Each place between two letters or figures where the first text has a space or hyphen and the second nothing.

    Gives the first text, the offsets of the gap in it, and the letters that surround the place in the second text.
    """
    at = 0
    for match in re.finditer(r"[ -]*[^ -]", parted):
        letter = match.end() - 1
        gap = joined[at : at + len(re.match(r"[ -]*", joined[at:])[0])] if at < len(joined) else ""  # type: ignore[index]
        at += len(gap)
        if letter > match.start() and not gap and match.start() > 0:
            yield parted, match.start(), letter, _run(joined, at)
        elif letter > match.start() and "-" in gap + match[0] and gap != match[0][:-1] and match.start() > 0:
            yield parted, match.start(), letter, ""
        at += 1


def _run(text: str, at: int) -> str:
    """The letters and figures around an offset, with nothing between them."""
    start = end = at
    while start > 0 and _WORD_CHARACTER.match(text[start - 1]):
        start -= 1
    while end < len(text) and _WORD_CHARACTER.match(text[end]):
        end += 1
    return text[start:end]


def _is_harmless(parted: str, start: int, end: int, joined: str) -> bool:
    """Whether a gap in one text, from one offset to the other, may be missing in the other text."""
    before, after = parted[start - 1], parted[end]
    if not (_WORD_CHARACTER.match(before) and _WORD_CHARACTER.match(after)):
        return True  # beside a mark
    if before.isdigit() and after.isdigit():
        return any(group.start() < end and start < group.end() for group in _GROUPED.finditer(parted))
    if before.isdigit() or after.isdigit() or not joined:
        return True
    if "-" in parted[start:end]:
        return not is_changed_by_hyphen(joined)
    parts = _run(parted, start), _run(parted, end)
    if all(len(part) >= _PART_OF_COMPOUND and part not in _JOINS_TO_ANOTHER_SENSE for part in parts):
        return True
    return not (all(map(is_word, parts)) and is_word(joined))

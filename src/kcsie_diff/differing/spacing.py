"""Spaces and hyphens: whether two texts of the same letters read as the same words.

Input: two stretches of text. Output: whether they differ only in spaces or hyphens that change no word and no number.
Both texts are read side by side, and each place where only one of them has a space or hyphen is examined.
"""

import re
from collections.abc import Iterator

from kcsie_diff.language.normalise import even
from kcsie_diff.language.spelling import is_changed_by_hyphen, is_word
from kcsie_diff.language.stopwords import STOP_WORDS

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

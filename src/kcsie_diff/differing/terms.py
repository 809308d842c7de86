"""Replaced terms: one term replaced by another through the whole document, found without a list.

Input: differences. Output: swaps of terms, and the differences marked that consist of only one swap. A word that a name
gained or lost ("Harbour Community School") replaces one name by another, and so do words cut and added on two sides of
words that stay ("lead officer", "safeguarding lead"). What changes a duty, an amount or a meaning is no term: it is
reported each time.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kcsie_diff.differing.context import EditionPair
from kcsie_diff.language.dates import MONTHS
from kcsie_diff.language.numbers import NUMBER_WORDS, ORDINALS
from kcsie_diff.language.tokens import word_keys
from kcsie_diff.language.vocabulary import MODALS_AND_DENIALS, STOP_WORDS, are_opposite
from kcsie_diff.model.alignment import Difference, TermSwap
from kcsie_diff.model.comparison import Segment, SegmentOp
from kcsie_diff.model.edition import NodeKind
from kcsie_diff.records import replace

# A swap is in as many passages, and hardly any of the old term's places keep it.
PASSAGES = 3
KEPT_AT_MOST = 0.25
WORDS_AT_MOST = 5
# What changes a duty is reported each time, never folded away as a matter of terms.
_DUTY_WORDS = MODALS_AND_DENIALS | {"need", "required"}

# So are quantities: another unit, day or sum is another rule, however often it changed.
# fmt: off
_QUANTITIES = frozenset(
    f"{word}{ending}"
    for word in (
        *(month.lower() for month in MONTHS),
        "day", "dai", "week", "fortnight", "month", "term", "year", "annual", "hour", "minute", "second",
        "once", "twice", "noon", "midnight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
        "sunday",
        "metre", "kilometre", "mile", "foot", "feet", "inch", "inches", "litre", "gram", "kilogram", "pound", "euro",
        "penny", "pence", "half", "quarter", *NUMBER_WORDS, *ORDINALS,
    )
    for ending in ("", "s", "ly")
)
# fmt: on

# Up to two words with a capital on either side of a word, and nothing but spaces between.
_NAME_BEFORE = re.compile(r"(?:\b[A-Z][\w’'-]*+\s+){1,2}$")
_NAME_AFTER = re.compile(r"(?:\s+[A-Z][\w’'-]*+){1,2}")
# The words that a name gains or loses: up to three with a capital, joined or followed by "of", "and", "the" or "for".
_NAME_WORDS = re.compile(r"(?:\s+(?:(?:of|and|for|the)\s+){0,2}[A-Z][\w’'-]*+){1,3}(?:\s+(?:of|and|for|the)){0,2}")
# One or two words, without figures or stops: an end of a term, or what stays in its middle where both ends differ.
_FEW_WORDS = re.compile(r"\s*[^\W\d](?:[^\W\d]|[’'-])*+(?:\s+[^\W\d](?:[^\W\d]|[’'-])*+)?\s*")
_CUT, _ADD = SegmentOp.CUT, SegmentOp.ADD
_NOTHING = Segment(SegmentOp.KEEP, "")

_Form = tuple[str, str]
_Swap = list[_Form]  # the inflections of one swap, (old, new) each


def mark_terms(
    differences: Sequence[Difference], editions: EditionPair
) -> tuple[tuple[TermSwap, ...], tuple[Difference, ...]]:
    """The swaps, and the differences with `term` set on those that consist of only one swap."""
    terms: list[TermSwap] = []
    marked = list(differences)
    replaced = [tuple(_replacements(difference)) for difference in differences]
    for swap in _candidates(differences, replaced):
        olds, news = _pattern(swap, 0), _pattern(swap, 1)
        counts = +Counter(
            {
                n: sum(min(len(olds.findall(cut)), len(news.findall(added))) for cut, added in forms)
                for n, forms in enumerate(replaced)
            }
        )
        # Of the old term, apart from what is within the new one, hardly anything is left in the new edition.
        left = len(olds.findall(news.sub("", editions.new_text)))
        if len(counts) < PASSAGES or left > KEPT_AT_MOST * sum(counts.values()):
            continue
        for n in counts:
            sole = not differences[n].moved and not differences[n].links and _are_all(swap, replaced[n])
            if marked[n].term is None and sole:
                marked[n] = replace(marked[n], term=len(terms))
        old, new = min(swap, key=lambda form: (len(form[0]), form))
        terms.append(TermSwap(old, new, sum(counts.values()), tuple(counts)))
    return tuple(terms), tuple(marked)


def _replacements(difference: Difference) -> Iterator[_Form]:
    """What replaced what in a difference, folded, without marks; a name that gained or lost a word is replaced."""
    bounded = (_NOTHING, *_with_shared_words(difference.segments), _NOTHING)
    for before, part, after in zip(bounded, bounded[1:], bounded[2:], strict=False):
        if part.op is SegmentOp.CUT and after.op is SegmentOp.ADD:
            yield _form(part.text, after.text)
        elif part.op is not SegmentOp.KEEP and before.op is not SegmentOp.CUT:
            cut, added = (part.text, " ") if part.op is SegmentOp.CUT else (" ", part.text)
            start, end = _name_around(part.text, before.text, after.text)
            yield _form(start + cut + end, start + added + end) if start or end else (cut, added)


def _with_shared_words(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Segments in which a cut and an addition on two sides of one or two words that stay are one swap with them."""
    bounded = (_NOTHING, *segments, _NOTHING, _NOTHING, _NOTHING)
    n = 0
    while n < len(segments):
        around = bounded[n : n + 5]
        ops = "".join(segment.op[0] for segment in around)
        if ops in ("kakck", "kckak") and all(_FEW_WORDS.fullmatch(part.text) for part in around[1:4]):
            sides = (("".join(s.text for s in around[1:4] if s.op is not other)) for other in (_ADD, _CUT))
            yield from map(Segment, (_CUT, _ADD), sides)
            n += 3
        else:
            yield segments[n]
            n += 1


def _form(cut: str, added: str) -> _Form:
    return " ".join(word_keys(cut)), " ".join(word_keys(added))


def _name_around(words: str, before: str, after: str) -> tuple[str, str]:
    """The words of a name right before and after words of it that start with a capital, too; else nothing.

    Of a long name only the words next to those: a term has a few words.
    """
    if not _NAME_WORDS.fullmatch(f" {words.strip()}"):
        return "", ""
    start, end = _NAME_BEFORE.search(f"{before.rstrip()} "), _NAME_AFTER.match(f" {after.lstrip()}")
    left, right = (match[0].split() if match else [] for match in (start, end))
    room = max(1, (WORDS_AT_MOST - len(words.split())) // 2)
    return "".join(f"{word} " for word in left[-room:]), "".join(f" {word}" for word in right[:room])


def _candidates(differences: Sequence[Difference], replaced: Sequence[tuple[_Form, ...]]) -> list[_Swap]:
    """Replacements that recur, inflections together, in the order in which they occur."""
    places = Counter(form for forms in replaced for form in dict.fromkeys(forms) if _is_term(form))
    in_text = {
        form
        for forms, difference in zip(replaced, differences, strict=True)
        if (difference.new or difference.old)[0].kind is not NodeKind.HEADING
        for form in forms
    }
    for form in tuple(places):
        old, new = (set(side.split()) for side in form)
        if not (old < new or new < old):  # no name that gained or lost a word
            continue
        # a sentence may open with another word with a capital, "Ask Harbour School"; in a heading every word has one
        known = form in in_text
        own, come = (f" {side} " for side in form)
        wholes = (any(own in f" {old} " and come in f" {new} " for old, new in forms) for forms in replaced)
        places[form] = known * sum(wholes)
    swaps: list[_Swap] = []
    for form in sorted(places, key=lambda form: (-places[form], form)):
        swap = next((swap for swap in swaps if all(map(_alike, swap[0], form))), None)
        if swap:
            swap.append(form)
        else:
            swaps.append([form])
    return [swap for swap in swaps if sum(places[form] for form in swap) >= PASSAGES]


def _is_term(form: _Form) -> bool:
    """Whether a replacement could be one of terms: words that name something, not a label, and nothing about a duty.

    Must not match opposites ("before", "after"), quantities ("days", "weeks") or other capitals ("Table", "TABLE").
    """
    old, new = (side.split() for side in form)
    if not old or not new or max(len(old), len(new)) > WORDS_AT_MOST or form[0].casefold() == form[1].casefold():
        return False
    if are_opposite(*form) or all(_QUANTITIES.intersection(side) for side in (old, new)):
        return False
    if any(word in _DUTY_WORDS or len(word) == 1 or not word[-1].isalpha() for word in (*old, *new)):
        return False
    return all(any(word not in STOP_WORDS and word[0].isalpha() for word in side) for side in (old, new))


def _alike(one: str, other: str) -> bool:
    """Whether two terms are the same but for their endings ("governing body", "governing bodies")."""
    left, right = one.split(), other.split()
    return len(left) == len(right) and all(
        a[: (stem := max(min(3, len(a), len(b)), len(a) - 4, len(b) - 4))] == b[:stem]
        for a, b in zip(left, right, strict=True)
    )


def _pattern(swap: _Swap, side: int) -> re.Pattern[str]:
    forms = sorted({form[side] for form in swap}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")


def _are_all(swap: _Swap, forms: Sequence[_Form]) -> bool:
    """Whether nothing is left of what was replaced in a difference once the new term replaces the old."""
    instead, old = dict(swap), _pattern(swap, 0)
    return all(old.sub(lambda match: instead[match[0]], cut) == added for cut, added in forms)

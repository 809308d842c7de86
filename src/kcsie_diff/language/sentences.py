"""Sentences: where they end in English guidance, by rules on the stop and what stands around it.

Text to spans, and the questions whether a text ends a sentence, ends a clause, introduces a list, or gives notice of
guidance to come. Abbreviations are those of the GOV.UK style guide and of legal citation (OSCOLA, 4th edition, appendix
4.2).
"""

import re
from collections.abc import Sequence
from itertools import pairwise

CLAUSE_ENDS = frozenset(".?!;:")
"""Marks that end a sentence or a clause, so that the words on either side are not read as one run."""

# The end of a sentence: a stop, any closing quotes or brackets, white space, and something that can start a sentence.
# A line end and the bar between table cells end one too. Must not match "e.g. A", "para. 7".
_STOP = re.compile(r"[.!?][\"”’')\]]{0,3}\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n\s*|\s\|\s")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|cf|mr|mrs|ms|dr|st|v)$", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(r"\b(?:paras?|pp?|ss?|regs?|nos?|vol|art)$", re.IGNORECASE)
_LONGEST_ABBREVIATION = 6

_ENDS_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*\d{0,3}$")
_INTRODUCES_LIST = re.compile(r"[:;](?:\s*(?:and|or))?\d{0,3}$|,\s(?:and|or)$")
_ENDS_CLAUSE = (*sorted(CLAUSE_ENDS), "”", "’", '"')
# Must match "We expect to publish", "remains under review", "pending the outcome of"; not "review each placement".
_NOTICE = re.compile(
    r"\b(?:expects? to publish|will (?:be )?publish(?:ed)?|(?:remains?|is|are) under review|pending (?:the )?\w+)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"[\"“‘(\[]?[A-Z0-9].{20,}[.!?][\"”’)\]]?$", re.DOTALL)


def sentence_spans(text: str, breaks: Sequence[int] = ()) -> list[tuple[int, int]]:
    """Where the sentences of a text stand, without the white space around them. Linear in the length of the text.

    A sentence ends at each of `breaks`, whatever stands there. Matches "One. Two", "He said “No.” Then", the cells of
    "Lead | When". Must not match the stop of "e.g. Annex A" or "para. 7", nor one that lower case follows.
    """
    spans = []
    for start, end in pairwise((0, *breaks, len(text))):
        first = start
        for stop in _STOP.finditer(text, start, end):
            if text[stop.start()] != "." or not _is_abbreviation(text, first, stop):
                spans.append((first, stop.end()))
                first = stop.end()
        spans.append((first, end))
    trimmed = [_trim(text, first, last) for first, last in spans]
    return [(first, last) for first, last in trimmed if first < last]


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a sentence, with closing quotes, brackets or a footnote mark behind the stop."""
    return _ENDS_SENTENCE.search(text) is not None


def ends_clause(text: str) -> bool:
    """Whether a text ends like a sentence, a clause or a quotation: "a list:", "one;", "“No”". Not after a comma."""
    return text.rstrip().endswith(_ENDS_CLAUSE)


def introduces_list(text: str) -> bool:
    """Whether an item of a list may follow a text: "the following:", "one; and", "two, or". Not after a comma alone."""
    return _INTRODUCES_LIST.search(text) is not None


def is_whole_sentence(text: str) -> bool:
    """Whether a text begins and ends like a sentence and is longer than a heading or a label (20 characters)."""
    return _WHOLE.match(text) is not None


def is_notice(text: str) -> bool:
    """Whether words announce guidance, or say that it is under review.

    >>> is_notice("This section remains under review."), is_notice("Review each placement.")
    (True, False)
    """
    return _NOTICE.search(text) is not None


def _is_abbreviation(text: str, start: int, stop: re.Match[str]) -> bool:
    start = max(start, stop.start() - _LONGEST_ABBREVIATION)
    if _ABBREVIATION.search(text, start, stop.start()):
        return True
    return text[stop.end() : stop.end() + 1].isdigit() and bool(_BEFORE_NUMBER.search(text, start, stop.start()))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "|"):
        end -= 1
    return start, end

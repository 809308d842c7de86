"""Tokens: a text taken apart into what a reader takes in as one.

Text to words, marks, and what belongs together like a word: an address, a date, an amount, a range, a provision, the
title of an Act. One pattern, longest forms first, in one pass.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kcsie_diff.language.addresses import EMAIL_ADDRESS, WEB_ADDRESS
from kcsie_diff.language.dates import DATE
from kcsie_diff.language.legislation import PROVISION, SHORT_TITLE
from kcsie_diff.language.normalise import even, with_primes
from kcsie_diff.records import Record

_WORD = r"(?:[^\W_]|\u00ad)+(?:['’‘‑‐-](?:[^\W_]|\u00ad)+)*"
_WORD_OR_MARK = re.compile(rf"{_WORD}|\S")
WORD = re.compile(_WORD)
"""A word: letters and digits, with inner apostrophes and hyphens ("non-statutory", "child's")."""

# Whatever a reader takes in as one: an address, a date, an amount, a range, a provision or the title of an Act.
_TOKEN = re.compile(
    rf"""
    {WEB_ADDRESS}                                                 # an address, without the stop after it
  | {EMAIL_ADDRESS}
  | {SHORT_TITLE}                                                 # Children Act 1989
  | {DATE}                                                        # 1 September 2024, September 2024, 31 March
  | [£$€]\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:million|billion|bn|m|k)\b)?  # £50, £1.5 million
  | \b\d+(?:\.\d+)?\s?(?:%|per\scent\b)                           # 50%, 50 per cent
  | {PROVISION}                                                   # section 175(2)
  | \b\d+\s?(?:-|–|to)\s?\d+\b(?![-–/.]\d)                        # 16 to 18
  | \b[A-Z]{{0,3}}\d\w*+(?:[/:][A-Z]{{0,3}}\d\w*+)+              # 12/05/2024, 2024/25, 9:30, A1/B2
  | \b[vV]?\d[\d,.]*\d(?!\w)                                      # 1,200; 3.14; v4.0.3
  | \b[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)+                         # GOV.UK, i.e
  | \[\w+\]                                                      # [12], the label of a source
  | {_WORD}
  | \S
    """,
    re.VERBOSE,
)


class Token(Record, frozen=True):
    """A word, a mark, or what reads as one word; `key` is what is compared, the offsets are those of the text."""

    text: str
    key: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether the token says something: a lone mark does not."""
        return any(letter.isalnum() for letter in self.key)


class Whole(Record, frozen=True):
    """A part of a text, by its offsets, that stays one token under the given key (a cross reference, say)."""

    start: int
    end: int
    key: str


def word_keys(text: str) -> list[str]:
    """The keys of the tokens of a text that are words: an address, a date or a hyphenated word is one."""
    return [token.key for token in tokens(text) if token.is_word]


def tokens(text: str, wholes: Sequence[Whole] = ()) -> tuple[Token, ...]:
    """Take a text apart. `wholes` are in order, do not overlap, and become one token each."""
    found: list[Token] = []
    at = 0
    text = with_primes(text)
    for whole in wholes:
        found += _plain_tokens(text, at, whole.start)
        found.append(Token(text[whole.start : whole.end], whole.key, whole.start, whole.end))
        at = whole.end
    found += _plain_tokens(text, at, len(text))
    return tuple(found)


def _plain_tokens(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        key = word_key(match[0])
        if key:
            yield Token(match[0], key, match.start(), match.end())


@lru_cache(maxsize=20_000)
def word_key(word: str) -> str:
    """What is compared of a word: lower case, with straight quotes and plain hyphens."""
    return word.lower() if word.isascii() and word.isalnum() else even(word).casefold()


def opened(token: Token) -> tuple[Token, ...]:
    """The words and marks of a token that holds several, under the offsets of the text."""
    return tuple(
        Token(match[0], word_key(match[0]), token.start + match.start(), token.start + match.end())
        for match in _WORD_OR_MARK.finditer(token.text)
    )

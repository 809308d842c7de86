"""Numbers in words and in figures: "fourteen" and 14, "third" and 3rd, "10 per cent" and 10%.

Text in; patterns of numbers in words, and `even_figures`, the text with each number written in one way. Sources: the
GOV.UK style guide (numerals, "10%", "8:30am", "5 to 11") and older guidance, which writes small numbers, ordinals and
"per cent" out. Numbers in words go to ninety-nine, ordinals to the twentieth: guidance writes larger ones in figures.
"""

import re

from kcsie_diff.language.dates import SHORT_MONTH
from kcsie_diff.language.normalise import fold

# fmt: off
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)
"""The ordinals in words, from the first."""
# fmt: on
_VALUES = {word: value for value, word in enumerate(_UNITS + _TEENS, 1)}
_VALUES |= {word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)}

NUMBER_WORDS = frozenset(_VALUES)
"""The single words for numbers, lower case: "one" to "twenty", "thirty", "ninety"."""

NUMBER_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS)}))?|{'|'.join(_TEENS + _UNITS)})"
"""Pattern of a number in words, lower case: "one", "thirteen", "twenty-one". It ends where a word may go on."""

TIME_OF_DAY = r"(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b"
"""Pattern of a time of the twelve-hour clock, but for a stop at its end: "9am", "8.30 pm", "8:30 p.m"."""

_SPELT = re.compile(rf"\b(?:(?P<number>{NUMBER_WORD})|(?P<ordinal>{'|'.join(ORDINALS)}))\b(?!-)")
_FRACTIONS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
_CLOCK = re.compile(rf"\b{TIME_OF_DAY}\.?")
_EVEN_FIGURES = (
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
    (re.compile(r"\s?(?:\bper\s?cent\b|%)"), "%"),
    (re.compile(r"(?<=\d)(?:st|nd|rd)\b"), "th"),
    (re.compile(rf"(?<=\d)th(?=\s(?:of\s)?{SHORT_MONTH.lower()})"), ""),
    (re.compile(r"\b(\d:\d\d)\b"), r"0\1"),
    (re.compile(r"(?<=\d)\s?(?:\bto\b|-|–)\s?(?=\d)"), "-"),
)


def even_figures(text: str) -> str:
    """Fold a text and write figures in one way: "two" as 2, "10 per cent" as 10%, "8.30pm" as 20:30, "5 to 11" as 5-11.

    >>> even_figures("3rd May, 9am") == even_figures("3 May, 09:00")
    True
    >>> even_figures("within twenty-one days")
    'within 21 days'
    """
    low = "".join(_FRACTIONS.get(char, char) for char in text.lower())
    low = _SPELT.sub(_in_figures, _CLOCK.sub(_of_24_hours, fold(low)))
    for pattern, even_one in _EVEN_FIGURES:
        low = pattern.sub(even_one, low)
    return " ".join(low.split())


def _in_figures(spelt: re.Match[str]) -> str:
    if spelt["ordinal"]:
        return f"{ORDINALS.index(spelt['ordinal']) + 1}th"
    return str(sum(_VALUES[part] for part in spelt["number"].split("-")))


def _of_24_hours(clock: re.Match[str]) -> str:
    hour = int(clock["hour"]) % 12 + (12 if clock["half"] == "p" else 0)
    return f"{hour:02}:{clock['minute'] or '00'}" if 1 <= int(clock["hour"]) <= 12 else clock[0]

"""Spelling: whether a run of letters is a word of English.

Input is one word, output yes or no. The words are those of pyspellchecker's English list (MIT, some 160,000 words),
which is American; a British spelling counts where its American twin is in the list ("behaviour", "organisation"). The
list is loaded when the first word is looked up: most comparisons need none.
"""

import re
from functools import cache

# British endings and their American twins, as New Hart's Rules, chapter 21, lists the differences.
_TWINS = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"our(?=$|s$|ed$|ing$|al|able|ite|er|ist|ful|less|hood)", "or"),
        (r"is(?=e$|es$|ed$|ing$|er|ation|able|ab)", "iz"),
        (r"ys(?=e$|es$|ed$|ing$|er)", "yz"),
        (r"(?<=[bt])re(?=$|s$|d$)", "er"),
        (r"ogue(?=$|s$)", "og"),
        (r"(?<=[fnl])ence(?=$|s$|d$)", "ense"),
        (r"ae|oe", "e"),
        (r"ll(?=ed$|ing$|er$|ers$|ors?$)", "l"),
        (r"mme(?=$|s$)", "m"),
        (r"(?<=fulfil|instal|distil|kilful)(?=(?:ment|ments|s)?$)", "l"),
        (r"cheque", "check"),
        (r"ise", "ice"),
    )
)
# The list has abbreviations and parts of words among its shortest entries: of two letters, these are words.
# fmt: off
_SHORT = frozenset({
    "a", "am", "an", "as", "at", "be", "by", "do", "go", "he", "i", "if", "in", "is", "it", "me", "my", "no",
    "of", "on", "or", "so", "to", "up", "us", "we",
})
# fmt: on
_HYPHENS = re.compile(r"[-‐‑]")
# Words whose hyphen makes another word (New Hart's Rules, chapter 3: a prefix takes a hyphen to tell two words apart).
# fmt: off
_TWO_SENSES = frozenset({
    "recollect", "recount", "recover", "recreate", "recreation", "redress", "reform", "relay", "release",
    "remark", "represent", "repress", "resent", "reserve", "resign", "resigned", "resigning", "resigns",
    "resolve", "resort", "restore", "retire", "retreat", "resound", "rebound", "refuse", "reaction", "react",
    "relate", "recreated", "recovered", "recovering", "recovers", "recovery", "reformed", "reforming",
    "reforms", "relaid", "represented", "reserved", "resorted", "remarked", "recounted", "recounting", "coop",
    "unionised", "unionized", "prejudge", "predate", "extraordinary", "overall",
})
# fmt: on


@cache
def _listed() -> frozenset[str]:
    from spellchecker import SpellChecker  # noqa: PLC0415 - a fifth of a second, and rarely needed

    return frozenset(SpellChecker(language="en").word_frequency.dictionary)


def is_word(word: str) -> bool:
    """Whether letters are an English word, in any case. A hyphenated word is one where all its parts are."""
    low = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if _HYPHENS.search(low):
        return all(part and is_word(part) for part in _HYPHENS.split(low))
    listed = _listed()
    if len(low) <= 2:
        return low in _SHORT
    if low in listed:
        return True
    return any(twin != low and twin in listed for twin in (british.sub(american, low) for british, american in _TWINS))


def is_changed_by_hyphen(joined: str) -> bool:
    """Whether a word means something else with a hyphen after its prefix: "resign" and "re-sign"."""
    return joined.lower() in _TWO_SENSES

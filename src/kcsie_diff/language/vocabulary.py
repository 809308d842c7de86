"""Vocabulary: which runs of letters are words of English, which words say too little, and which say the contrary."""

import re
from functools import cache

# fmt: off
STOP_WORDS = frozenset({
    "a", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by", "for", "from", "had", "has",
    "have", "if", "in", "into", "is", "it", "its", "of", "on", "or", "so", "such", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "this", "those", "to", "was", "were", "when", "where", "which", "who",
    "whom", "whose", "will", "with",
})
# fmt: on
"""Words to leave out where the meaning of two texts is compared: too little to tell what a text speaks of.

Articles, prepositions, pronouns, conjunctions and forms of "be" and "have", after the list of Manning, Raghavan and
Schütze, "Introduction to Information Retrieval" (2008), section 2.2.2. Must not hold a word by which a duty could
change: modal verbs ("can", "must") and negations ("not", "nor") are left out.
"""

# fmt: off
MODALS_AND_DENIALS = frozenset({
    "can", "cannot", "could", "may", "might", "must", "never", "no", "not", "shall", "should", "unless", "will",
    "without", "would",
})
# fmt: on
"""Words of which one alone makes a sentence say something else: what it asks, allows or denies."""

LIGHT_WORDS = frozenset({"a", "an", "and", "at", "for", "of", "or", "the", "to"})
"""Words that hold nothing in place: between two passages that share no more than these, they are alike by chance."""


# ---- words of English ----

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
    """The words of pyspellchecker's English list (MIT, some 160,000 words), loaded when the first is looked up.

    The list is American; a British spelling counts where its American twin is listed ("behaviour", "organisation").
    """
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


# ---- opposites ----

# The pairs are those by which guidance permits, limits and excepts.
# Each row: words of one sense, words of the opposite sense. A swap of any on the left for any on the right counts.
_OPPOSITES = tuple(
    (frozenset(one.split("|")), frozenset(other.split("|")))
    for one, other in (
        (
            "except|excluding|but excluding|but not including|except for|except on|except in|except at|apart from"
            "|other than",
            "including|including on|including in|including at|and including|and|such as|as well as",
        ),
        ("no|none|none of|neither", "a|an|one|any|all|all of|every|each|some|some of|the|both|either|most|many"),
        (
            "nobody|no one|nothing|nowhere",
            "anybody|anyone|anything|everyone|everybody|everything|somebody|someone|something|anywhere",
        ),
        ("all|each|every|all of|each of", "any|some|one of|any of|either|some of|most"),
        ("both", "either|one|neither"),
        ("many|most|much", "few|fewer|little"),
        ("and", "or|and/or"),
        (
            "at least|no fewer than|no less than|a minimum of|minimum|not less than",
            "at most|no more than|up to|a maximum of|maximum|not more than",
        ),
        ("up to", "over|above|more than|beyond|from"),
        (
            "more|more than|over|above|exceeding|greater|higher|larger|longer",
            "less|fewer|less than|fewer than|under|below|smaller|lower|shorter",
        ),
        ("before|prior to|until|within", "after|following|from|since"),
        ("earlier|early|sooner", "later|late"),
        ("in advance", "in arrears"),
        ("with", "without"),
        ("always", "never|sometimes"),
        ("always|often|usually|regularly|frequently", "never|rarely|seldom"),
        ("if|when|where", "unless|except where|except when"),
        (
            "allow|allows|allowed|allowed to|permit|permits|permitted|permitted to|authorised|free to|entitled to",
            "prohibited from|forbidden to|banned from|barred from"
            "|prohibit|prohibits|prohibited|forbid|forbids|forbidden|prevent|prevents|ban|bans|banned|block|blocks|blocked"
            "|refuse|refuses|refused",
        ),
        ("include|includes|included|included in", "exclude|excludes|excluded|excluded from"),
        (
            "increase|increases|increased|rise|rises|rose|raise|raises|raised",
            "decrease|decreases|decreased|reduce|reduces|reduced|fall|falls|fell|lower|lowers|lowered",
        ),
        ("accept|accepts|accepted|approve|approves|approved", "refuse|refuses|refused|reject|rejects|rejected"),
        ("give|gives|given|grant|grants|granted", "withhold|withholds|withheld|deny|denies|denied|withdraw|withdrawn"),
        ("consent|consents|agree|agrees", "object|objects|refuse|refuses"),
        (
            "keep|keeps|kept|retain|retains|retained|store|stores|stored",
            "destroy|destroys|destroyed|delete|deletes|deleted|discard|discards|discarded|erase|erases|erased",
        ),
        ("pass|passes|passed|succeed|succeeds|succeeded", "fail|fails|failed"),
        ("open|opens|opened", "close|closes|closed|shut|shuts"),
        ("start|starts|begin|begins", "stop|stops|end|ends"),
        ("present|presence", "absent|absence"),
        ("same|the same as", "different|different from"),
        ("confidential|private", "public"),
        ("required|mandatory|compulsory", "optional|voluntary|recommended"),
        ("true", "false"),
        ("inside|within|in", "outside|beyond|out|out of"),
        ("on", "off"),
        ("up", "down"),
        ("majority", "minority"),
        ("internal", "external"),
        ("still", "no longer"),
    )
)
# Must match "unlawful" to "lawful", "inappropriate" to "appropriate"; must not match "under" to "der".
_PREFIX = re.compile(r"(?:un|in|im|il|ir|dis|non-?|mis)(?P<rest>\w{4,})")
_DENIES = re.compile(r"\b(?:(?:do|does|did)\s)?(?:not|never|no longer)\b|n’t\b|(?<=can)not\b")
_IRREGULAR = (("can’t", "can not"), ("won’t", "will not"), ("shan’t", "shall not"))
# Longer swaps are rewordings whose sense no list of opposites can show.
_LONGEST = 4


def are_opposite(one: str, other: str) -> bool:
    """Whether two stretches of a few words, in small letters, are opposites.

    >>> are_opposite("at least", "at most"), are_opposite("applies", "does not apply"), are_opposite("safe", "safely")
    (True, True, False)
    """
    one, other = one.replace("'", "’"), other.replace("'", "’")
    if max(len(one.split()), len(other.split())) > _LONGEST:
        return False
    for left, right in _OPPOSITES:
        if (one in left and other in right) or (one in right and other in left):
            return True
    prefixed = (_PREFIX.fullmatch(one), _PREFIX.fullmatch(other))
    if any(match is not None and match["rest"] == bare for match, bare in zip(prefixed, (other, one), strict=True)):
        return True
    (said, denied), (also_said, also_denied) = _without_denial(one), _without_denial(other)
    short, long = sorted((said, also_said), key=len)
    # The endings of a verb may differ: "apply" and "applies".
    inflected = bool(short) and long[: len(short) - 1] == short[:-1] and len(long) - len(short) < 3
    return denied != also_denied and (short == long or (inflected and " " not in short + long))


def _without_denial(words: str) -> tuple[str, bool]:
    """A few words without "not", "never" or "does not", and whether they had one."""
    for short, full in _IRREGULAR:
        words = words.replace(short, full)
    rest, count = _DENIES.subn(" ", words)
    return " ".join(rest.split()), count > 0

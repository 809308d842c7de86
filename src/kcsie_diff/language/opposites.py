"""Opposites: whether a few words say the contrary of a few others.

Input: two stretches of words. Output: yes or no. The pairs are those by which guidance permits, limits and excepts;
besides them a prefix ("unlawful") and a "not" make an opposite.
"""

import re

# Each row: words of one sense, words of the opposite sense. A swap of any on the left for any on the right counts.
_OPPOSITES = tuple(
    (frozenset(one.split("|")), frozenset(other.split("|")))
    for one, other in (
        (
            "except|excluding|but excluding|but not including|except for|apart from|other than",
            "including|and including|and|such as|as well as",
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
        ("before|prior to|until", "after|following|from|since"),
        ("earlier|early|sooner", "later|late"),
        ("in advance", "in arrears"),
        ("with", "without"),
        ("always", "never|sometimes"),
        ("always|often|usually|regularly|frequently", "never|rarely|seldom"),
        ("if|when|where", "unless|except where|except when"),
        (
            "allow|allows|allowed|permit|permits|permitted|authorised",
            "prohibit|prohibits|prohibited|forbid|forbids|forbidden|prevent|prevents|ban|bans|banned|block|blocks|blocked"
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
    return denied != also_denied and _same_verb(said, also_said)


def _without_denial(words: str) -> tuple[str, bool]:
    """A few words without "not", "never" or "does not", and whether they had one."""
    for short, full in _IRREGULAR:
        words = words.replace(short, full)
    rest, count = _DENIES.subn(" ", words)
    return " ".join(rest.split()), count > 0


def _same_verb(one: str, other: str) -> bool:
    """Whether two stretches are the same but for the ending of a verb: "apply" and "applies"."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return (
        bool(short) and " " not in one + other and long[: len(short) - 1] == short[:-1] and len(long) - len(short) < 3
    )

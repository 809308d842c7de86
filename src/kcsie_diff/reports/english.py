"""The words of the reports: what categories, kinds and duties are called, plurals, lists, ordinals. Plain English."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from kcsie_diff.language.numbers import ORDINALS
from kcsie_diff.model.alignment import MATCH_STEPS
from kcsie_diff.model.comparison import Category, ChangeKind, Duty, DutyEffect, LinkChange, Significance
from kcsie_diff.reports import glossary

CATEGORIES: Mapping[Category, str] = MappingProxyType(
    {
        Category.LEGISLATIVE: "Legislative",
        Category.CLARIFICATION: "Clarification",
        Category.ADDITIONAL_SUPPORT: "Additional support",
        Category.EDITORIAL: "Editorial",
    }
)
CATEGORY_MEANINGS: Mapping[Category, str] = MappingProxyType(
    {
        Category.LEGISLATIVE: ("The law, the legal status of a document, or what somebody must do by law has changed."),
        Category.CLARIFICATION: "Both editions cover the topic, and the newer one makes its meaning or scope clearer.",
        Category.ADDITIONAL_SUPPORT: (
            "A resource, link, helpline, example or background text was added, replaced or removed."
        ),
        Category.EDITORIAL: "The meaning is the same: punctuation, edition dates, or text that moved without changing.",
    }
)
KINDS: Mapping[ChangeKind, str] = MappingProxyType(
    {
        ChangeKind.ADDED: "Added",
        ChangeKind.REMOVED: "Removed",
        ChangeKind.REWORDED: "Reworded",
        ChangeKind.RETITLED: "Heading changed",
        ChangeKind.MOVED: "Moved",
        ChangeKind.SPLIT: "Split",
        ChangeKind.MERGED: "Joined together",
        ChangeKind.LINK: "Link changed",
    }
)
SIGNIFICANCES: Mapping[Significance, str] = MappingProxyType(
    {Significance.HIGH: "High", Significance.MEDIUM: "Medium", Significance.LOW: "Low"}
)
SIGNIFICANCE_MEANINGS = (
    "High: somebody must or should now do, stop or check something. Medium: what is done or used already may have to "
    "be done in another way. Low: nobody need act."
)
MENTIONS: Mapping[str, str] = MappingProxyType(
    {"yes": "Mentioned", "elsewhere": "The same change mentioned in another place", "no": "Not mentioned"}
)
"""Whether the publisher's own table of changes mentions a change."""
STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "same": "Same words",
        "below": "Something under it changed",
        "item": "Now an item of another paragraph",
        "reworded": "Reworded",
        "split": "Split",
        "merged": "Joined together",
        "removed": "Removed",
        "added": "Added",
        "out_of_scope": "Not covered by the other file",
        "kept": "In both",
        "retargeted": "Leads to a different page",
    }
)
READERS: Mapping[str, str] = MappingProxyType(
    {"tagged": "using its structure tags", "layout": "from its page layout (it has no usable structure tags)"}
)
UNHEADED = "Cover and front matter"
"""What the part before the first heading is called."""


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 change", "1,204 changes", "no changes" is left to the caller."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: "a", "a and b", "a, b and c"."""
    return joined(words, "and")


def joined(words: Sequence[str], word: str) -> str:
    """Return words as a list in a sentence, with a word before the last of them: "a, b or c"."""
    return " ".join(filter(None, (", ".join(words[:-1]), word if len(words) > 1 else "", *words[-1:])))


def nth(ordinal: int, noun: str) -> str:
    """Return "third bullet"; from the twenty-first on, "bullet 21"."""
    return f"{ORDINALS[ordinal - 1]} {noun}" if 0 < ordinal <= len(ORDINALS) else f"{noun} {ordinal}"


def alone(reference: str) -> str:
    """Return a cross reference to one number in the singular: "paragraph 271" for the "paragraphs 271" of a list.

    Must not touch a span or a list: "paragraphs 271-273", "paragraphs 2 and 3".
    """
    return re.sub(r"^(\w+)s (\w+)$", r"\1 \2", reference)


def sentence(text: str) -> str:
    """Return the text with a capital at its start."""
    return text[:1].upper() + text[1:]


def as_written(term: str, texts: Iterable[str]) -> str:
    """Return a term that is known in small letters as the texts spell it most often: "FIPS Publication"."""
    found = Counter(each for text in texts for each in re.findall(re.escape(term), text, re.IGNORECASE))
    return found.most_common(1)[0][0] if found else term


def shortened(text: str, most: int = 90) -> str:
    """Return a heading of at most so many characters, cut at the end of a word."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def slug(text: str) -> str:
    """Return the text as an anchor or a value of a filter: "part-one-safeguarding"; never empty."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60].strip("-") or "untitled"


def duty(effect: DutyEffect, duties: Sequence[Duty]) -> str | None:
    """Return what happened to a duty in a few words (“should” became “must”), or None where nothing did."""
    if effect is DutyEffect.NONE:
        return None
    graver = next((each for each in duties if each.effect is effect), None)
    old, new = (graver.old, graver.new) if graver else (None, None)
    match effect:
        case DutyEffect.NEW:
            return f"New “{new}”" if new else "New duty"
        case DutyEffect.REMOVED:
            return f"“{old}” removed" if old else "Duty removed"
        case _:
            verb = "Strengthened" if effect is DutyEffect.STRENGTHENED else "Weakened"
            return f"{verb}: “{old}” became “{new}”" if old and new else f"{verb} duty"


def link(change: LinkChange) -> str:
    """Return what became of a link in a sentence without an end."""
    if change.old is None:
        return f"Link “{change.text}”: added, leads to {change.new}"
    if change.new is None:
        return f"Link “{change.text}”: removed, led to {change.old}"
    return f"Link “{change.text}”: now leads to {change.new} (before: {change.old})"


def rule(name: str) -> str:
    """Return what a rule saw, in a few words; a rule unknown here (a user's own) gives its name as words."""
    return glossary.RULES.get(name) or sentence(name.replace("-", " ").replace("_", " "))


def match(how: str) -> str:
    """Return how two passages were matched, in a few words; a step unknown here gives its name as words."""
    return MATCH_STEPS.get(how) or how.replace("-", " ")


def noise(name: str) -> str:
    """Return what a rule let vanish, in a few words; a rule unknown here gives its name as words."""
    return glossary.NOISE.get(name) or sentence(name.replace("-", " "))

"""The words of the reports: what categories, kinds and duties are called, plurals, lists, ordinals. Plain English."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from kcsie_diff.comparison import Category, ChangeKind, Duty, DutyEffect, LinkChange, Significance

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
        Category.LEGISLATIVE: (
            "The law or the legal standing of a document changed, or what somebody is legally bound to do."
        ),
        Category.CLARIFICATION: "The same topic stands in both editions; its meaning or scope is made clearer.",
        Category.ADDITIONAL_SUPPORT: (
            "A resource, link, helpline, example or background was added, replaced or taken out."
        ),
        Category.EDITORIAL: "Punctuation, dates of the edition, text moved but not changed: no change of meaning.",
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
STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "same": "Same words",
        "reworded": "Reworded",
        "split": "Split",
        "merged": "Joined together",
        "removed": "Removed",
        "added": "Added",
        "out_of_scope": "Not covered by the other file",
        "kept": "In both",
        "retargeted": "Leads elsewhere now",
    }
)
RULES: Mapping[str, str] = MappingProxyType(
    {
        "citation-changed": "An Act, Regulations, an Order or a judgment is cited in one edition only",
        "standing-changed": "The standing of a document changed (statutory or not)",
        "binding-word-changed": "A word that binds by law was gained, lost or put in the place of another",
        "law-made": "The words say that law came into force, was repealed or made something a crime",
        "check-required-by-law": "A check, return or record that law requires was added or dropped",
        "body-replaced-by-law": "One public body stands in the place of another",
        "link-retargeted": "The same words lead to another site",
        "signpost": "A pointer to further information was added or removed",
        "contact-details": "An address or a telephone number changed",
        "resource-named": "The name of a resource or organisation was added, replaced or removed",
        "resource-listed": "A resource or organisation was added to a list, or removed from it",
        "signs-and-examples": "Signs, examples or findings were added or removed",
        "explanation": "Sentences that explain, and ask nothing of anybody, were added or removed",
        "expectation-changed": "A “should” or a “may” was gained, lost or changed",
        "definition-changed": "Words changed where the guidance says what a term means",
        "term-replaced": "One term stands in the place of another",
        "heading-reworded": "A heading was reworded, added or removed",
        "list-member": "An entry of a list was added or removed",
        "passage-reworded": "A passage on the same topic has other words",
        "no-meaning-in-the-words": "The words that differ carry no meaning of their own",
        "words-unchanged": "No word changed",
        "source-named": "An older Act or older Regulations are named in a footnote of one edition only",
        "publishers-table": "The passage belongs to the publisher's own table of changes",
        "imprint-or-revision": "The words are about the edition itself",
        "limit-in-law-changed": "A time limit, an age or a share changed in a sentence that says “must”",
        "review": "Sorted by a person, in the review file",
    }
)
READERS: Mapping[str, str] = MappingProxyType(
    {"tagged": "its structure tags", "layout": "the layout of its pages (it has no usable structure tags)"}
)
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 change", "1,204 changes", "no changes" is left to the caller."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def nth(ordinal: int, noun: str) -> str:
    """Return "third bullet"; from the twenty-first on, "bullet 21"."""
    return f"{_ORDINALS[ordinal - 1]} {noun}" if 0 < ordinal <= len(_ORDINALS) else f"{noun} {ordinal}"


def sentence(text: str) -> str:
    """Return the text with a capital at its start."""
    return text[:1].upper() + text[1:]


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
        return f"Link “{change.text}”: new, leads to {change.new}"
    if change.new is None:
        return f"Link “{change.text}”: removed, led to {change.old}"
    return f"Link “{change.text}”: now leads to {change.new} (before: {change.old})"


def rule(name: str) -> str:
    """Return what a rule saw, in a few words; a rule unknown here (a user's own) gives its name as words."""
    return RULES.get(name) or sentence(name.replace("-", " ").replace("_", " "))

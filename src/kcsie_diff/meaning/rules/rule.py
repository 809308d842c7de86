"""The form of a rule that sorts changes into categories, for the program's own rules and those of a user's file."""

from collections.abc import Callable

from kcsie_diff.meaning.evidence import Facts
from kcsie_diff.model.comparison import Category, Side
from kcsie_diff.records import Record

Seen = tuple[str, Side]
"""Words that a rule saw, and the edition that they are in."""


class Finding(Record, frozen=True):
    """What a rule found in a change: the words it saw, at least one, and how likely its category is right (0 to 1)."""

    seen: tuple[Seen, ...]
    confidence: float


class Rule(Record, frozen=True):
    """A rule that sorts changes: `test` gives a finding where the rule applies, else None.

    `sentence` is what a reader of a report sees. `matches`, `must_not` and `source` are for docs/changes.md; the source
    is a document that anybody can open.
    """

    name: str
    test: Callable[[Facts], Finding | None]
    matches: str
    must_not: str
    source: str
    sentence: str
    category: Category


def found(seen: list[Seen], confidence: float) -> Finding | None:
    """A finding where there are any words, each given once, else None."""
    return Finding(tuple(dict.fromkeys(seen)), confidence) if seen else None

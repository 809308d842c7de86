"""What a rule is. The rules themselves stand in `editorial`, `legislative`, `support` and `clarification`."""

from collections.abc import Callable
from dataclasses import dataclass

from kcsie_diff.meaning.evidence import Facts
from kcsie_diff.model.comparison import Category, Side

DEPARTMENT = (
    "Department for Education, 2020: changes are made “where legislation has required it”, as “helpful additional"
    " information” and as “important clarifications”"
)

Seen = tuple[str, Side]
"""Words that a rule saw, and the edition they stand in."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found in a change: the words it saw, at least one, and how likely its category is right (0 to 1)."""

    seen: tuple[Seen, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that sorts changes: `test` gives a finding where it applies, else None.

    `matches`, `must_not` and `source` are for the reader of docs/changes.md, which a test holds equal to these.
    """

    name: str
    category: Category
    test: Callable[[Facts], Finding | None]
    matches: str
    must_not: str
    source: str


def found(seen: list[Seen], confidence: float) -> Finding | None:
    """A finding where there are any words, each told once, else None."""
    return Finding(tuple(dict.fromkeys(seen)), confidence) if seen else None

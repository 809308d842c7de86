"""Editions made of outlines, and what matching says of them."""

from kcsie_diff.aligning import Matching, match
from kcsie_diff.model.alignment import Match
from kcsie_diff.model.edition import Edition
from kcsie_diff.model.notation import parse

RECORD = "The lead keeps a written record of every concern, of each decision and of the reasons for it."
VISIT = "Visitors sign in at the office, wear a badge and stay with a member of staff at all times."
TRIPS = "Before each trip the organiser writes a risk assessment and hands a copy to the headteacher."
PHONES = "Phones stay in lockers during lessons unless a teacher has asked for them as part of the work."


def edition(body: str, title: str = "Keeping pupils safe") -> Edition:
    """The edition of an outline, given as its lines without the facts, all on page 1."""
    return parse(f"= {title}\n\n" + "\n".join(f"[1] {line}" for line in body.splitlines()))


def matched(old: str, new: str) -> Matching:
    """The matching of two outlines, given as their lines without the facts."""
    return match(edition(old), edition(new))


def changed_lines(matching: Matching) -> list[str]:
    """The matches that are not the same text in its place, each in a line."""
    return [line for one in matching.matches if (line := _line_of(one))]


def _line_of(one: Match) -> str | None:
    old, new = (" + ".join(" ".join(node.text.split()[:3]) for node in nodes) for nodes in (one.old, one.new))
    moved = " (moved)" if one.moved else ""
    if old == new and not moved and one.explanation.score == 1:
        return None
    return f"{old or 'nothing'} -> {new or 'nothing'}{moved}"

"""Editions made of outlines, and who became whom in them."""

from kcsie_diff.aligning import match
from kcsie_diff.differing import find_differences
from kcsie_diff.differing.context import EditionPair
from kcsie_diff.meaning import judge
from kcsie_diff.model.alignment import Alignment
from kcsie_diff.model.comparison import Category
from kcsie_diff.model.edition import Edition
from kcsie_diff.model.notation import parse
from kcsie_diff.options import Options

RECORD = "The lead keeps a written record of every concern, of each decision and of the reasons for it."
VISIT = "Visitors sign in at the office, wear a badge and stay with a member of staff at all times."
TRIPS = "Before each trip the organiser writes a risk assessment and hands a copy to the headteacher."
PHONES = "Phones stay in lockers during lessons unless a teacher has asked for them as part of the work."


def edition(body: str, title: str = "Keeping pupils safe 2031", facts: str = "") -> Edition:
    """The edition of an outline whose lines stand on page 1 unless they say another."""
    lines = [line if line.startswith("[") and line[1:2].isdigit() else f"[1] {line}" for line in body.splitlines()]
    return parse(f"= {title}\n{facts}\n" + "\n".join(lines))


def edition_pair(
    old: str, new: str, old_title: str = "Keeping pupils safe 2031", new_title: str = "Keeping pupils safe 2032"
) -> EditionPair:
    """Two editions and their pairs."""
    before, after = edition(old, old_title), edition(new, new_title)
    return EditionPair(before, after, match(before, after).matches)


def align(old: Edition, new: Edition) -> Alignment:
    """Two editions, matched and their differences found."""
    return find_differences(old, new, match(old, new))


def aligned(old: str, new: str) -> Alignment:
    """Two outlines, aligned."""
    return align(edition(old), edition(new, "Keeping pupils safe 2032"))


def rules(old: str, new: str) -> list[str | None]:
    """For each difference of two outlines the editorial rule that decides it, or None where it changes a meaning."""
    changes = judge(aligned(old, new), Options(), "0").changes
    return [change.reasons[0].rule if change.category is Category.EDITORIAL else None for change in changes]

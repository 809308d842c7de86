"""How much a change matters to its reader, by a rule short enough to follow by hand (docs/changes.md)."""

from collections import Counter

from kcsie_diff.meaning.changed_text import SideText
from kcsie_diff.meaning.evidence import Facts
from kcsie_diff.meaning.mentions import find_limits
from kcsie_diff.meaning.modals import Force
from kcsie_diff.meaning.reversals import find_reversals
from kcsie_diff.model.comparison import Category, Duty, DutyEffect, Significance

# From this many changed words on, a rewording is more than a matter of style.
MANY_WORDS = 8
# A duty on one of these is a school's or college's own to act on.
OUTSIDE = frozenset(
    {
        "virtual school heads",
        "local authorities",
        "safeguarding partners",
        "police",
        "the Secretary of State",
        "social workers",
        "supply agencies",
        "alternative providers",
        "host families",
    }
)


def judge_significance(facts: Facts, category: Category, duties: tuple[Duty, ...], rule: str) -> Significance:
    """High, medium or low.

    High: a duty at the force of must gained, lost or changed; a should gained or made stronger for somebody inside the
    school; a definition changed; a meaning turned round ("lawful" to "unlawful").
    Low: editorial; one term for another; fewer than eight words changed with no duty, no
    law, no resource, no limit (a time, an age) and nobody put in another's place. Medium: everything else.
    """
    if category is Category.EDITORIAL:
        return Significance.LOW
    gained = (DutyEffect.NEW, DutyEffect.STRENGTHENED)
    if (
        rule == "definition-changed"
        or find_reversals(facts.difference.segments)
        or any(change.force is Force.MUST for change in facts.duties)
        or any(duty.effect in gained and duty.actor not in OUTSIDE for duty in duties)
    ):
        return Significance.HIGH
    if duties or category is not Category.CLARIFICATION:
        return Significance.MEDIUM
    if all(_names_people(facts, side) for side in facts.words.sides):
        return Significance.MEDIUM
    old, new = (find_limits(side.text, side.sentences) for side in facts.words.sides)
    words = sum(len(side.changed_words) for side in facts.words.sides)
    small = facts.difference.term is not None or (words < MANY_WORDS and Counter(old) == Counter(new))
    return Significance.LOW if small else Significance.MEDIUM


def _names_people(facts: Facts, side: SideText) -> bool:
    """Whether the changed words of a side name somebody who acts: "lead", "the head teacher"."""
    return bool(facts.lexicon.people.find_changed(side) or facts.lexicon.actors.find_changed(side))

"""The sentences of a report's first screen and foot: verdict, standing, disclaimer, attribution."""

import re
from collections import Counter
from datetime import date
from itertools import groupby

from kcsie_diff.language.dates import day_of, without_years, years_in
from kcsie_diff.model.comparison import Category, Comparison, DutyEffect, EditionFacts, Side
from kcsie_diff.reports.english import count, listed

_TAKES_THE = re.compile(r"(?:Department|Ministry|Secretary|Home Office|Cabinet Office|Office|Welsh|Scottish)\b")
_STANDINGS = (
    ("draft", "Draft. It is not in force, and the final text may differ."),
    ("consultation", "Consultation version. It is not in force."),
    ("for information", "Published for information. Read the final version before you rely on it."),
    ("in force", "In force."),
)
_UNSTATED = "The cover does not say whether this edition is in force."
_SUBSTANCE = {
    Category.LEGISLATIVE: ("legislative", "legislative"),
    Category.CLARIFICATION: ("clarification", "clarifications"),
    Category.ADDITIONAL_SUPPORT: ("change to support", "changes to support"),
}
_EFFECTS = {
    DutyEffect.NEW: ("adds", "add"),
    DutyEffect.STRENGTHENED: ("strengthens", "strengthen"),
    DutyEffect.WEAKENED: ("weakens", "weaken"),
    DutyEffect.REMOVED: ("removes", "remove"),
}


def heading(comparison: Comparison, chosen: str | None) -> str:
    """Return the title of a report: the one that was chosen, or "Guidance: what changed from 2031 to 2032"."""
    old, new = comparison.old.title, comparison.new.title
    if chosen:
        return chosen
    if old == new:
        return f"What changed in {new}"
    years = [years_in(title)[-1:] for title in (old, new)]
    stems = {without_years(title) for title in (old, new)}
    if all(years) and len(stems) == 1:
        return f"{stems.pop()}: what changed from {years[0][0]} to {years[1][0]}"
    return f"What changed: {old} to {new}"


def standing(facts: EditionFacts) -> str:
    """Return what the cover says of an edition's standing, and when it was issued or comes into force."""
    stated = (facts.status or "").lower()
    unknown = f"The cover says: {facts.status}." if facts.status else _UNSTATED
    said = next((said for word, said in _STANDINGS if word in stated), unknown)
    return f"{said} Date on the cover: {facts.date}." if facts.date else said


def unused_reviews(comparison: Comparison) -> tuple[str, ...]:
    """Return the sentence on entries of the review file that are about no change here; none where each has its own."""
    keys = comparison.review_unused
    if not keys:
        return ()
    entries = f"{count(len(keys), 'entry', 'entries')} of the review file {'is' if len(keys) == 1 else 'are'}"
    return (f"{entries} about no change in this comparison, and left as {'it is' if len(keys) == 1 else 'they are'}.",)


def issued(facts: EditionFacts) -> date | None:
    """Return the day that an edition bears: that on its cover, else the one from which it is in force, else None."""
    return day_of(facts.date or "") or day_of(facts.in_force or "")


def verdict(comparison: Comparison) -> str:
    """Return the whole comparison in one sentence."""
    if comparison.unrelated:
        return "These are not two editions of one text, so their differences are not counted as findings."
    substance = [change for change in comparison.changes if change.category is not Category.EDITORIAL]
    if not comparison.changes:
        return f"No changes found: all {count(comparison.summary.unchanged, 'passage')} have the same words."
    if not substance:
        return f"No changes of substance, only {count(len(comparison.changes), 'editorial change')}."
    numbers = Counter(change.category for change in substance)
    by_category = [count(numbers[category], *noun) for category, noun in _SUBSTANCE.items() if numbers[category]]
    said = f"{count(len(substance), 'change')} of substance: {listed(by_category)}"
    if comparison.terms:
        said += f", and {count(len(comparison.terms), 'term')} replaced throughout"
    return f"{said}."


def details(comparison: Comparison) -> tuple[str, ...]:
    """Return the sentences under the verdict: duties, the publisher's table, what is folded, scope, new numbers."""
    if comparison.unrelated:
        return ()
    said = [_duties(comparison), official(comparison), _folded(comparison), scope(comparison)]
    moved = len({row.old_key for row in comparison.concordance if row.has_new_number})
    if moved:
        renumbered = f"{count(moved, 'paragraph')} {'has' if moved == 1 else 'have'} a new number"
        said.append(f"{renumbered}; a new number alone is not counted as a change.")
    return tuple(filter(None, said))


def _duties(comparison: Comparison) -> str:
    parts: list[str] = []
    for effect, (one, many) in _EFFECTS.items():
        number = sum(change.duty is effect for change in comparison.changes)
        if number:
            subject = "one" if parts else "a duty or an expectation"
            parts.append(
                f"{f'{number:,}' if parts else count(number, 'change')} {one if number == 1 else many} {subject}"
            )
    if not parts:
        return "No “must” or “should” was added, removed, strengthened or weakened." if comparison.changes else ""
    return f"{listed(parts)}."


def official(comparison: Comparison) -> str:
    """Return the sentence on the publisher's own table of changes."""
    table = comparison.official_table
    if table is None:
        return "The publisher’s own table of changes was not found in the newer edition." if comparison.changes else ""
    if not comparison.changes:
        return ""
    repeats, rows = len(table.elsewhere), len(table.rows)
    unlisted = len(table.unlisted) - repeats
    missed = f"{count(unlisted, 'change')} of substance {'is' if unlisted == 1 else 'are'} not mentioned there"
    if not unlisted:
        missed = "it mentions every change of substance"
    if repeats:
        verb = "repeats" if repeats == 1 else "repeat"
        missed += f", and {repeats:,} more {verb} in another place a change that it mentions"
    return f"The publisher’s own table of changes has {count(rows, 'entry', 'entries')}; {missed}."


def _folded(comparison: Comparison) -> str:
    """Which of the changes of the verdict are put away, and which changes it leaves out."""
    editorial = sum(change.category is Category.EDITORIAL for change in comparison.changes)
    said = folded_terms(comparison)
    if editorial:
        also = f"Also listed: {count(editorial, 'editorial change')} (no change of meaning)."
        said = f"{said} {also}".strip()
    return said


def folded_terms(comparison: Comparison) -> str:
    """Return the sentence on changes that only follow a term replaced throughout; "" where there are none."""
    by_term = sum(
        change.category is not Category.EDITORIAL and change.term is not None for change in comparison.changes
    )
    if not by_term:
        return ""
    verb = "follows" if by_term == 1 else "follow"
    return f"{by_term:,} of the changes of substance only {verb} a term that was replaced throughout."


def scope(comparison: Comparison) -> str:
    """Return which edition is a part of the other, and how much is left out for that; "" where none is."""
    nodes = comparison.summary.out_of_scope
    if not nodes:
        return ""
    left_out = f"{count(nodes, 'passage')} {'is' if nodes == 1 else 'are'} listed as out of scope, not as changes."
    match {part.side for part in comparison.out_of_scope}:
        case sides if sides == {Side.OLD}:
            return f"The newer edition covers only a part of the older one: {left_out}"
        case sides if sides == {Side.NEW}:
            return f"The older edition covers only a part of the newer one: {left_out}"
        case _:
            return f"Each edition has sections that the other one does not cover at all: {left_out}"


def publisher(comparison: Comparison) -> str:
    """Return who issued the guidance, as it stands in a sentence: "the Department for Education"."""
    named = comparison.new.publisher or comparison.old.publisher
    if not named:
        return "those who issued the guidance"
    return f"the {named}" if _TAKES_THE.match(named) else named


def disclaimer(comparison: Comparison) -> str:
    """Return the sentence that every report carries: who did not publish it, and what it is not."""
    issuer = publisher(comparison)
    return (
        f"This report compares “{comparison.old.file}” with “{comparison.new.file}”. "
        f"It is not published or endorsed by {issuer}, and it is not legal advice. "
        "Check what you rely on against the guidance itself."
    )


def attribution(comparison: Comparison) -> tuple[str, ...]:
    """Return the attribution that the Open Government Licence asks for, for the editions that state a licence.

    Source: Open Government Licence v3.0, "You must": acknowledge the source and, where possible, link the licence.
    """
    stated = [facts for facts in (comparison.old, comparison.new) if facts.licence]
    said = []
    for licence, group in groupby(stated, key=lambda facts: facts.licence or ""):
        titles = list(dict.fromkeys(f"“{each.title}”" for each in group))
        named = listed(titles)
        if "open government" in licence.lower():
            said.append(f"This report contains public sector information licensed under the {licence} ({named}).")
        else:
            said.append(f"{named} {'states' if len(titles) == 1 else 'state'} this licence: {licence}.")
    return tuple(said)

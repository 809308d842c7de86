"""One change explained, and the table of paragraph numbers, as text for a terminal."""

from collections.abc import Iterator

from kcsie_diff.model.comparison import Change, Comparison, Duty, SegmentOp
from kcsie_diff.reports import english
from kcsie_diff.reports.english import rule
from kcsie_diff.reports.excerpts import spelled
from kcsie_diff.reports.numbering import outcome, renumbering
from kcsie_diff.reports.places import edition_names
from kcsie_diff.reports.safe_text import one_line, visible
from kcsie_diff.reports.telling import reference, title


def explain(change: Change) -> str:
    """Return how a change was found and why it was sorted so: one fact a line, with the words of both editions."""
    return "".join(f"{one_line(line)}\n" for line in _lines(change))


def _lines(change: Change) -> Iterator[str]:
    yield f"{change.id}: {title(change)}"
    yield reference(change, ("older edition", "newer edition"))
    yield f"Kind: {english.KINDS[change.kind]}{' and moved' if change.moved else ''}"
    yield f"Category: {english.CATEGORIES[change.category]}, confidence {change.confidence:.0%}"
    for reason in change.reasons:
        yield f"Because: {rule(reason.rule)}: “{reason.text}” ({reason.side} edition)"
    yield f"Significance: {english.SIGNIFICANCES[change.significance]}"
    for duty in change.duties:
        yield _duty(duty)
    if change.explanation:
        yield from _matched(change)
    yield f"Review key: {change.review_key}"
    if change.old:
        yield f"Older words: {spelled(change.segments, SegmentOp.CUT)}"
    if change.new:
        yield f"Newer words: {spelled(change.segments, SegmentOp.ADD)}"


def _duty(duty: Duty) -> str:
    told = english.duty(duty.effect, (duty,)) or "No change of duty"
    return f"Duty: {told}{f' for {duty.actor}' if duty.actor else ''}, in “{duty.sentence}”"


def _matched(change: Change) -> Iterator[str]:
    how = change.explanation
    if how is None:
        return
    alike = f", {how.score:.0%} similar" if how.score is not None else ""
    yield f"Matched: {how.how}{alike}"
    for other in how.considered:
        yield f"Also considered: {other.key} of the {other.side} edition, {other.score:.0%} similar"


def concordance_text(comparison: Comparison) -> str:
    """Return the table of paragraph numbers: the rule of the renumbering first, then a line for each paragraph."""
    old, new = edition_names(comparison.old.title, comparison.new.title)
    changes = {change.id: change for change in comparison.changes}
    head = [*renumbering(comparison.concordance), "", f"{old:>15}  {new:>15}  "]
    rows = [
        f"{row.old or '–':>15}  {row.new or '–':>15}  {outcome(row, changes)}, {row.section}"
        for row in comparison.concordance
    ]
    return "".join(f"{visible(line.replace(chr(10), ' '))}\n" for line in (*head, *rows))

"""Plain text for a terminal: the report, one change explained, and the table of paragraph numbers.

Cut words are between [- and -], added ones between {+ and +}; nothing in it acts on a terminal.
"""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from kcsie_diff.model.comparison import Change, Comparison, SegmentOp
from kcsie_diff.reports import english
from kcsie_diff.reports.english import SIGNIFICANCE_MEANINGS
from kcsie_diff.reports.excerpts import spelled
from kcsie_diff.reports.handouts import answer_sections, handout
from kcsie_diff.reports.paragraph_numbers import outcomes, renumbering
from kcsie_diff.reports.sections import Section, cell_text, counts, sections
from kcsie_diff.reports.view import ChangeView, PartView, View
from kcsie_diff.reports.wording import change_kind, edition_names, reference, title
from kcsie_diff.safe_text import one_line, visible

_INDENT = " " * 7
_RULES = ("=", "-")
_BULLET = "- "
_MARKS = {SegmentOp.KEEP: "{}", SegmentOp.CUT: "[-{}-]", SegmentOp.ADD: "{{+{}+}}"}


def write(view: View) -> bytes:
    """Return the report as UTF-8 text of at most `view.width` characters a line, long words apart."""
    return _filled(_lines(view), view.width)


def write_handout(view: View) -> bytes:
    """Return the handout for the view's reader as UTF-8 text, for an e-mail."""
    title, parts = handout(view, view.reader)
    return _filled([one_line(title), *(line for part in parts for line in _section(part))], view.width)


def _filled(lines: Iterable[str], width: int) -> bytes:
    """Lines no wider than `width`, each with its indent; a lone = or - becomes a rule under the line before it."""
    filled: list[str] = []
    for line in lines:
        if line in _RULES:
            filled.append(line * min(width, max(len(row) for row in filled[-1:])))
            continue
        bullet = len(_BULLET) if line.startswith(_BULLET) else 0
        indent = " " * (len(line) - len(line.lstrip(" ")) + bullet)
        filled += wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]
    return "".join(f"{visible(row).rstrip()}\n" for row in filled).encode()


def _lines(view: View) -> Iterator[str]:
    yield one_line(view.title)
    yield ""
    for edition in (view.old, view.new):
        yield one_line(edition.description)
    yield ""
    yield from _summary(view)
    for part in view.parts:
        yield from _part(part)
    for section in sections(view):
        if section.notes or not section.lookup:
            yield from _section(section)
    yield ""
    for said in view.foot:
        yield one_line(said)


def _summary(view: View) -> Iterator[str]:
    for said in view.comparison.warnings:
        yield one_line(f"Warning: {said}")
    for part in answer_sections(view):
        yield from _section(part)
    yield ""
    for said in (view.verdict, *view.details):
        yield one_line(said)
    yield ""
    table = counts(view)
    for name, *numbers in (("", *table.columns[1:]), *table.rows) if table.rows else ():
        yield f"{name:<20}{''.join(f'{number:>8}' for number in numbers)}"
    if table.rows:
        yield one_line(SIGNIFICANCE_MEANINGS)


def _part(part: PartView) -> Iterator[str]:
    yield from _headed(part.title, "=")
    yield one_line(part.summary)
    for section in part.all_sections:
        yield from _headed(section.title, "-")
        for change in section.changes:
            yield from _change(change)


def _headed(title: str, rule: str) -> Iterator[str]:
    yield from ("", one_line(title), rule)


def _change(view: ChangeView) -> Iterator[str]:
    labels = [view.category, view.support, view.kind, f"{view.significance} significance", view.duty]
    yield ""
    yield f"{view.anchor}  {one_line(view.title)}"
    yield f"{_INDENT}{one_line(' · '.join(filter(None, [*labels, *view.audiences])))}"
    yield f"{_INDENT}{one_line(view.reference)}"
    words = "".join(_MARKS[each.op].format(each.text) for each in view.excerpt)
    for said in (words, *map(english.link, view.change.links)):
        yield f"{_INDENT}{one_line(said)}"


def _section(section: Section) -> Iterator[str]:
    """A section: its sentences, and each row as its cells in one passage; the rows of a look-up table are left out."""
    yield from _headed(section.title, "=") if section.title else ("",)
    for said in section.notes:
        yield f"{_BULLET if len(section.notes) > 1 else ''}{one_line(str(said))}"
    for row in () if section.lookup else section.rows:
        yield ""
        for head, cell in zip(section.columns, row, strict=True):
            yield f"{_INDENT}{one_line(f'{head}: {cell_text(cell)}')}"


# ---- one change, and the paragraph numbers ----


def explain(change: Change) -> str:
    """Return how a change was found and why it was sorted so: one fact a line, with the words of both editions."""
    return "".join(f"{one_line(line)}\n" for line in _explained(change))


def _explained(change: Change) -> Iterator[str]:
    yield f"{change.id}: {title(change)}"
    yield reference(change, ("older edition", "newer edition"))
    yield f"Kind: {change_kind(change)}"
    yield f"Category: {english.CATEGORIES[change.category]}, confidence {change.confidence:.0%}"
    for reason in change.reasons:
        yield f"Because: {english.rule(reason.rule)}: “{reason.text}” ({reason.side} edition)"
    yield f"Significance: {english.SIGNIFICANCES[change.significance]}"
    for duty in change.duties:
        effect = english.duty(duty.effect, (duty,)) or "No change of duty"
        yield f"Duty: {effect}{f' for {duty.actor}' if duty.actor else ''}, in “{duty.sentence}”"
    if how := change.explanation:
        yield f"Matched: {how.how}{f', {how.score:.0%} similar' if how.score is not None else ''}"
        for other in how.considered:
            yield f"Also considered: {other.key} of the {other.side} edition, {other.score:.0%} similar"
    yield f"Review key: {change.review_key}"
    if change.old:
        yield f"Older words: {spelled(change.segments, SegmentOp.CUT)}"
    if change.new:
        yield f"Newer words: {spelled(change.segments, SegmentOp.ADD)}"


def concordance_text(comparison: Comparison) -> str:
    """Return the table of paragraph numbers: the rule of the renumbering first, then a line for each paragraph."""
    old, new = edition_names(comparison.old.title, comparison.new.title)
    head = [*renumbering(comparison.concordance), "", f"{old:>15}  {new:>15}  "]
    rows = [
        f"{row.old or '–':>15}  {row.new or '–':>15}  {became}, {row.section}" for row, became in outcomes(comparison)
    ]
    return "".join(f"{visible(line.replace(chr(10), ' '))}\n" for line in (*head, *rows))

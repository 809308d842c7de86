"""The report as Markdown (CommonMark, with the tables and strikethrough of GitHub), for bulletins and wikis."""

import re
from collections.abc import Iterator, Sequence

from kcsie_diff.model.comparison import SegmentOp
from kcsie_diff.reports import english
from kcsie_diff.reports.english import STATUSES
from kcsie_diff.reports.safe_text import one_line
from kcsie_diff.reports.view import ChangeView, OfficialView, PartView, View

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_LINE_START = re.compile(r"^(\d+)([.)])|^([-+=])")
_AUTOLINK = re.compile(r"(https?)://|\bwww\.", re.IGNORECASE)


def write(view: View) -> bytes:
    """Return the report as Markdown in UTF-8."""
    return ("\n".join(_lines(view)) + "\n").encode()


def escaped(text: str) -> str:
    """Return text on one line in which nothing is read as Markdown or HTML, and no address becomes a link."""
    flat = _SPECIAL.sub(r"\\\1", one_line(text))
    flat = _AUTOLINK.sub(lambda match: match.group().replace(":", "&#58;").replace(".", "&#46;"), flat)
    return _LINE_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", flat)


def _lines(view: View) -> Iterator[str]:
    yield f"# {escaped(view.title)}"
    yield ""
    for said in view.comparison.warnings:
        yield f"**Warning:** {escaped(said)}\n"
    yield f"**{escaped(view.verdict)}**\n"
    for said in view.details:
        yield f"{escaped(said)}\n"
    yield from _editions(view)
    yield from _counts(view)
    yield from _steps(view)
    for part in view.parts:
        yield from _part(part)
    yield from _terms(view)
    yield from _official(view)
    yield from _concordance(view)
    yield from _problems(view)
    yield "\n---\n"
    for said in (view.disclaimer, *view.attribution, f"Made by kcsie-diff {view.comparison.version}."):
        yield f"{escaped(said)}\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(escaped(cell) for cell in row)} |"
    yield ""


def _editions(view: View) -> Iterator[str]:
    rows = [
        (each.name, each.facts.title, each.standing, str(each.facts.pages or ""), each.facts.file)
        for each in (view.old, view.new)
    ]
    yield from _table(("Edition", "Title", "Standing", "Pages", "File"), rows)


def _counts(view: View) -> Iterator[str]:
    yield "## Counts\n"
    rows = [
        (row.name, *(str(number) for _, number in row.by_significance), str(row.total))
        for row in (*view.counts, view.count_total)
    ]
    yield from _table(("Category", "High", "Medium", "Low", "All"), rows)


def _steps(view: View) -> Iterator[str]:
    steps = (*view.steps, *view.more_steps)
    if not steps:
        return
    yield "## What to do first\n"
    for step in steps:
        actor = f" ({escaped(step.actor)})" if step.actor else ""
        yield f"- **{escaped(step.effect)}**{actor}: {escaped(step.sentence)} — {_pointer(step.view)}"
    yield ""


def _pointer(view: ChangeView) -> str:
    return f"{escaped(view.title)} ({view.anchor})"


def _part(part: PartView) -> Iterator[str]:
    yield f"## {escaped(part.title)}\n"
    yield f"{escaped(part.summary)}\n"
    for section in part.sections:
        yield f"### {escaped(section.title)}\n"
        for change in section.changes:
            yield from _change(change)
    if part.folded:
        yield f"### {escaped(part.folded_title)}\n"
        for change in part.folded:
            yield from _change(change)


def _change(view: ChangeView) -> Iterator[str]:
    yield f"#### {_pointer(view)}\n"
    labels = [view.category, view.kind, f"{view.significance} significance", *filter(None, [view.duty])]
    yield f"{escaped(' · '.join([*labels, *view.audiences]))}  "
    yield f"{escaped(view.reference)}\n"
    yield f"> {redline(view)}\n"
    for each in view.change.links:
        yield f"{escaped(english.link(each))}\n"


def redline(view: ChangeView) -> str:
    """Return the words of a change: cut ones struck through, added ones bold."""
    marks = {SegmentOp.KEEP: "", SegmentOp.CUT: "~~", SegmentOp.ADD: "**"}
    spelled = []
    for run in view.runs:
        text = run.text if not run.folded else f"{run.lead} … {run.tail}"
        words = escaped(text)
        mark = marks[run.op] if words else ""
        spelled.append(f"{mark}{words}{mark}")
    return " ".join(filter(None, spelled))


def _terms(view: View) -> Iterator[str]:
    if not view.terms:
        return
    yield "## Terms replaced throughout\n"
    rows = [(term.old, term.new, term.count, ", ".join(each.anchor for each in term.changes)) for term in view.terms]
    yield from _table(("Older term", "Newer term", "How often", "Changes"), rows)


def _official(view: View) -> Iterator[str]:
    if not view.official:
        return
    yield "## The publisher's own table of changes\n"
    yield f"{escaped(view.official_summary)}\n"
    yield from _table(("Where", "What it says", "Found here as"), [_official_row(row) for row in view.official])


def _official_row(row: OfficialView) -> tuple[str, str, str]:
    return row.row.where, row.row.what, ", ".join(each.anchor for each in row.changes) or "no change found"


def _concordance(view: View) -> Iterator[str]:
    rows = view.comparison.concordance
    if not rows:
        return
    yield "## Paragraph numbers, older to newer\n"
    for said in view.renumbering:
        yield f"- {escaped(said)}"
    yield ""
    told = [
        (row.old or "–", row.new or "–", STATUSES.get(row.status, row.status), row.section, row.change or "")
        for row in rows
        if row.old != row.new or row.change
    ]
    if told:
        yield from _table(("Older", "Newer", "Words", "Section", "Change"), told)


def _problems(view: View) -> Iterator[str]:
    if view.problems:
        yield "## Problems met while reading the files\n"
    for edition, problem in view.problems:
        page = f", page {problem.page}" if problem.page else ""
        yield f"- {escaped(f'{edition.name}{page}: {problem.message}')} ({escaped(problem.code)})"

"""The report as Markdown (CommonMark, with the tables and strikethrough of GitHub), for bulletins and wikis."""

import re
from collections.abc import Iterator

from kcsie_diff.model.comparison import SegmentOp
from kcsie_diff.reports import english
from kcsie_diff.reports.handouts import answer_sections, handout
from kcsie_diff.reports.sections import Remark, Section, cell_text, counts, editions, sections
from kcsie_diff.reports.view import ChangeView, PartView, View
from kcsie_diff.safe_text import one_line

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_LINE_START = re.compile(r"^(\d+)([.)])|^([-+=])")
_AUTOLINK = re.compile(r"(https?)://|\bwww\.", re.IGNORECASE)


def write(view: View) -> bytes:
    """Return the report as Markdown in UTF-8."""
    return ("\n".join(_lines(view)) + "\n").encode()


def write_handout(view: View) -> bytes:
    """Return the handout for the view's reader as Markdown in UTF-8."""
    title, parts = handout(view, view.reader)
    lines = [f"# {escaped(title)}", "", *(line for part in parts for line in _section(part))]
    return ("\n".join(lines) + "\n").encode()


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
    for section in answer_sections(view):
        yield from _section(section)
    yield f"**{escaped(view.verdict)}**\n"
    for said in view.details:
        yield f"{escaped(said)}\n"
    yield from _table(editions(view))
    table = counts(view)
    if table.rows:
        yield from _section(table)
    for part in view.parts:
        yield from _part(part)
    for section in sections(view):
        yield from _section(section)
    yield "\n---\n"
    for said in view.foot:
        yield f"{escaped(said)}\n"


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield f"## {escaped(section.title)}\n"
    for said in section.notes:
        lead = f"**{escaped(said.lead)}** " if isinstance(said, Remark) and said.lead else ""
        words = escaped(said.text if isinstance(said, Remark) else said)
        yield f"{'- ' if len(section.notes) > 1 else ''}{f'{lead}{words}'.strip()}\n"
    yield from _table(section)


def _table(section: Section) -> Iterator[str]:
    if not section.rows:
        return
    yield f"| {' | '.join(section.columns)} |"
    yield f"|{' --- |' * len(section.columns)}"
    for row in section.rows:
        yield f"| {' | '.join(escaped(cell_text(cell)) for cell in row)} |"
    yield ""


def _part(part: PartView) -> Iterator[str]:
    yield f"## {escaped(part.title)}\n"
    yield f"{escaped(part.summary)}\n"
    for section in part.all_sections:
        yield f"### {escaped(section.title)}\n"
        for change in section.changes:
            yield from _change(change)


def _change(view: ChangeView) -> Iterator[str]:
    yield f"#### {escaped(view.title)} ({view.anchor})\n"
    labels = [view.category, view.support, view.kind, f"{view.significance} significance", view.duty]
    yield f"{escaped(' · '.join(filter(None, [*labels, *view.audiences])))}  "
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

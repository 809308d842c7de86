"""The report as plain text. Cut words stand in [-…-], added ones in {+…+}; nothing in it acts on a terminal."""

from collections.abc import Iterator
from textwrap import wrap

from kcsie_diff.model.comparison import SegmentOp
from kcsie_diff.reports import english
from kcsie_diff.reports.safe_text import one_line, visible
from kcsie_diff.reports.view import ChangeView, PartView, View

WIDTH = 100
_INDENT = " " * 7
_MARKS = {SegmentOp.KEEP: ("", ""), SegmentOp.CUT: ("[-", "-]"), SegmentOp.ADD: ("{+", "+}")}


def write(view: View) -> bytes:
    """Return the report as UTF-8 text of at most `WIDTH` characters a line, long words apart."""
    return "".join(f"{visible(line).rstrip()}\n" for line in _lines(view)).encode()


def _lines(view: View) -> Iterator[str]:
    yield one_line(view.title)
    yield ""
    for edition in (view.old, view.new):
        yield from _wrapped(edition.description)
    yield ""
    yield from _summary(view)
    for part in view.parts:
        yield from _part(part)
    yield from _problems(view)
    yield ""
    for said in (view.disclaimer, *view.attribution, f"Made by kcsie-diff {view.comparison.version}."):
        yield from _wrapped(said)


def _summary(view: View) -> Iterator[str]:
    for said in view.comparison.warnings:
        yield from _wrapped(f"Warning: {said}")
    for said in (view.verdict, *view.details):
        yield from _wrapped(said)
    yield ""
    yield f"{'':<20}{'High':>8}{'Medium':>8}{'Low':>8}{'All':>8}"
    for row in (*view.counts, view.count_total):
        numbers = [number for _, number in row.by_significance] + [row.total]
        yield f"{row.name:<20}{''.join(f'{number:>8,}' for number in numbers)}"


def _part(part: PartView) -> Iterator[str]:
    yield from _headed(part.title, "=")
    yield from _wrapped(part.summary)
    for section in part.sections:
        yield from _headed(section.title, "-")
        for change in section.changes:
            yield from _change(change)
    if part.folded:
        yield from _headed(part.folded_title, "-")
        for change in part.folded:
            yield from _change(change)


def _headed(title: str, rule: str) -> Iterator[str]:
    rows = wrap(one_line(title), WIDTH) or [""]
    yield from ("", *rows, rule * min(WIDTH, max(len(row) for row in rows)))


def _change(view: ChangeView) -> Iterator[str]:
    labels = [view.category, view.kind, f"{view.significance} significance", *filter(None, [view.duty])]
    yield ""
    yield f"{view.anchor}  {one_line(view.title)}"
    yield from _wrapped(" · ".join([*labels, *view.audiences]), indent=_INDENT)
    yield from _wrapped(view.reference, indent=_INDENT)
    for said in ("".join(_marked(view)), *(english.link(each) for each in view.change.links)):
        yield from _wrapped(said, indent=_INDENT)


def _marked(view: ChangeView) -> Iterator[str]:
    for segment in view.excerpt:
        before, after = _MARKS[segment.op]
        yield f"{before}{segment.text}{after}"


def _problems(view: View) -> Iterator[str]:
    if view.problems:
        yield from _headed("Problems met while reading the files", "=")
    for edition, problem in view.problems:
        page = f", page {problem.page}" if problem.page else ""
        yield from _wrapped(f"{edition.name}{page}: {problem.message} ({problem.code})")


def _wrapped(text: str, *, indent: str = "") -> list[str]:
    return wrap(
        one_line(text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )

"""The web report: one file that needs no network, no server and no script to be read."""

from collections.abc import Sequence
from itertools import groupby

from kcsie_diff.reports.html.page import asset, policy, render
from kcsie_diff.reports.sections import sections
from kcsie_diff.reports.sentences import publisher
from kcsie_diff.reports.view import NumberView, View


def write(view: View) -> bytes:
    """Return the page as UTF-8: style and scripts inside, let in by their hashes alone."""
    style, early, script = asset("report.css"), asset("early.js"), asset("report.js")
    return render(
        "report.html.j2",
        view=view,
        own=view.comparison,
        style=style,
        early=early,
        script=script,
        policy=policy(style, early, script),
        sections=sections(view),
        pictures=view.sources.pictures,
        picture_names={"old": view.old.name, "new": view.new.name},
        publisher=publisher(view.comparison),
        numbers=_by_section(view.numbers),
    )


def write_brief(view: View) -> bytes:
    """Return the staff briefing as a page of its own, without any script: to print or to paste into a bulletin."""
    style = asset("report.css")
    return render("brief.html.j2", view=view, style=style, policy=policy(style))


def _by_section(rows: Sequence[NumberView]) -> tuple[tuple[str, tuple[NumberView, ...]], ...]:
    """The table of paragraph numbers, section by section."""
    return tuple((section, tuple(run)) for section, run in groupby(rows, key=lambda each: each.row.section))

"""The web report: one file that needs no network, no server and no script to be read."""

from collections.abc import Sequence
from itertools import groupby

from kcsie_diff.model.comparison import ConcordanceRow
from kcsie_diff.reports.html.page import asset, policy, render
from kcsie_diff.reports.places import page_span
from kcsie_diff.reports.sentences import publisher
from kcsie_diff.reports.view import View


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
        sections=_sections(view),
        pages_of=page_span,
        pictures=view.sources.pictures,
        picture_names={"old": view.old.name, "new": view.new.name},
        publisher=publisher(view.comparison),
        numbers=_by_section(view.comparison.concordance),
    )


def write_brief(view: View) -> bytes:
    """Return the staff briefing as a page of its own, without any script: to print or to paste into a bulletin."""
    style = asset("report.css")
    return render("brief.html.j2", view=view, style=style, policy=policy(style))


def _by_section(rows: Sequence[ConcordanceRow]) -> tuple[tuple[str, tuple[ConcordanceRow, ...]], ...]:
    """The table of paragraph numbers, section by section."""
    return tuple((section, tuple(run)) for section, run in groupby(rows, key=lambda row: row.section))


def _sections(view: View) -> tuple[tuple[str, str], ...]:
    """The sections after the changes, as anchors and names; those that have nothing to say are left out."""
    own = view.comparison
    every = (
        ("brief", "Staff briefing", True),
        ("terms", "Terms replaced throughout", view.terms),
        ("duties", "Duties gained, lost or changed", view.duties),
        ("official", "The publisher’s own table", view.official),
        ("links", "Links", own.links),
        ("acts", "Acts and other law", own.acts),
        ("organisations", "Organisations", own.organisations),
        ("numbers", "Paragraph numbers", own.concordance),
        ("stale", "Outdated cross references", view.stale),
        ("scope", "Out of scope", own.out_of_scope),
        ("problems", "Problems", True),
        ("made", "How this report was made", True),
    )
    return tuple((anchor, name) for anchor, name, said in every if said)

"""The staff briefing on a page of its own: what all staff should know, to print or to paste into a bulletin."""

from kcsie_diff.reports.html.page import asset, policy, render
from kcsie_diff.reports.view import View


def write(view: View) -> bytes:
    """Return the briefing as an HTML page in UTF-8, without any script."""
    style = asset("report.css")
    return render("brief.html.j2", view=view, style=style, policy=policy(style))

"""What changed, in a line or two for somebody who has not opened the report: was and now, what is asked, and where."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kcsie_diff.model.comparison import Segment, SegmentOp
from kcsie_diff.reports.answer import paragraphs
from kcsie_diff.reports.english import count, listed, shortened
from kcsie_diff.reports.excerpts import clipped, excerpt
from kcsie_diff.reports.sections import Remark
from kcsie_diff.reports.view import ChangeView, Point, ThemeView

_CONTEXT, _ORDER_CONTEXT = 6, 3  # words around what changed
_MOST_WORDS = 60  # of a passage


# ---- places, themes and points ----


def inside_a_sentence(where: str) -> str:
    """Return a place as it is written inside a sentence: "paragraph 101; Annex B"."""
    return re.sub(r"^(?:Paragraph|Older|Heading|Text|Footnote|Note)", lambda match: match.group().lower(), where)


def theme_line(theme: ThemeView) -> str:
    """Return the title of a theme and its paragraphs."""
    return f"{theme.title} ({inside_a_sentence(theme.where)})" if theme.where else theme.title


def theme_line_in_short(theme: ThemeView) -> str:
    """Return what a theme is about, without what happened to it, and its paragraphs."""
    return (
        theme_line(theme) if theme.kind in ("name", "term") else f"{theme.subject} ({inside_a_sentence(theme.where)})"
    )


def headings_line(theme: ThemeView) -> str:
    """Return the headings that a theme is under, "" where it says none."""
    return f"Under {listed([f'“{shortened(each)}”' for each in theme.headings])}." if theme.headings else ""


def more_changes(views: Sequence[ChangeView], *, said: bool = True) -> Iterator[str]:
    """Say where the changes are that there is no room for; `said`: whether others were told before them."""
    if views:
        number = f"And {count(len(views), 'more change')}" if said else count(len(views), "change")
        yield f"{number}: {inside_a_sentence(paragraphs(views)) or 'see the report'}."


def point_line(point: Point) -> str:
    """Return what a point asks, and what became of it where it is not new."""
    words = point.text or was_and_now(point.view)
    return f"{point.lead}: {words}" if point.lead else words


# ---- words ----


def was_and_now(view: ChangeView, most: int = _MOST_WORDS, between: str = " ") -> str:
    """Return what changed in a passage, as was and now, each of at most so many words."""
    old, new = (_side(view, op, most) for op in (SegmentOp.CUT, SegmentOp.ADD))
    if view.blocks:
        return f"{'New' if view.change.new else 'Removed'}: “{new or old}”"
    return f"Was: “{old}”{between}Now: “{new}”"


def _side(view: ChangeView, side: SegmentOp, most: int = _MOST_WORDS) -> str:
    """The words of one side around what changed, a long passage cut at the end of a word."""
    other = SegmentOp.ADD if side is SegmentOp.CUT else SegmentOp.CUT
    own = [each for each in excerpt(view.change.segments, context=_CONTEXT, most=most) if each.op is not other]
    return _spelled(clipped(own, most))


def _spelled(segments: Iterable[Segment]) -> str:
    """The words of segments, without the space that a cut word leaves before a comma."""
    words = " ".join("".join(each.text for each in segments).split())
    return re.sub(r" (?=[,.;:?!’])", "", words)


def change_note(view: ChangeView) -> Remark:
    """Return a change as a note of a section: its place, then was and now."""
    return Remark(f"{view.title}.", was_and_now(view), (view,))


def order_of(point: Point) -> str:
    """Return what a point asks: the order or the quoted sentence, or to use the words of a new definition."""
    if point.lead.startswith("No longer"):
        return f"Decide whether to go on with what is {point.lead[:1].lower()}{point.lead[1:]}: {point.text}"
    if point.text:
        return point_line(point)
    if not point.view.change.new:
        return f"No longer said: “{_side(point.view, SegmentOp.CUT)}”"
    kept = [each for each in point.view.change.segments if each.op is not SegmentOp.CUT]
    joined = [
        Segment(op, "".join(each.text for each in group)) for op, group in groupby(kept, key=lambda each: each.op)
    ]
    return f"Use the new wording: “{_spelled(excerpt(joined, context=_ORDER_CONTEXT))}”"

"""Changes for tests, written as a text with marks: "Schools [-should-]{+must+} keep a register."."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from kcsie_diff.language.normalise import fold
from kcsie_diff.meaning import judge
from kcsie_diff.model.alignment import Alignment, ChangedSpan, Difference
from kcsie_diff.model.comparison import Change, ChangeKind, Comparison, Explanation, LinkChange, Segment, SegmentOp
from kcsie_diff.model.edition import Edition, Link, Node, NodeKind, Place
from kcsie_diff.options import Options

_MARK = re.compile(r"\[-(?P<cut>.*?)-\]|\{\+(?P<add>.*?)\+\}", re.DOTALL)


@dataclass(frozen=True)
class Setting:
    """Where a marked passage stands."""

    node: NodeKind = NodeKind.PARAGRAPH
    lead: str = ""
    headings: tuple[str, ...] = ("Part two: The management of safety",)
    links: tuple[Link, ...] = ()
    changed_links: tuple[LinkChange, ...] = ()
    years: tuple[int, int] = (2031, 2032)
    kind: ChangeKind | None = None
    term: int | None = None
    options: Options = field(default_factory=Options)


HERE = Setting()


def segments(marked: str) -> Iterator[Segment]:
    """The segments that a marked text spells."""
    at = 0
    for match in _MARK.finditer(marked):
        if match.start() > at:
            yield Segment(SegmentOp.KEEP, marked[at : match.start()])
        cut = match["cut"] is not None
        yield Segment(SegmentOp.CUT if cut else SegmentOp.ADD, match["cut"] if cut else match["add"])
        at = match.end()
    if at < len(marked):
        yield Segment(SegmentOp.KEEP, marked[at:])


def spans(parts: tuple[Segment, ...]) -> Iterator[ChangedSpan]:
    """The changed spans of segments: a cut with what was added in its place, or either alone."""
    for kept, run in groupby(enumerate(parts), key=lambda numbered: numbered[1].op is SegmentOp.KEEP):
        changed = list(run)
        if kept:
            continue
        first, last = changed[0][0], changed[-1][0]
        cut, added = (
            "".join(part.text for _, part in changed if part.op is op) for op in (SegmentOp.CUT, SegmentOp.ADD)
        )
        before, after = ("".join(part.text for part in some) for some in (parts[:first], parts[last + 1 :]))
        yield ChangedSpan(cut, added, fold(before), fold(after), at_end=not after.strip())


def difference(marked: str, setting: Setting = HERE) -> Difference:
    """A marked text as a difference between two passages that stand under the setting's headings."""
    parts = tuple(segments(marked))
    old = "".join(part.text for part in parts if part.op is not SegmentOp.ADD)
    new = "".join(part.text for part in parts if part.op is not SegmentOp.CUT)
    kept = any(part.op is SegmentOp.KEEP for part in parts)
    one_sided = ChangeKind.REMOVED if not new else ChangeKind.ADDED
    kind = setting.kind or (ChangeKind.REWORDED if kept or (old and new) else one_sided)
    parent = "lead" if setting.lead else f"h{len(setting.headings)}" if setting.headings else None
    before, after = (
        tuple(
            Node("passage", setting.node, text, Place((5,)), parent=parent, number="12", links=setting.links)
            for text in (side,)
            if text
        )
        for side in (old, new)
    )
    return Difference(
        kind, False, before, after, parts, Explanation("marked"), setting.term, setting.changed_links, (*spans(parts),)
    )


def edition(year: int, nodes: tuple[Node, ...], setting: Setting) -> Edition:
    """An edition that holds a passage under its headings."""
    above = [
        Node(f"h{n}", NodeKind.HEADING, text, Place((4,)), parent=f"h{n - 1}" if n > 1 else None, level=n)
        for n, text in enumerate(setting.headings, 1)
    ]
    if setting.lead:
        parent = above[-1].key if above else None
        above.append(Node("lead", NodeKind.PARAGRAPH, setting.lead, Place((4,)), parent=parent, number="11"))
    return Edition(f"Keeping pupils safe {year}", f"{year}.pdf", "", 9, "tagged", (*above, *nodes))


def compare(marked: str, setting: Setting = HERE) -> Comparison:
    """The comparison of which a marked text is the only change."""
    one = difference(marked, setting)
    old, new = (edition(year, side, setting) for year, side in zip(setting.years, (one.old, one.new), strict=True))
    return judge(Alignment(old, new, (one,), ()), setting.options, "0")


def change(marked: str, setting: Setting = HERE) -> Change:
    """The marked text as a judged change."""
    return compare(marked, setting).changes[0]

"""The words of a change, cut where a node, a footnote mark or a link begins or ends: what a redline is made of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from kcsie_diff.model.comparison import Segment, SegmentOp
from kcsie_diff.model.edition import Link
from kcsie_diff.reports.excerpts import spelled


class Op(StrEnum):
    """What becomes of words when all marks of a redline are taken or refused."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class RedlineRun:
    """Words of one status, or a footnote mark: `note` is the name of the note that it cites, `label` its printed label.

    `old` and `new` are the nodes, by their place among those of the change, that the words stand in; None where that
    side does not have them. `old_at` and `new_at` are the offsets there. `link` is the target of a link on the words.
    """

    op: Op
    text: str
    old: int | None
    new: int | None
    old_at: int = 0
    new_at: int = 0
    link: str | None = None
    note: str | None = None
    label: str | None = None

    @property
    def is_mark(self) -> bool:
        """Whether it is a footnote mark."""
        return self.label is not None


@dataclass(frozen=True, slots=True)
class Cite:
    """A footnote mark to be set: after `at` characters of node `index` (of the older side where `op` is deleted)."""

    index: int
    at: int
    op: Op
    label: str
    note: str | None


def whole(text: str, op: Op) -> tuple[RedlineRun, ...]:
    """Return the words of one node that have one status."""
    sides = (None if op is Op.INSERTED else 0, None if op is Op.DELETED else 0)
    return (RedlineRun(op, text, *sides),) if text else ()


def cut_apart(segments: Sequence[Segment], old: Sequence[str], new: Sequence[str]) -> tuple[RedlineRun, ...] | None:
    """Return the segments of a change cut at the ends of its nodes (or cells), or None where they do not spell them.

    `old` and `new` are the texts of the nodes. What stands between two nodes of a side is not in that side.
    """
    spans = _spans(spelled(segments, SegmentOp.CUT), old), _spans(spelled(segments, SegmentOp.ADD), new)
    if spans[0] is None or spans[1] is None:
        return None
    return tuple(_runs(segments, spans[0], spans[1]))


_Spans = tuple[tuple[int, int], ...]


def _spans(text: str, parts: Sequence[str]) -> _Spans | None:
    """Where each part stands in the text, in order; None where one is missing or more than spaces and bars are left."""
    spans, at = [], 0
    for part in parts:
        start = text.find(part, at)
        if start < 0 or text[at:start].strip(" |"):
            return None
        at = start + len(part)
        spans.append((start, at))
    return None if text[at:].strip(" |") else tuple(spans)


def _runs(segments: Sequence[Segment], old: _Spans, new: _Spans) -> Iterator[RedlineRun]:
    left = right = 0
    for segment in segments:
        before = segment.text if segment.old is None else segment.old
        match segment.op:
            case SegmentOp.CUT:
                for a, b in _stops(left, left + len(segment.text), old):
                    yield from _cut(segment.text[a - left : b - left], _home(old, a))
                left += len(segment.text)
            case SegmentOp.ADD:
                for a, b in _stops(right, right + len(segment.text), new):
                    yield from _added(segment.text[a - right : b - right], _home(new, a))
                right += len(segment.text)
            case SegmentOp.KEEP:
                yield from _kept(segment.text, before, (left, right), (old, new))
                left, right = left + len(before), right + len(segment.text)


_Home = tuple[int, int] | None


def _cut(text: str, home: _Home) -> Iterator[RedlineRun]:
    if home is not None:
        yield RedlineRun(Op.DELETED, text, home[0], None, old_at=home[1])


def _added(text: str, home: _Home) -> Iterator[RedlineRun]:
    if home is not None:
        yield RedlineRun(Op.INSERTED, text, None, home[0], new_at=home[1])


def _kept(text: str, before: str, at: tuple[int, int], spans: tuple[_Spans, _Spans]) -> Iterator[RedlineRun]:
    """Kept words, cut at the ends of the nodes of both sides; a space that one side alone has is not kept."""
    left, right = at
    if text.strip() and before.strip() and _edges(text) != _edges(before):
        core, core_before = text.strip(), before.strip()
        (lead, tail), (lead_before, tail_before) = _edges(text), _edges(before)
        yield from _one_side(lead_before, lead, at, spans)
        left, right = left + len(lead_before), right + len(lead)
        yield from _kept(core, core_before, (left, right), spans)
        yield from _one_side(tail_before, tail, (left + len(core_before), right + len(core)), spans)
        return

    def in_new(place: int) -> int:
        """Where a place of the old spelling is in the new one: the same where both are alike, else in proportion."""
        return place if before == text else round(place * len(text) / max(len(before), 1))

    stops = {in_new(stop - left) for span in spans[0] for stop in span if left < stop < left + len(before)}
    stops |= {stop - right for span in spans[1] for stop in span if right < stop < right + len(text)}
    for a, b in pairwise(sorted({0, len(text), *stops})):
        back = a if before == text else round(a * len(before) / max(len(text), 1))
        old, new = _home(spans[0], left + back), _home(spans[1], right + a)
        if old is not None and new is not None:
            yield RedlineRun(Op.KEPT, text[a:b], old[0], new[0], old[1], new[1])
        else:
            yield from _cut(text[a:b], old)
            yield from _added(text[a:b], new)


def _edges(text: str) -> tuple[str, str]:
    """The spaces before and after a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _one_side(before: str, text: str, at: tuple[int, int], spans: tuple[_Spans, _Spans]) -> Iterator[RedlineRun]:
    """Spaces at an edge: kept where both sides have the same, else cut and added."""
    if before == text:
        yield from _kept(text, before, at, spans) if text else ()
    else:
        yield from _cut(before, _home(spans[0], at[0])) if before else ()
        yield from _added(text, _home(spans[1], at[1])) if text else ()


def _stops(start: int, end: int, spans: _Spans) -> Iterator[tuple[int, int]]:
    inside = {stop for span in spans for stop in span if start < stop < end}
    yield from pairwise(sorted({start, end, *inside}))


def _home(spans: _Spans, place: int) -> _Home:
    """The node that a place stands in, and the offset there."""
    return next(((n, place - start) for n, (start, end) in enumerate(spans) if start <= place < end), None)


# ---- marks and links ----


def cited(runs: Sequence[RedlineRun], cites: Iterable[Cite]) -> tuple[RedlineRun, ...]:
    """Return the runs with footnote marks set among them; one at an offset that no run holds stands at the end."""
    waiting = sorted(cites, key=lambda cite: (cite.index, cite.at))
    result: list[RedlineRun] = []
    for run in runs:
        mine = [cite for cite in waiting if _holds(run, cite)]
        waiting = [cite for cite in waiting if cite not in mine]
        done = 0
        for cite in mine:
            place = cite.at - _start(run, cite)
            result += _slice(run, done, place)
            result.append(_mark(cite, run))
            done = place
        result += _slice(run, done, len(run.text))
    return (*result, *(_mark(cite, None) for cite in waiting))


def _start(run: RedlineRun, cite: Cite) -> int:
    return run.old_at if cite.op is Op.DELETED else run.new_at


def _holds(run: RedlineRun, cite: Cite) -> bool:
    node = run.old if cite.op is Op.DELETED else run.new
    return node == cite.index and _start(run, cite) <= cite.at <= _start(run, cite) + len(run.text)


def _mark(cite: Cite, beside: RedlineRun | None) -> RedlineRun:
    old = None if cite.op is Op.INSERTED else cite.index if cite.op is Op.DELETED else (beside and beside.old) or 0
    new = None if cite.op is Op.DELETED else cite.index
    return RedlineRun(cite.op, "", old, new, note=cite.note, label=cite.label)


def _slice(run: RedlineRun, start: int, end: int) -> Iterator[RedlineRun]:
    if start < end:
        yield replace(run, text=run.text[start:end], old_at=run.old_at + start, new_at=run.new_at + start)


def linked(runs: Sequence[RedlineRun], links: Sequence[Sequence[Link]]) -> tuple[RedlineRun, ...]:
    """Return the runs with the links of each new node laid on the words that carry them."""
    return tuple(piece for run in runs for piece in _with_links(run, links))


def _with_links(run: RedlineRun, links: Sequence[Sequence[Link]]) -> Iterator[RedlineRun]:
    if run.new is None or run.is_mark:
        yield run
        return
    done = 0
    for link in sorted(links[run.new], key=lambda link: link.at or 0):
        if link.at is None:
            continue
        start, end = link.at - run.new_at, link.at - run.new_at + len(link.text)
        start, end = max(start, done), min(end, len(run.text))
        if start < end:
            yield from _slice(run, done, start)
            yield from (replace(piece, link=link.target) for piece in _slice(run, start, end))
            done = end
    yield from _slice(run, done, len(run.text))

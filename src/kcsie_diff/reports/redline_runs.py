"""The words of a change, cut where a node, a footnote mark or a link begins or ends: what a redline is made of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby, pairwise

from kcsie_diff.model.comparison import Segment, SegmentOp
from kcsie_diff.model.edition import Link
from kcsie_diff.records import Record, replace
from kcsie_diff.reports.excerpts import spelled

_WORD = re.compile(r"\s+|\S+")


class Op(StrEnum):
    """What becomes of words when all marks of a redline are taken or refused."""

    KEPT = "kept"
    INSERTED = "inserted"
    DELETED = "deleted"


class RedlineRun(Record, frozen=True):
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


class Cite(Record, frozen=True):
    """A footnote mark to be set: after `at` characters of node `index` (of the older side where `op` is deleted).

    `old` is the same of the older side, where both sides have the mark.
    """

    index: int
    at: int
    op: Op
    label: str
    note: str | None
    old: tuple[int, int] | None = None


def whole(text: str, op: Op) -> tuple[RedlineRun, ...]:
    """Return the words of one node that have one status."""
    sides = (None if op is Op.INSERTED else 0, None if op is Op.DELETED else 0)
    return (RedlineRun(op, text, *sides),) if text else ()


def cut_apart(segments: Sequence[Segment], old: Sequence[str], new: Sequence[str]) -> tuple[RedlineRun, ...] | None:
    """Return the segments of a change cut at the ends of its nodes (or cells), or None where they do not spell them.

    `old` and `new` are the texts of the nodes. What stands between two nodes of a side is not in that side.
    """
    before, after = _spans(spelled(segments, SegmentOp.CUT), old), _spans(spelled(segments, SegmentOp.ADD), new)
    if before is None or after is None:
        return None
    runs: list[RedlineRun] = []
    left = right = 0
    for segment in segments:
        for was, text in _spellings(segment):
            if was == text:
                runs += _kept(text, (left, right), (before, after))
            else:
                runs += _changed(Op.DELETED, was, left, before)
                runs += _changed(Op.INSERTED, text, right, after)
            left, right = left + len(was), right + len(text)
    return tuple(runs)


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


def _spellings(segment: Segment) -> Iterator[tuple[str, str]]:
    """The words of a segment on both sides, "" where one lacks them.

    Kept text is given stretch by stretch where it is spelled alike, else word by word.
    """
    text = segment.text
    if segment.op is not SegmentOp.KEEP:
        yield (text, "") if segment.op is SegmentOp.CUT else ("", text)
        return
    pairs = [(text, text)] if segment.old is None else _paired(_WORD.findall(segment.old), _WORD.findall(text))
    for alike, run in groupby(pairs, lambda pair: pair[0] == pair[1]):
        if alike:
            kept = "".join(word for word, _ in run)
            yield kept, kept
        else:
            yield from run


def _paired(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Words and spaces of both sides, or what differs as a whole where one side has more of them."""
    if len(olds) == len(news):
        yield from zip(olds, news, strict=True)
        return
    first = next((n for n, (a, b) in enumerate(zip(olds, news, strict=False)) if a != b), min(len(olds), len(news)))
    rest = min(len(olds), len(news)) - first
    last = next((n for n in range(rest) if olds[-1 - n] != news[-1 - n]), rest)
    yield from ((word, word) for word in olds[:first])
    yield "".join(olds[first : len(olds) - last]), "".join(news[first : len(news) - last])
    yield from ((word, word) for word in olds[len(olds) - last :])


def _changed(op: Op, text: str, at: int, spans: _Spans) -> Iterator[RedlineRun]:
    """Words that one side alone has, cut at the ends of its nodes."""
    stops = {stop for span in spans for stop in span if at < stop < at + len(text)}
    for a, b in pairwise(sorted({at, at + len(text), *stops})):
        if (home := _home(spans, a)) is not None:
            words, (node, offset) = text[a - at : b - at], home
            cut = op is Op.DELETED
            yield RedlineRun(op, words, node, None, offset) if cut else RedlineRun(op, words, None, node, 0, offset)


def _kept(text: str, at: tuple[int, int], spans: tuple[_Spans, _Spans]) -> Iterator[RedlineRun]:
    """Kept words, cut at the ends of the nodes of both sides; a space that one side alone has is not kept."""
    left, right = at
    stops = {stop - at[side] for side in (0, 1) for span in spans[side] for stop in span}
    for a, b in pairwise(sorted({0, len(text), *(stop for stop in stops if 0 < stop < len(text))})):
        old, new = _home(spans[0], left + a), _home(spans[1], right + a)
        if old is not None and new is not None:
            yield RedlineRun(Op.KEPT, text[a:b], old[0], new[0], old[1], new[1])
        else:
            yield from _changed(Op.DELETED, text[a:b], left + a, spans[0])
            yield from _changed(Op.INSERTED, text[a:b], right + a, spans[1])


def _home(spans: _Spans, place: int) -> tuple[int, int] | None:
    """The node that a place stands in, and the offset there."""
    return next(((n, place - start) for n, (start, end) in enumerate(spans) if start <= place < end), None)


# ---- marks and links ----


def stands_in_both(runs: Sequence[RedlineRun], old: tuple[int, int], new: tuple[int, int]) -> bool:
    """Whether a place (node and offset) of the older side is, in some kept run, the same as one of the newer."""
    cite = Cite(*new, Op.KEPT, "", None, old)
    return any(_offset(run, cite) is not None for run in runs)


def cited(runs: Sequence[RedlineRun], cites: Iterable[Cite]) -> tuple[RedlineRun, ...]:
    """Return the runs with footnote marks set among them, in the order of each side.

    `cites` are in the order of both sides; one at an offset that no run holds stands at the end.
    """
    after = {Op.DELETED: (0, 0), Op.INSERTED: (0, 0)}  # where the last mark of each side stands: run and offset
    placed: list[tuple[tuple[int, int], Cite]] = []
    for cite in cites:
        sides = tuple(after) if cite.op is Op.KEPT else (cite.op,)
        least = max(after[side] for side in sides)
        found = ((n, offset) for n, run in enumerate(runs) if (offset := _offset(run, cite)) is not None)
        place = next((each for each in found if each >= least), (len(runs), 0))
        placed.append((place, cite))
        after.update(dict.fromkeys(sides, place))
    if not placed:
        return tuple(run for run in runs if run.text)
    placed.sort(key=lambda each: each[0])
    result: list[RedlineRun] = []
    for n, run in enumerate(runs):
        done = 0
        for offset, cite in ((place[1], cite) for place, cite in placed if place[0] == n):
            result += (*_slice(run, done, offset), _mark(cite, run))
            done = offset
        result += _slice(run, done, len(run.text))
    return (*result, *(_mark(cite, None) for place, cite in placed if place[0] == len(runs)))


def _offset(run: RedlineRun, cite: Cite) -> int | None:
    """Where in a run a mark stands; None where it stands in another."""
    place = cite.at - (run.old_at if cite.op is Op.DELETED else run.new_at)
    node = run.old if cite.op is Op.DELETED else run.new
    if node != cite.index or not 0 <= place <= len(run.text):
        return None
    return place if cite.old in (None, (run.old, run.old_at + place)) else None


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
    if run.new is None or run.is_mark or not links[run.new]:
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

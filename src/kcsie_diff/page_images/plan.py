"""The passages to show as images of their pages, and which of their words to mark. No file is opened here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kcsie_diff.model.comparison import Category, Change, Comparison, Passage, SegmentOp, Side
from kcsie_diff.model.edition import Box

MOST_PASSAGES = 6
"""How many passages of one side of a change are shown: a new section is known by its beginning."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage, its place, and which of its words changed: offsets in its text, ascending."""

    text: str
    boxes: tuple[Box, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Shot:
    """The passages of one side of a change."""

    change: str
    side: Side
    passages: tuple[Marked, ...]


def plan_shots(comparison: Comparison, side: Side) -> tuple[Shot, ...]:
    """Return what to show of one edition: every change except editorial ones and those that only follow a term."""
    wanted = (c for c in comparison.changes if c.category is not Category.EDITORIAL and c.term is None)
    return tuple(shot for change in wanted if (shot := _shot(change, side)) is not None)


def _shot(change: Change, side: Side) -> Shot | None:
    passages = (change.old if side is Side.OLD else change.new)[:MOST_PASSAGES]
    if not any(passage.boxes for passage in passages):
        return None
    spans = _changed(change, side)
    return Shot(change.id, side, tuple(_marked(passages, spans)))


def _changed(change: Change, side: Side) -> list[tuple[int, int]]:
    """The offsets of changed words in the text that the segments spell for a side."""
    mine, at, spans = (SegmentOp.CUT if side is Side.OLD else SegmentOp.ADD), 0, []
    for segment in change.segments:
        if segment.op not in (SegmentOp.KEEP, mine):
            continue
        old = segment.old if side is Side.OLD and segment.old is not None else segment.text
        if segment.op is mine:
            spans.append((at, at + len(old)))
        at += len(old)
    return spans


def _marked(passages: Sequence[Passage], spans: Sequence[tuple[int, int]]) -> Iterator[Marked]:
    """The spans of each passage; the texts of a side are joined by one space (see `Comparison`)."""
    starts = [0]
    for passage in passages:
        starts.append(starts[-1] + len(passage.text) + 1)
    for passage, (start, after) in zip(passages, pairwise(starts), strict=True):
        end = after - 1
        own = ((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start)
        yield Marked(passage.text, passage.boxes, tuple(own))

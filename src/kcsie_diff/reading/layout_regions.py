"""The regions of an untagged page, in the order in which they are read: text, tables, contents, notes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kcsie_diff.reading.layout_aligned import aligned
from kcsie_diff.reading.layout_columns import columns
from kcsie_diff.reading.layout_contents import contents_span
from kcsie_diff.reading.layout_grids import Bar, banded, grids, horizontal_bars
from kcsie_diff.reading.layout_notes import foot_rows
from kcsie_diff.reading.layout_rows import Row, rows
from kcsie_diff.reading.layout_shapes import Area, bounds, boxes, charts
from kcsie_diff.reading.layout_tables import Table, ruled
from kcsie_diff.reading.layout_type import Setting
from kcsie_diff.reading.pieces import Line, Page, Piece, Role


@dataclass(frozen=True)
class Region:
    """A part of a page that is read by itself: `role` says of what, None of running text; `table` in place of rows."""

    page: int
    rows: tuple[Row, ...] = ()
    role: Role | None = None
    table: Table | None = None


@dataclass(frozen=True)
class Context:
    """What a page must know of its document: how that is set, the table that the page before ended with, if any.

    `early` says that the page stands in the first part of the file, where lists of contents are.
    """

    how: Setting
    early: bool
    carried: Table | None = None


def regions(page: Page, context: Context) -> tuple[Region, ...]:
    """The regions of a page. Every visible piece of it is in exactly one."""
    how = context.how
    frames, outside = _framed(page)
    bars = horizontal_bars(page.strokes)
    flow = rows(outside)
    foot = foot_rows(flow, bars, how)
    text = flow[:foot]
    found: list[Region] = []
    for top, bottom, region in _bands(frames):
        here = tuple(row for row in text if top <= row.baseline < bottom)
        found.extend(_text(page.number, here, context if not found else replace(context, carried=None), bars))
        if region is not None:
            found.append(region)
    if foot < len(flow):
        found.append(Region(page.number, flow[foot:], Role.FOOTNOTE))
    return tuple(found)


def _bands(frames: Sequence[tuple[float, Region]]) -> Iterator[tuple[float, float, Region | None]]:
    """The stretches of a page between what stands in frames, each with the framed region under it."""
    top = float("-inf")
    for start, region in frames:
        yield top, max(top, start), region
        top = max(top, start)
    yield top, float("inf"), None


def _framed(page: Page) -> tuple[list[tuple[float, Region]], list[Line]]:
    """What stands in frames (tables, boxes, flow charts), each with its upper edge, and the lines of text outside."""
    ruled_grids = (*grids(page.strokes), *banded(page.strokes))
    frames = (*ruled_grids, *boxes(page, ruled_grids))
    inside, outside = _parted(page.lines, [Area(grid.left, grid.top, grid.right, grid.bottom) for grid in frames])
    made = [
        (grid.top, Region(page.number, role=Role.CELL, table=ruled(grid, held)))
        for grid, held in zip(frames, inside, strict=True) if held
    ]  # fmt: skip
    for chart in charts(page, frames):
        around = bounds(chart)
        drawn, outside = _parted(outside, [around])
        made.append((around.top, Region(page.number, _chart_rows(chart, drawn[0]), Role.FIGURE)))
    return sorted(made, key=lambda one: one[0]), outside


def _chart_rows(chart: Sequence[Area], lines: Sequence[Line]) -> tuple[Row, ...]:
    """The rows of a flow chart, box by box; what stands between the boxes comes last."""
    parted, rest = _parted(lines, chart)
    return tuple(row for held in (*parted, rest) for row in rows(held))


def _parted(lines: Iterable[Line], areas: Sequence[Area]) -> tuple[list[list[Line]], list[Line]]:
    """What stands in each area, the first one counting, and what stands in none."""
    inside: list[list[Line]] = [[] for _ in areas]
    outside: list[Line] = []
    for line in lines:
        for home, group in groupby(line.pieces, key=lambda piece: _home(piece, areas)):
            (outside if home is None else inside[home]).append(Line(tuple(group)))
    return inside, outside


def _home(piece: Piece, areas: Sequence[Area]) -> int | None:
    x, y = (piece.left + piece.right) / 2, piece.baseline - 0.3 * piece.size
    return next((index for index, area in enumerate(areas) if area.has(x, y)), None)


def _text(page: int, found: Sequence[Row], context: Context, bars: Sequence[Bar]) -> Iterator[Region]:
    """Text between two ruled tables: lists of contents, columns, and the aligned tables in them."""
    listed = contents_span(found, context.how, early=context.early)
    if listed:
        later = replace(context, early=False, carried=None)
        yield from _text(page, found[: listed.start], replace(context, early=False), bars)
        yield Region(page, tuple(found[index] for index in listed), Role.CONTENTS)
        yield from _text(page, found[listed.stop :], later, bars)
        return
    for run in columns(found):
        begin = 0
        carried = context.carried if run and run[0] is found[0] else None
        for span, table in aligned(run, context.how, bars, carried):
            if span.start > begin:
                yield Region(page, run[begin : span.start])
            yield Region(page, role=Role.CELL, table=table)
            begin = span.stop
        if begin < len(run):
            yield Region(page, run[begin:])

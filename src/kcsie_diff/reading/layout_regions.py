"""The regions of an untagged page, in the order in which they are read: text, tables, contents, notes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kcsie_diff.reading.layout_aligned import aligned
from kcsie_diff.reading.layout_columns import columns
from kcsie_diff.reading.layout_contents import contents_span
from kcsie_diff.reading.layout_grids import Bar, Grid, grids, horizontal_bars
from kcsie_diff.reading.layout_notes import foot_rows
from kcsie_diff.reading.layout_rows import Row, rows
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
    ruled_tables, outside = _ruled(page)
    bars = horizontal_bars(page.strokes)
    flow = rows(outside)
    foot = foot_rows(flow, bars, how)
    text = flow[:foot]
    found: list[Region] = []
    for top, bottom, table in _bands(ruled_tables):
        here = tuple(row for row in text if top <= row.baseline < bottom)
        found.extend(_text(page.number, here, context if not found else replace(context, carried=None), bars))
        if table is not None:
            found.append(Region(page.number, role=Role.CELL, table=table))
    if foot < len(flow):
        found.append(Region(page.number, flow[foot:], Role.FOOTNOTE))
    return tuple(found)


def _bands(tables: Sequence[Table]) -> Iterator[tuple[float, float, Table | None]]:
    """The stretches of a page between its ruled tables, each with the table under it."""
    top = float("-inf")
    for table in tables:
        yield top, max(top, table.top), table
        top = max(top, table.top)
    yield top, float("inf"), None


def _ruled(page: Page) -> tuple[list[Table], list[Line]]:
    """The tables that lines draw, and the lines of text outside them."""
    frames = grids(page.strokes)
    inside: list[list[Line]] = [[] for _ in frames]
    outside: list[Line] = []
    for line in page.lines:
        for home, group in groupby(line.pieces, key=lambda piece: _home(piece, frames)):
            (outside if home is None else inside[home]).append(Line(tuple(group)))
    return [ruled(grid, held) for grid, held in zip(frames, inside, strict=True) if held], outside


def _home(piece: Piece, frames: Sequence[Grid]) -> int | None:
    return next((index for index, grid in enumerate(frames) if grid.frame(piece) is not None), None)


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

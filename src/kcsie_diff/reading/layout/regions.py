"""Regions of an untagged page: its lines to text, tables, contents and footnotes, in reading order.

Rows of contents end with a page number at the right edge. Footnotes are rows at the foot of the page, in small type or
behind a mark that the text above cites.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from kcsie_diff.language.labels import (
    LabelKind,
    ends_in_page,
    follows,
    has_leader,
    is_plain_page_number,
    named_page,
    number,
    with_page,
)
from kcsie_diff.reading.contents import FEWEST, TITLE, Titles
from kcsie_diff.reading.layout.borderless_tables import aligned
from kcsie_diff.reading.layout.boxes import boxes, chart, scattered
from kcsie_diff.reading.layout.columns import columns, drawn_apart
from kcsie_diff.reading.layout.drawn_tables import drawn_tables
from kcsie_diff.reading.layout.rows import TextRow, Typography, rows
from kcsie_diff.reading.layout.ruled_tables import (
    Area,
    Bar,
    Table,
    banded,
    grids,
    horizontal_bars,
    ruled,
    with_columns,
)
from kcsie_diff.reading.layout.tolerances import TOLERANCES
from kcsie_diff.reading.layout.units import TextUnit
from kcsie_diff.reading.line_labels import Label, label_of_note, marks
from kcsie_diff.reading.page_model import Line, Page, Role, TextRun, middle
from kcsie_diff.records import Record, replace


class Region(Record, frozen=True):
    """A part of a page that is read by itself: `role` says of what, None of running text; `table` in place of rows."""

    page: int
    rows: tuple[TextRow, ...] = ()
    role: Role | None = None
    table: Table | None = None


class PageContext(Record, frozen=True):
    """What a page must know of its document: how that is set, the table that the page before ended with, if any.

    `early` says that the page stands in the first part of the file, where lists of contents are.
    """

    typography: Typography
    titles: Titles
    early: bool
    carried: Table | None = None


def regions(page: Page, context: PageContext) -> tuple[Region, ...]:
    """The regions of a page. Every visible piece of it is in exactly one."""
    typography = context.typography
    frames, outside = _framed(page)
    bars = horizontal_bars(page.strokes)
    flow = rows(outside)
    foot = foot_rows(flow, bars, typography, page.lines)
    text = flow[:foot]
    found: list[Region] = []
    for top, bottom, region in _bands(frames):
        here = tuple(row for row in text if top <= row.baseline < bottom)
        begin = 0
        tables = drawn_tables(here, typography, None if found else context.carried)
        for span, table in (*tables, (range(len(here), len(here)), None)):
            for passage in drawn_apart(here[begin : span.start]):
                found.extend(_text(page.number, passage, replace(context, carried=None) if found else context, bars))
            if table is not None:
                found.append(Region(page.number, role=Role.CELL, table=table))
            begin = span.stop
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
    """What stands in frames (tables, boxes, flow charts), each with its upper edge, and the lines of text outside.

    The words of a flow chart stay in the order in which they are drawn: a program draws each box with its words.
    """
    shaded = banded(page.strokes, page.lines)
    found = [grid for grid in grids(page.strokes) if not any(whole.holds(grid) for whole in shaded)]
    ruled_grids = [
        with_columns(grid, page.lines)
        for grid in (*found, *shaded)
        if len(grid.frames) > 1  # else it may be a frame around a single line, as some headings have
        or len({round(line.baseline / 4) for line in page.lines if grid.top < line.baseline < grid.bottom}) > 1
    ]
    drawn = chart(page, ruled_grids)
    frames = (*ruled_grids, *boxes(page, ruled_grids, drawn))
    inside, outside = _parted(page.lines, frames)
    made = [
        (grid.top, Region(page.number, role=Role.CELL, table=ruled(grid, held)))
        for grid, held in zip(frames, inside, strict=True) if any(line.text.strip() for line in held)
    ]  # fmt: skip
    if drawn is not None:
        words, outside = _parted(outside, [drawn])
        made.append((drawn.top, Region(page.number, tuple(TextRow((line,)) for line in words[0]), Role.FIGURE)))
    return sorted(made, key=lambda one: one[0]), outside


def _parted(lines: Iterable[Line], areas: Sequence[Area]) -> tuple[list[list[Line]], list[Line]]:
    """What stands in each area, the first one counting, and what stands in none."""
    inside: list[list[Line]] = [[] for _ in areas]
    outside: list[Line] = []
    for line in lines:
        for home, group in groupby(line.pieces, key=lambda piece: _home(piece, areas)):
            (outside if home is None else inside[home]).append(Line(tuple(group)))
    return inside, outside


def _home(piece: TextRun, areas: Sequence[Area]) -> int | None:
    return next((index for index, area in enumerate(areas) if area.has(*middle(piece))), None)


def _text(page: int, found: Sequence[TextRow], context: PageContext, bars: Sequence[Bar]) -> Iterator[Region]:
    """Text between two ruled tables: lists of contents, columns, and the aligned tables in them."""
    listed = contents_span(found, context.typography, context.titles, early=context.early)
    if listed:
        context = replace(context, early=False)
        yield from _text(page, found[: listed.start], context, bars)
        yield Region(page, tuple(found[listed.start : listed.stop]), Role.CONTENTS)
        yield from _text(page, found[listed.stop :], replace(context, carried=None), bars)
        return
    for run in columns(found):
        begin = 0
        for span, table in aligned(run, context.typography, bars, context.carried if run[0] is found[0] else None):
            yield from _loose(page, run[begin : span.start])
            yield Region(page, role=Role.CELL, table=table)
            begin = span.stop
        yield from _loose(page, run[begin:])


def _loose(page: int, run: tuple[TextRow, ...]) -> Iterator[Region]:
    """Running text, and the words of drawings in it, in the order in which the page draws them."""
    begin = 0
    for span in scattered(run):
        if span.start > begin:
            yield Region(page, run[begin : span.start])
        drawn = sorted((one for row in run[span.start : span.stop] for one in row.parts()), key=lambda row: row.drawn)
        yield Region(page, tuple(drawn), Role.FIGURE)
        begin = span.stop
    if begin < len(run):
        yield Region(page, run[begin:])


# ---- lists of contents ----


def contents_span(rows: Sequence[TextRow], typography: Typography, titles: Titles, *, early: bool) -> range:
    """Which rows of a page are a list of contents, without the heading above it; an empty range where none are.

    `early` says that the page stands in the first part of the file, where numbers without leaders may be page numbers;
    so they may under the heading "Contents".
    Matches: entries with leaders; entries whose page numbers stand under each other at the right and only rise; the
    rows between them, which hold the first words of long entries; all under the heading "Contents", or naming titles
    of the document. Must not match: a table or list whose last column rises, numbers in the margin that count.
    """
    entries = [index for index, row in enumerate(rows) if has_leader(row.text)]
    if len(entries) < FEWEST and (early or any(TITLE.search(row.text) for row in rows)):
        entries = _numbered(rows)
    if len(entries) < FEWEST:
        return range(0)
    first, last = entries[0], entries[-1]
    titled = any(TITLE.search(row.text) for row in rows[: first + 1])
    if not titled:
        top, bottom = (choose(rows[index].baseline for index in entries) for choose in (min, max))
        texts = [rows[index].text for index in entries]
        if not titles.name(texts, rows[first].line.page, top - 1, bottom + 1):
            return range(0)
    while (
        first
        and last - first < TOLERANCES.most_entry_rows
        and _continues_entry(rows[first - 1], rows[first], typography)
    ):
        first -= 1
    while titled and first and ends_in_page(rows[first - 1].text):
        first -= 1
    return range(first, last + 1)


def _numbered(rows: Sequence[TextRow]) -> list[int]:
    """The rows that end with a page number apart from their words, rising, and under each other or called "Page"."""
    figures = {index: figure for index, row in enumerate(rows) if (figure := _page_figure(row))}
    if len(figures) < FEWEST:
        return []
    right = max(rows[index].right for index in figures)
    found = [
        index for index in figures
        if named_page(rows[index].text) or right - rows[index].right < TOLERANCES.entry_edge
    ]  # fmt: skip
    counted = [int(figures[index]) for index in found if figures[index].isdigit()]
    rising = all(a <= b for a, b in pairwise(counted))
    crowded = len(found) >= TOLERANCES.entry_share * (found[-1] - found[0] + 1)
    varied = len(set(counted)) > TOLERANCES.entry_variety * len(counted)
    return found if len(counted) >= FEWEST and rising and crowded and varied else []


def _page_figure(row: TextRow) -> str | None:
    """The page number at the end of a row: apart from its words, called "Page", or behind a leader of blanks."""
    last = row.segments[-1].text.strip()
    if len(row.segments) == 1 and row.right - row.left > TOLERANCES.blank_leader * row.size * len(last):
        return with_page(last)[1]
    apart = len(row.segments) in (2, 3) and is_plain_page_number(last)
    return named_page(row.text) or (last if apart else None)


def _continues_entry(above: TextRow, entry: TextRow, typography: Typography) -> bool:
    """Whether a row without a number holds the first words of the entry under it."""
    step = entry.baseline - above.baseline
    alike = abs(above.size - entry.size) < 0.1 and above.bold == entry.bold and abs(above.left - entry.left) < 2
    return alike and step <= 1.1 * typography.step(entry.size)


# ---- footnotes ----

_FIGURES = re.compile(r"\d+")

_FAR = 2.0
"""Ratio to the usual distance of baselines. A note does not go on below such a gap."""


def foot_rows(rows: Sequence[TextRow], rules: Sequence[Bar], typography: Typography, lines: Sequence[Line] = ()) -> int:
    """The index of the first row of the notes at the foot of a page; the number of rows where there are none.

    `rows` are those of the text, `lines` further ones of the page: tables cite notes too.

    Matches: the last rows of a page in small type, the first of which begins with a raised mark, with a figure that is
    a mark in the text above, or stands right under a rule (a note that goes on from the page before); and rows of any
    type below a gap or such a rule, if the first begins with a mark that stands in the text above. Must not match:
    small print without either, captions, sources of tables, a mark that a line end tore from its word.
    """
    start = len(rows)
    while start and rows[start - 1].size <= TOLERANCES.note_size * typography.body:
        start -= 1
    cited = marks((*(row.line for row in rows[:start]), *lines)) if start < len(rows) else ()
    for index in range(start, len(rows)):
        if (mark := label_of_note(rows[index].line, cited)) is not None:
            return _with_carried(rows, start, index, mark)
        if index == start and _under_rule(rows, index, rules):
            return index
    return _cited_rows(rows, rules, typography, lines)


def _with_carried(rows: Sequence[TextRow], start: int, first: int, mark: Label) -> int:
    """The index of the first note, where those before it are cited on the page before: 8, above the 9 cited here."""
    label = number(mark.text) or ""
    expected = int(label) - 1 if label.isdigit() else 0
    for index in range(first - 1, start - 1, -1):
        if expected > 0 and label_of_note(rows[index].line, (str(expected),)) is not None:
            first, expected = index, expected - 1
    return first


def _cited_rows(rows: Sequence[TextRow], rules: Sequence[Bar], typography: Typography, lines: Sequence[Line]) -> int:
    """The index of the first row of notes that are set as large as the text; the number of rows where there are none.

    Under a rule the mark need not be raised, and the first note may be one that goes on from the page before.
    """
    first = len(rows)
    lines = (*(row.line for row in rows), *lines)
    if not marks(lines):
        return first
    for index in range(1, len(rows)):
        row = rows[index]
        ruled = _under_rule(rows, index, rules)
        gap = (row.baseline - rows[index - 1].baseline) / typography.step(row.size)
        if ruled or gap > _FAR:
            first = index if ruled else len(rows)
        if ruled or gap > TOLERANCES.paragraph_gap:
            cited = marks(line for line in lines if line.baseline < row.baseline - row.size)
            mark = label_of_note(row.line, cited if ruled else ())
            if mark is not None and (number(mark.text) or mark.text) in cited:
                return min(index, first)
    return len(rows)


def notes(rows: Sequence[TextRow], before: TextUnit | None = None) -> tuple[TextUnit, ...]:
    """The rows at the foot of a page, a unit for each note; rows before the first mark make a unit without label.

    `before` is the last note of an earlier page, which those rows belong to.
    """
    made: list[TextUnit] = []
    edge = max(row.right for row in rows)
    last = before
    for row in rows:
        mark = label_of_note(row.line) or _plain_mark(row, last.label if last else None, begins=not made)
        if mark is not None or not made:
            made.append(TextUnit((row,), edge, mark))
        else:
            made[-1] = TextUnit((*made[-1].rows, row), edge, made[-1].label)
        last = made[-1] if made[-1].label or last is None else last
    return tuple(made)


def _plain_mark(row: TextRow, held: Label | None, *, begins: bool) -> Label | None:
    """A number that is not raised, where it is the one that comes next; on a page of its own the first may be 1.

    Must not match a number that a line or page end put first: "… Section | 11 places duties on".
    """
    found = row.label or label_of_note(row.line, _FIGURES.findall(row.text)[:1])
    if found is None or found.kind is not LabelKind.NUMBER:
        return None
    if held is None:
        return found if begins else None
    if begins and (number(found.text) == "1" or (not found.bare and _comes_after(held.text, found.text))):
        return found
    return found if follows(held.text, found.text) else None


def _comes_after(before: str, label: str) -> bool:
    """Whether the number of a label is higher, as where the notes between the two stand elsewhere."""
    numbers = number(before) or "", number(label) or ""
    return all(map(str.isdigit, numbers)) and int(numbers[0]) < int(numbers[1])


def _under_rule(rows: Sequence[TextRow], index: int, rules: Sequence[Bar]) -> bool:
    top = rows[index].baseline - rows[index].size
    above = rows[index - 1].baseline if index else 0.0
    return any(
        above - 2 < rule.at <= top + 0.5 * rows[index].size
        and TOLERANCES.note_rule_shortest < rule.end - rule.start < TOLERANCES.note_rule_longest
        for rule in rules
    )

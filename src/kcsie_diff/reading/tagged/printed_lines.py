"""Printed lines and table rows: lines that a structure tree calls rows or takes for a paragraph, to what they are.

Real trees, above all those that a program guessed from a finished page, make a row of every line of a table. The rules
or the wider gaps between other rows, and sentences that run on in the same columns, show which rows it has. Others know
a paragraph alone where a writer set a table with tabs.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from kcsie_diff.language.sentences import ends_clause
from kcsie_diff.language.vocabulary import STOP_WORDS
from kcsie_diff.reading.contents import Titles
from kcsie_diff.reading.layout import analysis as layout
from kcsie_diff.reading.layout.rows import rows
from kcsie_diff.reading.layout.ruled_tables import Bar, horizontal_bars
from kcsie_diff.reading.page_model import Page, PageBlock, Role
from kcsie_diff.records import replace

WIDE = 1.25
"""Ratio to the smallest distance of baselines between two rows of a table. A greater one parts rows."""

FEWEST = 3
"""Lines. A table that is tagged as a paragraph has as many."""

PrintedRow = Mapping[int, list[int]]
"""The places of a row's blocks among the blocks of the page, by column."""


def with_whole_rows(page: Page, found: Sequence[PageBlock]) -> list[PageBlock]:
    """The blocks of a page, the cells of rows that go on in the next line joined.

    Matches rows that are close and without a rule between them, in a table that parts others than its head and first
    row so, where every cell of the lower row goes on with a sentence. Must not match rows of single words, a table with
    a rule under its head alone, or a head that a page repeats above the rest of a row.
    """
    tables: dict[str, dict[int, dict[int, list[int]]]] = {}
    for place, block in enumerate(found):
        if block.cell is not None:
            row = tables.setdefault(block.cell.table, {}).setdefault(block.cell.row, {})
            row.setdefault(block.cell.column, []).append(place)
    made, gone = list(found), set[int]()
    bars: list[Bar] | None = None
    for held in tables.values():
        pairs = [(held[a], held[b], a) for a, b in pairwise(sorted(held)) if b == a + 1]
        if not any(_goes_on(found, above, below) for above, below, _ in pairs):
            continue
        bars = horizontal_bars(page.strokes) if bars is None else bars
        seams = [_seam(found, above, below) for above, below, _ in pairs]
        least = min((lower - upper for upper, lower in seams if lower > upper), default=0.0)
        parted = [
            lower - upper > WIDE * least or _is_ruled_off(_blocks(found, below), upper, lower, bars)
            for (upper, lower), (_, below, _) in zip(seams, pairs, strict=True)
        ]
        if any(rule and number > 0 for rule, (_, _, number) in zip(parted, pairs, strict=True)):
            for rule, (above, below, _) in zip(parted, pairs, strict=True):
                if not rule and _goes_on(made, above, below):
                    gone |= _join(made, above, below)
    return [block for place, block in enumerate(made) if place not in gone]


def with_columns(page: Page, found: Sequence[PageBlock], titles: Titles) -> list[PageBlock]:
    """The blocks of a page, those that the tags call paragraphs and the page prints in columns as the rows of tables.

    Matches a paragraph all of whose lines have cells, and paragraphs that stand beside each other in several rows.
    Must not match a paragraph of two lines, one with a line that runs on as words do, or two columns of text.
    """
    made: list[PageBlock] = []
    for run in _side_by_side(found):
        in_columns = len(run) > 1 or _has_cells(run[0])
        made.extend((_cells(page, run, titles) or run) if in_columns else run)
    return made


def _side_by_side(found: Sequence[PageBlock]) -> Iterator[list[PageBlock]]:
    """The blocks in runs: paragraphs each of which stands beside the one before or after it; else each by itself."""
    beside = [False, *(_is_beside(a, b) for a, b in pairwise(found)), False]
    for in_columns, run in groupby(zip(found, pairwise(beside), strict=False), key=lambda one: any(one[1])):
        blocks = [block for block, _ in run]
        yield from [blocks] if in_columns else ([block] for block in blocks)


def _is_beside(block: PageBlock, after: PageBlock) -> bool:
    loose = all(one.role is Role.PARAGRAPH and one.cell is None for one in (block, after))
    return loose and after.left > block.right and after.top < block.bottom and block.top < after.bottom


def _has_cells(block: PageBlock) -> bool:
    """Whether each line of a paragraph has words that stand far apart."""
    if block.role is not Role.PARAGRAPH or block.cell is not None or block.label is not None:
        return False
    lines = block.lines
    parted = len(lines) >= FEWEST and all(len(line.pieces) > 1 for line in lines)
    return parted and all(len(row.segments) > 1 for row in rows(lines))


def _cells(page: Page, found: Sequence[PageBlock], titles: Titles) -> Sequence[PageBlock]:
    """The cells that some paragraphs stand in by their look; none where any of their text stands outside."""
    lines = tuple(line for block in found for line in block.unlabelled().lines)
    made = layout.blocks((replace(page, lines=lines, strokes=()),), titles)
    return made if all(one.cell for one in made) else ()


def _goes_on(found: Sequence[PageBlock], above: PrintedRow, below: PrintedRow) -> bool:
    """Whether every cell of a row goes on with what stands above it, one of them in the middle of a phrase.

    There an article, a preposition or the like stands on one side of the line end.
    """
    seams = [(found[above[column][-1]], found[below[column][0]]) for column in below if column in above]
    is_open = len(seams) == len(below) and all(
        after.label is None and after.text.lstrip()[:1].islower() and not ends_clause(before.text)
        for before, after in seams
    )
    words = ((before.text.split(), after.text.split()) for before, after in seams)
    return is_open and any(a and (a[-1].lower() in STOP_WORDS or b[0] in STOP_WORDS) for a, b in words)


def _seam(found: Sequence[PageBlock], above: PrintedRow, below: PrintedRow) -> tuple[float, float]:
    """The baselines of the last line of a row and of the first line of the next one."""
    last = max(block.lines[-1].baseline for block in _blocks(found, above))
    return last, min(block.lines[0].baseline for block in _blocks(found, below))


def _is_ruled_off(row: Sequence[PageBlock], top: float, bottom: float, bars: Sequence[Bar]) -> bool:
    """Whether a rule stands above the blocks of a row, between two heights."""
    left, right = min(block.left for block in row), max(block.right for block in row)
    return any(top < bar.at < bottom and bar.start < right and left < bar.end for bar in bars)


def _blocks(found: Sequence[PageBlock], row: PrintedRow) -> list[PageBlock]:
    return [found[place] for places in row.values() for place in places]


def _join(made: list[PageBlock], above: Mapping[int, list[int]], below: dict[int, list[int]]) -> set[int]:
    """Add the lines of each cell of a row to the cell above, which then stands for both; the places that are free."""
    gone: set[int] = set()
    for column, places in below.items():
        home = above[column][-1]
        for place in places:
            upper, lower = made[home], made[place]
            made[home] = replace(upper, lines=upper.lines + lower.lines, owners=upper.owners | lower.owners)
        gone.update(places)
        places[:] = [home]
    for column, places in above.items():
        below.setdefault(column, places)
    return gone

"""Columns of running text: the rows of a page to runs in reading order, each column from the top down.

What stands side by side and is drawn one after the other is parted first, however short. Where the drawing does not
tell, the gutter is the place near the middle that the fewest rows cross; each side is cut again in the same way.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise, takewhile

from kcsie_diff.language.labels import BULLETS
from kcsie_diff.language.sentences import ends_sentence
from kcsie_diff.reading.layout.rows import TextRow, runs_on
from kcsie_diff.reading.layout.tolerances import TOLERANCES
from kcsie_diff.reading.page_model import Line

ROUND = BULLETS - frozenset("✓✔")
"""Bullets that are no ticks."""


def drawn_apart(rows: tuple[TextRow, ...]) -> tuple[tuple[TextRow, ...], ...]:
    """Rows as passages that stand side by side and are drawn one after the other: the left one first.

    Matches: a column of a few lines beside a long one, a box beside the text, a list of contents beside a preface, two
    languages, two pages on one sheet. Must not match: a table, which is drawn row after row; numbers, labels and ticks
    in a margin, which are narrow; cells of one line.
    """
    # A full line may leave a gutter of less than an em: it is cut where a column begins further up or down.
    begins = Counter(round(segment.left) for row in rows for segment in row.segments[1:])
    edges = {left for left, count in begins.items() if count >= TOLERANCES.passage_rows}
    cut = tuple(row.cut(lambda piece, apart: apart and round(piece.left) in edges) for row in rows) if edges else rows
    best = max(_apart_at(cut), key=lambda found: len(found[0]), default=None)
    if best is None:
        return (rows,) if rows else ()
    rows, (band, gutter) = cut, best
    left, right = _sides(rows[band.start : band.stop], gutter)
    beside = sum(row.baseline <= right[-1].baseline for row in left)
    if _drawn_before(left[:beside], right):  # what is drawn after both stands under them, however short it is
        beside += sum(1 for _ in takewhile(lambda row: _drawn_before((row,), right), left[beside:]))
        left, after = left[:beside], left[beside:]
    else:
        after = ()
    below = (*after, *rows[band.stop :])
    rest = _rest_of_paragraph(left[-1], below) if ends_sentence(right[-1].text) else 0
    parts = (rows[: band.start], (*left, *below[:rest]), right, below[rest:])
    return tuple(passage for part in parts for passage in drawn_apart(part))


def _apart_at(rows: Sequence[TextRow]) -> Iterator[tuple[range, float]]:
    """Each run of rows that a gutter parts into passages that are drawn apart, and that gutter."""
    parts = sorted((part for row in rows for part in row.parts()), key=lambda part: part.drawn)
    turns = sum(below.baseline < above.baseline - above.size for above, below in pairwise(parts))
    if not 0 < turns <= TOLERANCES.most_turns:
        return
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    least = TOLERANCES.passage_width * (right - left)
    spans = [[(segment.left, segment.right) for segment in row.segments] for row in rows]
    for edge in sorted({round(part.left) for part in parts if left + least < part.left < right - least}):
        gutter = edge - 1
        crossing = [any(start < gutter < end for start, end in span) for span in spans]
        for crossed, group in groupby(range(len(rows)), key=crossing.__getitem__):
            band = list(group)
            beside = sum(spans[index][-1][0] > gutter for index in band)
            held = range(band[0], band[-1] + 1)
            enough = not crossed and beside >= TOLERANCES.passage_rows
            if enough and _is_apart(rows[held.start : held.stop], gutter, least):
                yield held, gutter


def _is_apart(band: Sequence[TextRow], gutter: float, least: float) -> bool:
    """Whether two passages stand beside each other, one of them drawn at once, and one is running text."""
    if any(len(row.segments) > TOLERANCES.passage_segments for row in band):
        return False
    drawn: tuple[set[int], set[int]] = (set(), set())
    for row in band:
        for at, segment in zip(row.drawn, row.segments, strict=True):
            drawn[segment.left > gutter].add(at)
    mixed = (any(min(one) < at < max(one) for at in other) for one, other in (drawn, drawn[::-1]))
    if not all(drawn) or all(mixed):
        return False
    sides = _sides(band, gutter)
    prose = [any(runs_on(above, below) for above, below in pairwise(side)) for side in sides]
    if not any(prose) or any(_is_cut(row, gutter) for row in band):
        return False
    top, bottom = max(side[0].baseline for side in sides), min(side[-1].baseline for side in sides)
    return all(
        len(side) >= (TOLERANCES.passage_rows if text else TOLERANCES.list_rows)
        and sum(top - row.size < row.baseline < bottom + row.size for row in side) > 1
        and max(row.right for row in side) - min(row.left for row in side) > least
        for side, text in zip(sides, prose, strict=True)
    )


def _is_cut(row: TextRow, gutter: float) -> bool:
    """Whether a gutter cuts through what the page draws as one line, as the head of a table."""
    parts = list(zip(row.drawn, row.segments, strict=True))
    left = {at for at, segment in parts if segment.right <= gutter}
    return any(at in left for at, segment in parts if segment.left >= gutter)


def _drawn_before(rows: Iterable[TextRow], others: Iterable[TextRow]) -> bool:
    return max(max(row.drawn) for row in rows) <= min(min(row.drawn) for row in others)


def _rest_of_paragraph(last: TextRow, below: Sequence[TextRow]) -> int:
    """How many rows under a column finish its last paragraph, as where text runs round a box."""
    step = below[0].baseline - last.baseline if below else 0.0
    count = 0
    while count < len(below) and (count or runs_on(last, below[0])):
        row = below[count]
        if row.baseline - last.baseline > TOLERANCES.paragraph_gap * step:
            break
        count, last = count + 1, row
        if ends_sentence(row.text) and row.right < max(one.right for one in below) - row.size:
            break
    return count


def columns(rows: Sequence[TextRow]) -> tuple[tuple[TextRow, ...], ...]:
    """Rows as runs to be read one after the other: full-width rows as they stand, columns from left to right.

    Matches: two or three columns of about one width, whose lines fill them; bulleted lists side by side. Must not
    match: a table (its cells are short, or of different widths), numbers or bullets that hang to the left of their
    text, a list of contents.
    """
    runs: list[tuple[TextRow, ...]] = []
    begin = index = 0
    while index < len(rows):
        edges, stop = _bullets(rows[index]), index + 1
        if len(edges) > 1:  # rows in which one list continues alone belong to the lists side by side
            while stop < len(rows) and any(abs(left - edge) < 2 for left in _bullets(rows[stop]) for edge in edges):
                stop += 1
            runs.extend(_columns(rows[begin:index]))
            runs.extend(_lists(rows[index:stop]))
            begin = stop
        index = stop
    runs.extend(_columns(rows[begin:]))
    return tuple(runs)


def _lists(rows: Sequence[TextRow]) -> Iterator[tuple[TextRow, ...]]:
    """Lists that stand side by side, one after the other."""
    edges = sorted({left for row in rows for left in _bullets(row)})
    starts = [edge for i, edge in enumerate(edges) if i and edge - edges[i - 1] > TOLERANCES.list_gutter]
    for start, end in zip([float("-inf"), *starts], [*starts, float("inf")], strict=True):
        inside = partial(_begins_between, start - 1, end - 1)
        held = tuple(kept for row in rows if (kept := row.keep(inside)))
        if held:
            yield held


def _begins_between(start: float, end: float, segment: Line) -> bool:
    return start <= segment.left < end


def _bullets(row: TextRow) -> list[float]:
    """The left edges of the bullets that begin a row and its further columns; ticks in a table are none."""
    found = [segment.left for segment in row.segments if segment.text.lstrip()[:1] in ROUND]
    return found if row.text[:1] in ROUND else []


def _columns(rows: Sequence[TextRow]) -> tuple[tuple[TextRow, ...], ...]:
    gutter = _gutter(rows)
    if gutter is None:
        return (tuple(rows),) if rows else ()
    runs: list[tuple[TextRow, ...]] = []
    for crossing, group in groupby(rows, key=lambda row: any(s.left < gutter < s.right for s in row.segments)):
        band = tuple(group)
        left, right = _sides(band, gutter)
        if crossing or not _balanced(left, right):
            runs.append(band)
        else:
            runs.extend(_columns(left))
            runs.extend(_columns(right))
    return tuple(runs)


def _gutter(rows: Sequence[TextRow]) -> float | None:
    """Where a column may end: the place near the middle that the fewest rows cross, if many rows begin right of it."""
    if len(rows) < TOLERANCES.column_rows:
        return None
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    width = right - left
    begins = [
        segment.left for row in rows for segment in row.segments
        if segment.left > left + TOLERANCES.second_column * width
        and segment.right - segment.left > TOLERANCES.column_segment * width
    ]  # fmt: skip
    if len(begins) < TOLERANCES.column_rows:
        return None
    places = sorted({round(begin) - 2.0 for begin in begins})
    return min(places, key=lambda x: sum(s.left < x < s.right for row in rows for s in row.segments))


def _sides(band: Sequence[TextRow], gutter: float) -> tuple[tuple[TextRow, ...], tuple[TextRow, ...]]:
    """What of some rows stands to the left of a gutter, and what to the right."""
    left = [row.keep(lambda segment: segment.right <= gutter) for row in band]
    right = [row.keep(lambda segment: segment.right > gutter) for row in band]
    return tuple(row for row in left if row), tuple(row for row in right if row)


def _balanced(left: Sequence[TextRow], right: Sequence[TextRow]) -> bool:
    """Whether both sides are columns of running text: alike in width, filled by most of their lines."""
    if len(left) < TOLERANCES.column_rows or len(right) < TOLERANCES.column_rows:
        return False
    widths = [max(row.right for row in side) - min(row.left for row in side) for side in (left, right)]
    if not 0.7 < widths[0] / max(1.0, widths[1]) < 1.43:
        return False
    for side, width in zip((left, right), widths, strict=True):
        full = sum(len(row.segments) == 1 and row.right - row.left > TOLERANCES.column_full * width for row in side)
        letters = sum(len(row.text) for row in side) / len(side)
        if full <= TOLERANCES.column_full_rows * len(side) or letters <= TOLERANCES.column_letters:
            return False
    return True

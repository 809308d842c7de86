"""Boxes and drawings: the paths that a page draws to shaded boxes of text, flow charts and their scattered words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise, permutations

from kcsie_diff.reading.layout.rows import TextRow, rows, runs_on
from kcsie_diff.reading.layout.ruled_tables import Area, Frame, Grid
from kcsie_diff.reading.layout.tolerances import TOLERANCES
from kcsie_diff.reading.page_model import Page, Stroke, middle


def boxes(page: Page, taken: Sequence[Grid], drawn: Area | None) -> tuple[Grid, ...]:
    """The shaded boxes of a page that hold text of several lines, each as a grid of one cell; none in a flow chart.

    Matches: a shade of two fifths of the page's width or more under three lines of text at least; a narrower one under
    a sentence that runs on. Must not match: a bar behind a heading, the shades of table rows (they stand side by side,
    or their cells stand under those of rows outside), a page's background, what stands in a grid.
    """
    shades = _stacked(area for area in _shapes(page, shaded=True) if not _in_grid(area, taken))
    if not shades:
        return ()
    lines = [middle(line) for line in page.lines]
    cells = [(row, {round(part.left) for part in row.segments}) for row in rows(page.lines) if len(row.segments) > 1]
    found: list[Grid] = []
    for area in sorted(shades, key=lambda one: (one.top - one.bottom, one.left)):
        if drawn is not None and area.touches(drawn):
            continue
        least = TOLERANCES.side_box_width if _holds_prose(area, page) else TOLERANCES.box_width
        if (
            least * page.width < area.right - area.left
            and area.bottom - area.top < TOLERANCES.box_height * page.height
            and not any(area.beside(other) and area.touches(other) for other in shades)
            and not any(held.touches(area) for held in found)
            and len({round(y / 4) for x, y in lines if area.has(x, y)}) >= TOLERANCES.box_rows
            and not _shades_row(area, cells)
        ):
            edges = area.left, area.top, area.right, area.bottom
            found.append(Grid(*edges, columns=1, frames=(Frame(0, 0, *edges),)))
    return tuple(found)


def _holds_prose(area: Area, page: Page) -> bool:
    """Whether a sentence runs on from line to line in a shape, and nothing runs over its edges."""
    level = [line for line in page.lines if area.top < line.baseline < area.bottom]
    inside = rows(line for line in level if area.left <= line.left and line.right <= area.right)
    crossing = any(line.left < area.left < line.right or line.left < area.right < line.right for line in level)
    return not crossing and any(runs_on(*pair) for pair in pairwise(inside))


def _shades_row(area: Area, cells: Sequence[tuple[TextRow, set[int]]]) -> bool:
    """Whether a shade is that of one row of a table, whose cells begin where those of the row above or below do.

    `cells` are the rows of the page that have several, and where each of these begins.
    """
    inside = [lefts for row, lefts in cells if area.has(row.left, row.baseline)]
    reach = TOLERANCES.most_step
    near = [
        lefts for row, lefts in cells
        if 0 < area.top - row.baseline < reach * row.size or 0 < row.baseline - area.bottom < reach * row.size
    ]  # fmt: skip
    return any(len(one & other) > 1 for one in inside for other in near)


def chart(page: Page, taken: Sequence[Grid]) -> Area | None:
    """The rectangle that the flow chart of a page fills, if it has one.

    Matches: three framed or shaded boxes with text or more, apart from each other, two of them side by side or with an
    arrow between them. Must not match: cells of a grid; every other row of a table, shaded; boxes one under the other
    with text between them.
    """
    lines = [middle(line) for line in page.lines]
    shapes: list[Area] = []  # each once: many are drawn twice, as shade and as frame
    for area in _shapes(page):
        if not any(area.holds(other) and other.holds(area) for other in shapes):
            shapes.append(area)
    held = [area for area in shapes if not _in_grid(area, taken) and any(area.has(x, y) for x, y in lines)]
    inner = [area for area in held if not any(other is not area and area.holds(other) for other in held)]
    inner = [area for area in inner if not any(other is not area and area.touches(other) for other in inner)]
    if len(inner) < TOLERANCES.chart_boxes or not (
        any(a.beside(b) for a, b in permutations(inner, 2)) or _linked(inner, page.strokes)
    ):
        return None
    left, top = min(area.left for area in inner), min(area.top for area in inner)
    around = Area(left, top, max(area.right for area in inner), max(area.bottom for area in inner))
    among = [(x, y) for x, y in lines if around.has(x, y)]
    if sum(any(area.has(x, y) for area in inner) for x, y in among) < TOLERANCES.chart_words * len(among):
        return None
    outer = [
        area for area in held if area.holds(around) and area.bottom - area.top < TOLERANCES.chart_frame * page.height
    ]
    return min(outer, key=lambda area: (area.right - area.left) * (area.bottom - area.top), default=around)


def _linked(areas: Sequence[Area], strokes: Sequence[Stroke]) -> bool:
    """Whether something is drawn in the gaps between boxes that stand under each other."""
    ordered = sorted(areas, key=lambda area: area.top)
    gaps = [Area(a.left, a.bottom - 4, a.right, b.top + 4) for a, b in pairwise(ordered)]
    return sum(any(gap.holds(stroke) for stroke in strokes) for gap in gaps) >= 2


def scattered(found: Sequence[TextRow]) -> tuple[range, ...]:
    """Where the words of a drawing stand among the rows of a column.

    Matches: four rows or more, most of them of several segments that make no table, with the short rows around them
    that do not begin at the margin. Must not match: a heading with a date at the right, numbered text, text itself.
    """
    if not found:
        return ()
    left, right = min(row.left for row in found), max(row.right for row in found)
    several = [len(row.segments) > 1 and (len(row.segments) > 2 or row.label is None) for row in found]
    short = [
        row.left > left + row.size and row.right - row.left < TOLERANCES.scattered_width * (right - left)
        for row in found
    ]
    made: list[range] = []
    for likely, group in groupby(range(len(found)), key=lambda index: several[index] or short[index]):
        held = list(group)
        if (
            likely
            and len(held) >= TOLERANCES.scattered_rows
            and sum(several[index] for index in held) >= max(3, TOLERANCES.scattered_segments * len(held))
        ):
            made.append(range(held[0], held[-1] + 1))
    return tuple(made)


def _shapes(page: Page, *, shaded: bool = False) -> Iterator[Area]:
    """The shapes of a page that may hold text, all of them or those alone that are shaded."""
    wide, high = TOLERANCES.shape_width, TOLERANCES.shape_height
    for s in page.strokes[: TOLERANCES.most_shapes]:
        if s.right - s.left >= wide and s.bottom - s.top >= high and (s.shaded or not shaded):
            yield Area(s.left, s.top, s.right, s.bottom)


def _in_grid(area: Area, taken: Sequence[Grid]) -> bool:
    return any(
        grid.left - 6 <= area.left
        and area.right <= grid.right + 6
        and area.top < grid.bottom
        and grid.top < area.bottom
        for grid in taken
    )


def _stacked(areas: Iterable[Area]) -> list[Area]:
    """Rectangles of one width that stand on each other made one: the title and the body of a box."""
    made: list[Area] = []
    for area in sorted(areas, key=lambda one: (round(one.left), one.top)):
        last = made[-1] if made else None
        alike = last is not None and abs(last.left - area.left) + abs(last.right - area.right) < 3
        if last is not None and alike and area.top - last.bottom < TOLERANCES.touching:
            made[-1] = Area(last.left, last.top, last.right, max(last.bottom, area.bottom))
        else:
            made.append(area)
    return made

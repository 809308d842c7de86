"""Bullets that a page draws as shapes, as browsers do: each goes before its words as the sign that a person sees."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kcsie_diff.reading.page_model import Line, Page, Stroke
from kcsie_diff.records import replace

SIGN = "• "

SMALLEST, LARGEST = 0.2, 0.6
"""Ems. A dot is as wide as that and about as high: a stop is smaller, a box to tick larger."""

ROUND = 0.15
"""Ems. A dot is about as high as it is wide: the two differ by no more."""

LOWEST, HIGHEST = 0.1, 0.6
"""Ems. The middle of a dot stands between these heights above the baseline of its words."""

REACH = 2.5
"""Ems. The words begin no further behind their bullet."""

FEWEST = 2
"""Dots. As many stand under each other in a file: a lone one may be a part of a picture."""

MOST = 200
"""Dots. A page with more is a drawing: each is held against each line."""


def with_drawn_bullets(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages, a bullet before each line that begins behind a drawn dot.

    Must not match the dots of a chart or a leader, which stand beyond the words or within them, nor a box to tick.
    """
    found = {page.number: dict(_bulleted(page)) for page in pages if page.strokes}
    edges = Counter(round(dot.left) for held in found.values() for dot in held.values())
    return tuple(_with_signs(page, found.get(page.number, {}), edges) for page in pages)


def _bulleted(page: Page) -> Iterator[tuple[int, Stroke]]:
    """The lines of a page, by index, that begin behind a dot."""
    most = LARGEST * max((line.size for line in page.lines), default=0.0)
    dots = [s for s in page.strokes if 0 < s.right - s.left <= most and 0 < s.bottom - s.top <= most]
    for dot in dots if len(dots) <= MOST else ():
        level = [
            (line.left, at) for at, line in enumerate(page.lines) if line.right > dot.left and _is_level(dot, line)
        ]
        left, at = min(level, default=(0.0, 0))
        if dot.right < left < dot.right + REACH * page.lines[at].size:
            yield at, dot


def _is_level(dot: Stroke, line: Line) -> bool:
    """Whether a shape is a dot of the size that a line has, and stands at the height of its small letters."""
    width, height, size = dot.right - dot.left, dot.bottom - dot.top, line.size
    if not SMALLEST * size <= width <= LARGEST * size or abs(width - height) > ROUND * size:
        return False
    return LOWEST * size < line.baseline - (dot.top + dot.bottom) / 2 < HIGHEST * size


def _with_signs(page: Page, found: dict[int, Stroke], edges: Counter[int]) -> Page:
    signs = {at: dot for at, dot in found.items() if edges[round(dot.left)] >= FEWEST}
    if not signs:
        return page
    lines = (_begun(line, signs[at]) if at in signs else line for at, line in enumerate(page.lines))
    return replace(page, lines=tuple(lines))


def _begun(line: Line, dot: Stroke) -> Line:
    first = line.pieces[0]
    sign = replace(first, text=SIGN, left=dot.left, right=dot.right, link=None, mark=False, raised=False)
    return Line((sign, *line.pieces))

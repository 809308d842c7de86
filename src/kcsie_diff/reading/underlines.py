"""Underlines: the rules that a page draws under words, told apart from those that part the rows and cells of a table.

Browsers underline links, and a link in a table would cut its cell in two.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from kcsie_diff.reading.layout.tolerances import TOLERANCES
from kcsie_diff.reading.page_model import Line, Page, Stroke
from kcsie_diff.records import replace

BELOW = 0.3
"""Ems. An underline stands no further below the baseline: there descenders end, and a cell has room under them."""

SLACK = 1.5
"""Points. An underline ends no further beyond its words: the edge of a letter is not that of its ink."""


def without_underlines(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages, each without the strokes that lie right under words and are no longer than these."""
    return tuple(replace(page, strokes=_rules(page)) if page.strokes else page for page in pages)


def _rules(page: Page) -> tuple[Stroke, ...]:
    lines = sorted(page.lines, key=lambda line: line.baseline)
    heights = [line.baseline for line in lines]
    reach = BELOW * max((line.size for line in lines), default=0.0)

    def underlines(stroke: Stroke) -> bool:
        at = (stroke.top + stroke.bottom) / 2
        near = lines[bisect_left(heights, at - reach) : bisect_right(heights, at)]
        return any(_is_under(stroke, at, line) for line in near)

    return tuple(
        s for s in page.strokes if not (s.bottom - s.top <= TOLERANCES.thin < s.right - s.left and underlines(s))
    )


def _is_under(stroke: Stroke, at: float, line: Line) -> bool:
    """Whether a stroke lies within one run of words of a line, as far below it as underlines do."""
    if not 0 <= at - line.baseline <= BELOW * line.size:
        return False
    left = right = line.pieces[0].left
    for piece in line.pieces:
        if piece.left - right > line.size:
            left = piece.left
        right = max(right, piece.right)
        if left - SLACK <= stroke.left and stroke.right <= right + SLACK:
            return True
    return False

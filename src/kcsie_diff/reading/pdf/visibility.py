"""What a page draws -> which letters a reader sees struck out, and which a reader cannot see.

All positions are in user space, in points; y grows upwards.
"""

from collections.abc import Iterable
from enum import Enum

from kcsie_diff.records import Record

Colour = tuple[int, int, int]
"""Red, green and blue, each 0 to 255."""


class Paint(Record, frozen=True):
    """Something that a page draws beside text: when, and the box that it fills, in user space.

    `colour` is that of an opaque fill that is a rectangle; None for pictures, outlines, glass and other shapes.
    `stroked` says that it is an outline or a shape that a line may be.
    """

    order: int
    left: float
    bottom: float
    right: float
    top: float
    colour: Colour | None = None
    stroked: bool = False


STRIKE = (0.14, 0.42)
"""A line that strikes words out stands this far above their baseline, in shares of their size."""

STRIKE_WEIGHT = 0.15
"""A thicker line than this share of the size is a bar."""

SHORTEST = 0.4
"""A line shorter than this share of the size strikes no letter: an underline may sink so low under a raised stop."""

OVERHANG = 0.6
"""A strike may reach beyond its words by this share of their size; a rule or an axis reaches further."""

WHITE: Colour = (255, 255, 255)
"""The colour of paper."""

ALIKE = 10
"""Colours that differ by no more than this, of 255, cannot be told apart by eye."""

MOST_FILLS = 400
"""A page with more filled rectangles than this draws a picture with them: what covers what is not asked."""


class Look(Enum):
    """How a letter looks to a reader of the page."""

    PLAIN = 0
    STRUCK = 1
    UNSEEN = 2


class Strike(Record, frozen=True):
    """A thin level line: its ends and its height."""

    left: float
    right: float
    at: float
    weight: float


class Visibility:
    """What one page draws beside its text, asked letter by letter."""

    def __init__(self, paints: Iterable[Paint]) -> None:
        self._paints = tuple(paints)
        self._strikes = tuple(
            Strike(one.left, one.right, (one.bottom + one.top) / 2, one.top - one.bottom)
            for one in self._paints
            if one.stroked and one.top - one.bottom < 3 and one.right - one.left > 3 * (one.top - one.bottom)
        )
        fills = tuple(one for one in self._paints if one.colour and one.top - one.bottom > 4)
        self._fills = fills if len(fills) <= MOST_FILLS else ()

    @property
    def has_strikes(self) -> bool:
        """Whether the page draws any line that might strike out words."""
        return bool(self._strikes)

    def strikes(self, left: float, right: float, baseline: float, size: float) -> tuple[Strike, ...]:
        """The lines that strike out words of a line of text between two edges.

        Must not match an underline, a rule of a table, nor what reaches beyond the line of text.
        """
        low, high = STRIKE
        return tuple(
            strike
            for strike in self._strikes
            if low * size <= strike.at - baseline <= high * size
            and strike.weight <= STRIKE_WEIGHT * size
            and strike.right - strike.left >= SHORTEST * size
            and strike.left >= left - OVERHANG * size
            and strike.right <= right + OVERHANG * size
        )

    def covers(self, order: int, left: float, bottom: float, right: float, top: float) -> tuple[Paint, ...]:
        """The opaque rectangles that the page draws after a text object, `order`, over its box or a part of it."""
        return tuple(
            fill
            for fill in self._fills
            if fill.order > order
            and fill.left < right
            and fill.right > left
            and fill.bottom < top
            and fill.top > bottom
        )

    def blends(self, order: int, colour: Colour, x: float, y: float) -> bool:
        """Whether text of a colour at a point has the colour of what lies under it.

        Must not match white letters on a picture, a shape or a shade, whose colour at that point is not known.
        """
        ground: Colour | None = WHITE
        for paint in self._paints:
            if paint.order > order:
                break
            if paint.left <= x <= paint.right and paint.bottom <= y <= paint.top:
                ground = paint.colour
        return ground is not None and _alike(colour, ground)

    def may_blend(self, colour: Colour) -> bool:
        """Whether text of a colour may stand on its like: on a fill, or white on paper."""
        return bool(self._fills) or _alike(colour, WHITE)


def _alike(one: Colour, other: Colour) -> bool:
    return abs(one[0] - other[0]) <= ALIKE and abs(one[1] - other[1]) <= ALIKE and abs(one[2] - other[2]) <= ALIKE


def look(box: tuple[float, float, float, float], strikes: Iterable[Strike], covers: Iterable[Paint]) -> Look:
    """How a letter looks whose box is left, bottom, right and top; its middle decides."""
    left, bottom, right, top = box
    x, y = (left + right) / 2, (bottom + top) / 2
    if any(cover.left <= x <= cover.right and cover.bottom <= y <= cover.top for cover in covers):
        return Look.UNSEEN
    return Look.STRUCK if any(strike.left <= x <= strike.right for strike in strikes) else Look.PLAIN

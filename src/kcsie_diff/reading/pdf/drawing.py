"""What a page draws, object by object, as PDFium has it, and what of its text that strikes out or covers.

What a call costs on this side counts, since a page of guidance takes some thousand: handles are plain numbers here. All
positions are in user space, in points; y grows upwards.
"""

import ctypes
from collections.abc import Iterable
from enum import Enum
from typing import Any

from pypdfium2 import raw  # type: ignore[import-untyped]

from kcsie_diff.records import Record

Colour = tuple[int, int, int]
"""Red, green and blue, each 0 to 255."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in user space."""


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
    """What one page draws beside its text, asked letter by letter; `has_strikes` if a line might strike out words."""

    def __init__(self, paints: Iterable[Paint]) -> None:
        self._paints = tuple(paints)
        self._strikes = tuple(
            Strike(one.left, one.right, (one.bottom + one.top) / 2, one.top - one.bottom)
            for one in self._paints
            if one.stroked and one.top - one.bottom < 3 and one.right - one.left > 3 * (one.top - one.bottom)
        )
        fills = tuple(one for one in self._paints if one.colour and one.top - one.bottom > 4)
        self._fills = fills if len(fills) <= MOST_FILLS else ()
        self.has_strikes = bool(self._strikes)

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
        later = (fill for fill in self._fills if fill.order > order and fill.left < right and fill.right > left)
        return tuple(fill for fill in later if fill.bottom < top and fill.top > bottom)

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


def look(box: Box, strikes: Iterable[Strike], covers: Iterable[Paint]) -> Look:
    """How a letter looks whose box is left, bottom, right and top; its middle decides."""
    left, bottom, right, top = box
    x, y = (left + right) / 2, (bottom + top) / 2
    if any(cover.left <= x <= cover.right and cover.bottom <= y <= cover.top for cover in covers):
        return Look.UNSEEN
    return Look.STRUCK if any(strike.left <= x <= strike.right for strike in strikes) else Look.PLAIN


# ---- what is drawn, object by object ----

STROKES = 3000
"""How many paths of a page are read: tables need some hundred, a drawing may have a hundred thousand."""

OPAQUE = 250
"""A fill of this alpha, 0 to 255, hides what stands under it."""

BOX_SEGMENTS = 6
"""A path of as many segments at most is taken for the rectangle around it."""

HANDLE = ctypes.c_void_p
"""How a handle of PDFium is passed."""


def plain_numbers(function: Any, answer: Any, *arguments: Any) -> Any:
    """A function of PDFium that takes and gives plain numbers: no object is made around each handle."""
    plain = type(function)(ctypes.cast(function, HANDLE).value)
    plain.restype, plain.argtypes = answer, arguments
    return plain


get_kind = plain_numbers(raw.FPDFPageObj_GetType, ctypes.c_int, HANDLE)
get_fill = plain_numbers(raw.FPDFPageObj_GetFillColor, ctypes.c_int, HANDLE, *[HANDLE] * 4)
get_render = plain_numbers(raw.FPDFTextObj_GetTextRenderMode, ctypes.c_int, HANDLE)
_get_mode = plain_numbers(raw.FPDFPath_GetDrawMode, ctypes.c_int, HANDLE, HANDLE, HANDLE)
_count_segments = plain_numbers(raw.FPDFPath_CountSegments, ctypes.c_int, HANDLE)
_is_glass = plain_numbers(raw.FPDFPageObj_HasTransparency, ctypes.c_int, HANDLE)
_get_clip = plain_numbers(raw.FPDFPageObj_GetClipPath, HANDLE, HANDLE)
_count_clips = plain_numbers(raw.FPDFClipPath_CountPaths, ctypes.c_int, HANDLE)
_count_marks = plain_numbers(raw.FPDFPageObj_CountMarks, ctypes.c_int, HANDLE)
_get_mark = plain_numbers(raw.FPDFPageObj_GetMark, HANDLE, HANDLE, ctypes.c_ulong)
_get_mark_name = plain_numbers(raw.FPDFPageObjMark_GetName, ctypes.c_int, HANDLE, HANDLE, ctypes.c_ulong, HANDLE)
_get_bounds = plain_numbers(raw.FPDFPageObj_GetBounds, ctypes.c_int, HANDLE, *[HANDLE] * 4)


def pointers(buffer: Any) -> tuple[int, ...]:
    """Where each number of a buffer lies."""
    start, step = ctypes.addressof(buffer), ctypes.sizeof(buffer._type_)
    return tuple(range(start, start + len(buffer) * step, step))


def bounds_of(item: int) -> Box | None:
    """The box of an object, where PDFium can tell."""
    four = (ctypes.c_float * 4)()
    return (four[0], four[1], four[2], four[3]) if _get_bounds(item, *pointers(four)) else None


def is_shaded(item: int) -> bool:
    """Whether a path is filled, and not with white or glass."""
    if not _modes(item)[0]:
        return False
    four = (ctypes.c_uint * 4)()
    known = get_fill(item, *pointers(four))
    return not known or (four[3] > 0 and min(four[:3]) < 250)


def _modes(item: int) -> tuple[int, int]:
    """How a path is filled and stroked, 0 for not at all."""
    two = (ctypes.c_int * 2)()
    _get_mode(item, *pointers(two))
    return two[0], two[1]


def paint_of(item: int, order: int, bounds: Box) -> Paint:
    """A path as what it paints: a fill within its clip, or an outline."""
    fill, stroke = _modes(item)
    stroked = bool(fill or stroke)
    if not fill or _count_segments(item) > BOX_SEGMENTS or _is_glass(item):
        return Paint(order, *bounds, stroked=stroked)
    four = (ctypes.c_uint * 4)()
    opaque = get_fill(item, *pointers(four)) and four[3] >= OPAQUE
    return Paint(order, *clipped(item, bounds), (four[0], four[1], four[2]) if opaque else None, stroked)


def is_border(item: int) -> bool:
    """Whether a path fills what is between two outlines, as WeasyPrint draws borders: its clip leaves one side of them.

    It is filled by the even-odd rule (ISO 32000-1, 8.5.3.3.3).
    """
    by_turns: bool = _modes(item)[0] == raw.FPDF_FILLMODE_ALTERNATE
    return by_turns and _count_segments(item) > BOX_SEGMENTS


def clipped(item: int, bounds: Box) -> Box:
    """As much of the bounds of an object as its clip leaves open."""
    handle = _get_clip(item)
    clips = _count_clips(handle) if handle else 0
    if clips <= 0:
        return bounds
    left, bottom, right, top = bounds
    clip = ctypes.cast(handle, raw.FPDF_CLIPPATH)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(clips):
        xs, ys = [], []
        for at in range(min(STROKES, raw.FPDFClipPath_CountPathSegments(clip, index))):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, index, at), x, y)
            xs.append(x.value)
            ys.append(y.value)
        if xs:
            left, bottom, right, top = max(left, min(xs)), max(bottom, min(ys)), min(right, max(xs)), min(top, max(ys))
    return left, bottom, right, top


def is_artifact(item: int) -> bool:
    """Whether the page says that an object is no part of its text (ISO 32000-1, 14.8.2.2)."""
    buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
    name, size = ctypes.addressof(buffer), ctypes.addressof(length)
    for i in range(_count_marks(item)):
        named = _get_mark_name(_get_mark(item, i), name, len(buffer), size)
        if named and buffer.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0") == "Artifact":
            return True
    return False

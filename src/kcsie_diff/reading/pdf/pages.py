"""The pages of a PDF as PDFium has them: characters by index, the objects that draw them, paths and pictures.

PDFium is native code and not safe to call from two threads: a process reads one file at a time. A page of guidance
takes some thousand calls, so that what a call costs on this side counts: handles are plain numbers here, and what
PDFium writes through pointers comes into the same few buffers again and again.
"""

import ctypes
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from kcsie_diff.reading.page_model import LINE_HYPHEN, UNMAPPED, Stroke
from kcsie_diff.reading.pdf.document import opened, struck_by_annotations
from kcsie_diff.reading.pdf.geometry import PageGeometry
from kcsie_diff.reading.pdf.visibility import Colour, Paint

STROKES = 3000
"""How many paths of a page are read: tables need some hundred, a drawing may have a hundred thousand."""

OPAQUE = 250
"""A fill of this alpha, 0 to 255, hides what stands under it."""

UNMAPPED_SHARE = 0.03
"""On a page with a smaller share of glyphs without a Unicode value they are bullets and signs, not words."""

UNMAPPED_SAMPLE = 8
"""One glyph in so many is asked for its Unicode value, since a call for each would cost as much as the reading."""

TURNED_LINES = 3
"""Text on so many lines turns its page; a notice that is printed sideways in the margin fills one or two."""

BOX_SEGMENTS = 6
"""A path of as many segments at most is taken for the rectangle around it."""

BOLD = ("bold", "black", "heavy", "demi")
"""What the name of a bold font holds, for fonts that do not tell their weight."""

_HANDLE = ctypes.c_void_p


def _plain(function: Any, answer: Any, *arguments: Any) -> Any:
    """A function of PDFium that takes and gives plain numbers: no object is made around each handle."""
    plain = type(function)(ctypes.cast(function, _HANDLE).value)
    plain.restype, plain.argtypes = answer, arguments
    return plain


_get_object = _plain(raw.FPDFText_GetTextObject, _HANDLE, _HANDLE, ctypes.c_int)
_get_box = _plain(raw.FPDFText_GetCharBox, ctypes.c_int, _HANDLE, ctypes.c_int, *[_HANDLE] * 4)
_get_origin = _plain(raw.FPDFText_GetCharOrigin, ctypes.c_int, _HANDLE, ctypes.c_int, _HANDLE, _HANDLE)
_get_matrix = _plain(raw.FPDFText_GetMatrix, ctypes.c_int, _HANDLE, ctypes.c_int, _HANDLE)
_get_size = _plain(raw.FPDFText_GetFontSize, ctypes.c_double, _HANDLE, ctypes.c_int)
_get_mcid = _plain(raw.FPDFPageObj_GetMarkedContentID, ctypes.c_int, _HANDLE)
_get_font = _plain(raw.FPDFTextObj_GetFont, _HANDLE, _HANDLE)
_get_page_object = _plain(raw.FPDFPage_GetObject, _HANDLE, _HANDLE, ctypes.c_int)
_get_kind = _plain(raw.FPDFPageObj_GetType, ctypes.c_int, _HANDLE)
_get_fill = _plain(raw.FPDFPageObj_GetFillColor, ctypes.c_int, _HANDLE, *[_HANDLE] * 4)
_get_render = _plain(raw.FPDFTextObj_GetTextRenderMode, ctypes.c_int, _HANDLE)
_get_bounds = _plain(raw.FPDFPageObj_GetBounds, ctypes.c_int, _HANDLE, *[_HANDLE] * 4)


@dataclass(frozen=True, slots=True)
class Font:
    """What a font is called and looks like."""

    name: str
    bold: bool
    italic: bool


class Drawn(NamedTuple):
    """How a text object is drawn: the size of its type in points, its direction in degrees counterclockwise, its font.

    `mcid` is its marked-content id; `in_form` says that a form of its own draws it, whose ids are not the page's;
    `artifact` that the page calls it no part of its text.
    """

    size: float
    direction: float
    font: Font
    mcid: int | None
    in_form: bool
    artifact: bool


def open_pages(data: bytes, password: str | None = None) -> "Iterator[OpenPage | None]":
    """Every page of a PDF in turn, closed when the next one is asked for; None for one that cannot be loaded.

    Raises what `opened` raises where PDFium cannot open the file.
    """
    with opened(data, password, "The file") as document:
        for index in range(len(document)):
            page = _open_page(document, index)
            yield page
            if page is not None:
                page.close()


def _open_page(document: pypdfium2.PdfDocument, index: int) -> "OpenPage | None":
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return None
    try:
        return OpenPage(page)
    except pypdfium2.PdfiumError:
        page.close()
        return None


class OpenPage:
    """One page and its text. Characters count from 0.

    The page is turned so that most of its text runs from left to right, since PDFium orders the lines of such a page:
    `turned` says by how many degrees, clockwise; `geometry` how it lies then, `as_shown` how it lies on the screen.
    """

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        self._textpage = page.get_textpage()
        shown = page.get_rotation()
        turn = _direction(self._textpage.raw, shown)
        if turn != shown:
            self._textpage.close()
            page.set_rotation(turn)
            self._textpage = page.get_textpage()
        left, bottom, right, top = page.get_cropbox()
        self.turned = (turn - shown) % 360
        self.geometry = PageGeometry(left, bottom, right, top, turn)
        self.as_shown = PageGeometry(left, bottom, right, top, shown)
        self.characters = _with_unmapped(self._textpage.raw, _characters(self._textpage.raw))
        self._text = ctypes.cast(self._textpage.raw, _HANDLE).value
        self._objects = _page_objects(page)
        self._own = {item: order for order, item in enumerate(self._objects)}
        self._fonts: dict[int, Font] = {}
        self._four = (ctypes.c_double * 4)()
        self._pointers = _pointers(self._four)
        self._rgba = (ctypes.c_uint * 4)()
        self._colours = _pointers(self._rgba)
        self._matrix = raw.FS_MATRIX()
        self._matrix_pointer = ctypes.addressof(self._matrix)

    def close(self) -> None:
        """Give the page back to PDFium."""
        self._textpage.close()
        self._page.close()

    def object(self, index: int) -> int | None:
        """The text object that draws a character; None for a character that PDFium made up."""
        found: int | None = _get_object(self._text, index)
        return found

    def box(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a character in user space."""
        _get_box(self._text, index, *self._pointers)
        left, right, bottom, top = self._four
        return left, bottom, right, top

    def origin(self, index: int) -> tuple[float, float]:
        """Where a character stands on its baseline, in user space."""
        first, second, _, _ = self._pointers
        _get_origin(self._text, index, first, second)
        return self._four[0], self._four[1]

    def drawn(self, index: int, item: int) -> Drawn:
        """How the text object `item` is drawn, which draws the character `index`."""
        matrix = self._matrix
        matrix.a, matrix.b, matrix.c, matrix.d = 1.0, 0.0, 0.0, 1.0
        _get_matrix(self._text, index, self._matrix_pointer)
        own = item in self._own
        mcid = _get_mcid(item) if own else -1
        return Drawn(
            size=_get_size(self._text, index) * math.hypot(matrix.c, matrix.d),
            direction=math.degrees(math.atan2(matrix.b, matrix.a)),
            font=self._font(item),
            mcid=mcid if mcid >= 0 else None,
            in_form=not own,
            artifact=mcid < 0 and _is_artifact(item),
        )

    def _font(self, item: int) -> Font:
        handle = _get_font(item)
        if not handle:
            return Font("", bold=False, italic=False)
        if handle not in self._fonts:
            self._fonts[handle] = _describe_font(handle)
        return self._fonts[handle]

    def strokes(self) -> Iterator[Stroke]:
        """The boxes of the paths that a page draws itself; those inside a form are part of a picture, as a rule."""
        for _, item, (left, bottom, right, top) in self._boxes(lambda kind: kind == raw.FPDF_PAGEOBJ_PATH):
            a, b = self.geometry.place(left, bottom), self.geometry.place(right, top)
            yield Stroke(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]), _is_shaded(item))

    def paints(self) -> Iterator[Paint]:
        """What the page draws beside text, in user space and in drawing order; of very much, the first ones."""
        for order, item, bounds in self._boxes(lambda kind: kind != raw.FPDF_PAGEOBJ_TEXT):
            is_path = _get_kind(item) == raw.FPDF_PAGEOBJ_PATH
            yield _paint(item, order, bounds) if is_path else Paint(order, *bounds)

    def _boxes(self, wanted: Callable[[int], bool]) -> Iterator[tuple[int, int, tuple[float, float, float, float]]]:
        """The first objects of the wanted kinds: when each is drawn, its handle, and its box where PDFium knows it."""
        found = ((order, item) for order, item in enumerate(self._objects) if wanted(_get_kind(item)))
        for order, item in islice(found, STROKES):
            bounds = _bounds(item)
            if bounds:
                yield order, item, bounds

    def strike_outs(self) -> Iterator[Paint]:
        """The lines that annotations draw over words after all else."""
        for left, right, at in struck_by_annotations(self._page):
            yield Paint(len(self._objects), left, at, right, at, stroked=True)

    def ink(self, item: int) -> tuple[int, Colour] | None:
        """When the page draws a text object, and in which colour; None inside a form, and where no fill draws it."""
        order = self._own.get(item)
        if order is None or _get_render(item) not in (raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_CLIP):
            return None
        four = self._rgba
        if not _get_fill(item, *self._colours) or four[3] < OPAQUE:
            return None
        return order, (four[0], four[1], four[2])

    def picture(self) -> float:
        """The share of the page that its largest picture covers, 0 to 1."""
        width, height = self.geometry.size
        largest = 0.0
        for item in self._objects[:STROKES]:
            bounds = _bounds(item) if _get_kind(item) in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) else None
            if bounds:
                left, bottom, right, top = bounds
                largest = max(largest, (right - left) * (top - bottom))
        return min(1.0, largest / (width * height)) if width * height else 0.0


def _pointers(buffer: Any) -> tuple[int, ...]:
    """Where each number of a buffer lies."""
    start, step = ctypes.addressof(buffer), ctypes.sizeof(buffer._type_)
    return tuple(range(start, start + len(buffer) * step, step))


def _direction(text: Any, rotation: int) -> int:
    """The rotation under which most text of a page runs from left to right: the page's own, or that of a table set
    sideways. Looks at so many letters, evenly spread. Must not match a notice in the margin of a page with little text.
    """
    count = raw.FPDFText_CountChars(text)
    found: dict[int, list[int]] = {}
    for index in range(0, max(0, count), max(1, count // 48)):
        angle = math.degrees(raw.FPDFText_GetCharAngle(text, index))
        found.setdefault(-round(angle / 90) * 90 % 360, []).append(index)
    turn = max(found, key=lambda turn: len(found[turn]), default=rotation)
    notice = len(found) > 1 and turn != rotation and _count_lines(text, found[turn], turn) < TURNED_LINES
    return rotation if notice else turn


def _count_lines(text: Any, letters: Sequence[int], turn: int) -> int:
    """On how many lines some letters stand that run with a page turned so."""
    x, y = ctypes.c_double(), ctypes.c_double()
    lines = set()
    for index in letters:
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        lines.add(round((x if turn % 180 else y).value))
    return len(lines)


def _characters(text: Any) -> str:
    """The text of a page, one character for each index that PDFium counts."""
    count = raw.FPDFText_CountChars(text)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(text, 0, count, buffer)
    found = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    if len(found) == count and "\0" not in found:
        return found
    codes = (raw.FPDFText_GetUnicode(text, i) for i in range(count))
    # A hyphen that ends a line is U+0002 one by one and U+FFFE in strings (fpdf_text.h, FPDFText_IsHyphen).
    return "".join(LINE_HYPHEN if code == 2 else chr(code) if 0 < code <= 0x10FFFF else "\ufffd" for code in codes)


def _with_unmapped(text: Any, characters: str) -> str:
    """The text of a page with UNMAPPED in place of each glyph that has no Unicode value, where the page has many.

    PDFium gives the code of such a glyph, which reads as a control character or as any letter. A few of them are
    bullets, which stay as they are. Not every letter is asked where none of a sample lacks a value.
    """
    lacks = raw.FPDFText_HasUnicodeMapError
    if not any(lacks(text, index) == 1 for index in range(0, len(characters), UNMAPPED_SAMPLE)):
        return characters
    lacking = {index for index in range(len(characters)) if lacks(text, index) == 1}
    if len(lacking) < UNMAPPED_SHARE * len(characters):
        return characters
    return "".join(UNMAPPED if index in lacking else character for index, character in enumerate(characters))


def _page_objects(page: pypdfium2.PdfPage) -> list[int]:
    handle = ctypes.cast(page.raw, _HANDLE).value
    return [_get_page_object(handle, i) for i in range(raw.FPDFPage_CountObjects(page.raw))]


def _bounds(item: int) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of an object in user space, where PDFium can tell."""
    four = (ctypes.c_float * 4)()
    if not _get_bounds(item, *_pointers(four)):
        return None
    left, bottom, right, top = four
    return left, bottom, right, top


def _is_shaded(item: int) -> bool:
    """Whether a path is filled, and not with white or glass."""
    path = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, fill, stroke) or not fill.value:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return not known or (alpha.value > 0 and min(red.value, green.value, blue.value) < 250)


def _fill(item: int) -> Colour | None:
    """The colour that fills an object; None where it is glass or PDFium cannot tell."""
    four = (ctypes.c_uint * 4)()
    if not _get_fill(item, *_pointers(four)) or four[3] < OPAQUE:
        return None
    return four[0], four[1], four[2]


def _paint(item: int, order: int, bounds: tuple[float, float, float, float]) -> Paint:
    """A path as what it paints: a fill within its clip, or an outline."""
    path = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroke)
    stroked = bool(mode.value or stroke.value)
    if not mode.value or raw.FPDFPath_CountSegments(path) > BOX_SEGMENTS or raw.FPDFPageObj_HasTransparency(path):
        return Paint(order, *bounds, stroked=stroked)
    left, bottom, right, top = bounds
    clip = _clip(path)
    if clip:
        left, bottom, right, top = max(left, clip[0]), max(bottom, clip[1]), min(right, clip[2]), min(top, clip[3])
    return Paint(order, left, bottom, right, top, _fill(item), stroked)


def _clip(path: Any) -> tuple[float, float, float, float] | None:
    """The box that all clipping paths of an object leave open; None where there are none."""
    clip = raw.FPDFPageObj_GetClipPath(path)
    boxes = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(max(0, raw.FPDFClipPath_CountPaths(clip) if clip else 0)):
        points = []
        for at in range(min(STROKES, raw.FPDFClipPath_CountPathSegments(clip, index))):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, index, at), x, y)
            points.append((x.value, y.value))
        if points:
            boxes.append((*map(min, zip(*points, strict=True)), *map(max, zip(*points, strict=True))))
    if not boxes:
        return None
    return tuple((max, max, min, min)[i](box[i] for box in boxes) for i in range(4))


def _is_artifact(item: int) -> bool:
    """Whether the page says that an object is no part of its text (ISO 32000-1, 14.8.2.2)."""
    handle = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
    buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
    for i in range(raw.FPDFPageObj_CountMarks(handle)):
        mark = raw.FPDFPageObj_GetMark(handle, i)
        name = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        named = raw.FPDFPageObjMark_GetName(mark, name, len(buffer), length)
        if named and buffer.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0") == "Artifact":
            return True
    return False


def _describe_font(handle: int) -> Font:
    font = ctypes.cast(handle, raw.FPDF_FONT)
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("utf-8", "replace").split("+", 1)[-1]
    angle = ctypes.c_int()
    raw.FPDFFont_GetItalicAngle(font, angle)
    low = name.casefold()
    return Font(
        name,
        bold=raw.FPDFFont_GetWeight(font) >= 600 or any(word in low for word in BOLD),
        italic=-45 < angle.value < 0 or "italic" in low or "oblique" in low,
    )

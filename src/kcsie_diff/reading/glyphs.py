"""Read the text of each page, with positions, through PDFium.

This is the only module that imports pypdfium2. PDFium is native code and not safe to call from two threads: a process
reads one file at a time.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from kcsie_diff.errors import ReadingError
from kcsie_diff.reading.lines import join_level, set_lines
from kcsie_diff.reading.pieces import LINE_HYPHEN, Line, Page, Piece, Stroke
from kcsie_diff.reading.sheet import LinkArea, Sheet

SPARSE = 40
"""A page with fewer characters is looked at for a picture that may hold its text."""

HIDDEN_SIZE = 2.0
"""Text set smaller than this, in points, cannot be read: Word leaves such artefacts where footnote marks stand."""

FIGURES = re.compile(r"\d+")
"""Figures, the last of which may be a footnote mark."""

STROKES = 3000
"""How many paths of a page are told: tables need some hundred, a drawing may have a hundred thousand."""

BOLD = ("bold", "black", "heavy", "demi")
"""What the name of a bold font holds, for fonts that do not tell their weight."""


@dataclass(frozen=True, slots=True)
class Font:
    """What a font is called and looks like."""

    name: str
    bold: bool
    italic: bool


def count_pages(data: bytes, password: str | None = None) -> int:
    """How many pages PDFium finds in a PDF; 0 where it cannot open it."""
    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()


def read_pages(data: bytes, links: Mapping[int, Sequence[LinkArea]], password: str | None = None) -> Iterator[Page]:
    """Every page of a PDF in turn, its lines in the order in which the page draws them.

    `links` holds the link areas of each page that has any, by page number from 1.
    Raises ReadingError where PDFium cannot open the file; a page that it cannot load comes without lines.
    """
    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        raise ReadingError(
            "broken-pdf", f"The file cannot be opened as a PDF: {error}.", "Save it anew from the program that made it."
        ) from error
    try:
        for index in range(len(document)):
            yield _read_page(document, index, links.get(index + 1, ()))
    finally:
        document.close()


def _read_page(document: pypdfium2.PdfDocument, index: int, links: Sequence[LinkArea]) -> Page:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return Page(index + 1, 0.0, 0.0, (), readable=False)
    try:
        return _read_upright(page, index + 1, links)
    except pypdfium2.PdfiumError:
        return Page(index + 1, 0.0, 0.0, (), readable=False)
    finally:
        page.close()


def _read_upright(page: pypdfium2.PdfPage, number: int, links: Sequence[LinkArea]) -> Page:
    """Read a page, turned so that most of its text runs from left to right: PDFium orders the lines of such a page."""
    shown = page.get_rotation()
    textpage = page.get_textpage()
    try:
        turn = _direction(textpage.raw, shown)
        if turn != shown:
            textpage.close()
            page.set_rotation(turn)
            textpage = page.get_textpage()
        left, bottom, right, top = page.get_cropbox()
        sheet = Sheet(left, bottom, right, top, turn)
        lines = tuple(join_level(_PageText(page, textpage, sheet, number).lines(links)))
    finally:
        textpage.close()
    picture = _picture(page, sheet) if sum(len(line.text) for line in lines) < SPARSE else 0.0
    strokes = tuple(_strokes(page, sheet))
    return Page(number, *sheet.size, lines, strokes, picture, turned=(turn - shown) % 360)


def _direction(text: Any, rotation: int) -> int:
    """The rotation under which most text of a page runs from left to right: the page's own, or that of a table set
    sideways. Looks at so many letters, evenly spread.
    """
    count = raw.FPDFText_CountChars(text)
    angles = (math.degrees(raw.FPDFText_GetCharAngle(text, i)) for i in range(0, max(0, count), max(1, count // 48)))
    found = Counter(-round(angle / 90) * 90 % 360 for angle in angles)
    return found.most_common(1)[0][0] if found else rotation


def _strokes(page: pypdfium2.PdfPage, sheet: Sheet) -> Iterator[Stroke]:
    """The boxes of the paths that a page draws itself; those inside a form are part of a picture, as a rule."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    count = 0
    for i in range(raw.FPDFPage_CountObjects(page.raw)):
        item = raw.FPDFPage_GetObject(page.raw, i)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        if count == STROKES:
            return
        count += 1
        if raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            a, b = sheet.place(left.value, bottom.value), sheet.place(right.value, top.value)
            yield Stroke(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]), _is_shaded(item))


def _picture(page: pypdfium2.PdfPage, sheet: Sheet) -> float:
    """The share of the page that its largest picture covers, 0 to 1."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    width, height = sheet.size
    largest = 0.0
    for i in range(min(STROKES, raw.FPDFPage_CountObjects(page.raw))):
        item = raw.FPDFPage_GetObject(page.raw, i)
        kind = raw.FPDFPageObj_GetType(item)
        if kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) and raw.FPDFPageObj_GetBounds(
            item, left, bottom, right, top
        ):
            largest = max(largest, (right.value - left.value) * (top.value - bottom.value))
    return min(1.0, largest / (width * height)) if width * height else 0.0


def _is_shaded(item: Any) -> bool:
    """Whether a path is filled, and not with white or glass."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, fill, stroke) or not fill.value:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    told = raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return not told or (alpha.value > 0 and min(red.value, green.value, blue.value) < 250)


class _PageText:
    """The open text of one page. Calls into PDFium are counted: one per text object, not one per character."""

    def __init__(self, page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, sheet: Sheet, number: int) -> None:
        self.text = textpage.raw
        self.sheet = sheet
        self.number = number
        self.fonts: dict[int, Font] = {}
        self.own = {
            ctypes.addressof(raw.FPDFPage_GetObject(page.raw, i).contents)
            for i in range(raw.FPDFPage_CountObjects(page.raw))
        }
        self.characters = self._characters()

    def _characters(self) -> str:
        """The text of the page, one character for each index that PDFium counts."""
        count = raw.FPDFText_CountChars(self.text)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        raw.FPDFText_GetText(self.text, 0, count, buffer)
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if len(text) == count and "\0" not in text:
            return text
        codes = (raw.FPDFText_GetUnicode(self.text, i) for i in range(count))
        # A hyphen that ends a line is U+0002 one by one and U+FFFE in strings (fpdf_text.h, FPDFText_IsHyphen).
        return "".join(LINE_HYPHEN if code == 2 else chr(code) if 0 < code <= 0x10FFFF else "\ufffd" for code in codes)

    def lines(self, links: Sequence[LinkArea]) -> Iterator[Line]:
        """The lines of the page, in drawing order."""
        for start, end in self._line_spans():
            pieces = [piece for a, b in self._object_spans(start, end) for piece in self._pieces(a, b, links)]
            yield from set_lines(pieces)

    def _line_spans(self) -> Iterator[tuple[int, int]]:
        """Where each line begins and ends: PDFium puts CR LF between lines, nothing after a hyphen that ends one."""
        start = 0
        for i, character in enumerate(self.characters):
            if character in "\r\n":
                if i > start:
                    yield start, i
                start = i + 1
            elif character == LINE_HYPHEN:
                yield start, i + 1
                start = i + 1
        if start < len(self.characters):
            yield start, len(self.characters)

    def _object_spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Cut a line where one text object ends and the next begins; generated spaces stay with what stands before."""
        here, first = start, self._object(start)
        while here < end:
            last, step = here, 1
            while last + step < end and self._object(last + step) == first:
                last, step = last + step, step * 2
            while step > 1:
                step //= 2
                if last + step < end and self._object(last + step) == first:
                    last += step
            after = last + 1
            following = self._object(after) if after < end else 0
            while after < end and not following:
                after += 1
                following = self._object(after) if after < end else 0
            yield here, after
            here, first = after, following

    def _object(self, index: int) -> int:
        """The address of the text object that draws a character; 0 for one that PDFium made up."""
        found = raw.FPDFText_GetTextObject(self.text, index)
        return ctypes.addressof(found.contents) if found else 0

    def _pieces(self, start: int, end: int, links: Sequence[LinkArea]) -> Iterator[Piece]:
        """The piece that one text object draws, cut where a link begins or ends and where a wide gap stands in it."""
        item = raw.FPDFText_GetTextObject(self.text, start)
        if not item:
            return
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self.text, start, matrix)
        size = raw.FPDFText_GetFontSize(self.text, start) * math.hypot(matrix.c, matrix.d)
        own = ctypes.addressof(item.contents) in self.own
        mcid = raw.FPDFPageObj_GetMarkedContentID(item) if own else -1
        artifact = mcid < 0 and _is_artifact(item)
        font = self._font(item)
        spans = (
            (a, b, target, up)
            for first, last, target in self._parts(start, end, links)
            for a, b, up in self._superior(first, last, size)
        )
        for a, b, target, up in spans:
            left, right, baseline = self._extent(a, b)
            yield Piece(
                text=self.characters[a:b],
                page=self.number,
                left=left,
                top=baseline - 0.8 * size,
                right=right,
                bottom=baseline + 0.2 * size,
                baseline=baseline - (0.35 * size if up else 0.0),
                size=round(0.6 * size if up else size, 2),
                font=font.name,
                bold=font.bold,
                italic=font.italic,
                mcid=mcid if mcid >= 0 else None,
                hidden=size < HIDDEN_SIZE or not self._on_sheet(left, right, baseline),
                rotated=self._is_rotated(matrix.a, matrix.b),
                in_form=not own,
                link=target,
                raised=up,
                artifact=artifact,
            )

    def _superior(self, start: int, end: int, size: float) -> Iterator[tuple[int, int, bool]]:
        """Cut out figures that a font draws small and high on the line's own baseline, as typst draws footnote marks.

        Matches "2018" and a mark "12" right behind it. Must not match old-style or small figures that stand on the
        line, nor figures of which another size or baseline already tells.
        """
        here = start
        for found in FIGURES.finditer(self.characters, start, end):
            if not self._is_superior(found.end() - 1, size):
                continue
            first = next(i for i in range(found.start(), found.end()) if self._is_superior(i, size))
            if first > here:
                yield here, first, False
            yield first, found.end(), True
            here = found.end()
        if here < end:
            yield here, end, False

    def _is_superior(self, index: int, size: float) -> bool:
        """Whether a glyph's lower edge stands more than a fifth of the type size above the baseline."""
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self.text, index, x, y)
        _left, bottom, _right, top = self._box(index)
        return not self.sheet.rotation and top > bottom > y.value + 0.2 * size

    def _on_sheet(self, left: float, right: float, baseline: float) -> bool:
        width, height = self.sheet.size
        return right >= 0 and left <= width and 0 <= baseline <= height + 1

    def _is_rotated(self, a: float, b: float) -> bool:
        """Whether text runs in another direction than from left to right on the page as displayed."""
        turned = math.degrees(math.atan2(b, a)) - self.sheet.rotation
        return abs((turned + 180) % 360 - 180) > 5

    def _extent(self, start: int, end: int) -> tuple[float, float, float]:
        """Left and right edge and baseline of some characters of one line, as displayed."""
        while end - 1 > start and self.characters[end - 1].isspace():
            end -= 1
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self.text, start, x, y)
        first = self.sheet.place(x.value, y.value)
        left, bottom, right, top = self._box(end - 1)
        corners = self.sheet.place(left, bottom), self.sheet.place(right, top)
        return min(first[0], corners[0][0]), max(corners[0][0], corners[1][0]), first[1]

    def _box(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a character in user space."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(self.text, index, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value

    def _parts(self, start: int, end: int, links: Sequence[LinkArea]) -> Iterator[tuple[int, int, str | None]]:
        """Cut the characters of one object by the link area that each stands in."""
        near = self._links_near(start, end, links) if links else ()
        if not near:
            yield start, end, None
            return
        targets = [self._target(index, near) for index in range(start, end)]
        # A space has a box of no size: it belongs to what stands before it.
        for i, character in enumerate(self.characters[start:end]):
            if character.isspace() and i:
                targets[i] = targets[i - 1]
        for target, group in groupby(range(start, end), key=lambda index: targets[index - start]):
            indices = list(group)
            yield indices[0], indices[-1] + 1, target

    def _links_near(self, start: int, end: int, links: Sequence[LinkArea]) -> Sequence[LinkArea]:
        last = end - 1
        while last > start and self.characters[last].isspace():
            last -= 1
        a, b = self._box(start), self._box(last)
        left, bottom, right, top = min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
        return [
            link
            for link in links
            if link.left < right and link.right > left and link.bottom < top and link.top > bottom
        ]

    def _target(self, index: int, links: Sequence[LinkArea]) -> str | None:
        left, bottom, right, top = self._box(index)
        x, y = (left + right) / 2, (bottom + top) / 2
        for link in links:
            if link.left - 0.5 <= x <= link.right + 0.5 and link.bottom - 0.5 <= y <= link.top + 0.5:
                return link.target
        return None

    def _font(self, item: Any) -> Font:
        handle = raw.FPDFTextObj_GetFont(item)
        if not handle:
            return Font("", bold=False, italic=False)
        address = ctypes.addressof(handle.contents)
        if address not in self.fonts:
            self.fonts[address] = _describe_font(handle)
        return self.fonts[address]


def _is_artifact(item: Any) -> bool:
    """Whether the page says that an object is no part of its text (ISO 32000-1, 14.8.2.2)."""
    buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
    for i in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, i)
        name = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        told = raw.FPDFPageObjMark_GetName(mark, name, len(buffer), length)
        if told and buffer.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0") == "Artifact":
            return True
    return False


def _describe_font(handle: Any) -> Font:
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(handle, buffer, len(buffer))
    name = buffer.value.decode("utf-8", "replace").split("+", 1)[-1]
    angle = ctypes.c_int()
    raw.FPDFFont_GetItalicAngle(handle, angle)
    low = name.casefold()
    return Font(
        name,
        bold=raw.FPDFFont_GetWeight(handle) >= 600 or any(word in low for word in BOLD),
        italic=-45 < angle.value < 0 or "italic" in low or "oblique" in low,
    )

"""The pages of a PDF as PDFium has them: characters by index, the objects that draw them, paths and pictures.

PDFium is native code and not safe to call from two threads: a process reads one file at a time. A page of guidance
takes some thousand calls, so that what a call costs on this side counts: handles are plain numbers here, and what
PDFium writes through pointers comes into the same few buffers again and again.
"""

import ctypes
import math
import re
import struct
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import islice, repeat
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from kcsie_diff.language.normalise import unswapped
from kcsie_diff.reading.page_model import LINE_HYPHEN, SOFT_HYPHEN, UNMAPPED, Stroke
from kcsie_diff.reading.pdf.document import opened, struck_by_annotations
from kcsie_diff.reading.pdf.drawing import (
    HANDLE,
    OPAQUE,
    STROKES,
    Box,
    Colour,
    Paint,
    bounds_of,
    clipped,
    get_fill,
    get_kind,
    get_render,
    is_artifact,
    is_border,
    is_shaded,
    paint_of,
    plain_numbers,
    pointers,
)
from kcsie_diff.reading.pdf.geometry import PageGeometry
from kcsie_diff.records import Record

_WINGDINGS = {
    "ü": "✓", "û": "✗", "þ": "☑", "ý": "☒", "¨": "◻", "o": "□", "q": "❑", "r": "❒", "n": "■", "§": "▪",
    "l": "●", "m": "❍", "u": "◆", "v": "❖", "w": "⬥", "Ø": "➢", "à": "→", "ß": "←", "á": "↑", "â": "↓",
    "è": "➔", "ð": "⇨", "J": "☺", "L": "☹", "(": "☎", "*": "✉", "!": "✏",
}  # fmt: skip
_DINGBATS = {
    "3": "✓", "4": "✔", "5": "✕", "6": "✖", "7": "✗", "8": "✘", "l": "●", "m": "❍", "n": "■", "o": "❏",
    "p": "❐", "q": "❑", "r": "❒", "u": "◆", "v": "❖", "s": "▲", "t": "▼", "Õ": "➔", "Ø": "➢", "H": "★",
    "%": "☎", "(": "✈", ")": "✉", "/": "✏",
}  # fmt: skip
_SYMBOL = dict(
    zip(
        "ABCDEFGHIKLMNOPQRSTUWXYZabcdefghiklmnpqrstuwxyz£¥«¬\u00ad®¯³´¹º»ÆÇÈÉÌÎÏÕÖÙÚÛ·",
        "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖαβχδεφγηικλμνπθρστυωξψζ≤∞↔←↑→↓≥×≠≡≈∅∩∪⊃⊂∈∉∏√∧∨⇔•",
        strict=True,
    )
)
_TABLES = (
    (re.compile(r"wingdings(?! ?[23])"), str.maketrans(_WINGDINGS)),
    (re.compile("dingbats"), str.maketrans(_DINGBATS)),
    (re.compile(r"(?:^|\+)symbol(?:mt|ps|std)?(?![a-z])"), str.maketrans(_SYMBOL)),
)


Signs = Mapping[int, str | int | None]
"""The sign of each code of a font, as `str.translate` takes it.

A file often gives the code itself ("ü") where the font prints a tick. Sources: the encodings of Symbol and ZapfDingbats
in ISO 32000-1, annexes D.5 and D.6; that of Wingdings in Unicode's L2/11-052, "Wingdings and Webdings Symbols".
"""


@lru_cache(maxsize=1000)
def signs_of(font: str) -> Signs | None:
    """The signs that a font prints in place of its letters; None for any font but these three.

    Matches Wingdings-Regular, which prints "ü" as a tick. Must not match Wingdings 2 and 3, whose codes differ, nor
    Segoe UI Symbol, whose letters are letters.
    """
    name = font.casefold()
    return next((table for family, table in _TABLES if family.search(name)), None)


# ---- pages ----

UNMAPPED_SHARE = 0.03
"""On a page with a smaller share of glyphs without a Unicode value they are bullets and signs, not words."""

UNMAPPED_SAMPLE = 8
"""One glyph in so many is asked for its Unicode value, since a call for each would cost as much as the reading."""

TURNED_LINES = 3
"""Text on so many lines turns its page; a notice that is printed sideways in the margin fills one or two."""

BOLD = ("bold", "black", "heavy", "demi")
"""What the name of a bold font holds, for fonts that do not tell their weight."""

_INNER_SOFT_HYPHEN = re.compile(rf"{SOFT_HYPHEN}(?=\S)")  # before a space it is a bullet or ends a line

_four_numbers = struct.Struct("4d").unpack  # an eighth of the time that it takes to iterate over a buffer of ctypes
_six_numbers = struct.Struct("6f").unpack
_FILLING = (raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_CLIP)

_get_object = plain_numbers(raw.FPDFText_GetTextObject, HANDLE, HANDLE, ctypes.c_int)
_get_box = plain_numbers(raw.FPDFText_GetCharBox, ctypes.c_int, HANDLE, ctypes.c_int, *[HANDLE] * 4)
_get_origin = plain_numbers(raw.FPDFText_GetCharOrigin, ctypes.c_int, HANDLE, ctypes.c_int, HANDLE, HANDLE)
_get_matrix = plain_numbers(raw.FPDFText_GetMatrix, ctypes.c_int, HANDLE, ctypes.c_int, HANDLE)
_get_size = plain_numbers(raw.FPDFText_GetFontSize, ctypes.c_double, HANDLE, ctypes.c_int)
_get_mcid = plain_numbers(raw.FPDFPageObj_GetMarkedContentID, ctypes.c_int, HANDLE)
_get_font = plain_numbers(raw.FPDFTextObj_GetFont, HANDLE, HANDLE)
_get_page_object = plain_numbers(raw.FPDFPage_GetObject, HANDLE, HANDLE, ctypes.c_int)
_lacks_unicode = plain_numbers(raw.FPDFText_HasUnicodeMapError, ctypes.c_int, HANDLE, ctypes.c_int)


class Font(Record, frozen=True):
    """What a font is called and looks like; `signs` are what it prints in place of its letters, if it does."""

    name: str
    bold: bool
    italic: bool
    signs: Signs | None = None


class Drawn(Record, frozen=True):
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
        self.characters = _with_unmapped(self._textpage.raw, unswapped(_characters(self._textpage.raw)))
        self._text = ctypes.cast(self._textpage.raw, HANDLE).value
        handle = ctypes.cast(page.raw, HANDLE).value
        self._objects = list(map(_get_page_object, repeat(handle), range(raw.FPDFPage_CountObjects(page.raw))))
        self._kinds = list(map(get_kind, self._objects))
        self._own = {item: order for order, item in enumerate(self._objects)}
        self._fonts: dict[int | None, Font] = {None: Font("", bold=False, italic=False)}
        self._boxed = self._placed = -1
        self._box, self._origin = (0.0, 0.0, 0.0, 0.0), (0.0, 0.0)
        self._four = (ctypes.c_double * 4)()
        self._pointers = pointers(self._four)
        self._rgba = (ctypes.c_uint * 4)()
        self._colours = pointers(self._rgba)
        self._six = (ctypes.c_float * 6)()
        self._matrix = ctypes.addressof(self._six)
        if SOFT_HYPHEN in self.characters:
            self.characters = _INNER_SOFT_HYPHEN.sub(self._printed_hyphen, self.characters)

    def _printed_hyphen(self, found: re.Match[str]) -> str:
        """The hyphen that a soft one within a line is if it is printed: fonts that draw both alike give either code."""
        left, bottom, right, top = self.box(found.start())
        return "-" if left < right and bottom < top else found[0]

    def close(self) -> None:
        """Give the page back to PDFium."""
        self._textpage.close()
        self._page.close()

    def object(self, index: int) -> int | None:
        """The text object that draws a character; None for a character that PDFium made up."""
        found: int | None = _get_object(self._text, index)
        return found

    def box(self, index: int) -> Box:
        """Left, bottom, right and top of a character in user space."""
        if index != self._boxed:  # the last answer is asked for again as often as not
            first, second, third, fourth = self._pointers
            _get_box(self._text, index, first, second, third, fourth)
            left, right, bottom, top = _four_numbers(self._four)
            self._boxed, self._box = index, (left, bottom, right, top)
        return self._box

    def origin(self, index: int) -> tuple[float, float]:
        """Where a character stands on its baseline, in user space."""
        if index != self._placed:
            first, second, _, _ = self._pointers
            _get_origin(self._text, index, first, second)
            four = self._four
            self._placed, self._origin = index, (four[0], four[1])
        return self._origin

    def drawn(self, index: int, item: int) -> Drawn:
        """How the text object `item` is drawn, which draws the character `index`."""
        known = _get_matrix(self._text, index, self._matrix)
        a, b, c, d, _, _ = _six_numbers(self._six) if known else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        own, font = item in self._own, _get_font(item)
        if font not in self._fonts:
            self._fonts[font] = _describe_font(font)
        mcid = _get_mcid(item) if own else -1
        return Drawn(
            _get_size(self._text, index) * math.hypot(c, d),
            math.degrees(math.atan2(b, a)),
            self._fonts[font],
            mcid if mcid >= 0 else None,
            not own,
            mcid < 0 and is_artifact(item),
        )

    def strokes(self) -> Iterator[Stroke]:
        """The boxes of the paths that a page draws itself; those inside a form are part of a picture, as a rule."""
        for _, item, _, bounds in self._boxes(lambda kind: kind == raw.FPDF_PAGEOBJ_PATH):
            border = is_border(item)
            left, bottom, right, top = clipped(item, bounds) if border else bounds
            a, b = self.geometry.place(left, bottom), self.geometry.place(right, top)
            yield Stroke(
                min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]), not border and is_shaded(item)
            )

    def paints(self) -> Iterator[Paint]:
        """What the page draws beside text, in user space and in drawing order; of very much, the first ones.

        The lines that annotations draw over words come after all else.
        """
        for order, item, kind, bounds in self._boxes(lambda kind: kind != raw.FPDF_PAGEOBJ_TEXT):
            yield paint_of(item, order, bounds) if kind == raw.FPDF_PAGEOBJ_PATH else Paint(order, *bounds)
        for left, right, at in struck_by_annotations(self._page):
            yield Paint(len(self._objects), left, at, right, at, stroked=True)

    def _boxes(self, wanted: Callable[[int], bool]) -> Iterator[tuple[int, int, int, Box]]:
        """The first objects of the wanted kinds: when each is drawn, its handle, its kind, and its box where known."""
        if not any(map(wanted, set(self._kinds))):
            return
        found = ((order, kind) for order, kind in enumerate(self._kinds) if wanted(kind))
        for order, kind in islice(found, STROKES):
            bounds = bounds_of(self._objects[order])
            if bounds:
                yield order, self._objects[order], kind, bounds

    def ink(self, item: int, may_matter: Callable[[Colour], bool]) -> tuple[int, Colour] | None:
        """When the page draws a text object, and in which colour.

        None inside a form, where no fill draws it, and where the colour may not matter.
        """
        order = self._own.get(item)
        four = self._rgba
        if order is None or not get_fill(item, *self._colours) or four[3] < OPAQUE:
            return None
        colour = four[0], four[1], four[2]
        fills = may_matter(colour) and get_render(item) in _FILLING
        return (order, colour) if fills else None

    def picture(self) -> float:
        """The share of the page that its largest picture covers, 0 to 1."""
        width, height = self.geometry.size
        largest = 0.0
        for item, kind in zip(self._objects[:STROKES], self._kinds, strict=False):
            bounds = bounds_of(item) if kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) else None
            if bounds:
                left, bottom, right, top = bounds
                largest = max(largest, (right - left) * (top - bottom))
        return min(1.0, largest / (width * height)) if width * height else 0.0


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
    if len(found) < 2 or turn == rotation:
        return turn
    x, y = ctypes.c_double(), ctypes.c_double()
    lines = set()
    for index in found[turn]:
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        lines.add(round((x if turn % 180 else y).value))
    return turn if len(lines) >= TURNED_LINES else rotation


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
    handle = ctypes.cast(text, HANDLE).value
    if 1 not in map(_lacks_unicode, repeat(handle), range(0, len(characters), UNMAPPED_SAMPLE)):
        return characters
    lacking = {index for index in range(len(characters)) if _lacks_unicode(handle, index) == 1}
    if len(lacking) < UNMAPPED_SHARE * len(characters):
        return characters
    return "".join(UNMAPPED if index in lacking else character for index, character in enumerate(characters))


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
        signs=signs_of(name),
    )

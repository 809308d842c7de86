"""Glyphs: the characters of a page, as PDFium gives them, to lines of text runs with their places."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from kcsie_diff.reading.page_model import LINE_HYPHEN, Line, Page, Stroke, TextRun, is_leftward
from kcsie_diff.reading.pdf.drawing import Look, Paint, Strike, Visibility, look
from kcsie_diff.reading.pdf.geometry import LinkArea, PageGeometry
from kcsie_diff.reading.pdf.lines import cell_sides, join_level, set_lines, with_initials
from kcsie_diff.reading.pdf.pages import BOLD, Drawn, OpenPage, open_pages
from kcsie_diff.records import replace

T = TypeVar("T")

SPARSE = 40
"""A page with fewer characters is looked at for a picture that may hold its text."""

HIDDEN_SIZE = 2.0
"""Text set smaller than this, in points, cannot be read: Word leaves such artefacts where footnote marks stand."""

_UNRAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

FIGURES = re.compile(r"[\d⁰¹²³⁴-⁹]+")
"""Figures, the last of which may be a footnote mark, and those that are raised as they are spelt."""

LINES = re.compile(f"[^\r\n{LINE_HYPHEN}]*{LINE_HYPHEN}|[^\r\n{LINE_HYPHEN}]+")
"""PDFium puts CR LF between lines, and nothing after a hyphen that ends one."""


def read_pages(data: bytes, links: Mapping[int, Sequence[LinkArea]], password: str | None = None) -> Iterator[Page]:
    """Every page of a PDF in turn, its lines in the order in which the page draws them.

    `links` holds the link areas of each page that has any, by page number from 1.
    Raises ReadingError where PDFium cannot open the file; a page that it cannot load comes without lines.
    """
    for number, page in enumerate(open_pages(data, password), 1):
        if page is None:
            yield Page(number, 0.0, 0.0, (), readable=False)
            continue
        strokes = tuple(page.strokes())
        text = _PageText(page, number, links.get(number, ()), strokes)
        lines = with_initials(tuple(join_level(text.lines())))
        picture = page.picture() if sum(len(line.text) for line in lines) < SPARSE else 0.0
        yield Page(number, *page.geometry.size, lines, strokes, picture, turned=page.turned)


def with_true_weights(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages, type bold only where its font is called so, if a font of its family in the file is.

    PDFium guesses a weight from the width of the stems where a font states none: "Calibri" may come out as bold as
    "Calibri-Bold".
    """
    weights = {piece.font: piece.bold for page in pages for line in page.lines for piece in line.pieces}
    called = {name for name in weights if any(word in name.casefold() for word in BOLD)}
    families = {_family(name) for name in called}
    wrong = {name for name, bold in weights.items() if bold and name not in called and _family(name) in families}
    if not wrong:
        return pages
    made = []
    for page in pages:
        runs = ([replace(one, bold=one.bold and one.font not in wrong) for one in line.pieces] for line in page.lines)
        made.append(replace(page, lines=tuple(Line(tuple(pieces)) for pieces in runs)))
    return tuple(made)


def _family(font: str) -> str:
    return re.split(r"[-,]", font.casefold(), maxsplit=1)[0].removesuffix("mt").removesuffix("ps")


class _PageText:
    """The text of one open page. Calls into PDFium are counted: one per text object, not one per character."""

    def __init__(self, page: OpenPage, number: int, links: Sequence[LinkArea], strokes: Sequence[Stroke]) -> None:
        self.page = page
        self.rules = cell_sides(strokes)
        self.number = number
        self.links = links
        self.geometry = page.geometry
        self.characters = page.characters
        self.leftward = is_leftward(page.characters)
        self.visibility = Visibility(page.paints())
        self.struck: tuple[tuple[float, ...], Sequence[Strike]] = ((), ())

    def lines(self) -> Iterator[Line]:
        """The lines of the page, in drawing order."""
        for found in LINES.finditer(self.characters):
            spans = tuple(self._object_spans(*found.span()))
            if not spans:
                continue
            edges = (0.0, 0.0)
            if self.visibility.has_strikes:
                edges = self.page.origin(spans[0][0])[0], self.page.box(self._last(spans[-1][0], spans[-1][1]))[2]
            pieces = [piece for a, b, item in spans for piece in self._pieces(a, b, item, edges)]
            if self.page.turned:
                for _, level in groupby(pieces, key=lambda piece: piece.rotated and round(piece.baseline)):
                    yield from set_lines(list(level))
            else:
                yield from set_lines(pieces, self.rules)

    def _object_spans(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Cut a line where one text object ends and the next begins; generated spaces stay with what stands before.

        A span comes with its object; what PDFium made up at the beginning of a line has none and is left out.
        """
        draws = self.page.object
        here, first, at_end = start, draws(start), draws(end - 1)
        while here < end:
            if first and at_end == first:  # mostly one object draws a line, or the rest of it
                yield here, end, first
                return
            last, step = here, 1
            while last + step < end and draws(last + step) == first:
                last, step = last + step, step * 2
            while step > 1:
                step //= 2
                if last + step < end and draws(last + step) == first:
                    last += step
            after = last + 1
            following = draws(after) if after < end else None
            while after < end and not following:
                after += 1
                following = draws(after) if after < end else None
            if first:
                yield here, after, first
            here, first = after, following

    def _pieces(self, start: int, end: int, item: int, edges: tuple[float, float]) -> Iterator[TextRun]:
        """The piece that one text object draws, cut where its look changes, around links and around footnote marks."""
        drawn = self.page.drawn(start, item)
        for begin, stop, seen in self._looks(start, end, item, drawn, edges):
            near = self._links_near(begin, stop, drawn) if self.links else ()
            parts: Iterable[tuple[int, int, str | None]] = ((begin, stop, None),)
            if near:
                parts = self._runs(begin, [self._target(index, near) for index in range(begin, stop)])
            for first, last, target in parts:
                if FIGURES.search(self.characters, first, last) is None:
                    yield self._piece(first, last, target, seen, drawn)
                    continue
                for a, b, up in self._superior(first, last, drawn.size):
                    yield self._piece(a, b, target, seen, drawn, up=up)

    def _looks(
        self, start: int, end: int, item: int, drawn: Drawn, edges: tuple[float, float]
    ) -> Iterable[tuple[int, int, Look]]:
        """Cut the characters of one object where a line begins or ends to strike them out, or a box to cover them.

        `edges` are those of the whole line in user space.
        """
        strikes: Sequence[Strike] = ()
        covers: Sequence[Paint] = ()
        if self.visibility.has_strikes and not self.geometry.rotation and drawn.direction == 0:
            strikes = self._strikes((*edges, self.page.origin(start)[1], drawn.size))
        ink = self.page.ink(item, self.visibility.may_blend)
        if ink is not None:
            left, baseline = self.page.origin(start)
            right = self.page.box(self._last(start, end))[2]
            covers = self.visibility.covers(ink[0], left, baseline, right, baseline + 0.7 * drawn.size)
            first = self.page.box(start)
            if self.visibility.blends(*ink, (first[0] + first[2]) / 2, (first[1] + first[3]) / 2):
                return ((start, end, Look.UNSEEN),)
        if not (strikes or covers):
            return ((start, end, Look.PLAIN),)
        return self._runs(start, [look(self.page.box(index), strikes, covers) for index in range(start, end)])

    def _strikes(self, asked: tuple[float, float, float, float]) -> Sequence[Strike]:
        """The lines that strike out words of a line of text; the objects of one line ask for the same ones."""
        if asked != self.struck[0]:
            self.struck = asked, self.visibility.strikes(*asked)
        return self.struck[1]

    def _runs(self, start: int, values: list[T]) -> Iterator[tuple[int, int, T]]:
        """The runs of characters of one value, from `start` on, one value for each character.

        A space has a box of no size: it belongs to what stands before it.
        """
        for i in range(1, len(values)):
            if self.characters[start + i].isspace():
                values[i] = values[i - 1]
        for value, group in groupby(range(len(values)), key=values.__getitem__):
            held = list(group)
            yield start + held[0], start + held[-1] + 1, value

    def _piece(self, start: int, end: int, link: str | None, seen: Look, drawn: Drawn, *, up: bool = False) -> TextRun:
        """Some characters of one object, of one look, under one link or none.

        `up` says that they are figures that the font itself sets high.
        """
        rotated = _are_apart(drawn.direction, self.geometry.rotation)
        upright = rotated and not _are_apart(drawn.direction, self.page.as_shown.rotation)
        geometry = self.page.as_shown if upright else self.geometry
        left, right, baseline = self._extent(start, end, geometry)
        size, font = drawn.size, drawn.font
        text = self.characters[start:end]
        signs = _UNRAISED if up and font.signs is None else font.signs
        return TextRun(  # by their order, in half the time that their names would take
            text if signs is None else text.translate(signs),
            self.number,
            left,
            baseline - 0.8 * size,
            right,
            baseline + 0.2 * size,
            baseline - (0.35 * size if up else 0.0),
            round(0.6 * size if up else size, 2),
            font.name,
            font.bold,
            font.italic,
            drawn.mcid,
            size < HIDDEN_SIZE or seen is Look.STRUCK or not _is_on_page(geometry, left, right, baseline),
            up,
            rotated,
            drawn.in_form,
            link,
            False,
            drawn.artifact,
            seen is Look.STRUCK,
            seen is Look.UNSEEN,
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
        if self.geometry.rotation:
            return False
        _, baseline = self.page.origin(index)
        _left, bottom, _right, top = self.page.box(index)
        return top > bottom > baseline + 0.2 * size

    def _extent(self, start: int, end: int, geometry: PageGeometry) -> tuple[float, float, float]:
        """Left and right edge and baseline of some characters of one line, on a page that lies so."""
        x, y = geometry.place(*self.page.origin(start))
        last = self._last(start, end)
        left, bottom, right, top = self.page.box(last)
        if self.leftward and is_leftward(self.characters[start:end]):
            boxes = [self.page.box(index) for index in range(start, last + 1) if not self.characters[index].isspace()]
            left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        (a, _), (b, _) = geometry.place(left, bottom), geometry.place(right, top)
        return min(x, a), max(a, b), y

    def _last(self, start: int, end: int) -> int:
        """The last of some characters that is no space; the first one where all are."""
        last = end - 1
        while last > start and self.characters[last].isspace():
            last -= 1
        return last

    def _links_near(self, start: int, end: int, drawn: Drawn) -> Sequence[LinkArea]:
        """The links that touch the box of some characters; of text that lies level, only those at its height can."""
        links = self.links
        if drawn.direction == 0:
            _, y = self.page.origin(start)
            low, high = y - 2 * drawn.size, y + 2 * drawn.size
            links = [link for link in links if low < link.top and link.bottom < high]
        if not links:
            return ()
        a, b = self.page.box(start), self.page.box(self._last(start, end))
        left, bottom, right, top = min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])
        return [one for one in links if one.left < right and one.right > left and one.bottom < top and one.top > bottom]

    def _target(self, index: int, links: Sequence[LinkArea]) -> str | None:
        left, bottom, right, top = self.page.box(index)
        x, y = (left + right) / 2, (bottom + top) / 2
        for link in links:
            if link.left - 0.5 <= x <= link.right + 0.5 and link.bottom - 0.5 <= y <= link.top + 0.5:
                return link.target
        return None


def _are_apart(one: float, other: float) -> bool:
    """Whether two directions differ by more than type is ever set askew: 5 degrees."""
    return one != other and abs((one - other + 180) % 360 - 180) > 5


def _is_on_page(geometry: PageGeometry, left: float, right: float, baseline: float) -> bool:
    width, height = geometry.size
    return right >= 0 and left <= width and 0 <= baseline <= height + 1

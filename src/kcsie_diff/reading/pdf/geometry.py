"""Page geometry: user space to the page as displayed, and the boxes of a page that was read turned back to it.

The crop box gives the origin, the rotation of the page turns the axes (ISO 32000-1, 14.11.2; 7.7.3.3, Rotate).
"""

from collections.abc import Sequence

from kcsie_diff.model.edition import Box, Node
from kcsie_diff.reading.page_model import Line, Page, TextRun
from kcsie_diff.records import Record, replace


class PageGeometry(Record, frozen=True):
    """How a page's user space lies on the page as displayed: its crop box and its rotation in degrees, clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed, in points."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space as displayed, from the top left corner."""
        if not self.rotation:
            return x - self.left, self.top - y
        match self.rotation:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case _:
                return self.top - y, self.right - x


class LinkArea(Record, frozen=True):
    """The rectangle of one link annotation in the page's own user space (y grows upwards), and its target."""

    left: float
    bottom: float
    right: float
    top: float
    target: str


def upright_parts(page: Page) -> tuple[Page, ...]:
    """A page whose text stands sideways in two: what is upright as displayed, heading or running line, and the rest.

    The positions of the first are those of the page as displayed (`glyphs` gives them so). Any other page is one part.
    """
    upright = [Line(held) for line in page.lines if (held := tuple(p for p in line.pieces if p.rotated))]
    if not page.turned or not upright:
        return (page,)
    rest = [Line(held) for line in page.lines if (held := tuple(p for p in line.pieces if not p.rotated))]
    size = (page.height, page.width) if page.turned in (90, 270) else (page.width, page.height)
    return Page(page.number, *size, tuple(upright)), replace(page, lines=tuple(rest))


def laid_with(page: Page, line: Line) -> Line:
    """A line of the upright part of a page that was turned, where it lies on the turned page."""
    return Line(tuple(_turned(piece, page) if piece.rotated else piece for piece in line.pieces))


def _turned(piece: TextRun, page: Page) -> TextRun:
    match page.turned:
        case 90:
            left, top, right, bottom = page.width - piece.bottom, piece.left, page.width - piece.top, piece.right
        case 180:
            left, top = page.width - piece.right, page.height - piece.bottom
            right, bottom = page.width - piece.left, page.height - piece.top
        case _:
            left, top, right, bottom = piece.top, page.height - piece.right, piece.bottom, page.height - piece.left
    return replace(piece, left=left, top=top, right=right, bottom=bottom, baseline=bottom)


def as_displayed(nodes: Sequence[Node], pages: Sequence[Page]) -> tuple[Node, ...]:
    """The nodes with their boxes as the pages are displayed."""
    turned = {page.number: page for page in pages if page.turned}
    if not turned:
        return tuple(nodes)
    return tuple(
        replace(node, place=replace(node.place, boxes=tuple(_back(box, turned) for box in node.place.boxes)))
        for node in nodes
    )


def _back(box: Box, turned: dict[int, Page]) -> Box:
    """A box of a page that was turned clockwise, turned back."""
    page = turned.get(box.page)
    if page is None:
        return box
    match page.turned:
        case 90:
            return Box(box.page, box.top, page.width - box.right, box.bottom, page.width - box.left)
        case 180:
            left, top = page.width - box.right, page.height - box.bottom
            return Box(box.page, left, top, page.width - box.left, page.height - box.top)
        case _:
            return Box(box.page, page.height - box.bottom, box.left, page.height - box.top, box.right)

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
    if not page.turned:
        return (page,)
    upright, rest = (
        tuple(Line(held) for line in page.lines if (held := tuple(p for p in line.pieces if p.rotated is apart)))
        for apart in (True, False)
    )
    return (Page(page.number, *_shown_size(page), upright), replace(page, lines=rest)) if upright else (page,)


def _shown_size(page: Page) -> tuple[float, float]:
    """Width and height of a page as displayed, which may have been turned to be read."""
    return (page.height, page.width) if page.turned in (90, 270) else (page.width, page.height)


def laid_with(page: Page, line: Line) -> Line:
    """A line of the upright part of a page that was turned, where it lies on the turned page."""
    pieces = []
    for piece in line.pieces:
        left, top, right, bottom = _turned(piece, *_shown_size(page), page.turned)
        turned = replace(piece, left=left, top=top, right=right, bottom=bottom, baseline=bottom)
        pieces.append(turned if piece.rotated else piece)
    return Line(tuple(pieces))


def as_displayed(nodes: Sequence[Node], pages: Sequence[Page]) -> tuple[Node, ...]:
    """The nodes with their boxes as the pages are displayed."""
    turned = {page.number: page for page in pages if page.turned}
    if not turned:
        return tuple(nodes)
    made = []
    for node in nodes:
        found = ((box, turned.get(box.page)) for box in node.place.boxes)
        boxes = (Box(box.page, *_turned(box, on.width, on.height, 360 - on.turned)) if on else box for box, on in found)
        made.append(replace(node, place=replace(node.place, boxes=tuple(boxes))))
    return tuple(made)


def _turned(box: Box | TextRun, width: float, height: float, clockwise: int) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a box when the page that it stands on, so wide and high, is turned."""
    match clockwise:
        case 90:
            return height - box.bottom, box.left, height - box.top, box.right
        case 180:
            return width - box.right, height - box.bottom, width - box.left, height - box.top
        case _:
            return box.top, width - box.right, box.bottom, width - box.left

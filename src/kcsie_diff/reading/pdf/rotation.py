"""Pages whose text stands sideways are read turned; the boxes of their nodes are turned back here."""

from collections.abc import Sequence
from dataclasses import replace

from kcsie_diff.model.edition import Box, Node
from kcsie_diff.reading.page_model import Page


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

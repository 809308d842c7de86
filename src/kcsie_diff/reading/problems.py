"""What the reader of an edition should know about its reading: each as a Problem with a code."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kcsie_diff.model.edition import Node, NodeKind, Problem
from kcsie_diff.reading.page_model import Page, Role
from kcsie_diff.reading.page_readers import Read
from kcsie_diff.reading.pdf.file import Source
from kcsie_diff.reading.pdf.glyphs import HIDDEN_SIZE

SCANNED = 0.4
"""A page without text that a picture covers to this share is taken for a scan."""


def find(source: Source, pages: Sequence[Page], read: Read, nodes: Sequence[Node]) -> tuple[Problem, ...]:
    """Everything that is to be told about the reading of a file, that of the whole file first."""
    return (*source.problems, *_of_tags(source, read, pages), *_of_pages(source, pages), *_of_nodes(nodes))


def _of_tags(source: Source, read: Read, pages: Sequence[Page]) -> Iterator[Problem]:
    filled = [page.number for page in pages if page.lines]
    by_look = [number for number in filled if number not in read.by_tags]
    if by_look and len(by_look) == len(filled):
        yield Problem(
            "no-tags", "The file has no tags: what is a heading, a paragraph or a footnote was told from its look."
        )
    elif by_look:
        yield Problem("few-tags", f"{_told(by_look)} without tags: read by look.", by_look[0])
    if read.loose:
        message = f"{_told(read.loose)} with text that the tags leave out, read by its look."
        yield Problem("untagged-text", message, read.loose[0])
    drawn = sorted(
        {block.page for block in read.blocks if block.role is Role.FIGURE and block.page not in read.by_tags}
    )
    if drawn:
        message = f"{_told(drawn)} with a drawing and no tags: its words are told in the order in which they are drawn."
        yield Problem("layout-uncertain", message, drawn[0])
    if source.structure and source.structure.damage:
        yield Problem("damaged-tags", f"The structure tree is damaged in {source.structure.damage} places.")


def _of_pages(source: Source, pages: Sequence[Page]) -> Iterator[Problem]:
    broken = [page.number for page in pages if not page.readable]
    if broken:
        yield Problem("broken-page", f"{_told(broken)} that could not be read.", broken[0])
    scanned = [page.number for page in pages if page.picture >= SCANNED]
    if scanned:
        stem = source.name.removesuffix(".pdf").removesuffix(".PDF")
        command = f'ocrmypdf --skip-text "{source.name}" "{stem}-text.pdf"'
        message = f"{_told(scanned)} with a picture and no text: words in a picture are not read. Cure: {command}"
        yield Problem("scanned-pages", message, scanned[0])
    cropped = [page.number for page in pages if _has_cropped(page)]
    if cropped:
        yield Problem("cropped-text", f"{_told(cropped)} with text outside the visible page.", cropped[0])


def _has_cropped(page: Page) -> bool:
    return any(
        piece.hidden and piece.size >= HIDDEN_SIZE and any(character.isalnum() for character in piece.text)
        for line in page.lines
        for piece in line.pieces
    )


def _of_nodes(nodes: Sequence[Node]) -> Iterator[Problem]:
    unplaced = sorted({node.page for node in nodes if node.kind is NodeKind.UNPLACED and node.page is not None})
    if unplaced:
        yield Problem("unplaced-text", f"{_told(unplaced)} with text that could not be placed.", unplaced[0])
    for node in nodes:
        if node.kind is NodeKind.FOOTNOTE and node.parent is None:
            yield Problem("uncited-footnote", f"Nothing was found that cites footnote {node.number or '?'}.", node.page)


def _told(pages: Iterable[int]) -> str:
    """Pages as a reader would write them: "Page 3", "Pages 3-5, 9"."""
    numbers = list(pages)
    runs = [list(run) for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    told = ", ".join(f"{run[0][1]}-{run[-1][1]}" if len(run) > 1 else str(run[0][1]) for run in runs)
    return f"Page{'s' if len(numbers) > 1 else ''} {told}"

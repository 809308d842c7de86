"""The way from a file to an edition: open it, read its pages, find the blocks of each, assemble them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kcsie_diff.edition import Edition
from kcsie_diff.errors import LimitError, ReadingError
from kcsie_diff.options import Options
from kcsie_diff.reading import cover, furniture, layout, tagged
from kcsie_diff.reading.assemble import assemble
from kcsie_diff.reading.file import Source, open_file
from kcsie_diff.reading.glyphs import read_pages
from kcsie_diff.reading.pieces import Block, Page, Role
from kcsie_diff.reading.roles import Roles

COVERED = 0.5
"""A page is read by its tags where they own at least this share of its letters, running lines aside."""


def read_edition(
    path: Path,
    options: Options,
    *,
    password: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Edition:
    """Read a PDF as an edition. `progress` is told how many pages are read, and of how many.

    Raises UsageError, ReadingError or LimitError, each with code, message and hint: `no-such-file`, `empty-file`,
    `not-a-pdf`, `broken-pdf`, `encrypted`, `no-text`, `file-too-big`, `too-many-pages`, `too-much-text`.
    """
    source = open_file(path, options.limits, password)
    pages = tuple(_read(source, options, password, progress))
    _demand_text(path, pages)
    running = furniture.find(pages)
    blocks, by_tags = _blocks(source, pages, running)
    nodes = assemble(blocks, source.labels)
    told = cover.read(source.title, source.name, nodes)
    return Edition(
        title=told.title,
        file=source.name,
        sha256=source.sha256,
        pages=source.pages,
        reader="tagged" if by_tags * 2 > len(pages) else "layout",
        nodes=nodes,
        problems=source.problems,
        status=told.status,
        date=told.date,
        licence=told.licence,
        publisher=told.publisher,
        links_read=source.has_links,
    )


def _read(
    source: Source, options: Options, password: str | None, progress: Callable[[int, int], None] | None
) -> Iterator[Page]:
    left = options.limits.characters
    for page in read_pages(source.data, source.links, password):
        left -= sum(len(line.text) for line in page.lines)
        if left < 0:
            raise LimitError(
                "too-much-text",
                f"{source.name} holds more than {options.limits.characters} characters of text.",
                "Raise the limit on characters, or compare a part of the file.",
            )
        yield page
        if progress:
            progress(page.number, source.pages)


def _demand_text(path: Path, pages: Sequence[Page]) -> None:
    if not any(line.text.strip() for page in pages for line in page.lines):
        done = path.with_name(f"{path.stem}-text.pdf").name
        raise ReadingError(
            "no-text",
            f"{path.name} holds no text: its pages are pictures.",
            f"Run `ocrmypdf {path.name} {done}` and compare {done}.",
        )


def _blocks(source: Source, pages: Sequence[Page], running: furniture.Running) -> tuple[tuple[Block, ...], int]:
    """The blocks of all pages in reading order, and how many pages were read by their tags."""
    roles = Roles(source.structure) if source.structure else None
    styles = tagged.heading_styles(pages, roles, source.struct_parents) if roles else None
    bodies = [_without(page, running) for page in pages]
    keys = source.struct_parents
    tagged_pages = {
        body.number for body in bodies if roles and _coverage(body, roles, keys.get(body.number)) >= COVERED
    }
    untagged = [body for body in bodies if body.number not in tagged_pages]
    seen: dict[int, list[Block]] = {}
    for block in layout.blocks(untagged, source.bookmarks):
        seen.setdefault(block.page, []).append(block)
    blocks: list[Block] = []
    for page, body in zip(pages, bodies, strict=True):
        blocks += [Block(Role.FURNITURE, (page.lines[i],)) for i in sorted(running.get(page.number, ()))]
        found: Iterable[Block] = seen.get(page.number, ())
        if roles and styles and page.number in tagged_pages:
            found = tagged.blocks(body, roles, keys.get(page.number), styles)
        blocks += [furniture.label(page, block) for block in found]
    return tuple(blocks), len(tagged_pages)


def _without(page: Page, running: furniture.Running) -> Page:
    """A page without its running lines."""
    lines = running.get(page.number, frozenset())
    return replace(page, lines=tuple(line for i, line in enumerate(page.lines) if i not in lines))


def _coverage(page: Page, roles: Roles, key: int | None) -> float:
    """The share of a page's characters that an element owns; 1 on an empty page."""
    owned = whole = 0
    for line in page.lines:
        for piece in line.pieces:
            whole += len(piece.text)
            owned += len(piece.text) if roles.of(key, piece.mcid) else 0
    return owned / whole if whole else 1.0

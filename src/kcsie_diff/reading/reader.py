"""Reader: a file to an edition. It is opened, its pages are read, their blocks found and assembled."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kcsie_diff.errors import LimitError, ReadingError
from kcsie_diff.model.edition import Edition
from kcsie_diff.options import Options
from kcsie_diff.progress import Progress, ignore
from kcsie_diff.reading import cover, problems
from kcsie_diff.reading.assembling.tree import assemble
from kcsie_diff.reading.page_model import UNMAPPED, Page
from kcsie_diff.reading.page_readers import read_blocks
from kcsie_diff.reading.pdf.file import Source, open_file
from kcsie_diff.reading.pdf.geometry import as_displayed
from kcsie_diff.reading.pdf.glyphs import read_pages

UNREADABLE = 0.5
"""A file is refused where more than this share of its letters have no Unicode value: what is left makes no sentence."""


def read_edition(
    path: Path,
    options: Options,
    *,
    password: str | None = None,
    progress: Progress = ignore,
) -> Edition:
    """Read a PDF as an edition. Progress is in pages, under the step "read".

    Raises UsageError, ReadingError or LimitError, each with code, message and hint: `no-such-file`, `empty-file`,
    `not-a-pdf`, `broken-pdf`, `encrypted`, `no-text`, `unmapped-text`, `file-too-big`, `too-many-pages`,
    `too-much-text`.
    """
    source = open_file(path, options.limits, password)
    pages = tuple(_read(source, options, password, progress))
    _demand_text(path, pages)
    _demand_letters(path, pages)
    read = read_blocks(source, pages)
    nodes = as_displayed(assemble(read.blocks, source.labels), pages)
    front = cover.read(source.title, source.name, nodes)
    return Edition(
        title=front.title,
        file=source.name,
        sha256=source.sha256,
        pages=source.pages,
        reader="tagged" if 2 * len(read.by_tags) > len(pages) else "layout",
        nodes=nodes,
        problems=problems.find(source, pages, read, nodes),
        status=front.status,
        date=front.date,
        licence=front.licence,
        publisher=front.publisher,
        links_read=source.has_links,
    )


def _read(source: Source, options: Options, password: str | None, progress: Progress) -> Iterator[Page]:
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
        progress("read", page.number, source.pages)


def _demand_letters(path: Path, pages: Sequence[Page]) -> None:
    """Raise ReadingError `unmapped-text` where most letters of a file have no Unicode value."""
    lacking = sum(line.text.count(UNMAPPED) for page in pages for line in page.lines)
    if lacking and lacking > UNREADABLE * sum(len("".join(line.text.split())) for page in pages for line in page.lines):
        done = path.with_name(f"{path.stem}-text.pdf").name
        raise ReadingError(
            "unmapped-text",
            f"The words of {path.name} cannot be read: its fonts do not say which letters they show.",
            f'Run: ocrmypdf --force-ocr "{path.name}" "{done}"  and compare {done}.',
        )


def _demand_text(path: Path, pages: Sequence[Page]) -> None:
    if not any(line.text.strip() for page in pages for line in page.lines):
        done = path.with_name(f"{path.stem}-text.pdf").name
        raise ReadingError(
            "no-text",
            f"{path.name} has no text: its pages are pictures.",
            f'Run: ocrmypdf "{path.name}" "{done}"  and compare {done}.',
        )

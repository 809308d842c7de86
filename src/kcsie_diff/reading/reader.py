"""Reader: a file to an edition. It is opened, its pages are read, their blocks found and assembled."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kcsie_diff.errors import LimitError, ReadingError
from kcsie_diff.model.edition import Edition
from kcsie_diff.options import Options
from kcsie_diff.progress import Progress, ignore
from kcsie_diff.reading import cover, problems
from kcsie_diff.reading.assembling.tree import assemble
from kcsie_diff.reading.page_model import Page
from kcsie_diff.reading.page_readers import read_blocks
from kcsie_diff.reading.pdf.file import Source, open_file
from kcsie_diff.reading.pdf.geometry import as_displayed
from kcsie_diff.reading.pdf.glyphs import read_pages, with_true_weights
from kcsie_diff.records import replace


def read_edition(
    path: Path,
    options: Options,
    *,
    password: str | None = None,
    progress: Progress = ignore,
) -> Edition:
    """Read a PDF as an edition. Progress is in pages, under the step "read".

    Raises UsageError, ReadingError or LimitError, each with code, message and hint: `no-such-file`, `empty-file`,
    `not-a-pdf`, `broken-pdf`, `encrypted`, `unknown-encryption`, `unreadable`, `no-text`, `file-too-big`,
    `too-many-pages`, `too-much-text`.
    """
    source = open_file(path, options.limits, password)
    pages = with_true_weights(tuple(_read(source, options, password, progress)))
    _demand_text(source, pages)
    read = read_blocks(source, pages)
    source = replace(source, structure=None)  # the tree of a long file takes a quarter of all memory
    nodes = as_displayed(assemble(read.blocks, source.labels), pages)
    front = cover.read(source.title, source.name, nodes, read.blocks)
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


def _demand_text(source: Source, pages: Sequence[Page]) -> None:
    """Raise ReadingError `no-text` where no page has any, with what was found instead."""
    if any(line.text.strip() for page in pages for line in page.lines):
        return
    done = f"{Path(source.name).stem}-text.pdf"
    recognise = f'Run: ocrmypdf "{source.name}" "{done}"  and compare {done}.'
    codes = {problem.code for problem in source.problems}
    beside = [words for code, words in (("form-text", "form fields"), ("annotation-text", "notes")) if code in codes]
    if beside:
        found = f"its words are in {' and '.join(beside)}, which are not read"
        recognise = "Print it to a new PDF, which makes them part of the pages, and compare that."
    elif any(page.picture >= problems.SCANNED for page in pages):
        found = "its pages are pictures"
    elif not any(page.readable for page in pages):
        found = "its pages are damaged"
        recognise = "Download it again, or save a new copy from a PDF reader."
    else:
        found = "its pages are empty, or their letters are drawn as lines"
    raise ReadingError("no-text", f"{source.name} has no text: {found}.", recognise)

"""Reader: a file to an edition, and to the problems that the reader of a report should know about.

The file is opened, its pages are read, their blocks found and assembled.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from kcsie_diff.errors import LimitError, ReadingError
from kcsie_diff.language.normalise import clean
from kcsie_diff.model.edition import Edition, Node, NodeKind, Problem
from kcsie_diff.options import Options
from kcsie_diff.progress import Progress, ignore
from kcsie_diff.reading import cover
from kcsie_diff.reading.assembling.tree import assemble
from kcsie_diff.reading.page_model import UNMAPPED, Page, Role, TextRun
from kcsie_diff.reading.page_readers import Read, read_blocks
from kcsie_diff.reading.pdf.file import Source, open_file, quote
from kcsie_diff.reading.pdf.geometry import as_displayed
from kcsie_diff.reading.pdf.glyphs import HIDDEN_SIZE, read_pages, with_true_weights
from kcsie_diff.reading.pdf.pages import UNMAPPED_SHARE
from kcsie_diff.records import replace

TINY_WORDS = 3
"""Words. So many that are too small to be read were put there: a mark that Word leaves behind has none."""

_SPELLED = re.compile(r"[^\W\d_]{2,}")


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
        problems=(
            *source.problems,
            *_of_tags(read, pages),
            *_of_pages(source, pages),
            *_of_letters(source, pages),
            *_of_looks(pages),
            *_of_nodes(nodes),
        ),
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
    elif any(page.picture >= SCANNED for page in pages):
        found = "its pages are pictures"
    elif not any(page.readable for page in pages):
        found = "its pages are damaged"
        recognise = "Download it again, or save a new copy from a PDF reader."
    else:
        found = "its pages are empty, or their letters are drawn as lines"
    raise ReadingError("no-text", f"{source.name} has no text: {found}.", recognise)


# ---- problems ----

SCANNED = 0.4
"""A page without text counts as a scan when a picture covers this share of it."""
PICTURES = 0.1
"""So small a share of a file's pages is its flow charts and photographs; more of them were scanned."""

CAPTION, CAPTIONS = 60, 3
"""Characters of the longest caption of a picture, and how many are quoted in the sentence on pictures."""


def _of_tags(read: Read, pages: Sequence[Page]) -> Iterator[Problem]:
    filled = [page.number for page in pages if page.lines]
    by_look = [number for number in filled if number not in read.by_tags]
    if by_look and len(by_look) == len(filled):
        yield Problem(
            "no-tags", "The file has no tags. Headings, paragraphs and footnotes were recognised by their appearance."
        )
    elif by_look:
        yield Problem("few-tags", f"{_have(by_look)} no tags: read by appearance.", by_look[0])
    elif not read.heading_tags and any(block.role is Role.HEADING for block in read.blocks):
        yield Problem("no-heading-tags", "No tag names a heading. Headings were recognised by their appearance.")
    if read.loose:
        message = f"{_have(read.loose)} text that the tags leave out: read by appearance."
        yield Problem("untagged-text", message, read.loose[0])
    drawn = sorted(
        {block.page for block in read.blocks if block.role is Role.FIGURE and block.page not in read.by_tags}
    )
    if drawn:
        message = f"{_have(drawn)} a drawing and no tags: its words may be in the wrong order."
        yield Problem("layout-uncertain", message, drawn[0])
    if read.damage:
        yield Problem("damaged-tags", f"The structure tree is damaged in {read.damage} places.")


def _of_pages(source: Source, pages: Sequence[Page]) -> Iterator[Problem]:
    broken = [page.number for page in pages if not page.readable]
    if broken:
        yield Problem("broken-page", f"{_pages(broken)} could not be read.", broken[0])
    pictured = [page for page in pages if page.picture >= SCANNED]
    scanned = [page.number for page in pictured]
    if scanned:
        # The short lines beside pictures are quoted where there are a few: " but “Figure 2”".
        beside = [line.text.strip() for page in pictured for line in page.lines if any(map(str.isalpha, line.text))]
        few = 0 < len(beside) <= CAPTIONS and all(len(text) <= CAPTION for text in beside)
        captions = " but " + " and ".join(f"“{text}”" for text in beside) if few else ""
        message = (
            f"{_have(scanned)} a picture and no text{captions}. Words in a picture are not read: compare it by eye."
        )
        command = f"To read a scanned page, run: {_ocrmypdf(source, '--skip-text')}"
        cure = command if len(scanned) > PICTURES * len(pages) else ""
        yield Problem("scanned-pages", message, scanned[0], cure)


def _of_letters(source: Source, pages: Sequence[Page]) -> Iterator[Problem]:
    """Words, and not a bullet or two, whose glyphs have no Unicode value, and words outside the page."""
    counts = [(page, sum(line.text.count(UNMAPPED) for line in page.lines)) for page in pages]
    unmapped = [
        page.number for page, lacking in counts
        if lacking > 0 and lacking >= UNMAPPED_SHARE * sum(len(line.text) for line in page.lines)
    ]  # fmt: skip
    if unmapped:
        letters = sum(len("".join(line.text.split())) for page in pages for line in page.lines)
        mostly = 2 * sum(lacking for _, lacking in counts) > letters  # what is left makes no sentence
        share = "hardly a letter with a Unicode value" if mostly else "words that cannot be read"
        message = (
            f"{_have(unmapped)} {share}: a font does not say which letters it shows. Each such "
            f"letter is shown as {UNMAPPED}; a change in such words may be missed, and words may seem removed or new."
        )
        cure = f"To read it, run: {_ocrmypdf(source, '--force-ocr')}"
        yield Problem("unmapped-text", message, unmapped[0], cure)
    hidden = [
        piece for page in pages for line in page.lines for piece in line.pieces
        if piece.hidden and not piece.struck and piece.size >= HIDDEN_SIZE and any(map(str.isalnum, piece.text))
    ]  # fmt: skip
    if cropped := list(dict.fromkeys(piece.page for piece in hidden)):
        yield Problem("cropped-text", f"{_have(cropped)} text outside the visible page.", cropped[0])


def _ocrmypdf(source: Source, option: str) -> str:
    stem = source.name.removesuffix(".pdf").removesuffix(".PDF")
    return f'ocrmypdf {option} "{source.name}" "{stem}-text.pdf"'


def _of_looks(pages: Sequence[Page]) -> Iterator[Problem]:
    """Words that are struck out, and words that nobody sees: a problem for each page that has some."""
    for page in pages:
        pieces = [piece for line in page.lines for piece in line.pieces]
        struck = _words(piece for piece in pieces if piece.struck)
        if struck:
            message = f"Words on the page are struck through; they were not compared as part of the text: {struck}"
            yield Problem("struck-text", message, page.number)
        unseen = _words(piece for piece in pieces if piece.unseen)
        if sum(map(str.isalnum, unseen)) > 1 or any(map(str.isdigit, unseen)):
            message = f"Words on the page cannot be seen (covered, or in the colour of their background): {unseen}"
            yield Problem("hidden-text", message, page.number)
        tiny = _words(piece for piece in pieces if piece.size < HIDDEN_SIZE and not (piece.unseen or piece.struck))
        if len(_SPELLED.findall(tiny)) >= TINY_WORDS:
            message = f"Words on the page are too small to be read; they were not compared: {tiny}"
            yield Problem("hidden-text", message, page.number)


def _words(pieces: Iterable[TextRun]) -> str:
    """The words of some pieces, quoted; an empty text where they hold none."""
    text = clean(" ".join(piece.text for piece in pieces))
    return quote([text]) if any(map(str.isalnum, text)) else ""


def _of_nodes(nodes: Sequence[Node]) -> Iterator[Problem]:
    unplaced = sorted({node.page for node in nodes if node.kind is NodeKind.UNPLACED and node.page is not None})
    if unplaced:
        yield Problem("unplaced-text", f"{_have(unplaced)} text that could not be placed.", unplaced[0])
    for node in nodes:
        if node.kind is NodeKind.FOOTNOTE and node.parent is None:
            yield Problem(
                "uncited-footnote", f"No mark in the text refers to footnote {node.number or '?'}.", node.page
            )


def _have(pages: Sequence[int]) -> str:
    """The start of a sentence on what pages have: "Page 3 has", "Pages 3-5 have"."""
    return f"{_pages(pages)} {'has' if len(pages) == 1 else 'have'}"


def _pages(pages: Iterable[int]) -> str:
    """Pages as a reader would write them: "Page 3", "Pages 3-5, 9"."""
    numbers = list(pages)
    runs = [list(run) for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    listed = ", ".join(f"{run[0][1]}-{run[-1][1]}" if len(run) > 1 else str(run[0][1]) for run in runs)
    return f"Page{'s' if len(numbers) > 1 else ''} {listed}"

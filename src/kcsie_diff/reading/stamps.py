"""Stamps: text printed over or beside the pages that belongs to none of them, such as watermarks and sideways notices.

Input are the pages of a file, output the same pages without their stamps, and the stamps by page. A stamp has the same
letters at the same place on page after page, and is not set like the text: it is turned, much larger, or repeated all
over the page. Must not match the head of a table that continues, a running line in the margin (see `furniture`), or a
table printed sideways, which does not repeat.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from statistics import median

from kcsie_diff.language.normalise import letters
from kcsie_diff.reading.page_model import Line, Page, TextRun
from kcsie_diff.reading.pdf.pages import TURNED_LINES
from kcsie_diff.records import replace

_GRID = 6.0
"""Two places count as the same when they fall into one square of this size (points): programs round differently."""

_TURNED_PAGES = 3
"""Turned text is a stamp from so many pages on; a letter of two pages needs both."""

_SHARE = 0.8
"""Upright text must be on this share of the pages: a table head is on a few."""

_LARGER = 1.3
"""Upright text is set unlike the text from this ratio to the commonest size on: headings repeat on no other page."""

_HUGE = 2.0
"""A stamp on one page alone is set this many times as large as most text runs, or more."""

_ASLANT = 1.5
"""Ems. Turned text that is wider does not run straight up or down."""

_TILES = 3
"""The same words so often on one page are a pattern, whatever their size."""

_LETTERS = 3
"""Upright text of fewer letters says too little to be known again: an initial, a tick."""

Stamps = Mapping[int, tuple[Line, ...]]
"""The stamps of each page: page number -> lines."""


def set_aside(pages: Sequence[Page]) -> tuple[tuple[Page, ...], Stamps]:
    """The pages without their stamps, and the stamps."""
    turned = _turned(pages)
    upright = _upright(pages) if len(pages) >= _TURNED_PAGES else frozenset()
    single = frozenset(piece for page in pages for piece in _of_one_page(page))
    if not (turned or upright or single):
        return tuple(pages), {}
    stamps: dict[int, tuple[Line, ...]] = {}
    kept = []
    for page in pages:
        taken = [
            tuple(
                p for p in line.pieces if p in single or (_column(p) in turned if p.rotated else _place(p) in upright)
            )
            for line in page.lines
        ]
        lines = (_without(line, some) if some else line for line, some in zip(page.lines, taken, strict=True))
        kept.append(replace(page, lines=tuple(line for line in lines if line is not None)))
        stamps[page.number] = tuple(Line(some) for some in taken if some)
    return tuple(kept), {number: lines for number, lines in stamps.items() if lines}


def _without(line: Line, taken: Collection[TextRun]) -> Line | None:
    rest = tuple(piece for piece in line.pieces if piece not in taken)
    return Line(rest) if any(piece.text.strip() for piece in rest) else None


def _turned(pages: Sequence[Page]) -> frozenset[float]:
    """The columns of turned text whose letters are the same on several pages."""
    pages = [page for page in pages if not _is_turned(page)]
    columns: dict[float, dict[int, str]] = defaultdict(lambda: defaultdict(str))
    for page in pages:
        for piece in sorted(_pieces(page, lambda piece: piece.rotated), key=lambda piece: (piece.baseline, piece.left)):
            columns[_column(piece)][page.number] += letters(piece.text)
    found = set()
    for column, texts in columns.items():
        [(_, count)] = Counter(_shape(text) for text in texts.values()).most_common(1)
        if count >= min(_TURNED_PAGES, max(2, len(pages))):
            found.add(column)
    return frozenset(found)


def _of_one_page(page: Page) -> Iterator[TextRun]:
    """What shows itself as a stamp on a page alone: a pattern, or words far larger than the text, aslant or across it.

    Must not match a title, which no line of text crosses, nor the heading or words of a table that is printed sideways.
    """
    pieces = list(_pieces(page, lambda piece: bool(piece.text.strip())))
    upright = [piece for piece in pieces if not piece.rotated]
    if not upright or page.turned:
        return
    large = _HUGE * median(piece.size for piece in upright)
    for piece in pieces:
        # Text that runs straight up or down is as wide as its letters are high.
        aslant = piece.rotated and piece.right - piece.left > _ASLANT * piece.size
        if piece.size > large and (aslant or (not piece.rotated and _is_crossed(piece, upright))):
            yield piece
    turned = [piece for piece in pieces if piece.rotated]
    if len(turned) >= _TILES and len({letters(piece.text) for piece in turned}) == 1:
        yield from turned


def _is_crossed(large: TextRun, pieces: Sequence[TextRun]) -> bool:
    """Whether lines of text run through the letters of a text run. They run beside a large initial."""
    if len(letters(large.text)) < _LETTERS:
        return False
    top, bottom = large.baseline - 0.6 * large.size, large.baseline - 0.1 * large.size
    return any(
        top < piece.baseline < bottom and piece.left < large.right and piece.right > large.left for piece in pieces
    )


def _is_turned(page: Page) -> bool:
    """Whether most of a page is turned: a wide table printed sideways, which fills more lines than a notice."""
    size = [0, 0]
    for piece in _pieces(page, lambda _: True):
        size[piece.rotated] += len(piece.text)
    return size[1] > size[0] and len({_column(piece) for piece in _pieces(page, lambda p: p.rotated)}) >= TURNED_LINES


def _upright(pages: Sequence[Page]) -> frozenset[tuple[str, int, int]]:
    """The places of upright text that most pages have, and that is set unlike the rest."""
    every = [(page, list(_pieces(page, lambda piece: not piece.rotated))) for page in pages]
    sizes: Counter[int] = Counter()
    for _, pieces in every:
        for piece in pieces:
            sizes[round(piece.size)] += len(piece.text)
    body = sizes.most_common(1)[0][0] if sizes else 0
    seen: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for page, pieces in every:
        words = Counter(piece.text for piece in pieces)
        for piece in pieces:
            unlike = piece.size > _LARGER * body or words[piece.text] >= _TILES
            if unlike and len(letters(piece.text)) >= _LETTERS:
                seen[_place(piece)].add(page.number)
    return frozenset(place for place, on in seen.items() if len(on) >= _SHARE * len(pages))


def _pieces(page: Page, wanted: Callable[[TextRun], bool]) -> Iterator[TextRun]:
    return (piece for line in page.lines for piece in line.pieces if wanted(piece))


def _column(piece: TextRun) -> float:
    return round(piece.left / _GRID)


def _place(piece: TextRun) -> tuple[str, int, int]:
    return letters(piece.text), round(piece.left / _GRID), round(piece.baseline / _GRID)


def _shape(text: str) -> str:
    """The letters of a text without its figures: a stamp may count the copies or pages."""
    return "".join(letter for letter in text if not letter.isdigit())

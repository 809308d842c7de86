"""What a page prints beside its text: running headers and footers, page numbers, watermarks and sideways notices.

A stamp has the same letters at the same place on page after page, and is not set like the text: it is turned, much
larger, or repeated all over the page. Must not match the head of a table that continues, a running line in the margin,
or a table printed sideways, which does not repeat.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from kcsie_diff.language import labels
from kcsie_diff.language.normalise import fold, letters
from kcsie_diff.reading.layout.tolerances import TOLERANCES
from kcsie_diff.reading.page_model import Line, Page, PageBlock, Role, TextRun
from kcsie_diff.reading.pdf.pages import TURNED_LINES
from kcsie_diff.records import replace

MARGIN = 0.12
"""Running headers and footers stand in the outer part of the page's height."""

Running = Mapping[int, frozenset[int]]
"""The running lines of each page: page number -> indices into its lines."""

REPEATS = 3
"""A line that stands at the same height on this many pages that follow each other evenly is a running one."""

MANY = 5
"""Where pages between them are left out and no figure counts the pages, it takes this many close to each other."""

APART = 2.0
"""Ems. In a file too short for REPEATS a running line stands this far from the text, where a first line is closer."""

AS_TEXT = 1.1
"""Ratio to the size of most lines. In such a file a larger line is a heading."""

_FIGURES = re.compile(r"\d+|\b[ivxlc]+\b")
_DIGITS = re.compile(r"[0-9]{1,9}")
_AT_END = re.compile(r"^[0-9]{1,4}(?=\s)|(?<=\s)[0-9]{1,4}$")


def find(pages: Sequence[Page]) -> Running:
    """The running lines of each page: page number -> indices into its lines.

    A running line stands in the outer eighth of the page, at the same height and with the same words (figures aside) as
    on two other pages at least, and no line of text stands further out than it does. Must not match the first line of a
    text, whose words differ from page to page, the first line of notes that begin alike on pages near each other, nor
    the head of a table, which stands within the page as often. Two pages on one sheet count as two. Where a line says
    that a table or a listing goes on over the page, that is none of the text either.
    """
    found: defaultdict[int, set[int]] = defaultdict(set)
    for page in pages:
        for index, line in enumerate(page.lines):
            if labels.is_continued(line.text):
                found[page.number].add(index)
    sides = [(page, indices) for page in pages for indices in _sides(page)]
    if len(sides) == len(pages):
        for on, running in _running(pages).items():
            found[on].update(running)
    else:
        single = [
            replace(page, number=number, lines=tuple(page.lines[i] for i in indices))
            for number, (page, indices) in enumerate(sides, 1)
        ]
        for number, running in _running(single).items():
            page, indices = sides[number - 1]
            found[page.number].update(indices[i] for i in running)
    return {number: frozenset(indices) for number, indices in found.items()}


def _sides(page: Page) -> tuple[Sequence[int], ...]:
    """The lines, by index, of the two pages that are printed on one sheet; all lines where it is one page.

    Matches a sheet wider than high with nothing across its middle, whose left side is drawn before the right one.
    """
    lines, middle = page.lines, page.width / 2
    count = sum(line.right <= middle for line in lines)
    apart = all(line.right <= middle for line in lines[:count]) and all(line.left >= middle for line in lines[count:])
    if page.width > page.height and apart and 0 < count < len(lines):
        return range(count), range(count, len(lines))
    return (range(len(lines)),)


def _running(pages: Sequence[Page]) -> Running:
    """The running lines of pages that each stand on a sheet of their own."""
    places: dict[tuple[str, int], set[tuple[int, int]]] = defaultdict(set)
    for page in pages:
        heads = _heads(page)
        for index, line in enumerate(page.lines):
            if in_margin(page, line) and not any(top < line.baseline < bottom for top, bottom in heads):
                shape = _shape(line)
                for height in {round(line.baseline / 4), round((line.baseline + 2) / 4)}:
                    places[shape, height].add((page.number, index))
    sheets = {page.number: page for page in pages}
    repeated = {place: spots for place, spots in places.items() if _runs(spots, sheets)}
    if len(pages) <= REPEATS:
        twice = {place: spots for place, spots in places.items() if len({page for page, _ in spots}) > 1}
        beside = {spot for spots in twice.values() for spot in spots}
        repeated |= {
            place: spots for place, spots in twice.items()
            if all(_is_apart(sheets[page], index, {i for on, i in beside if on == page}) for page, index in spots)
        }  # fmt: skip
    within = _within(pages, {text for text, _ in repeated if letters(text)})
    found: dict[int, set[int]] = defaultdict(set)
    for (text, _), spots in repeated.items():
        if 2 * within[text] < len(spots):
            for number, index in spots:
                found[number].add(index)
    if len(pages) == 1:
        found[pages[0].number].update(_own_number(pages[0]))
    for number, index in _beside_page_numbers(sheets, found):
        found[number].add(index)
    outer = {number: _outermost(sheets[number], indices) for number, indices in found.items()}
    return {number: indices for number, indices in outer.items() if indices}


def _heads(page: Page) -> list[tuple[float, float]]:
    """Where shapes begin in the upper margin and end below it with text beside that is not in the margin.

    So do the cells of a table's head. Must not match the bar behind a running header, or a frame around the page.
    """
    edge = MARGIN * page.height
    crossing = {
        (s.top, s.bottom) for s in page.strokes
        if s.top < edge < s.bottom < 2 * edge and s.right - s.left > TOLERANCES.shape_width
    }  # fmt: skip
    return [place for place in crossing if any(edge <= line.baseline < place[1] for line in page.lines)]


def _own_number(page: Page) -> Collection[int]:
    """The last line of a file of one page, which nothing can repeat, where it holds the number of the page alone."""
    last = len(page.lines) - 1
    is_own = last > 0 and page.lines[last].text.strip(" -–|") == str(page.number)
    return (last,) if is_own and in_margin(page, page.lines[last]) and _is_apart(page, last, ()) else ()


def _beside_page_numbers(sheets: Mapping[int, Page], found: Mapping[int, Collection[int]]) -> Iterator[tuple[int, int]]:
    """The lines that begin or end with the number of their page, level with the running lines of many others that do.

    Matches "3.7. Base system 17", the title of a section that is on this page alone. Must not match the last line of a
    list of contents, nor a line of text that ends with another figure.
    """
    counted: Counter[tuple[int, int]] = Counter()
    for number, indices in found.items():
        page = sheets[number]
        counted.update({one for index in indices for one in _page_numbers(page, page.lines[index])})
    usual = {one for one, pages in counted.items() if pages >= MANY}
    for number, page in sheets.items() if usual else ():
        for index, line in enumerate(page.lines):
            if in_margin(page, line) and not usual.isdisjoint(_page_numbers(page, line)):
                yield number, index


def _page_numbers(page: Page, line: Line) -> set[tuple[int, int]]:
    """The height of a line, and by how much its page comes after each number that the line begins or ends with."""
    return {(round(line.baseline / 4), page.number - int(found[0])) for found in _AT_END.finditer(line.text.strip())}


def _shape(line: Line) -> str:
    return _FIGURES.sub("#", fold(line.text))


def _within(pages: Iterable[Page], texts: Collection[str]) -> Counter[str]:
    """On how many pages each of some texts stands as a line of its own, not in the margins."""
    found: Counter[str] = Counter()
    first = {text[:1] for text in texts}  # a look that spares nearly every line the folding
    for page in pages:
        lines = (line for line in page.lines if line.text.lstrip()[:1].casefold()[:1] in first or "#" in first)
        found.update({shape for line in lines if not in_margin(page, line) and (shape := _shape(line)) in texts})
    return found


def _outermost(page: Page, running: Collection[int]) -> frozenset[int]:
    """Those of the running lines of a page beyond which nothing stands but running lines and page numbers."""
    margins = (line for index, line in enumerate(page.lines) if index not in running and in_margin(page, line))
    text = [line for line in margins if _is_text(page, line)]
    middle = page.height / 2
    above = min((line.baseline for line in text if line.top < middle), default=page.height)
    below = max((line.top for line in text if line.top >= middle), default=0.0)
    lines = ((index, page.lines[index]) for index in running)
    return frozenset(i for i, line in lines if (line.top <= above if line.top < middle else line.baseline >= below))


def _is_apart(page: Page, index: int, beside: Collection[int]) -> bool:
    """Whether a line stands well apart from the text of its page and is set no larger; `beside` repeat as it does."""
    line = page.lines[index]
    text = [other for at, other in enumerate(page.lines) if at not in beside and _is_text(page, other)]
    if not text or line.size > AS_TEXT * median(other.size for other in text):
        return False
    return all(abs(other.baseline - line.baseline) >= APART * line.size for other in text)


def _is_text(page: Page, line: Line) -> bool:
    return bool(letters(line.text)) and not is_page_number(page, line) and not all(p.hidden for p in line.pieces)


def _runs(spots: Collection[tuple[int, int]], sheets: Mapping[int, Page]) -> bool:
    """Whether lines of the same words stand on pages that follow each other, and their figures allow it.

    Matches the pages of a short annex, left pages alone, most pages of a chapter; "Page 12 of 80", "3-12" and "Part 2",
    which starts anew with a chapter. Must not match a passage that three pages near each other repeat at the same
    height, nor paragraphs of the same words whose numbers count paragraphs.
    """
    # From each line to the next, for each figure in them: by how many pages, and by how much the figure grows.
    printed = [(page, [int(one) for one in _DIGITS.findall(sheets[page].lines[i].text)]) for page, i in sorted(spots)]
    steps = [
        (later - earlier, after - before)
        for (earlier, old), (later, new) in pairwise(printed)
        for before, after in zip(old, new, strict=False)
    ]
    counting = sum(figure == pages for pages, figure in steps)
    if 2 * (counting + sum(figure == 0 for _, figure in steps)) < len(steps):
        return False
    ordered = sorted({number for number, _ in spots})
    even = any(b - a == c - b <= 2 for a, b, c in zip(ordered, ordered[1:], ordered[2:], strict=False))
    least = REPEATS if counting else MANY
    return even or any(late - early < 3 * least for early, late in zip(ordered, ordered[least - 1 :], strict=False))


def in_margin(page: Page, line: Line) -> bool:
    """Whether a line stands in the outer part of the height of its page, above or below."""
    return line.baseline < MARGIN * page.height or line.top > (1 - MARGIN) * page.height


def is_page_number(page: Page, line: Line) -> bool:
    """Whether a line is a page number: it stands in the margin and holds nothing else."""
    return in_margin(page, line) and labels.is_page_number(line.text)


def label(page: Page, block: PageBlock) -> PageBlock:
    """A block as it is, or labelled as furniture where it holds page numbers or hidden words alone."""
    pieces = (piece for line in block.lines for piece in line.pieces)
    beside = block.role is Role.UNPLACED and (
        all(is_page_number(page, line) for line in block.lines) or all(piece.hidden for piece in pieces)
    )
    return replace(block, role=Role.FURNITURE) if beside else block


# ---- stamps ----

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
        left, stamped = [], []
        for line in page.lines:
            taken = [
                p for p in line.pieces if p in single or (_column(p) in turned if p.rotated else _place(p) in upright)
            ]
            if not taken:
                left.append(line)
                continue
            stamped.append(Line(tuple(taken)))
            rest = tuple(piece for piece in line.pieces if piece not in taken)
            if any(piece.text.strip() for piece in rest):
                left.append(Line(rest))
        kept.append(replace(page, lines=tuple(left)))
        stamps[page.number] = tuple(stamped)
    return tuple(kept), {number: lines for number, lines in stamps.items() if lines}


def _turned(pages: Sequence[Page]) -> frozenset[int]:
    """The columns of turned text whose letters are the same on several pages."""
    pages = [page for page in pages if not _is_turned(page)]
    columns: dict[int, dict[int, str]] = defaultdict(lambda: defaultdict(str))
    for page in pages:
        for piece in sorted(_pieces(page, lambda piece: piece.rotated), key=lambda piece: (piece.baseline, piece.left)):
            columns[_column(piece)][page.number] += letters(piece.text)
    found = set()
    for column, texts in columns.items():
        # The letters without the figures, since a stamp may count the copies or pages.
        spelt = Counter("".join(letter for letter in text if not letter.isdigit()) for text in texts.values())
        [(_, count)] = spelt.most_common(1)
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
    for piece in (one for one in pieces if one.size > large):
        # Text that runs straight up or down is as wide as its letters are high. Lines run beside a large initial.
        top, bottom = piece.baseline - 0.6 * piece.size, piece.baseline - 0.1 * piece.size
        across = (one for one in upright if top < one.baseline < bottom and one.left < piece.right)
        crossed = len(letters(piece.text)) >= _LETTERS and any(one.right > piece.left for one in across)
        aslant = piece.right - piece.left > _ASLANT * piece.size
        if (piece.rotated and aslant) or (crossed and not piece.rotated):
            yield piece
    turned = [piece for piece in pieces if piece.rotated]
    if len(turned) >= _TILES and len({letters(piece.text) for piece in turned}) == 1:
        yield from turned


def _is_turned(page: Page) -> bool:
    """Whether most of a page is turned: a wide table printed sideways, which fills more lines than a notice."""
    turned = list(_pieces(page, lambda piece: piece.rotated))
    most = 2 * sum(len(piece.text) for piece in turned) > sum(len(line.text) for line in page.lines)
    return most and len({_column(piece) for piece in turned}) >= TURNED_LINES


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


def _column(piece: TextRun) -> int:
    return round(piece.left / _GRID)


def _place(piece: TextRun) -> tuple[str, int, int]:
    return letters(piece.text), _column(piece), round(piece.baseline / _GRID)

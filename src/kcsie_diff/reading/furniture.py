"""What a page prints beside its text: running headers and footers, page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median

from kcsie_diff.language.normalise import fold, letters
from kcsie_diff.reading.page_model import Line, Page, PageBlock, Role
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

_PAGE_NUMBER = re.compile(r"(?:page )?[-–|]? ?(?:\d{1,4}|[ivxlc]{1,7})(?: ?(?:of|/) ?\d{1,4})? ?[-–|]?", re.IGNORECASE)
_FIGURES = re.compile(r"\d+|\b[ivxlc]+\b")
_DIGITS = re.compile(r"[0-9]{1,9}")


def find(pages: Sequence[Page]) -> Running:
    """The running lines of each page: page number -> indices into its lines.

    A running line stands in the outer eighth of the page, at the same height and with the same words (figures aside) as
    on two other pages at least, and no line of text stands further out than it does. Must not match the first line of a
    text, whose words differ from page to page, the first line of notes that begin alike on pages near each other, nor
    the head of a table, which stands within the page as often. Two pages on one sheet count as two.
    """
    sides = [(page, indices) for page in pages for indices in _sides(page)]
    if len(sides) == len(pages):
        return _running(pages)
    single = [
        replace(page, number=number, lines=tuple(page.lines[i] for i in indices))
        for number, (page, indices) in enumerate(sides, 1)
    ]
    found: dict[int, set[int]] = defaultdict(set)
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
        for index, line in enumerate(page.lines):
            if in_margin(page, line):
                shape = _shape(line)
                for height in {round(line.baseline / 4), round((line.baseline + 2) / 4)}:
                    places[shape, height].add((page.number, index))
    sheets = {page.number: page for page in pages}
    repeated = {place: spots for place, spots in places.items() if _runs(spots, sheets)}
    if len(pages) <= REPEATS:
        twice = {place: spots for place, spots in places.items() if len({page for page, _ in spots}) > 1}
        beside = {spot for spots in twice.values() for spot in spots}
        apart = (
            (place, spots) for place, spots in twice.items()
            if all(_is_apart(sheets[page], index, {i for on, i in beside if on == page}) for page, index in spots)
        )  # fmt: skip
        repeated |= dict(apart)
    within = _within(pages, {text for text, _ in repeated if letters(text)})
    found: dict[int, set[int]] = defaultdict(set)
    for (text, _), spots in repeated.items():
        if 2 * within[text] < len(spots):
            for number, index in spots:
                found[number].add(index)
    outer = {number: _outermost(sheets[number], indices) for number, indices in found.items()}
    return {number: indices for number, indices in outer.items() if indices}


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
    steps = _steps(spots, sheets)
    counting = sum(figure == pages for pages, figure in steps)
    if 2 * (counting + sum(figure == 0 for _, figure in steps)) < len(steps):
        return False
    ordered = sorted({number for number, _ in spots})
    even = any(b - a == c - b <= 2 for a, b, c in zip(ordered, ordered[1:], ordered[2:], strict=False))
    least = REPEATS if counting else MANY
    return even or any(late - early < 3 * least for early, late in zip(ordered, ordered[least - 1 :], strict=False))


def _steps(spots: Collection[tuple[int, int]], sheets: Mapping[int, Page]) -> list[tuple[int, int]]:
    """From each line to the next, for each figure in them: by how many pages, and by how much the figure grows."""
    printed = [(page, [int(one) for one in _DIGITS.findall(sheets[page].lines[i].text)]) for page, i in sorted(spots)]
    return [
        (later - earlier, after - before)
        for (earlier, old), (later, new) in pairwise(printed)
        for before, after in zip(old, new, strict=False)
    ]


def in_margin(page: Page, line: Line) -> bool:
    """Whether a line stands in the outer part of the height of its page, above or below."""
    return line.baseline < MARGIN * page.height or line.top > (1 - MARGIN) * page.height


def is_page_number(page: Page, line: Line) -> bool:
    """Whether a line is a page number: it stands in the margin and holds nothing else."""
    return in_margin(page, line) and _PAGE_NUMBER.fullmatch(fold(line.text)) is not None


def label(page: Page, block: PageBlock) -> PageBlock:
    """A block as it is, or labelled as furniture where it holds page numbers or hidden words alone."""
    if block.role is Role.UNPLACED and (
        all(is_page_number(page, line) for line in block.lines)
        or all(piece.hidden for line in block.lines for piece in line.pieces)
    ):
        return replace(block, role=Role.FURNITURE)
    return block

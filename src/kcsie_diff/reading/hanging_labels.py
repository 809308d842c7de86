"""Labels that hang beside the text: pages to pages on which each stands at the start of its words.

A bullet may be drawn as a shape, as browsers do: it becomes the sign that a person sees. A number may stand in the
margin: there bare figures count printed lines, and are furniture, or paragraphs.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from statistics import median

from kcsie_diff.language.labels import has_leader
from kcsie_diff.reading.furniture import in_margin
from kcsie_diff.reading.page_model import Line, Page, Stroke, TextRun
from kcsie_diff.records import Record, replace

# ---- bullets ----

SIGN = "• "

SMALLEST, LARGEST = 0.2, 0.6
"""Ems. A dot is as wide as that and about as high: a stop is smaller, a box to tick larger."""

ROUND = 0.15
"""Ems. A dot is about as high as it is wide: the two differ by no more."""

LOWEST, HIGHEST = 0.1, 0.6
"""Ems. The middle of a dot stands between these heights above the baseline of its words."""

REACH = 2.5
"""Ems. The words begin no further behind their bullet."""

FEWEST = 2
"""Dots. As many stand under each other in a file: a lone one may be a part of a picture."""

MOST = 200
"""Dots. A page with more is a drawing: each is held against each line."""


def with_drawn_bullets(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages, a bullet before each line that begins behind a drawn dot.

    Must not match the dots of a chart or a leader, which stand beyond the words or within them, nor a box to tick.
    """
    found = {page.number: dict(_bulleted(page)) for page in pages if page.strokes}
    edges = Counter(round(dot.left) for held in found.values() for dot in held.values())
    made = []
    for page in pages:
        signs = {at: dot for at, dot in found.get(page.number, {}).items() if edges[round(dot.left)] >= FEWEST}
        lines = list(page.lines)
        for at, dot in signs.items():
            first = lines[at].pieces[0]
            sign = replace(first, text=SIGN, left=dot.left, right=dot.right, link=None, mark=False, raised=False)
            lines[at] = Line((sign, *lines[at].pieces))
        made.append(replace(page, lines=tuple(lines)) if signs else page)
    return tuple(made)


def _bulleted(page: Page) -> Iterator[tuple[int, Stroke]]:
    """The lines of a page, by index, that begin behind a dot."""
    most = LARGEST * max((line.size for line in page.lines), default=0.0)
    dots = [s for s in page.strokes if 0 < s.right - s.left <= most and 0 < s.bottom - s.top <= most]
    for dot in dots if len(dots) <= MOST else ():
        level = [
            (line.left, at) for at, line in enumerate(page.lines) if line.right > dot.left and _is_level(dot, line)
        ]
        left, at = min(level, default=(0.0, 0))
        if dot.right < left < dot.right + REACH * page.lines[at].size:
            yield at, dot


def _is_level(dot: Stroke, line: Line) -> bool:
    """Whether a shape is a dot of the size that a line has, and stands at the height of its small letters."""
    width, height, size = dot.right - dot.left, dot.bottom - dot.top, line.size
    if not SMALLEST * size <= width <= LARGEST * size or abs(width - height) > ROUND * size:
        return False
    return LOWEST * size < line.baseline - (dot.top + dot.bottom) / 2 < HIGHEST * size


# ---- numbers in the margin ----

LineNumbers = Mapping[int, tuple[Line, ...]]
"""The line numbers of each page: page number -> a line that holds them all."""

_DIGITS = 4
"""Figures. A number in the margin has no more."""

_LONG = 9
"""Characters. A text run of so many or more is no number, whatever space it has: most are, and need no further look."""

_UNDER = 1.0
"""Points. Numbers whose left or right edges differ by less stand under each other."""

_LEVEL = 0.3
"""Ems. Text runs whose baselines differ by no more are of one printed row."""

_AGREE = 0.8
"""At least this share of the steps from number to number must count the rows between them, or one paragraph."""

_STEPS = 3
"""Steps. Fewer of them tell line numbers only where each counts several lines."""

_EVERY = 5
"""Where not every line has its number, every fifth has, or every tenth."""

_FULL = 0.85
"""A row that fills this share of the width of the text is running text, not an entry of a list."""

_LARGER = 1.05
"""Type larger than that of most numbered rows by this factor is a heading's, which needs no number of a paragraph."""

_CELL_GAP = 2.0
"""Ems. A wider gap within a row parts cells."""


class _Numbered(Record, frozen=True):
    """A figure at the end of a row and the text of that row; `row` counts the printed rows of the page from 0.

    `outside` says that the figure stands beyond all text of its page.
    """

    page: int
    row: int
    figure: TextRun
    text: tuple[TextRun, ...]
    full: bool
    outside: bool

    @property
    def value(self) -> int:
        """The number."""
        return int(self.figure.text)


def with_marginal_numbers(pages: Sequence[Page]) -> tuple[tuple[Page, ...], LineNumbers]:
    """The pages without line numbers and with paragraph numbers before their paragraphs, and the line numbers.

    Bare figures that stand outside the text, on either side and level with its lines, count printed lines ("5", "10",
    "15") or paragraphs; a paragraph number gets a stop behind it as elsewhere. Must not match the page number, a column
    of a table or a list of contents.
    """
    if not any(map(_has_figure_outside, pages)):
        return tuple(pages), {}
    numbered = sorted((one for page in pages for one in _at_ends(page)), key=_column)
    drop: set[TextRun] = set()
    labels: dict[TextRun, str] = {}
    furniture: dict[int, tuple[Line, ...]] = {}
    for _, group in groupby(numbered, key=_column):
        found = _in_margin_column(list(group))
        counts_lines = bool(found) and _count_lines(found)
        if not found or not (counts_lines or _count_paragraphs(found)):
            continue
        drop.update(one.figure for one in found)
        if not counts_lines:
            labels.update((one.text[0], f"{one.value}. ") for one in _beside_paragraphs(found))
            continue
        for page, held in groupby(found, key=lambda one: one.page):
            spaced = tuple(replace(one.figure, text=f"{one.value} ") for one in held)
            furniture[page] = (*furniture.get(page, ()), Line(spaced))
    return tuple(_changed(page, drop, labels) for page in pages) if drop else tuple(pages), furniture


def _column(one: _Numbered) -> tuple[bool, float]:
    """What the figures of one count share: their margin and their size. Page numbers of contents are set larger."""
    return one.figure.left > one.text[0].left, one.figure.size


def _changed(page: Page, drop: set[TextRun], labels: Mapping[TextRun, str]) -> Page:
    """A page without some text runs, and with a label before each of some others."""
    lines = []
    for line in page.lines:
        pieces: list[TextRun] = []
        for piece in line.pieces:
            if piece in labels:
                width = 2.0 * piece.size
                pieces.append(replace(piece, text=labels[piece], left=piece.left - width, right=piece.left - width / 2))
            if piece not in drop:
                pieces.append(piece)
        if pieces:
            lines.append(line if tuple(pieces) == line.pieces else Line(tuple(pieces)))
    return replace(page, lines=tuple(lines))


def _in_margin_column(group: Sequence[_Numbered]) -> list[_Numbered]:
    """Those of some figures that stand beyond the text of their page, or right under others where a line juts out."""
    outside = [one.figure for one in group if one.outside]
    if not outside:
        return []
    left, right = median(one.left for one in outside), median(one.right for one in outside)
    return [
        one for one in group
        if one.outside or abs(one.figure.left - left) < _UNDER or abs(one.figure.right - right) < _UNDER
    ]  # fmt: skip


def _beside_paragraphs(found: Sequence[_Numbered]) -> list[_Numbered]:
    """Those of some numbers that stand beside running text, and not beside a heading: larger than most, or bold."""
    largest = _LARGER * median(one.text[0].size for one in found)
    bold = [all(piece.bold for piece in one.text) for one in found]
    mixed = sum(bold) < len(found) / 2
    return [
        one for one, is_bold in zip(found, bold, strict=True) if one.text[0].size <= largest and not (mixed and is_bold)
    ]


def _at_ends(page: Page) -> Iterator[_Numbered]:
    """The figures that a row of a page begins or ends with, each with its row."""
    left, right = _text_edges(page)
    for number, row in enumerate(_rows([piece for line in page.lines for piece in line.pieces if _is_seen(piece)])):
        for figure, text in ((row[0], row[1:]), (row[-1], row[:-1])):
            if text and _is_figure(figure):
                full = text[-1].right - text[0].left > _FULL * (right - left)
                yield _Numbered(page.number, number, figure, tuple(text), full, _is_outside(figure, left, right))


def _has_figure_outside(page: Page) -> bool:
    """Whether a figure stands beyond all text of a page."""
    pieces = (piece for line in page.lines for piece in line.pieces if len(piece.text) < _LONG)
    figures = list(filter(_is_figure, pieces))
    left, right = _text_edges(page) if figures else (0.0, 0.0)
    return any(_is_outside(figure, left, right) for figure in figures)


def _text_edges(page: Page) -> tuple[float, float]:
    """The left and the right edge of all text of a page but figures, and but what stands above or below the text."""
    inner = (line for line in page.lines if not in_margin(page, line))
    words = [piece for line in inner for piece in line.pieces if len(piece.text) >= _LONG or not _is_figure(piece)]
    return min((piece.left for piece in words), default=0.0), max((piece.right for piece in words), default=page.width)


def _is_figure(piece: TextRun) -> bool:
    """Whether a text run that is seen is a number of at most four figures."""
    text = piece.text.strip()
    return len(text) <= _DIGITS and text.isdecimal() and _is_seen(piece)


def _is_seen(piece: TextRun) -> bool:
    return bool(piece.text.strip()) and not (piece.rotated or piece.hidden or piece.raised)


def _is_outside(figure: TextRun, left: float, right: float) -> bool:
    return figure.right <= left or figure.left >= right


def _rows(pieces: Sequence[TextRun]) -> list[list[TextRun]]:
    """The printed rows of a page from the top down, each from left to right."""
    rows: list[list[TextRun]] = []
    for piece in sorted(pieces, key=lambda piece: piece.baseline):
        if rows and piece.baseline - rows[-1][0].baseline <= _LEVEL * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _count_lines(found: Sequence[_Numbered]) -> bool:
    """Whether figures count printed lines: each step is as many as there are rows between.

    Matches a figure at every line, some of which begin within a sentence, one at every fifth, and the 5 at the fifth
    row of a page that has no tenth. Must not match a list of short lines, each with a number.
    """
    steps = [(b.value - a.value, b.row - a.row) for a, b in pairwise(found) if a.page == b.page]
    if not steps:
        return all(one.value == one.row + 1 and one.value % _EVERY == 0 for one in found)
    counting = [step for step, rows in steps if step == rows]
    if not counting or len(counting) < _AGREE * len(steps):
        return False
    if min(counting) > 1:
        return len(set(counting)) == 1
    return len(counting) >= _STEPS and any(one.text[0].text.lstrip()[:1].islower() for one in found)


def _count_paragraphs(found: Sequence[_Numbered]) -> bool:
    """Whether figures count paragraphs: one after the other, beside rows of running text that mostly goes on below.

    Must not match a list of contents, whose rows are short or hold a leader, nor a table, whose rows hold cells.
    """
    steps = [(b.value - a.value, b.row - a.row) for a, b in pairwise(found)]
    by_one = [rows for step, rows in steps if step == 1]
    beside = _beside_paragraphs(found)
    plain = 0
    for row in (one.text for one in found):
        has_cells = any(b.left - a.right > _CELL_GAP * b.size for a, b in pairwise(row))
        plain += not has_cells and not has_leader("".join(piece.text for piece in row) + " 1")
    return (
        len(by_one) >= max(_STEPS, _AGREE * len(steps))
        and len(found) >= 2 * len({one.page for one in found})
        and sum(rows != 1 for rows in by_one) > len(by_one) / 3
        and sum(one.full for one in beside) > len(beside) / 2
        and plain >= _AGREE * len(found)
    )

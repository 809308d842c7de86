"""Numbers in the margin: pages to pages without line numbers, and with each paragraph number before its paragraph.

Bare figures that stand outside the text, on either side and level with its lines, count printed lines ("5", "10", "15")
or paragraphs. Line numbers are furniture; a paragraph number goes before the first line of its paragraph, with a stop
behind it as elsewhere. Must not match the page number, a column of a table or a list of contents.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from kcsie_diff.language.labels import has_leader
from kcsie_diff.reading.furniture import in_margin
from kcsie_diff.reading.page_model import Line, Page, TextRun
from kcsie_diff.records import Record, replace

LineNumbers = Mapping[int, tuple[Line, ...]]
"""The line numbers of each page: page number -> a line that holds them all."""

_NUMBER = re.compile(r"\d{1,4}")

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

_CELL_GAP = 2.0
"""Ems. A wider gap within a row parts cells."""


class _Numbered(Record, frozen=True):
    """A figure in the margin and the text of its row; `row` counts the printed rows of the page from 0."""

    page: int
    row: int
    figure: TextRun
    text: tuple[TextRun, ...]
    full: bool

    @property
    def value(self) -> int:
        """The number."""
        return int(self.figure.text)

    @property
    def on_right(self) -> bool:
        """Whether the figure stands in the right margin."""
        return self.figure.left > self.text[0].left


def resolve(pages: Sequence[Page]) -> tuple[tuple[Page, ...], LineNumbers]:
    """The pages without line numbers and with paragraph numbers before their paragraphs, and the line numbers."""
    numbered = sorted((one for page in pages for one in _in_margins(page)), key=lambda one: one.on_right)
    drop: set[TextRun] = set()
    labels: dict[TextRun, str] = {}
    furniture: dict[int, tuple[Line, ...]] = {}
    for _, group in groupby(numbered, key=lambda one: one.on_right):
        found = list(group)
        counts_lines = _count_lines(found)
        if not (counts_lines or _count_paragraphs(found)):
            continue
        drop.update(one.figure for one in found)
        if not counts_lines:
            labels.update((one.text[0], f"{one.value}. ") for one in found)
            continue
        for page, held in groupby(found, key=lambda one: one.page):
            spaced = tuple(replace(one.figure, text=f"{one.value} ") for one in held)
            furniture[page] = (*furniture.get(page, ()), Line(spaced))
    return tuple(_changed(page, drop, labels) for page in pages) if drop else tuple(pages), furniture


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


def _in_margins(page: Page) -> Iterator[_Numbered]:
    """The figures of a page beyond the left or right edge of all its text, each with its row."""
    pieces = [
        piece for line in page.lines for piece in line.pieces
        if piece.text.strip() and not (piece.rotated or piece.hidden or piece.raised)
    ]  # fmt: skip
    figures = {piece for piece in pieces if _NUMBER.fullmatch(piece.text.strip())}
    if not figures:
        return
    inner = [line for line in page.lines if not in_margin(page, line)]
    edges = [(piece.left, piece.right) for line in inner for piece in line.pieces if piece not in figures]
    left, right = min((edge for edge, _ in edges), default=0.0), max((edge for _, edge in edges), default=page.width)
    figures = {piece for piece in figures if piece.right <= left or piece.left >= right}
    if not figures:
        return
    for number, row in enumerate(_rows(pieces)):
        for figure, text in ((row[0], row[1:]), (row[-1], row[:-1])):
            if text and figure in figures:
                full = text[-1].right - text[0].left > _FULL * (right - left)
                yield _Numbered(page.number, number, figure, tuple(text), full)


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
    plain = [one for one in found if not _has_cells(one.text) and not has_leader(_text(one.text) + " 1")]
    return (
        len(by_one) >= max(_STEPS, _AGREE * len(steps))
        and len(found) >= 2 * len({one.page for one in found})
        and sum(rows != 1 for rows in by_one) > len(by_one) / 3
        and sum(one.full for one in found) > len(found) / 2
        and len(plain) >= _AGREE * len(found)
    )


def _has_cells(row: Sequence[TextRun]) -> bool:
    return any(b.left - a.right > _CELL_GAP * b.size for a, b in pairwise(row))


def _text(row: Sequence[TextRun]) -> str:
    return "".join(piece.text for piece in row)

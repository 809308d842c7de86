"""Raised figures of a document: footnote marks, known as such, and exponents, written as raised characters."""

import re
from collections.abc import Iterator, Sequence

from kcsie_diff.language.labels import note_marks
from kcsie_diff.language.normalise import clean
from kcsie_diff.reading.assembling.text_flow import note_label
from kcsie_diff.reading.page_model import Line, PageBlock, Role, TextRun
from kcsie_diff.records import Record, replace

_BEFORE_EXPONENT = re.compile(r"(?:\d|(?<![^\W\d_])(?:[µnmcdk]?m|ft|in|yd|mi|s|kg))$")
"""What an exponent follows without a space: a figure, or a unit of length, time or mass (BIPM, The International System
of Units, 2019, tables 2 to 8) that is a word of its own. Matches "10", "50 m", "kg/m"; not "them"."""

_BEFORE_MARK = re.compile(r"[^\W\d_]{3}[.,;:!?)\]”’\"']*$")
"""What a mark follows and no exponent does: a word, or the stop or bracket behind it."""

_EXPONENT = re.compile(r"[-−+]?\d{1,3}")
_SEVERAL = re.compile(r"[,;]?\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*")
"""Several marks in one, as "3, 4" or "5–7", or the rest of them."""

_RAISED = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")


class _Figure(Record, frozen=True):
    """A raised figure: its block, line and piece by index, the piece, and the mark that it may be.

    `doubtful` where it may be an exponent, `worded` where it stands behind a word and cannot be one.
    """

    at: tuple[int, int, int]
    piece: TextRun
    text: str
    doubtful: bool
    worded: bool


def with_exponents(blocks: Sequence[PageBlock]) -> tuple[PageBlock, ...]:
    """The blocks, with exponents written as raised characters: "10³" is neither "103" nor "10" with note 3.

    A raised figure right after a figure or a unit is an exponent, unless there is a note of that number without any
    other mark, as "2018" with mark 12. One behind a word is a mark even where the document has no such note. Must not
    match what the tags call a mark.
    """
    figures = tuple(_figures(blocks))
    if not any(figure.doubtful or figure.worded for figure in figures):
        return tuple(blocks)
    notes = [
        (block.page if block.role is Role.FOOTNOTE else 0, label) for block in blocks if (label := note_label(block))
    ]
    marks = _required(figures, notes)
    made = list(blocks)
    for figure in figures:
        if figure.worded or (figure.doubtful and figure.at not in marks):
            index, row, place = figure.at
            lines, pieces = list(made[index].lines), list(made[index].lines[row].pieces)
            if figure.worded:
                pieces[place] = replace(figure.piece, mark=True)
            else:
                pieces[place] = replace(figure.piece, text=figure.piece.text.translate(_RAISED), raised=False)
            lines[row] = Line(tuple(pieces))
            made[index] = replace(made[index], lines=tuple(lines))
    return tuple(made)


def _figures(blocks: Sequence[PageBlock]) -> Iterator[_Figure]:
    for index, block in enumerate(blocks):
        if block.role in (Role.FURNITURE, Role.CONTENTS):
            continue
        for row, line in enumerate(block.lines):
            before = ""
            for place, piece in enumerate(line.pieces):
                text = clean(piece.text) if piece.raised or piece.mark else ""
                single = _EXPONENT.fullmatch(text) is not None
                if single or _SEVERAL.fullmatch(text):
                    doubtful = single and not piece.mark and _BEFORE_EXPONENT.search(before) is not None
                    worded = not (piece.mark or doubtful) and _BEFORE_MARK.search(before) is not None
                    for mark in (text,) if single else note_marks(text):
                        yield _Figure((index, row, place), piece, mark, doubtful, worded)
                before += "" if piece.hidden else piece.text


def _required(figures: Sequence[_Figure], notes: Sequence[tuple[int, str]]) -> set[tuple[int, int, int]]:
    """The places of doubtful figures that must be marks: for each note without another mark, the likeliest one.

    A note with that number on the same page comes first, since notes may start from 1 on each page.
    """
    clear = [figure for figure in figures if not figure.doubtful]
    found: dict[tuple[int, str], list[_Figure]] = {}
    labels = {label for _, label in notes}
    for figure in figures:
        if figure.doubtful and figure.text in labels:
            page = figure.piece.page if (figure.piece.page, figure.text) in notes else 0
            if not any(mark.text == figure.text and page in (0, mark.piece.page) for mark in clear):
                found.setdefault((page, figure.text), []).append(figure)
    return {min(held, key=lambda figure: not _is_next(figure, clear)).at for held in found.values()}


def _is_next(figure: _Figure, clear: Sequence[_Figure]) -> bool:
    """Whether a figure is the next number after the mark before it."""
    last = max((mark for mark in clear if mark.at < figure.at), key=lambda mark: mark.at, default=None)
    before = int(last.text) if last and last.text.isdigit() else 0
    return figure.text.isdigit() and int(figure.text) == before + 1

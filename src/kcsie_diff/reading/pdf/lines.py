"""Lines: text runs in drawing order to lines on one baseline, like neighbours joined and raised letters marked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import TypeVar

from kcsie_diff.language.vocabulary import is_word
from kcsie_diff.reading.page_model import RULE, Line, Stroke, TextRun
from kcsie_diff.records import replace

T = TypeVar("T")

WORDS_OF_A_LETTER = "AI"
"""Initials that may be a word: "A critical aspect" keeps its space, "Anybody" has none."""

_kind = attrgetter(*TextRun.__struct_fields__[TextRun.__struct_fields__.index("size") :])
"""What a run is: from its size on the fields say that, and those before, what it says and where it stands."""

INITIAL = 1.6
"""A large initial is at least this many times the size of the text that it begins: it reaches over two lines."""


SPACE = 0.2
"""Ems. Parts of a line that PDFium has torn stand at least so far apart where a space was: a space is about 0.25."""

MOST_STROKES = 3000
"""Count. A page with more is a drawing."""

GAP = 0.3
"""Ems. The cells on both sides of a rule stand further apart: their padding is a tenth of an inch, seldom a quarter."""

FEW_PARTS = 4
"""Count. Fewer gaps between the parts of a line do not show how far its letters are set apart."""

LONGEST_MARK = 3
"""Figures or letters. No footnote has a longer mark."""

SIGNS = "®™℠"
"""Signs that stand high behind a name."""

FULL_SIZE = 0.25
"""Ratio to the size of the line. What is as large as the line is a mark where it stands higher than this."""


def cell_sides(strokes: Sequence[Stroke]) -> list[Stroke]:
    """The standing lines of a page at which cells end: rules, the sides of shades, and above where lying rules meet.

    Many programs draw the rule under a row as one piece for each cell. Must not match a drawing of very many paths.
    """
    if len(strokes) > MOST_STROKES:
        return []
    sides: list[Stroke] = []
    lying: list[Stroke] = []
    for s in strokes:
        wide, high = s.right - s.left > RULE, s.bottom - s.top > RULE
        if high:
            sides += [Stroke(x, s.top, x, s.bottom) for x in (s.left, s.right)] if wide else [s]
        elif wide:
            lying.append(s)
    above: dict[int, float] = {}
    for one, after in pairwise(sorted(lying, key=lambda s: (round(s.top), s.left))):
        if abs(one.top - after.top) < 1 and abs(after.left - one.right) < RULE:
            x = (one.right + after.left) / 2
            sides.append(Stroke(x, above.get(round(x), 0.0), x, one.top))
            above[round(x)] = one.top
    return sides


def set_lines(pieces: Sequence[TextRun], rules: Sequence[Stroke] = ()) -> Iterator[Line]:
    """The lines that the pieces of one line of PDFium's make; mostly it is one.

    Pieces are not joined over the `rules` that part the cells of a table.
    """
    for run in _runs(pieces, _on_one_line):
        yield _mark_raised(Line(tuple(_join_alike(run, rules) if len(run) > 1 else run)))


def _runs(parts: Iterable[T], go_on: Callable[[T, T], bool]) -> Iterator[list[T]]:
    """Some parts in runs, in each of which every part goes on from the one before it."""
    run: list[T] = []
    for part in parts:
        if run and not go_on(run[-1], part):
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def _on_one_line(last: TextRun, piece: TextRun) -> bool:
    """Whether text does not step back or down by more than a footnote mark does: PDFium joins some such lines."""
    size = max(last.size, piece.size)
    if piece.rotated or last.rotated:
        return piece.rotated == last.rotated
    return abs(piece.baseline - last.baseline) < 0.7 * size and piece.left > last.left - size


def join_level(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines, each joined to the one before it where it continues at the same height.

    PDFium breaks the line before some footnote marks, and at every letter where it takes a page for vertical writing:
    there it finds no spaces either.
    """
    return map(_joined_level, _runs(lines, _line_continues))


def _joined_level(parts: Sequence[Line]) -> Line:
    """Parts of a line as one, a space put where words stand apart: further than the letters of the line mostly do."""
    if len(parts) == 1:
        return parts[0]
    gaps = [after.left - before.right for before, after in pairwise(parts)]
    usual = max(0.0, median(gaps)) if len(gaps) >= FEW_PARTS else 0.0
    pieces: list[TextRun] = []
    for part, gap, after in zip(parts, (*gaps, 0.0), (*parts[1:], parts[0]), strict=True):
        *others, last = part.pieces
        words = not last.text[-1:].isspace() and after.text[:1].isalnum()
        apart = words and gap > usual + SPACE * part.size
        pieces += (*others, replace(last, text=last.text + " ") if apart else last)
    return _mark_raised(Line(tuple(pieces)))


def with_initials(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a page, each large initial put before the rest of its word.

    Such a line begins at the left edge of the letter and reaches down as far.
    Matches a single capital set at INITIAL times the size of a line in lower case that begins right of it at its
    height. Must not match a letter that stands by itself, as a heading "A" above its text.
    """
    found = list(lines)
    for cap in lines:
        letter = cap.text.strip()
        if len(letter) != 1 or not letter.isupper():
            continue
        for at, line in enumerate(found):
            first = line.pieces[0]
            beside = (
                -0.1 * cap.size <= line.left - cap.right < 0.5 * cap.size
                and cap.top < first.baseline <= cap.baseline + 1
            )
            if beside and cap.size >= INITIAL * line.size and first.text[:1].islower():
                word = first.text.split()[0].strip(".,;:")
                parted = letter in WORDS_OF_A_LETTER and is_word(word) and not is_word(letter + word)
                text = letter + " " * parted + first.text
                found[at] = Line((replace(first, text=text, left=cap.left, bottom=cap.bottom), *line.pieces[1:]))
                found.remove(cap)
                break
    return tuple(found)


def _line_continues(line: Line, following: Line) -> bool:
    size = max(line.size, following.size)
    level = abs(line.baseline - following.baseline) < 0.5 * size
    return level and -0.3 * size < following.left - line.right < 1.5 * size


def _join_alike(pieces: Sequence[TextRun], rules: Sequence[Stroke]) -> Iterator[TextRun]:
    """Join neighbours that differ in nothing but their place, where no rule stands between them."""
    run: list[TextRun] = []
    right = 0.0
    for piece in pieces:
        if run and (not _alike(run[0], right, piece) or _is_ruled_off(right, piece, rules)):
            yield _joined(run, right)
            run = []
        right = max(right, piece.right) if run else piece.right
        run.append(piece)
    if run:
        yield _joined(run, right)


def _joined(run: Sequence[TextRun], right: float) -> TextRun:
    return run[0] if len(run) == 1 else replace(run[0], text="".join(piece.text for piece in run), right=right)


def _alike(a: TextRun, right: float, b: TextRun) -> bool:
    """Whether a text run continues what began with another and has come to a right edge."""
    return abs(a.baseline - b.baseline) < 0.5 and b.left - right < 0.7 * a.size and _kind(a) == _kind(b)


def _is_ruled_off(right: float, piece: TextRun, rules: Sequence[Stroke]) -> bool:
    """Whether a standing rule parts a piece from what ends at a right edge before it."""
    if not rules or piece.left - right < GAP * piece.size:
        return False
    height = piece.baseline - 0.3 * piece.size
    return any(right < (s.left + s.right) / 2 < piece.left and s.top < height < s.bottom for s in rules)


def _mark_raised(line: Line) -> Line:
    """Mark what is set smaller and higher than the main text of its line, and join the figures of one mark."""
    if len(line.pieces) == 1 or not any(piece.baseline < line.main.baseline - 0.1 * line.size for piece in line.pieces):
        return line
    return Line(tuple(_with_marks(Line(tuple(_with_full_size_marks(line))))))


def _with_full_size_marks(line: Line) -> Iterator[TextRun]:
    """The pieces, figures and letters as large as the text that stand high right behind a word marked as raised.

    Matches a mark, and the "st" of "1st". Must not match what stands in a cell of its own, apart from the words before.
    """
    before: TextRun | None = None
    for piece in line.pieces:
        text = piece.text.strip()
        close = before is not None and not before.raised and abs(piece.left - before.right) < SPACE * piece.size
        high = line.main.baseline - piece.baseline > FULL_SIZE * line.size
        short = (text.isalnum() or text in SIGNS) and len(text) <= LONGEST_MARK and not piece.text[:1].isspace()
        yield replace(piece, raised=True) if close and high and short and piece.size <= line.size else piece
        before = piece


def _is_raised(piece: TextRun, main: TextRun) -> bool:
    higher = piece.baseline < main.baseline - 0.1 * main.size
    return piece.raised or (higher and piece.size < 0.85 * main.size and not piece.hidden)


def _with_marks(line: Line) -> list[TextRun]:
    made: list[TextRun] = []
    for piece in line.pieces:
        last = made[-1] if made else None
        if not _is_raised(piece, line.main):
            made.append(piece)
        elif last and last.raised and not last.text[-1:].isspace() and piece.left - last.right < 0.2 * piece.size:
            made[-1] = replace(last, text=last.text + piece.text, right=piece.right, link=None)
        else:
            made.append(replace(piece, raised=True))
    return made

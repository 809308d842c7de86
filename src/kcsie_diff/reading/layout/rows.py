"""Rows of an untagged page: what stands on one baseline, cut where a wide gap stands, and how rows are usually set.

PDFium tells lines in drawing order, which on an untagged page may be any order; here they are rebuilt from where the
pieces stand. The size of running text and its leading are the most frequent values of a document.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from statistics import quantiles

from kcsie_diff.language.sentences import ends_sentence
from kcsie_diff.reading.layout.tolerances import TOLERANCES
from kcsie_diff.reading.line_labels import Label, label_of_row
from kcsie_diff.reading.page_model import Line, TextRun, first_word, is_leftward
from kcsie_diff.records import Record, replace


class TextRow(Record, frozen=True, dict=True):
    """The segments that share a baseline, from left to right. There is at least one.

    `order` tells when the page draws each piece of each segment: its place among all lines of the page.
    """

    segments: tuple[Line, ...]
    order: tuple[tuple[int, ...], ...] = ()

    @cached_property
    def drawn(self) -> tuple[int, ...]:
        """When the page draws the first piece of each segment."""
        return tuple(map(min, self.order))

    def parts(self) -> tuple["TextRow", ...]:
        """Each segment as a row of its own."""
        order = self.order or tuple((at,) * len(segment.pieces) for at, segment in enumerate(self.segments))
        return tuple(TextRow((segment,), (drawn,)) for segment, drawn in zip(self.segments, order, strict=True))

    def keep(self, wanted: Callable[[Line], bool]) -> "TextRow | None":
        """The row with some of its segments alone; None where none is wanted."""
        return _side_by_side([part for part in self.parts() if wanted(part.segments[0])])

    def cut(self, before: Callable[[TextRun, bool], bool]) -> "TextRow":
        """The row with its segments cut before some pieces; of each it is known whether it is drawn apart."""
        cut = [part for whole in self.parts() for part in _cut(whole, before)]
        return self if len(cut) == len(self.segments) else _side_by_side(cut) or self

    @cached_property
    def line(self) -> Line:
        """The row as one line, a space where the gaps stood."""
        if len(self.segments) == 1:
            return self.segments[0]
        ends = ((*segment.pieces[:-1], _with_space(segment.pieces[-1])) for segment in self.segments[:-1])
        return Line(tuple(piece for pieces in ends for piece in pieces) + self.segments[-1].pieces)

    @cached_property
    def text(self) -> str:
        """The words of the row without the space around them."""
        return self.line.text.strip()

    @cached_property
    def label(self) -> Label | None:
        """What may be a label at the start of the row."""
        return label_of_row(self.line, gaps=len(self.segments) > 1)

    @property
    def page(self) -> int:
        """The page on which the row stands."""
        return self.segments[0].page

    @cached_property
    def left(self) -> float:
        """The left edge."""
        return self.segments[0].left

    @cached_property
    def right(self) -> float:
        """The right edge."""
        return max(segment.right for segment in self.segments)

    @cached_property
    def top(self) -> float:
        """The upper edge."""
        return min(segment.top for segment in self.segments)

    @cached_property
    def bottom(self) -> float:
        """The lower edge."""
        return max(segment.bottom for segment in self.segments)

    @cached_property
    def size(self) -> float:
        """The size in which most letters are set."""
        return self.line.size

    @cached_property
    def baseline(self) -> float:
        """The baseline of most letters."""
        return self.line.baseline

    @cached_property
    def lift(self) -> float:
        """How far marks as large as the text, as browsers set them, push the row down, in points."""
        high = (self.baseline - p.baseline for p in self.line.pieces if p.raised and p.size > 0.85 * self.size)
        return max(high, default=0.0)

    @cached_property
    def bold(self) -> bool:
        """Whether the row is bold throughout."""
        return self.line.bold

    @cached_property
    def first_word(self) -> float:
        """The width of the first word, in points, measured off in proportion."""
        piece = self.segments[0].pieces[0]
        return first_word(piece.text, piece.left, piece.right)


def _side_by_side(parts: Sequence[TextRow]) -> TextRow | None:
    """Rows of one segment each as one row; None where there are none."""
    if not parts:
        return None
    return TextRow(tuple(part.segments[0] for part in parts), tuple(part.order[0] for part in parts))


def _cut(row: TextRow, before: Callable[[TextRun, bool], bool]) -> Iterator[TextRow]:
    """A row of one segment in as many as it is cut into."""
    [segment], [order] = row.segments, row.order
    begin = 0
    for at, piece in enumerate(segment.pieces):
        if at and before(piece, order[at] != order[at - 1]):
            yield TextRow((Line(segment.pieces[begin:at]),), (order[begin:at],))
            begin = at
    yield TextRow((Line(segment.pieces[begin:]),), (order[begin:],)) if begin else row


def runs_on(above: TextRow, below: TextRow) -> bool:
    """Whether a sentence goes on from a row to the one below."""
    close = 0 < below.baseline - above.baseline < TOLERANCES.most_step * below.size
    return close and below.text[:1].islower() and not ends_sentence(above.text)


class _Standing(Record, frozen=True):
    """A piece, and where it stood in the lines that PDFium made: neighbours there have their spaces already.

    `hangs` says that it belongs to the row of a larger neighbour: footnote marks, ordinals, hidden artefacts, indices.
    `spread` says that its line is spread out to both edges of a column, so that wide gaps part words.
    """

    piece: TextRun
    line: int
    index: int
    hangs: bool
    spread: bool = False


def rows(lines: Iterable[Line]) -> tuple[TextRow, ...]:
    """The rows of one page, from the top down. Each visible piece is in exactly one; blanks become spaces."""
    found = list(_pieces(lines))
    standing = sorted((one for one in found if not one.hangs), key=lambda one: one.piece.baseline)
    groups: list[list[_Standing]] = []
    for one in standing:
        first = groups[-1][0].piece if groups else one.piece
        if groups and one.piece.baseline - first.baseline <= TOLERANCES.same_baseline * min(one.piece.size, first.size):
            groups[-1].append(one)
        else:
            groups.append([one])
    for one in found:
        if one.hangs:
            _hang(one, groups)
    made = sorted((_row(group) for group in groups), key=lambda row: (row.baseline, row.left))
    return tuple(_with_stray_marks(made))


def _with_stray_marks(found: Sequence[TextRow]) -> list[TextRow]:
    """The rows, a mark that a line break tore from the end of its row put back there.

    Matches: small figures alone in a row, right under a row of larger type. Must not match: a page number, a cell.
    """
    made: list[TextRow] = []
    for row in found:
        above = made[-1] if made else row
        small = row.size < TOLERANCES.stray_mark_size * above.size and row.text.isdigit()
        close = row.baseline - above.baseline < TOLERANCES.stray_mark_step * above.size
        if small and close and abs(row.left - above.left) < 1:
            mark = (replace(piece, raised=True) for piece in row.line.pieces)
            last = Line((*above.segments[-1].pieces, *mark))
            made[-1] = TextRow((*above.segments[:-1], last), (*above.order[:-1], above.order[-1] + row.order[0]))
        else:
            made.append(row)
    return made


def _pieces(lines: Iterable[Line]) -> Iterator[_Standing]:
    """The pieces that hold a letter; a blank piece becomes the space that ends the piece before it."""
    lines = list(lines)
    for number, line in enumerate(lines):
        found: list[TextRun] = []
        for piece in line.pieces:
            if piece.text.strip():
                found.append(piece)
            elif found and not found[-1].text.endswith(" "):
                found[-1] = replace(found[-1], text=found[-1].text + " ")
        spread = _is_spread(found, lines)
        for index, piece in enumerate(found):
            hangs = piece.raised or piece.hidden or (index > 0 and _is_index(piece, found[index - 1]))
            yield _Standing(piece, number, index, hangs, spread)


def _is_spread(pieces: Sequence[TextRun], lines: Sequence[Line]) -> bool:
    """Whether pieces of a line are words that justified text spreads out: of different widths, all gaps wide and alike.

    Other lines of a justified column have both edges of these pieces and no gap. Must not match a row of a table: cells
    of different widths that begin, end or are centred in columns leave gaps that differ.
    """
    every = (after.left - piece.right for piece, after in pairwise(pieces))
    gaps = [gap for gap in every if gap > TOLERANCES.space_width * pieces[0].size]
    if len(gaps) < TOLERANCES.spread_gaps or max(gaps) <= TOLERANCES.word_gap * pieces[0].size:
        return False
    widths = [piece.right - piece.left for piece in pieces]
    if max(widths) <= 2 * min(widths) or max(gaps) > TOLERANCES.spread_likeness * min(gaps):
        return False
    left, right = pieces[0].left, pieces[-1].right
    column = (line for line in lines if abs(line.left - left) < 2 and abs(line.right - right) < 2)
    full = (all(b.left - a.right <= TOLERANCES.word_gap * a.size for a, b in pairwise(line.pieces)) for line in column)
    return sum(full) >= TOLERANCES.spread_neighbours


def _is_index(piece: TextRun, before: TextRun) -> bool:
    """Whether a piece is set low right behind a word, as the figure of "H2O" is. Must not match a cell of its own."""
    drop = piece.baseline - before.baseline
    low = TOLERANCES.least_drop * before.size < drop < TOLERANCES.mark_below * before.size
    close = abs(piece.left - before.right) < TOLERANCES.space_width * before.size
    return low and close and len(piece.text.strip()) <= TOLERANCES.index_length


def _hang(one: _Standing, groups: list[list[_Standing]]) -> None:
    """Put a raised piece into the row that it stands beside, or into a row of its own."""
    piece = one.piece

    def distance(group: Sequence[_Standing]) -> float:
        first = group[0].piece
        fall = first.baseline - piece.baseline
        if not -TOLERANCES.mark_below * first.size <= fall <= TOLERANCES.mark_above * first.size:
            return 1e9
        gaps = (max(other.piece.left - piece.right, piece.left - other.piece.right, 0.0) for other in group)
        return min(gaps) + abs(fall)

    best = min(groups, key=distance, default=None)
    if best is not None and distance(best) < TOLERANCES.mark_reach * best[0].piece.size:
        best.append(one)
    else:
        groups.append([one])


def _row(group: Sequence[_Standing]) -> TextRow:
    leftward = sum(is_leftward(one.piece.text) for one in group) * 2 > len(group)
    ordered = sorted(group, key=lambda one: -one.piece.right if leftward else one.piece.left)
    segments: list[list[_Standing]] = [[ordered[0]]]
    left, right = ordered[0].piece.left, ordered[0].piece.right
    for one in ordered[1:]:
        last = segments[-1][-1].piece
        gap = left - one.piece.right if leftward else one.piece.left - right
        spread = one.spread and one.line == segments[-1][-1].line
        if gap > TOLERANCES.word_gap * max(one.piece.size, last.size) and not spread:
            segments.append([one])
        else:
            segments[-1].append(one)
        left, right = min(left, one.piece.left), max(right, one.piece.right)
    order = tuple(tuple(one.line for one in segment) for segment in segments)
    return TextRow(tuple(Line(tuple(_spaced(segment))) for segment in segments), order)


def _spaced(found: Sequence[_Standing]) -> Iterator[TextRun]:
    """The pieces, with a space after one that stands apart from the next and was no neighbour of it before."""
    for one, after in zip(found, [*found[1:], None], strict=True):
        if after is None or (one.line == after.line and one.index + 1 == after.index):
            yield one.piece
            continue
        gap = max(after.piece.left - one.piece.right, one.piece.left - after.piece.right)
        apart = gap > TOLERANCES.space_width * one.piece.size
        yield _with_space(one.piece) if apart and not after.piece.text[:1].isspace() else one.piece


def _with_space(piece: TextRun) -> TextRun:
    return piece if piece.text[-1:].isspace() else replace(piece, text=piece.text + " ")


# ---- how rows are usually set ----


class Typography(Record, frozen=True):
    """`body` is the size in which most letters are set; `leading` the usual distance of two baselines, by size.

    Sizes that are too rare to tell have the proportion of the running text. `spaced` says that a gap parts paragraphs,
    so that a row which ends early without one is a line break inside a paragraph. `wraps` says that some sentence runs
    on over the end of a row: else no row shows how wide the text may be set.
    """

    body: float
    leading: Mapping[float, float]
    spaced: bool = False
    wraps: bool = True

    def step(self, size: float) -> float:
        """The usual distance of two baselines of a size; 1.2 em where the document does not tell."""
        common = self.leading.get(self.body, TOLERANCES.default_leading * self.body) / self.body
        return self.leading.get(round(size, 1), max(TOLERANCES.default_leading, common) * size)

    def within(self, rows: Sequence[TextRow], edge: float) -> "Typography":
        """The setting of a column that is set wider than the rest of the document: measured under its full rows.

        A column of which one part is set wider, as a list may be, keeps the setting of the document.
        """
        steps: defaultdict[float, list[float]] = defaultdict(list)
        for above, below in pairwise(rows):
            full = above.right > edge - TOLERANCES.full_row * (edge - above.left)
            if full and _one_text(above, below):
                steps[round(below.size, 1)].append(below.baseline - above.baseline)
        many = {size: quantiles(found, n=4)[0] for size, found in steps.items() if len(found) >= TOLERANCES.least_steps}
        wider = {size: step for size, step in many.items() if step > TOLERANCES.wider_leading * self.step(size)}
        return replace(self, leading={**self.leading, **wider}) if wider else self


def measure_typography(pages: Sequence[Sequence[TextRow]]) -> Typography:
    """Measure a document by the rows of its pages."""
    letters: Counter[float] = Counter()
    steps: defaultdict[float, Counter[float]] = defaultdict(Counter)
    for rows in pages:
        for row in rows:
            letters[round(row.size, 1)] += len(row.text)
        for above, below in pairwise(rows):
            if _one_text(above, below):
                steps[round(below.size, 1)][round((below.baseline - above.baseline) * 2) / 2] += 1
    usual = {size: _usual(found) for size, found in steps.items() if sum(found.values()) >= TOLERANCES.least_steps}
    typography = Typography(letters.most_common(1)[0][0] if letters else 12.0, usual)
    wraps = any(runs_on(above, below) for rows in pages for above, below in pairwise(rows))
    return replace(typography, spaced=_is_spaced(pages, typography), wraps=wraps)


def _is_spaced(pages: Iterable[Sequence[TextRow]], typography: Typography) -> bool:
    """Whether most rows that end early, with a sentence, have a gap under them."""
    gaps = tight = 0
    for rows in pages:
        edge = max((row.right for row in rows), default=0.0)
        for above, below in pairwise(rows):
            early = above.right < edge - TOLERANCES.early_row * (edge - above.left) and above.text.endswith(".")
            if early and _one_text(above, below) and abs(above.left - below.left) < 2 and below.text[:1].isupper():
                wide = below.baseline - above.baseline > TOLERANCES.paragraph_gap * typography.step(below.size)
                gaps, tight = gaps + wide, tight + (not wide)
    return gaps > TOLERANCES.spaced_majority * tight


def _one_text(above: TextRow, below: TextRow) -> bool:
    step = below.baseline - above.baseline
    under = above.left < below.right and below.left < above.right
    alike = under and abs(above.size - below.size) < TOLERANCES.same_size
    return alike and TOLERANCES.least_step * below.size < step < TOLERANCES.most_step * below.size


def _usual(found: Counter[float]) -> float:
    """The smallest step that is common: lines of one paragraph stand closest."""
    most = max(found.values())
    return min(step for step, count in found.items() if count >= TOLERANCES.common_step * most)

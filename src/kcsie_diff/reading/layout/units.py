"""Units of text: the rows of a column to paragraphs, items and headings, by leading, indent, labels and sentences.

A unit begins at a label, a gap, a change of type or indent, or where the row before ended early after a whole sentence.
`continues` says whether the first unit of a column is the rest of the last one of the column before.
"""

from collections.abc import Sequence
from functools import cached_property

from kcsie_diff.language.labels import LabelKind, follows, is_bullet_in_sentence, is_count_in_sentence
from kcsie_diff.language.sentences import ends_sentence, introduces_list
from kcsie_diff.reading.layout.rows import TextRow, Typography
from kcsie_diff.reading.layout.tolerances import TOLERANCES
from kcsie_diff.reading.line_labels import Label
from kcsie_diff.reading.page_model import Line, line_was_full
from kcsie_diff.records import Record


class TextUnit(Record, frozen=True, dict=True):
    """Rows that make one paragraph, item, heading or footnote, and the label before them.

    `edge` is the right edge of the column that they stand in.
    """

    rows: tuple[TextRow, ...]
    edge: float
    label: Label | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines without the label."""
        first = self.label.rest if self.label else self.rows[0].line
        return (first, *(row.line for row in self.rows[1:]))

    @cached_property
    def words(self) -> str:
        """The text with its label, footnote marks and hidden pieces left out."""
        pieces = (piece for row in self.rows for piece in row.line.pieces if not piece.raised and not piece.hidden)
        return " ".join(" ".join(piece.text for piece in pieces).split())

    @property
    def last(self) -> TextRow:
        """The last row."""
        return self.rows[-1]

    @property
    def left(self) -> float:
        """The left edge of the words of the first row."""
        return self.label.text_left if self.label else self.rows[0].left

    @property
    def follow_left(self) -> float:
        """Where a further row would begin."""
        return self.last.left if len(self.rows) > 1 else self.left

    @property
    def ended(self) -> bool:
        """Whether the words end with a sentence."""
        return ends_sentence(self.last.text)

    def was_full(self, row: TextRow) -> bool:
        """Whether the first word of a row that follows would not have fitted at the end of the last row."""
        return line_was_full(self.last.right, self.edge, row.first_word, TOLERANCES.full_line_space * self.last.size)


def units(
    rows: Sequence[TextRow], edge: float, typography: Typography, before: TextUnit | None = None
) -> tuple[TextUnit, ...]:
    """Group the rows of a column into units; `edge` is its right edge.

    `before` is the last unit of the column before, on another page maybe.
    """
    made: list[TextUnit] = []
    typography = typography.within(rows, edge)
    for row, following in zip(rows, [*rows[1:], None], strict=False):
        last = made[-1] if made else None
        label = _label(row, following, last, before, typography)
        if (
            last is None
            or label is not None
            or (_begins(last, row, typography) and not _goes_on_apart(last, row, made, before, typography))
        ):
            made.append(TextUnit((row,), edge, label))
        else:
            made[-1] = TextUnit((*last.rows, row), last.edge, last.label)
    return tuple(made)


def _label(
    row: TextRow, following: TextRow | None, last: TextUnit | None, before: TextUnit | None, typography: Typography
) -> Label | None:
    """The label that a row begins with; None where it has none, or where what looks like one is a part of the text.

    `last` is the unit above the row in its column, if any; `before` the last one of the column before.
    """
    found, above = row.label, last or before
    if found is None:
        return None
    after_gap = last is not None and _gap(last, row, typography)
    if not after_gap and above is not None and _is_word(found, row, above):
        return None
    return found if _is_label(found, row, above, following, typography, fresh=last is None) else None


def _is_word(found: Label, row: TextRow, last: TextUnit) -> bool:
    """Whether a label is a word of the unit before it, which has the same type, as far as the words tell."""
    if found.apart or not last.was_full(row) or _is_resized(last, row) or row.bold != last.last.bold:
        return False
    before = "\n".join(line.text for line in last.lines)
    if found.kind is LabelKind.BULLET:
        return is_bullet_in_sentence(found.text, before, found.rest.text)
    return is_count_in_sentence(found.text, before, found.rest.text)


def _is_label(
    found: Label, row: TextRow, last: TextUnit | None, following: TextRow | None, typography: Typography, *, fresh: bool
) -> bool:
    """Whether what looks like a label is one. `fresh` says that `last` stands in another column.

    Matches a label that stands apart from its words or out to the left of the rows around it, one after a gap, one
    that continues a list, one after a colon or a row broken off early. Must not match a figure or a dash that a line
    break happened to put first: "… in paragraph | 19. The …", "… children | – and their parents – …".
    """
    if found.apart or (found.kind is LabelKind.BULLET and not found.doubtful):
        return True
    hanging = following is not None and (
        _has_hanging_indent(found, row, following, typography) or _is_next(found, following.label, 1.0)
    )
    if found.bare:
        return hanging and (last is None or row.left < last.follow_left - TOLERANCES.indent * row.size)
    if hanging or last is None or introduces_list(last.last.text):
        return True
    if _is_next(last.label, found, TOLERANCES.list_indent * last.last.size):
        return True
    differs = _is_resized(last, row) or (last.last.bold and not row.bold)  # as text under a heading does
    if fresh or differs:
        runs_on = fresh and not last.ended and not (differs and row.size > 0.95 * last.last.size)
        return not runs_on and not found.doubtful
    outside = row.left < last.follow_left - TOLERANCES.hanging_indent * row.size
    return outside or _gap(last, row, typography) or not last.was_full(row)


def _has_hanging_indent(found: Label, row: TextRow, following: TextRow, typography: Typography) -> bool:
    """Whether the next row begins where the words after the label begin."""
    close = following.baseline - row.baseline < TOLERANCES.hanging_step * typography.step(row.size)
    inside = close and following.left > found.left + TOLERANCES.hanging_indent * row.size
    return inside and abs(following.left - found.text_left) < row.size


def _is_next(label: Label | None, following: Label | None, slack: float) -> bool:
    """Whether a label is followed by the same bullet, or the next number, under it, give or take some points."""
    if label is None or following is None:
        return False
    return abs(following.left - label.left) <= slack and follows(label.text, following.text)


def _gap(last: TextUnit, row: TextRow, typography: Typography) -> bool:
    """Whether a row stands further from the one before it than the lines of one paragraph do."""
    step = row.baseline - last.last.baseline - row.lift
    usual = typography.step(row.size)
    if row.size > TOLERANCES.heading_type * typography.body:
        usual = max(usual, typography.step(typography.body) / typography.body * row.size)
    return step > TOLERANCES.paragraph_gap * usual or step < TOLERANCES.overlap * row.size


def _is_resized(last: TextUnit, row: TextRow) -> bool:
    """Whether a row is set in another size than the one before it, and neither of them partly in that of the other.

    Must not match a row whose code or address, set smaller, is longer than its other words.
    """
    above, slack = last.last, TOLERANCES.type_difference * row.size
    return abs(row.size - above.size) > slack and not any(
        abs(piece.size - other.size) <= slack and not piece.raised and any(map(str.isalpha, piece.text))
        for mixed, other in ((above, row), (row, above))
        for piece in mixed.line.pieces
    )


def _begins(last: TextUnit, row: TextRow, typography: Typography) -> bool:
    """Whether a row without a label begins a unit of its own."""
    if _is_resized(last, row) or _gap(last, row, typography):
        return True
    above = last.last
    apart = abs(above.left - row.left) > TOLERANCES.indent * row.size
    centred = apart and abs(above.left + above.right - row.left - row.right) < TOLERANCES.centred * row.size
    if centred or row.size > TOLERANCES.heading_type * typography.body:
        return row.bold != above.bold
    if _changes_weight(last, row) or _indented(last, row) or _listed(last, row):
        return True
    # The row before ended early, after a whole sentence: text that runs on fills its lines.
    starts = row.text[:1].isupper() or not row.text[:1].isalpha()
    return starts and not typography.spaced and last.ended and not last.was_full(row)


def _goes_on_apart(
    last: TextUnit, row: TextRow, made: Sequence[TextUnit], before: TextUnit | None, typography: Typography
) -> bool:
    """Whether a row goes on in a unit whose rows stand further apart than those of the document do.

    Matches a row under the words of a full row, in one type: in lower case after no stop, or behind a label, as the
    items of a list may be set wide. Must not match a paragraph under an item.
    """
    near = TOLERANCES.overlap * row.size < row.baseline - last.last.baseline < TOLERANCES.most_step * row.size
    under = abs(row.left - last.follow_left) <= TOLERANCES.indent * row.size
    runs_on = last.was_full(row) and not (last.ended and row.text[:1].isupper())
    if not (near and under and runs_on) or _is_resized(last, row) or _changes_weight(last, row):
        return False
    rest = len(made) == 1 and before is not None and continues(before, last, typography)
    labelled = last.label is not None or (rest and before is not None and before.label is not None)
    return labelled or (row.text[:1].islower() and last.last.text[-1:].isalpha() and not last.ended)


def _changes_weight(last: TextUnit, row: TextRow) -> bool:
    """Whether bold rows end here, or begin after a row that ended early.

    Must not match bold words that run over a line end in the middle of a paragraph, nor a bullet whose first row is
    bold and full: headings have no bullets.
    """
    bulleted = last.label is not None and last.label.kind is LabelKind.BULLET and last.was_full(row)
    if row.bold == last.last.bold or bulleted:
        return False
    if row.bold:
        return not last.was_full(row)
    led = all(held.bold for held in last.rows) and last.last.line.pieces[-1].bold
    return led and not row.line.pieces[0].bold


def _indented(last: TextUnit, row: TextRow) -> bool:
    """Whether the left edge says that a new unit begins.

    Matches what a term of a few words means, and the next term under that. Must not match the second row of a hanging
    or first-line indent, as long as the first row is full, nor the rows beside and under a large initial.
    """
    if abs(row.left - last.follow_left) <= TOLERANCES.indent * row.size:
        return False
    first, second = [*last.rows[:2], row][:2]
    initial = first.bottom > second.baseline - TOLERANCES.overlap * row.size
    if initial and (second is row or abs(row.left - first.left) <= TOLERANCES.indent * row.size):
        return False
    if len(last.rows) > 1:
        return True
    if (
        last.label is not None
        and last.label.left - TOLERANCES.hanging_indent * row.size <= row.left <= last.label.text_left + 1.5 * row.size
    ):
        return False
    term = last.label is None and len(last.words.split()) <= TOLERANCES.few_words
    flush = abs(row.right - last.last.right) <= TOLERANCES.indent * row.size  # as lines that end at the right edge
    return (term and not flush) or last.ended or not last.was_full(row)


def _listed(last: TextUnit, row: TextRow) -> bool:
    """Whether short rows stand under each other, as in an address or a list of names.

    Must not match: the short last row of a paragraph, a heading that wraps, a row that ends with a comma.
    """
    width = TOLERANCES.short_row * (last.edge - last.rows[0].left)
    short = last.last.right - last.last.left < width and row.right - row.left < width
    alike = abs(row.left - last.last.left) < 2 and not row.bold and not last.last.bold
    starts = row.text[:1].isupper() or row.text[:1].isdigit()
    return short and alike and starts and last.label is None and not last.was_full(row) and last.last.text[-1:] != ","


def continues(last: TextUnit, first: TextUnit, typography: Typography) -> bool:
    """Whether a unit at the top of a column is the rest of the one at the foot of the column before.

    Matches: text without a label, set alike, at the edge where the unit before would have gone on, after a row that
    is full; the row right under an open sentence. Must not match: an unlabelled paragraph after a list; a heading; text
    after a colon; text that begins with a capital letter after a row that ended early; entries of one row each, without
    a stop, as a list of links has.
    """
    row, above = first.rows[0], last.last
    if first.label is not None or above.text.endswith(":"):
        return False
    small_type = row.size <= 0.95 * typography.body
    if row.size > 1.1 * typography.body or _is_resized(last, row) or not (small_type or row.bold == above.bold):
        return False  # no running text of one size and weight
    under = row.page == above.page and row.baseline - above.baseline > 0 and not _gap(last, row, typography)
    small = row.text[:1].islower() or (under and not last.ended)
    # A label or an indent of the unit before leaves an edge that a new paragraph would not take.
    leaves_an_edge = last.label is not None or abs(row.left - last.rows[0].left) >= 3
    if last.ended and not small and (row.page == above.page or not leaves_an_edge):
        return False
    entries = len(last.rows) == len(first.rows) == 1 and not last.ended and not first.ended
    if (row.page == above.page or entries) and not small:
        return False
    return _same_edge(last, row) and (last.was_full(row) or (small and not last.ended))


def _same_edge(last: TextUnit, row: TextRow) -> bool:
    """Whether the text begins where it would have gone on; margins of left and right pages may differ.

    On one page it goes on in the next column, further right.
    """
    slack = 1.5 * TOLERANCES.indent * row.size
    if (row.page == last.last.page and row.left > last.last.right) or abs(row.left - last.follow_left) <= slack:
        return True
    if len(last.rows) > 1:
        return False
    return row.left < last.follow_left if last.label is None else abs(row.left - last.label.left) <= slack

"""Footnotes of an untagged page: rows at its foot, in small type or behind a mark that the text above cites."""

import re
from collections.abc import Sequence

from kcsie_diff.language.labels import LabelKind, follows, number
from kcsie_diff.reading.layout.rows import TextRow
from kcsie_diff.reading.layout.ruled_tables import Bar
from kcsie_diff.reading.layout.tolerances import TOLERANCES
from kcsie_diff.reading.layout.typography import Typography
from kcsie_diff.reading.layout.units import TextUnit
from kcsie_diff.reading.line_labels import Label, label_of_note, marks
from kcsie_diff.reading.page_model import Line

_FIGURES = re.compile(r"\d+")

_FAR = 2.0
"""Ratio to the usual distance of baselines. A note does not go on below such a gap."""


def foot_rows(rows: Sequence[TextRow], rules: Sequence[Bar], typography: Typography, lines: Sequence[Line] = ()) -> int:
    """The index of the first row of the notes at the foot of a page; the number of rows where there are none.

    `rows` are those of the text, `lines` further ones of the page: tables cite notes too.

    Matches: the last rows of a page in small type, the first of which begins with a raised mark or stands right under a
    rule (a note that goes on from the page before); and rows of any type below a gap or such a rule, if the first
    begins with a mark that stands in the text above. Must not match: small print without either, captions, sources of
    tables, a mark that a line end tore from its word.
    """
    start = len(rows)
    while start and rows[start - 1].size <= TOLERANCES.note_size * typography.body:
        start -= 1
    for index in range(start, len(rows)):
        if label_of_note(rows[index].line) is not None or (index == start and _under_rule(rows, index, rules)):
            return index
    return _cited_rows(rows, rules, typography, lines)


def _cited_rows(rows: Sequence[TextRow], rules: Sequence[Bar], typography: Typography, lines: Sequence[Line]) -> int:
    """The index of the first row of notes that are set as large as the text; the number of rows where there are none.

    Under a rule the mark need not be raised, and the first note may be one that goes on from the page before.
    """
    first = len(rows)
    lines = (*(row.line for row in rows), *lines)
    if not marks(lines):
        return first
    for index in range(1, len(rows)):
        row = rows[index]
        ruled = _under_rule(rows, index, rules)
        gap = (row.baseline - rows[index - 1].baseline) / typography.step(row.size)
        if ruled or gap > _FAR:
            first = index if ruled else len(rows)
        if ruled or gap > TOLERANCES.paragraph_gap:
            cited = marks(line for line in lines if line.baseline < row.baseline - row.size)
            mark = label_of_note(row.line, cited if ruled else ())
            if mark is not None and (number(mark.text) or mark.text) in cited:
                return min(index, first)
    return len(rows)


def notes(rows: Sequence[TextRow], edge: float, before: TextUnit | None = None) -> tuple[TextUnit, ...]:
    """The rows at the foot of a page, a unit for each note; rows before the first mark make a unit without label.

    `before` is the last unit of the notes of an earlier page.
    """
    made: list[TextUnit] = []
    for row in rows:
        mark = label_of_note(row.line) or _plain_mark(row, made[-1] if made else before, begins=not made)
        if mark is not None or not made:
            made.append(TextUnit((row,), edge, mark))
        else:
            made[-1] = TextUnit((*made[-1].rows, row), edge, made[-1].label)
    return tuple(made)


def _plain_mark(row: TextRow, last: TextUnit | None, *, begins: bool) -> Label | None:
    """A number that is not raised, where it is the one that comes next; on a page of its own the first may be 1.

    Must not match a number that a line or page end put first: "… Section | 11 places duties on".
    """
    held = last.label if last else None
    found = row.label or label_of_note(row.line, _FIGURES.findall(row.text)[:1])
    if found is None or found.kind is not LabelKind.NUMBER:
        return None
    if held is None:
        return found if begins else None
    return found if follows(held.text, found.text) or (begins and number(found.text) == "1") else None


def _under_rule(rows: Sequence[TextRow], index: int, rules: Sequence[Bar]) -> bool:
    top = rows[index].baseline - rows[index].size
    above = rows[index - 1].baseline if index else 0.0
    return any(
        above - 2 < rule.at <= top + 0.5 * rows[index].size
        and TOLERANCES.note_rule_shortest < rule.end - rule.start < TOLERANCES.note_rule_longest
        for rule in rules
    )

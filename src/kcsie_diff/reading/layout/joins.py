"""Whether the first unit of a column goes on with the last one of the column before: what page ends cut in two."""

from kcsie_diff.reading.layout.typography import Setting
from kcsie_diff.reading.layout.units import INDENT, Unit


def goes_on(last: Unit, first: Unit, setting: Setting) -> bool:
    """Whether a unit at the top of a column is the rest of the one at the foot of the column before.

    Matches: text without a label, set alike, at the edge where the unit before would have gone on, after a row that
    is full. Must not match: an unlabelled paragraph after a list; a heading; text after a colon; text that begins
    with a capital letter after a row that ended early.
    """
    row, above = first.rows[0], last.last
    if first.label is not None or above.text.endswith(":") or not _set_alike(last, first, setting):
        return False
    small = row.text[:1].islower()
    if last.ended and not small and (row.page == above.page or not _hangs(last, first)):
        return False
    if row.page == above.page and not small:
        return False
    return _same_edge(last, first) and (last.was_full(row) or (small and not last.ended))


def _set_alike(last: Unit, first: Unit, setting: Setting) -> bool:
    """Whether both are running text of one size and weight."""
    row, above = first.rows[0], last.last
    if row.size > 1.1 * setting.body or abs(row.size - above.size) > 0.08 * row.size:
        return False
    return row.bold == above.bold or row.size <= 0.95 * setting.body


def _hangs(last: Unit, first: Unit) -> bool:
    """Whether a label or an indent of the unit before leaves an edge that a new paragraph would not take."""
    return last.label is not None or abs(first.rows[0].left - last.rows[0].left) >= 3


def _same_edge(last: Unit, first: Unit) -> bool:
    """Whether the text begins where it would have gone on; margins of left and right pages may differ."""
    slack = 1.5 * INDENT * first.rows[0].size
    here = first.rows[0].left
    if abs(here - last.follow_left) <= slack:
        return True
    if len(last.rows) == 1 and last.label is not None and abs(here - last.label.left) <= slack:
        return True
    return len(last.rows) == 1 and last.label is None and here < last.follow_left

"""Cells of a table that a spreadsheet would run as a formula: defused when written, given back when read."""

import re

_FORMULA = re.compile(r"'*[\s]*[=+\-@＝＋－＠]|'*[\t\r\n]")


def defuse(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: an apostrophe goes before =, +, -, @, tab and line ends.

    A cell that already looks defused gets one more, so that `restore` gives every text back.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restore(cell: str) -> str:
    """Return what `defuse` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell

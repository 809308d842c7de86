"""Text that must not act: what a document says is shown, and no terminal, page or spreadsheet obeys it.

Every text format passes what it prints through `visible`, and every table for a spreadsheet through `defuse`.
"""

import re

_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 and C1 controls but tab and line feed: terminal escapes live here
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"  # soft hyphen, fillers, Arabic letter mark
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"  # zero width, bidi, separators
    "\ud800-\udfff"  # lone surrogates cannot be written as UTF-8
    "\U000e0000-\U000e0fff"  # tag characters
    "]"
)
_FORMULA = re.compile(r"'*[\s]*[=+\-@＝＋－＠]|'*[\t\r\n]")
_SAFE_TARGET = re.compile(r"(?:https?://|mailto:)[^\s<>\"'`\\^{}|]+\Z", re.IGNORECASE)


def visible(text: str) -> str:
    """Return the text with every unseen character spelled out, as in "[U+202E]". Tab and line feed stay.

    >>> visible("a\\u202eb")
    'a[U+202E]b'
    """
    return _UNSEEN.sub(lambda match: f"[U+{ord(match.group()):04X}]", text)


def one_line(text: str) -> str:
    """Return the text made visible and on one line, its white space single."""
    return " ".join(visible(text).split())


def safe_target(target: str | None) -> str | None:
    """Return a link's target if it may become a link (http, https and mailto, no odd characters), else None."""
    if target is None or _UNSEEN.search(target) or not _SAFE_TARGET.match(target):
        return None
    return target


def defuse(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula: an apostrophe goes before =, +, -, @, tab and line ends.

    A cell that already looks defused gets one more, so that `restore` gives every text back.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restore(cell: str) -> str:
    """Return what `defuse` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell

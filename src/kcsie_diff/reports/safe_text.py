"""Characters that must not act: what a document says is shown, never obeyed.

Every text format passes what it prints through `visible`.
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

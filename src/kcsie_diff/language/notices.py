"""Notices: words by which guidance speaks of its own future, such as a text that is to come or is under review."""

import re

# Must match "We expect to publish", "remains under review", "pending the outcome of"; not "review each placement".
_NOTICE = re.compile(
    r"\b(?:expects? to publish|will (?:be )?publish(?:ed)?|(?:remains?|is|are) under review|pending (?:the )?\w+)\b",
    re.IGNORECASE,
)


def is_notice(text: str) -> bool:
    """Whether words announce guidance, or say that it is under review.

    >>> is_notice("This section remains under review."), is_notice("Review each placement.")
    (True, False)
    """
    return _NOTICE.search(text) is not None

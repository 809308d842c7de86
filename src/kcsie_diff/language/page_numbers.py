"""Page numbers as they are printed: alone in the margin of a page, or at the end of an entry of a list of contents."""

import re

from kcsie_diff.language.normalise import fold

_ROMAN = "[ivxlc]{1,7}"
_FIGURE = rf"(?:{_ROMAN}|[A-Z]{{0,2}}-?\d{{1,4}})"
_CALLED = r"(?i:page|p\.)"
_ALONE = re.compile(rf"(?:page )?[-–|]? ?(?:\d{{1,4}}|{_ROMAN})(?: ?(?:of|/) ?\d{{1,4}})? ?[-–|]?")
_PLAIN = re.compile(rf"{_ROMAN}|\d{{1,4}}")
_NAMED = re.compile(rf"\s{_CALLED}\s*(\d{{1,4}})$")
_LEADER = re.compile(rf"(?:(?:\s?[.…·_]){{4,}}|(?:\s[.…]){{2,}}|…[ .…]*|\t| {{4,}})\s*{_FIGURE}\s*$")
_AT_END = re.compile(rf"(?:[\s.…·_,]*\b{_CALLED})?[\s.…·_]*(?<![^\W_])({_FIGURE})\s*$")

_CONTINUED = re.compile(
    r"\W*(?:(?:table|figure|box|listing)\s[\w.-]+\W*)?continue[sd]\s(?:overleaf"
    r"|(?:on|from|over)\s(?:the\s)?(?:(?:next|previous|following)\spage|(?:page|p\.)\s?\d{1,4}))\W*",
    re.IGNORECASE,
)


def is_continued(text: str) -> bool:
    """Whether a line only says that something goes on over the page: "Table 3 – continued from previous page".

    Must not match "Payments continue on the next page of the form", nor "Continued support".
    """
    return "ontinue" in text and _CONTINUED.fullmatch(text) is not None


def is_page_number(text: str) -> bool:
    """Whether a text is a page number as margins hold it: "12", "Page 12 of 80", "- iv -"."""
    return _ALONE.fullmatch(fold(text)) is not None


def is_plain_page_number(text: str) -> bool:
    """Whether a text is a page number and nothing else, as a column of a list of contents holds it."""
    return _PLAIN.fullmatch(text.strip()) is not None


def named_page(text: str) -> str | None:
    """The page that a text names at its end: "Meals Page 12", "Meals p. 12"; None where it names none."""
    found = _NAMED.search(text)
    return found[1] if found else None


def has_leader(text: str) -> bool:
    """Whether a text ends as an entry with a leader does: in dots or a wide gap, then a page number."""
    return _LEADER.search(text.rstrip()) is not None


def with_page(text: str) -> tuple[str, str | None]:
    """A text without what may be the number of a page at its end, and that number, if any: "Keys", "iv"."""
    found = _AT_END.search(text)
    return (text[: found.start()], found[1]) if found else (text, None)


def ends_in_page(text: str) -> bool:
    """Whether a text ends with what may be the number of a page, as an entry does: "Meals 12", "Keys ... Page iv"."""
    return _AT_END.search(text) is not None

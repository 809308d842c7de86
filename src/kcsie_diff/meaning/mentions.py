"""What a passage names beside its duties: dates, addresses, telephone numbers, resources and organisations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kcsie_diff.language.addresses import ADDRESS, EMAIL, TELEPHONE
from kcsie_diff.language.dates import DATE_PATTERN
from kcsie_diff.meaning.changed_text import Sentence, SideText

# A time limit, an age or a share. Must match "ten days", "28 days", "under 18", "5 per cent"; not "paragraph 28".
_LIMIT = re.compile(
    r"\b(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|twenty-eight)[\s-]"
    r"(?:(?:school|working|calendar|clear)\s)?(?:hours?|days?|weeks?|months?|terms?|years?|per\scent)\b"
    r"|\b(?:under|aged?|over|age\sof)\s\d{1,2}\b",
    re.IGNORECASE,
)
# A title in quotation marks, or set as the words of a link.
_TITLE = re.compile(r"[‘“]([A-Z][^‘’“”\n]{4,160})[’”](?!\w)")
# A named service. Must match "TRA Secure Access system", "Teacher Services"; must not match "Schools" or "the service".
_SERVICE = re.compile(
    r"(?:\b[A-Z][\w’'-]{1,30}\s){1,5}(?:[Ss]ervices?|[Ss]ystem|[Pp]ortal|[Hh]ub|[Ww]ebsite|[Pp]latform|sign-in)\b"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a side's text, and what it is."""

    start: int
    end: int
    text: str


def changed_dates(side: SideText) -> tuple[str, ...]:
    """The dates of a side with a changed word."""
    return tuple(dict.fromkeys(m[0] for m in DATE_PATTERN.finditer(side.text) if side.touches(*m.span())))


def find_limits(text: str, sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """The time limits, ages and shares that some sentences of a text name."""
    return tuple(match[0] for one in sentences for match in _LIMIT.finditer(text, one.start, one.end))


def find_contacts(side: SideText) -> tuple[Span, ...]:
    """Addresses, e-mail addresses and telephone numbers of a side with a changed part."""
    found = []
    for pattern in (ADDRESS, EMAIL, TELEPHONE):
        for match in pattern.finditer(side.text):
            text = match[0].rstrip(".,;:!?)’'")
            if side.touches(match.start(), match.start() + len(text)):
                found.append(Span(match.start(), match.start() + len(text), text))
    return tuple(found)


def find_services(side: SideText) -> tuple[Span, ...]:
    """Names of services and systems, "Employer Access service": capitalised words before a word for such a thing."""
    return tuple(Span(*match.span(), match[0]) for match in _SERVICE.finditer(side.text))


def find_titles(side: SideText) -> tuple[Span, ...]:
    """Titles in quotation marks, whether they changed or not."""
    return tuple(Span(match.start(1), match.end(1), match[1]) for match in _TITLE.finditer(side.text))

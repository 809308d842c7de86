"""What a passage names beside its duties: dates, addresses, telephone numbers, resources and organisations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kcsie_diff.meaning.changed_text import Sentence, SideText

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# Must match "1 September 2025", "September 2025", "1st September", "5 April"; must not match "May" alone.
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:\s(?:19|20)\d\d)?|{_MONTH}\s(?:\d{{1,2}},\s)?(?:19|20)\d\d)\b"
)
# An address as printed: with a scheme, or a bare host and path. Must not match "etc.and" nor "i.e".
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>“”\"]{3,2000}|\b[a-z0-9-]{2,60}(?:\.[a-z0-9-]{2,60}){0,4}\.(?:gov\.uk|org\.uk|ac\.uk|co\.uk|sch\.uk|police\.uk|nhs\.uk|org|com|net)\b(?:/[^\s<>“”\"]{0,2000})?",
    re.I,
)
EMAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
# Telephone numbers of the United Kingdom as printed (Ofcom's national numbering plan): "0800 028 0285".
TELEPHONE = re.compile(r"(?<!\d)(?:\+44\s?(?:\(0\)\s?)?|0)\d{2,4}[\s-]?\d{3,4}[\s-]?\d{3,4}(?!\d)")
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
    return tuple(dict.fromkeys(m[0] for m in _DATE.finditer(side.text) if side.touches(*m.span())))


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

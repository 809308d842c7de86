"""Dates, years and versions: how guidance, its covers and its titles write when an edition was made and which it is.

Text in; dates, years, months and version numbers out. Sources: the GOV.UK style guide ("1 September 2025", "September
2025", ordinals in older documents), the American form of NIST documents ("April 16, 2018"), and semantic version
numbers ("4.0.3"). Months are written out; `find_month` alone takes "Sep 2025" too.
"""

import re
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH = rf"(?:{'|'.join(MONTHS)})"
SHORT_MONTH = rf"(?:{'|'.join(month[:3] for month in MONTHS)})"
"""Pattern of the first letters of a month: "Sep"."""

_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_EDITION_YEAR = r"(?:19|20)\d\d"

PAST_YEAR = r"(?:1[6-9]|20)\d\d"
"""Pattern of a year that a text may name, behind a month or the title of an Act: 1600 to 2099."""

_FULL_DATE = rf"(?:\b{_DAY}\s)?\b{_MONTH},?\s(?:\d{{1,2}},\s)?{PAST_YEAR}\b"

DATE = rf"(?:{_FULL_DATE}|\b{_DAY}\s{_MONTH}\b)"
"""Pattern of a date. Matches "1 September 2025", "September 2025", "1st September", "April 16, 2018"; not "May"."""

DATE_PATTERN = re.compile(DATE)

_FULL_DATE_PATTERN = re.compile(_FULL_DATE)
_YEAR = re.compile(rf"(?<!\d){_EDITION_YEAR}(?!\d)")
_PAST_YEAR = re.compile(PAST_YEAR)
_MONTH_AND_YEAR = re.compile(
    rf"\b({SHORT_MONTH})[a-z]*\.?,?\s+(?:\d{{1,2}},?\s+)?({_EDITION_YEAR})(?!\d)", re.IGNORECASE
)
_YEAR_ALONE = re.compile(rf"(?:{_MONTH} )?({_EDITION_YEAR})", re.IGNORECASE)

_VERSION = r"\d+(?:\.\d+)+"
_CALLED = r"(?:version|release|v)\.? ?"
_VERSION_ALONE = re.compile(rf"(v\.? ?)?({_VERSION})", re.IGNORECASE)
_ANY_VERSION = re.compile(rf"\b(?:v\.? ?)?({_VERSION})(?![\d.]*\d)", re.IGNORECASE)
_NAMED_VERSION = re.compile(rf"\b{_CALLED}({_VERSION})(?![\d.]*\d)", re.IGNORECASE)
# From the year or the version on, a title only says which edition it is.
_FROM_YEAR = re.compile(rf"[\s,:(–-]*(?:\b{_MONTH}\b\s*)?\b{_EDITION_YEAR}\b.*", re.IGNORECASE)
_FROM_VERSION = re.compile(rf"[\s,:(–-]*(?:\b{_CALLED})?\b{_VERSION}\b.*", re.IGNORECASE)


# ---- dates and years ----


def first_date(text: str) -> str | None:
    """The first date of a text that has a year, as printed; None where there is none. For covers."""
    found = _FULL_DATE_PATTERN.search(text)
    return found[0] if found else None


def day_of(text: str) -> date | None:
    """The day that a date names, the first of its month where it names none; None for a text without month and year.

    >>> day_of("In force from 1 September 2025"), day_of("July 2025")
    (datetime.date(2025, 9, 1), datetime.date(2025, 7, 1))
    """
    words, month = first_date(text), find_month(text)
    if words is None or month is None:
        return None
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", words)
    year, index = divmod(month[0], 12)
    try:
        return date(year, index + 1, int(day[0]) if day else 1)
    except ValueError:
        return None


def years_in(text: str) -> tuple[str, ...]:
    """The years that an edition may bear, 1900 to 2099, in order.

    Matches "2024" in "Guidance 2024", "kcsie_2025" and "2024-25". Must not match "20240901" nor "12019".
    """
    return tuple(_YEAR.findall(text))


def without_years(text: str) -> str:
    """A text without the years in it, its spaces single."""
    return " ".join(_YEAR.sub("", text).split())


def is_year(text: str) -> bool:
    """Whether a text is a year that guidance may name, 1600 to 2099, and nothing else."""
    return _PAST_YEAR.fullmatch(text) is not None


def year_alone(text: str) -> str | None:
    """The year of a text that is a year, or a month and a year, and nothing else: "2024", "april 2018"; else None."""
    found = _YEAR_ALONE.fullmatch(text)
    return found[1] if found else None


def find_month(text: str) -> tuple[int, str] | None:
    """The month and year that a text states, counted in months from the year 0, and its words: "1 Sep 2025"."""
    found = _MONTH_AND_YEAR.search(text)
    if not found:
        return None
    month = next(index for index, name in enumerate(MONTHS) if name[:3].casefold() == found[1].casefold())
    return int(found[2]) * 12 + month, found[0]


# ---- versions and editions ----


def versions_in(text: str) -> tuple[str, ...]:
    """Every version number of a text: "4.0.3" in "ASVS v4.0.3". Must not match "4", nor a part of a number."""
    return tuple(_ANY_VERSION.findall(text))


def named_versions_in(text: str) -> tuple[str, ...]:
    """The version numbers that a text calls so: "Version 1.1", "release 2.0", "v4.0". Must not match "TLS 1.2"."""
    return tuple(_NAMED_VERSION.findall(text))


def version_alone(text: str) -> tuple[str, bool] | None:
    """The version that a text is, and whether a "v" calls it one: "v4.0" is ("4.0", True); None for other words."""
    found = _VERSION_ALONE.fullmatch(text)
    return (found[2], found[1] is not None) if found else None


def without_edition(title: str) -> str:
    """A title up to its year or version: "Keeping children safe" from "Keeping children safe: September 2025"."""
    return _FROM_VERSION.sub("", _FROM_YEAR.sub("", title))

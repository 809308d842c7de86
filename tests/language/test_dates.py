"""Dates, years and versions."""

import pytest

from kcsie_diff.language.dates import (
    DATE_PATTERN,
    MONTHS,
    find_month,
    first_date,
    is_year,
    named_versions_in,
    version_alone,
    versions_in,
    without_edition,
    without_years,
    year_alone,
    years_in,
)


@pytest.mark.parametrize(
    "date",
    [
        "1 September 2025",
        "1st September 2025",
        "1 September, 2025",
        "September 2025",
        "September, 2025",
        "April 16, 2018",
        "31 March",
        "2nd March",
        "May 1832",
    ],
)
def test_a_date_is_found_whole(date: str) -> None:
    found = DATE_PATTERN.search(f"in force from {date}, as before")
    assert found is not None
    assert found[0] == date


@pytest.mark.parametrize("text", ["may 2025", "May", "September 20255", "in 2025", "131 March"])
def test_what_is_not_a_date(text: str) -> None:
    assert DATE_PATTERN.search(text) is None


def test_a_cover_states_a_date_with_its_year() -> None:
    assert first_date("From 1 May. Published September 2025.") == "September 2025"
    assert first_date("From 1 May") is None


def test_years_of_an_edition() -> None:
    assert years_in("Guidance 2024, kcsie_2025 and 2026-27") == ("2024", "2025", "2026")
    assert years_in("20240901 and 12019 and 1850") == ()
    assert without_years("Guidance 2024 for schools") == "Guidance for schools"


def test_a_text_that_is_a_year() -> None:
    assert is_year("2024") and is_year("1689") and not is_year("1234") and not is_year("2024.")
    assert year_alone("2024") == "2024" == year_alone("september 2024")
    assert year_alone("1 september 2024") is None


@pytest.mark.parametrize("month", range(12))
def test_a_month_is_counted_from_the_year_0(month: int) -> None:
    for name in (MONTHS[month], MONTHS[month][:3], f"{MONTHS[month][:3]}."):
        assert find_month(f"1 {name} 2025") == (2025 * 12 + month, f"{name} 2025")
    assert find_month("no date") is None


def test_versions() -> None:
    assert versions_in("ASVS 4.0.3") == ("4.0.3",) == versions_in("ASVS v4.0.3")
    assert versions_in("Level 4") == ()
    assert named_versions_in("Version 1.1 and release 2.0, over TLS 1.2") == ("1.1", "2.0")
    assert version_alone("v4.0") == ("4.0", True)
    assert version_alone("4.0.3") == ("4.0.3", False)
    assert version_alone("over 4.0") is None


@pytest.mark.parametrize(
    "title",
    [
        "Keeping children safe: September 2025",
        "Keeping children safe 2025: information",
        "Keeping children safe – version 1.1",
        "Keeping children safe 1.1",
    ],
)
def test_a_title_without_the_edition(title: str) -> None:
    assert without_edition(title) == "Keeping children safe"

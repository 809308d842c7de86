"""Addresses: which words are one, and which targets lead to the same place."""

import re

import pytest

from kcsie_diff.language.addresses import (
    ADDRESS,
    EMAIL,
    TELEPHONE,
    WEB_ADDRESS,
    canonical_address,
    host_of,
    on_same_host,
)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.gov.uk/guidance/plan-technology",
        "http://a.example/",
        "www.example.org/a_(b)/c",
        "gov.uk/report-child-abuse",
        "ceop.police.uk",
        "thinkuknow.co.uk/a",
    ],
)
def test_an_address_ends_before_the_stop_bracket_or_quote(address: str) -> None:
    for text in (f"See {address}.", f"(see {address})", f"“{address}”", f"[{address}], then"):
        found = ADDRESS.search(text)
        assert found is not None
        assert found[0] == address


@pytest.mark.parametrize("text", ["etc.and", "i.e", "GOV.UK", "version 4.0.3", "the end.Now", "https://"])
def test_what_is_not_an_address(text: str) -> None:
    assert ADDRESS.search(text) is None


def test_a_bare_host_is_an_address_to_resources_alone() -> None:
    assert re.search(WEB_ADDRESS, "see gov.uk/a") is None


def test_mail_and_telephone() -> None:
    assert [found[0] for found in EMAIL.finditer("Write to help.desk@example.org.uk, or a@b.example.")] == [
        "help.desk@example.org.uk",
        "a@b.example",
    ]
    for number in ("0800 028 0285", "+44 20 7946 0000", "020-7946-0000"):
        assert TELEPHONE.search(f"Call {number} now")
    assert TELEPHONE.search("1234567890123456") is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/b", "https://a.example/b"),
        ("https://a.example/", "https://a.example"),
        ("https://A.example/b/", "https://a.example/b"),
        ("https://a.example/b?utm_source=x&c=1", "https://a.example/b?c=1"),
        ("https://a.example/b#:~:text=c", "https://a.example/b"),
        ("https://a.example/b#:%7E:text=c", "https://a.example/b"),
        ("https://a.example/%7Eb", "https://a.example/~b"),
        ("mailto:Help@a.example?subject=Hi", "mailto:help@a.example"),
    ],
)
def test_no_difference_to_where_it_leads(one: str, other: str) -> None:
    assert canonical_address(one) == canonical_address(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/b", "https://a.example/c"),
        ("https://a.example/b", "https://b.example/b"),
        ("https://a.example/b?c=1", "https://a.example/b?c=2"),
        ("https://a.example/b#c", "https://a.example/b#d"),
        ("mailto:a@a.example", "mailto:b@a.example"),
    ],
)
def test_another_address(one: str, other: str) -> None:
    assert canonical_address(one) != canonical_address(other)


@pytest.mark.parametrize("target", ["#page=3", "javascript:alert(1)", "file:///etc/passwd", "http://[", "", "page 3"])
def test_what_is_no_address_outside_is_not_compared(target: str) -> None:
    assert canonical_address(target) is None
    assert host_of(target) == ""


def test_the_host_goes_without_www() -> None:
    assert host_of("https://www.A.example/b") == "a.example"
    assert host_of("mailto:help@a.example") == "a.example"


def test_links_move_within_a_host_or_to_another() -> None:
    assert on_same_host("https://www.a.example/b", "http://a.example/c")
    assert not on_same_host("https://a.example/b", "https://b.example/b")

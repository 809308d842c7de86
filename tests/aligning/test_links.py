"""Addresses: what makes no difference, and what is told."""

from dataclasses import replace

import pytest

from kcsie_diff.differing import align
from kcsie_diff.differing.links import host, settle
from kcsie_diff.model.comparison import ChangeKind
from kcsie_diff.options import Options

from .made import RECORD, aligned, edition, rules


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
    assert settle(one) == settle(other) is not None


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
    assert settle(one) != settle(other)


@pytest.mark.parametrize("target", ["#page=3", "javascript:alert(1)", "file:///etc/passwd", "http://[", "", "page 3"])
def test_what_is_no_address_outside_is_not_compared(target: str) -> None:
    assert settle(target) is None
    assert host(target) == ""


def test_the_host_goes_without_www() -> None:
    assert host("https://www.A.example/b") == "a.example"
    assert host("mailto:help@a.example") == "a.example"


def _read(target: str) -> str:
    return f"1. {RECORD}\n2. Read [the handbook]({target}) before term."


def test_a_new_target_under_the_same_words_is_a_link_change() -> None:
    (difference,) = aligned(_read("https://a.example/b"), _read("https://a.example/c")).differences
    assert difference.kind is ChangeKind.LINK
    assert [(link.text, link.old, link.new) for link in difference.links] == [
        ("the handbook", "https://a.example/b", "https://a.example/c")
    ]


def test_a_target_on_another_host_changes_a_meaning_and_one_on_the_same_host_does_not() -> None:
    assert rules(_read("https://a.example/b"), _read("https://b.example/b")) == [None]
    assert rules(_read("https://a.example/b"), _read("https://a.example/c")) == ["link-same-host"]


def test_no_links_are_compared_where_a_file_has_none() -> None:
    old, new = edition(_read("https://a.example/b")), edition(_read("https://b.example/b"), facts="")
    assert align(old, replace(new, links_read=False), Options()).differences == ()

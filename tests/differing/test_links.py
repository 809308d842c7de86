"""Addresses: what makes no difference, and what is told."""

from kcsie_diff.model.comparison import ChangeKind
from kcsie_diff.records import replace

from .made import RECORD, align, aligned, edition, rules


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
    assert align(old, replace(new, links_read=False)).differences == ()

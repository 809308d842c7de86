"""What a document says is shown and never obeyed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kcsie_diff.reports.safe_text import one_line, safe_target, visible

ANY_TEXT = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain – “words”, café", "plain – “words”, café"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b[31mred", "[U+001B][31mred"),
        ("a\u202eb", "a[U+202E]b"),
        ("zero\u200bwidth", "zero[U+200B]width"),
        ("\ud800", "[U+D800]"),
        ("nul\x00", "nul[U+0000]"),
    ],
)
def test_unseen_characters_are_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY_TEXT)
def test_what_is_visible_can_be_written_and_stays_visible(text: str) -> None:
    shown = visible(text)
    shown.encode()
    assert visible(shown) == shown
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    "target", ["https://gov.example/a?b=c&d#e", "http://x.example", "mailto:a@b.example", "HTTPS://X"]
)
def test_targets_that_may_become_links(target: str) -> None:
    assert safe_target(target) == target


@pytest.mark.parametrize(
    "target",
    [
        None, "", "javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
        "file:///etc", "vbscript:x", "//x.example", "/a", "#a", 'https://x/" onclick="y', "https://x y", "https://x\u202ey",
        "ftp://x", "https:",
    ],
)  # fmt: skip
def test_targets_that_stay_text(target: str | None) -> None:
    assert safe_target(target) is None

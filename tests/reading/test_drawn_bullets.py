"""Bullets that a page draws as shapes."""

import pytest

from kcsie_diff.reading.drawn_bullets import with_drawn_bullets
from kcsie_diff.reading.page_model import Page, Stroke

from .made import line

WORDS = ("two radios", "a flag")


def told(*dots: Stroke, words: tuple[str, ...] = WORDS) -> list[str]:
    """The lines of a page that begin at 57 points, 20 points apart, with shapes on it."""
    lines = tuple(line(text, left=57, top=100 + 20 * at) for at, text in enumerate(words))
    (page,) = with_drawn_bullets([Page(1, 595, 842, lines, dots)])
    return [one.text for one in page.lines]


def dot(left: float, baseline: float, size: float = 4.0) -> Stroke:
    return Stroke(left, baseline - 3.5 - size / 2, left + size, baseline - 3.5 + size / 2, shaded=True)


def test_dots_before_lines_are_bullets() -> None:
    assert told(dot(45, 109.6), dot(45, 129.6)) == ["• two radios", "• a flag"]


@pytest.mark.parametrize(
    "dots",
    [
        (dot(45, 109.6),),  # one alone
        (dot(45, 109.6), dot(38, 129.6)),  # under each other they do not stand
        (dot(45, 109.6, 9), dot(45, 129.6, 9)),  # boxes to tick
        (dot(20, 109.6), dot(20, 129.6)),  # far from the words
        (dot(140, 109.6), dot(140, 129.6)),  # behind the words
        (dot(45, 103), dot(45, 123)),  # above the small letters
    ],
)
def test_other_dots_are_none(dots: tuple[Stroke, ...]) -> None:
    assert told(*dots) == list(WORDS)

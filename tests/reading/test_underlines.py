"""Rules under words are no rules of a table."""

import pytest

from kcsie_diff.reading.page_model import Page, Stroke
from kcsie_diff.reading.underlines import without_underlines

from .made import line

WORDS = line("The link to the register", left=60, top=100)
BASELINE = WORDS.baseline


@pytest.mark.parametrize(
    ("left", "right", "below", "kept"),
    [
        (60, WORDS.right, 1.5, False),
        (84, 120, 1.5, False),
        (55, WORDS.right + 9, 1.5, True),
        (60, WORDS.right, 6.0, True),
        (60, WORDS.right, -4.0, True),
    ],
)
def test_a_thin_line_right_under_words_and_no_longer_is_left_out(
    left: float, right: float, below: float, *, kept: bool
) -> None:
    stroke = Stroke(left, BASELINE + below, right, BASELINE + below + 0.6)
    (page,) = without_underlines([Page(1, 595, 842, (WORDS,), (stroke,))])
    assert (page.strokes == (stroke,)) == kept

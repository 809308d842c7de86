"""The sentences of a report’s first screen and foot."""

import pytest

from kcsie_diff.model.comparison import OutOfScope, Side
from kcsie_diff.records import replace
from kcsie_diff.reports.head_and_foot import details, scope
from reports import made

LEFT_OUT = "7 passages are listed as out of scope, not as changes."


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        ((Side.OLD, Side.OLD), f"The newer edition covers only a part of the older one: {LEFT_OUT}"),
        ((Side.NEW,), f"The older edition covers only a part of the newer one: {LEFT_OUT}"),
        ((Side.OLD, Side.NEW), f"Each edition has sections that the other one does not cover at all: {LEFT_OUT}"),
    ],
)
def test_the_sentence_says_which_edition_is_a_part(sides: tuple[Side, ...], said: str) -> None:
    parts = tuple(OutOfScope(side, ("Annex D",), (9,), 4) for side in sides)
    comparison = replace(made.plain(), out_of_scope=parts)
    assert scope(comparison) == said
    assert said in details(comparison)


def test_nothing_is_said_where_nothing_is_left_out() -> None:
    plain = made.plain()
    assert scope(replace(plain, out_of_scope=(), summary=replace(plain.summary, out_of_scope=0))) == ""

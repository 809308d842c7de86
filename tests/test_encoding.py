"""An edition and a comparison go to bytes and come back equal; damaged bytes are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kcsie_diff import compare_editions, parse
from kcsie_diff.encoding import comparison_from_bytes, comparison_to_bytes, edition_from_bytes, edition_to_bytes
from kcsie_diff.errors import ReadingError
from kcsie_diff.model.edition import Box, Edition, FootnoteMark, Link, Node, NodeKind, Place, Problem

TEXT = st.text(st.characters(), max_size=12) | st.text(alphabet="\\\ud800\udfffab0", max_size=6)
MAYBE = st.none() | TEXT
COUNT = st.integers(1, 9999)
POINTS = st.floats(allow_nan=False, width=64)
BOX = st.builds(Box, COUNT, POINTS, POINTS, POINTS, POINTS)


def some(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


NODE = st.builds(
    Node,
    key=TEXT,
    kind=st.sampled_from(NodeKind),
    text=TEXT,
    place=st.builds(Place, some(COUNT), MAYBE, some(BOX)),
    raw=TEXT,
    parent=MAYBE,
    number=MAYBE,
    level=st.none() | COUNT,
    ordinal=st.none() | COUNT,
    cells=some(TEXT),
    alt=MAYBE,
    links=some(st.builds(Link, TEXT, TEXT, st.none() | COUNT)),
    marks=some(st.builds(FootnoteMark, TEXT, COUNT, MAYBE)),
)
EDITION = st.builds(
    Edition,
    title=TEXT,
    file=TEXT,
    sha256=TEXT,
    pages=st.none() | COUNT,
    reader=TEXT,
    nodes=some(NODE),
    problems=some(st.builds(Problem, TEXT, TEXT, st.none() | COUNT)),
    status=MAYBE,
    date=MAYBE,
    licence=MAYBE,
    publisher=MAYBE,
    links_read=st.booleans(),
)


@given(EDITION)
def test_every_edition_comes_back_equal_and_gives_the_same_bytes(edition: Edition) -> None:
    data = edition_to_bytes(edition)
    back = edition_from_bytes(data)
    assert back == edition
    assert edition_to_bytes(back) == data


PLAIN = edition_to_bytes(Edition("T", "t.pdf", "", 1, "tagged", ()))


@given(st.integers(0, len(PLAIN) - 1), st.integers(1, 255))
def test_a_byte_that_changed_is_refused(place: int, change: int) -> None:
    damaged = bytearray(PLAIN)
    damaged[place] ^= change
    with pytest.raises(ReadingError) as raised:
        edition_from_bytes(bytes(damaged))
    assert raised.value.code == "damaged-edition"


@given(st.binary(max_size=99) | st.integers(0, len(PLAIN) - 1).map(lambda length: PLAIN[:length]))
def test_other_bytes_and_bytes_cut_short_are_refused(data: bytes) -> None:
    with pytest.raises(ReadingError):
        edition_from_bytes(data)


@pytest.mark.parametrize("name", ["the key", "the \ud800 key", "the \\ud800 key"])
def test_a_comparison_comes_back_equal_and_no_edition_is_taken_for_one(name: str) -> None:
    old = parse("= T\n\n[1] 1. Schools should keep a record of every visit.\n[1] 2. The lead has a deputy.\n")
    new = parse(
        f"= T\n\n[1] 1. Schools must keep a record of {name}.\n[2] 3. The lead has a deputy, says paragraph 1.\n"
    )
    comparison = compare_editions(old, new)
    assert comparison.changes
    data = comparison_to_bytes(comparison)
    assert comparison_from_bytes(data) == comparison
    with pytest.raises(ReadingError) as raised:
        comparison_from_bytes(edition_to_bytes(old))
    assert raised.value.code == "damaged-comparison"

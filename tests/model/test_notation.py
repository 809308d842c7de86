"""The notation prints an edition and parses back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kcsie_diff.errors import UsageError
from kcsie_diff.model.edition import Edition, FootnoteMark, Link, Node, NodeKind, Place
from kcsie_diff.model.notation import dump, parse

OUTLINE = """\
= Keeping pupils safe 2031
file: 2031.pdf
pages: 3
reader: tagged
status: in force
problem: scanned-page (page 3): A picture of text.

[1] # Part one: What all staff should know
[1] 1. Schools must follow this guidance.[^1] They should:
[1]   - read [the Act](https://example.org/act)
[1-2]   a) keep a record
[2]     - of each concern
[1] [^1] Not an offence.
[2] ## {2} Roles
[2] > A paragraph without a number.
[2] | Who | When \\| where |
[2] figure: Tell the lead {alt: A flow chart}
[2] contents: Part one 3
[1,3] furniture: 2
[3] unplaced: words that found no place
"""


def test_an_outline_in_the_notation_comes_back_as_it_was() -> None:
    assert dump(parse(OUTLINE)) == OUTLINE


def test_lines_nest_by_indent_and_headings_by_level() -> None:
    nodes = parse(OUTLINE).nodes
    by_text = {node.text: node for node in nodes}
    by_key = {node.key: node for node in nodes}
    parents = {node.text: by_key[node.parent].text for node in nodes if node.parent}
    assert parents["of each concern"] == "keep a record"
    assert parents["Roles"] == "Part one: What all staff should know"
    assert parents["A paragraph without a number."] == "Roles"
    assert by_text["keep a record"].ordinal == 2
    assert by_text["Who | When | where"].cells == ("Who", "When | where")


def test_a_footnote_hangs_on_the_node_that_cites_it() -> None:
    edition = parse(OUTLINE)
    note = next(node for node in edition.nodes if node.kind is NodeKind.FOOTNOTE)
    citing = edition.by_key[note.parent or ""]
    assert citing.number == "1"
    assert citing.marks == (FootnoteMark("1", len("Schools must follow this guidance."), note.key),)


def test_only_the_asked_pages_are_printed() -> None:
    shown = dump(parse(OUTLINE), pages=(3, 3))
    assert "words that found no place" in shown
    assert "Part one" not in shown


def test_a_line_outside_the_notation_is_refused_with_its_number() -> None:
    with pytest.raises(UsageError, match="Line 2"):
        parse("= T\n\n[1] > fine\nnot a line\n")


ODD = st.text(alphabet="ab []()\\^{}|#>.-:)1\n\u200f", max_size=12)
KINDS = st.sampled_from([kind for kind in NodeKind if kind not in (NodeKind.HEADING, NodeKind.TABLE_ROW)])


@st.composite
def nodes(draw: st.DrawFn, key: str) -> Node:
    words, tail = draw(ODD), draw(ODD)
    links = (Link(words, draw(ODD), 0),) if words and draw(st.booleans()) else ()
    marks = (FootnoteMark(draw(ODD), len(words + tail)),) if draw(st.booleans()) else ()
    number = draw(st.none() | st.text(alphabet="1a.)]} ", min_size=1, max_size=4))
    pages = tuple(sorted(draw(st.sets(st.integers(1, 9), min_size=1, max_size=3))))
    return Node(key, draw(KINDS), words + tail, Place(pages), number=number, links=links, marks=marks)


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    made = tuple(draw(nodes(f"k{i}")) for i in range(draw(st.integers(0, 5))))
    return Edition(title=draw(ODD), file="f.pdf", sha256="", pages=9, reader="tagged", nodes=made)


@given(editions())
def test_whatever_the_text_an_outline_is_printed_the_same_after_parsing(edition: Edition) -> None:
    once = parse(dump(edition))
    assert dump(once) == dump(edition)
    assert [node.text for node in once.nodes] == [node.text for node in edition.nodes]
    assert [node.place for node in once.nodes] == [node.place for node in edition.nodes]

"""Untagged editions as a whole: they read as their tagged twins do, and lose nothing."""

from collections import Counter
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from kcsie_diff.model.edition import Edition, NodeKind
from kcsie_diff.reading.contents import Titles
from kcsie_diff.reading.layout import analysis as layout
from kcsie_diff.reading.page_model import Line, Page, Stroke

from ..made import piece, read, texts, told, typeset

GUIDANCE = """
#set par(leading: 0.9em, spacing: 1.5em)
= Part one: What staff should know
#enum(start: 17, [All staff should know what to do if a child tells them that they are being abused, exploited or
  neglected, and should follow the processes that are set out here.#footnote[See Working together.] Staff should not
  promise to keep a secret.],
  [They should:
  - speak to the designated safeguarding lead or a deputy, without waiting for the next meeting of staff at the school
  - keep a record])
== Early help
Anyone may help. #lorem(60)

#table(columns: 2, [Check], [Done by], [Identity], [The school], [Record], [A deputy, before the first day of work])
"""


def untagged(folder: Path, source: str) -> Path:
    """The same edition without tags."""
    typeset(folder, source)
    path = folder / "untagged.pdf"
    path.write_bytes(typst.compile(folder / "source.typ", pdf_tags=False))
    return path


@pytest.fixture
def twin(tmp_path: Path) -> tuple[Edition, Edition]:
    return read(typeset(tmp_path, GUIDANCE)), read(untagged(tmp_path, GUIDANCE))


def test_an_untagged_edition_reads_as_its_tagged_twin(twin: tuple[Edition, Edition]) -> None:
    tagged, plain = twin
    assert (tagged.reader, plain.reader) == ("tagged", "layout")
    assert told(plain) == told(tagged)


def test_marks_find_their_notes_without_tags(twin: tuple[Edition, Edition]) -> None:
    marks = [(mark.label, mark.at, mark.key is not None) for node in twin[1].content for mark in node.marks]
    assert marks == [(mark.label, mark.at, mark.key is not None) for node in twin[0].content for mark in node.marks]
    assert marks


def test_paragraphs_go_on_over_page_ends(tmp_path: Path) -> None:
    source = "#set par(leading: 1em, spacing: 2em)\n" + "\n\n".join(f"#lorem({120 + 7 * i})" for i in range(9))
    found = [node for node in read(untagged(tmp_path, source)).content if node.kind is NodeKind.PARAGRAPH]
    assert len(found) == 9
    assert any(len(node.place.pages) > 1 for node in found)


def test_where_no_row_runs_on_the_longest_is_not_taken_for_full(tmp_path: Path) -> None:
    lines = ("The quay is open.", "The gate of the quay is shut at nine.", "A guest signs the book.", "Dogs stay away.")
    source = "#set par(leading: 1em, spacing: 1em)\n" + "\n\n".join(lines)
    assert texts(read(untagged(tmp_path, source)).content) == list(lines)


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    source = "#set text(hyphenate: false)\n#columns(2)[Alpha #lorem(90) omega #colbreak() Beta #lorem(90) zulu]"
    joined = " ".join(texts(read(untagged(tmp_path, source)).content))
    assert joined.index("omega") < joined.index("Beta") < joined.index("zulu")


def test_contents_and_numbers_of_pages_are_no_text(tmp_path: Path) -> None:
    source = '#set page(numbering: "1")\n#outline()\n#pagebreak()\n' + "\n".join(
        f"= Heading {word}\nText about {word}.\n" for word in ("one", "two", "three", "four")
    )
    kinds = Counter(node.kind for node in read(untagged(tmp_path, source)).nodes)
    assert kinds[NodeKind.HEADING] == 4
    assert kinds[NodeKind.CONTENTS] >= 4


words = st.text(alphabet=st.sampled_from("ab1.•-–(7 "), min_size=1, max_size=12)
spot = st.floats(min_value=0, max_value=700)


@given(
    st.lists(st.tuples(words, spot, spot, st.sampled_from((6.0, 9.0, 12.0, 20.0)), st.booleans()), max_size=25),
    st.lists(st.tuples(spot, spot, spot, spot, st.booleans()), max_size=12),
)
@settings(max_examples=150, deadline=None)
def test_every_piece_stands_in_one_block(
    drawn: list[tuple[str, float, float, float, bool]], paths: list[tuple[float, float, float, float, bool]]
) -> None:
    lines = tuple(Line((piece(text, x, y, size=size, raised=up),)) for text, x, y, size, up in drawn)
    strokes = tuple(Stroke(min(a, c), min(b, d), max(a, c), max(b, d), shade) for a, b, c, d, shade in paths)
    found = layout.blocks([page := Page(1, 595.0, 842.0, lines, strokes)], Titles([page]))
    wanted = Counter(character for text, *_ in drawn for character in text if not character.isspace())
    have = Counter(
        character for block in found for character in f"{block.label or ''}{block.text}" if not character.isspace()
    )
    # The label of a note is its mark: "1" where the page prints a raised "1." or "(1".
    signs = Counter(character for text, *_, raised in drawn if raised for character in text if character in ".(")
    assert not have - wanted
    assert wanted - have <= signs

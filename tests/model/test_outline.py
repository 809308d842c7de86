"""The outline builder: parents, list ordinals, keys and footnotes, from plain calls."""

import json

import pytest

from kcsie_diff.model.edition import Edition, FootnoteMark, Node, NodeKind, Place
from kcsie_diff.model.notation import dump
from kcsie_diff.model.outline import OutlineBuilder, outline_json


def node(
    kind: NodeKind,
    text: str,
    number: str | None = None,
    *,
    level: int | None = None,
    page: int | None = None,
    cites: str | None = None,
) -> Node:
    marks = (FootnoteMark(cites, len(text)),) if cites else ()
    place = Place() if page is None else Place((page,))
    return Node("", kind, text, place, number=number, level=level, marks=marks)


def built(*added: tuple[Node, int]) -> dict[str, Node]:
    """The nodes of an outline by their texts."""
    builder = OutlineBuilder()
    for each, depth in added:
        builder.add(each, depth)
    return {each.text: each for each in builder.nodes()}


def parents(nodes: dict[str, Node]) -> dict[str, str | None]:
    texts = {each.key: each.text for each in nodes.values()}
    return {each.text: texts[each.parent] if each.parent else None for each in nodes.values()}


HEADING, PARAGRAPH, ITEM, ROW = NodeKind.HEADING, NodeKind.PARAGRAPH, NodeKind.ITEM, NodeKind.TABLE_ROW


def test_an_edition_is_built_from_plain_calls_without_geometry() -> None:
    builder = OutlineBuilder()
    builder.add(node(HEADING, "Part one", level=1))
    builder.add(node(HEADING, "Records", "1.1", level=2))
    builder.add(node(PARAGRAPH, "Staff should:", "1", cites="1"))
    builder.add(node(ITEM, "keep a record"), depth=1)
    builder.add(node(ITEM, "of each concern", "a"), depth=2)
    builder.add(node(ITEM, "tell the lead"), depth=1)
    builder.add(node(NodeKind.FOOTNOTE, "As the Act says.", "1"))
    edition = Edition("Guidance", "guidance.docx", "", None, "docx", builder.nodes())
    assert dump(edition) == (
        "= Guidance\nfile: guidance.docx\nreader: docx\n\n"
        "[] # Part one\n[] ## {1.1} Records\n[] 1. Staff should:[^1]\n"
        "[]   - keep a record\n[]     a) of each concern\n[]   - tell the lead\n[] [^1] As the Act says.\n"
    )
    assert [each.ordinal for each in edition.nodes] == [None, None, None, 1, 1, 2, None]
    assert [each.key for each in edition.nodes] == ["n1", "n2", "n/1", "n4", "n5", "n6", "n/note1"]
    assert edition.section(edition.nodes[4]) == ("Part one", "Records")
    assert edition.ancestors(edition.nodes[6])[-1].key == "n/1"
    assert edition.nodes[2].marks == (FootnoteMark("1", len("Staff should:"), "n/note1"),)


def test_the_json_of_an_edition_without_pages_has_null_and_an_empty_list() -> None:
    builder = OutlineBuilder()
    builder.add(node(PARAGRAPH, "Only this."))
    data = json.loads(outline_json(Edition("T", "t.html", "", None, "html", builder.nodes())))
    assert data["pages"] is None
    assert (data["nodes"][0]["page"], data["nodes"][0]["pages"]) == (None, [])


def test_headings_nest_by_level_though_levels_are_skipped() -> None:
    added = [(node(HEADING, f"{level} {place}", level=level), 0) for place, level in enumerate((2, 4, 3, 1, 3))]
    assert parents(built(*added)) == {"2 0": None, "4 1": "2 0", "3 2": "2 0", "1 3": None, "3 4": "1 3"}


def test_a_row_ends_a_list_and_leaves_its_paragraph_open() -> None:
    nodes = built(
        (node(PARAGRAPH, "They should:"), 0),
        (node(ITEM, "one"), 1),
        (node(ROW, "a | b"), 0),
        (node(ITEM, "two"), 1),
        (node(NodeKind.FIGURE_TEXT, "an arrow"), 0),
        (node(ITEM, "three"), 1),
    )
    assert parents(nodes)["two"] == parents(nodes)["three"] == "They should:"
    assert parents(nodes)["a | b"] is parents(nodes)["an arrow"] is None
    assert [nodes[text].ordinal for text in ("one", "two", "three")] == [1, 1, 2]


def test_a_paragraph_within_an_item_does_not_end_the_list_around_it() -> None:
    nodes = built(
        (node(ITEM, "one"), 1), (node(PARAGRAPH, "more of it"), 2), (node(ITEM, "two"), 1), (node(PARAGRAPH, "end"), 1)
    )
    assert parents(nodes)["more of it"] == "one"
    assert nodes["two"].ordinal == 2
    assert parents(nodes)["end"] is None


def test_running_lines_and_contents_hang_on_no_paragraph() -> None:
    nodes = built(
        (node(HEADING, "Contents", level=1), 0),
        (node(PARAGRAPH, "p"), 0),
        (node(NodeKind.CONTENTS, "Part one 3"), 1),
        (node(NodeKind.FURNITURE, "2"), 1),
    )
    assert parents(nodes)["Part one 3"] == "Contents"
    assert parents(nodes)["2"] is None


def test_a_mark_means_the_footnote_of_its_page_else_the_next_within_reach() -> None:
    note = NodeKind.FOOTNOTE
    nodes = built(
        (node(PARAGRAPH, "first", page=1, cites="1"), 0),
        (node(note, "first note", "1", page=1), 0),
        (node(PARAGRAPH, "second", page=5, cites="1"), 0),
        (node(note, "second note", "1", page=6), 0),
        (node(PARAGRAPH, "far", page=20, cites="1"), 0),
    )
    assert parents(nodes)["first note"] == "first"
    assert parents(nodes)["second note"] == "second"
    assert nodes["far"].marks[0].key is None


def test_without_pages_a_mark_means_the_next_footnote_of_its_label_else_the_nearest_before() -> None:
    note = NodeKind.FOOTNOTE
    nodes = built(
        (node(PARAGRAPH, "one", cites="1"), 0),
        (node(note, "note of one", "1"), 0),
        (node(PARAGRAPH, "two", cites="1"), 0),
        (node(note, "note of two", "1"), 0),
        (node(PARAGRAPH, "three", cites="1"), 0),
    )
    assert parents(nodes)["note of one"] == "one"
    assert parents(nodes)["note of two"] == "two"
    assert nodes["three"].marks[0].key == nodes["note of two"].key


def test_two_paragraphs_with_one_number_have_keys_of_their_own() -> None:
    builder = OutlineBuilder()
    keys = [builder.add(node(PARAGRAPH, text, "1", page=3)).key for text in ("a", "b")]
    assert keys == ["p3/1", "p3.2"]


def test_a_key_that_is_given_twice_is_refused() -> None:
    builder = OutlineBuilder()
    builder.add(Node("same", PARAGRAPH, "a", Place()))
    with pytest.raises(ValueError, match="same"):
        builder.add(Node("same", PARAGRAPH, "b", Place()))

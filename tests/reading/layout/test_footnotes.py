"""Footnotes of untagged pages, in type as large as the text: known by their marks, a gap or a rule."""

from pathlib import Path

import pytest

from kcsie_diff.model.edition import NodeKind

from ..made import read, texts, typeset

NOTE = "show footnote.entry: set text(size: 12pt)"
TEXT = (
    f"#{NOTE}\n"
    "The form is signed by a parent#footnote[Or by the person who cares for the pupil.] and by the tutor.\n\n"
    "The fee was fixed in 2031#footnote[The board looks at the fee each spring.] and is due at once.\n\n"
    "The hall has 40 m#super[2] of floor."
)


@pytest.mark.parametrize("rule", ["", "#set footnote.entry(separator: none)\n"])
def test_notes_as_large_as_the_text_are_notes(rule: str, tmp_path: Path) -> None:
    found = read(typeset(tmp_path, rule + TEXT, tagged=False))
    notes = [node for node in found.content if node.kind is NodeKind.FOOTNOTE]
    assert [(node.number, node.text) for node in notes] == [
        ("1", "Or by the person who cares for the pupil."),
        ("2", "The board looks at the fee each spring."),
    ]
    assert texts([node for node in found.content if node.kind is NodeKind.PARAGRAPH]) == [
        "The form is signed by a parent and by the tutor.",
        "The fee was fixed in 2031 and is due at once.",
        "The hall has 40 m² of floor.",
    ]


def test_a_raised_figure_that_begins_a_paragraph_and_that_nothing_cites_begins_no_note(tmp_path: Path) -> None:
    source = "The hall was let to the club.\n\n#super[2]He is the last of his name.\n\nThe fee is due."
    found = read(typeset(tmp_path, source, tagged=False))
    assert all(node.kind is NodeKind.PARAGRAPH for node in found.content)

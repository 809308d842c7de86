"""What holds what: headings, and what stands under them."""

from kcsie_diff.reading.assemble import assemble
from kcsie_diff.reading.pieces import Role

from .made import block


def paths(*headings: tuple[int, str]) -> list[tuple[str | None, str]]:
    """Each heading, after the text of the heading that holds it."""
    blocks = [block(Role.HEADING, text, level=level, top=100 + 40 * i) for i, (level, text) in enumerate(headings)]
    nodes = assemble(blocks, ())
    texts = {node.key: node.text for node in nodes}
    return [(texts.get(node.parent or ""), node.text) for node in nodes]


def test_a_list_of_contents_holds_none_of_the_headings_after_it() -> None:
    told = paths((1, "Annex B"), (2, "Table of contents"), (3, "Absent children"), (4, "Actions"))
    assert [parent for parent, _ in told] == [None, "Annex B", "Annex B", "Absent children"]


def test_a_heading_that_only_speaks_of_contents_holds_what_is_below_it() -> None:
    told = paths((1, "Annex B"), (2, "Contents of the record"), (3, "Who writes it"))
    assert [parent for parent, _ in told] == [None, "Annex B", "Contents of the record"]

"""What holds what: headings, and what stands under them."""

from kcsie_diff.model.edition import NodeKind
from kcsie_diff.reading.assembling.tree import assemble
from kcsie_diff.reading.page_model import Role

from ..made import block

HEADINGS = (Role.HEADING, 1, "Annex B"), (Role.HEADING, 2, "Table of contents")
BELOW = (Role.HEADING, 3, "Absent children"), (Role.HEADING, 4, "Actions")


def holders(*parts: tuple[Role, int | None, str]) -> list[str | None]:
    """For each heading the text of the heading that holds it."""
    blocks = [block(role, text, level=level, top=100 + 40 * i) for i, (role, level, text) in enumerate(parts)]
    nodes = assemble(blocks, ())
    texts = {node.key: node.text for node in nodes}
    return [texts.get(node.parent or "") for node in nodes if node.kind is NodeKind.HEADING]


def test_a_heading_of_contents_without_a_list_holds_what_is_below_it() -> None:
    assert holders(*HEADINGS, *BELOW) == [None, "Annex B", "Table of contents", "Absent children"]

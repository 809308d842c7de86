"""Footnote marks find their footnotes, and footnotes the node that cites them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kcsie_diff.model.edition import FootnoteMark, Node, NodeKind
from kcsie_diff.reading.assembling.text_flow import Mark


def cite(nodes: Sequence[Node], marks: Mapping[str, Sequence[Mark]]) -> tuple[Node, ...]:
    """The nodes with their marks, each mark with its footnote's key, each footnote under the node that cites it first.

    Of several footnotes with one label the one on the mark's page is meant, else the nearest after it, else before it.
    """
    notes: dict[str, list[Node]] = {}
    for node in nodes:
        if node.kind is NodeKind.FOOTNOTE and node.number:
            notes.setdefault(node.number, []).append(node)
    cited: dict[str, str] = {}
    told: dict[str, tuple[FootnoteMark, ...]] = {}
    for node in nodes:
        found = [FootnoteMark(mark.label, mark.at, _find(notes, mark, node)) for mark in marks.get(node.key, ())]
        told[node.key] = tuple(found)
        for mark in found:
            if mark.key is not None:
                cited.setdefault(mark.key, node.key)
    return tuple(replace(node, marks=told[node.key], parent=cited.get(node.key, node.parent)) for node in nodes)


def _find(notes: Mapping[str, Sequence[Node]], mark: Mark, node: Node) -> str | None:
    """The key of the footnote that a mark means."""
    near = [note for note in notes.get(mark.label, ()) if abs(note.page - mark.page) <= 3 and note.key != node.key]
    if not near:
        return None
    return min(near, key=lambda note: (abs(note.page - mark.page), note.page < mark.page)).key

"""The outline as data, `kcsie-diff/outline/1`: one edition, every node in reading order."""

import json
from typing import Any

from kcsie_diff.model.edition import Edition, Node

SCHEMA = "kcsie-diff/outline/1"


def outline_json(edition: Edition, pages: tuple[int, int] | None = None) -> str:
    """The outline of an edition as JSON text, with a final newline.

    With `pages` only the nodes that touch the pages `first` to `last`, from 1, both included.
    """
    first, last = pages or (1, edition.pages)
    shown = (node for node in edition.nodes if any(first <= page <= last for page in node.place.pages))
    data = {
        "schema": SCHEMA,
        "title": edition.title,
        "file": edition.file,
        "sha256": edition.sha256,
        "pages": edition.pages,
        "reader": edition.reader,
        "status": edition.status,
        "date": edition.date,
        "licence": edition.licence,
        "publisher": edition.publisher,
        "problems": [
            {"code": problem.code, "message": problem.message, "page": problem.page} for problem in edition.problems
        ],
        "nodes": [_node(node) for node in shown],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _node(node: Node) -> dict[str, Any]:
    data: dict[str, Any] = {
        "key": node.key,
        "parent": node.parent,
        "kind": node.kind.value,
        "level": node.level,
        "number": node.number,
        "ordinal": node.ordinal,
        "page": node.page,
        "pages": list(node.place.pages),
        "text": node.text,
        "alt": node.alt,
        "links": [{"text": link.text, "target": link.target} for link in node.links],
    }
    if node.cells:
        data["cells"] = list(node.cells)
    return data

"""The JSON of a comparison, `kcsie-diff/comparison/1`. Its contract is `schema/comparison-1.schema.json`."""

import json
from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from kcsie_diff.model.comparison import Change, Comparison, Passage
from kcsie_diff.records import as_plain
from kcsie_diff.reports.view import View

SCHEMA = "kcsie-diff/comparison/1"


def write(view: View) -> bytes:
    """Return the comparison as JSON: UTF-8, two spaces, a line feed at the end; lone surrogates stay escaped."""
    text = json.dumps(document(view.comparison), ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace")


def schema() -> Mapping[str, Any]:
    """Return the published JSON Schema (draft 2020-12) of the document."""
    file = resources.files("kcsie_diff.reports") / "schema" / "comparison-1.schema.json"
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def document(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as the contract spells it."""
    facts = comparison.summary
    return {
        "schema": SCHEMA,
        "tool": {"name": "kcsie-diff", "version": comparison.version},
        "old": as_plain(comparison.old),
        "new": as_plain(comparison.new),
        "summary": as_plain(facts)
        | {"by_category": dict(facts.by_category), "by_kind": dict(facts.by_kind), "noise": dict(facts.noise)},
        "warnings": list(comparison.warnings),
        "changes": [_change(change) for change in comparison.changes],
        "terms": _rows(comparison.terms),
        "concordance": _rows(comparison.concordance),
        "official_table": None if comparison.official_table is None else as_plain(comparison.official_table),
        "out_of_scope": _rows(comparison.out_of_scope),
        "stale_references": _rows(comparison.stale_references),
        "retargeted_references": _rows(comparison.retargeted_references),
        "links": _rows(comparison.links),
        "acts": _rows(comparison.acts),
        "organisations": _rows(comparison.organisations),
        "parts": _rows(comparison.parts),
        "themes": _rows(comparison.themes),
        "actions": _rows(comparison.actions),
        "problems": [
            {"side": side, "code": one.code, "message": one.message_and_cure, "page": one.page}
            for side, one in comparison.problems
        ],
        "review_unused": list(comparison.review_unused),
        "settings": dict(comparison.settings),
    }


def _rows(rows: Sequence[Any]) -> list[dict[str, Any]]:
    return [as_plain(row) for row in rows]


def _change(change: Change) -> dict[str, Any]:
    return {
        "id": change.id,
        "review_key": change.review_key,
        "kind": change.kind,
        "moved": change.moved,
        "category": change.category,
        "confidence": change.confidence,
        "check_by_eye": change.check_by_eye,
        "reasons": _rows(change.reasons),
        "duty": change.duty,
        "duties": _rows(change.duties),
        "significance": change.significance,
        "audience": list(change.audience),
        "term": change.term,
        "section": {
            "old": _path(change.section_old),
            "new": _path(change.section_new),
            "heir": _path(change.section_successor),
        },
        "old": [_passage(passage) for passage in change.old],
        "new": [_passage(passage) for passage in change.new],
        "segments": [
            {"op": each.op, "text": each.text} | ({} if each.old is None else {"old": each.old})
            for each in change.segments
        ],
        "official": None if change.official is None else {"row": change.official},
        "links": _rows(change.links),
        "dates": list(change.dates),
        "resources": list(change.resources),
        "organisations": list(change.organisations),
        "acts": list(change.acts),
        "explanation": as_plain(change.explanation) if change.explanation else None,
        "review": as_plain(change.review) if change.review else None,
    }


def _path(section: tuple[str, ...] | None) -> list[str] | None:
    return None if section is None else list(section)


def _passage(passage: Passage) -> dict[str, Any]:
    fields = as_plain(passage)
    boxes = [[box.page, box.left, box.top, box.right, box.bottom] for box in passage.boxes]
    return fields | {"boxes": boxes}

"""The JSON of a comparison, `kcsie-diff/comparison/1`. Its contract is `schema/comparison-1.schema.json`."""

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

from kcsie_diff.model.comparison import Change, Comparison
from kcsie_diff.records import as_plain
from kcsie_diff.reports.view import View

SCHEMA = "kcsie-diff/comparison/1"
_TABLES = (
    "terms", "concordance", "official_table", "out_of_scope", "stale_references", "retargeted_references", "links",
    "acts", "organisations", "parts", "themes", "actions",
)  # fmt: skip
_CHANGE = (
    "id", "review_key", "kind", "moved", "category", "confidence", "check_by_eye", "reasons", "duty", "duties",
    "significance", "audience", "term", "section", "old", "new", "segments", "official", "links", "dates", "resources",
    "organisations", "acts", "explanation", "review",
)  # fmt: skip


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
    plain = as_plain(comparison)
    summary = plain["summary"]
    return {
        "schema": SCHEMA,
        "tool": {"name": "kcsie-diff", "version": comparison.version},
        "old": plain["old"],
        "new": plain["new"],
        "summary": summary | {name: dict(summary[name]) for name in ("by_category", "by_kind", "noise")},
        "warnings": plain["warnings"],
        "changes": [_change(*each) for each in zip(comparison.changes, plain["changes"], strict=True)],
        **{name: plain[name] for name in _TABLES},
        "problems": [
            {"side": side, "code": one.code, "message": one.message_and_cure, "page": one.page}
            for side, one in comparison.problems
        ],
        "review_unused": plain["review_unused"],
        "settings": dict(comparison.settings),
    }


def _change(change: Change, plain: dict[str, Any]) -> dict[str, Any]:
    """A change in the order of the contract: its plain fields, and those that are spelled in another way."""
    for passage in plain["old"] + plain["new"]:
        passage["boxes"] = [list(box.values()) for box in passage["boxes"]]
    for segment in plain["segments"]:
        if segment["old"] is None:
            del segment["old"]
    spelled = plain | {
        "check_by_eye": change.check_by_eye,
        "section": {"old": plain["section_old"], "new": plain["section_new"], "heir": plain["section_successor"]},
        "official": None if change.official is None else {"row": change.official},
    }
    return {name: spelled[name] for name in _CHANGE}

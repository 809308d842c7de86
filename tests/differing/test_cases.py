"""Each folder of tests/cases: two outlines, and what a reader is to be told of them.

`pytest tests/differing/test_cases.py --accept` writes what is told now; read the difference before you commit it.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from kcsie_diff.meaning import judge
from kcsie_diff.model.alignment import Alignment, Difference
from kcsie_diff.model.comparison import Category, Change, Segment, SegmentOp
from kcsie_diff.model.edition import Node
from kcsie_diff.model.notation import parse
from kcsie_diff.options import Options

from .made import align

CASES = sorted(path for path in (Path(__file__).parents[1] / "cases").iterdir() if path.is_dir())
LONG = 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, accept: bool) -> None:
    old, new = (parse((case / name).read_text(encoding="utf-8")) for name in ("old.txt", "new.txt"))
    told = describe(align(old, new))
    if accept:
        (case / "expected.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert told == json.loads((case / "expected.json").read_text(encoding="utf-8"))


def test_accepting_is_off(accept: bool) -> None:
    assert not accept, "accepted: read what changed in tests/cases, then run again without --accept"


def describe(alignment: Alignment) -> dict[str, Any]:
    """What is told of two editions, in lines that a person reads."""
    changes = judge(alignment, Options(), "0").changes
    return {
        "differences": [
            line
            for difference, change in zip(alignment.differences, changes, strict=True)
            for line in _difference(difference, change)
        ],
        "terms": [f"{t.old} -> {t.new}, {t.count} times, in {list(t.differences)}" for t in alignment.terms],
        "concordance": [f"{row.old} -> {row.new} {row.status} {row.change}" for row in alignment.concordance],
        "stale": [f"{s.number}: {s.says} -> {s.should_say}" for s in alignment.stale_references],
        "noise": dict(alignment.noise),
    }


def _difference(difference: Difference, change: Change) -> list[str]:
    flags = [name for name, on in (("moved", change.moved), ("term", change.term is not None)) if on]
    rule = f" ({change.reasons[0].rule})" if change.category is Category.EDITORIAL else ""
    sides = " -> ".join(", ".join(map(_node, side)) or "nothing" for side in (difference.old, difference.new))
    links = [f"    {link.text}: {link.old} -> {link.new}" for link in difference.links]
    head = f"{difference.kind.value}{rule}{''.join(f' {flag}' for flag in flags)}: {sides}"
    return [head, "    " + "".join(map(_segment, difference.segments)), *links]


def _node(node: Node) -> str:
    return f"{node.kind.value} {node.number}" if node.number else node.kind.value


def _segment(segment: Segment) -> str:
    if segment.op is SegmentOp.CUT:
        return f"[-{segment.text}-]"
    if segment.op is SegmentOp.ADD:
        return f"{{+{segment.text}+}}"
    text = segment.text
    return text if len(text) <= LONG else f"{text[:25]} … {text[-25:]}"

"""How well the rules sort real changes that others have described.

Usage: python benchmarks/statements.py [STATEMENTS.jsonl] [--verbose]

Each line of the file describes one published statement about a change of Keeping children safe in education, 2015 to
2024: `old_text` and `new_text` (the changed words, one may be null), `category_inferred`, and the categories in
`category_also_acceptable`. A difference is made of the words and judged alone, without the passage around it. Recall
counts an accepted category as right. The file is not part of the project: $KCSIE_STATEMENTS or ../shared/truth.
"""

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kcsie_diff.differing.segments import segments as word_segments
from kcsie_diff.meaning import judge
from kcsie_diff.model.alignment import Alignment, Difference
from kcsie_diff.model.comparison import ChangeKind, Explanation, Segment, SegmentOp
from kcsie_diff.model.edition import Edition, Node, NodeKind, Place
from kcsie_diff.options import Options

CATEGORIES = ("legislative", "additional_support", "clarification")
DEFAULT = Path(os.environ.get("KCSIE_STATEMENTS", "../shared/truth/statements.jsonl"))


@dataclass(frozen=True)
class Row:
    """A statement's changed words, the category it is given, and those that are accepted."""

    pair: str
    old: str
    new: str
    category: str
    accepted: frozenset[str]


def read_rows(path: Path) -> Iterator[Row]:
    """The statements that give changed words and are counted as changes."""
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        old, new = (plain(entry[name]) for name in ("old_text", "new_text"))
        if (old or new) and entry["category_inferred"] in CATEGORIES:
            accepted = {entry["category_inferred"], *entry["category_also_acceptable"]}
            yield Row(entry["pair"], old, new, entry["category_inferred"], frozenset(accepted))


def plain(text: str | None) -> str:
    """The words without the quotation marks that a source put around them."""
    return (text or "").strip().strip('"').strip()


def difference(row: Row) -> Difference:
    """The statement's words as a difference between two passages."""
    old, new = (
        tuple(Node("n", NodeKind.PARAGRAPH, text, Place((2,))) for text in (side,) if text)
        for side in (row.old, row.new)
    )
    kind = ChangeKind.REWORDED if old and new else ChangeKind.ADDED if new else ChangeKind.REMOVED
    if old and new:
        segments = word_segments(row.old, row.new)
    else:
        segments = (Segment(SegmentOp.ADD if new else SegmentOp.CUT, row.new or row.old),)
    return Difference(kind, False, old, new, segments, Explanation("statement"))


def judge_row(row: Row) -> tuple[str, float, str]:
    """The category that the rules give a statement's words, its confidence, and the deciding rule."""
    one = difference(row)
    before, after = (
        Edition(f"Keeping children safe in education {year[:4]}", "e.pdf", "", 9, "tagged", nodes)
        for year, nodes in zip(row.pair.replace("Jan21", "").split("->"), (one.old, one.new), strict=True)
    )
    change = judge(Alignment(before, after, (one,), ()), Options(), "0").changes[0]
    return change.category.value, change.confidence, change.reasons[0].rule


def main() -> None:
    """Print the recall of each category, their mean, and how often a sure answer was right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("statements", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--verbose", action="store_true", help="list the statements that were sorted otherwise")
    args = parser.parse_args()
    rows = list(read_rows(args.statements))
    told = [judge_row(row) for row in rows]
    recalls = []
    for category in CATEGORIES:
        hits = [got in row.accepted for row, (got, _, _) in zip(rows, told, strict=True) if row.category == category]
        recalls.append(sum(hits) / len(hits) if hits else 0.0)
        print(f"{category:20} {recalls[-1]:.3f}  {sum(hits)} of {len(hits)}")
    print(f"{'mean':20} {sum(recalls) / len(recalls):.3f}")
    for low, high in ((0.9, 1.01), (0.7, 0.9), (0.0, 0.7)):
        right = [got in row.accepted for row, (got, sure, _) in zip(rows, told, strict=True) if low <= sure < high]
        print(f"confidence {low:.1f} to {min(high, 1):.1f}: {sum(right)} of {len(right)} right")
    if args.verbose:
        for row, (got, sure, rule) in zip(rows, told, strict=True):
            if got not in row.accepted:
                print(f"  {row.category} told {got} ({rule}, {sure}): {row.old!r} -> {row.new!r}"[:260])


if __name__ == "__main__":
    main()

"""How faithfully editions of known content are read: units with the right text, kind and number.

    python benchmarks/reading.py --editbench ../shared/editbench [--styles A,B,untagged] [--seeds 1,2,3] [--verbose]

`--editbench` (or $KCSIE_EDITBENCH) is a folder with editbench.py, which makes pairs of PDFs and says what an ideal
reader finds in them. A cell counts where a row holds it, or where a run of whole nodes spells it: a box.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from kcsie_diff.language.normalise import letters
from kcsie_diff.model.edition import Edition, Node, NodeKind
from kcsie_diff.options import Options
from kcsie_diff.reading import read_edition


@dataclass(frozen=True)
class Score:
    """How many of the units that should be found were; what was missed; what was found beside them."""

    right: int
    expected: int
    missed: tuple[str, ...]
    surplus: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.right / self.expected


def make(bench: Path, base: str, style: str, seed: int, folder: Path) -> None:
    subprocess.run(
        [
            *(sys.executable, str(bench / "editbench.py"), "make", "--base", str(bench / "bases" / f"{base}.json")),
            *("--seed", str(seed), "--edits", "60", "--style", style, "--out", str(folder)),
        ],
        check=True,
        capture_output=True,
    )


def signature(kind: str, number: str | None, text: str) -> tuple[str, str | None, str]:
    return kind, number, letters(text)


def told(edition: Edition) -> Iterator[tuple[str, str | None, str]]:
    """What was read, in the terms of the answer: a row gives its cells."""
    for node in edition.content:
        if node.kind is NodeKind.TABLE_ROW:
            yield from (signature("cell", None, cell) for cell in node.cells)
        else:
            label = node.number if node.kind is NodeKind.HEADING else None
            yield signature(node.kind.value, _number(node), f"{label or ''} {node.text}")


def _number(node: Node) -> str | None:
    return node.number if node.kind in (NodeKind.PARAGRAPH, NodeKind.FOOTNOTE) else None


class Boxes:
    """The content nodes one after the other: does a run of whole nodes spell the text of a box?"""

    def __init__(self, nodes: Sequence[Node]) -> None:
        texts = [letters(f"{node.number or ''} {node.text}") for node in nodes if node.kind is not NodeKind.FOOTNOTE]
        self.whole = "".join(texts)
        self.edges = {0, *accumulate(len(text) for text in texts)}

    def hold(self, text: str) -> bool:
        start = self.whole.find(text)
        return start >= 0 and start in self.edges and start + len(text) in self.edges


def measure(pdf: Path, answer: Path) -> Score:
    units = json.loads(answer.read_text(encoding="utf-8"))["units"]
    expected = [signature(unit["node"], unit["number"], unit["text"]) for unit in units]
    edition = read_edition(pdf, Options())
    found = list(told(edition))
    left: dict[tuple[str, str | None, str], int] = {}
    for unit in found:
        left[unit] = left.get(unit, 0) + 1
    missed = []
    boxes = Boxes(edition.content)
    for unit in expected:
        if left.get(unit, 0):
            left[unit] -= 1
        elif unit[0] == "cell" and boxes.hold(unit[2]):
            continue
        else:
            missed.append(" ".join(map(str, unit)))
    surplus = [" ".join(map(str, unit)) for unit, count in left.items() for _ in range(count)]
    return Score(len(expected) - len(missed), len(expected), tuple(missed), tuple(surplus))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--editbench", type=Path, default=os.environ.get("KCSIE_EDITBENCH"), required=False)
    parser.add_argument("--bases", default="kcsie-2024")
    parser.add_argument("--styles", default="A,B,untagged")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args(arguments)
    if args.editbench is None:
        parser.error("say where editbench is: --editbench or $KCSIE_EDITBENCH")
    for base in args.bases.split(","):
        for style in args.styles.split(","):
            for seed in args.seeds.split(","):
                report(Path(args.editbench), base, style, int(seed), args.verbose)


def report(bench: Path, base: str, style: str, seed: int, verbose: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(bench, base, style, seed, folder)
        for side in ("old", "new"):
            score = measure(folder / f"{side}.pdf", folder / f"{side}.json")
            print(
                f"{base} {style} {seed} {side}: {score.share:.4f} of {score.expected}, {len(score.surplus)} beside them"
            )
            if verbose:
                print(
                    *(f"  - {unit[:150]}" for unit in score.missed),
                    *(f"  + {unit[:150]}" for unit in score.surplus),
                    sep="\n",
                )


if __name__ == "__main__":
    main()

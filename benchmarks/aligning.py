"""Measure matching on editions with known edits, without any PDF.

    python benchmarks/aligning.py EDITBENCH [--bases kcsie-2024 ...] [--seeds 1-8] [--edits 60] [--pages 0] [--show]

EDITBENCH is the folder of the program that makes the editions. It writes `old.json` and `new.json`: the texts of both
editions in reading order, each with an id that says which text became which. `--pages` grows the base first.
"""

import argparse
import importlib
import json
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kcsie_diff.aligning.match import Matching, match
from kcsie_diff.model.alignment import Match
from kcsie_diff.model.edition import Edition, Node, NodeKind, Place
from kcsie_diff.records import replace

Unit = dict[str, Any]


# ---- editions ----


def read_edition(path: Path) -> Edition:
    """The edition that a file of units describes; keys are the units' ids, cells become rows."""
    content = json.loads(path.read_text(encoding="utf-8"))
    nodes: list[Node] = []
    headings: list[Node] = []
    holder: str | None = None
    for unit in content["units"]:
        if unit["node"] == "cell":
            _add_cell(nodes, unit, headings)
            continue
        node = _node(unit)
        if node.kind is NodeKind.HEADING:
            del headings[len(unit["section"]) - 1 :]
            node = replace(node, level=len(unit["section"]), parent=headings[-1].key if headings else None)
            headings.append(node)
            holder = None
        elif node.kind is NodeKind.FOOTNOTE:
            node = replace(node, parent=node.key.rpartition("/")[0])
        else:
            above = headings[-1].key if headings else None
            node = replace(node, parent=(holder or above) if node.kind is NodeKind.ITEM else above)
            holder = node.key if node.kind is NodeKind.PARAGRAPH else holder
        nodes.append(node)
    present = {node.key for node in nodes}
    nodes = [replace(node, parent=node.parent if node.parent in present else None) for node in nodes]
    return Edition(content["title"], path.name, "", 1, "tagged", tuple(nodes))


def _node(unit: Unit) -> Node:
    return Node(unit["id"], NodeKind(unit["node"]), unit["text"], Place((1,)), number=unit["number"])


def _add_cell(nodes: list[Node], unit: Unit, headings: list[Node]) -> None:
    key = unit["id"].rpartition("c")[0]
    if nodes and nodes[-1].key == key:
        cells = (*nodes[-1].cells, unit["text"])
        nodes[-1] = replace(nodes[-1], text=" | ".join(cells), cells=cells)
        return
    parent = headings[-1].key if headings else None
    nodes.append(Node(key, NodeKind.TABLE_ROW, unit["text"], Place((1,)), parent=parent, cells=(unit["text"],)))


# ---- truth and score ----


@dataclass(frozen=True)
class Score:
    """What went wrong in one case: lines to read, counted."""

    wrong: tuple[str, ...]
    seconds: float
    nodes: int


def measure(case: Path) -> Score:
    """Match the editions of a case and hold the result to what is known."""
    old, new = read_edition(case / "old.json"), read_edition(case / "new.json")
    truth = json.loads((case / "truth.json").read_text(encoding="utf-8"))
    start = time.process_time()
    matching = match(old, new)
    seconds = time.process_time() - start
    wrong = [*_wrong_pairs(matching, _true_partners(old, new, truth)), *_wrong_moves(matching, _moved(old, truth))]
    return Score(tuple(wrong), seconds, len(old.nodes) + len(new.nodes))


def _true_partners(old: Edition, new: Edition, truth: Unit) -> dict[str, frozenset[str]]:
    """The old keys of each new key: its own where both editions have it, both for what was split or merged."""
    partners = {node.key: frozenset({node.key} & old.by_key.keys()) for node in new.nodes}
    for entry in truth["entries"]:
        if entry["kind"] == "paragraph_split":
            first, second = (_find(new, unit) for unit in entry["new"])
            partners[second] = partners[first]
        if entry["kind"] == "paragraphs_merged":
            partners[_find(new, entry["new"][0])] = frozenset(_find(old, unit) for unit in entry["old"])
    return partners


def _find(edition: Edition, unit: Unit) -> str:
    alike = (node for node in edition.nodes if (node.text, node.number) == (unit["text"], unit["number"]))
    return next(alike).key


def _wrong_pairs(matching: Matching, partners: dict[str, frozenset[str]]) -> Iterable[str]:
    for pair in matching.matches:
        told = frozenset(node.key for node in pair.old)
        for node in pair.new:
            if told != partners[node.key]:
                same = {n.text.casefold() for n in pair.old} == {node.text.casefold()}
                yield f"{'repeated text' if same else 'pair'}: {describe(pair)}; right is {sorted(partners[node.key])}"
    paired = {node.key for pair in matching.matches if pair.new for node in pair.old}
    for pair in matching.matches:
        for node in pair.old:
            if node.key not in paired and any(node.key in keys for keys in partners.values()):
                yield f"lost: {describe(pair)}"


def _moved(old: Edition, truth: Unit) -> frozenset[str]:
    kinds = ("paragraph_moved", "section_moved", "moved_reworded")
    entries = [entry for entry in truth["entries"] if entry["kind"] in kinds]
    return frozenset(_find(old, unit) for entry in entries for unit in entry["old"] if unit["node"] != "cell")


def _wrong_moves(matching: Matching, moved: frozenset[str]) -> Iterable[str]:
    for pair in matching.matches:
        if pair.old and pair.new and pair.moved != (pair.old[0].key in moved):
            yield f"{'moved' if pair.moved else 'not moved'}: {describe(pair)}"


def describe(pair: Match) -> str:
    """A pair in a line."""
    sides = (" + ".join(f"{node.key} {node.text[:50]!r}" for node in nodes) for nodes in (pair.old, pair.new))
    return f"{' -> '.join(sides)} ({pair.explanation.how}, {pair.explanation.score})"


# ---- cases ----


def make_case(program: Any, base: Path, seed: int, edits: int) -> Path:
    """A case in a folder of its own, made once."""
    folder = Path(tempfile.gettempdir()) / "kcsie-diff-cases" / f"{base.stem}-{seed}-{edits}"
    if not (folder / "truth.json").exists():
        choice = ["--base", base, "--seed", seed, "--edits", edits, "--style", "A", "--out", folder]
        program.main(["make", *map(str, choice)])
    return folder


def grow(program: Any, base: Path, pages: int) -> Path:
    """A base of about that many pages, made once."""
    grown = Path(tempfile.gettempdir()) / "kcsie-diff-cases" / f"{base.stem}-{pages}-pages.json"
    grown.parent.mkdir(exist_ok=True)
    if not grown.exists():
        program.main(["grow", *map(str, ["--base", base, "--pages", pages, "--out", grown])])
    return grown


def load(editbench: Path) -> Any:
    """The program that makes editions, told to leave the PDFs out."""
    sys.path.insert(0, str(editbench))
    importlib.import_module("eb_typeset").typeset_all = lambda _jobs: None  # type: ignore[attr-defined]
    return importlib.import_module("editbench")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("editbench", type=Path)
    parser.add_argument("--bases", nargs="+", default=["kcsie-2024", "working-together-2023"])
    parser.add_argument("--seeds", default="1-8")
    parser.add_argument("--edits", type=int, default=60)
    parser.add_argument("--pages", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print every wrong pair")
    chosen = parser.parse_args()
    program = load(chosen.editbench)
    first, _, last = chosen.seeds.partition("-")
    for name in chosen.bases:
        base = chosen.editbench / "bases" / f"{name}.json"
        base = grow(program, base, chosen.pages) if chosen.pages else base
        for seed in range(int(first), int(last or first) + 1):
            score = measure(make_case(program, base, seed, chosen.edits))
            print(f"{base.stem} seed {seed}: {len(score.wrong)} wrong, {score.nodes} nodes, {score.seconds:.2f} s")
            if chosen.show:
                print(*(f"    {line}" for line in score.wrong), sep="\n")


if __name__ == "__main__":
    main()

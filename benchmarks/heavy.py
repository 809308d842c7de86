"""Measure the comparison on heavily revised editions: real outlines, rewritten by rule, whose truth is known.

    python -m benchmarks.heavy EDITION EDITION EDITION [--seeds 1-5] [--show]

`benchmarks.revising` says how they are made; each edition is given paragraphs of the next one. The scores are ratios
(0 to 1):

* pairs: F1 of the pairs of nodes that belong together
* words: F1 of the words told as cut or added by a change that holds their passage
* moves, moves_right: the share of what moved that was told, and of what was told that did move
* splits: the share that was told of the passages that were split or merged
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.revising import Revision, Word, revise, units_of
from kcsie_diff.aligning import match
from kcsie_diff.differing import find_differences
from kcsie_diff.language.normalise import words
from kcsie_diff.language.ordering import PlacePair, heaviest_increasing_subsequence
from kcsie_diff.model.alignment import Difference
from kcsie_diff.model.comparison import SegmentOp
from kcsie_diff.model.edition import Edition
from kcsie_diff.options import Options
from kcsie_diff.reading import read_edition


@dataclass(frozen=True)
class Scores:
    """Ratios (0 to 1), as the module describes them, and a line for each thing that went wrong."""

    pairs: float
    words: float
    moves: float
    moves_right: float
    splits: float
    wrong: tuple[str, ...] = ()


def measure(edition: Edition, donors: Edition | None, seed: int) -> Scores:
    """Revise an edition, compare the two, and hold the result to what is known."""
    return _score(revise(edition, donors, seed))


def _score(revision: Revision) -> Scores:
    old, new, truth = revision.old, revision.new, revision.truth
    matching = match(old, new)
    known = Counter((_name(old, key), new_key) for new_key, unit in revision.units.items() for key in unit.origins)
    told = Counter((_name(old, o.key), n.key) for m in matching.matches for o in m.old for n in m.new)
    lines = [f"missed pair: {name} -> {new.by_key[key].text}" for name, key in known - told]
    lines += [f"false pair: {name} -> {new.by_key[key].text}" for name, key in told - known]
    share_of_words, words_missed = _score_words(revision, find_differences(old, new, matching).differences)
    moved = {node.key for m in matching.matches if m.moved and m.new for node in m.old}
    joined = [{node.key for node in m.old} for m in matching.matches if len(m.old) + len(m.new) > 2]
    missed = [keys for keys in truth.joined if not any(keys <= each for each in joined)]
    lines += [f"not told as moved: {old.by_key[key].text}" for key in sorted(truth.moved - moved)]
    lines += [f"told as moved: {old.by_key[key].text}" for key in sorted(moved - truth.moved)]
    lines += [f"not told as split or merged: {old.by_key[min(keys)].text}" for keys in missed]
    return Scores(
        pairs=_f1((known & told).total(), told.total(), known.total()),
        words=share_of_words,
        moves=len(moved & truth.moved) / (len(truth.moved) or 1),
        moves_right=len(moved & truth.moved) / (len(moved) or 1),
        splits=1 - len(missed) / (len(truth.joined) or 1),
        wrong=(*lines, *words_missed),
    )


def _f1(right: int, told: int, known: int) -> float:
    return 2 * right / ((told + known) or 1)


def _name(edition: Edition, key: str) -> str:
    """What tells an older node from others: its text, since equal texts may stand for each other."""
    return " ".join(words(edition.by_key[key].text)) or key


def _score_words(revision: Revision, differences: Sequence[Difference]) -> tuple[float, list[str]]:
    """The F1 of the words told, each of which must be among those of a passage that its difference holds."""
    passages = _passages(revision)
    left = _changed_words(revision, passages)
    right, told, known = 0, 0, sum(changed.total() for changed in left.values())
    for one in differences:
        held = {passages[side, node.key] for side, nodes in (("old", one.old), ("new", one.new)) for node in nodes}
        for segment in one.segments:
            for word in words(segment.text) if segment.op is not SegmentOp.KEEP else ():
                told += 1
                home = next((name for name in sorted(held) if left[name][segment.op, word] > 0), None)
                if home is not None:
                    left[home][segment.op, word] -= 1
                    right += 1
    missed = ([word for (_, word), count in changed.items() if count > 0] for changed in left.values())
    return _f1(right, told, known), [f"words not told: {some}" for some in missed if some]


def _passages(revision: Revision) -> dict[tuple[str, str], str]:
    """A name for each passage with what it became, by side and key: old keys that were merged have one."""
    names = {("old", node.key): node.key for node in revision.old.nodes}
    for merged in revision.truth.joined:
        names.update((("old", key), min(merged)) for key in merged)
    for key, unit in revision.units.items():
        names["new", key] = names["old", min(unit.origins)] if unit.origins else f"added {key}"
    return names


def _changed_words(
    revision: Revision, passages: Mapping[tuple[str, str], str]
) -> dict[str, Counter[tuple[SegmentOp, str]]]:
    """The words cut and added by passage: all that are not in the longest run of words that keep their order."""
    before: defaultdict[str, list[Word]] = defaultdict(list)
    after: defaultdict[str, list[Word]] = defaultdict(list)
    for unit in list(units_of(revision.old).walk())[1:]:
        before[passages["old", unit.node.key]] += unit.words
    for key, unit in revision.units.items():
        after[passages["new", key]] += unit.words
    found: dict[str, Counter[tuple[SegmentOp, str]]] = {}
    for name in {**before, **after}:
        own = {word.origin for word in before[name]}
        shared = (PlacePair(w.origin, n, 1) for n, w in enumerate(after[name]) if w.origin is not None)
        kept = heaviest_increasing_subsequence(pair for pair in shared if pair.old in own)
        kept_old, kept_new = {pair.old for pair in kept}, {pair.new for pair in kept}
        cut = [word.text for word in before[name] if word.origin not in kept_old]
        added = [word.text for n, word in enumerate(after[name]) if n not in kept_new]
        found[name] = Counter((SegmentOp.CUT, one) for text in cut for one in words(text))
        found[name].update((SegmentOp.ADD, one) for text in added for one in words(text))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("editions", type=Path, nargs="+")
    parser.add_argument("--seeds", default="1-5")
    parser.add_argument("--show", action="store_true", help="print everything that went wrong")
    chosen = parser.parse_args()
    editions = [read_edition(path, Options()) for path in chosen.editions]
    first, _, last = chosen.seeds.partition("-")
    for edition, donors in zip(editions, [*editions[1:], editions[0]], strict=True):
        for seed in range(int(first), int(last or first) + 1):
            scores = measure(edition, donors if donors is not edition else None, seed)
            figures = (
                f"{name} {getattr(scores, name):.3f}" for name in ("pairs", "words", "moves", "moves_right", "splits")
            )
            print(f"{edition.file} seed {seed}: {', '.join(figures)}", flush=True)
            if chosen.show:
                print(*(f"    {line[:240]}" for line in scores.wrong), sep="\n")


if __name__ == "__main__":
    main()

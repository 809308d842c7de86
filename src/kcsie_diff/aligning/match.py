"""Which node became which: the way through matching, from texts that are beyond doubt to what is left over."""

from dataclasses import dataclass

from kcsie_diff.aligning.anchors import drop_anchors
from kcsie_diff.aligning.draft import Bond, Draft, gaps_between
from kcsie_diff.aligning.gaps import fill
from kcsie_diff.aligning.moves import fill_runs, find_alike_elsewhere, find_equal_elsewhere, stayers
from kcsie_diff.aligning.sections import match_headings
from kcsie_diff.aligning.splits import add_pieces
from kcsie_diff.aligning.strands import spin
from kcsie_diff.alignment import Pair
from kcsie_diff.comparison import Explanation, OutOfScope
from kcsie_diff.edition import Edition
from kcsie_diff.options import Options

# Ratios (0 to 1) of words kept. Of 150 paragraphs of guidance the most alike stranger reaches 0.36 at the median and
# 0.65 in one of ten; a paragraph with half of its words replaced keeps 0.5 to 0.6.
_SURE = 0.6
_IN_PLACE = 0.36
_ELSEWHERE = 0.5


@dataclass(frozen=True)
class Matching:
    """Which node became which.

    `pairs` stand in the order of the new edition, what was removed after its old neighbour's partner. Every content
    node of both editions is in exactly one pair or in `left_out`, the keys of the nodes that `out_of_scope` sums up.
    """

    pairs: tuple[Pair, ...]
    out_of_scope: tuple[OutOfScope, ...] = ()
    left_out_old: frozenset[str] = frozenset()
    left_out_new: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()


def match(old: Edition, new: Edition, options: Options) -> Matching:  # noqa: ARG001
    """Find for every content node of either edition what it became, or that it has no partner."""
    draft = Draft(*spin(old, new))
    drop_anchors(draft)
    _fill_gaps(draft, _SURE)
    find_equal_elsewhere(draft)
    find_alike_elsewhere(draft, _SURE)
    match_headings(draft)
    add_pieces(draft)
    _fill_gaps(draft, _IN_PLACE)
    fill_runs(draft)
    find_alike_elsewhere(draft, _ELSEWHERE)
    match_headings(draft)
    add_pieces(draft)
    return Matching(_pairs(draft))


def _fill_gaps(draft: Draft, cutoff: float) -> None:
    for gap in gaps_between(draft, stayers(draft)):
        fill(draft, gap, cutoff, "similar-text")


def _pairs(draft: Draft) -> tuple[Pair, ...]:
    stay = set(stayers(draft))
    pairs: list[Pair] = []
    done: set[Bond] = set()
    for place, node in enumerate(draft.new.nodes):
        bond = draft.of_new(place)
        if bond is None:
            pairs.append(Pair((), (node,), Explanation("no-partner")))
        elif bond not in done:
            done.add(bond)
            pairs.append(_pair(draft, bond, bond not in stay))
    for place in draft.free_old():
        pairs.append(Pair((draft.old.nodes[place],), (), Explanation("no-partner")))
    return tuple(pairs)


def _pair(draft: Draft, bond: Bond, moved: bool) -> Pair:
    olds, news = draft.members(bond)
    return Pair(
        tuple(draft.old.nodes[place] for place in olds),
        tuple(draft.new.nodes[place] for place in news),
        Explanation(bond.how, bond.score),
        moved,
    )

"""Which node became which: the way through matching, from texts that are beyond doubt to what is left over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kcsie_diff.aligning.anchors import drop_anchors
from kcsie_diff.aligning.candidates import Lookalikes
from kcsie_diff.aligning.encoded import Strand, spin
from kcsie_diff.aligning.gaps import fill
from kcsie_diff.aligning.labels import join_alone, join_by_label
from kcsie_diff.aligning.matches import Draft, Gap, gaps_between
from kcsie_diff.aligning.moves import (
    fill_runs,
    find_alike_elsewhere,
    find_equal_elsewhere,
    find_unrivalled_elsewhere,
    follow_parents,
    stayers,
)
from kcsie_diff.aligning.partnerships import Partnership, partnerships
from kcsie_diff.aligning.relocations import part_coincidences
from kcsie_diff.aligning.result import arrange
from kcsie_diff.aligning.scope import cover, sum_up, uncovered_sections
from kcsie_diff.aligning.sections import match_headings
from kcsie_diff.aligning.similarity import Demand
from kcsie_diff.aligning.splits import add_pieces
from kcsie_diff.aligning.warnings import find_doubts
from kcsie_diff.model.alignment import Pair
from kcsie_diff.model.comparison import OutOfScope, Side
from kcsie_diff.model.edition import Edition
from kcsie_diff.options import Options

# Ratios (0 to 1) of words kept. Of 150 paragraphs of guidance the most alike stranger reaches 0.36 at the median and
# 0.65 in one of ten; a paragraph with half of its words replaced keeps 0.5 to 0.6.
_SURE_IN_PLACE, _IN_PLACE = Demand(0.6, 5), Demand(0.36, 5, contained=0.85)
_SURE_ELSEWHERE, _ELSEWHERE = Demand(0.6, 25), Demand(0.5, 25)


@dataclass(frozen=True)
class Matching:
    """Which node became which.

    `pairs` stand in the order of the new edition, what was removed after the partner of what stood before it. Every
    content node of both editions is in exactly one pair, or its key is in `left_out_old` or `left_out_new`: those are
    the nodes that `out_of_scope` sums up. `warnings` are sentences for the verdict.
    """

    pairs: tuple[Pair, ...]
    out_of_scope: tuple[OutOfScope, ...] = ()
    left_out_old: frozenset[str] = frozenset()
    left_out_new: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()


def match(old: Edition, new: Edition, options: Options) -> Matching:  # noqa: ARG001  # one signature for all steps
    """Find for every content node of either edition what it became, or that it has no partner.

    Swapping the editions gives the same pairs, mirrored: matching itself always goes one way, from the edition with
    fewer nodes.
    """
    found, strands = _find(old, new) if _rank(old) <= _rank(new) else _mirrored(*_find(new, old))
    covers = cover(found, strands)
    left_old, left_new = uncovered_sections(*covers), uncovered_sections(*covers[::-1])
    out_old = {place for section in left_old for place in section.places}
    out_new = {place for section in left_new for place in section.places}
    return Matching(
        arrange(found, strands, (out_old, out_new)),
        (*sum_up(Side.OLD, old, strands[0], left_old), *sum_up(Side.NEW, new, strands[1], left_new)),
        frozenset(strands[0].nodes[place].key for place in out_old),
        frozenset(strands[1].nodes[place].key for place in out_new),
        tuple(find_doubts(old, new, covers)),
    )


def _rank(edition: Edition) -> tuple[int, list[str]]:
    """What decides from which edition matching goes: only what is said in it."""
    return len(edition.content), [node.text for node in edition.content]


def _find(first: Edition, second: Edition) -> tuple[tuple[Partnership, ...], tuple[Strand, Strand]]:
    strands = spin(first, second)
    draft = Draft(*strands)
    return partnerships(draft, _join(draft)), strands


def _mirrored(
    found: Iterable[Partnership], strands: tuple[Strand, Strand]
) -> tuple[tuple[Partnership, ...], tuple[Strand, Strand]]:
    return tuple(one.mirrored() for one in found), (strands[1], strands[0])


def _join(draft: Draft) -> Lookalikes:
    """Find the partners: what is sure in its place, what is sure elsewhere, then what is less sure, likewise."""
    drop_anchors(draft)
    lookalikes = Lookalikes(draft)
    _fill_gaps(draft, lookalikes, _SURE_IN_PLACE)
    add_pieces(draft)
    find_equal_elsewhere(draft)
    find_alike_elsewhere(draft, lookalikes, _SURE_ELSEWHERE)
    match_headings(draft)
    add_pieces(draft)
    _fill_gaps(draft, lookalikes, _IN_PLACE)
    for gap in _gaps(draft):
        join_by_label(draft, gap)
    for gap in _gaps(draft):
        join_alone(draft, gap)
    fill_runs(draft, lookalikes)
    find_alike_elsewhere(draft, lookalikes, _ELSEWHERE)
    find_unrivalled_elsewhere(draft, lookalikes)
    match_headings(draft)
    add_pieces(draft)
    follow_parents(draft, lookalikes, _IN_PLACE)
    part_coincidences(draft)
    return lookalikes


def _fill_gaps(draft: Draft, lookalikes: Lookalikes, demand: Demand) -> None:
    for gap in _gaps(draft):
        fill(draft, gap, lookalikes, demand, "similar-text")


def _gaps(draft: Draft) -> Iterator[Gap]:
    return gaps_between(draft, stayers(draft, draft.bonds()))

"""Matching: two editions to matches, from exact anchors through similar texts in place to what moved or was rewritten.

Input: two editions. Output: a `Matching`, which says of every content node what it became. `_find_matches` has the
steps in order.
"""

from collections.abc import Iterator

from kcsie_diff.aligning.anchors import fill_gap, match_anchors, match_equal_elsewhere
from kcsie_diff.aligning.coverage import cover, find_warnings, out_of_scope, uncovered_sections
from kcsie_diff.aligning.encoded import EncodedEdition, encode_editions
from kcsie_diff.aligning.fallbacks import match_alone_in_gap, match_by_name, match_headings, match_rows_by_label
from kcsie_diff.aligning.matches import Gap, MatchStore, gaps_between
from kcsie_diff.aligning.moves import (
    in_order,
    match_beside_moves,
    match_similar_elsewhere,
    match_under_parents,
    match_unrivalled_elsewhere,
    remove_coincidences,
)
from kcsie_diff.aligning.result import final_matches, in_reading_order, mirrored
from kcsie_diff.aligning.rewritten import Candidates, match_rewritten
from kcsie_diff.aligning.similarity import SimilarNodes, Threshold
from kcsie_diff.aligning.split_and_merged import add_pieces
from kcsie_diff.model.alignment import Match
from kcsie_diff.model.comparison import OutOfScope, Side
from kcsie_diff.model.edition import Edition
from kcsie_diff.records import Record

# Ratios (0 to 1) of words kept. Of 150 paragraphs of guidance the most alike unrelated one reaches 0.36 at the median
# and 0.65 in one of ten; a paragraph with half of its words replaced keeps 0.5 to 0.6.
_SURE_IN_PLACE, _IN_PLACE = Threshold(0.6, 5), Threshold(0.36, 5, contained=0.85)
_SURE_ELSEWHERE, _ELSEWHERE = Threshold(0.6, 25), Threshold(0.5, 25)


class Matching(Record, frozen=True):
    """Which node became which.

    `matches` are in the order of the new edition; what was removed comes where its old neighbours went. Every content
    node of both editions is in exactly one match, or its key is in `left_out_old` or `left_out_new`: those are the
    nodes that `out_of_scope` sums up. `warnings` are sentences for the verdict.
    """

    matches: tuple[Match, ...]
    out_of_scope: tuple[OutOfScope, ...] = ()
    left_out_old: frozenset[str] = frozenset()
    left_out_new: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()


def match(old: Edition, new: Edition) -> Matching:
    """Find for every content node of either edition what it became, or that it has no partner.

    Swapping the editions gives the same matches, mirrored: the steps always go one way, from the edition with fewer
    nodes.
    """
    if _size(old) <= _size(new):
        matches, encoded = _match_one_way(old, new)
    else:
        found, (encoded_new, encoded_old) = _match_one_way(new, old)
        matches, encoded = tuple(map(mirrored, found)), (encoded_old, encoded_new)
    coverages = cover(matches, *encoded)
    left_old, left_new = uncovered_sections(*coverages), uncovered_sections(*coverages[::-1])
    keys_old, keys_new = (
        frozenset(edition.nodes[position].key for section in left for position in section.positions)
        for edition, left in zip(encoded, (left_old, left_new), strict=True)
    )
    in_scope = [
        one
        for one in matches
        if (one.new or one.old[0].key not in keys_old) and (one.old or one.new[0].key not in keys_new)
    ]
    return Matching(
        in_reading_order(in_scope, old, new),
        (*out_of_scope(Side.OLD, old, encoded[0], left_old), *out_of_scope(Side.NEW, new, encoded[1], left_new)),
        keys_old,
        keys_new,
        tuple(find_warnings(old, new, coverages)),
    )


def _size(edition: Edition) -> tuple[int, list[str]]:
    """What decides from which edition matching goes: the number of its nodes, and their texts where that is equal."""
    return len(edition.content), [node.text for node in edition.content]


def _match_one_way(first: Edition, second: Edition) -> tuple[tuple[Match, ...], tuple[EncodedEdition, EncodedEdition]]:
    encoded = encode_editions(first, second)
    store = MatchStore(*encoded)
    return final_matches(store, *_find_matches(store)), encoded


def _find_matches(store: MatchStore) -> tuple[SimilarNodes, Candidates]:
    """Run the steps of matching: sure in place, sure elsewhere, then less sure in the same order.

    Each step sees only what the steps before it left free, so the surest goes first. Returned are the candidates that
    the searches considered.
    """
    # 1. Equal texts that occur once, with their equal neighbours. They are beyond doubt and fix the gaps for the rest.
    #    A row's label in a gap is nearly as sure: another row may well have more of its words.
    match_anchors(store)
    similar = SimilarNodes(store.old, store.new, store.free_new())
    for gap in _gaps(store):
        match_rows_by_label(store, gap)
    # 2. Alike texts between the same neighbours: place and words agree, so this comes before any search elsewhere.
    _fill_gaps(store, similar, _SURE_IN_PLACE)
    # 3. Pieces of what is matched so far, before a piece can be taken for a text that moved.
    add_pieces(store)
    # 4. Equal, then alike texts elsewhere. Only sure ones: a weak match here would take a text from its own place (7).
    match_equal_elsewhere(store)
    match_similar_elsewhere(store, similar, _SURE_ELSEWHERE)
    # 5. Headings by what is under them. Their matches cut large gaps in two, which step 7 needs.
    match_headings(store)
    # 6. Pieces of what steps 4 and 5 matched, again before other steps can take them.
    add_pieces(store)
    # 7. Less alike texts between the same neighbours: the place makes up for what the words lack.
    _fill_gaps(store, similar, _IN_PLACE)
    # 8. Texts in a gap that share little more than the name that they start with, then what is alone in a gap. Each
    #    changes the gaps, so they are looked up again.
    for gap in _gaps(store):
        match_by_name(store, gap)
    for gap in _gaps(store):
        match_alone_in_gap(store, gap)
    # 9. What is inside or beside a text that moved: it moved along.
    match_beside_moves(store, similar)
    # 10. Less alike texts elsewhere. Last of the searches by words, since here neither place nor words are sure.
    match_similar_elsewhere(store, similar, _ELSEWHERE)
    match_unrivalled_elsewhere(store, similar)
    # A second look at what no order of words connects, by rare words: after all that compares the words in order.
    rewritten = match_rewritten(store)
    # 11. Headings and pieces once more, for what steps 7 to 10 matched; then pieces that were reworded, too, which a
    #     match elsewhere would explain better.
    match_headings(store)
    add_pieces(store)
    add_pieces(store, reworded=True)
    # 12. Children of matched parents, mostly footnotes, which are in no gap because page ends separate them.
    match_under_parents(store, similar, _IN_PLACE)
    # 13. Matches elsewhere that nothing but a few common words supports. Only now is it known what is beside them.
    remove_coincidences(store)
    return similar, rewritten


def _fill_gaps(store: MatchStore, similar: SimilarNodes, threshold: Threshold) -> None:
    for gap in _gaps(store):
        fill_gap(store, gap, similar, threshold, "similar-text")


def _gaps(store: MatchStore) -> Iterator[Gap]:
    return gaps_between(store, in_order(store, store.seeds()))

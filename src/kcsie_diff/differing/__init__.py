"""Matches to differences in words: what became of every node of two editions, and in which words they differ."""

from collections import Counter

from kcsie_diff.aligning import Matching
from kcsie_diff.differing.concordance import list_concordance
from kcsie_diff.differing.context import EditionPair
from kcsie_diff.differing.cross_references import find_outdated_references, find_retargeted_references
from kcsie_diff.differing.differences import compare_match
from kcsie_diff.differing.grouping import group, join_moved_sites
from kcsie_diff.differing.terms import mark_terms
from kcsie_diff.differing.transfers import mark_moved_sentences, rejoin_transferred_sentences, with_merged_cells
from kcsie_diff.model.alignment import Alignment
from kcsie_diff.model.edition import Edition


def find_differences(old: Edition, new: Edition, matching: Matching) -> Alignment:
    """Compare the words of each match, and join the differences that a person would report as one.

    Every content node of both editions is in exactly one of `unchanged`, `differences` or out of scope.
    """
    as_matched = EditionPair(*with_merged_cells(old, new, matching.matches))
    old, new = as_matched.old, as_matched.new
    editions = EditionPair(old, new, rejoin_transferred_sentences(as_matched.matches, as_matched))
    compared = tuple(compare_match(match, editions) for match in editions.matches)
    found = tuple(one.difference for one in compared if one.difference)
    terms, differences = mark_terms(mark_moved_sentences(join_moved_sites(group(found, editions))), editions)
    concordance = list_concordance(differences, editions)
    noise = Counter(name for one in compared for name in one.noise)
    noise["renumbered"] = len({row.old_key for row in concordance if row.has_new_number})
    return Alignment(
        old=old,
        new=new,
        differences=differences,
        unchanged=tuple(one.match for one in compared if not one.difference),
        terms=terms,
        concordance=concordance,
        out_of_scope=matching.out_of_scope,
        stale_references=find_outdated_references(editions),
        retargeted_references=find_retargeted_references(differences, editions),
        noise=tuple(sorted((+noise).items())),
        warnings=matching.warnings,
        unrelated=matching.unrelated,
        self_descriptions=editions.self_descriptions,
    )

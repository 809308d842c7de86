"""From the matches of two editions to an Alignment: what became of every node, and in which words they differ."""

from collections import Counter
from collections.abc import Iterable

from kcsie_diff.aligning import match
from kcsie_diff.differing.concordance import list_concordance
from kcsie_diff.differing.context import Counterparts
from kcsie_diff.differing.differences import Judgement, judge_pair
from kcsie_diff.differing.grouping import group
from kcsie_diff.differing.links import join_moved_sites
from kcsie_diff.differing.outdated_references import find_stale
from kcsie_diff.differing.terms import mark_terms
from kcsie_diff.differing.transfers import reunite
from kcsie_diff.model.alignment import Alignment
from kcsie_diff.model.edition import Edition
from kcsie_diff.options import Options


def align(old: Edition, new: Edition, options: Options) -> Alignment:  # noqa: ARG001
    """Align two editions: match their nodes, judge each pair, put together what a person would tell as one.

    Every content node of both editions comes out in exactly one of `unchanged`, `differences` or out of scope.
    """
    matching = match(old, new)
    matched = Counterparts(old, new, matching.matches)
    who = Counterparts(old, new, reunite(matched.pairs, matched))
    judged = tuple(judge_pair(pair, who) for pair in who.pairs)
    told = tuple(judgement.difference for judgement in judged if judgement.difference)
    terms, differences = mark_terms(join_moved_sites(group(told, who)), who)
    return Alignment(
        old=old,
        new=new,
        differences=differences,
        unchanged=tuple(judgement.pair for judgement in judged if not judgement.difference),
        terms=terms,
        concordance=list_concordance(differences, who),
        out_of_scope=matching.out_of_scope,
        stale_references=find_stale(who),
        noise=_count_noise(judged),
        warnings=matching.warnings,
        self_descriptions=who.self_descriptions,
    )


def _count_noise(judged: Iterable[Judgement]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(name for judgement in judged for name in judgement.noise).items()))

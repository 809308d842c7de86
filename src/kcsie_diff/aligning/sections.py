"""Headings whose wording says too little: a section is the same where its contents are."""

from collections import Counter, defaultdict

from kcsie_diff.aligning.encoded import Strand
from kcsie_diff.aligning.matches import Bond, Draft
from kcsie_diff.aligning.similarity import likeness
from kcsie_diff.model.edition import NodeKind

_SHARE = 0.5


def match_headings(draft: Draft) -> None:
    """Bond free headings that hold the same contents: more than half of the matched words of either section."""
    old_above, new_above = headings_above(draft.old), headings_above(draft.new)
    votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
    totals_old: Counter[int] = Counter()
    totals_new: Counter[int] = Counter()
    for bond in draft.bonds():
        above, other = old_above[bond.old], new_above[bond.new]
        words = draft.old.size(bond.old)
        if above is not None:
            totals_old[above] += words
        if other is not None:
            totals_new[other] += words
        if above is not None and other is not None:
            votes[above][other] += words
    for old, counts in votes.items():
        new, words = counts.most_common(1)[0]
        shared = words > _SHARE * totals_old[old] and words > _SHARE * totals_new[new]
        if shared and draft.old_is_free(old) and draft.new_is_free(new):
            draft.join(Bond(old, new, "same-contents", likeness(draft.old, draft.new, old, new)))


def headings_above(strand: Strand) -> list[int | None]:
    """The place of the heading that each node stands under, or None; parents that stand later are not followed."""
    above: list[int | None] = []
    for place, parent in enumerate(strand.parents):
        if parent is None or parent >= place:
            above.append(None)
        else:
            is_heading = strand.nodes[parent].kind is NodeKind.HEADING
            above.append(parent if is_heading else above[parent])
    return above

"""Passages too little alike to be matched by their words: known by the name they start with, or by their place."""

import re
from collections.abc import Iterable

from kcsie_diff.aligning.anchors import once
from kcsie_diff.aligning.encoded import Strand
from kcsie_diff.aligning.matches import Bond, Draft, Gap
from kcsie_diff.aligning.similarity import likeness, same_family
from kcsie_diff.language.normalise import words
from kcsie_diff.language.ordering import Link, heaviest_increasing_subsequence
from kcsie_diff.model.edition import NodeKind

# Must match "Neglect: the persistent failure", "Deputy lead | within 2 days", "External help – the school"; must not
# match a sentence that has a colon or a dash further on, nor numbers ("1.4.2 | Verify"), which are labels of a place.
_LABEL = re.compile(r"([^:|–—]{3,60}?)(?::\s| \| | [–—-] )(?=\S)")
_LETTERS = 6
_LEAST = 0.15
_SHORT, _ALONE = 8, 0.3


def join_by_label(draft: Draft, gap: Gap) -> None:
    """Bond places of a gap that start with the same name, once on either side, and share some words more."""
    olds, news = once(_labels(draft.old, gap.old)), once(_labels(draft.new, gap.new))
    links = []
    for label, old in olds.items():
        new = news.get(label)
        if new is not None and same_family(draft.old, draft.new, old, new):
            links.append(Link(old, new, likeness(draft.old, draft.new, old, new)))
    for link in heaviest_increasing_subsequence(link for link in links if link.weight >= _LEAST):
        draft.join(Bond(link.old, link.new, "same-label", link.weight))


def join_alone(draft: Draft, gap: Gap) -> None:
    """Bond the two short texts of a gap that hold nothing else, where they share some words.

    Matches "Regulated activity includes:" and "Controlled work includes:" between neighbours that are partners. Must
    not match longer texts, which tell enough of themselves; headings, which their sections tell; texts of two kinds; or
    one of several in a gap.
    """
    if len(gap.old) != 1 or len(gap.new) != 1:
        return
    (old,), (new,) = gap.old, gap.new
    score = likeness(draft.old, draft.new, old, new)
    kinds = {draft.old.nodes[old].kind, draft.new.nodes[new].kind}
    if (
        len(kinds) == 1
        and NodeKind.HEADING not in kinds
        and score >= _ALONE
        and max(draft.old.size(old), draft.new.size(new)) <= _SHORT
    ):
        draft.join(Bond(old, new, "same-place", score))


def _labels(strand: Strand, places: Iterable[int]) -> list[tuple[str, int]]:
    found = []
    for place in places:
        if match := _LABEL.match(strand.nodes[place].text):
            label = " ".join(words(match[1]))
            if sum(map(str.isalpha, label)) >= _LETTERS:
                found.append((label, place))
    return found

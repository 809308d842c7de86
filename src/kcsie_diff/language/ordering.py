"""The longest and the heaviest common order of two sequences: what stayed in place when some of it moved.

Links between places of an old and a new sequence to those links that ascend in both, by the longest increasing
subsequence with weights (Fredman 1975; prefix maxima in a Fenwick tree, 1994): n log n in the number of links.
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple


class PlacePair(NamedTuple):
    """A possible match: a place in the old sequence, one in the new, from 0, and how much the match is worth."""

    old: int
    new: int
    weight: float


def heaviest_increasing_subsequence(links: Iterable[PlacePair]) -> list[PlacePair]:
    """The links of greatest total weight whose old and new places both strictly ascend, in that order.

    With equal weights it is a longest one.
    """
    ordered = sorted(links, key=lambda link: (link.old, -link.new))
    ranks = {place: rank for rank, place in enumerate(sorted({link.new for link in ordered}), 1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    for index, link in enumerate(ordered):
        rank = ranks[link.new]
        weight, previous = _greatest(best, rank - 1)
        before.append(previous)
        value = (weight + link.weight, index)
        while rank < len(best):
            if value[0] > best[rank][0]:
                best[rank] = value
            rank += rank & -rank
    chain: list[PlacePair] = []
    index = _greatest(best, len(ranks))[1]
    while index >= 0:
        chain.append(ordered[index])
        index = before[index]
    return chain[::-1]


def heaviest_order(links: Iterable[PlacePair]) -> list[PlacePair]:
    """The heaviest chain of links of which no two share a place.

    What follows each other in both editions stays or goes together, so it is weighed as one.
    """
    ordered = sorted(links)
    ranks = {link.old: rank for rank, link in enumerate(sorted(ordered, key=attrgetter("new")))}
    blocks: list[list[PlacePair]] = []
    last = -2
    for link in ordered:
        rank = ranks[link.old]
        if rank == last + 1:
            blocks[-1].append(link)
        else:
            blocks.append([link])
        last = rank
    heads = {block[0].old: block for block in blocks}
    weighed = (PlacePair(block[0].old, block[0].new, sum(link.weight for link in block)) for block in blocks)
    return [link for head in heaviest_increasing_subsequence(weighed) for link in heads[head.old]]


def _greatest(best: list[tuple[float, int]], rank: int) -> tuple[float, int]:
    found = (0.0, -1)
    while rank:
        if best[rank][0] > found[0]:
            found = best[rank]
        rank &= rank - 1
    return found

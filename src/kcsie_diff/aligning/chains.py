"""The heaviest run of links that keeps the order of both editions: who stayed, when some have moved."""

from collections.abc import Iterable
from typing import NamedTuple


class Link(NamedTuple):
    """A possible partnership: a place in the old strand, one in the new, and how much it would be worth."""

    old: int
    new: int
    weight: float


def heaviest_chain(links: Iterable[Link]) -> list[Link]:
    """The links of greatest total weight whose old and new places both strictly ascend, in that order.

    A longest increasing subsequence with weights, by a Fenwick tree of prefix maxima: n log n in the number of links.
    """
    ordered = sorted(links, key=lambda link: (link.old, -link.new))
    ranks = {place: rank for rank, place in enumerate(sorted({link.new for link in ordered}), 1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    for index, link in enumerate(ordered):
        rank = ranks[link.new]
        weight, previous = _greatest(best, rank - 1)
        before.append(previous)
        _raise(best, rank, (weight + link.weight, index))
    return _walk_back(ordered, before, _greatest(best, len(ranks))[1])


def _greatest(best: list[tuple[float, int]], rank: int) -> tuple[float, int]:
    found = (0.0, -1)
    while rank:
        if best[rank][0] > found[0]:
            found = best[rank]
        rank &= rank - 1
    return found


def _raise(best: list[tuple[float, int]], rank: int, value: tuple[float, int]) -> None:
    while rank < len(best):
        if value[0] > best[rank][0]:
            best[rank] = value
        rank += rank & -rank


def _walk_back(ordered: list[Link], before: list[int], index: int) -> list[Link]:
    chain: list[Link] = []
    while index >= 0:
        chain.append(ordered[index])
        index = before[index]
    chain.reverse()
    return chain

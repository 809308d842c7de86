"""The most that two orders have in common: which passages stand in the same order in both editions."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Where a passage stands in two editions: its first place in each, and how many places it takes there."""

    old: int
    new: int
    old_size: int
    new_size: int


def longest_chain(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the longest run of spans that follow one another in both editions (patience sorting).

    Spans do not overlap. Time grows with the number of spans times its logarithm.
    """
    inorder = sorted(spans, key=lambda span: span.new)
    tails: list[int] = []
    best: list[int] = []
    before: list[int | None] = []
    for n, span in enumerate(inorder):
        rank = bisect_left(tails, span.old)
        tails[rank : rank + 1] = [span.old]
        best[rank : rank + 1] = [n]
        before.append(best[rank - 1] if rank else None)
    chain: list[Span] = []
    last = best[-1] if best else None
    while last is not None:
        chain.append(inorder[last])
        last = before[last]
    return tuple(reversed(chain))

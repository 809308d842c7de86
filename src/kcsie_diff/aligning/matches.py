"""The match store: which positions of two encoded editions are matched so far, while `match` is at work."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kcsie_diff.aligning.encoded import EncodedEdition


class Seed(NamedTuple):
    """The old and the new position that a match starts from, the step that found them and their likeness (0 to 1)."""

    old: int
    new: int
    step: str
    score: float


class MatchStore:
    """The matches of one run of `match`.

    A match is a seed, and the pieces that were added to it where a text was split or merged.
    """

    def __init__(self, old: EncodedEdition, new: EncodedEdition) -> None:
        self.old, self.new = old, new
        self._by_old: dict[int, Seed] = {}
        self._by_new: dict[int, Seed] = {}
        self._positions: dict[Seed, tuple[list[int], list[int]]] = {}

    def add(self, seed: Seed) -> None:
        """Match two free positions."""
        self._by_old[seed.old] = self._by_new[seed.new] = seed
        self._positions[seed] = ([seed.old], [seed.new])

    def add_piece(self, seed: Seed, side: int, position: int) -> None:
        """Add a free old position (side 0) to a match, as a piece that was merged in, or a new one (1), split off."""
        (self._by_old, self._by_new)[side][position] = seed
        insort(self._positions[seed][side], position)

    def positions(self, seed: Seed) -> tuple[list[int], list[int]]:
        """All old and all new positions of a match, ascending."""
        return self._positions[seed]

    def remove(self, seed: Seed) -> None:
        """Undo a match: all its positions are free again."""
        old, new = self._positions.pop(seed)
        for position in old:
            del self._by_old[position]
        for position in new:
            del self._by_new[position]

    def of_old(self, position: int) -> Seed | None:
        """The seed of the match that an old position belongs to."""
        return self._by_old.get(position)

    def of_new(self, position: int) -> Seed | None:
        """The seed of the match that a new position belongs to."""
        return self._by_new.get(position)

    def old_is_free(self, position: int) -> bool:
        """Whether there is such an old position, and it is not matched."""
        return 0 <= position < len(self.old) and position not in self._by_old

    def new_is_free(self, position: int) -> bool:
        """Whether there is such a new position, and it is not matched."""
        return 0 <= position < len(self.new) and position not in self._by_new

    def free_old(self) -> list[int]:
        """The old positions that are not matched."""
        return [position for position in range(len(self.old)) if position not in self._by_old]

    def free_new(self) -> list[int]:
        """The new positions that are not matched."""
        return [position for position in range(len(self.new)) if position not in self._by_new]

    def seeds(self) -> list[Seed]:
        """The seeds of all matches, in the order of the old edition."""
        return sorted(self._positions)


class Gap(NamedTuple):
    """Free positions of both editions, ascending, that are between the same two matches."""

    old: list[int]
    new: list[int]


def gaps_between(store: MatchStore, in_order: Sequence[Seed]) -> Iterator[Gap]:
    """The gaps between matches that ascend on both sides, as far as they are open on both sides."""
    free_old, free_new = store.free_old(), store.free_new()
    ends = [(seed.old, seed.new) for seed in in_order] + [(len(store.old), len(store.new))]
    from_old = from_new = 0
    for old_end, new_end in ends:
        to_old = bisect_left(free_old, old_end, from_old)
        to_new = bisect_left(free_new, new_end, from_new)
        if from_old < to_old and from_new < to_new:
            yield Gap(free_old[from_old:to_old], free_new[from_new:to_new])
        from_old, from_new = to_old, to_new

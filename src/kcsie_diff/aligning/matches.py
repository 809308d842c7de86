"""The partnerships found so far, while `match` is at work."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kcsie_diff.aligning.encoded import Strand


class Bond(NamedTuple):
    """An old place and a new one that belong together: the step that found it, and how alike they are (0 to 1)."""

    old: int
    new: int
    how: str
    score: float


class Draft:
    """Who is whose partner. Lives for one call of `match`.

    A bond is between one old place and one new one; parts that were split off or merged in are added to it.
    """

    def __init__(self, old: Strand, new: Strand) -> None:
        self.old, self.new = old, new
        self._by_old: dict[int, Bond] = {}
        self._by_new: dict[int, Bond] = {}
        self._members: dict[Bond, tuple[list[int], list[int]]] = {}

    def join(self, bond: Bond) -> None:
        """Make two free places partners."""
        self._by_old[bond.old] = self._by_new[bond.new] = bond
        self._members[bond] = ([bond.old], [bond.new])

    def add_old(self, bond: Bond, place: int) -> None:
        """Add a free old place to a bond, as a part that was merged in."""
        self._by_old[place] = bond
        insort(self._members[bond][0], place)

    def add_new(self, bond: Bond, place: int) -> None:
        """Add a free new place to a bond, as a part that was split off."""
        self._by_new[place] = bond
        insort(self._members[bond][1], place)

    def members(self, bond: Bond) -> tuple[list[int], list[int]]:
        """Every old and every new place of a bond, ascending."""
        return self._members[bond]

    def part(self, bond: Bond) -> None:
        """Undo a bond: every place of it is free again."""
        old, new = self._members.pop(bond)
        for place in old:
            del self._by_old[place]
        for place in new:
            del self._by_new[place]

    def of_old(self, place: int) -> Bond | None:
        """The bond of an old place."""
        return self._by_old.get(place)

    def of_new(self, place: int) -> Bond | None:
        """The bond of a new place."""
        return self._by_new.get(place)

    def old_is_free(self, place: int) -> bool:
        """Whether there is such an old place, without a partner."""
        return 0 <= place < len(self.old) and place not in self._by_old

    def new_is_free(self, place: int) -> bool:
        """Whether there is such a new place, without a partner."""
        return 0 <= place < len(self.new) and place not in self._by_new

    def free_old(self) -> list[int]:
        """The old places without a partner."""
        return [place for place in range(len(self.old)) if place not in self._by_old]

    def free_new(self) -> list[int]:
        """The new places without a partner."""
        return [place for place in range(len(self.new)) if place not in self._by_new]

    def bonds(self) -> list[Bond]:
        """All bonds, in the order of the old edition."""
        return sorted(self._members)


class Gap(NamedTuple):
    """Places without a partner, in order, that stand between the same neighbours in both editions."""

    old: list[int]
    new: list[int]


def gaps_between(draft: Draft, stays: Sequence[Bond]) -> Iterator[Gap]:
    """The gaps that a run of bonds, ascending on both sides, leaves open on both sides."""
    free_old, free_new = draft.free_old(), draft.free_new()
    ends = [(bond.old, bond.new) for bond in stays] + [(len(draft.old), len(draft.new))]
    from_old = from_new = 0
    for old_end, new_end in ends:
        to_old = bisect_left(free_old, old_end, from_old)
        to_new = bisect_left(free_new, new_end, from_new)
        if from_old < to_old and from_new < to_new:
            yield Gap(free_old[from_old:to_old], free_new[from_new:to_new])
        from_old, from_new = to_old, to_new

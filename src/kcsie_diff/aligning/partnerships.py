"""What matching found, told by places: partners, how they were found, what else was considered, what moved together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kcsie_diff.aligning.candidates import Lookalikes
from kcsie_diff.aligning.matches import Bond, Draft
from kcsie_diff.aligning.relocations import moved_together
from kcsie_diff.model.comparison import Side

_CONSIDERED = 3
_OTHER = {Side.OLD: Side.NEW, Side.NEW: Side.OLD}


@dataclass(frozen=True, slots=True)
class Other:
    """A place that was considered and not taken, and how alike it is (0 to 1)."""

    side: Side
    place: int
    score: float


@dataclass(frozen=True, slots=True)
class Partnership:
    """Old places and the new ones that they became, ascending; one side may be empty. A group moved together."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    how: str
    score: float | None
    others: tuple[Other, ...] = ()
    group: int | None = None

    def mirrored(self) -> "Partnership":
        """The same with the editions in each other's place."""
        others = tuple(Other(_OTHER[other.side], other.place, other.score) for other in self.others)
        return replace(self, old=self.new, new=self.old, others=others)


def partnerships(draft: Draft, lookalikes: Lookalikes) -> tuple[Partnership, ...]:
    """Everything that a draft holds: its bonds, and the places without a partner, each by itself."""
    groups = moved_together(draft)
    rivals = _Rivals(draft, lookalikes)
    found = []
    for bond in draft.bonds():
        old, new = map(tuple, draft.members(bond))
        others = () if _is_exact(draft, bond) else rivals.beside(old, new)
        found.append(Partnership(old, new, bond.how, bond.score, others, groups.get(bond)))
    found += [Partnership((old,), (), "no-partner", None, rivals.beside((old,), ())) for old in draft.free_old()]
    found += [Partnership((), (new,), "no-partner", None, rivals.beside((), (new,))) for new in draft.free_new()]
    return tuple(found)


def _is_exact(draft: Draft, bond: Bond) -> bool:
    olds, news = draft.members(bond)
    return len(olds) == len(news) == 1 and draft.old.keys[olds[0]] == draft.new.keys[news[0]]


class _Rivals:
    """Knows the passages that come next after a partner."""

    def __init__(self, draft: Draft, lookalikes: Lookalikes) -> None:
        self._of_old: defaultdict[int, list[Other]] = defaultdict(list)
        self._of_new: defaultdict[int, list[Other]] = defaultdict(list)
        unsure = [bond.old for bond in draft.bonds() if not _is_exact(draft, bond)]
        for old in sorted({*draft.free_old(), *unsure}):
            for new, score in lookalikes.of_old(old):
                self._of_old[old].append(Other(Side.NEW, new, score))
                self._of_new[new].append(Other(Side.OLD, old, score))

    def beside(self, olds: Sequence[int], news: Sequence[int]) -> tuple[Other, ...]:
        """The most alike passages of either edition that are not among these places, best first."""
        others = {*_except(news, map(self._of_old.get, olds)), *_except(olds, map(self._of_new.get, news))}
        return tuple(sorted(others, key=lambda other: (-other.score, other.side, other.place))[:_CONSIDERED])


def _except(partners: Sequence[int], found: Iterable[list[Other] | None]) -> Iterator[Other]:
    for others in found:
        yield from (other for other in others or () if other.place not in partners)

"""From bonds to pairs: in what order they stand, which moved, and what else was considered."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from kcsie_diff.aligning.draft import Bond, Draft
from kcsie_diff.aligning.lookalikes import Lookalikes
from kcsie_diff.aligning.relocations import moved_together
from kcsie_diff.alignment import Pair
from kcsie_diff.comparison import Candidate, Explanation, Side
from kcsie_diff.edition import Node

_CONSIDERED = 3


def tell_pairs(
    draft: Draft, lookalikes: Lookalikes, out_of_scope: tuple[Collection[int], Collection[int]]
) -> tuple[Pair, ...]:
    """The pairs in the order of the new edition, what was removed after the partner of what stood before it.

    Old and new places that are out of scope are in no pair.
    """
    teller = _Teller(draft, lookalikes)
    removed = teller.removals(out_of_scope[0])
    pairs = [teller.single(old=place) for place in removed.get(-1, ())]
    for place in range(len(draft.new)):
        bond = draft.of_new(place)
        if bond is None and place not in out_of_scope[1]:
            pairs.append(teller.single(new=place))
        elif bond is not None and draft.members(bond)[1][0] == place:
            pairs.append(teller.bonded(bond))
        pairs += [teller.single(old=gone) for gone in removed.get(place, ())]
    return tuple(pairs)


class _Teller:
    """Makes the pairs of one matching."""

    def __init__(self, draft: Draft, lookalikes: Lookalikes) -> None:
        self._draft = draft
        self._groups = moved_together(draft)
        self._others = _Others(draft, lookalikes)

    def bonded(self, bond: Bond) -> Pair:
        draft = self._draft
        olds, news = draft.members(bond)
        considered = () if _is_exact(draft, bond) else self._others.beside(olds, news)
        return Pair(
            _nodes(draft.old.nodes, olds),
            _nodes(draft.new.nodes, news),
            Explanation(bond.how, round(bond.score, 3), considered),
            bond in self._groups,
            self._groups.get(bond),
        )

    def single(self, *, old: int | None = None, new: int | None = None) -> Pair:
        """The pair of a place without a partner."""
        olds, news = [] if old is None else [old], [] if new is None else [new]
        explanation = Explanation("no-partner", None, self._others.beside(olds, news))
        return Pair(_nodes(self._draft.old.nodes, olds), _nodes(self._draft.new.nodes, news), explanation)

    def removals(self, out_of_scope: Collection[int]) -> dict[int, list[int]]:
        """The old places without a partner, by the new place after which they are told; -1 is the very beginning.

        They stay where they stood, unless what is before and after them moved together.
        """
        found: dict[int, list[int]] = {}
        waiting: list[int] = []
        stood, before = -1, None
        for place in range(len(self._draft.old)):
            bond = self._draft.of_old(place)
            if bond is None:
                waiting += [] if place in out_of_scope else [place]
                continue
            found.setdefault(self._after(stood, before, bond), []).extend(waiting)
            waiting, before = [], bond
            stood = stood if bond in self._groups else self._last(bond)
        found.setdefault(stood, []).extend(waiting)
        return found

    def _after(self, stood: int, before: Bond | None, bond: Bond) -> int:
        if before is None or before not in self._groups or self._groups[before] != self._groups.get(bond):
            return stood
        return self._last(before)

    def _last(self, bond: Bond) -> int:
        return self._draft.members(bond)[1][-1]


def _nodes(nodes: Sequence[Node], places: Sequence[int]) -> tuple[Node, ...]:
    return tuple(nodes[place] for place in places)


def _is_exact(draft: Draft, bond: Bond) -> bool:
    olds, news = draft.members(bond)
    return len(olds) == len(news) == 1 and draft.old.keys[olds[0]] == draft.new.keys[news[0]]


class _Others:
    """Knows the passages that come next after a partner."""

    def __init__(self, draft: Draft, lookalikes: Lookalikes) -> None:
        self._draft = draft
        self._of_old: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        self._of_new: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        unsure = [bond.old for bond in draft.bonds() if not _is_exact(draft, bond)]
        for old in sorted({*draft.free_old(), *unsure}):
            for new, score in lookalikes.of_old(old):
                self._of_old[old].append((new, score))
                self._of_new[new].append((old, score))

    def beside(self, olds: Sequence[int], news: Sequence[int]) -> tuple[Candidate, ...]:
        """The most alike passages of either edition that are not among these places, best first."""
        others = {*self._candidates(olds, news)}
        return tuple(sorted(others, key=lambda other: (-other.score, other.side, other.key))[:_CONSIDERED])

    def _candidates(self, olds: Sequence[int], news: Sequence[int]) -> Iterator[Candidate]:
        for old in olds:
            for new, score in self._of_old.get(old, ()):
                if new not in news:
                    yield Candidate(Side.NEW, self._draft.new.nodes[new].key, round(score, 3))
        for new in news:
            for old, score in self._of_new.get(new, ()):
                if old not in olds:
                    yield Candidate(Side.OLD, self._draft.old.nodes[old].key, round(score, 3))

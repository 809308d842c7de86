"""From bonds to pairs: in what order they stand, which moved, and what else was considered."""

from collections.abc import Collection, Iterator

from kcsie_diff.aligning.draft import Bond, Draft
from kcsie_diff.aligning.index import RareWords
from kcsie_diff.aligning.relocations import moved_together
from kcsie_diff.aligning.similarity import Demand, likely
from kcsie_diff.aligning.strands import Strand
from kcsie_diff.alignment import Pair
from kcsie_diff.comparison import Candidate, Explanation, Side

_WORTH_TELLING = Demand(0.3, 6)
_CONSIDERED = 3


def tell_pairs(draft: Draft, out_of_scope: tuple[Collection[int], Collection[int]]) -> tuple[Pair, ...]:
    """The pairs in the order of the new edition, what was removed after the partner of what stood before it.

    Old and new places that are out of scope and have no partner are in no pair.
    """
    teller = _Teller(draft)
    removed = _removals(draft, out_of_scope[0])
    pairs = [teller.removed(place) for place in removed.get(-1, ())]
    for place in range(len(draft.new)):
        bond = draft.of_new(place)
        if bond is None and place not in out_of_scope[1]:
            pairs.append(teller.added(place))
        elif bond is not None and draft.members(bond)[1][0] == place:
            pairs.append(teller.bonded(bond))
        pairs += [teller.removed(gone) for gone in removed.get(place, ())]
    return tuple(pairs)


def _removals(draft: Draft, out_of_scope: Collection[int]) -> dict[int, list[int]]:
    """The old places without a partner, by the new place after which they are told; -1 is the very beginning."""
    found: dict[int, list[int]] = {}
    after = -1
    for place in range(len(draft.old)):
        bond = draft.of_old(place)
        if bond is not None:
            after = draft.members(bond)[1][-1]
        elif place not in out_of_scope:
            found.setdefault(after, []).append(place)
    return found


class _Teller:
    """Makes the pairs of one matching."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._groups = moved_together(draft)
        self._others = _Others(draft)

    def bonded(self, bond: Bond) -> Pair:
        draft = self._draft
        olds, news = draft.members(bond)
        same = len(olds) == len(news) == 1 and draft.old.keys[olds[0]] == draft.new.keys[news[0]]
        considered = () if same else self._others.beside(olds[0], news[0])
        return Pair(
            tuple(draft.old.nodes[place] for place in olds),
            tuple(draft.new.nodes[place] for place in news),
            Explanation(bond.how, round(bond.score, 3), considered),
            bond in self._groups,
            self._groups.get(bond),
        )

    def removed(self, place: int) -> Pair:
        considered = self._others.beside(place, None)
        return Pair((self._draft.old.nodes[place],), (), Explanation("no-partner", None, considered))

    def added(self, place: int) -> Pair:
        considered = self._others.beside(None, place)
        return Pair((), (self._draft.new.nodes[place],), Explanation("no-partner", None, considered))


class _Others:
    """Looks for the passages that come next after a partner. The indexes are made when first asked for."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._indexes: dict[Side, RareWords] = {}

    def beside(self, old: int | None, new: int | None) -> tuple[Candidate, ...]:
        """The most alike passages of either edition that are not the partner, best first."""
        found = [*self._like(Side.NEW, old, new), *self._like(Side.OLD, new, old)]
        return tuple(sorted(found, key=lambda other: (-other.score, other.side, other.key))[:_CONSIDERED])

    def _like(self, side: Side, place: int | None, partner: int | None) -> Iterator[Candidate]:
        """Passages on a side that are like a place of the other side."""
        if place is None:
            return
        strands = (self._draft.old, self._draft.new)
        there, here = strands if side is Side.OLD else strands[::-1]
        near = self._index(side, there).candidates(here.codes[place])
        for other, score in likely(here, there, place, near, _WORTH_TELLING):
            if other != partner:
                yield Candidate(side, there.nodes[other].key, round(score, 3))

    def _index(self, side: Side, strand: Strand) -> RareWords:
        if side not in self._indexes:
            self._indexes[side] = RareWords(strand, range(len(strand)))
        return self._indexes[side]

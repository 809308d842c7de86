"""What stands elsewhere: partners out of order, what moved along with them, and what only seems to have moved."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from operator import attrgetter

from kcsie_diff.aligning.candidates import Lookalikes
from kcsie_diff.aligning.encoded import Strand
from kcsie_diff.aligning.gaps import fill
from kcsie_diff.aligning.matches import Bond, Draft, Gap
from kcsie_diff.aligning.similarity import Demand, meets
from kcsie_diff.language.ordering import Link, heaviest_order
from kcsie_diff.model.edition import NodeKind

_EQUAL_WORDS = 5  # the fewest words of an equal text that is taken for the same one elsewhere
_ALIKE_WORDS = 8  # the same for a text that was reworded too
_EQUAL = Demand(1.0, 1)
_UNRIVALLED = Demand(0.42, 15)
_MARGIN = 0.12
_EDGE = 6  # how many nodes before and after what moved may have moved with it
_BESIDE = Demand(0.45, 6)


def stayers(draft: Draft, bonds: Iterable[Bond]) -> list[Bond]:
    """Of some bonds those that keep the order of both editions, chosen so that the most words stay where they are."""
    by_place = {bond.old: bond for bond in bonds}
    sizes = draft.old.codes
    links = [Link(old, bond.new, len(sizes[old]) + 0.5) for old, bond in by_place.items()]
    return [by_place[link.old] for link in heaviest_order(links)]


def find_equal_elsewhere(draft: Draft) -> None:
    """Bond equal texts that are left over, wherever they stand, if they are long enough to tell."""
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for place in draft.free_old():
        if draft.old.size(place) >= _EQUAL_WORDS:
            waiting[draft.old.keys[place]].append(place)
    for queue in waiting.values():
        queue.reverse()
    for place in draft.free_new():
        if queue := waiting.get(draft.new.keys[place], []):
            draft.join(Bond(queue.pop(), place, "same-text-elsewhere", 1.0))


def find_alike_elsewhere(draft: Draft, lookalikes: Lookalikes, demand: Demand) -> None:
    """Bond what is left over and alike, wherever it stands, the most alike first."""
    found = []
    for old in draft.free_old():
        if draft.old.size(old) >= _ALIKE_WORDS:
            found += [(-score, old, new) for new, score in lookalikes.of_old(old)]
    for score, old, new in sorted(found):
        free = draft.old_is_free(old) and draft.new_is_free(new) and draft.new.size(new) >= _ALIKE_WORDS
        if free and meets(draft.old, draft.new, old, new, -score, demand):
            draft.join(Bond(old, new, "similar-text-elsewhere", -score))


def find_unrivalled_elsewhere(draft: Draft, lookalikes: Lookalikes) -> None:
    """Bond what is left over and was rewritten heavily, where nothing else comes near to either text.

    Stock phrases make passages alike that have rivals of about the same likeness; rows are made of them.
    """
    best = _best_two((old, new, score) for old in draft.free_old() for new, score in lookalikes.of_old(old))
    back = _best_two((new, old, score) for old in draft.free_old() for new, score in lookalikes.of_old(old))
    for old, (score, new, second) in best.items():
        mutual = draft.new_is_free(new) and back[new][1] == old
        lone = score - max(second, back[new][2]) >= _MARGIN
        rows = NodeKind.TABLE_ROW in (draft.old.nodes[old].kind, draft.new.nodes[new].kind)
        if mutual and lone and not rows and meets(draft.old, draft.new, old, new, score, _UNRIVALLED):
            draft.join(Bond(old, new, "similar-text-elsewhere", score))


def _best_two(found: Iterable[tuple[int, int, float]]) -> dict[int, tuple[float, int, float]]:
    """For each place its most alike partner, with the score before it and the second best score after it."""
    best: dict[int, tuple[float, int, float]] = {}
    for place, partner, score in found:
        first, who, second = best.get(place, (0.0, -1, 0.0))
        best[place] = (score, partner, first) if score > first else (first, who, max(second, score))
    return best


def follow_parents(draft: Draft, lookalikes: Lookalikes, demand: Demand) -> None:
    """Match what hangs on partners and has none itself: equal texts, and notes that are alike enough."""
    waiting: defaultdict[Bond, Gap] = defaultdict(lambda: Gap([], []))
    for place in draft.free_old():
        if (parent := draft.old.parents[place]) is not None and (bond := draft.of_old(parent)):
            waiting[bond].old.append(place)
    for place in draft.free_new():
        if (parent := draft.new.parents[place]) is not None and (bond := draft.of_new(parent)):
            waiting[bond].new.append(place)
    for gap in waiting.values():
        fill(draft, gap, lookalikes, _EQUAL, "same-text-under")
        fill(
            draft, Gap(_notes(draft.old, gap.old), _notes(draft.new, gap.new)), lookalikes, demand, "similar-note-under"
        )


def _notes(strand: Strand, places: Iterable[int]) -> list[int]:
    return [place for place in places if strand.nodes[place].kind is NodeKind.FOOTNOTE]


def runs_of_movers(bonds: Sequence[Bond], stays: Collection[Bond]) -> list[list[Bond]]:
    """Those of some bonds that do not stay, in runs: no other of the bonds stands between them in either edition."""
    ranks = {bond.old: rank for rank, bond in enumerate(sorted(bonds, key=attrgetter("new")))}
    runs: list[list[Bond]] = []
    last: Bond | None = None
    for bond in sorted(bonds):
        if bond not in stays:
            if last is not None and last not in stays and ranks[bond.old] == ranks[last.old] + 1:
                runs[-1].append(bond)
            else:
                runs.append([bond])
        last = bond
    return runs


def fill_runs(draft: Draft, lookalikes: Lookalikes) -> None:
    """Match inside what moved together, and directly beside it."""
    bonds = draft.bonds()
    for run in runs_of_movers(bonds, set(stayers(draft, bonds))):
        for gap in _gaps_of_run(draft, run):
            fill(draft, gap, lookalikes, _BESIDE, "similar-text-beside")


def _gaps_of_run(draft: Draft, run: Sequence[Bond]) -> Iterator[Gap]:
    first, last = run[0], run[-1]
    yield Gap(_free_before(draft.old_is_free, first.old), _free_before(draft.new_is_free, first.new))
    for one, other in pairwise(run):
        yield Gap(
            [place for place in range(one.old + 1, other.old) if draft.old_is_free(place)],
            [place for place in range(one.new + 1, other.new) if draft.new_is_free(place)],
        )
    yield Gap(_free_after(draft.old_is_free, last.old), _free_after(draft.new_is_free, last.new))


def _free_before(is_free: Callable[[int], bool], place: int) -> list[int]:
    found = list(takewhile(is_free, range(place - 1, place - 1 - _EDGE, -1)))
    return found[::-1]


def _free_after(is_free: Callable[[int], bool], place: int) -> list[int]:
    return list(takewhile(is_free, range(place + 1, place + 1 + _EDGE)))

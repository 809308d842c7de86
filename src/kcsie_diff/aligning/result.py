"""From places to pairs of nodes, in the order in which a reader of the new edition meets them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import count

from kcsie_diff.aligning.encoded import Strand
from kcsie_diff.aligning.partnerships import Partnership
from kcsie_diff.language.ordering import Link, heaviest_order
from kcsie_diff.model.alignment import Pair
from kcsie_diff.model.comparison import Candidate, Explanation, Side


def arrange(
    found: Sequence[Partnership], strands: tuple[Strand, Strand], out_of_scope: tuple[Collection[int], Collection[int]]
) -> tuple[Pair, ...]:
    """The pairs in the order of the new edition, what was removed after the partner of what stood before it.

    Old and new places that are out of scope are in no pair. Groups of what moved are numbered anew, in this order.
    """
    removed = _removals(found)
    order: list[Partnership] = list(removed.get(-1, ()))
    for partnership in sorted((one for one in found if one.new), key=lambda one: one.new[0]):
        order += [partnership, *removed.get(partnership.new[0], ())]
    told = [one for one in order if not _is_left_out(one, out_of_scope)]
    groups = _number(told)
    return tuple(_pair(one, strands, groups) for one in told)


def _is_left_out(one: Partnership, out_of_scope: tuple[Collection[int], Collection[int]]) -> bool:
    left_old, left_new = out_of_scope
    return (not one.new and one.old[0] in left_old) or (not one.old and one.new[0] in left_new)


def _removals(found: Iterable[Partnership]) -> dict[int, list[Partnership]]:
    """What has no new place, by the first new place of what it is told after; -1 is the very beginning.

    It stays where it stood, unless what is before and after it moved together.
    """
    both = [one for one in found if one.old and one.new and one.group is None]
    steady = {link.old for link in heaviest_order(Link(one.old[0], one.new[0], 1.0) for one in both)}
    removed: dict[int, list[Partnership]] = {}
    waiting: list[Partnership] = []
    before: Partnership | None = None
    stood = -1
    for one in sorted((one for one in found if one.old), key=lambda one: one.old[0]):
        if not one.new:
            waiting.append(one)
            continue
        along = before is not None and before.group is not None and before.group == one.group
        removed.setdefault(before.new[0] if before and along else stood, []).extend(waiting)
        waiting, before = [], one
        stood = one.new[0] if one.old[0] in steady else stood
    removed.setdefault(stood, []).extend(waiting)
    return removed


def _number(told: Iterable[Partnership]) -> Mapping[int, int]:
    numbers = count()
    groups: dict[int, int] = {}
    for one in told:
        if one.group is not None and one.group not in groups:
            groups[one.group] = next(numbers)
    return groups


def _pair(one: Partnership, strands: tuple[Strand, Strand], groups: Mapping[int, int]) -> Pair:
    old, new = strands
    by_side = {Side.OLD: old, Side.NEW: new}
    considered = tuple(
        Candidate(other.side, by_side[other.side].nodes[other.place].key, round(other.score, 3)) for other in one.others
    )
    return Pair(
        tuple(old.nodes[place] for place in one.old),
        tuple(new.nodes[place] for place in one.new),
        Explanation(one.how, None if one.score is None else round(one.score, 3), considered),
        one.group is not None,
        None if one.group is None else groups[one.group],
    )

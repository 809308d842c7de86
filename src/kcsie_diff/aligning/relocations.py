"""Which of the final bonds are told as moved, and what moved together."""

from collections.abc import Mapping, Sequence
from itertools import count

from kcsie_diff.aligning.matches import Bond, Draft
from kcsie_diff.aligning.moves import runs_of_movers, stayers
from kcsie_diff.model.edition import NodeKind

# Where these are printed says nothing: a note stands where its page ends, a figure where there is room.
_FLOATING = (NodeKind.FOOTNOTE, NodeKind.FIGURE_TEXT, NodeKind.UNPLACED)
_TELLING = 5  # fewer words alone, under another heading, are a coincidence


def part_coincidences(draft: Draft) -> None:
    """Part what would be told as moved although only a few common words stand elsewhere, with nothing beside them."""
    for run in _runs(draft):
        words = sum(draft.old.size(bond.old) for bond in run)
        if words < _TELLING and not any(_keeps_parent(draft, bond) for bond in run):
            for bond in run:
                draft.part(bond)


def _keeps_parent(draft: Draft, bond: Bond) -> bool:
    """Whether the parents of two places are partners, or neither has one."""
    above_old, above_new = draft.old.parents[bond.old], draft.new.parents[bond.new]
    if above_old is None or above_new is None:
        return above_old is above_new
    holder = draft.of_old(above_old)
    return holder is not None and holder is draft.of_new(above_new)


def moved_together(draft: Draft) -> Mapping[Bond, int]:
    """The bonds that moved, each with the number of its group: a section, or paragraphs that stand together.

    A note moves with the text that cites it, and never by itself.
    """
    numbers = count()
    groups: dict[Bond, int] = {}
    for run in sorted(_runs(draft), key=lambda run: run[0].new):
        for group in _at_headings(draft, run):
            groups.update(dict.fromkeys(group, next(numbers)))
    for bond in draft.bonds():
        if draft.old.nodes[bond.old].kind is NodeKind.FOOTNOTE:
            host = _host(draft, bond)
            if host in groups:
                groups[bond] = groups[host]
    return groups


def _host(draft: Draft, bond: Bond) -> Bond | None:
    above = draft.new.parents[bond.new]
    return None if above is None else draft.of_new(above)


def _runs(draft: Draft) -> list[list[Bond]]:
    bonds = [bond for bond in draft.bonds() if not _floats(draft, bond)]
    return runs_of_movers(bonds, set(stayers(draft, bonds)))


def _floats(draft: Draft, bond: Bond) -> bool:
    return draft.old.nodes[bond.old].kind in _FLOATING or draft.new.nodes[bond.new].kind in _FLOATING


def _at_headings(draft: Draft, run: Sequence[Bond]) -> list[list[Bond]]:
    """A run cut where a heading opens a section that is not inside the one before."""
    groups: list[list[Bond]] = []
    top = 0
    for bond in run:
        node = draft.new.nodes[bond.new]
        level = node.level or 1
        opens = node.kind is NodeKind.HEADING and level <= (top or level)
        if opens or not groups:
            groups.append([])
            top = level if node.kind is NodeKind.HEADING else 0
        groups[-1].append(bond)
    return groups

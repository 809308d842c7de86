"""What one file does not cover at all: a print of Part one has nothing to say of Part two."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kcsie_diff.aligning.draft import Draft
from kcsie_diff.aligning.strands import Strand
from kcsie_diff.comparison import OutOfScope, Side
from kcsie_diff.edition import Edition, NodeKind

# A file is a part of the other where it is clearly shorter and most of what it says stands there. An edition that has
# merely grown by an annex is neither: its older edition is no part, what was added is told.
_PART_AT_MOST = 0.6
_FOUND_AT_LEAST = 0.7
_COVERED = 0.5  # a section of which this share has a partner is covered, and what it lacks was removed
_UNTOUCHED = 0.05  # a section below this is not covered at all


@dataclass(frozen=True)
class Coverage:
    """One strand of a draft; of each place how many of its words stand in the other edition too."""

    strand: Strand
    kept: tuple[float, ...]

    def words(self, places: range) -> int:
        """The words of some places."""
        return sum(map(self.strand.size, places))

    def share(self, places: range) -> float:
        """The share (0 to 1) of the words of some places that stand in the other edition too."""
        return sum(self.kept[place] for place in places) / (self.words(places) or 1)

    @property
    def everything(self) -> range:
        """All places."""
        return range(len(self.strand))


def cover(draft: Draft) -> tuple[Coverage, Coverage]:
    """How much of the old and of the new strand the other covers."""
    old, new = [0.0] * len(draft.old), [0.0] * len(draft.new)
    for bond in draft.bonds():
        olds, news = draft.members(bond)
        for place in olds:
            old[place] = bond.score * draft.old.size(place)
        for place in news:
            new[place] = bond.score * draft.new.size(place)
    return Coverage(draft.old, tuple(old)), Coverage(draft.new, tuple(new))


def uncovered_sections(whole: Coverage, part: Coverage) -> tuple[range, ...]:
    """The sections of an edition that the other does not cover at all, if that is a part of it; each as its places."""
    words = part.words(part.everything)
    is_part = 0 < words <= _PART_AT_MOST * whole.words(whole.everything)
    if not is_part or part.share(part.everything) < _FOUND_AT_LEAST:
        return ()
    return tuple(_uncovered(whole, whole.everything))


def _uncovered(whole: Coverage, places: range) -> Iterator[range]:
    for section in _sections(whole.strand, places):
        share = whole.share(section)
        if share < _UNTOUCHED:
            yield section
        elif share < _COVERED:
            yield from _uncovered(whole, section[1:])


def _sections(strand: Strand, places: range) -> Iterator[range]:
    """The outermost sections among some places, each from its heading on."""
    levels = {place: strand.nodes[place].level or 1 for place in places if strand.nodes[place].kind is NodeKind.HEADING}
    top = min(levels.values(), default=0)
    starts = [place for place, level in levels.items() if level == top]
    for start, stop in pairwise([*starts, places.stop]):
        yield range(start, stop)


def sum_up(
    side: Side, edition: Edition, strand: Strand, sections: Iterable[range], left_out: Collection[int]
) -> tuple[OutOfScope, ...]:
    """One entry for each section that is left out: its heading path, its pages, and how many of its nodes."""
    found = []
    for places in sections:
        nodes = [strand.nodes[place] for place in places if place in left_out]
        pages = sorted({page for node in nodes for page in node.place.pages})
        found.append(OutOfScope(side, edition.section(strand.nodes[places.start]), tuple(pages), len(nodes)))
    return tuple(found)

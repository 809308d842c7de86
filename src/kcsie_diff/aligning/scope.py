"""What one file does not cover at all: a print of Part one has nothing to say of Part two."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kcsie_diff.aligning.encoded import Strand
from kcsie_diff.aligning.partnerships import Partnership
from kcsie_diff.model.comparison import OutOfScope, Side
from kcsie_diff.model.edition import Edition, NodeKind

# A file is a part of the other where it is clearly shorter and most of what it says stands there. An edition that has
# merely grown by an annex is neither: its older edition is no part, what was added is told.
_PART_AT_MOST = 0.6
_FOUND_AT_LEAST = 0.7
_COVERED = 0.5  # a section of which this share has a partner is covered, and what it lacks was removed
_UNTOUCHED = 0.05  # a section below this is not covered at all


@dataclass(frozen=True)
class Coverage:
    """One strand of a draft; of each place its score, how much of its words (0 to 1) the other edition has, or None."""

    strand: Strand
    scores: tuple[float | None, ...]

    def words(self, places: range) -> int:
        """The words of some places."""
        return sum(map(self.strand.size, places))

    def share(self, places: range) -> float:
        """The share (0 to 1) of the words of some places that stand in the other edition too."""
        kept = sum((self.scores[place] or 0.0) * self.strand.size(place) for place in places)
        return kept / (self.words(places) or 1)

    @property
    def everything(self) -> range:
        """All places."""
        return range(len(self.strand))


def cover(found: Iterable[Partnership], strands: tuple[Strand, Strand]) -> tuple[Coverage, Coverage]:
    """How much of the old and of the new strand the other covers."""
    old: list[float | None] = [None] * len(strands[0])
    new: list[float | None] = [None] * len(strands[1])
    for one in found:
        for place in one.old:
            old[place] = one.score
        for place in one.new:
            new[place] = one.score
    return Coverage(strands[0], tuple(old)), Coverage(strands[1], tuple(new))


@dataclass(frozen=True)
class Uncovered:
    """A section, named by the place of its heading, and those of its places that the other edition does not cover."""

    heading: int
    places: tuple[int, ...]


def uncovered_sections(whole: Coverage, part: Coverage) -> tuple[Uncovered, ...]:
    """What a part leaves out of an edition, section by section; nothing where the other edition is no part of it.

    A section that is covered by half or more is in scope as a whole: what it lacks was removed.
    """
    words = part.words(part.everything)
    is_part = 0 < words <= _PART_AT_MOST * whole.words(whole.everything)
    if not is_part or part.share(part.everything) < _FOUND_AT_LEAST:
        return ()
    return tuple(_uncovered(whole, whole.everything))


def _uncovered(whole: Coverage, places: range) -> Iterator[Uncovered]:
    for section in _sections(whole.strand, places):
        share = whole.share(section)
        inner = section[1:]
        if share < _COVERED and share >= _UNTOUCHED:
            first = next((part.start for part in _sections(whole.strand, inner)), inner.stop)
            yield from _told(whole, range(section.start, first))
            yield from _uncovered(whole, inner)
        elif share < _UNTOUCHED:
            yield from _told(whole, section)


def _told(whole: Coverage, section: range) -> Iterator[Uncovered]:
    left = tuple(place for place in section if whole.scores[place] is None)
    if left:
        yield Uncovered(section.start, left)


def _sections(strand: Strand, places: range) -> Iterator[range]:
    """The outermost sections among some places, each from its heading on."""
    levels = {place: strand.nodes[place].level or 1 for place in places if strand.nodes[place].kind is NodeKind.HEADING}
    top = min(levels.values(), default=0)
    starts = [place for place, level in levels.items() if level == top]
    for start, stop in pairwise([*starts, places.stop]):
        yield range(start, stop)


def sum_up(side: Side, edition: Edition, strand: Strand, sections: Iterable[Uncovered]) -> tuple[OutOfScope, ...]:
    """One entry for each section that is left out: its heading path, its pages, and how many of its nodes."""
    found = []
    for section in sections:
        pages = {page for place in section.places for page in strand.nodes[place].place.pages}
        path = edition.section(strand.nodes[section.heading])
        found.append(OutOfScope(side, path, tuple(sorted(pages)), len(section.places)))
    return tuple(found)

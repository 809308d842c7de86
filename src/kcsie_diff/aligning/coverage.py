"""Coverage of each edition by the other: sections that one file leaves out, and warnings about the two files.

Input: the matches of two encoded editions. Output: the sections that are out of scope (a print of Part one says nothing
of Part two), and sentences for the verdict where the files seem to be the wrong way round or unrelated.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from kcsie_diff.aligning.encoded import EncodedEdition
from kcsie_diff.language.dates import find_month, years_in
from kcsie_diff.model.alignment import Match
from kcsie_diff.model.comparison import OutOfScope, Side
from kcsie_diff.model.edition import Edition, NodeKind
from kcsie_diff.records import Record

# A file is a part of the other where it is clearly shorter and most of its words are in the other. An edition that
# has merely grown by an annex is no case of it: the older edition is not a part of it, and what was added is a change.
_PART_AT_MOST = 0.6
_FOUND_AT_LEAST = 0.7
# Of the words that a part lacks, at least this share are in whole parts of the document of which it has nothing. An
# edition that gained a discussion under each requirement has something of every part: what was gained was added.
_IN_ABSENT_PARTS = 0.5
_COVERED = 0.5  # a section of which this share has a partner is covered, and what it lacks was removed
_UNTOUCHED = 0.05  # a section below this is not covered at all

_UNRELATED = 0.05  # two editions of one guidance share far more of their words, even after a rewrite


class Coverage(Record, frozen=True):
    """An edition, and for each position how much of its words (0 to 1) the other edition has, or None if unmatched."""

    edition: EncodedEdition
    scores: tuple[float | None, ...]

    def words(self, positions: range) -> int:
        """The number of words at some positions."""
        return sum(map(self.edition.size, positions))

    def share(self, positions: range) -> float:
        """The share (0 to 1) of the words at some positions that the other edition has too."""
        kept = sum((self.scores[position] or 0.0) * self.edition.size(position) for position in positions)
        return kept / (self.words(positions) or 1)

    @property
    def everything(self) -> range:
        """All positions."""
        return range(len(self.edition))


def cover(matches: Iterable[Match], old: EncodedEdition, new: EncodedEdition) -> tuple[Coverage, Coverage]:
    """How much of the old and of the new edition the other covers."""
    scores: tuple[list[float | None], list[float | None]] = [None] * len(old), [None] * len(new)
    for match in matches:
        for node in match.old:
            scores[0][old.positions[node.key]] = match.explanation.score
        for node in match.new:
            scores[1][new.positions[node.key]] = match.explanation.score
    return Coverage(old, tuple(scores[0])), Coverage(new, tuple(scores[1]))


# ---- sections left out ----


def sections_left_out(
    side: Side, edition: Edition, whole: Coverage, part: Coverage
) -> Iterator[tuple[OutOfScope, frozenset[str]]]:
    """The sections of an edition that a part of it leaves out, each with the keys of the nodes that the part lacks.

    There is none where the other edition is no part of it: much shorter, and without whole parts of the document, not
    merely what is inside them. A section that is covered by half or more is in scope as a whole: what it lacks was
    removed.
    """
    words = part.words(part.everything)
    is_part = 0 < words <= _PART_AT_MOST * whole.words(whole.everything)
    if not is_part or part.share(part.everything) < _FOUND_AT_LEAST:
        return
    lacking = sum(whole.edition.size(at) for at in whole.everything if whole.scores[at] is None)
    absent = (s for s in _sections(whole.edition, whole.everything) if all(whole.scores[at] is None for at in s))
    if sum(map(whole.words, absent)) < _IN_ABSENT_PARTS * lacking:
        return
    for heading, left_out in _uncovered(whole, whole.everything):
        nodes = [whole.edition.nodes[at] for at in left_out]
        pages = tuple(sorted({page for node in nodes for page in node.place.pages}))
        path = edition.section(whole.edition.nodes[heading])
        yield OutOfScope(side, path, pages, len(nodes)), frozenset(node.key for node in nodes)


def _uncovered(whole: Coverage, positions: range) -> Iterator[tuple[int, list[int]]]:
    """The heading of each section that is not covered, and those of its positions that the other edition lacks."""
    for section in _sections(whole.edition, positions):
        share = whole.share(section)
        if share >= _COVERED:
            continue
        inner = section[1:]
        is_untouched = share < _UNTOUCHED
        first = section.stop if is_untouched else next((s.start for s in _sections(whole.edition, inner)), inner.stop)
        lacking = [at for at in range(section.start, first) if whole.scores[at] is None]
        if lacking:
            yield section.start, lacking
        if not is_untouched:
            yield from _uncovered(whole, inner)


def _sections(edition: EncodedEdition, positions: range) -> Iterator[range]:
    """The outermost sections among some positions, each from its heading on."""
    levels = {at: edition.nodes[at].level or 1 for at in positions if edition.nodes[at].kind is NodeKind.HEADING}
    outermost = min(levels.values(), default=0)
    starts = [at for at, level in levels.items() if level == outermost]
    for start, stop in pairwise([*starts, positions.stop]):
        yield range(start, stop)


# ---- warnings ----


def find_warnings(old: Edition, new: Edition, coverages: tuple[Coverage, Coverage]) -> Iterator[str]:
    """Sentences for the verdict, where editions seem to be the wrong way round or hold words that cannot be read.

    So they are too where the editions have almost nothing in common.
    """
    years = wrong_way_round(old, new)
    if years:
        yield (
            "The editions seem to be the wrong way round: "
            f"the one given as the older states {years[0]}, the other {years[1]}."
        )
    unread = [
        name
        for name, edition in (("older", old), ("newer", new))
        if any(problem.code == "unmapped-text" for problem in edition.problems)
    ]
    if unread:
        yield (
            f"Some words of the {' and the '.join(unread)} edition cannot be read, because their font does not say "
            "which letters it shows. Changes in them may be missed, or reported as words removed or added."
        )
    if are_unrelated(coverages):
        yield f"The two files have almost nothing in common: {_in_common(coverages):.0%} of their words are in both."


def are_unrelated(coverages: tuple[Coverage, Coverage]) -> bool:
    """Whether two files, both with words, are no two editions of one text."""
    return _in_common(coverages) < _UNRELATED and all(coverage.words(coverage.everything) for coverage in coverages)


def _in_common(coverages: tuple[Coverage, Coverage]) -> float:
    return max(coverage.share(coverage.everything) for coverage in coverages)


def wrong_way_round(old: Edition, new: Edition) -> tuple[str, str] | None:
    """The words for the years of two editions, where those of the one given as the older say a later year.

    None where title and date do not agree on it.
    """
    # The last year in each title, if both have one, and the month on each cover.
    titles = ([(int(year), year) for year in years_in(edition.title)[-1:]] for edition in (old, new))
    stated = (*zip(*titles, strict=False), (find_month(old.date or ""), find_month(new.date or "")))
    differing = [(before, after) for before, after in stated if before and after and before[0] != after[0]]
    if not differing or any(before[0] < after[0] for before, after in differing):
        return None
    return differing[0][0][1], differing[0][1][1]

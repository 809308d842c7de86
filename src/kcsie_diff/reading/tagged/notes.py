"""Notes of a tagged page: the owners of its text runs to owners that call a note what is set as one, and nothing else.

A tree may give notes the tags of paragraphs or items, call a paragraph of the body a note, or hang a whole list under a
note. The page shows which is which: a note stands at the foot, behind a mark that the text cites or in smaller type.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from kcsie_diff.reading.line_labels import label_of_note, marks
from kcsie_diff.reading.page_model import BODY, Line, Page, Role
from kcsie_diff.reading.pdf.structure_tree import ElementPart, Owned, Roles
from kcsie_diff.records import Record, replace

SMALLER = 0.6
"""Points. Type that is smaller than the body's by more is that of notes."""

CLOSE = 1.6
"""Ems. The lines of one note stand closer than this."""


class TypeSizes(Record, frozen=True):
    """The sizes in which a file sets most letters of its body and of its notes, in points."""

    body: float
    notes: float


def type_sizes(pages: Sequence[Page], roles: Roles, keys: Mapping[int, int]) -> TypeSizes:
    """The sizes of a tagged file, by what its tags call notes: those that begin with a raised mark, if any do."""
    sizes: Counter[float] = Counter()
    notes: Counter[float] = Counter()
    marked: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(2 * line.size) / 2] += len(line.text)
            owned = roles.of(keys.get(page.number), line.main.mcid)
            if owned and owned.role is Role.FOOTNOTE:
                (marked if line.pieces[0].raised else notes)[round(2 * line.size) / 2] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    [(note, _)] = (marked or notes or Counter([body])).most_common(1)
    return TypeSizes(body, note)


class OwnedLine(Record, frozen=True):
    """A line and what owns each of its text runs."""

    line: Line
    owners: tuple[Owned | None, ...]

    @property
    def owner(self) -> Owned | None:
        """What owns the text run that speaks for the line."""
        if len(self.owners) == 1:
            return self.owners[0]
        main = self.line.main
        return next(owned for piece, owned in zip(self.line.pieces, self.owners, strict=True) if piece is main)

    @property
    def is_note(self) -> bool:
        """Whether the tags call the line a note."""
        return self.owner is not None and self.owner.role is Role.FOOTNOTE


def settle(lines: Sequence[OwnedLine], sizes: TypeSizes) -> tuple[OwnedLine, ...]:
    """The lines of a page, in the same order, each owned by a note where it is set as one, and not where it is not."""
    if any(line.is_note for line in lines):
        lines = _with_body(lines, sizes)
    if any(one.line.pieces[0].raised or (_is_small(one, sizes) and one.line.text[:1].isdigit()) for one in lines):
        lines = _with_notes(lines, sizes)
    return tuple(lines)


def _with_body(lines: Sequence[OwnedLine], sizes: TypeSizes) -> list[OwnedLine]:
    """The lines, those that bear the tag of a note and are set as the body owned by what else holds them.

    Matches a line in the body's size above all real notes of the page; where notes are as large, an element without a
    mark that has text of the body below it. Must not match a note that goes on from the page before, at the foot.
    """
    text = [one.line for one in lines if one.owner and not one.is_note and any(map(str.isalpha, one.line.text))]
    body = max((line.baseline for line in text), default=0.0)
    marked = {one.owner.unit for one in lines if one.owner and one.is_note and _begins_note(one)}
    smaller = sizes.notes < sizes.body - SMALLER
    sure = (one.line for one in lines if one.is_note and (_begins_note(one) or _is_small(one, sizes)))
    foot = min((line.baseline for line in sure if line.baseline > body), default=float("inf"))

    def is_body(one: OwnedLine) -> bool:
        if not one.owner or not one.is_note or one.line.size < sizes.body - SMALLER / 2 or label_of_note(one.line):
            return False
        return one.line.baseline < foot if smaller else one.owner.unit not in marked and one.line.baseline < body

    return [
        replace(one, owners=tuple((held and held.but_for_note) or held for held in one.owners)) if is_body(one) else one
        for one in lines
    ]


def _begins_note(one: OwnedLine) -> bool:
    """Whether a line begins with the label of a note, by its look or by a tag that is not that of an item."""
    first = one.owners[0]
    labelled = first is not None and first.part is ElementPart.LABEL
    item = first.but_for_note.item if first and first.but_for_note else None
    return label_of_note(one.line) is not None or (labelled and item is None)


def _with_notes(lines: Sequence[OwnedLine], sizes: TypeSizes) -> list[OwnedLine]:
    """The lines, those at the foot that begin with a cited mark owned by notes, with the lines that go on from them.

    The mark is raised, or a figure where the line is in small type.
    """
    cited = marks(one.line for one in lines)
    begins = {
        n for n, one in enumerate(lines)
        if one.owner and one.owner.role in BODY and one.owner.cell is None
        and (label := label_of_note(one.line, cited if _is_small(one, sizes) else ()))
        and label.text in cited
    }  # fmt: skip
    made = list(lines)
    last: OwnedLine | None = None
    unit = ""
    for n in _foot(lines, begins, sizes):
        one = made[n]
        if n in begins or (last and _goes_on(last, one)):
            unit = one.owner.unit if n in begins and one.owner else unit
            owners = (
                owned and replace(owned, role=Role.FOOTNOTE, unit=unit, part=ElementPart.TEXT, item=None, level=None)
                for owned in one.owners
            )
            made[n] = last = replace(one, owners=tuple(owners))
    return made


def _foot(lines: Sequence[OwnedLine], begins: set[int], sizes: TypeSizes) -> list[int]:
    """The lines at the foot, from the top down: the first that begins a note and has nothing but notes below it.

    What stands there may be a note by its tag, by its type, or as a part of what begins with a mark.
    """
    downwards = sorted(range(len(lines)), key=lambda n: lines[n].line.baseline)
    for first in downwards:
        if first in begins:
            foot = [n for n in downwards if lines[n].line.baseline > lines[first].line.baseline - 1]
            units = {owner.unit for n in foot if n in begins and (owner := lines[n].owner)}
            held = (lines[n] for n in foot)
            if all(not one.owner or one.is_note or one.owner.unit in units or _is_small(one, sizes) for one in held):
                return foot
    return []


def _is_small(one: OwnedLine, sizes: TypeSizes) -> bool:
    return one.line.size < sizes.body - SMALLER


def _goes_on(last: OwnedLine, one: OwnedLine) -> bool:
    """Whether a line goes on from that of a note above it."""
    if not one.owner or one.is_note or one.owner.cell is not None:
        return False
    close = one.line.baseline - last.line.baseline < CLOSE * one.line.size
    return close and abs(one.line.size - last.line.size) < SMALLER

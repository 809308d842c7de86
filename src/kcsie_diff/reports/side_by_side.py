"""Both editions in full, as rows: each passage of the older one beside what it became in the newer one.

Input: a comparison and its editions. Output: `FacingRow`s in the order of the redline: one scroll moves both columns.
"""

from collections.abc import Iterable, Iterator, Sequence

from kcsie_diff.model.comparison import Comparison
from kcsie_diff.model.edition import CELL_BAR, Edition, Node, NodeKind
from kcsie_diff.records import Record, replace
from kcsie_diff.reports.redline import RedlineBlock, RedlineGroup, redline
from kcsie_diff.reports.redline_runs import Cite, Op, RedlineRun, cited, cut_apart
from kcsie_diff.reports.wording import label

_FIRST_LEVEL, _LAST_LEVEL = 3, 6  # of headings in the page: the rows stand under one of level 2


class ColumnWords(Record, frozen=True):
    """A stretch of words in one column: `marked` where the other edition lacks them, `raised` for a footnote mark."""

    text: str
    marked: bool = False
    raised: bool = False


class TextColumn(Record, frozen=True):
    """One column of a row: the label of the passage ("171", "•"), "" where it stands above or there is none."""

    label: str = ""
    words: tuple[ColumnWords, ...] = ()


class FacingRow(Record, frozen=True):
    """A passage, or the part of one that faces a passage of the other edition. A side without words is not there.

    `level` is that of a heading, from 3 to 6, and 0 for all else; `depth` counts what it is indented under. `change` is
    the id of the change that it shows, and `first` says whether it is the first row to do so.
    """

    old: TextColumn
    new: TextColumn
    depth: int = 0
    level: int = 0
    change: str | None = None
    first: bool = False

    @property
    def is_same(self) -> bool:
        """Whether both editions have these very words; their numbers may differ."""
        return self.change is None and self.old.words == self.new.words


def side_by_side(comparison: Comparison, old: Edition, new: Edition) -> tuple[FacingRow, ...]:
    """Return both editions in full. The comparison is that of the two editions."""
    return tuple(_placed(_Facing(comparison, old, new).rows()))


class _Facing:
    """The redline of two editions while it is cut into columns."""

    def __init__(self, comparison: Comparison, old: Edition, new: Edition) -> None:
        self.editions = old, new
        self.redline = redline(comparison, old, new)
        self.labelled: set[tuple[int, str]] = set()

    def rows(self) -> Iterator[FacingRow]:
        """The rows of each unit, each followed by the footnotes that it cites."""
        for unit in self.redline.units:
            yield self._row(unit, gone=unit.label is Op.DELETED)
            for name in dict.fromkeys(run.note for run in unit.runs if run.note):
                op, _, key = name.partition(":")
                gone = op == Op.DELETED
                node = self.editions[0 if gone else 1].by_key[key]
                note = RedlineBlock(node, Op.KEPT, (self.redline.notes[name].runs,), unit.depth + 1)
                yield self._row(note, gone=gone)

    def _row(self, unit: RedlineBlock, *, gone: bool) -> FacingRow:
        """`gone` where the node of the unit is one of the older edition."""
        group = self.redline.of[0 if gone else 1].get(unit.node.key)
        change = group.change if group else None
        older, newer = (unit.node, None) if gone else (None, unit.node)
        at = next((run.old for run in unit.runs if run.old is not None), None)
        if not gone and group is not None and group.old and at is not None:
            older = group.old[min(at, len(group.old) - 1)]  # a footnote or row has its words by its cell
        if group is not None:
            unit = _marked_where_apart(unit, group)
        mark = change is not None
        return FacingRow(
            self._side(0, older, _words(unit, Op.INSERTED, mark=mark) if older else ()),
            self._side(1, newer, _words(unit, Op.DELETED, mark=mark) if newer else ()),
            unit.depth,
            (unit.node.level or 1) if unit.node.kind is NodeKind.HEADING else 0,
            change.id if change else None,
        )

    def _side(self, side: int, node: Node | None, words: tuple[ColumnWords, ...]) -> TextColumn:
        if node is None or not words or (side, node.key) in self.labelled:
            return TextColumn("", words)
        self.labelled.add((side, node.key))
        return TextColumn(label(node.kind, node.number), words)


def _marked_where_apart(unit: RedlineBlock, group: RedlineGroup) -> RedlineBlock:
    """A unit, with those words marked that the other edition lacks (all, if not known) where it stands apart.

    That is a whole passage that the other edition has in another place: moved, or parted by a split.
    """
    node, op = unit.node, unit.end
    whole = CELL_BAR.join("".join(run.text for run in cell) for cell in unit.cells) == node.text
    alone = op is not Op.KEPT and all(run.op is op for run in unit.runs)
    if not (whole and alone and group.old and group.new):
        return unit
    sides = group.old, group.new
    side = 0 if op is Op.DELETED else 1
    at = sides[side].index(node)
    runs = cut_apart(group.segments, *([each.text for each in nodes] for nodes in sides))
    own = [run for run in runs or () if (run.old, run.new)[side] == at]
    marks = [Cite(at, mark.at, op, mark.label, None) for mark in node.marks]
    return replace(unit, cells=(cited(own or [RedlineRun(op, node.text, at, at)], marks),))


def _words(unit: RedlineBlock, other: Op, *, mark: bool) -> tuple[ColumnWords, ...]:
    """The words of one side of a unit: all but those of the other side alone, cell after cell."""
    found: list[ColumnWords] = []
    for n, cell in enumerate(unit.cells):
        own = [run for run in cell if run.op is not other]
        found += [ColumnWords(CELL_BAR)] if n and found and own else []
        found += _merged(own, mark=mark)
    return tuple(found)


def _merged(runs: Sequence[RedlineRun], *, mark: bool) -> Iterable[ColumnWords]:
    """The words of runs, neighbours of one kind as one stretch: links cut a run, but change nothing of its words."""
    found: list[ColumnWords] = []
    for run in runs:
        marked = mark and run.op is not Op.KEPT and not run.text.isspace()
        own = ColumnWords(run.label or run.text, marked, run.is_mark)
        if found and not (own.raised or found[-1].raised) and found[-1].marked == own.marked:
            own = replace(own, text=found.pop().text + own.text)
        found.append(own)
    return found


def _placed(rows: Iterable[FacingRow]) -> Iterator[FacingRow]:
    """The rows that have words, with headings that nest and the first row of each change named as such."""
    level, seen = _FIRST_LEVEL - 1, set[str]()
    for row in rows:
        if not row.old.words and not row.new.words:
            continue
        if row.level:
            level = max(_FIRST_LEVEL, min(_LAST_LEVEL, level + 1, _FIRST_LEVEL - 1 + row.level))
        first = row.change is not None and row.change not in seen
        seen.update({row.change} if row.change else ())
        yield replace(row, level=level if row.level else 0, first=first)

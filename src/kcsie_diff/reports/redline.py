"""The newer edition with every change from the older one marked in it: units in the order of a single document.

Whoever takes every mark gets the newer edition, whoever refuses every mark the older one, letter for letter: what is
not a change but spelled in another way (quotation marks, shifted cross references) is marked without an explanation.
Printed labels stand as in the newer edition. Nothing here knows of Word.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from kcsie_diff.language.ordering import PlacePair, heaviest_increasing_subsequence
from kcsie_diff.model.comparison import Change, ChangeKind, Comparison, Segment
from kcsie_diff.model.edition import CELL_BAR, Edition, FootnoteMark, Link, Node, NodeKind
from kcsie_diff.records import Record, replace
from kcsie_diff.reports.redline_runs import Cite, Op, RedlineRun, cited, cut_apart, linked, stands_in_both, whole

_PlaceOf = Callable[[int, int, int], tuple[int, int]]


class RedlineBlock(Record, frozen=True):
    """A paragraph, heading, item or table row. `node` says what it is and how it is labelled.

    `end` is the status of its end of line: a split inserts one, a merger deletes one. `cells` holds a row's cells, and
    one for all else. `depth` counts the items and paragraphs that hold it. `moved_as` is the change that moved it, its
    words unchanged, on both sides of the move. `changes` are the ids of the changes to be explained here. `label` is
    the status of the printed label; None where another unit of the same node prints it.
    """

    node: Node
    end: Op
    cells: tuple[tuple[RedlineRun, ...], ...]
    depth: int = 0
    moved_as: str | None = None
    changes: tuple[str, ...] = ()
    label: Op | None = Op.KEPT

    @property
    def runs(self) -> tuple[RedlineRun, ...]:
        """All its words and marks, cell after cell."""
        return tuple(run for cell in self.cells for run in cell)


class Note(Record, frozen=True):
    """A footnote: its words, and the change that it is part of."""

    runs: tuple[RedlineRun, ...]
    change: str | None


class RedlineGroup(Record, frozen=True):
    """Old nodes and the new ones that they became. `same` where the words are; `change` is what tells of them."""

    old: tuple[Node, ...]
    new: tuple[Node, ...]
    change: Change | None
    same: bool = False

    @property
    def is_row(self) -> bool:
        """Whether one table row became another with as many cells."""
        if len(self.old) != 1 or len(self.new) != 1:
            return False
        old, new = self.old[0], self.new[0]
        both = old.kind is new.kind is NodeKind.TABLE_ROW
        return both and len(_cell_texts(old)) == len(_cell_texts(new))

    @property
    def runs_on(self) -> bool:
        """Whether both sides can stand in one run of words: a row and a paragraph cannot."""
        return self.is_row or not any(node.kind is NodeKind.TABLE_ROW for node in self.old + self.new)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What became of the words: those of the change, or all kept, in the spelling of both sides."""
        if self.change is not None and not self.same:
            return self.change.segments
        old, new = (" ".join(node.text for node in side) for side in (self.old, self.new))
        return (Segment.kept(old, new),)


class Redline(Record, frozen=True):
    """The units of the document, and the footnotes by the names that marks cite them by.

    `of` has the group of each node by its key, for the old and for the new side.
    """

    units: tuple[RedlineBlock, ...]
    notes: Mapping[str, Note]
    of: tuple[Mapping[str, RedlineGroup], ...]


def redline(comparison: Comparison, old: Edition, new: Edition) -> Redline:
    """Return the newer edition with the changes of a comparison marked in it.

    The comparison is that of the two editions. Nodes out of scope are left out (old) or stand as they are (new).
    """
    draft = _Draft(tuple(_groups(comparison, old, new)), (old, new))
    units = tuple(draft.units())
    return Redline(_explained(units, draft.notes), MappingProxyType(dict(draft.notes)), draft.of)


def _groups(comparison: Comparison, old: Edition, new: Edition) -> Iterator[RedlineGroup]:
    """Yield every passage of both editions that is compared, with what it became: changes first, then what is kept."""
    for change in comparison.changes:
        left = tuple(old.by_key[passage.key] for passage in change.old)
        right = tuple(new.by_key[passage.key] for passage in change.new)
        if change.kind in (ChangeKind.LINK, ChangeKind.MOVED) and len(left) == len(right):
            yield from (RedlineGroup((a,), (b,), change, same=True) for a, b in zip(left, right, strict=True))
        else:
            yield RedlineGroup(left, right, change)
    for before, after in comparison.unchanged:
        yield RedlineGroup(tuple(old.by_key[k] for k in before), tuple(new.by_key[k] for k in after), None, same=True)


class GroupSpan(Record, frozen=True):
    """Where a passage stands in two editions: its first place in each, and how many places it takes there."""

    old: int
    new: int
    old_size: int
    new_size: int


class _Draft:
    """The two editions by group, while the document is put together."""

    def __init__(self, groups: tuple[RedlineGroup, ...], editions: tuple[Edition, Edition]) -> None:
        self.groups = groups
        self.editions = editions
        self.of = tuple({n.key: g for g in groups for n in (g.old, g.new)[side]} for side in (0, 1))
        self.flows = tuple(_flow(edition) for edition in editions)
        self.at = tuple({node.key: place for place, node in enumerate(flow)} for flow in self.flows)
        self.notes: dict[str, Note] = {}

    def units(self) -> Iterator[RedlineBlock]:
        """Groups that keep their order; before each, what the old edition alone has there, then what the new has."""
        spans = {span.old: (span, group) for group in self.groups if (span := self._span(group)) is not None}
        done = [0, 0]
        for link in heaviest_increasing_subsequence(PlacePair(span.old, span.new, 1.0) for span, _ in spans.values()):
            span, group = spans[link.old]
            yield from self._between(done, [span.old, span.new])
            ids = (group.change.id,) if group.change else ()
            if group.is_row:
                yield RedlineBlock(group.new[0], Op.KEPT, self._row(group), self._depth(group.new[0], 1), changes=ids)
            else:
                yield from (replace(unit, changes=ids) for unit in self._run(group))
            done = [span.old + span.old_size, span.new + span.new_size]
        yield from self._between(done, [len(flow) for flow in self.flows])

    def _span(self, group: RedlineGroup) -> GroupSpan | None:
        """Where a group stands in both flows; None where a side is empty or scattered, or the group is a move."""
        if not group.runs_on or (group.change is not None and group.change.kind is ChangeKind.MOVED):
            return None
        places = [[self.at[s][n.key] for n in (group.old, group.new)[s] if n.key in self.at[s]] for s in (0, 1)]
        if any(not side or side != list(range(side[0], side[0] + len(side))) for side in places):
            return None
        return GroupSpan(places[0][0], places[1][0], len(places[0]), len(places[1]))

    def _between(self, start: Sequence[int], end: Sequence[int]) -> Iterator[RedlineBlock]:
        """What one edition alone has in a place: the old one's first. What is out of scope in the old is left out."""
        for node in self.flows[0][start[0] : end[0]]:
            if node.key in self.of[0]:
                yield self._alone(node, 0, Op.DELETED)
        for node in self.flows[1][start[1] : end[1]]:
            yield self._alone(node, 1, Op.INSERTED if node.key in self.of[1] else Op.KEPT)

    def _alone(self, node: Node, side: int, op: Op) -> RedlineBlock:
        group = self.of[side].get(node.key)
        change = group.change if group else None
        moved = change is not None and change.kind is ChangeKind.MOVED and node.kind is not NodeKind.TABLE_ROW
        cites = [Cite(0, mark.at, op, mark.label, self._note(mark.key, side, op)) for mark in node.marks]
        ids = (change.id,) if change else ()
        moved_as = change.id if change and moved else None
        return RedlineBlock(node, op, _cells(node, op, cites), self._depth(node, side), moved_as, ids, label=op)

    def _row(self, group: RedlineGroup) -> tuple[tuple[RedlineRun, ...], ...]:
        """The cells of a row that both editions have, changed words marked in each."""
        old, new = texts = (_cell_texts(group.old[0]), _cell_texts(group.new[0]))
        runs = cut_apart(group.segments, old, new)
        if runs is None:
            gone = (RedlineRun(Op.DELETED, text, n, None) for n, text in enumerate(old) if text)
            runs = (*gone, *(RedlineRun(Op.INSERTED, text, None, n) for n, text in enumerate(new) if text))
        runs = cited(runs, self._cites(group, runs, lambda side, _, at: _in_cell(at, texts[side])))
        cells: list[list[RedlineRun]] = [[] for _ in new]
        for run in linked(runs, tuple(_cell_links(group.new[0].links, new))):
            if run.op is Op.KEPT and run.old not in (None, run.new):
                cells[run.old or 0].append(replace(run, op=Op.DELETED, new=None, link=None))
                run = replace(run, op=Op.INSERTED, old=None)  # noqa: PLW2901
            cells[run.new if run.new is not None else run.old or 0].append(run)
        return tuple(map(tuple, cells))

    def _run(self, group: RedlineGroup) -> Iterator[RedlineBlock]:
        """The units of a paragraph, heading or item, or of several that were split or merged."""
        texts = [node.text for node in group.old], [node.text for node in group.new]
        runs = cut_apart(group.segments, *texts)
        if runs is None:
            yield from (self._alone(node, 0, Op.DELETED) for node in group.old if node.key in self.at[0])
            yield from (self._alone(node, 1, Op.INSERTED) for node in group.new if node.key in self.at[1])
            return
        runs = cited(runs, self._cites(group, runs, lambda _, n, at: (n, at)))
        body = tuple(self._in_text(linked(runs, [node.links for node in group.new]), group))
        if not body:
            yield from (RedlineBlock(node, Op.KEPT, ((),), self._depth(node, 1)) for node in group.new)
        held: list[RedlineRun] = []
        labelled: list[str] = []
        for run, (home, end) in zip(body, _ends(body), strict=True):
            held.append(run)
            if end is not None:
                node = group.new[home]
                label = (Op.INSERTED if labelled else Op.KEPT) if node.key not in labelled else None
                labelled.append(node.key)
                yield RedlineBlock(node, end, (tuple(held),), self._depth(node, 1), label=label)
                held = []

    def _in_text(self, runs: Sequence[RedlineRun], group: RedlineGroup) -> Iterator[RedlineRun]:
        """The runs that stand in the text: words out of a footnote are added, words that became one are cut."""
        for run in runs:
            old = run.old is not None and group.old[run.old].key in self.at[0]
            new = run.new is not None and group.new[run.new].key in self.at[1]
            if old and new:
                yield run
            elif new:
                yield replace(run, op=Op.INSERTED, old=None)
            elif old:
                yield replace(run, op=Op.DELETED, new=None, link=None)

    def _depth(self, node: Node, side: int) -> int:
        holders = self.editions[side].ancestors(node)
        return sum(holder.kind in (NodeKind.PARAGRAPH, NodeKind.ITEM) for holder in holders)

    # ---- footnotes ----

    def _cites(self, group: RedlineGroup, runs: Sequence[RedlineRun], place: _PlaceOf) -> Iterator[Cite]:
        """The footnote marks of both sides of a group, in the order of both: one for a mark that both have in a place.

        `place` gives the part and offset by which the runs know a place: of a side, a node and an offset in its text.
        """
        left = [(mark, place(0, n, mark.at)) for n, node in enumerate(group.old) for mark in node.marks]
        for n, node in enumerate(group.new):
            for mark in node.marks:
                at = place(1, n, mark.at)
                same = next(
                    (
                        i
                        for i, (old, was) in enumerate(left)
                        if self._is_same(old, mark) and stands_in_both(runs, was, at)
                    ),
                    None,
                )
                if same is None:
                    yield Cite(*at, Op.INSERTED, mark.label, self._note(mark.key, 1, Op.INSERTED))
                    continue
                yield from (self._gone(old, was) for old, was in left[:same])
                yield Cite(*at, Op.KEPT, mark.label, self._note(mark.key, 1, Op.KEPT), left[same][1])
                left = left[same + 1 :]
        yield from (self._gone(old, was) for old, was in left)

    def _gone(self, mark: FootnoteMark, place: tuple[int, int]) -> Cite:
        return Cite(*place, Op.DELETED, mark.label, self._note(mark.key, 0, Op.DELETED))

    def _is_same(self, old: FootnoteMark, new: FootnoteMark) -> bool:
        """Whether a new footnote was the old one; of marks whose footnote was not found, whether they look alike."""
        if old.key is None or new.key is None:
            return old.key is new.key and old.label == new.label
        group = self.of[1].get(new.key)
        sides = ((node.key for node in side) for side in (group.old, group.new)) if group else ()
        return [list(side) for side in sides] == [[old.key], [new.key]]

    def _note(self, key: str | None, side: int, op: Op) -> str | None:
        """Write a footnote down, and return the name by which its mark cites it; None for one that is not there.

        Its words are marked one by one where both editions cite it in one place, else they have one status.
        """
        node = self.editions[side].by_key.get(key or "")
        if node is None:
            return None
        name = f"{op.value}:{node.key}"
        group = self.of[side].get(node.key)
        change = group.change.id if group and group.change else None
        runs, links = whole(node.text, op), () if op is Op.DELETED else node.links
        if op is Op.KEPT and group is not None and len(group.old) == len(group.new) == 1:
            (old,) = group.old
            found = cut_apart(group.segments, [old.text], [node.text])
            runs = (*whole(old.text, Op.DELETED), *whole(node.text, Op.INSERTED)) if found is None else found
        self.notes.setdefault(name, Note(linked(runs, [links]), change))
        return name


def _flow(edition: Edition) -> tuple[Node, ...]:
    """The nodes that stand in the text: all content but the footnotes that are cited from it."""
    noted = {mark.key for node in edition.content for mark in node.marks}
    return tuple(n for n in edition.content if n.kind is not NodeKind.FOOTNOTE or n.key not in noted)


def _cell_texts(node: Node) -> tuple[str, ...]:
    return node.cells if node.cells and CELL_BAR.join(node.cells) == node.text else (node.text,)


def _in_cell(at: int, cells: Sequence[str]) -> tuple[int, int]:
    """A place in the text of a row as a cell and the place in it."""
    n = 0
    while n < len(cells) - 1 and at > len(cells[n]):
        at -= len(cells[n]) + len(CELL_BAR)
        n += 1
    return n, max(at, 0)


def _cells(node: Node, op: Op, cites: Iterable[Cite]) -> tuple[tuple[RedlineRun, ...], ...]:
    """The words of a node that has one status, by cell."""
    links = () if op is Op.DELETED else node.links
    if node.kind is not NodeKind.TABLE_ROW:
        return (linked(cited(whole(node.text, op), cites), [links]),)
    texts, cells = _cell_texts(node), []
    placed = [(_in_cell(cite.at, texts), cite) for cite in cites]
    for n, (text, own) in enumerate(zip(texts, _cell_links(links, texts), strict=True)):
        marks = [replace(cite, index=0, at=at) for (cell, at), cite in placed if cell == n]
        cells.append(linked(cited(whole(text, op), marks), [own]))
    return tuple(cells)


def _cell_links(links: Sequence[Link], cells: Sequence[str]) -> Iterator[tuple[Link, ...]]:
    """The links of a row by cell, their places counted in it."""
    at = 0
    for text in cells:
        inside = (link for link in links if link.at is not None and at <= link.at < at + len(text))
        yield tuple(replace(link, at=(link.at or 0) - at) for link in inside)
        at += len(text) + len(CELL_BAR)


def _ends(body: Sequence[RedlineRun]) -> Iterator[tuple[int, Op | None]]:
    """The new node of each run, and the status of the end of line after it: None where its unit goes on.

    Words that one side does not have stand with what is before them.
    """
    homes: list[list[int]] = []
    for side in ("old", "new"):
        known: int = next((place for run in body if (place := getattr(run, side)) is not None), 0)
        homes.append([known := known if (place := getattr(run, side)) is None else place for run in body])
    placed = list(zip(*homes, strict=True))
    for (old, new), (next_old, next_new) in pairwise(placed):
        if old == next_old:
            yield new, None if new == next_new else Op.INSERTED
        else:
            yield new, Op.DELETED if new == next_new else Op.KEPT
    yield from ((new, Op.KEPT) for _, new in placed[-1:])


def _explained(units: Sequence[RedlineBlock], notes: Mapping[str, Note]) -> tuple[RedlineBlock, ...]:
    """Leave each change's id only at the first unit that shows it, one of the newer edition where there is one."""
    noted = {name: note.change for name, note in notes.items() if note.change is not None}
    shown = [(*unit.changes, *(noted[run.note] for run in unit.runs if run.note in noted)) for unit in units]
    home: dict[str, int] = {}
    for n, unit in enumerate(units):
        for change in shown[n]:
            if change not in home or (units[home[change]].end is Op.DELETED and unit.end is not Op.DELETED):
                home[change] = n
    return tuple(
        replace(unit, changes=tuple(dict.fromkeys(change for change in shown[n] if home[change] == n)))
        for n, unit in enumerate(units)
    )

"""The tracked copy: a Word file of the newer edition in which every change from the older one is a tracked change.

Accepting all changes gives the newer edition, rejecting all gives the older one, letter for letter (see `redline`).
Each change carries a comment with its category and the reasons. Marks follow ECMA-376 part 1, 17.13.5 (revisions) and
17.13.4 (comments).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from kcsie_diff.errors import UsageError
from kcsie_diff.model.edition import Node, NodeKind
from kcsie_diff.reports import english
from kcsie_diff.reports.answer import gravest
from kcsie_diff.reports.head_and_foot import issued
from kcsie_diff.reports.redline import Redline, RedlineBlock, redline
from kcsie_diff.reports.redline_runs import Op, RedlineRun
from kcsie_diff.reports.view import ChangeView, View
from kcsie_diff.reports.word.ooxml import (
    AUTHOR,
    DEEPEST,
    Element,
    Part,
    add_comment,
    bookmark,
    contents,
    dated,
    element,
    fill_footnotes,
    footnotes_part,
    hyperlink,
    link_within,
    new_document,
    save,
    style_ids,
    value,
    words,
)
from kcsie_diff.safe_text import safe_target

_HANGING, _STEP, _DEEPEST = 680, 360, 3  # indents in twentieths of a point; how deep the styles of lists go
_TEXT_WIDTH = 9300  # twentieths of a point: A4 between our margins
_MARKS = {Op.INSERTED: "w:ins", Op.DELETED: "w:del"}
# The mark of a move must have a date (ISO/IEC 29500-1, 17.13.5.24): this one where the newer edition has none.
_UNDATED = {"w:date": "2000-01-01T00:00:00Z"}
_MOVES = {Op.INSERTED: "w:moveTo", Op.DELETED: "w:moveFrom"}
_STYLES = {
    NodeKind.PARAGRAPH: "Normal",
    NodeKind.ITEM: "Lettered item",
    NodeKind.FOOTNOTE: "footnote text",
    NodeKind.FIGURE_TEXT: "Figure text",
    NodeKind.UNPLACED: "Unplaced text",
    NodeKind.TABLE_ROW: "Normal",
}
_MOST_LINKS = 60
NOTE_STYLE = "Note to the reader"


def write(view: View) -> bytes:
    """Return the tracked copy. Raises UsageError where the view was decided without the editions themselves."""
    if view.sources.editions is None:
        raise UsageError(
            "editions-needed",
            "A tracked copy is made from both editions, not from a comparison alone.",
            "Pass them as `sources`.",
        )
    return _Copy(view, redline(view.comparison, *view.sources.editions)).bytes()


class _Copy:
    """The document while it is written: ids of marks are given in the order of the text."""

    def __init__(self, view: View, marked: Redline) -> None:
        self.view = view
        self.marked = marked
        self.made = issued(view.new.facts)
        self.dated = dated(self.made)
        self.document = new_document(f"{view.title} (tracked copy)", view.template, self.made)
        self.styles = style_ids(self.document)
        self.notes_part = footnotes_part(self.document)
        self.notes: list[Element] = []
        self.moved: Counter[tuple[str, Op]] = Counter()
        self.headings: list[tuple[int, str, str]] = []
        self.marked_changes: set[str] = set()
        self.ids = 0

    def bytes(self) -> bytes:
        body = self.document.element.body
        end = body[-1]  # the properties of the section, which must stay last
        for line in _opening(self.view):
            end.addprevious(element("w:p", None, self._style(NOTE_STYLE), words(line)))
        text = end.getprevious()
        for is_table, run in groupby(self.marked.units, key=lambda unit: unit.node.kind is NodeKind.TABLE_ROW):
            for made in [self._table(list(run))] if is_table else map(self._paragraph, run):
                end.addprevious(made)
        if self.marked.units and self.marked.units[-1].node.kind is NodeKind.TABLE_ROW:
            end.addprevious(element("w:p"))
        text.addnext(contents(self.document, self.headings))
        text.addnext(element("w:p", None, self._style(NOTE_STYLE), *self._changes()))
        fill_footnotes(self.document, self.notes_part, self.notes)
        return save(self.document)

    def _changes(self) -> Iterator[Element]:
        """Links to the changes of substance, the gravest first."""
        own = [each for each in gravest(self.view.changes) if not each.folded and each.anchor in self.marked_changes]
        style = self.styles["Hyperlink"]
        for n, each in enumerate(own[:_MOST_LINKS]):
            yield words("; " if n else "The changes of substance, the gravest first: ")
            yield link_within(each.anchor, words(each.title, style=style))
        if len(own) > _MOST_LINKS:
            yield words(f"; and {len(own) - _MOST_LINKS} more")

    def _style(self, name: str) -> Element:
        return element("w:pPr", None, value("w:pStyle", self.styles[name]))

    # ---- paragraphs ----

    def _paragraph(self, unit: RedlineBlock) -> Element:
        made = element("w:p", None, self._properties(unit))
        content = [*self._label(unit), *self._runs(unit.cells[0], moved=unit.moved_as is not None)]
        made.extend(self._explained(unit, self._as_move(unit, content)))
        node, level = unit.node, unit.node.level or 1
        if node.kind is NodeKind.HEADING and unit.end is not Op.DELETED and level <= DEEPEST:
            name = f"_Toc{len(self.headings) + 1:08}"
            label = f"{label_as_printed(node)} " if node.number is not None else ""
            self.headings.append((level, f"{label}{node.text}", name))
            self._bookmarked(name, made)
        for change in unit.changes:
            if change not in self.marked_changes:
                self._bookmarked(change, made)
                self.marked_changes.add(change)
        return made

    def _bookmarked(self, name: str, made: Element) -> None:
        self.ids += 1
        start, end = bookmark(name, self.ids)
        made.insert(1, start)
        made.append(end)

    def _properties(self, unit: RedlineBlock) -> Element:
        """Style, indent, and the status of the paragraph's end (17.13.5.4, .15, .20 and .21)."""
        node, deep = unit.node, min(unit.depth, _DEEPEST)
        bullet = node.kind is NodeKind.ITEM and node.number is None
        if node.kind is NodeKind.HEADING:
            style = f"Heading {min(node.level or 1, 9)}"
        elif bullet:
            style = f"List Bullet {deep}" if deep > 1 else "List Bullet"
        elif node.kind is NodeKind.PARAGRAPH and node.number:
            style = "Numbered paragraph"
        else:
            style = _STYLES[node.kind]
        made = self._style(style)
        if unit.depth > (_DEEPEST if bullet else 0) and node.kind is not NodeKind.HEADING:
            hanging = {"w:hanging": str(_STEP)} if node.number is not None else {}
            made.append(element("w:ind", {"w:left": str(_HANGING + _STEP * unit.depth)} | hanging))
        if unit.end is not Op.KEPT:
            made.append(element("w:rPr", None, self._mark(unit.end, moved=unit.moved_as is not None)))
        return made

    def _label(self, unit: RedlineBlock) -> Iterator[Element]:
        """The printed label of a paragraph, item or heading, and a tab: as words, so that no program renumbers it."""
        if unit.node.number is None or unit.label is None:
            return
        run = words(label_as_printed(unit.node), style=self.styles["Label"], deleted=unit.label is Op.DELETED)
        run.append(element("w:tab"))
        yield self._marked(run, unit.label, moved=unit.moved_as is not None)

    # ---- words and marks ----

    def _runs(self, runs: Sequence[RedlineRun], *, moved: bool = False) -> list[Element]:
        return [each for run in runs for each in self._run(run, moved=moved)]

    def _run(self, run: RedlineRun, *, moved: bool, part: Part | None = None) -> Iterator[Element]:
        if run.is_mark:
            yield self._marked(self._footnote_mark(run), run.op, moved=moved)
            return
        link = self.styles["Hyperlink"] if safe_target(run.link) else None
        made = self._marked(words(run.text, style=link, deleted=run.op is Op.DELETED), run.op, moved=moved)
        around = hyperlink(part or self.document.part, run.link, made)
        yield made if around is None else around

    def _mark(self, op: Op, *, moved: bool, children: Sequence[Element] = ()) -> Element:
        """An insertion, a deletion or one side of a move, around runs or for the end of a paragraph or row."""
        tag = (_MOVES if moved else _MARKS)[op]
        return element(tag, {"w:id": self._next(), "w:author": AUTHOR} | self.dated, *children)

    def _marked(self, run: Element, op: Op, *, moved: bool) -> Element:
        return run if op is Op.KEPT else self._mark(op, moved=moved, children=(run,))

    def _next(self) -> str:
        self.ids += 1
        return str(self.ids)

    def _as_move(self, unit: RedlineBlock, content: Sequence[Element]) -> list[Element]:
        """Content that moved, between the marks that name the move on both sides (17.13.5.23 to .28)."""
        if unit.moved_as is None or unit.end is Op.KEPT:
            return list(content)
        tag, identity = _MOVES[unit.end], self._next()
        self.moved[unit.moved_as, unit.end] += 1  # both sides of a passage have the same number
        name = f"{unit.moved_as}-{self.moved[unit.moved_as, unit.end]}"
        named = {"w:id": identity, "w:name": name, "w:author": AUTHOR} | (self.dated or _UNDATED)
        return [element(f"{tag}RangeStart", named), *content, element(f"{tag}RangeEnd", {"w:id": identity})]

    def _footnote_mark(self, run: RedlineRun) -> Element:
        """A mark that cites a footnote, which is written down; one whose footnote was not found is printed as it is.

        A note that is cited again is written again: Word allows no other way.
        """
        style = self.styles["footnote reference"]
        if run.note is None:
            return words(run.label or "", style=style, deleted=run.op is Op.DELETED)
        identity = {"w:id": str(len(self.notes) + 1)}
        mark, number = (element("w:r", None, element("w:rPr", None, value("w:rStyle", style))) for _ in range(2))
        mark.append(element("w:footnoteReference", identity))
        number.append(element("w:footnoteRef"))
        paragraph = element("w:p", None, self._style("footnote text"), number, words(" "))
        for each in self.marked.notes[run.note].runs:
            paragraph.extend(self._run(each, moved=False, part=self.notes_part))
        self.notes.append(element("w:footnote", identity, paragraph))
        return mark

    # ---- tables ----

    def _table(self, rows: Sequence[RedlineBlock]) -> Element:
        width = max(len(row.cells) for row in rows)
        columns = [element("w:gridCol", {"w:w": str(_TEXT_WIDTH // width)}) for _ in range(width)]
        size = element("w:tblW", {"w:w": "5000", "w:type": "pct"})
        properties = element("w:tblPr", None, value("w:tblStyle", self.styles["Table Grid"]), size)
        body = (self._row(row, width, first=n == 0) for n, row in enumerate(rows))
        return element("w:tbl", None, properties, element("w:tblGrid", None, *columns), *body)

    def _row(self, unit: RedlineBlock, width: int, *, first: bool) -> Element:
        """A table row; where it is wholly new or gone its end is marked too (17.13.5.12 and .16).

        Every row says whether it is a head: the schema wants one plain property before a mark (A.1, CT_TrPrBase).
        """
        properties = element("w:trPr", None, value("w:tblHeader", "on" if first else "off"))
        if unit.end is not Op.KEPT:
            properties.append(self._mark(unit.end, moved=False))
        row = element("w:tr", None, properties)
        for n, cell in enumerate(unit.cells):
            last = n == len(unit.cells) - 1
            row.append(self._cell(unit, cell, first=n == 0, span=width - n if last else 1))
        return row

    def _cell(self, unit: RedlineBlock, runs: Sequence[RedlineRun], *, first: bool, span: int) -> Element:
        properties = element("w:tcPr", None, element("w:tcW", {"w:w": "0", "w:type": "auto"}))
        if span > 1:
            properties.append(value("w:gridSpan", str(span)))
        made = element("w:p", None, self._style("Normal"))
        content = self._runs(runs)
        made.extend(self._explained(unit, content) if first else content)
        return element("w:tc", None, properties, made)

    # ---- comments ----

    def _explained(self, unit: RedlineBlock, content: Sequence[Element]) -> list[Element]:
        """Content with the comments on the changes that are explained here around it."""
        starts, ends = [], []
        for each in self.view.named(unit.changes):
            named = {"w:id": add_comment(self.document, comment_lines(each), self.made)}
            look = element("w:rPr", None, value("w:rStyle", self.styles["annotation reference"]))
            mark = element("w:r", None, look, element("w:commentReference", named))
            starts.append(element("w:commentRangeStart", named))
            ends.append(element("w:commentRangeEnd", named))
            ends.append(self._marked(mark, unit.end, moved=unit.moved_as is not None))
        return [*starts, *content, *ends]


def comment_lines(view: ChangeView) -> tuple[str, ...]:
    """Return what the comment on a change says: what it is, where it stands in both editions, and why."""
    head = " · ".join(filter(None, (view.category, view.kind, f"{view.significance} significance", view.duty)))
    lines = [head, f"{view.anchor}. {view.reference}"]
    if view.path_before is not None and view.change.moved:
        lines.append(f"Moved from: {' › '.join(view.path_before)}")
    lines += [english.link(changed) for changed in view.change.links]
    if view.audiences:
        lines.append(f"For: {', '.join(view.audiences)}")
    lines += view.reasons
    if view.mentioned:
        lines.append(f"In the publisher’s own table: {english.MENTIONS[view.mentioned].lower()}")
    if view.change.check_by_eye:
        lines.append("Check this one by eye: the category is less certain than most.")
    return tuple(lines)


def label_as_printed(node: Node) -> str:
    """Return the label of a node with the stop or brackets that the page printed around it: "142.", "(a)"."""
    number = node.number or ""
    found = re.match(rf"\W?{re.escape(number)}[.):]*(?=\s)", node.raw.lstrip())
    return found.group() if found else f"{number}."


def _opening(view: View) -> Iterator[str]:
    """What the reader should know before the text begins."""
    old, new = view.old, view.new
    yield f"Tracked copy of {new.facts.title} ({new.facts.file}, {new.standing})"
    yield (
        f"Every change since {old.facts.title} ({old.facts.file}) is a tracked change with a comment. Accept all for "
        f"the {new.name}, reject all for the {old.name}. Differences that mean nothing, such as quotation marks, "
        "hyphens and cross references that only shifted, are tracked without a comment. Paragraph numbers are as in "
        "the newer edition and are not tracked. Contents pages and running heads are left out."
    )
    if view.comparison.out_of_scope:
        yield "Sections that only one of the files covers are not tracked: see the report."
    yield from (f"Warning: {said}" for said in view.comparison.warnings)
    yield from view.foot

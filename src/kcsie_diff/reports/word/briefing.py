"""The Word briefing: the answer first, what to do, every change with old and new wording, and the tables after them.

The changes are in the order of their importance: by category, and in each by significance. Every look is a named style
of the template, which a user can replace.
"""

from collections.abc import Iterator, Sequence

from kcsie_diff.model.comparison import Category, SegmentOp
from kcsie_diff.reports.answer import gravest
from kcsie_diff.reports.english import CATEGORIES, CATEGORY_MEANINGS, MENTIONS, SIGNIFICANCE_MEANINGS, count, link
from kcsie_diff.reports.excerpts import ELLIPSIS, ExcerptRun, clipped
from kcsie_diff.reports.handouts import action_sheet, answer_sections, handout
from kcsie_diff.reports.head_and_foot import issued
from kcsie_diff.reports.sections import NOTHING, Remark, Section, counts, editions, sections
from kcsie_diff.reports.sections import Cell as SectionCell
from kcsie_diff.reports.view import ChangeView, View
from kcsie_diff.reports.word.body import Cell, InternalLink, Pages, Piece, Styled

_SIDES = {SegmentOp.CUT: "Cut words", SegmentOp.ADD: "Added words"}
_BRACKETS = {SegmentOp.KEEP: "{}", SegmentOp.CUT: "[−{}−]", SegmentOp.ADD: "[+{}+]"}
_KEY = "[−Words cut−] and [+words added+] are in brackets. A number such as c0001 is the same in every report."
_SHORT = 60  # words
_MOST_LINKS = 12
_LANDSCAPE = frozenset(("actions", "record"))
_WITH_CONTENTS = frozenset(("record",))
"""Handouts whose tables need a page on its side, and those of more pages than can be taken in at a glance."""


def write(view: View) -> bytes:
    """Return the briefing as a Word file."""
    pages = Pages(view.title, view.template, made=issued(view.new.facts))
    _summary(pages, view)
    _section(pages, action_sheet(view))
    for category in CATEGORIES:
        if category is not Category.EDITORIAL:
            own = gravest(each for each in view.changes if each.change.category is category and not each.folded)
            pages.heading(f"{CATEGORIES[category]}: {count(len(own), 'change')}", 1)
            pages.say("Normal", (CATEGORY_MEANINGS[category], None), with_next=bool(own))
            for each in own:
                _change(pages, view, each)
    _folded(pages, view)
    for section in sections(view):
        _section(pages, section)
    pages.heading("About this briefing", 1)
    _table(pages, editions(view))
    for said in view.foot:
        pages.say("Note to the reader", (said, None))
    return pages.bytes()


def write_handout(view: View) -> bytes:
    """Return the handout for the view's reader as a Word file."""
    title, parts = handout(view, view.reader)
    pages = Pages(title, view.template, made=issued(view.new.facts), landscape=view.reader in _LANDSCAPE)
    pages.say("Title", (title, None))
    for part in parts:
        _section(pages, part, linked=False)
        if part.anchor == "standing" and view.reader in _WITH_CONTENTS:
            pages.contents()
    return pages.bytes()


# ---- the first pages ----


def _summary(pages: Pages, view: View) -> None:
    pages.say("Title", (view.title, None))
    for warning in view.comparison.warnings:
        pages.say("Normal", (f"Warning: {warning}", "Strong"))
    for part in answer_sections(view):
        _section(pages, part)
    pages.contents(on_a_page=True)
    table = counts(view)
    pages.heading(table.title, 1)
    pages.say("Normal", (view.verdict, "Strong"))
    for said in view.details:
        pages.say("List Bullet", (said, None))
    if table.rows:
        _table(pages, table)
        pages.say("Reason", (SIGNIFICANCE_MEANINGS, None))
    for category, meaning in CATEGORY_MEANINGS.items():
        pages.say("Reason", (f"{CATEGORIES[category]}: ", "Strong"), (meaning, None))


# ---- the changes ----


def _change(pages: Pages, view: View, each: ChangeView) -> None:
    pages.heading(each.title, 2, each.anchor)
    labels = " · ".join(filter(None, (each.support, each.kind, f"{each.significance} significance", each.duty)))
    pages.say("Place", (f"{each.anchor}. {labels}", "Strong"))
    pages.say("Place", (each.reference, None))
    if each.path:
        pages.say("Place", (" › ".join(each.path), None))
    if each.path_before is not None and each.change.moved:
        pages.say("Place", (f"Moved from: {' › '.join(each.path_before)}", None))
    _words(pages, each)
    notes = [*map(link, each.change.links), *([f"For: {', '.join(each.audiences)}"] if each.audiences else [])]
    notes += each.reasons
    if each.change.check_by_eye:
        notes.append("Check this one by eye: the category is less certain than most.")
    if each.mentioned in ("no", "elsewhere"):
        notes.append(f"The publisher’s own table of changes: {MENTIONS[each.mentioned].lower()}.")
    if (review := each.change.review) is not None:
        owner = f"{review.owner} by {review.due}" if review.owner and review.due else review.owner or review.due
        decided = (review.action, review.note, owner, "done" if review.done else "")
        notes.append(f"Decision: {'; '.join(filter(None, decided))}")
    for note in notes:
        pages.say("Reason", (note, None))
    for picture in view.sources.pictures.get(each.anchor, ()):
        name = view.old.name if picture.side == "old" else view.new.name
        alt = f"{each.title}, as it appears on page {picture.page} of the {name}"
        pages.say("Picture title", (f"{name}, page {picture.page}", "Strong"))
        pages.picture(picture.png, picture.width, alt)


def _words(pages: Pages, each: ChangeView) -> None:
    """The words of a change: what is wholly new or gone by passage, all else as before and now."""
    if each.blocks:
        style, look = ("New words", "Added words") if each.change.new else ("Old words", "Cut words")
        head = "Added: " if each.change.new else "Removed: "
        for n, block in enumerate(each.blocks):
            label = f"{block.label} " if block.label else ""
            pages.say(style, *([(head, "Strong")] if n == 0 else []), (label, None), (block.text, look))
        return
    if not any(run.op is not SegmentOp.KEEP for run in each.runs):
        pages.say("New words", ("The words are the same: ", "Strong"), (each.new_text, None))
        return
    pages.say("Old words", ("Before: ", "Strong"), *_side(each.runs, SegmentOp.CUT))
    pages.say("New words", ("Now: ", "Strong"), *_side(each.runs, SegmentOp.ADD))


def _side(runs: Sequence[ExcerptRun], changed: SegmentOp) -> Iterator[Styled]:
    """The words of one side, those that changed marked; kept words far from any change are left out."""
    for run in runs:
        if run.op is SegmentOp.KEEP:
            kept = f"{run.lead}{ELLIPSIS} {run.tail}" if run.folded else run.text
            yield kept if changed is SegmentOp.ADD or run.folded or run.old is None else run.old, None
        elif run.op is changed:
            yield run.text, _SIDES[changed]


# ---- the sections after them ----


def _section(pages: Pages, section: Section, *, linked: bool = True) -> None:
    """A section; the rows of a look-up table are left out. `linked` where the changes are in the same file."""
    rows = () if section.lookup else section.rows
    if not section.notes and not rows:
        return
    if section.title:
        pages.heading(section.title, 1)
    style = "List Bullet" if section.title and len(section.notes) > 1 else "Normal"
    for said in section.notes:
        if section.anchor == "about":
            pages.say("Note to the reader", (str(said), None))
        else:
            pages.say(style, *_said(said, linked=linked, strong=not section.title))
    if rows:
        _table(pages, section, linked=linked)


def _table(pages: Pages, section: Section, *, linked: bool = True) -> None:
    rows = [tuple(_cell(cell, linked=linked) for cell in row) for row in section.rows]
    pages.table(section.title or section.short, section.columns, rows)


def _said(said: str | Remark, *, linked: bool, strong: bool) -> Iterator[Piece]:
    if isinstance(said, str):
        yield said, "Strong" if strong else None
        return
    yield f"{said.lead} " if said.lead else "", "Strong"
    yield said.text, None
    if linked and said.changes:
        yield f"{' ' if said.text else ''}See ", None
        yield from _links([(each.anchor, each.anchor) for each in said.changes], ", ")
        yield ".", None


def _links(links: Sequence[tuple[str, str]], between: str) -> Iterator[Piece]:
    for n, (text, anchor) in enumerate(links[:_MOST_LINKS]):
        yield between if n else "", None
        yield InternalLink(text, anchor)
    if len(links) > _MOST_LINKS:
        yield f"{between}and {len(links) - _MOST_LINKS} more", None


def _cell(cell: SectionCell, *, linked: bool) -> Cell:
    if isinstance(cell, str):
        return cell
    if not cell or not linked:
        return "; ".join(f"{each.title} ({each.anchor})" for each in cell) or NOTHING
    return tuple(_links([(f"{each.title} ({each.anchor})", each.anchor) for each in cell], "; "))


def _folded(pages: Pages, view: View) -> None:
    """Editorial changes and those that only follow a replaced term, in one line each."""
    folded = [each for each in view.changes if each.folded]
    if not folded:
        return
    pages.heading(
        "Editorial changes, and places of a replaced term" if view.terms else "Editorial changes",
        1,
        *(each.anchor for each in folded),
    )
    pages.say("Reason", (_KEY, None))
    rows: list[tuple[Cell, ...]] = []
    for each in folded:
        said: Cell = " ".join(f"{said}." for said in ("The words are the same", *map(link, each.change.links)))
        if any(segment.op is not SegmentOp.KEEP for segment in each.excerpt):
            # Words cut and added are both styled and in brackets: a cut comma could not be seen otherwise.
            shown = (part for part in clipped(each.excerpt, _SHORT) if part.text)
            said = tuple((_BRACKETS[part.op].format(part.text), _SIDES.get(part.op)) for part in shown)
        rows.append((each.anchor, each.title, each.kind, said))
    pages.table("Editorial changes", ("Change", "Where", "What happened", "Words"), rows)

"""The Word briefing: what changed by category with old and new wording, the duties, and a plan with owners and dates.

Every look is a named style of the template, which a user can replace.
"""

from collections.abc import Iterator, Sequence

from kcsie_diff.model.comparison import Category, Segment, SegmentOp
from kcsie_diff.reports.english import CATEGORIES, CATEGORY_MEANINGS, UNHEADED, count, link
from kcsie_diff.reports.excerpts import ELLIPSIS, ExcerptRun, clipped, excerpt
from kcsie_diff.reports.handouts import action_sheet, answer_sections, handout
from kcsie_diff.reports.sections import NOTHING, Section, counts, editions, sections
from kcsie_diff.reports.sections import Cell as SectionCell
from kcsie_diff.reports.view import ChangeView, View
from kcsie_diff.reports.word.ooxml import Cell, Pages, Styled

_TEXT_WIDTH = 16.4  # centimetres: A4 between the margins of the template
_SHARE = 3.0
_SHARES = {
    "Do": 5.5,
    "Words": 5.5,
    "Why": 4.0,
    "Who": 2.2,
    "By": 2.6,
    "When": 2.4,
    "Done": 1.4,
    "Evidence": 2.4,
    "SHA-256": 6.0,
    "Sentence": 5.5,
    "What it says": 6.0,
    "Problem": 7.0,
    "Section": 7.0,
    "Category": 4.5,
    "Pages": 1.8,
    "Page": 1.5,
    "High": 2.0,
    "Medium": 2.0,
    "Low": 2.0,
    "All": 2.0,
}
"""How wide the column of a heading is beside the others; `_SHARE` where none is given."""
_SIDES = {SegmentOp.CUT: "Cut words", SegmentOp.ADD: "Added words"}
_BRACKETS = {SegmentOp.KEEP: "{}", SegmentOp.CUT: "[−{}−]", SegmentOp.ADD: "[+{}+]"}
_KEY = "[−Words cut−] and [+words added+] are in brackets. A number such as c0001 is the same in every report."
_BOXES = {False: "☐", True: "☑"}
_GIST, _GIST_CONTEXT, _SHORT = 24, 4, 60  # words


def write(view: View) -> bytes:
    """Return the briefing as a Word file."""
    pages = Pages(view.title, view.template)
    _summary(pages, view)
    if view.answer.themes:
        _section(pages, action_sheet(view))
    _plan(pages, view)
    for category in CATEGORIES:
        if category is not Category.EDITORIAL:
            _category(pages, view, category)
    _folded(pages, view)
    for section in sections(view):
        _section(pages, section)
    _about(pages, view)
    return pages.bytes()


def write_handout(view: View) -> bytes:
    """Return the handout for the view's reader as a Word file."""
    title, parts = handout(view, view.reader)
    pages = Pages(title, view.template)
    pages.say("Title", (title, None))
    for part in parts:
        _section(pages, part)
    return pages.bytes()


# ---- the first pages ----


def _summary(pages: Pages, view: View) -> None:
    pages.say("Title", (view.title, None))
    for warning in view.comparison.warnings:
        pages.say("Normal", (f"Warning: {warning}", "Strong"))
    for part in answer_sections(view):
        _section(pages, part)
    pages.say("Normal", (view.verdict, "Strong"))
    for said in view.details:
        pages.say("List Bullet", (said, None))
    table = counts(view)
    pages.heading(table.title, 1)
    _table(pages, table)
    for category, meaning in CATEGORY_MEANINGS.items():
        pages.say("Reason", (f"{CATEGORIES[category]}: ", "Strong"), (meaning, None))


def _plan(pages: Pages, view: View) -> None:
    """Every change that is to be read, with room for who does what by when."""
    to_read = [each for each in view.changes if not each.folded]
    if not to_read:
        return
    pages.heading("Every change, with room to decide", 1)
    pages.say("Normal", ("One row for each change of substance: add who will act and by when, then tick it.", None))
    pages.say("Reason", (_KEY, None))
    rows = [_plan_row(each) for each in to_read]
    pages.table(
        "Action plan",
        ("Change", "Where", "What", "Owner", "Due", "Done"),
        rows,
        (1.8, 3.4, 5.9, 2.1, 1.6, 1.6),
    )


def _plan_row(view: ChangeView) -> tuple[Cell, ...]:
    review = view.change.review
    action = review.action if review and review.action else (*_action(view), *_gist(view))
    owner, due, done = (review.owner, review.due, review.done) if review else ("", "", False)
    return view.anchor, view.title, action, owner, due, _BOXES[done]


def _action(view: ChangeView) -> Iterator[Styled]:
    """What there is to act upon: the duty where one changed, else what happened and to whom it matters."""
    yield f"{view.duty or f'{view.category}: {view.kind.lower()}'}. ", "Strong"
    if view.audiences:
        yield f"For: {', '.join(view.audiences)}. ", None


def _gist(view: ChangeView) -> Iterator[Styled]:
    """The first words of what is new or gone, so that a row can be read alone."""
    if view.blocks:
        yield from _marked(clipped((Segment(SegmentOp.KEEP, view.blocks[0].text),), _GIST))
    else:
        yield from _marked(clipped(excerpt(view.change.segments, context=_GIST_CONTEXT), _GIST))


def _marked(segments: Sequence[Segment]) -> Iterator[Styled]:
    """Words in one line, those cut and added both styled and in brackets: a cut comma could not be seen otherwise."""
    for segment in segments:
        if segment.text:
            yield _BRACKETS[segment.op].format(segment.text), _SIDES.get(segment.op)


# ---- the changes ----


def _category(pages: Pages, view: View, category: Category) -> None:
    own = [each for each in view.changes if each.change.category is category and not each.folded]
    pages.heading(f"{CATEGORIES[category]}: {count(len(own), 'change')}", 1)
    pages.say("Normal", (CATEGORY_MEANINGS[category], None))
    part = None
    for each in own:
        here = (each.path or (UNHEADED,))[0]
        if here != part:
            pages.heading(here, 2)
            part = here
        _change(pages, view, each)


def _change(pages: Pages, view: View, each: ChangeView) -> None:
    pages.heading(each.title, 3)
    labels = " · ".join(filter(None, (each.kind, f"{each.significance} significance", each.duty)))
    pages.say("Place", (f"{each.anchor}. {labels}", "Strong"))
    pages.say("Place", (each.reference, None))
    if each.path[1:]:
        pages.say("Place", (" › ".join(each.path[1:]), None))
    if each.path_before is not None and each.change.moved:
        pages.say("Place", (f"Moved from: {' › '.join(each.path_before)}", None))
    _words(pages, each)
    for changed in each.change.links:
        pages.say("Reason", (link(changed), None))
    notes = [*([f"For: {', '.join(each.audiences)}"] if each.audiences else []), *each.reasons]
    if each.change.check_by_eye:
        notes.append("Check this one by eye: the category is less certain than most.")
    if each.mentioned == "no":
        notes.append("Not mentioned in the publisher’s own table of changes.")
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


def _section(pages: Pages, section: Section) -> None:
    """A section; the rows of a look-up table are left out."""
    if section.lookup and not section.notes:
        return
    pages.heading(section.title, 1)
    for said in section.notes:
        pages.say("List Bullet" if len(section.notes) > 1 else "Normal", (said, None))
    if section.rows and not section.lookup:
        _table(pages, section)


def _table(pages: Pages, section: Section) -> None:
    """A table as wide as the text, its columns shared out by what they hold."""
    shares = [_SHARES.get(head, _SHARE) for head in section.columns]
    widths = [_TEXT_WIDTH * share / sum(shares) for share in shares]
    rows = [tuple(_cell(cell) for cell in row) for row in section.rows]
    pages.table(section.title, section.columns, rows, widths)


def _cell(cell: SectionCell) -> str:
    return cell if isinstance(cell, str) else "; ".join(f"{each.title} ({each.anchor})" for each in cell) or NOTHING


def _folded(pages: Pages, view: View) -> None:
    """Editorial changes and those that only follow a replaced term, in one line each."""
    folded = [each for each in view.changes if each.folded]
    if not folded:
        return
    pages.heading("Editorial changes, and places of a replaced term" if view.terms else "Editorial changes", 1)
    pages.say("Reason", (_KEY, None))
    rows = [(each.anchor, each.title, each.kind, _short(each)) for each in folded]
    pages.table("Editorial changes", ("Change", "Where", "What happened", "Words"), rows, (1.8, 4.2, 2.4, 8))


def _short(view: ChangeView) -> Cell:
    if any(segment.op is not SegmentOp.KEEP for segment in view.excerpt):
        return tuple(_marked(clipped(view.excerpt, _SHORT)))
    return " ".join(f"{said}." for said in ("The words are the same", *map(link, view.change.links)))


def _about(pages: Pages, view: View) -> None:
    pages.heading("About this briefing", 1)
    _table(pages, editions(view))
    for said in (view.disclaimer, *view.attribution, f"Made by kcsie-diff {view.comparison.version}."):
        pages.say("Note to the reader", (said, None))

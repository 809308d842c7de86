"""Handouts: short documents for those who never open the report, each as sections that every format prints.

Input: a view. Output: a title and sections. `READERS` names them: a note for staff with a slip to sign, a page for
governors, a bulletin for members of a union or association, a list of actions, and a record of what was decided.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from kcsie_diff.model.comparison import SegmentOp
from kcsie_diff.reports.answer import without_parts
from kcsie_diff.reports.english import count, listed, sentence
from kcsie_diff.reports.excerpts import clipped, excerpt
from kcsie_diff.reports.sections import Section
from kcsie_diff.reports.view import ChangeView, Point, ThemeView, View

_MOST_FOR_STAFF = 3
_MOST_FOR_GOVERNORS = 5
_MOST_QUESTIONS = 5
_CONTEXT, _MOST_WORDS = 6, 60  # words of a passage around what changed, and of the whole of it


def handout(view: View, reader: str) -> tuple[str, tuple[Section, ...]]:
    """Return the title and the sections of a handout; KeyError for a reader not in `READERS`."""
    name, make = READERS[reader]
    last = Section("about", "About this document", "About", (view.disclaimer, *view.attribution))
    return f"{name}: {view.new.facts.title}", (*make(view), last)


def _said(anchor: str, title: str, notes: Sequence[str]) -> Section:
    return Section(anchor, title, title, tuple(note for note in notes if note))


def _standing(view: View) -> str:
    return view.answer.standing or view.new.standing


# ---- staff ----


def _for_staff(view: View) -> Iterator[Section]:
    yield _said("standing", "From when", [_standing(view)])
    names = listed(view.brief_parts) or "the parts for all staff"
    same = [part for part in view.answer.unchanged if part.startswith(view.brief_parts)]
    if len(same) == len(view.brief_parts) or not view.brief.changes:
        said = [f"There is no change of meaning in {listed(same) or names}. Read it all the same: it still applies."]
    else:
        said = [_line(each) for each in view.brief.changes]
    yield _said("part", f"What changed in {names}", said)
    themes = [_theme_line(theme) for theme in view.answer.themes[:_MOST_FOR_STAFF]]
    if themes:
        yield _said("know", f"{count(len(themes), 'thing')} to know about the rest", themes)
    note = f"I have read {names} of {view.new.facts.title} and this note."
    yield Section("slip", "Please sign", "Slip", (note,), ("Name", "Signature", "Date"), (("", "", ""),))


def _theme_line(theme: ThemeView) -> str:
    """A theme in one or two sentences: its title, where it is, and the first thing that it asks."""
    asks = f" {_point(theme.points[0])}" if theme.points else ""
    return (
        f"{theme.title} ({theme.where[:1].lower()}{theme.where[1:]}).{asks}" if theme.where else f"{theme.title}.{asks}"
    )


def _point(point: Point) -> str:
    words = point.text or _changed(point.view)
    return f"{point.lead}: {words}" if point.lead else words


def _changed(view: ChangeView) -> str:
    """What changed in a passage, as was and now."""
    old, new = (_side(view, op) for op in (SegmentOp.CUT, SegmentOp.ADD))
    if view.blocks:
        return f"{'New' if view.change.new else 'Removed'}: “{new or old}”"
    return f"Was: “{old}” Now: “{new}”"


def _side(view: ChangeView, side: SegmentOp) -> str:
    """The words of one side around what changed, a long passage cut at the end of a word."""
    other = SegmentOp.ADD if side is SegmentOp.CUT else SegmentOp.CUT
    own = [each for each in excerpt(view.change.segments, context=_CONTEXT) if each.op is not other]
    words = " ".join("".join(each.text for each in clipped(own, _MOST_WORDS)).split())
    return re.sub(r" (?=[,.;:?!])", "", words)


def _line(view: ChangeView) -> str:
    return f"{view.title}. {_changed(view)}"


# ---- governors ----


def answer_sections(view: View) -> Iterator[Section]:
    """The answer that a report gives first, as sections."""
    answer = view.answer
    yield _said("standing", "From when", [_standing(view)])
    if answer.themes:
        yield _said("first", "What matters most", [_theme_line(theme) for theme in answer.themes])
    if answer.removed:
        removed = [f"{_point(each)} {each.view.title}." for each in answer.removed]
        yield _said("removed", "No longer expected, or weaker", removed)
    if answer.unchanged:
        yield _said("unchanged", "No change of meaning", [f"{listed(answer.unchanged)}."])


def _for_governors(view: View) -> Iterator[Section]:
    answer = view.answer
    yield from answer_sections(view)
    named = [name for theme in answer.themes for name in theme.audiences]
    people = f" The guidance names {listed(without_parts(tuple(dict.fromkeys(named))))}." if named else ""
    decisions = [f"Who leads on each of these, and by when.{people}"]
    if view.renumbering:
        decisions.append("Who checks the paragraph numbers that our policies cite: many have changed.")
    if answer.in_force is False:
        decisions.append("When to look again: the final text may differ.")
    yield _said("decide", "What to decide", decisions)
    orders = [each for theme in answer.themes for each in theme.points if each.text and not each.lead]
    asked = [f"How do we know that we do this? {_point(each)} ({each.view.title})" for each in orders[:_MOST_QUESTIONS]]
    if asked:
        yield _said("ask", "Questions to ask", asked)


# ---- members ----


def _for_members(view: View) -> Iterator[Section]:
    answer = view.answer
    yield _said("standing", "From when", [_standing(view)])
    for theme in answer.themes[:_MOST_FOR_GOVERNORS]:
        points = [f"{_point(each)} ({each.view.title})" for each in theme.points] or [
            _line(each) for each in theme.changes[:1]
        ]
        yield _said("theme", theme.title, points)
    unlisted = [f"{_line(each)}" for each in answer.unlisted if each.change.duties]
    if unlisted:
        yield _said("unlisted", "Not mentioned in the publisher’s table of changes", unlisted)
    if answer.unchanged:
        yield _said("unchanged", "No change of meaning", [f"{listed(answer.unchanged)}."])
    caution = "This is a comparison of two texts. It is not advice on a particular case."
    yield _said("caution", "Before you rely on this", [caution])


# ---- actions and the record ----


def action_sheet(view: View) -> Section:
    """Return what to do, theme by theme, with room for who does it, by when and the evidence."""
    by = view.new.facts.in_force or ""
    rows = []
    for theme in view.answer.themes:
        asked = [(_order(each), each.view.title) for each in theme.points] or [(theme.asks or "Read it.", theme.where)]
        reviews = [each.change.review for each in theme.changes if each.change.review]
        actor = next((review.owner for review in reviews if review.owner), sentence(", ".join(theme.audiences)))
        due = next((review.due for review in reviews if review.due), by)
        done = "Yes" if reviews and all(review.done for review in reviews) else ""
        rows += [
            (order, f"{theme.title.partition(':')[0]}: {place[:1].lower()}{place[1:]}", actor, due, "", done)
            for order, place in asked
        ]
    heads = ("Do", "Why", "Who", "By", "Evidence", "Done")
    return Section("actions", "What to do", "Actions", (_standing(view),), heads, tuple(rows))


def _order(point: Point) -> str:
    """What a point asks: the order or the quoted sentence, or to use the words of a new definition."""
    return _point(point) if point.text else f"Use the new wording: “{_side(point.view, SegmentOp.ADD)}”"


def _for_actions(view: View) -> Iterator[Section]:
    yield action_sheet(view)


def _for_record(view: View) -> Iterator[Section]:
    """Every change of substance with what was decided, from a review file, and the hashes of both files."""
    rows = []
    for view_ in view.changes:
        review = view_.change.review
        if view_.folded and review is None:
            continue
        decided = " ".join(filter(None, (review.action, review.note))) if review else ""
        owner, due, done = (review.owner, review.due, "Yes" if review.done else "") if review else ("", "", "")
        rows.append((f"{view_.anchor}. {view_.title}", _changed(view_), decided, owner, due, done))
    yield _said("standing", "From when", [_standing(view)])
    heads = ("Change", "Words", "Decision", "Who", "When", "Done")
    yield Section("record", "Changes and decisions", "Record", (), heads, tuple(rows))
    files = tuple((each.name, each.facts.title, each.facts.file, each.facts.sha256) for each in (view.old, view.new))
    yield Section("files", "The files that were compared", "Files", (), ("Edition", "Title", "File", "SHA-256"), files)
    signed = "The decisions above were made by:"
    yield Section("signed", "Signed", "Signed", (signed,), ("Name", "Role", "Signature", "Date"), (("", "", "", ""),))


READERS: Mapping[str, tuple[str, Callable[[View], Iterator[Section]]]] = MappingProxyType(
    {
        "staff": ("Note for staff", _for_staff),
        "governors": ("Page for governors", _for_governors),
        "members": ("Bulletin for members", _for_members),
        "actions": ("Action sheet", _for_actions),
        "record": ("Evidence record", _for_record),
    }
)
"""The title and the sections of each handout, by its reader."""

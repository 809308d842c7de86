"""Handouts: short documents for those who never open the report, each as sections that every format prints.

Input: a view. Output: a title and sections. `READERS` names them: a note for staff with a slip to sign, a page for
governors, a bulletin for members of a union or association, a list of actions, and a record of what was decided. The
list of actions and the page for governors fit one page of A4: they tell as much as that holds, the gravest first, and
name the places of the rest.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from types import MappingProxyType

from kcsie_diff.model.comparison import DutyEffect, Review, Significance
from kcsie_diff.reports.answer import gravest, paragraphs, without_parts
from kcsie_diff.reports.english import CATEGORIES, count, listed, sentence
from kcsie_diff.reports.sections import Remark, Section
from kcsie_diff.reports.view import Point, ThemeView, View
from kcsie_diff.reports.was_and_now import (
    change_note,
    headings_line,
    inside_a_sentence,
    more_changes,
    order_of,
    point_line,
    theme_line,
    theme_line_in_short,
    was_and_now,
)

_MOST_FOR_STAFF, _MOST_FOR_GOVERNORS, _MOST_QUESTIONS = 3, 5, 4
_MOST_POINTS, _MOST_LINES = 6, 6  # of a theme in a bulletin, and changes of the parts for all staff
_RECORD_WORDS = 150  # of a passage
# Words of what is no longer expected that the page for governors has room for; a longer sentence is read in its place.
_GONE_WORDS, _LONGEST_SENTENCE = 45, 30
# Lines of a table on a page of A4 on its side, lines that the edges of a row take, and letters of a line of the first
# two columns, in the widest of the fonts that stand in for Arial.
_PAGE_LINES, _EDGES, _DO_LETTERS, _WHY_LETTERS = 37, 0.5, 52, 36
_MOST_ACTORS = 3
_READ = "Read the new words, and decide whether anything you do or write has to change."
# An order that cannot follow "we": its condition comes first, or it speaks of what another sentence named.
_NO_QUESTION = re.compile(
    r"(?:Where|When|If|Before|After|As|Once|Until)\b|“|.*\b(?:they|them|themselves|its?)\b", re.DOTALL
)


def handout(view: View, reader: str) -> tuple[str, tuple[Section, ...]]:
    """Return the title and the sections of a handout; KeyError for a reader not in `READERS`."""
    name, make = READERS[reader]
    warnings = [_said("warnings", "", [f"Warning: {said}"]) for said in view.comparison.warnings]
    about = _said("about", "", [" ".join((view.disclaimer, *view.attribution))])
    if view.comparison.unrelated:
        return f"{name}: {view.new.facts.title}", (*warnings, _said("verdict", "", [view.verdict]), about)
    said = [each for each in make(view) if each.notes or each.rows]
    return f"{name}: {view.new.facts.title}", (*warnings, _from_when(view), *said, about)


def _said(anchor: str, title: str, notes: Iterable[str | Remark]) -> Section:
    return Section(anchor, title, title, tuple(notes))


def _from_when(view: View) -> Section:
    return _said("standing", "", [view.answer.standing or view.new.standing])


# ---- staff ----


def _for_staff(view: View) -> Iterator[Section]:
    parts = view.brief.parts
    names = listed(parts)
    same = [part for part in view.answer.unchanged if parts and part.startswith(parts)]
    changes = gravest(view.brief.changes)
    if parts and (len(same) == len(parts) or not changes):
        said: list[str | Remark] = [
            f"There is no change of meaning in {listed(same) or names}. Read it all the same: it still applies."
        ]
    else:
        said = [*map(change_note, changes[:_MOST_LINES]), *more_changes(changes[_MOST_LINES:])]
    yield _said("part", f"What changed in {names}" if names else "What changed for you", said)
    elsewhere = [each for each in view.answer.themes if not set(each.changes) <= set(changes)]
    themes = [_theme_note(theme) for theme in elsewhere[:_MOST_FOR_STAFF]]
    if themes:
        rest = " about the rest" if names or said else ""
        yield _said("know", f"{count(len(themes), 'thing')} to know{rest}", themes)
    note = f"I have read {f'{names} of ' if names else ''}{view.new.facts.title} and this note."
    yield Section("slip", "Please sign", "Slip", (note,), ("Name", "Signature", "Date"), (("", "", ""),))


def _theme_note(theme: ThemeView) -> Remark:
    """A theme: its title, where it is, and the first thing that it asks, else what it is on."""
    text = point_line(theme.points[0]) if theme.points else headings_line(theme)
    return Remark(f"{theme_line(theme)}.", text, theme.changes)


# ---- governors ----


def answer_sections(view: View) -> Iterator[Section]:
    """Return the answer that a report gives first, as sections."""
    answer = view.answer
    yield _from_when(view)
    if answer.themes:
        yield _said("first", "What matters most", [_theme_note(theme) for theme in answer.themes])
    if answer.also:
        yield _said("also", "Also changed", _also(view))
    if answer.removed:
        removed = []
        for each in answer.removed:
            unlisted = " (not mentioned by the publisher)" if each.view.mentioned == "no" else ""
            removed.append(Remark("", f"{point_line(each)} {each.view.title}{unlisted}.", (each.view,)))
        yield _said("removed", "No longer expected, or weaker", removed)
    if answer.unchanged:
        yield _said("unchanged", "No change of meaning", [f"{listed(answer.unchanged)}."])
    if answer.unlisted:
        where = Remark("", f"{sentence(paragraphs(answer.unlisted))}.", answer.unlisted)
        yield _said("missed", "Not mentioned in the publisher’s table of changes", [where])


def _also(view: View) -> list[str | Remark]:
    """Where the changes are that are in no theme."""
    also = view.answer.also
    return [Remark("", f"{sentence(paragraphs(also))}.", also)] if also else []


def _for_governors(view: View) -> Iterator[Section]:
    answer = view.answer
    first, rest = answer.themes[:_MOST_FOR_GOVERNORS], answer.themes[_MOST_FOR_GOVERNORS:]
    lines = [f"{theme_line(theme)}." for theme in first]
    more = [view_ for theme in rest for view_ in theme.changes] + list(answer.also)
    yield _said("first", "What changed", [*lines, *more_changes(more)] or [view.verdict])
    said = [f"{point_line(each)} ({inside_a_sentence(each.view.title)})" for each in answer.removed]
    shown, untold = _fitting(said, _GONE_WORDS)
    gone = [*shown, *more_changes([answer.removed[n].view for n in untold], said=bool(shown))]
    if answer.unchanged:
        gone.append(f"No change of meaning: {listed(answer.unchanged)}.")
    titles = [("What is no longer expected", answer.removed), ("what stays", answer.unchanged)]
    yield _said("gone", sentence(", and ".join(title for title, own in titles if own)), gone)
    yield _said("decide", "What to decide", _decisions(view))
    asked = list(filter(None, map(_question, answer.themes)))[:_MOST_QUESTIONS]
    if answer.removed:
        places = inside_a_sentence(paragraphs(each.view for each in answer.removed))
        asked.append(f"Do our policies still rest on what the guidance no longer says ({places})?")
    yield _said("ask", "Questions to ask", asked)


def _fitting(texts: Sequence[str], most: int) -> tuple[list[str], list[int]]:
    """The texts of at most so many words together, in their order, and the places in the list of the others."""
    shown, untold = [], []
    for n, text in enumerate(texts):
        words = len(text.split())
        if words <= min(most, _LONGEST_SENTENCE):
            shown.append(text)
            most -= words
        else:
            untold.append(n)
    return shown, untold


def _decisions(view: View) -> Iterator[str]:
    answer, by = view.answer, view.new.facts.in_force
    if answer.themes:
        yield f"Who leads on each of these, and by when{f' (the new text applies from {by})' if by else ''}."
    if answer.removed:
        yield "Whether our policies should still ask for what the guidance no longer expects."
    if view.renumbering:
        yield "Who checks the paragraph numbers that our policies cite: many have changed."
    if answer.in_force is False:
        yield "When to look again: the final text may differ."
    if not (answer.themes or answer.removed or view.renumbering):
        yield "Whether anything in our policies has to change."


def _question(theme: ThemeView) -> str:
    """What a governor can ask about a theme, "" where there is nothing that the school must see to."""
    orders = [each for each in theme.points if each.text and not each.lead and not _NO_QUESTION.match(each.text)]
    short = next((each for each in orders if len(each.text.split()) <= _LONGEST_SENTENCE), None)
    if short is not None:
        order = re.sub(r"^be ", "are ", short.text[:1].lower() + short.text[1:].rstrip("."))
        order = re.sub(r"\byou(r?)\b", lambda match: "our" if match[1] else "we", order)
        return f"How do we make sure that we {order}? ({short.view.title})"
    if theme.kind in ("name", "term"):
        return f"Which of our policies and forms use an old name? {theme.asks}"
    if theme.asks or theme.kind == "effect" or any(each.lead for each in theme.points):
        return ""
    return f"What have we done about “{theme.subject}”?"


# ---- members ----


def _for_members(view: View) -> Iterator[Section]:
    answer = view.answer
    for theme in answer.themes[:_MOST_FOR_GOVERNORS]:
        points = sorted(theme.points, key=lambda each: each.view.rank)
        shown: list[str | Remark] = [_was_and_now(each) for each in points[:_MOST_POINTS]]
        first = sorted(theme.changes, key=lambda each: each.rank)[:1]
        quoted = {each.view.anchor for each in points} or {each.anchor for each in first}
        quoted -= {each.view.anchor for each in points[_MOST_POINTS:]}
        shown = shown or [change_note(each) for each in first]
        shown += more_changes([each for each in theme.changes if each.anchor not in quoted])
        yield _said("theme", theme.title, shown)
    also = [f"{theme_line(theme)}." for theme in answer.themes[_MOST_FOR_GOVERNORS:]]
    yield _said("also", "Also changed", [*also, *map(str, _also(view))])
    unlisted = gravest(answer.unlisted)
    first = [each for each in unlisted if each.change.duties][:_MOST_POINTS]
    rest = [each for each in unlisted if each not in first]
    missed: list[str | Remark] = [*map(change_note, first), *more_changes(rest, said=bool(first))]
    yield _said("unlisted", "Not mentioned in the publisher’s table of changes", missed)
    if answer.unchanged:
        yield _said("unchanged", "No change of meaning", [f"{listed(answer.unchanged)}."])


def _was_and_now(point: Point) -> Remark:
    """A point as was and now: what is wholly new or gone in its own words, all else as the words before and after."""
    reworded = not point.text or point.view.change.duty in (DutyEffect.STRENGTHENED, DutyEffect.WEAKENED)
    new = "" if point.lead else "New: "
    return Remark(
        f"{point.view.title}.", was_and_now(point.view) if reworded else f"{new}{point_line(point)}", (point.view,)
    )


# ---- actions and the record ----

_TO_READ = frozenset(("resources", "notices"))
_BOXES = {False: "☐", True: "☑"}
_ACTION_HEADS = ("Do", "Why", "Who", "By", "Evidence", "Done")


def action_sheet(view: View) -> Section:
    """Return what to do, a row for each thing that a theme asks, with room for who, by when and the evidence."""
    rows = []
    for theme in view.answer.themes:
        asked = [(order_of(each), each.view.title, each.actor) for each in theme.points]
        for order, place, actor in asked or [(theme.asks or _READ, theme.where, "")]:
            why = f"{theme.subject}: {inside_a_sentence(place)}"
            rows.append((order, why, *_room(view, theme, [actor] if actor else ())))
    rows += [
        (order_of(Point(each, "", "")), each.title, *_room(view, None, each.audiences))
        for each in view.answer.also
        if each.change.significance is Significance.HIGH
    ]
    return Section("actions", "What to do", "Actions", (), _ACTION_HEADS, tuple(rows))


def _for_actions(view: View) -> Iterator[Section]:
    """What to do on one page: a row for each theme, and the places of what there is no room to say."""
    themes = [each for each in view.answer.themes if each.kind not in _TO_READ]
    points = [sorted(each.points, key=lambda point: point.view.rank) for each in themes]
    # One row for all that asks nobody to do more than look: links, notices, and changes in no theme.
    look, also = [each for each in view.answer.themes if each.kind in _TO_READ], view.answer.also
    rest = [f"{each.asks.rstrip('.')}: {inside_a_sentence(each.where)}." for each in look]
    rest += [f"Read {inside_a_sentence(paragraphs(also))}."] if also else []
    left = _PAGE_LINES - (_lines(rest, _DO_LETTERS) + _EDGES if rest else 0)
    rows = [
        ("\n".join(shown), why, *_room(view, theme, [each.actor for each in own if each.actor]))
        for theme, own, (shown, why) in zip(themes, points, _on_a_page(themes, points, left), strict=True)
    ]
    if rest:
        number = sum(len(each.changes) for each in look) + len(also)
        rows.append(("\n".join(rest), f"{count(number, 'other change')}", *_room(view, None, ())))
    yield Section("actions", "", "Actions", () if rows else (view.verdict,), _ACTION_HEADS, tuple(rows))


def _on_a_page(
    themes: Sequence[ThemeView], points: Sequence[Sequence[Point]], most: float
) -> list[tuple[list[str], str]]:
    """What to do and why for each theme, in so many lines.

    Where that is not enough, the subject and its places say why; then the longest rows give up orders, but never the
    first.
    """
    kept = [len(own) for own in points]
    rows = _rows(themes, points, kept, theme_line)
    while _tall(rows) > most:
        rows = _rows(themes, points, kept, theme_line_in_short)
        heights = [_lines(shown, _DO_LETTERS) for shown, _ in rows]
        long = [n for n, height in enumerate(heights) if kept[n] > 1 and height > _lines([rows[n][1]], _WHY_LETTERS)]
        if _tall(rows) <= most or not long:
            break
        kept[max(long, key=lambda n: heights[n])] -= 1
    return rows


def _rows(
    themes: Sequence[ThemeView], points: Sequence[Sequence[Point]], kept: Sequence[int], why: Callable[[ThemeView], str]
) -> list[tuple[list[str], str]]:
    """For each theme its first points as orders, with the places of the others, and why."""
    rows = []
    for theme, own, n in zip(themes, points, kept, strict=True):
        shown = [order_of(each) for each in own[:n]]
        if left := paragraphs(each.view for each in own[n:]):
            shown.append(f"{'Also read' if shown else 'Read'} {inside_a_sentence(left)}.")
        rows.append((shown or [theme.asks or _READ], why(theme)))
    return rows


def _tall(rows: Sequence[tuple[list[str], str]]) -> float:
    return sum(max(_lines(shown, _DO_LETTERS), _lines([why], _WHY_LETTERS)) + _EDGES for shown, why in rows)


def _lines(texts: Sequence[str], letters: int) -> int:
    return sum(len(wrap(each, letters)) for each in texts)


def _room(view: View, theme: ThemeView | None, actors: Sequence[str]) -> tuple[str, str, str, str]:
    """Who acts, by when, the evidence and whether it is done: as the review file says, else to be filled in."""
    changes = theme.changes if theme else ()
    reviews = [each.change.review for each in changes if each.change.review]
    named = without_parts(tuple(dict.fromkeys(actors or (theme.audiences if theme else ()))))
    others = ["others"] if len(named) > _MOST_ACTORS else []
    actors_named = sentence(listed([*named[:_MOST_ACTORS], *others]))
    owner = next((review.owner for review in reviews if review.owner), actors_named)
    by = next((review.due for review in reviews if review.due), view.new.facts.in_force or "")
    return owner, by, "", _BOXES[bool(reviews) and all(review.done for review in reviews)]


def _for_record(view: View) -> Iterator[Section]:
    """Every change of substance with what was decided, from a review file, and the hashes of both files."""
    kept = [each for each in view.changes if not each.folded or each.change.review is not None]
    rows = []
    for each in gravest(kept):
        named = f"{each.anchor}. {each.title}\n{each.category}, {each.significance.lower()} significance"
        review = each.change.review or Review()
        sorted_as = f"Sorted as {CATEGORIES[review.category].lower()}." if review.category else ""
        decision = "\n".join(filter(None, (review.action, review.note, sorted_as)))
        words = was_and_now(each, _RECORD_WORDS, "\n")
        rows.append((named, words, decision, review.owner, review.due, _BOXES[review.done]))
    folded = len(view.changes) - len(kept)
    note = f"The full report has {count(folded, 'more change')} on which there is nothing to decide."
    heads = ("Change", "Words", "Decision", "Who", "When", "Done")
    yield Section("record", "Changes and decisions", "Record", (note,) if folded else (), heads, tuple(rows))
    unused = view.comparison.review_unused
    if unused:
        said = "The review file has entries for changes that are not in this comparison. They are kept there:"
        yield _said("unused", "Entries that do not apply", [f"{said} {', '.join(unused)}."])
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

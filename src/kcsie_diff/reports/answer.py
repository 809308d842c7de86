"""The answer that a report gives first: whether it is in force, what must be done, what went, what did not change.

Input: a comparison and the views of its changes. Output: an `Answer`; every format prints it before any count.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kcsie_diff.model.comparison import (
    Action,
    Category,
    ChangeKind,
    Comparison,
    Duty,
    DutyEffect,
    EditionFacts,
    SegmentOp,
    Significance,
    Theme,
)
from kcsie_diff.records import replace
from kcsie_diff.reports.english import CATEGORIES, UNHEADED, as_written, count, joined, listed, sentence, shortened
from kcsie_diff.reports.excerpts import excerpt
from kcsie_diff.reports.view import Answer, ChangeView, Point, ThemeView, views_of

_MOST_NUMBERS, _MOST_PARTS = 6, 4
_HAPPENED = {ChangeKind.ADDED: "added", ChangeKind.REMOVED: "removed", ChangeKind.MOVED: "moved"}
_POINT_CONTEXT = 4  # words kept around what changed
# An order or a sentence that speaks of what the sentence before it named: "If that brings no answer", "This includes".
_LEANS = re.compile(r"(?:(?:If|When|Where|After|Before|Once|Until) )?(?:this|that|it|they|these|those|such)\b", re.I)
_FEWEST_NODES = 2  # a heading alone says nothing that could change its meaning
_NOT_FINAL = {"for information": "for information", "draft": "a draft", "consultation": "out for consultation"}
_NOT_A_PART = (UNHEADED, "Contents")


def answer(comparison: Comparison, changes: Sequence[ChangeView]) -> Answer:
    """Return what the first screen says."""
    if comparison.unrelated:
        return Answer(standing(comparison.new), in_force(comparison.new), (), (), (), (), (), ())
    by_id = {view.anchor: view for view in changes}
    themes = tuple(_theme(theme, comparison, by_id) for theme in comparison.themes)
    inside = {view.anchor for theme in themes for view in theme.changes}
    real = [view for view in changes if view.change.category is not Category.EDITORIAL]
    table = comparison.official_table
    unlisted = gravest(views_of(table.unlisted if table else (), by_id))
    elsewhere = set(table.elsewhere if table else ())
    gone = [each for each in comparison.actions if each.effect in (DutyEffect.REMOVED, DutyEffect.WEAKENED)]
    return Answer(
        standing=standing(comparison.new),
        in_force=in_force(comparison.new),
        themes=themes,
        also=tuple(view for view in real if view.anchor not in inside),
        removed=tuple(_points(gone, by_id)),
        unlisted=tuple(view for view in unlisted if view.anchor not in elsewhere),
        elsewhere=tuple(view for view in unlisted if view.anchor in elsewhere),
        unchanged=_unchanged(comparison, by_id),
    )


def gravest(views: Iterable[ChangeView]) -> list[ChangeView]:
    """Return changes in the order of their importance."""
    categories = list(CATEGORIES)
    return sorted(views, key=lambda each: (each.rank, categories.index(each.change.category)))


# ---- whether it is in force ----


def in_force(facts: EditionFacts) -> bool | None:
    """Return False for a draft, a consultation and what is published for information; None where nothing is stated."""
    return None if facts.status is None else "in force" in facts.status.lower()


def standing(facts: EditionFacts) -> str:
    """Return from when an edition is in force and what to expect until then, "" where the cover states neither."""
    status, since = (facts.status or "").lower(), f"In force from {facts.in_force}." if facts.in_force else ""
    if "in force" in status:
        return since or "In force."
    if status not in _NOT_FINAL:
        return since
    until = f" until {facts.in_force}" if facts.in_force else ""
    return f"Not in force{until}. This edition is {_NOT_FINAL[status]}; the final text may differ."


# ---- themes ----


def _theme(theme: Theme, comparison: Comparison, by_id: dict[str, ChangeView]) -> ThemeView:
    views = views_of(theme.changes, by_id)
    if theme.kind == "term":
        old, _, new = theme.subject.partition(" → ")
        theme = replace(theme, subject=" → ".join(term_as_written(old, new, views)))
    actions = [each for each in comparison.actions if each.change in theme.changes]
    points = list(_points(actions, by_id))
    pointed = {each.change for each in actions}
    points += [  # what changes no duty can say something to act on all the same
        Point(view, "", "", excerpt(view.change.segments, context=_POINT_CONTEXT))
        for view in views
        if view.change.significance is Significance.HIGH and view.anchor not in pointed
    ]
    title = _title(theme, views)
    return ThemeView(
        title=title,
        where=paragraphs(views),
        headings=_headings(views) if theme.kind == "name" else (),
        audiences=without_parts(theme.audience),
        points=tuple(points),
        asks=_asks(theme),
        changes=views,
        subject=_subject(theme, views) if theme.kind in ("heading", "repeated", "effect") else title,
        kind=theme.kind,
    )


def term_as_written(old: str, new: str, views: Sequence[ChangeView]) -> tuple[str, str]:
    """Return a replaced term as the changes that it touches spell it before and now."""
    return as_written(old, (view.old_text for view in views)), as_written(new, (view.new_text for view in views))


def without_parts(names: Sequence[str]) -> tuple[str, ...]:
    """Return names without those that another one holds: "colleges" beside "schools and colleges"."""
    return tuple(name for name in names if not any(name != other and name in other for other in names))


def _title(theme: Theme, views: Sequence[ChangeView]) -> str:
    """The theme in plain words: what it is about, and the gravest things that happened to it."""
    old, _, new = theme.subject.partition(" → ")
    match theme.kind:
        case "term":
            return sentence(f"“{new}” replaces “{old}” in {count(len(views), 'place')}")
        case "name":
            names = _quoted(new)
            return f"{listed(names)} {'replaces' if len(names) == 1 else 'replace'} “{old}” and similar names"
        case "effect":
            return _effect_title(theme, views)
        case "resources":
            return "Links, resources and sources of help"
        case "notices":
            return "Guidance that is to come or no longer under review"
        case _:
            document = theme.kind == "repeated" and bool(theme.subject)
            return f"{_subject(theme, views)}: {listed(tuple(_effects(views, document=document))[:3])}"


def _quoted(names: str) -> list[str]:
    return [f"“{each}”" for each in names.split("; ")]


def _effect_title(theme: Theme, views: Sequence[ChangeView]) -> str:
    """What happened in many places: "4 new legal duties", "“should” became “must”"."""
    own = [duty for view in views for duty in view.change.duties if duty.effect is view.change.duty]
    said = sentence(listed(tuple(_duties_told(own))[:4]))
    if said:
        return said.replace(" removed and ", " and ")
    if theme.subject == "Definitions":
        return count(len(views), "definition changed", "definitions changed")
    return f"{theme.subject}: {count(len(views), 'change')}"


def _asks(theme: Theme) -> str:
    old, _, new = theme.subject.partition(" → ")
    match theme.kind:
        case "term":
            return f"Search your own documents for “{old}” and use “{new}”."
        case "name":
            return f"Use {joined(_quoted(new), 'or')} in place of “{old}” and similar names."
        case "resources":
            return "Check where you use or pass on these links and resources."
        case "notices":
            return "Look out for this guidance."
        case _:
            return ""


def _subject(theme: Theme, views: Sequence[ChangeView]) -> str:
    """What a theme is about; one duty told in several places without a document is named by where it is."""
    headings = [f"“{shortened(each)}”" for each in _headings(views)[:2]] if theme.kind == "repeated" else []
    return shortened(theme.subject) or listed(headings) or UNHEADED


def _effects(views: Sequence[ChangeView], *, document: bool) -> Iterator[str]:
    """What happened in a theme, the gravest first: "now statutory guidance", "5 new expectations", "1 other change".

    Where nothing graver happened, it is what happened to passages: "7 passages reworded", "2 added".
    """
    if any(_became_statutory(view) for view in views):
        yield "now statutory guidance" if document else "a document is now statutory"
    yield from _duties_told([duty for view in views for duty in view.change.duties])
    rest = [view for view in views if not view.change.duties and not _became_statutory(view)]
    defined = sum(any(reason.rule == "definition-changed" for reason in view.change.reasons) for view in rest)
    if len(rest) == len(views) and not defined:
        kinds = Counter(_HAPPENED.get(view.change.kind, "reworded") for view in views)
        for n, happened in enumerate(each for each in ("reworded", "added", "removed", "moved") if kinds[each]):
            yield f"{count(kinds[happened], 'passage')} {happened}" if n == 0 else f"{kinds[happened]:,} {happened}"
        return
    if defined:
        yield count(defined, "definition changed", "definitions changed")
    support = (view.change.kind for view in rest if view.change.category is Category.ADDITIONAL_SUPPORT)
    if added := sum(kind is ChangeKind.ADDED for kind in support):
        yield count(added, "new resource")
    if other := len(rest) - defined - added:
        yield count(other, "other change")


def _duties_told(duties: Sequence[Duty]) -> Iterator[str]:
    """What happened to duties, the gravest first: "“should” became “must”", "5 new expectations"."""
    for effect in (DutyEffect.STRENGTHENED, DutyEffect.WEAKENED):
        own = dict.fromkeys((duty.old, duty.new) for duty in duties if duty.effect is effect and duty.old and duty.new)
        yield from (f"“{old}” became “{new}”" for old, new in own)
    for effect, word in ((DutyEffect.NEW, "new"), (DutyEffect.REMOVED, "removed")):
        forces = Counter(_duty_word(duty.new or duty.old) for duty in duties if duty.effect is effect)
        for noun, many in (("legal duty", "legal duties"), ("expectation", "expectations")):
            if forces[noun]:
                number = count(forces[noun], noun, many)
                yield number.replace(" ", " new ", 1) if word == "new" else f"{number} removed"


def _duty_word(word: str | None) -> str:
    return "expectation" if (word or "").lower().startswith(("should", "may")) else "legal duty"


def _became_statutory(view: ChangeView) -> bool:
    if not any(reason.rule == "standing-changed" for reason in view.change.reasons):
        return False
    texts = {op: " ".join(s.text for s in view.change.segments if s.op is op).lower() for op in SegmentOp}
    return "statutory" in texts[SegmentOp.ADD].replace("non-statutory", "") and "statutory" not in texts[SegmentOp.CUT]


def _points(actions: Iterable[Action], by_id: dict[str, ChangeView]) -> Iterator[Point]:
    """What actions ask, and what became of a duty that is not new: "No longer required" for a must.

    The gravest come first, law before expectations, and a sentence that leans on the one before it after the others.
    """
    ordered = sorted(
        actions,
        key=lambda each: (
            by_id[each.change].rank,
            "legal duty" not in map(_duty_word, each.duty_words),
            _LEANS.match(each.text) is not None,
        ),
    )
    for each in ordered:
        law = set(map(_duty_word, each.duty_words)) == {"legal duty"}
        gone = "No longer required" if law else "No longer expected"
        lead = {DutyEffect.WEAKENED: "Weaker now", DutyEffect.REMOVED: gone}.get(each.effect, "")
        yield Point(by_id[each.change], lead, f"“{each.text}”" if each.quoted else each.text, (), each.actor or "")


def paragraphs(views: Iterable[ChangeView]) -> str:
    """Return the paragraphs of changes in a few words: "Paragraphs 169, 170 and 331", "Paragraph 101; Annex B"."""
    newer: dict[str, None] = {}
    older: dict[str, None] = {}
    parts: dict[str, None] = {}
    for view in views:
        shown = (view.change.new or view.change.old)[0]
        number = shown.paragraph or shown.after or shown.before
        if number is not None:
            (newer if view.change.new else older).setdefault(number)
        elif shown.node != "heading":
            parts.setdefault(_short(view.part_title))
    named = (
        list(parts)
        if len(parts) <= _MOST_PARTS
        else [*list(parts)[: _MOST_PARTS - 1], f"{len(parts) - _MOST_PARTS + 1} other parts"]
    )
    return sentence("; ".join([*_numbered("paragraph", newer), *_numbered("older paragraph", older), *named]))


def _numbered(noun: str, numbers: Iterable[str]) -> Iterator[str]:
    """Paragraphs by their numbers, from low to high; of many only the first and the last."""
    ordered = sorted(numbers, key=lambda number: [int(each) for each in re.findall(r"\d+", number)])
    if len(ordered) > _MOST_NUMBERS:
        yield f"{len(ordered)} {noun}s from {ordered[0]} to {ordered[-1]}"
    elif ordered:
        yield f"{noun if len(ordered) == 1 else f'{noun}s'} {listed(ordered)}"


def _headings(views: Sequence[ChangeView]) -> tuple[str, ...]:
    """The headings that a theme is under, those with the most changes first, without headings that changed in it."""
    changed = {passage.text for view in views for passage in view.change.new if passage.node == "heading"}
    tally = Counter(view.path[-1] for view in views if view.path and view.path[-1] not in changed)
    return tuple(heading for heading, _ in tally.most_common(3))


# ---- what did not change ----


def _unchanged(comparison: Comparison, by_id: dict[str, ChangeView]) -> tuple[str, ...]:
    """The parts in which nothing changed in meaning, each with what was reworded in it all the same."""
    said = []
    for part in comparison.parts:
        views = views_of(part.changes, by_id)
        real = [view for view in views if view.change.category is not Category.EDITORIAL]
        table = any(reason.rule == "publishers-table" for view in views for reason in view.change.reasons)
        cover = part.title in (*_NOT_A_PART, comparison.new.title)
        if table or cover or part.nodes < _FEWEST_NODES or not all(map(only_reworded_heading, real)):
            continue
        said.append(_short(part.title) + (f" ({count(len(real), 'heading')} reworded)" if real else ""))
    return tuple(said)


def only_reworded_heading(view: ChangeView) -> bool:
    """Return whether a change is a heading in other words that mean the same."""
    return view.change.kind is ChangeKind.RETITLED and view.change.significance is Significance.LOW


def _short(title: str) -> str:
    """The name of a part without its subject: "Part one" for "Part one: Safeguarding information for all staff"."""
    head = title.partition(":")[0]
    return head if len(head) < len(title) and len(head.split()) <= 3 else shortened(title, 60)

"""From a Comparison to the View of a report: groups, counts, filters and the lists of the first screen."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from kcsie_diff.model.comparison import (
    Category,
    ChangeKind,
    Comparison,
    DutyEffect,
    EditionFacts,
    Part,
    Passage,
    Side,
    Significance,
)
from kcsie_diff.model.numbering import RetargetedReference, StaleReference
from kcsie_diff.options import Options
from kcsie_diff.records import replace
from kcsie_diff.reports import english, head_and_foot, paragraph_numbers
from kcsie_diff.reports.answer import answer, only_reworded_heading, term_as_written
from kcsie_diff.reports.english import count, slug
from kcsie_diff.reports.view import (
    Brief,
    ChangeView,
    Choice,
    CountRow,
    DutyRow,
    EditionView,
    Filter,
    NumberView,
    OfficialView,
    PartView,
    RetargetedView,
    SectionView,
    StaleView,
    TermView,
    View,
    views_of,
)
from kcsie_diff.reports.wording import change_view, edition_names, named


def build_view(comparison: Comparison, options: Options) -> View:
    """Return everything that the reports of a comparison say."""
    names = edition_names(comparison.old.title, comparison.new.title)
    old, new = (_edition(facts, name) for facts, name in zip((comparison.old, comparison.new), names, strict=True))
    changes, parts = _told(comparison, names)
    by_id = MappingProxyType({view.anchor: view for view in changes})
    said = answer(comparison, changes)
    table = comparison.official_table
    changed = {passage.key: passage for change in comparison.changes for passage in change.new}
    return View(
        comparison=comparison,
        title=head_and_foot.heading(comparison, options.title),
        old=old,
        new=new,
        answer=said,
        verdict=head_and_foot.verdict(comparison),
        details=head_and_foot.details(comparison),
        counts=tuple(_count_row(category, changes) for category in english.CATEGORIES),
        count_total=_count_row(None, changes),
        official_summary=head_and_foot.official(comparison),
        official=tuple(OfficialView(row, views_of(row.changes, by_id)) for row in (table.rows if table else ())),
        parts=parts,
        terms=tuple(
            TermView(*term_as_written(term.old, term.new, views), count(term.count, "time"), views)
            for term in comparison.terms
            for views in (views_of(term.changes, by_id),)
        ),
        duties=tuple(_duties(changes)),
        audiences=_audiences(changes),
        filters=_filters(changes, parts),
        renumbering=paragraph_numbers.renumbering(comparison.concordance),
        numbers=tuple(NumberView(row, became) for row, became in paragraph_numbers.outcomes(comparison)),
        stale=tuple(
            StaleView(_stands(row, changed), english.alone(row.says), english.alone(row.should_say or ""), check)
            for row in comparison.stale_references
            for check in (paragraph_numbers.stale(row, names),)
        ),
        retargeted=tuple(
            RetargetedView(_stands(row, changed), row.said, row.says, check, row.change or "")
            for row in comparison.retargeted_references
            for check in (paragraph_numbers.retargeted(row, names),)
        ),
        problems=tuple((old if side is Side.OLD else new, problem) for side, problem in comparison.problems),
        disclaimer=head_and_foot.disclaimer(comparison),
        attribution=head_and_foot.attribution(comparison),
        brief=_brief(comparison, changes, parts, options, said.unchanged),
        reader=options.reader,
        width=options.width,
        changes=changes,
        template=options.template,
        by_id=by_id,
    )


def _edition(facts: EditionFacts, name: str) -> EditionView:
    length = "" if facts.pages is None else english.count(facts.pages, "page")
    return EditionView(
        name, facts, head_and_foot.standing(facts), english.READERS.get(facts.reader, facts.reader), length
    )


def _told(comparison: Comparison, names: tuple[str, str]) -> tuple[tuple[ChangeView, ...], tuple[PartView, ...]]:
    parts = _parts(comparison, names)
    seen: Counter[str] = Counter()
    anchors = []
    for part in parts:
        base = f"part-{slug(part.title)}"
        seen[base] += 1
        anchors.append(base if seen[base] == 1 else f"{base}--{seen[base]}")
    holder = {
        identity: (anchor, part.title) for part, anchor in zip(parts, anchors, strict=True) for identity in part.changes
    }
    changes = tuple(change_view(change, comparison, names, *holder[change.id]) for change in comparison.changes)
    return changes, tuple(
        _part(part, anchor, [view for view in changes if view.part == anchor])
        for part, anchor in zip(parts, anchors, strict=True)
    )


def _parts(comparison: Comparison, names: tuple[str, str]) -> tuple[Part, ...]:
    """The parts of the comparison, with the changes that none of them holds under their outermost heading."""
    held = {identity for part in comparison.parts for identity in part.changes}
    homeless: dict[str, list[str]] = {part.title: [] for part in comparison.parts}
    for change in comparison.changes:
        if change.id not in held:
            path = change.section_path or (english.UNHEADED,)
            homeless.setdefault(path[0], []).append(change.id)
    kept = tuple(replace(part, changes=part.changes + tuple(homeless.pop(part.title, ()))) for part in comparison.parts)
    here = (change.section_new or change.section_successor for change in comparison.changes)
    newer = {path[0] for path in here if path}
    made = {title if title in newer else f"{title} ({names[0]})": tuple(own) for title, own in homeless.items()}
    return kept + tuple(Part(title, 0, 0, 0, 0, identities) for title, identities in made.items())


def _part(part: Part, anchor: str, changes: Sequence[ChangeView]) -> PartView:
    kept = ""
    if part.nodes:
        numbered = f" ({part.paragraphs_unaltered} of {part.paragraphs} numbered paragraphs)" if part.paragraphs else ""
        kept = f" {part.unaltered:,} of {count(part.nodes, 'passage')} unchanged{numbered}."
    summary = f"{count(len(changes), 'change') if changes else 'No changes'}.{kept}"
    to_read = [view for view in changes if not view.folded]
    folded = tuple(view for view in changes if view.folded)
    sections = tuple(
        SectionView(" › ".join(path) or "Directly under the heading of the part", tuple(run))
        for path, run in groupby(to_read, key=lambda view: _section(view, part.title))
    )
    editorial = sum(view.change.category is Category.EDITORIAL for view in folded)
    named = [count(editorial, "editorial change")] if editorial else []
    if len(folded) > editorial:
        named.append(f"{count(len(folded) - editorial, 'change')} where only a replaced term differs")
    title = english.sentence(english.listed(named))
    return PartView(part.title, anchor, summary, len(changes), sections, folded, title)


def _section(view: ChangeView, part: str) -> tuple[str, ...]:
    """The headings between the part and the change; a heading that is itself the change is not above it."""
    shown = view.change.new or view.change.old
    own = shown and shown[0].node == "heading" and (view.change.new or view.change.section_successor is None)
    path = view.path[:-1] if own else view.path
    return path[1:] if path[:1] == (part,) else path


def _count_row(category: Category | None, changes: Sequence[ChangeView]) -> CountRow:
    """The counts of a category, or of all changes."""
    tally = Counter(view.change.significance for view in changes if category in (None, view.change.category))
    return CountRow(
        category or Category.EDITORIAL,
        english.CATEGORIES[category] if category else "All changes",
        english.CATEGORY_MEANINGS[category] if category else "",
        tuple((significance, tally[significance]) for significance in Significance),
        tally.total(),
    )


def _duties(changes: Sequence[ChangeView]) -> Iterator[DutyRow]:
    for view in changes:
        for duty in view.change.duties:
            if duty.effect is not DutyEffect.NONE:
                effect = english.duty(duty.effect, (duty,)) or "No change of duty"
                actor = duty.actor or english.listed(view.audiences)
                yield DutyRow(view, effect, duty.old or "", duty.new or "", actor, duty.sentence)


def _stands(row: StaleReference | RetargetedReference, changed: Mapping[str, Passage]) -> str:
    """Where a cross reference stands: "Footnote 87, page 76"; under which paragraph, where its passage changed."""
    pages = () if row.page is None else (row.page,)
    own = changed.get(row.key) or Passage(row.key, row.node, row.number, None, None, row.page, pages, "")
    where = english.sentence(named(own, ()))
    return where if row.page is None or where.endswith(f"page {row.page}") else f"{where}, page {row.page}"


def _audiences(changes: Sequence[ChangeView]) -> tuple[Choice, ...]:
    """Who must act, in how many changes that ask for it; the most concerned first."""
    asking = [view for view in changes if not view.folded and view.change.significance is not Significance.LOW]
    tally = Counter(name for view in asking for name in dict.fromkeys(view.audiences))
    return tuple(
        Choice(slug(name), name, number) for name, number in sorted(tally.items(), key=lambda item: (-item[1], item[0]))
    )


def _filters(changes: Sequence[ChangeView], parts: Sequence[PartView]) -> tuple[Filter, ...]:
    categories = Counter(view.change.category for view in changes)
    significances = Counter(view.change.significance for view in changes)
    kinds = Counter(view.change.kind for view in changes)
    audience = Counter(name for view in changes for name in dict.fromkeys(view.audiences))
    mentioned = Counter(view.mentioned for view in changes)
    by_category = tuple(Choice(each, name, categories[each]) for each, name in english.CATEGORIES.items())
    by_significance = tuple(Choice(each, english.SIGNIFICANCES[each], significances[each]) for each in Significance)
    by_kind = tuple(Choice(each, english.KINDS[each], kinds[each]) for each in ChangeKind if kinds[each])
    by_mention = tuple(
        Choice(each, name, mentioned[each]) for each, name in english.MENTIONS.items() if mentioned[each]
    )
    filters = (
        Filter("category", "Category", by_category),
        Filter("significance", "Significance", by_significance),
        Filter("audience", "Who must act", tuple(Choice(slug(n), n, k) for n, k in sorted(audience.items()))),
        Filter("part", "Part", tuple(Choice(part.anchor, part.title, part.count) for part in parts if part.count)),
        Filter("kind", "What happened", by_kind),
        Filter("mentioned", "Publisher’s table", by_mention),
    )
    return tuple(each for each in filters if each.choices)


def _brief(
    comparison: Comparison,
    changes: Sequence[ChangeView],
    parts: Sequence[PartView],
    options: Options,
    unchanged: Sequence[str],
) -> Brief:
    wanted = tuple(name.casefold() for name in options.brief_parts)
    chosen = {part.anchor for part in parts if part.title.casefold().startswith(wanted)}
    audience = {name.casefold() for name in options.brief_audience}
    for_staff = tuple(
        view
        for view in changes
        if not view.folded and (view.part in chosen or audience & {name.casefold() for name in view.audiences})
    )
    present = tuple(n for n in options.brief_parts if any(p.title.casefold().startswith(n.casefold()) for p in parts))
    absent = "" if present else english.joined(options.brief_parts, "or")
    covers = [f"in {name}" for name in options.brief_parts] + [f"for {name}" for name in options.brief_audience]
    scope = f"This briefing covers changes {english.joined(covers, 'or')}." if covers else ""
    same = [part for part in unchanged if part.casefold().startswith(wanted)] if wanted else []
    if same and all(map(only_reworded_heading, for_staff)):
        verdict = f"There is no change of meaning in {english.listed(same)}."
    elif absent and not for_staff:
        verdict = f"Neither edition has {absent}. Read “What matters most” in the report."
    else:
        verdict = f"{count(len(for_staff), 'change')} to know about." if for_staff else "No changes to know about."
    return Brief(f"Staff briefing: {comparison.new.title}", scope, verdict, for_staff, present)

"""An alignment judged: every difference becomes a change with its meaning, and the tables beside them are made."""

import re

from kcsie_diff.language.dates import years_in
from kcsie_diff.language.legislation import read_register
from kcsie_diff.meaning.actors import as_duty, find_actions, find_audience
from kcsie_diff.meaning.evidence import Context, Facts
from kcsie_diff.meaning.lexicon import load_lexicon
from kcsie_diff.meaning.overview import (
    Successors,
    find_in_force_date,
    find_successors,
    list_acts,
    list_links,
    list_organisations,
    list_parts,
    summarise,
)
from kcsie_diff.meaning.publishers_table import PublishersTable, find_table
from kcsie_diff.meaning.publishers_table_links import mention_repeats, reconcile
from kcsie_diff.meaning.review import apply_review, read_review, review_keys
from kcsie_diff.meaning.rules import judge_category
from kcsie_diff.meaning.significance import judge_significance
from kcsie_diff.meaning.themes import find_themes
from kcsie_diff.model.alignment import Alignment
from kcsie_diff.model.comparison import (
    Category,
    Change,
    Comparison,
    DutyEffect,
    EditionFacts,
    Passage,
    Side,
    Significance,
    Term,
)
from kcsie_diff.model.edition import Edition, Node, NodeKind
from kcsie_diff.model.numbering import ConcordanceRow
from kcsie_diff.options import Options
from kcsie_diff.records import replace

_FULL_VERSION = re.compile(r"\bthe full (?:version of|guidance)\b", re.IGNORECASE)


def judge(alignment: Alignment, options: Options, version: str) -> Comparison:
    """Give each difference of an alignment its meaning; changes keep its order and get the ids c0001, c0002 and so on.

    `version` is that of the program. Reads `options.rules` and `options.review` where given.
    Raises UsageError for a rules or review file that makes no sense.
    """
    tables = find_table(alignment.old), find_table(alignment.new)
    context = make_context(alignment, options, tables)
    facts = [Facts(difference, context) for difference in alignment.differences]
    keys = review_keys(alignment.differences)
    successors = find_successors(alignment)
    judged = tuple(
        _judge_one(one, f"c{n:04d}", key, successors) for n, (one, key) in enumerate(zip(facts, keys, strict=True), 1)
    )
    reviews = read_review(options.review) if options.review else {}
    changes, unused = apply_review(judged, reviews)
    official, rows = reconcile(tables[1], changes) if tables[1] else (None, {})
    changes = tuple(replace(change, official=rows.get(change.id)) for change in changes)
    ids = tuple(change.id for change in changes)
    terms = tuple(Term(t.old, t.new, t.count, tuple(ids[index] for index in t.differences)) for t in alignment.terms)
    themes = find_themes(alignment, changes, terms)
    return Comparison(
        version=version,
        old=_edition_facts(alignment.old),
        new=_edition_facts(alignment.new),
        summary=summarise(alignment, changes),
        changes=changes,
        terms=terms,
        concordance=tuple(_with_id(row, ids) for row in alignment.concordance),
        official_table=mention_repeats(official, themes) if official else None,
        out_of_scope=alignment.out_of_scope,
        stale_references=alignment.stale_references,
        retargeted_references=tuple(
            one if one.change is None else replace(one, change=ids[int(one.change)])
            for one in alignment.retargeted_references
        ),
        problems=tuple(
            (side, problem)
            for side, edition in ((Side.OLD, alignment.old), (Side.NEW, alignment.new))
            for problem in edition.problems
        ),
        links=list_links(alignment, ids),
        acts=list_acts(context, _named_by(changes, facts), partial=bool(alignment.out_of_scope)),
        organisations=list_organisations(context, changes),
        parts=list_parts(alignment, changes, successors),
        warnings=alignment.warnings,
        unrelated=alignment.unrelated,
        review_unused=unused,
        settings=tuple(
            (name, path.name) for name, path in (("rules", options.rules), ("review", options.review)) if path
        ),
        unchanged=tuple(
            (tuple(node.key for node in pair.old), tuple(node.key for node in pair.new)) for pair in alignment.unchanged
        ),
        themes=themes,
        actions=find_actions(changes, context.lexicon),
    )


def _named_by(changes: tuple[Change, ...], facts: list[Facts]) -> dict[str, list[str]]:
    """The ids of the changes that name each instrument, by its key; editorial changes name none."""
    named: dict[str, list[str]] = {}
    for change, one in zip(changes, facts, strict=True):
        for _, citation in one.citations if change.acts else ():
            if citation.instrument:
                named.setdefault(citation.instrument.key, []).append(change.id)
    return named


def make_context(
    alignment: Alignment, options: Options, tables: tuple[PublishersTable | None, PublishersTable | None]
) -> Context:
    """The context in which every change of an alignment is judged."""
    inside = {
        (side, key) for side, table in zip((Side.OLD, Side.NEW), tables, strict=True) if table for key in table.keys
    }
    old, new = (read_register(node.text for node in edition.content) for edition in (alignment.old, alignment.new))
    return Context(
        old=alignment.old,
        new=alignment.new,
        lexicon=load_lexicon(options.rules),
        registers=(old, new),
        years=(_year(alignment.old), _year(alignment.new)),
        publishers_table=frozenset(inside),
        self_descriptions=alignment.self_descriptions,
        is_print=_is_print(alignment),
    )


def _is_print(alignment: Alignment) -> bool:
    """Whether one file is a print of a part of the other: it lacks whole sections, or mentions the full version."""
    speaks = [
        any("full" in node.text.lower() and _FULL_VERSION.search(node.text) for node in edition.content)
        for edition in (alignment.old, alignment.new)
    ]
    return bool(alignment.out_of_scope) or speaks[0] != speaks[1]


def _year(edition: Edition) -> int | None:
    years = [int(year) for text in (edition.title, edition.date or "") for year in years_in(text)]
    return max(years) if years else None


def _judge_one(facts: Facts, identity: str, key: str, successors: Successors) -> Change:
    difference, context = facts.difference, facts.context
    successor = successors.get(difference.old[0].key) if difference.old else None
    category, confidence, reasons = judge_category(facts)
    change = Change(
        id=identity,
        review_key=key,
        kind=difference.kind,
        moved=difference.moved,
        category=category,
        confidence=confidence,
        reasons=reasons,
        duty=DutyEffect.NONE,
        duties=(),
        significance=Significance.LOW,
        audience=(),
        term=None if category is Category.EDITORIAL else difference.term,
        section_old=context.old.section(difference.old[0]) if difference.old else None,
        section_new=context.new.section(difference.new[0]) if difference.new else None,
        old=tuple(_passage(context.old, node) for node in difference.old),
        new=tuple(_passage(context.new, node) for node in difference.new),
        segments=difference.segments,
        links=difference.links,
        explanation=difference.explanation,
        section_successor=context.new.section(successor) if successor else None,
    )
    return change if category is Category.EDITORIAL else _with_meaning(change, facts)


def _passage(edition: Edition, node: Node) -> Passage:
    """A node as one of the `old[]` or `new[]` passages of a change."""
    governing = edition.governing_paragraph(node)
    after, before = (None, None) if governing else _neighbours(edition, node)
    return Passage(
        key=node.key,
        node=node.kind.value,
        number=node.number,
        paragraph=governing.number if governing else None,
        ordinal=node.ordinal if node.kind is NodeKind.ITEM else None,
        page=node.page,
        pages=node.place.pages,
        text=node.text,
        page_label=node.place.label,
        boxes=node.place.boxes,
        after=after,
        before=before,
    )


def _neighbours(edition: Edition, node: Node) -> tuple[str | None, str | None]:
    """The number of the numbered paragraph that a node follows under its heading, else of the first that follows it."""
    headings = edition.headings_above(node)
    if not headings or node.kind is NodeKind.HEADING:
        return None, None
    after = None
    inside = {node.key, *(holder.key for holder in edition.ancestors(node))}
    passed = False
    for sibling in edition.children.get(headings[-1].key, ()):
        passed = passed or sibling.key in inside
        if sibling.is_numbered_paragraph:
            if passed:
                return after, None if after else sibling.number
            after = sibling.number
    return after, None


def _with_meaning(change: Change, facts: Facts) -> Change:
    """A change with its duties, and with what it names and how much it matters; an editorial change has no duties."""
    duties = tuple(as_duty(one, facts.lexicon, facts.lead) for one in facts.duties)
    effects = {duty.effect for duty in duties}
    rule = change.reasons[0].rule if change.reasons else ""
    resources = dict.fromkeys(span.text.strip() for _, span in (*facts.contacts, *facts.titles))
    return replace(
        change,
        duty=next((effect for effect in DutyEffect if effect in effects), DutyEffect.NONE),
        duties=duties,
        significance=judge_significance(facts, change.category, duties, rule),
        audience=find_audience(facts, duties),
        dates=facts.dates,
        resources=tuple(resources),
        organisations=tuple(dict.fromkeys(hit.name for _, hit in facts.organisations)),
        acts=tuple(dict.fromkeys(citation.name for _, citation in facts.citations)),
    )


def _with_id(row: ConcordanceRow, ids: tuple[str, ...]) -> ConcordanceRow:
    return replace(
        row,
        change=None if row.change is None else ids[int(row.change)],
        changes_below=tuple(ids[int(index)] for index in row.changes_below),
    )


def _edition_facts(edition: Edition) -> EditionFacts:
    return EditionFacts(
        title=edition.title,
        file=edition.file,
        sha256=edition.sha256,
        pages=edition.pages,
        nodes=len(edition.content),
        reader=edition.reader,
        status=edition.status,
        date=edition.date,
        licence=edition.licence,
        publisher=edition.publisher,
        in_force=find_in_force_date(edition),
    )

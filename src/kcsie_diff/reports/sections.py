"""The sections after the changes: a View to titles, sentences and tables that every writer renders.

Markdown, text, Word, the workbook and the web page print them; the web page has its own layout for terms, links and
paragraph numbers.
"""

from kcsie_diff.model.comparison import LinkRow, Named, Side
from kcsie_diff.records import Record
from kcsie_diff.reports.english import MENTIONS, SIGNIFICANCE_MEANINGS, STATUSES, UNHEADED, count
from kcsie_diff.reports.head_and_foot import scope
from kcsie_diff.reports.view import ChangeView, View
from kcsie_diff.reports.wording import page_span

Cell = str | tuple[ChangeView, ...]
"""Words, or the changes that a row is about: a writer says how it names them."""

NOTHING = "–"


def cell_text(cell: Cell) -> str:
    """Return the words of a cell, or the ids of its changes; a dash where there are none."""
    return cell if isinstance(cell, str) else ", ".join(each.anchor for each in cell) or NOTHING


class Remark(Record, frozen=True):
    """A sentence or two of a section: what it is about, what it says, and the changes that it speaks of."""

    lead: str
    text: str
    changes: tuple[ChangeView, ...] = ()

    def __str__(self) -> str:
        return " ".join(filter(None, (self.lead, self.text)))


class Section(Record, frozen=True):
    """A section: `short` is its name in a list of contents and on the tab of a sheet (at most 31 characters).

    One without a title is read on from what is before it. Lines of a cell are parted by line feeds.
    `lookup` marks a long table in which a reader looks one row up; a report to be read from end to end leaves its rows
    out and prints `notes` alone.
    """

    anchor: str
    title: str
    short: str
    notes: tuple[str | Remark, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    lookup: bool = False


def sections(view: View) -> tuple[Section, ...]:
    """Return the sections that have something to say, in the order in which they are printed."""
    organisations = tuple(row for row in view.comparison.organisations if row.status != "kept")
    every = (
        _terms(view),
        _duties(view),
        _official(view),
        _unlisted(view),
        _links(view),
        _named(view, "acts", "Acts and other law", view.comparison.acts),
        _named(view, "organisations", "Organisations", organisations),
        _numbers(view),
        _stale(view),
        _retargeted(view),
        _scope(view),
        _problems(view),
    )
    return tuple(section for section in every if section.notes or section.rows)


def counts(view: View) -> Section:
    """Return the table of counts, which is before the changes; it has no rows for files that are no two editions."""
    rows = tuple(
        (row.name, *(f"{number:,}" for _, number in row.by_significance), f"{row.total:,}")
        for row in (() if view.comparison.unrelated else (*view.counts, view.count_total))
    )
    heads = ("Category", "High", "Medium", "Low", "All")
    return Section("counts", "Changes by category", "Counts", (SIGNIFICANCE_MEANINGS,), heads, rows)


def editions(view: View) -> Section:
    """Return the table of the two editions."""
    rows = tuple(
        (each.name, facts.title, each.standing, f"{facts.pages:,}" if facts.pages else NOTHING, facts.file)
        for each in (view.old, view.new)
        for facts in (each.facts,)
    )
    heads = ("Edition", "Title", "Status", "Pages", "File")
    return Section("editions", "The two editions", "Editions", (), heads, rows)


def _terms(view: View) -> Section:
    notes = ("Search your own policies for the older term.",) if view.terms else ()
    rows = tuple((term.old, term.new, term.count, term.changes) for term in view.terms)
    heads = ("Before", "Now", "How often", "Where")
    return Section("terms", "Terms replaced throughout", "Terms", notes, heads, rows)


def _duties(view: View) -> Section:
    notes = () if view.duties else ("No duty was added, removed, strengthened or weakened.",)
    rows = tuple(
        ((row.view,), row.effect, row.actor or NOTHING, row.sentence, row.view.reference) for row in view.duties
    )
    heads = ("Change", "What happened", "Who", "Sentence", "Where")
    return Section("duties", "Duties added, removed or changed", "Duties", notes, heads, rows)


def _official(view: View) -> Section:
    table = view.comparison.official_table
    title = f"The table is “{table.title}”." if table else ""
    notes = tuple(note for note in (title, view.official_summary) if note)
    rows = tuple((each.row.where, each.row.what, each.changes or "No change found") for each in view.official)
    heads = ("Place in the table", "What it says", "Changes found")
    return Section("official", "The publisher’s own table of changes", "Publisher’s table", notes, heads, rows)


def _unlisted(view: View) -> Section:
    answer = view.answer
    rows = tuple(
        ((each,), each.category, each.significance, MENTIONS[each.mentioned], each.reference)
        for each in (*answer.unlisted, *answer.elsewhere)
    )
    heads = ("Change", "Category", "Significance", "Publisher’s table", "Where")
    return Section("unlisted", "Changes that the publisher’s table leaves out", "Not mentioned", (), heads, rows)


def _links(view: View) -> Section:
    rows = tuple(
        (
            row.text,
            STATUSES.get(row.status, row.status),
            row.new or NOTHING,
            row.old or NOTHING,
            view.named((row.change,)) if row.change else NOTHING,
        )
        for row in listed_links(view)
    )
    heads = ("Link text", "What happened", "Now leads to", "Led to", "Change")
    return Section("links", "Links added, removed or changed", "Links", (), heads, rows, lookup=True)


def listed_links(view: View) -> tuple[LinkRow, ...]:
    """Return the links without those of the publisher's own table, which repeats links of the guidance."""
    table = {
        view_.anchor for view_ in view.changes for reason in view_.change.reasons if reason.rule == "publishers-table"
    }
    return tuple(row for row in view.comparison.links if row.change not in table)


def _named(view: View, anchor: str, title: str, rows: tuple[Named, ...]) -> Section:
    made = tuple((row.name, STATUSES.get(row.status, row.status), view.named(row.changes)) for row in rows)
    return Section(anchor, title, title, (), ("Name", "What happened", "Where"), made, lookup=True)


def _numbers(view: View) -> Section:
    unchanged = "No paragraph that is in both editions has a new number."
    notes = (view.renumbering or (unchanged,)) if view.numbers else ()
    rows = tuple(
        (
            each.row.old or NOTHING,
            each.row.new or NOTHING,
            each.outcome,
            view.named(each.changes) or NOTHING,
            each.row.section or UNHEADED,
        )
        for each in view.numbers
    )
    heads = ("Older number", "Newer number", "What happened", "Changes", "Section")
    return Section("numbers", "Paragraph numbers, older to newer", "Paragraph numbers", notes, heads, rows, lookup=True)


def _stale(view: View) -> Section:
    notes = (f"The {view.new.name} may still point to an old number here.",) if view.stale else ()
    rows = tuple((row.where, row.says, row.check) for row in view.stale)
    heads = ("Where", "It says", "What to check")
    return Section("stale", "Cross references not brought up to date", "Outdated references", notes, heads, rows)


def _retargeted(view: View) -> Section:
    notes: tuple[str, ...] = ()
    if view.retargeted:
        notes = (f"The {view.new.name} changed these, but not to the new number of what they pointed to before.",)
    rows = tuple((row.where, row.said, row.says, row.check, view.named((row.change,))) for row in view.retargeted)
    heads = ("Where", "It said", "It says", "What to check", "Change")
    title = "Cross references that now point elsewhere"
    return Section("retargeted", title, "Redirected references", notes, heads, rows)


def _scope(view: View) -> Section:
    own = view.comparison.out_of_scope
    notes = (scope(view.comparison), "Changes in these sections are not reported.") if own else ()
    rows = tuple(
        (
            " › ".join(row.section),
            (view.old if row.side is Side.OLD else view.new).name,
            page_span(row.pages) or NOTHING,
            count(row.nodes, "passage"),
        )
        for row in own
    )
    heads = ("Section", "Only in", "Pages", "How much")
    return Section("scope", "Out of scope", "Out of scope", notes, heads, rows)


def _problems(view: View) -> Section:
    notes: tuple[str, ...] = () if view.problems else ("None: every word of both files was read and placed.",)
    unused = view.comparison.review_unused
    if unused:
        notes += (f"These entries of the review file no longer apply: {', '.join(unused)}.",)
    rows = tuple((edition.name, str(problem.page or NOTHING), problem.message) for edition, problem in view.problems)
    heads = ("Edition", "Page", "Problem")
    return Section("problems", "Problems found while reading the files", "Problems", notes, heads, rows)

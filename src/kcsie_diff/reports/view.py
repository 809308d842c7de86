"""What the reports say, decided once: every count, heading, anchor and sentence. Writers add nothing of their own."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from kcsie_diff.model.comparison import (
    Category,
    Change,
    Comparison,
    EditionFacts,
    OfficialRow,
    Picture,
    Segment,
    Significance,
)
from kcsie_diff.model.edition import Edition, Problem
from kcsie_diff.model.numbering import ConcordanceRow
from kcsie_diff.records import Record, field
from kcsie_diff.reports.excerpts import ExcerptRun


class EditionView(Record, frozen=True):
    """One edition on the first screen: its short name, its facts, and the sentence about its standing.

    `length` is "185 pages", or "" in a format without pages.
    """

    name: str
    facts: EditionFacts
    standing: str
    read_by: str
    length: str

    @property
    def description(self) -> str:
        """The edition in two sentences: its names, its length if it has pages, its file, and its standing."""
        parts = (self.facts.title, self.length, self.facts.file)
        return f"{self.name}: {', '.join(part for part in parts if part)}. {self.standing}"


class Block(Record, frozen=True):
    """A passage that is wholly new or gone: its label ("171", "•", "heading") and its words."""

    label: str
    text: str
    is_heading: bool


class ChangeView(Record, frozen=True):
    """One change as a report shows it. `anchor` is its id.

    `mentioned` is one of `english.MENTIONS`, or "" where there is no table of changes to mention it.
    `folded` changes are listed but put away: editorial ones, and those that only follow a replaced term.
    `support` says what kind of additional support it is, "" for any other category.
    `reference` says where it stands in both editions; `citation` is what stands before copied words. `blocks` are its
    passages where the whole of them is new or gone, and empty elsewhere.
    """

    change: Change
    anchor: str
    title: str
    reference: str
    path: tuple[str, ...]
    path_before: tuple[str, ...] | None
    part: str
    part_title: str
    category: str
    kind: str
    significance: str
    support: str
    duty: str | None
    mentioned: str
    folded: bool
    runs: tuple[ExcerptRun, ...]
    excerpt: tuple[Segment, ...]
    old_text: str
    new_text: str
    citation: str
    blocks: tuple[Block, ...]
    reasons: tuple[str, ...]
    audiences: tuple[str, ...]

    @property
    def rank(self) -> int:
        """How grave the change is: 0 for high significance, 2 for low."""
        return tuple(Significance).index(self.change.significance)


class SectionView(Record, frozen=True):
    """A section of a part, and the changes in it that are to be read."""

    title: str
    changes: tuple[ChangeView, ...]


class PartView(Record, frozen=True):
    """A top-level part: `summary` is the sentence with its counts, `folded` what is put away at its end."""

    title: str
    anchor: str
    summary: str
    count: int
    sections: tuple[SectionView, ...]
    folded: tuple[ChangeView, ...]
    folded_title: str

    @property
    def all_sections(self) -> tuple[SectionView, ...]:
        """Its sections, and what is put away as the last of them."""
        return (*self.sections, SectionView(self.folded_title, self.folded)) if self.folded else self.sections


class CountRow(Record, frozen=True):
    """A row of the table of counts: a category, how many changes of each significance, and all together."""

    category: Category
    name: str
    meaning: str
    by_significance: tuple[tuple[Significance, int], ...]
    total: int


class Point(Record, frozen=True):
    """One thing that a theme asks: `text` is the order or the quoted sentence, else `excerpt` shows the changed words.

    `lead` says what became of it where it is not new ("No longer expected"); `actor` is "" where none is named.
    """

    view: ChangeView
    lead: str
    text: str
    excerpt: tuple[Segment, ...] = ()
    actor: str = ""


class ThemeView(Record, frozen=True):
    """A theme: its title in plain words, its paragraphs, who acts, what it asks, and its changes.

    `asks` is what a theme without points asks of a reader, "" where that is only to read it. `subject` is what the
    title is about; `kind` is that of the theme.
    """

    title: str
    where: str
    headings: tuple[str, ...]
    audiences: tuple[str, ...]
    points: tuple[Point, ...]
    asks: str
    changes: tuple[ChangeView, ...]
    subject: str
    kind: str


class Answer(Record, frozen=True):
    """What the first screen says, before any count.

    `standing` says from when the newer edition is in force ("" where it does not say); `in_force` is False for one that
    is not yet, None where it states nothing. `also` are the changes of substance in no theme. `unlisted` are those that
    the publisher's table does not mention, `elsewhere` those that repeat one it mentions. `unchanged` names the parts
    without a change of meaning.
    """

    standing: str
    in_force: bool | None
    themes: tuple[ThemeView, ...]
    also: tuple[ChangeView, ...]
    removed: tuple[Point, ...]
    unlisted: tuple[ChangeView, ...]
    elsewhere: tuple[ChangeView, ...]
    unchanged: tuple[str, ...]


class DutyRow(Record, frozen=True):
    """A duty gained, lost or changed, for the table of duties."""

    view: ChangeView
    effect: str
    old: str
    new: str
    actor: str
    sentence: str


class TermView(Record, frozen=True):
    """A term replaced throughout: the sentence about it, and the changes that it touches."""

    old: str
    new: str
    count: str
    changes: tuple[ChangeView, ...]


class OfficialView(Record, frozen=True):
    """A row of the publisher's own table with the changes that it speaks of."""

    row: OfficialRow
    changes: tuple[ChangeView, ...]


class NumberView(Record, frozen=True):
    """A row of the concordance, and what became of the paragraph in words."""

    row: ConcordanceRow
    outcome: str

    @property
    def changes(self) -> tuple[str, ...]:
        """The ids of the change to the paragraph itself and of those to what stands under it."""
        own = () if self.row.change is None else (self.row.change,)
        return tuple(dict.fromkeys((*own, *self.row.changes_below)))


class StaleView(Record, frozen=True):
    """A cross reference that the newer edition may not have brought up to date, and where it stands.

    `should_say` is "" where it is not certain; `check` is the sentence about it.
    """

    where: str
    says: str
    should_say: str
    check: str


class RetargetedView(Record, frozen=True):
    """A cross reference that leads elsewhere now, where it stands, the sentence about it, and its change."""

    where: str
    said: str
    says: str
    check: str
    change: str


class Choice(Record, frozen=True):
    """A value of a filter: what it is called and how many changes have it."""

    value: str
    name: str
    count: int


class Filter(Record, frozen=True):
    """A filter of the changes: `name` is also the data attribute that carries its values."""

    name: str
    label: str
    choices: tuple[Choice, ...]


class Brief(Record, frozen=True):
    """The staff briefing: what it covers and how many changes that is, as sentences, and the changes.

    `parts` are those of the wanted parts that the guidance has.
    """

    title: str
    scope: str
    verdict: str
    changes: tuple[ChangeView, ...]
    parts: tuple[str, ...] = ()


class Sources(Record, frozen=True):
    """What a report may show beside the comparison: both editions, and pictures of the passages by id of the change."""

    editions: tuple[Edition, Edition] | None = None
    pictures: Mapping[str, tuple[Picture, ...]] = field(default_factory=lambda: MappingProxyType({}))


class View(Record, frozen=True):
    """A whole report, decided."""

    comparison: Comparison
    title: str
    old: EditionView
    new: EditionView
    answer: Answer
    verdict: str
    details: tuple[str, ...]
    counts: tuple[CountRow, ...]
    count_total: CountRow
    official_summary: str
    official: tuple[OfficialView, ...]
    parts: tuple[PartView, ...]
    terms: tuple[TermView, ...]
    duties: tuple[DutyRow, ...]
    audiences: tuple[Choice, ...]
    filters: tuple[Filter, ...]
    renumbering: tuple[str, ...]
    numbers: tuple[NumberView, ...]
    stale: tuple[StaleView, ...]
    retargeted: tuple[RetargetedView, ...]
    problems: tuple[tuple[EditionView, Problem], ...]
    disclaimer: str
    attribution: tuple[str, ...]
    brief: Brief
    reader: str
    width: int
    changes: tuple[ChangeView, ...]
    template: Path | None = None
    by_id: Mapping[str, ChangeView] = field(default_factory=lambda: MappingProxyType({}))
    sources: Sources = field(default_factory=Sources)

    @property
    def foot(self) -> tuple[str, ...]:
        """The sentences with which every report ends."""
        return self.disclaimer, *self.attribution, f"Made by kcsie-diff {self.comparison.version}."

    def named(self, identities: tuple[str, ...]) -> tuple[ChangeView, ...]:
        """Return the views of changes by their ids; see `views_of`."""
        return views_of(identities, self.by_id)


def views_of(identities: Iterable[str], by_id: Mapping[str, ChangeView]) -> tuple[ChangeView, ...]:
    """Return the views of changes by their ids; an id that no change has is left out."""
    return tuple(by_id[identity] for identity in identities if identity in by_id)

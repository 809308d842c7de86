"""A comparison and what it is made of: everything that a report may say, decided before any report is written.

The JSON of `reports/json.py` spells these out; the contract of that JSON is its schema in `reports/schema/`.
"""

from collections.abc import Iterable
from enum import StrEnum

from kcsie_diff.model.edition import Box, Problem
from kcsie_diff.model.numbering import ConcordanceRow, RetargetedReference, StaleReference
from kcsie_diff.records import Record


class ChangeKind(StrEnum):
    """What happened to a passage; of several: split or merged, then retitled, then reworded, then moved, then link."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    RETITLED = "retitled"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    LINK = "link"


class Category(StrEnum):
    """What a change means, in the Department's own words of 2020, and a fourth for what does not change the meaning."""

    LEGISLATIVE = "legislative"
    ADDITIONAL_SUPPORT = "additional_support"
    CLARIFICATION = "clarification"
    EDITORIAL = "editorial"


class DutyEffect(StrEnum):
    """What happened to a duty. Graver effects come first."""

    NEW = "new"
    REMOVED = "removed"
    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    NONE = "none"


class Significance(StrEnum):
    """How much a change matters to its reader; docs/changes.md states the rule."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class SegmentOp(StrEnum):
    """What happened to a stretch of words."""

    KEEP = "keep"
    CUT = "cut"
    ADD = "add"


class Side(StrEnum):
    """Which edition."""

    OLD = "old"
    NEW = "new"


class Segment(Record, frozen=True):
    """A stretch of words. Kept text is the new edition's; `old` is the old spelling where only noise differs.

    keep (its `old` where there is one) and cut spell the old text; keep and add the new.
    """

    op: SegmentOp
    text: str
    old: str | None = None

    @classmethod
    def kept(cls, old: str, new: str) -> "Segment":
        """Text that both editions have, in two spellings or one."""
        return cls(SegmentOp.KEEP, new, old if old != new else None)


def changed_words(segments: Iterable[Segment]) -> str:
    """Return the words that segments cut or add, in their order."""
    return " ".join(segment.text for segment in segments if segment.op is not SegmentOp.KEEP)


class Reason(Record, frozen=True):
    """Why a change was sorted as it was: the rule's name, the words it matched, and the edition that has them."""

    rule: str
    text: str
    side: Side


class Duty(Record, frozen=True):
    """One modal word gained, lost or changed, with the actor and the sentence that it is in."""

    effect: DutyEffect
    old: str | None
    new: str | None
    actor: str | None
    sentence: str


class LinkChange(Record, frozen=True):
    """A link whose target differs under the same words, or that only one edition has (the other target is None)."""

    text: str
    old: str | None
    new: str | None


class Passage(Record, frozen=True):
    """A node as a change shows it. Its fields are those of `old[]` and `new[]` in the JSON.

    `page` is None and `pages` is empty where the edition has no pages. `after` and `before` place what belongs to no
    numbered paragraph: the number of the one that it follows under its heading, else of the first one that follows it.
    """

    key: str
    node: str
    number: str | None
    paragraph: str | None
    ordinal: int | None
    page: int | None
    pages: tuple[int, ...]
    text: str
    page_label: str | None = None
    boxes: tuple[Box, ...] = ()
    after: str | None = None
    before: str | None = None


class Candidate(Record, frozen=True):
    """Another passage that was considered as the partner of a change, with the ratio (0 to 1) it reached."""

    side: Side
    key: str
    score: float


class Explanation(Record, frozen=True):
    """How a pair was matched: the step that did it, its ratio (0 to 1), and what else was considered."""

    how: str
    score: float | None = None
    considered: tuple[Candidate, ...] = ()


class Review(Record, frozen=True):
    """What a reviewer wrote about a change in a review file."""

    category: Category | None = None
    note: str = ""
    action: str = ""
    owner: str = ""
    due: str = ""
    done: bool = False


class Change(Record, frozen=True):
    """One change, as a reader would count it. Its fields are those of the JSON.

    `section_successor` is, for a removed passage only, the heading path in the newer edition that its section became;
    None where none of its headings has a partner.
    """

    id: str
    review_key: str
    kind: ChangeKind
    moved: bool
    category: Category
    confidence: float
    reasons: tuple[Reason, ...]
    duty: DutyEffect
    duties: tuple[Duty, ...]
    significance: Significance
    audience: tuple[str, ...]
    term: int | None
    section_old: tuple[str, ...] | None
    section_new: tuple[str, ...] | None
    old: tuple[Passage, ...]
    new: tuple[Passage, ...]
    segments: tuple[Segment, ...]
    official: int | None = None
    links: tuple[LinkChange, ...] = ()
    dates: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    explanation: Explanation | None = None
    review: Review | None = None
    section_successor: tuple[str, ...] | None = None

    @property
    def section_path(self) -> tuple[str, ...]:
        """The heading path to show it under: the newer edition's wherever there is one."""
        return self.section_new or self.section_successor or self.section_old or ()

    @property
    def check_by_eye(self) -> bool:
        """Whether the category is uncertain enough that a person should look."""
        return self.confidence < 0.7


class Term(Record, frozen=True):
    """One term replaced by another throughout: `count` occurrences, in the changes named by id."""

    old: str
    new: str
    count: int
    changes: tuple[str, ...]


class Theme(Record, frozen=True):
    """Changes of one cause or subject, named by id. `subject` is what they are about.

    `kind` is "term" or "name" (one gave way to another: "old → new"), "repeated" (one duty in several places: the
    document or heading), "heading" (its words), "effect" (what happened: "Definitions"), "resources" or "notices" (no
    subject).
    """

    kind: str
    subject: str
    changes: tuple[str, ...]
    audience: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


class Action(Record, frozen=True):
    """What a duty that was gained, strengthened, weakened or lost asks: an order, or its sentence (`quoted`).

    `duty_words` are those that its sentence has, and those that they took the place of: "must", "should".
    """

    change: str
    effect: DutyEffect
    text: str
    quoted: bool
    actor: str | None
    duty_words: tuple[str, ...] = ()


class OfficialRow(Record, frozen=True):
    """One statement of the publisher's table about one place."""

    row: int
    where: str
    page: int | None
    paragraph: str | None
    what: str
    changes: tuple[str, ...] = ()


class OfficialTable(Record, frozen=True):
    """The publisher's own table of changes, reconciled; `unlisted` are changes of substance it does not mention.

    `elsewhere` are those of them that repeat, in another place, a change that it does mention.
    """

    side: Side
    title: str
    rows: tuple[OfficialRow, ...]
    unlisted: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()


class OutOfScope(Record, frozen=True):
    """A section that one file does not cover at all: its heading path, pages, and how many nodes it holds."""

    side: Side
    section: tuple[str, ...]
    pages: tuple[int, ...]
    nodes: int


class Named(Record, frozen=True):
    """Something that one edition names and the other does not, or both: an Act, an organisation, a resource.

    `status` is "added", "removed" or "kept"; `changes` are the ids of the changes that name it.
    """

    name: str
    status: str
    changes: tuple[str, ...] = ()
    target: str | None = None


class LinkRow(Record, frozen=True):
    """A link added, removed or retargeted. `status` is "added", "removed" or "retargeted"."""

    text: str
    status: str
    old: str | None
    new: str | None
    change: str | None = None


class Part(Record, frozen=True):
    """A top-level part: how many of its paragraphs and other nodes are unaltered, and which changes are in it."""

    title: str
    nodes: int
    unaltered: int
    paragraphs: int
    paragraphs_unaltered: int
    changes: tuple[str, ...]


class EditionFacts(Record, frozen=True):
    """What every report says of an edition. `date` is when it is in force or was issued, as its cover says.

    `in_force` is the date from which its cover says that it, or its final version, is in force.
    """

    title: str
    file: str
    sha256: str
    pages: int | None
    nodes: int
    reader: str
    status: str | None = None
    date: str | None = None
    licence: str | None = None
    publisher: str | None = None
    in_force: str | None = None


class Picture(Record, frozen=True):
    """A crop of a page as a PNG file, with the words of a change marked; width and height in points."""

    side: Side
    page: int
    png: bytes
    width: float
    height: float


class Summary(Record, frozen=True):
    """The counts. `readings` is what a person reads: each term once, its folded changes not."""

    unchanged: int
    changes: int
    readings: int
    out_of_scope: int
    by_category: tuple[tuple[str, int], ...]
    by_kind: tuple[tuple[str, int], ...]
    noise: tuple[tuple[str, int], ...]


class Comparison(Record, frozen=True):
    """Everything that was found between two editions.

    `warnings` are sentences for the verdict (editions in the wrong order, files with almost nothing in common).
    `unrelated`: the files are no two editions of one text, so their differences are no findings.
    `review_unused` names the entries of a review file that apply to nothing any more.
    `problems` are those found while reading, each with its edition.
    `unchanged` names the nodes whose words are the same, noise apart: keys of old nodes, and of what they became.
    """

    version: str
    old: EditionFacts
    new: EditionFacts
    summary: Summary
    changes: tuple[Change, ...]
    terms: tuple[Term, ...] = ()
    concordance: tuple[ConcordanceRow, ...] = ()
    official_table: OfficialTable | None = None
    out_of_scope: tuple[OutOfScope, ...] = ()
    stale_references: tuple[StaleReference, ...] = ()
    retargeted_references: tuple[RetargetedReference, ...] = ()
    problems: tuple[tuple[Side, Problem], ...] = ()
    links: tuple[LinkRow, ...] = ()
    acts: tuple[Named, ...] = ()
    organisations: tuple[Named, ...] = ()
    parts: tuple[Part, ...] = ()
    warnings: tuple[str, ...] = ()
    unrelated: bool = False
    review_unused: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    unchanged: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    themes: tuple[Theme, ...] = ()
    actions: tuple[Action, ...] = ()

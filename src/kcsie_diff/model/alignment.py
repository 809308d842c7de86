"""The nouns of an alignment: what `aligning` hands to `meaning`, before anything is judged."""

from collections.abc import Mapping
from types import MappingProxyType

from kcsie_diff.model.comparison import ChangeKind, Explanation, LinkChange, OutOfScope, Segment, SegmentOp, Side
from kcsie_diff.model.edition import Edition, Node
from kcsie_diff.model.numbering import ConcordanceRow, RetargetedReference, StaleReference
from kcsie_diff.records import Record


class Match(Record, frozen=True):
    """Nodes of the old edition and the nodes of the new one that they became; one side may be empty.

    Every content node of both editions is in exactly one pair or out of scope.
    `moved` says that the new nodes are elsewhere than the partners of their neighbours.
    """

    old: tuple[Node, ...]
    new: tuple[Node, ...]
    explanation: Explanation
    moved: bool = False


class SelfDescription(Record, frozen=True):
    """What an edition says of itself.

    `names` are folded: its title without year and version, and that title's initials. `years` and `versions` are those
    it states as its own. `cover` holds the keys of the nodes on its cover, `revision` those of the nodes that are about
    the revision: the publisher's own table of changes, and the sentence that says which edition this one replaces.
    """

    names: tuple[str, ...] = ()
    years: frozenset[str] = frozenset()
    versions: frozenset[str] = frozenset()
    cover: frozenset[str] = frozenset()
    revision: frozenset[str] = frozenset()


class ChangedSpan(Record, frozen=True):
    """One run of changed words: what was cut and added, as printed, and the words around it.

    `before` and `after` are a few folded words of the new text, none for a passage that only one edition has.
    `references` are the sides on which the span is a cross reference within its own edition and nothing else; `at_end`
    says that no word follows it in the passage, `on_cover` that the passage is on the cover.
    """

    cut: str
    added: str
    before: str = ""
    after: str = ""
    references: frozenset[Side] = frozenset()
    at_end: bool = False
    on_cover: bool = False


class Difference(Record, frozen=True):
    """One change, as a reader would count it, with its words, before its meaning is judged.

    `segments` are those of the JSON: never empty; a moved, split, merged or link change without a change of words is
    one keep. `term` is the index of the only swap that it consists of. `spans` are the changed words of its pairs, in
    order, without noise; empty where no word changed.
    """

    kind: ChangeKind
    moved: bool
    old: tuple[Node, ...]
    new: tuple[Node, ...]
    segments: tuple[Segment, ...]
    explanation: Explanation
    term: int | None = None
    links: tuple[LinkChange, ...] = ()
    spans: tuple[ChangedSpan, ...] = ()

    @property
    def cut(self) -> str:
        """The words cut, joined by " … "."""
        return " … ".join(s.text.strip() for s in self.segments if s.op is SegmentOp.CUT)

    @property
    def added(self) -> str:
        """The words added, joined by " … "."""
        return " … ".join(s.text.strip() for s in self.segments if s.op is SegmentOp.ADD)


class TermSwap(Record, frozen=True):
    """One term replaced by another throughout; `differences` are indices into those of the alignment."""

    old: str
    new: str
    count: int
    differences: tuple[int, ...]


class Alignment(Record, frozen=True):
    """Two editions, aligned.

    `differences` are in the order of the new edition, removals where their old neighbours went. `unchanged` are the
    pairs whose words are the same, noise apart. `concordance` rows and retargeted references hold indices of
    differences as text where the contract has ids, which are given later. `noise` counts how often each rule made a
    difference vanish. `self_descriptions` are those of the old and the new edition.
    `unrelated`: the files are no two editions of one text.
    """

    old: Edition
    new: Edition
    differences: tuple[Difference, ...]
    unchanged: tuple[Match, ...]
    terms: tuple[TermSwap, ...] = ()
    concordance: tuple[ConcordanceRow, ...] = ()
    out_of_scope: tuple[OutOfScope, ...] = ()
    stale_references: tuple[StaleReference, ...] = ()
    retargeted_references: tuple[RetargetedReference, ...] = ()
    noise: tuple[tuple[str, int], ...] = ()
    warnings: tuple[str, ...] = ()
    unrelated: bool = False
    self_descriptions: tuple[SelfDescription, SelfDescription] = (SelfDescription(), SelfDescription())


MATCH_STEPS: Mapping[str, str] = MappingProxyType(
    {
        "same-text": "they have the same words",
        "same-text-beside": "they have the same words, and their neighbours match",
        "same-text-elsewhere": "they have the same words, in another place",
        "same-text-under": "they have the same words, under sections that match",
        "similar-text": "their words are similar",
        "similar-text-beside": "their words are similar, and their neighbours match",
        "similar-text-elsewhere": "their words are similar, in another place",
        "rewritten-elsewhere": "they share rare words, and no other passages are as much alike",
        "same-label-under": "their rows start with the same words, under sections that match",
        "similar-note-under": "they are footnotes with similar words, under sections that match",
        "same-label": "they start with the same name",
        "set-as-list": "one says as a list what the other says as a sentence",
        "same-place": "they are alone between neighbours that match",
        "same-contents": "the passages under the two headings match",
        "no-partner": "no passage like it was found in the other edition",
        "sentence-shifted": "a sentence moved to the passage beside it",
        "sentence-moved": "a sentence moved to a passage elsewhere, and changed",
        "replaced-in-place": "one is in the place of the other",
        "row-cut-by-page": "one row, which the end of a page divides in one edition",
        "site-moved": "the words are the same, and their link leads elsewhere",
    }
)
"""What `Explanation.how` can be: the step that matched two passages, and its reason in the words of the reports."""

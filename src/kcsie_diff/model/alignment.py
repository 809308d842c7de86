"""The nouns of an alignment: what `aligning` hands to `meaning`, before anything is judged."""

from dataclasses import dataclass

from kcsie_diff.model.comparison import (
    ChangeKind,
    ConcordanceRow,
    Explanation,
    LinkChange,
    OutOfScope,
    Segment,
    SegmentOp,
    StaleReference,
)
from kcsie_diff.model.edition import Edition, Node


@dataclass(frozen=True, slots=True)
class Pair:
    """Nodes of the old edition and the nodes of the new one that they became; one side may be empty.

    Every content node of both editions is in exactly one pair or out of scope.
    `moved` says that the new nodes stand elsewhere than their neighbours' partners. Pairs that moved together, as a
    section or a paragraph with its items, have the same `moved_with`; it counts from 0 in the order of the new edition.
    """

    old: tuple[Node, ...]
    new: tuple[Node, ...]
    explanation: Explanation
    moved: bool = False
    moved_with: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One change that a person would speak of, with its words, before its meaning is judged.

    `segments` are the contract's: never empty; a moved, split, merged or link change without a change of words is one
    keep. `term` is the index of the swap it consists of alone. `editorial` names the rule that found the words to
    carry no change of meaning ("reference-retargeted", "adapted-for-print"), or is None where meaning has to judge.
    """

    kind: ChangeKind
    moved: bool
    old: tuple[Node, ...]
    new: tuple[Node, ...]
    segments: tuple[Segment, ...]
    explanation: Explanation
    term: int | None = None
    links: tuple[LinkChange, ...] = ()
    editorial: str | None = None

    @property
    def cut(self) -> str:
        """The words cut, joined by " … "."""
        return " … ".join(s.text.strip() for s in self.segments if s.op is SegmentOp.CUT)

    @property
    def added(self) -> str:
        """The words added, joined by " … "."""
        return " … ".join(s.text.strip() for s in self.segments if s.op is SegmentOp.ADD)


@dataclass(frozen=True, slots=True)
class TermSwap:
    """One term replaced by another throughout; `differences` are indices into those of the alignment."""

    old: str
    new: str
    count: int
    differences: tuple[int, ...]


@dataclass(frozen=True)
class Alignment:
    """Two editions, aligned.

    `differences` stand in the order of the new edition, removals where their old neighbours went. `unchanged` are the
    pairs whose words are the same, noise apart. `concordance` rows hold in `change` the index of a difference as text,
    or None: ids are given later. `noise` counts how often each rule made a difference vanish.
    """

    old: Edition
    new: Edition
    differences: tuple[Difference, ...]
    unchanged: tuple[Pair, ...]
    terms: tuple[TermSwap, ...] = ()
    concordance: tuple[ConcordanceRow, ...] = ()
    out_of_scope: tuple[OutOfScope, ...] = ()
    stale_references: tuple[StaleReference, ...] = ()
    noise: tuple[tuple[str, int], ...] = ()
    warnings: tuple[str, ...] = ()

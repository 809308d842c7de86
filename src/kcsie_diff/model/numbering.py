"""Numbers across two editions: where each numbered paragraph went, and which cross references to check."""

from kcsie_diff.records import Record


class ConcordanceRow(Record, frozen=True):
    """Where a numbered paragraph went.

    `status` is one of same (it and all that stands under it read the same), below (its own words are the same, and
    something under it changed), reworded, split, merged, item (it lives on without a number of its own: `new` is the
    paragraph that holds it, `new_ordinal` its place in the list or None), removed, added, out_of_scope.
    `changes_below` are the ids of the changes to what stands under it in either edition.
    """

    old: str | None
    new: str | None
    old_key: str | None
    new_key: str | None
    section: str
    status: str
    change: str | None = None
    new_ordinal: int | None = None
    changes_below: tuple[str, ...] = ()

    @property
    def has_new_number(self) -> bool:
        """Whether the paragraph is still one with a number of its own, and the number is another."""
        return bool(self.old and self.new and self.old != self.new and self.status != "item")


class ReferenceTarget(Record, frozen=True):
    """What a label in a cross reference stands for.

    `was` is how the passage begins that had the label in the old edition, `now` the labels that this passage has in the
    new one, and `holds` how the passage begins that has the label in the new edition. None where there is none, or more
    than one.
    """

    label: str
    was: str | None
    now: tuple[str, ...]
    holds: str | None


class StaleReference(Record, frozen=True):
    """A cross reference of the new edition that still states an old number. `node` is the kind of what it stands in.

    `should_say` is None where the passage that has the number now suits the sentence better than the one that had it.
    """

    key: str
    number: str | None
    page: int | None
    says: str
    should_say: str | None
    node: str = "paragraph"
    targets: tuple[ReferenceTarget, ...] = ()


class RetargetedReference(Record, frozen=True):
    """A cross reference that names another place than its old target's new one.

    `said` and `says` are its words in the old and the new edition, `expected` what the concordance gives for `said`, or
    None where a target is gone or in several places. `said_targets` are of the labels in `said`, `targets` of those in
    `says`. `change` is the id of the change that it stands in.
    """

    key: str
    number: str | None
    page: int | None
    said: str
    says: str
    expected: str | None
    node: str = "paragraph"
    said_targets: tuple[ReferenceTarget, ...] = ()
    targets: tuple[ReferenceTarget, ...] = ()
    change: str | None = None

"""The publisher's own table of changes: found in an edition, read statement by statement, and held against ours."""

from collections.abc import Mapping
from dataclasses import dataclass

from kcsie_diff.alignment import Alignment
from kcsie_diff.comparison import Change, OfficialTable
from kcsie_diff.edition import Edition


@dataclass(frozen=True, slots=True)
class PublishersTable:
    """A publisher's table of changes as an edition prints it: its heading and the keys of all its nodes."""

    title: str
    keys: frozenset[str]


def find_table(edition: Edition) -> PublishersTable | None:
    """The publisher's table of changes of an edition, or None."""
    del edition
    return None


def reconcile(
    table: PublishersTable, changes: tuple[Change, ...], alignment: Alignment
) -> tuple[OfficialTable | None, Mapping[str, int]]:
    """The table with our changes linked to its rows, and the row that speaks of each change, by id."""
    del table, changes, alignment
    return None, {}

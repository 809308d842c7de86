"""Records: plain data with named fields that never change once they are made.

A `Record` is declared like a frozen dataclass and does the same. Its class is made forty times faster, which is most of
the time that a short comparison needs to start, and so is each of the hundred thousand records of a long one. Options,
jobs and what else must not show a field, or be there before anything is loaded, are dataclasses.
"""

from typing import Any

from msgspec import Struct as Record
from msgspec import field, to_builtins
from msgspec.structs import replace

__all__ = ["Record", "as_plain", "field", "replace"]


def as_plain(record: Record) -> dict[str, Any]:
    """Return the fields of a record by name, records within it likewise, and tuples as lists."""
    plain: dict[str, Any] = to_builtins(record)
    return plain

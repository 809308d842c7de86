"""Reading: a PDF file to an edition."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kcsie_diff.reading.reader import read_edition

__all__ = ["read_edition"]


def __getattr__(name: str) -> Any:
    """Load what reads PDFs when it is asked for: whoever has it read by a worker need not load it too."""
    if name == "read_edition":
        from kcsie_diff.reading.reader import read_edition  # noqa: PLC0415

        return read_edition
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

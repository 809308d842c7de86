"""From a Comparison to reports: `build_view` decides what is said, `view` holds it, and the writers write it.

`write` returns the main file of a format, `write_view` every file of it. `formats` describes each format once. Nothing
here opens a file, prints or reads a clock. The names below are loaded when they are first used, so that the list of
formats costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kcsie_diff.options import Options
from kcsie_diff.records import replace
from kcsie_diff.reports.formats import FORMATS, Format

if TYPE_CHECKING:
    from kcsie_diff.model.comparison import Comparison
    from kcsie_diff.reports.csv import concordance_csv
    from kcsie_diff.reports.head_and_foot import folded_terms, unused_reviews, verdict
    from kcsie_diff.reports.text import concordance_text, explain
    from kcsie_diff.reports.view import Sources, View

__all__ = [
    "FORMATS",
    "Format",
    "Sources",
    "View",
    "concordance_csv",
    "concordance_text",
    "explain",
    "folded_terms",
    "make_view",
    "unused_reviews",
    "verdict",
    "write",
    "write_view",
]
_HOMES = {
    "Sources": "view",
    "View": "view",
    "concordance_csv": "csv",
    "concordance_text": "text",
    "explain": "text",
    "folded_terms": "head_and_foot",
    "unused_reviews": "head_and_foot",
    "verdict": "head_and_foot",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def write(
    comparison: "Comparison", name: str, options: Options | None = None, sources: "Sources | None" = None
) -> bytes:
    """Return the report in a format of `FORMATS`; KeyError where there is no such format.

    `sources` holds both editions, which the tracked copy needs (UsageError without them), and pictures of passages.
    """
    return FORMATS[name].files[0].write(make_view(comparison, options, sources))


def make_view(comparison: "Comparison", options: Options | None = None, sources: "Sources | None" = None) -> "View":
    """Decide once what every format of a comparison says; see `write`."""
    from kcsie_diff.reports.build_view import build_view  # noqa: PLC0415 - not loaded for the list of formats
    from kcsie_diff.reports.view import Sources  # noqa: PLC0415

    return replace(build_view(comparison, options or Options()), sources=sources or Sources())


def write_view(view: "View", name: str) -> tuple[tuple[str, bytes], ...]:
    """Return every file of a format, each as the end of its name and its bytes; KeyError for an unknown format."""
    return tuple((file.suffix, file.write(view)) for file in FORMATS[name].files)

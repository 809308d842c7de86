"""Find every real change between two editions of statutory guidance, sorted by what it means, with the evidence.

A tour:

* `compare(old, new)` reads two PDF files and returns a `Comparison`: every change, what it means, and why.
* `read_edition(path)` returns an `Edition`: parts, numbered paragraphs, items, footnotes and tables as nodes.
* `compare_editions(old, new)` compares two editions that were read, or written down in the notation.
* `parse(text)` and `dump(edition)` are the outline notation, both ways.
* `write(comparison, format)` returns the bytes of a report in one of the formats of `reports.FORMATS`.
* `segments(old, new)` compares two texts word by word: what was kept, cut and added, in order.
* `Options` carries every choice of a run; `KcsieDiffError` is the base of all errors that are raised on purpose.

Types and names are public; the wording of messages may change.
"""

TYPE_CHECKING = False
"""Not taken from `typing`: nothing is loaded here, so that the command line can listen for Ctrl-C at once."""

if TYPE_CHECKING:
    from kcsie_diff.differing.segments import segments
    from kcsie_diff.errors import KcsieDiffError
    from kcsie_diff.model.comparison import Comparison
    from kcsie_diff.model.edition import Edition
    from kcsie_diff.model.notation import dump, parse
    from kcsie_diff.options import Options
    from kcsie_diff.pipeline import compare, compare_editions
    from kcsie_diff.reading import read_edition
    from kcsie_diff.reports import write

__version__ = "0.1.0"

_HOMES = {
    "Comparison": "model.comparison",
    "Edition": "model.edition",
    "KcsieDiffError": "errors",
    "Options": "options",
    "compare": "pipeline",
    "compare_editions": "pipeline",
    "dump": "model.notation",
    "parse": "model.notation",
    "read_edition": "reading",
    "segments": "differing.segments",
    "write": "reports",
}

__all__ = [
    "Comparison",
    "Edition",
    "KcsieDiffError",
    "Options",
    "compare",
    "compare_editions",
    "dump",
    "parse",
    "read_edition",
    "segments",
    "write",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    found: object = getattr(import_module(f"kcsie_diff.{_HOMES[name]}"), name)
    return found

"""From a Comparison to reports: `build_view` fixes what is said, `view` holds it, the writers say it.

`write` gives the bytes of one format, `write_view` those of every file that belongs to it. A format is an entry of
`FORMATS`; nothing here opens a file, prints, or looks at a clock.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from types import MappingProxyType

from kcsie_diff.model.comparison import Comparison
from kcsie_diff.options import Options
from kcsie_diff.reports import csv, json, markdown, text
from kcsie_diff.reports.build_view import decide
from kcsie_diff.reports.csv import concordance_csv
from kcsie_diff.reports.explain import concordance_text, explain
from kcsie_diff.reports.html import report as html
from kcsie_diff.reports.view import Sources, View

__all__ = [
    "FORMATS",
    "Format",
    "Sources",
    "View",
    "concordance_csv",
    "concordance_text",
    "decide",
    "explain",
    "load",
    "make_view",
    "write",
    "write_view",
]

Writer = Callable[[View], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its files, each as the ending of its name (".html", ".duties.csv") and its writer; the first is it."""

    name: str
    files: tuple[tuple[str, Writer], ...]

    @property
    def suffix(self) -> str:
        """The ending of the format's own file name."""
        return self.files[0][0]


def _when_asked(module: str, writer: str = "write") -> Writer:
    """A writer whose module is loaded when it first writes: the libraries of Word files and workbooks are large."""

    def write_late(view: View) -> bytes:
        written: bytes = getattr(import_module(f"kcsie_diff.reports.{module}"), writer)(view)
        return written

    return write_late


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        each.name: each
        for each in (
            Format("html", ((".html", html.write),)),
            Format("text", ((".txt", text.write),)),
            Format("json", ((".json", json.write),)),
            Format("markdown", ((".md", markdown.write),)),
            Format(
                "csv",
                (
                    (".csv", csv.write_changes),
                    (".duties.csv", csv.write_duties),
                    (".concordance.csv", csv.write_concordance),
                ),
            ),
            Format("docx", ((".docx", _when_asked("word.briefing")),)),
            Format("xlsx", ((".xlsx", _when_asked("xlsx")),)),
            Format("tracked", ((".tracked.docx", _when_asked("word.tracked_copy")),)),
            Format("brief", ((".brief.html", _when_asked("html.brief")),)),
        )
    }
)


def write(comparison: Comparison, name: str, options: Options | None = None, sources: Sources | None = None) -> bytes:
    """Return the report in a format of `FORMATS`; KeyError where there is no such format.

    `sources` holds both editions, which the tracked copy needs (UsageError without them), and pictures of passages.
    """
    return FORMATS[name].files[0][1](make_view(comparison, options, sources))


def make_view(comparison: Comparison, options: Options | None = None, sources: Sources | None = None) -> View:
    """Decide once what every format of a comparison says; see `write`."""
    return replace(decide(comparison, options or Options()), sources=sources or Sources())


def write_view(view: View, name: str) -> tuple[tuple[str, bytes], ...]:
    """Return every file of a format, each as the ending of its name and its bytes; KeyError for an unknown format."""
    return tuple((suffix, writer(view)) for suffix, writer in FORMATS[name].files)


def load(names: Iterable[str]) -> None:
    """Load what the writers of some formats need, so that it is there when they write: the large templates."""
    if "html" in names:
        html.load()

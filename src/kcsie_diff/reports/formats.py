"""The report formats: name, files and traits of each. Importing this loads no writer.

To add a format, write a module with a `write(view) -> bytes` and add an entry to `FORMATS`: the library, the command
line and the tests read it from here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from kcsie_diff.reports.view import View


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file of a format: how its name ends (".duties.csv"), and the module and function that write it."""

    suffix: str
    module: str
    function: str = "write"

    def load(self) -> "Callable[[View], bytes]":
        """Load the module and return its function: the libraries for Word files and workbooks are large."""
        return cast("Callable[[View], bytes]", getattr(import_module(f"{__package__}.{self.module}"), self.function))

    def write(self, view: "View") -> bytes:
        """Return the file's bytes. Its module is loaded now."""
        return self.load()(view)


@dataclass(frozen=True, slots=True)
class Format:
    """A report format. The first of its files is the main one.

    `binary` formats cannot be shown in a terminal. `pictures` says whether it shows pictures of the pages. `in_all` is
    False for a format that "all" leaves out, and `selectable` for one that `--format` does not offer by name.
    """

    name: str
    files: tuple[ReportFile, ...]
    binary: bool = False
    pictures: bool = False
    in_all: bool = True
    selectable: bool = True

    @property
    def suffix(self) -> str:
        """How the name of the format's main file ends."""
        return self.files[0].suffix

    @property
    def names(self) -> tuple[str, ...]:
        """What its files are called in a folder of reports, the main one first."""
        return tuple(f"report{file.suffix}" for file in self.files)


_HANDOUTS = (
    ("docx", ".docx", "word.briefing"),
    ("html", ".html", "html"),
    ("markdown", ".md", "markdown"),
    ("text", ".txt", "text"),
)
_ALL = (
    Format("html", (ReportFile(".html", "html"),), pictures=True),
    Format("text", (ReportFile(".txt", "text"),), in_all=False),
    Format("json", (ReportFile(".json", "json"),)),
    Format("markdown", (ReportFile(".md", "markdown"),)),
    Format(
        "csv",
        (
            ReportFile(".csv", "csv", "write_changes"),
            ReportFile(".duties.csv", "csv", "write_duties"),
            ReportFile(".concordance.csv", "csv", "write_concordance"),
        ),
    ),
    Format("xlsx", (ReportFile(".xlsx", "xlsx"),), binary=True),
    Format("docx", (ReportFile(".docx", "word.briefing"),), binary=True, pictures=True),
    Format("tracked", (ReportFile(".tracked.docx", "word.tracked_copy"),), binary=True),
    *(
        Format(f"handout-{name}", (ReportFile(suffix, module, "write_handout"),), name == "docx", False, False, False)
        for name, suffix, module in _HANDOUTS
    ),
    Format("brief", (ReportFile(".brief.html", "html", "write_brief"),), in_all=False, selectable=False),
)
HANDOUT_READERS = ("staff", "governors", "members", "actions", "record")
"""Who handouts are for, as `--for` takes them; `handouts.READERS` makes each."""
HANDOUT_FORMATS = tuple(name for name, _, _ in _HANDOUTS)
"""The formats in which a handout is written, the usual one first."""
FORMATS: Mapping[str, Format] = MappingProxyType({each.name: each for each in _ALL})
"""Every format by its name, in the order in which the command line lists them."""

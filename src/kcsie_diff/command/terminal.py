"""What the command line shows while it works and when it is done; the one owner of rich."""

import contextlib
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from kcsie_diff.errors import KcsieDiffError

if TYPE_CHECKING:
    from kcsie_diff.job import Outcome
    from kcsie_diff.sandbox import Told

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_STEPS = {
    "old": "Reading the old edition",
    "new": "Reading the new edition",
    "align": "Aligning",
    "judge": "Sorting",
    "pairs": "Comparing",
}
_CATEGORIES = {
    "legislative": "Legislative",
    "clarification": "Clarification",
    "additional_support": "Additional support",
    "editorial": "Editorial",
}


def plain(text: str) -> str:
    """Text that cannot act on a terminal: control, bidirectional and zero-width characters are gone."""
    return _CONTROL.sub("", text)


def one_line(text: str) -> str:
    """Text of a title or a name on one line: it cannot pretend to be a line that the program prints."""
    return re.sub(r"[\t\n]", " ", plain(text))


@contextlib.contextmanager
def show_progress() -> "Iterator[Told]":
    """A callback that draws a progress bar for each step on standard error."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def told(step: str, done: int, of: int) -> None:
            if step not in _STEPS:
                return
            if step not in tasks:
                tasks[step] = bars.add_task(_STEPS[step], total=of)
            bars.update(tasks[step], completed=done, total=of)

        yield told


def print_summary(outcome: "Outcome", written: tuple[str, ...]) -> None:
    """A short table of the counts and where the reports are, on standard output."""
    console = Console(highlight=False)
    console.print(Text(one_line(" → ".join(outcome.titles)), style="italic"), soft_wrap=True)
    table = Table()
    table.add_column("What it means")
    table.add_column("Changes", justify="right")
    counts = dict(outcome.by_category)
    for category, label in _CATEGORIES.items():
        table.add_row(label, str(counts.get(category, 0)))
    console.print(table)
    for warning in outcome.warnings:
        console.print(Text(one_line(warning), style="bold"))
    if outcome.problems:
        console.print(Text(f"{outcome.problems} problems with the files are listed in the report."))
    for path in written:
        console.print(Text(f"Written: {one_line(path)}"), soft_wrap=True)


def print_error(error: KcsieDiffError) -> None:
    """An error on standard error: the sentence, its code, and the cure."""
    console = Console(stderr=True, highlight=False)
    console.print(Text(f"kcsie-diff: {one_line(error.message)} [{error.code}]", style="bold red"), soft_wrap=True)
    console.print(Text(one_line(error.hint)), soft_wrap=True)


def print_plain(text: str) -> None:
    """Text on standard output, made safe, whatever the console's encoding can spell."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(plain(text).encode(encoding, "replace").decode(encoding))


def print_changes(text: str) -> None:
    """The text report on a terminal: words cut in red between [- and -], words added in green between {+ and +}."""
    shown = Text()
    for part in re.split(r"(\[-.*?-\]|\{\+.*?\+\})", plain(text), flags=re.DOTALL):
        style = "red" if part.startswith("[-") else "green" if part.startswith("{+") else ""
        shown.append(part, style=style)
    Console(highlight=False).print(shown, soft_wrap=True)

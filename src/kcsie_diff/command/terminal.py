"""The terminal: progress bars, the summary table, errors and coloured text; the only user of rich."""

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
from kcsie_diff.reports.english import CATEGORIES
from kcsie_diff.safe_text import one_line, visible

if TYPE_CHECKING:
    from kcsie_diff.pipeline import Outcome
    from kcsie_diff.progress import Progress as ReportProgress

_STEPS = {
    "old": "Reading the old edition",
    "new": "Reading the new edition",
    "edition 1": "Reading",
    "align": "Aligning",
    "judge": "Sorting",
    "pairs": "Comparing",
}
_MOST_PROBLEMS = 5


@contextlib.contextmanager
def show_progress() -> "Iterator[ReportProgress]":
    """Draw a progress bar on standard error for each step that is reported to the callback."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def draw(step: str, done: int, total: int, /) -> None:
            if step not in _STEPS:
                return
            if step not in tasks:
                tasks[step] = bars.add_task(_STEPS[step], total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield draw


def print_summary(outcome: "Outcome", written: tuple[str, ...]) -> None:
    """Print a short table of the counts, and where the reports are, on standard output."""
    console = Console(highlight=False)
    console.print(Text(one_line(" → ".join(outcome.titles)), style="italic"), soft_wrap=True)
    for warning in outcome.warnings:
        console.print(Text(one_line(warning), style="bold"))
    counts = dict(outcome.by_category)
    if outcome.related and any(counts.values()):
        table = Table()
        table.add_column("What it means")
        table.add_column("Changes", justify="right")
        for category, label in CATEGORIES.items():
            table.add_row(label, str(counts.get(category, 0)))
        console.print(table)
    folded = outcome.folded_terms if outcome.related else ""
    if folded or not outcome.related or not any(counts.values()):
        console.print(Text(folded or outcome.verdict), soft_wrap=True)
    for problem in outcome.problems[:_MOST_PROBLEMS]:
        console.print(Text(f"Problem: {one_line(problem)}"), soft_wrap=True)
    if len(outcome.problems) > _MOST_PROBLEMS:
        console.print(Text(f"{len(outcome.problems) - _MOST_PROBLEMS} more problems are listed in the report."))
    for path in written:
        console.print(Text(f"Written: {one_line(path)}"), soft_wrap=True)


def print_error(error: KcsieDiffError) -> None:
    """Print an error on standard error: the sentence, its code, and the cure."""
    console = Console(stderr=True, highlight=False)
    console.print(Text(f"kcsie-diff: {one_line(error.message)} [{error.code}]", style="bold red"), soft_wrap=True)
    console.print(Text(one_line(error.hint)), soft_wrap=True)


def print_plain(text: str) -> None:
    """Print text on standard output, made safe for a terminal of any encoding."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(visible(text).encode(encoding, "replace").decode(encoding))


def print_changes(text: str) -> None:
    """Print the text report on a terminal: words removed in red between [- and -], added in green between {+ and +}."""
    shown = Text()
    for part in re.split(r"(\[-.*?-\]|\{\+.*?\+\})", visible(text), flags=re.DOTALL):
        style = "red" if part.startswith("[-") else "green" if part.startswith("{+") else ""
        shown.append(part, style=style)
    Console(highlight=False).print(shown, soft_wrap=True)

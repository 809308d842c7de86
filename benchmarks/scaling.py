"""How time and memory grow with the length of the editions, on pairs that editbench makes.

    python -m benchmarks.scaling EDITBENCH.py BASE.json FOLDER [--pages 200 500 1000 2000 5000] [--record RESULTS.md]

EDITBENCH.py is the script with the commands `grow` and `make`; pairs are made in FOLDER once and kept. The time of each
pair is the median of its rounds (fewer for the long ones), by step as `compare --timings` tells it. The plot goes to
`scaling.svg` beside this file.
"""

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.run import machine, measure, record

PLOT = Path(__file__).with_name("scaling.svg")
STEPS = ("read", "align", "judge", "write html", "write json")


@dataclass(frozen=True)
class Point:
    """One length: pages of both files together, seconds by step and in all, megabytes of the largest process."""

    pages: int
    seconds: float
    megabytes: float
    steps: dict[str, float]

    @property
    def per_page(self) -> float:
        """Milliseconds a page."""
        return 1000 * self.seconds / self.pages


def make_pair(editbench: Path, base: Path, folder: Path, pages: int) -> tuple[Path, Path]:
    """A pair of this many pages each, made if it is not there yet."""
    target = folder / str(pages)
    if not (target / "new.pdf").exists():
        grown = folder / f"{pages}.json"
        program = [sys.executable, str(editbench)]
        subprocess.run([*program, "grow", "--base", str(base), "--pages", str(pages), "--out", str(grown)], check=True)
        made = ["make", "--base", str(grown), "--seed", "1", "--edits", "100", "--style", "A", "--out", str(target)]
        subprocess.run([*program, *made], check=True)
    return target / "old.pdf", target / "new.pdf"


def measure_pair(old: Path, new: Path, rounds: int) -> Point:
    """Compare a pair some times."""
    program = Path(sys.executable).with_name("kcsie-diff")
    limits = "--limit pages=20000 --limit seconds=3600"
    command = f"{program} compare {old} {new} -q -f html -f json -o out {limits} --timings 2> timings"
    with tempfile.TemporaryDirectory() as folder:
        measures = [measure(command, Path(folder)) for _ in range(rounds)]
        timed = (Path(folder) / "timings").read_text()
    steps = {
        name.strip(): float(seconds) for name, seconds in re.findall(r"^(.{16})\s*([\d.]+) s$", timed, re.MULTILINE)
    }
    done = [each for each in measures if each]
    return Point(
        _pages(old) + _pages(new),
        statistics.median(each.seconds for each in done),
        max(each.megabytes for each in done),
        steps,
    )


def _pages(path: Path) -> int:
    import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415

    return len(pypdfium2.PdfDocument(path))


def table(points: Sequence[Point]) -> str:
    """The points as a Markdown table, with the growth of the time per page."""
    head = ["pages, both files", "seconds", "ms a page", "against the first", "largest process, MB", *STEPS]
    lines = [f"| {' | '.join(head)} |", "|" + "---:|" * len(head)]
    for point in points:
        steps = [f"{point.steps.get(step, 0):.2f}" for step in STEPS]
        cells = [
            f"{point.pages:,}", f"{point.seconds:.1f}", f"{point.per_page:.1f}",
            f"{point.per_page / points[0].per_page:.2f}", f"{point.megabytes:.0f}", *steps,
        ]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def plot(points: Sequence[Point]) -> None:
    """Time by step, and memory, over pages."""
    import matplotlib  # noqa: PLC0415

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "kcsie-diff"
    from matplotlib import pyplot  # noqa: PLC0415

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4))
    pages = [point.pages for point in points]
    left.plot(pages, [point.seconds for point in points], marker="o", color="black", label="all")
    for step in STEPS:
        left.plot(pages, [point.steps.get(step, 0) for point in points], marker=".", label=step)
    left.set(xlabel="pages of both files", ylabel="seconds", ylim=(0, None))
    left.legend()
    right.plot(pages, [point.megabytes for point in points], marker="o", color="black")
    right.set(xlabel="pages of both files", ylabel="largest process, MB", ylim=(0, None))
    figure.tight_layout()
    figure.savefig(PLOT, metadata={"Date": None})


def main() -> None:
    """Take the arguments, make the pairs, measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("editbench", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, nargs="+", default=[200, 500, 1000, 2000, 5000])
    parser.add_argument("--record", type=Path)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    points = []
    for pages in given.pages:
        pair = make_pair(given.editbench, given.base, given.folder, pages)
        points.append(measure_pair(*pair, rounds=3 if pages <= 500 else 1))
        print(table(points[-1:]), file=sys.stderr)
    said = f"{machine()}\n\n{table(points)}\n\n![Time and memory over pages](scaling.svg)\n"
    print(said)
    plot(points)
    if given.record:
        record(given.record, "Scaling", said)


if __name__ == "__main__":
    main()

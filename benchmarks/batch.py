"""What a second core brings to a batch: copies of one pair under other names, on one core and on all.

    python -m benchmarks.batch OLD.pdf NEW.pdf [--copies 20] [--record RESULTS.md]

Linux alone can be told which cores to use; the measure is the ratio of pairs per minute.
"""

import argparse
import csv
import os
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.run import machine, measure, record


def main() -> None:
    """Take the arguments, measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--copies", type=int, default=20)
    parser.add_argument("--record", type=Path)
    given = parser.parse_args()
    every = sorted(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as folder:
        manifest = _copies(Path(folder), given.old, given.new, given.copies)
        program = str(Path(sys.executable).with_name("kcsie-diff"))
        seconds = {}
        for cores in ([every[0]], every):
            command = ["taskset", "-c", ",".join(map(str, cores)), program, "batch", "--no-cache", str(manifest), "-q"]
            done = measure([*command, "-o", f"out-{len(cores)}"], Path(folder))
            assert done is not None, "the batch took too long"
            seconds[len(cores)] = done.seconds
    one, many = seconds[1], seconds[len(every)]
    said = f"""{machine()}

{given.copies} copies of the pair: {one:.1f} s on one core ({60 * given.copies / one:.1f} pairs a minute),
{many:.1f} s on {len(every)} ({60 * given.copies / many:.1f}): {one / many:.2f} times the throughput.
"""
    print(said)
    if given.record:
        record(given.record, "Batch", said)


def _copies(folder: Path, old: Path, new: Path, count: int) -> Path:
    manifest = folder / "pairs.csv"
    with manifest.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["old", "new"])
        for number in range(count):
            names = [f"{path.stem}-{number}.pdf" for path in (old, new)]
            for path, name in zip((old, new), names, strict=True):
                shutil.copy(path, folder / name)
            rows.writerow(names)
    return manifest


if __name__ == "__main__":
    main()

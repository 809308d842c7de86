"""Many mutants through the whole program in one process: read, compared with a well-behaved file, reported.

`python -m fuzz.harness FIRST COUNT` prints a line of JSON for each seed: what came of it. `try_seeds` runs that in a
process under the limit on memory, notices when it falls silent or dies, and goes on behind the seed that did it.
"""

import json
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fuzz.mutants import BASES, mutant
from kcsie_diff.errors import KcsieDiffError
from kcsie_diff.options import Limits, Options
from kcsie_diff.pipeline import compare_editions
from kcsie_diff.reading.in_worker import ReadRequest, read_within_limits
from kcsie_diff.reports import write

MEMORY = 1_000_000_000
SILENCE = 60.0
"""Seconds after which an input counts as a hang; all of them together take less on an idle machine."""


@dataclass(frozen=True)
class Tried:
    """What came of one seed: "read", the code of an error, or one of "traceback", "hang" and "crash"."""

    seed: int
    outcome: str
    seconds: float = 0.0
    detail: str = ""


def try_seeds(first: int, count: int) -> Iterator[Tried]:
    """What came of each seed, in order."""
    seed, end = first, first + count
    while seed < end:
        for tried in _until_it_breaks(seed, end - seed):
            yield tried
            seed = tried.seed + 1


def _until_it_breaks(first: int, count: int) -> Iterator[Tried]:
    command = [sys.executable, "-m", "fuzz.harness", str(first), str(count)]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        said: queue.Queue[str] = queue.Queue()
        threading.Thread(target=_pass_on, args=(process.stdout, said), daemon=True).start()
        for seed in range(first, first + count):
            try:
                line = said.get(timeout=SILENCE)
            except queue.Empty:
                process.kill()
                yield Tried(seed, "hang", SILENCE)
                return
            if not line:
                yield Tried(seed, "crash", detail=f"status {process.wait()}")
                return
            yield Tried(*json.loads(line))


def _pass_on(stream: Iterator[str], said: "queue.Queue[str]") -> None:
    for line in stream:
        said.put(line)
    said.put("")


def main(first: int, count: int) -> None:
    """Try some seeds in this process and print what came of each."""
    _limit_memory()
    limits = Limits(pages=200, characters=2_000_000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "old.pdf"
        path.write_bytes(BASES["tagged"])
        old = read_within_limits(ReadRequest(path, limits))
        for seed in range(first, first + count):
            path = Path(folder) / "new.pdf"
            path.write_bytes(mutant(seed))
            start = time.perf_counter()
            outcome, detail = "read", ""
            try:
                new = read_within_limits(ReadRequest(path, limits))
                comparison = compare_editions(old, new, Options(limits=limits))
                for name in ("json", "html"):
                    write(comparison, name)
            except KcsieDiffError as error:
                outcome = error.code
            except MemoryError:
                outcome = "too-much-memory"
            except Exception as error:
                outcome, detail = "traceback", repr(error)[:300]
            print(json.dumps([seed, outcome, time.perf_counter() - start, detail]), flush=True)  # noqa: T201


def _limit_memory() -> None:
    with suppress(ImportError):
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

"""How fast the program ends when it is asked to: Ctrl-C, SIGTERM or a closed terminal at a random moment.

    python -m benchmarks.stopping OLD.pdf NEW.pdf [--signals 200] [--within 0.5] [--seed 1]

The moment counts from the first import that the program makes. A signal counts as heard where the program ended with
exit code 3 and one line on standard error.
"""

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
START = """\
import os, sys
from kcsie_diff.command.cli import main
first = "kcsie_diff.command.console"
sys.addaudithook(lambda event, given: event == "import" and given[0] == first and os.write(1, b"."))
main(sys.argv[1:])
"""


@dataclass(frozen=True)
class Stop:
    """One signal: when it was sent, how long the program took to end, and whether it ended as it should."""

    moment: float
    took: float
    heard: bool


def stop(old: Path, new: Path, moment: float, number: signal.Signals) -> Stop:
    """Start a comparison, send it a signal at a moment, and watch it end."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", START, "compare", str(old), str(new), "-q", "-o", f"{folder}/report.html"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None
            os.read(process.stdout.fileno(), 1)
            time.sleep(moment)
            process.send_signal(number)
            sent = time.perf_counter()
            _, said = process.communicate()
        took = time.perf_counter() - sent
        return Stop(
            moment, took, process.returncode == 3 and said.count(b"\n") == 1 and not any(Path(folder).iterdir())
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--signals", type=int, default=200)
    parser.add_argument("--within", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    chance = random.Random(given.seed)
    stops = [
        stop(given.old, given.new, chance.uniform(0, given.within), chance.choice(SIGNALS))
        for _ in range(given.signals)
    ]
    took = sorted(each.took for each in stops)
    print(
        f"{sum(each.heard for each in stops)} of {len(stops)} signals within {given.within:g} s ended the program: "
        f"median {1000 * statistics.median(took):.0f} ms, longest {1000 * took[-1]:.0f} ms. "
        f"Load {os.getloadavg()[0]:.1f} at the end."
    )


if __name__ == "__main__":
    main()

"""A request to end, at any moment from the first import that the program makes on, ends it at once with one line."""

import os
import random
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from hostile.pdfs import plain
from program import SIGNALS, hear_every_signal

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals"),
]

DEADLINE = 600
"""Seconds that the program allows itself where nothing else is said: where a lost request would have it wait."""
FAR_BELOW = 30
# Each week has moments of its own, so that runs add up; $KCSIE_DIFF_ROUNDS asks for more of them.
ROUNDS, REQUESTS = int(os.environ.get("KCSIE_DIFF_ROUNDS", "2")), 25
FIRST = ROUNDS * date.today().isocalendar().week
LINE = "kcsie-diff: stopped; no report is half written.\n"
# Says when the program begins its first import: the moment of a signal counts from there.
START = """\
import os, sys
from kcsie_diff.command.cli import main
first = "kcsie_diff.command.console"
sys.addaudithook(lambda event, given: event == "import" and given[0] == first and os.write(1, b"."))
main(sys.argv[1:])
"""


@pytest.mark.parametrize("seed", range(FIRST, FIRST + ROUNDS))
def test_a_request_at_any_moment_ends_the_program(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    old, new, target = (tmp_path / name for name in ("old.pdf", "new.pdf", "report.html"))
    old.write_bytes(plain([[f"{n}. Schools should keep record {n}." for n in range(30)]] * 40))
    new.write_bytes(plain([[f"{n}. Schools must keep record {n}." for n in range(30)]] * 40))
    for _ in range(REQUESTS):
        moment, number = chance.uniform(0, 0.5), chance.choice(SIGNALS)
        target.write_text("the old report")
        command = [sys.executable, "-c", START, "compare", str(old), str(new), "-q", "-o", str(target)]
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=hear_every_signal,  # noqa: PLW1509 - there is one thread
        ) as process:
            assert process.stdout is not None
            assert os.read(process.stdout.fileno(), 1) == b"."
            time.sleep(moment)
            process.send_signal(number)
            sent = time.monotonic()
            _, told = process.communicate(timeout=DEADLINE)
        took = time.monotonic() - sent
        seen = f"seed {seed}, {number.name} after {moment:.4f} s, {took:.1f} s to end"
        assert took < FAR_BELOW, seen
        assert (process.returncode, told.decode()) == (3, LINE), seen
        assert target.read_text() == "the old report", seen
        assert {path.name for path in tmp_path.iterdir()} == {"old.pdf", "new.pdf", "report.html"}, seen

"""Mutants never end in a traceback or a hang, and killing the workers at any moment loses nothing."""

import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from fuzz.harness import try_seeds
from fuzz.mutants import BASES, mutant
from program import alive, descendants, run, start, wait_until

pytestmark = pytest.mark.slow

# Each week has mutants of its own, so that runs add up; the first seed is named in each test. $KCSIE_DIFF_SEEDS asks
# for more of them.
SEEDS = int(os.environ.get("KCSIE_DIFF_SEEDS", "200"))
CHUNK = 100
FIRST = 1 + SEEDS * (date.today().isocalendar().week + 53 * (date.today().year % 100))
KILLS = 6


@pytest.mark.parametrize("first", range(FIRST, FIRST + SEEDS, CHUNK))
def test_mutants_get_a_clear_answer(first: int) -> None:
    tried = list(try_seeds(first, CHUNK))
    assert [each.seed for each in tried] == list(range(first, first + CHUNK))
    # A crash of native code is an error with a code and a cure in the real program; here it only ends the harness.
    assert [each for each in tried if each.outcome in ("traceback", "hang")] == []
    counts = Counter(each.outcome for each in tried)
    assert counts["read"] >= CHUNK / 4, counts  # else the mutants try nothing but the first bytes
    assert counts["crash"] <= CHUNK / 10, counts


def test_a_seed_gives_the_same_file_always() -> None:
    assert mutant(7) == mutant(7)
    assert len({mutant(seed) for seed in range(200)}) > 190


@pytest.mark.parametrize("seed", range(3001, 3006))
def test_a_sample_goes_through_the_real_program(seed: int, tmp_path: Path) -> None:
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(BASES["tagged"])
    new.write_bytes(mutant(seed))
    done = run("compare", old, new, "-q", "-f", "json", "-o", tmp_path / "out" / "report.json")
    assert done.returncode in (0, 3)
    assert "Traceback" not in done.stderr and "[unexpected]" not in done.stderr
    found = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert found == (["new.pdf", "old.pdf", "report.json"] if done.returncode == 0 else ["new.pdf", "old.pdf"])


@pytest.mark.skipif(sys.platform != "linux", reason="processes are watched through /proc")
def test_killing_a_worker_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    old, new, report = tmp_path / "old.pdf", tmp_path / "new.pdf", tmp_path / "report.html"
    old.write_bytes(BASES["tagged"])
    new.write_bytes(BASES["linked"])
    begun = time.monotonic()
    assert run("compare", old, new, "-q", "-o", report).returncode == 0
    length, whole = time.monotonic() - begun, report.read_bytes()
    chosen = random.Random(9)
    codes = []
    for _ in range(KILLS):
        process = start("compare", old, new, "-q", "-o", report)
        threading.Timer(chosen.uniform(0, length), _kill_one, (process.pid, chosen)).start()
        children: set[int] = set()
        while process.poll() is None:
            children |= descendants(process.pid)
            time.sleep(0.01)
        told = process.communicate()[1]
        codes.append(process.returncode)
        assert process.returncode in (0, 3)
        assert (b"-crashed]" in told) == (process.returncode == 3) and b"Traceback" not in told
        assert report.read_bytes() == whole
        assert not list(tmp_path.glob("*.part")) and not list(tmp_path.glob(".*.part"))
        assert wait_until(lambda: not alive(children), 10)  # noqa: B023 - asked at once
    assert 3 in codes  # else no kill ever struck


def _kill_one(process: int, chosen: random.Random) -> None:
    """Kill one of the workers, if any runs just now."""
    running = sorted(descendants(process))
    if running:
        try:
            os.kill(chosen.choice(running), signal.SIGKILL)
        except ProcessLookupError:
            return

"""What a worker says arrives whole and in order, whoever says it."""

import os
import textwrap
import time
from pathlib import Path

import pytest

from kcsie_diff.errors import KcsieDiffError
from kcsie_diff.workers import Bounds, Workers

VOICES, STEPS = 8, 400

WORKER = f"""
import sys
from concurrent.futures import ThreadPoolExecutor
from kcsie_diff.workers import serve

def work(request, told):
    sys.setswitchinterval(1e-6)
    def speak(voice):
        for step in range({STEPS}):
            told(voice, step, {STEPS})
    with ThreadPoolExecutor({VOICES}) as pool:
        list(pool.map(speak, map("voice-{{}}".format, range({VOICES}))))
    return request

if __name__ == "__main__":
    serve(str, work)
"""


def test_steps_told_by_many_threads_at_once_arrive_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chorus.py").write_text(textwrap.dedent(WORKER))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", ""))))
    crashed = KcsieDiffError("crashed", "The worker broke off.", "Look why.")
    bounds = Bounds("The chorus", time.monotonic() + 60, 60.0, 2_000_000_000, 1_000_000, crashed)
    heard: list[tuple[str, int]] = []
    with Workers() as workers:
        answer = workers.ask("chorus", "sung", str, bounds, lambda step, done, of: heard.append((step, done)))
    assert answer == "sung"
    for voice in range(VOICES):
        assert [done for name, done in heard if name == f"voice-{voice}"] == list(range(STEPS))

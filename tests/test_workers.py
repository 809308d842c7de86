"""What a worker says arrives whole and in order, whoever says it; who waits for two does what is left to do."""

import os
import textwrap
import time
from pathlib import Path

import pytest

from kcsie_diff.errors import KcsieDiffError
from kcsie_diff.options import Options
from kcsie_diff.reading import worker
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


@pytest.mark.parametrize("free", [1, 8])
def test_what_is_left_to_do_is_done_once_while_files_are_read(free: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "cores", lambda: free)
    path = Path(__file__).parents[1] / "fixtures" / "keeping-pupils-safe-2031.pdf"
    done: list[str] = []
    editions = worker.read_editions((path, path), Options(), meanwhile=lambda: done.append("loaded"))
    assert done == ["loaded"] and editions[0] == editions[1]

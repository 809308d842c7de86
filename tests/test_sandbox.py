"""What a worker says arrives whole and in order, whoever says it; who waits for two does what is left to do."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kcsie_diff.errors import KcsieDiffError, LimitError
from kcsie_diff.options import Options
from kcsie_diff.reading import in_worker as worker
from kcsie_diff.sandbox import Bounds, Workers

CRASHED = KcsieDiffError("crashed", "The worker broke off.", "Look why.")
VOICES, STEPS = 8, 400

CHORUS = f"""\
import sys
from concurrent.futures import ThreadPoolExecutor
from kcsie_diff.sandbox import serve

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

PATIENT = """\
import time
from kcsie_diff.sandbox import serve

def work(seconds, told):
    time.sleep(seconds)
    return seconds

if __name__ == "__main__":
    serve(float, work)
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Makes a text the module of that name, for the workers that this test starts."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", ""))))

    def write(name: str, text: str) -> None:
        (tmp_path / f"{name}.py").write_text(text)

    return write


def test_steps_told_by_many_threads_at_once_arrive_whole(install: Callable[[str, str], None]) -> None:
    install("chorus", CHORUS)
    bounds = Bounds("The chorus", time.monotonic() + 60, 60.0, 2_000_000_000, 1_000_000, CRASHED)
    heard: list[tuple[str, int]] = []
    with Workers() as workers:
        answer = workers.ask("chorus", "sung", str, bounds, lambda step, done, of: heard.append((step, done)))
    assert answer == "sung"
    for voice in range(VOICES):
        assert [done for name, done in heard if name == f"voice-{voice}"] == list(range(STEPS))


@pytest.mark.parametrize("limit", [60.0, 0.2])
def test_the_thread_that_keeps_the_deadline_ends_before_the_answer_is_there(
    limit: float, install: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    install("patient", PATIENT)
    ended = threading.Event()

    def end_late(timer: threading.Timer) -> None:
        in_time(timer)
        time.sleep(0.3)
        ended.set()

    in_time = threading.Timer.run
    monkeypatch.setattr(threading.Timer, "run", end_late)
    bounds = Bounds("The patient", time.monotonic() + limit, limit, 2_000_000_000, 1_000_000, CRASHED)
    with Workers() as workers:
        if limit > 1:
            assert workers.ask("patient", 0.0, float, bounds) == 0.0
        else:
            with pytest.raises(LimitError, match=r"within 0\.2 seconds"):
                workers.ask("patient", 60.0, float, bounds)
    assert ended.is_set()


@pytest.mark.parametrize("free", [1, 8])
def test_what_is_left_to_do_is_done_once_while_files_are_read(free: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "cores", lambda: free)
    path = Path(__file__).parents[1] / "fixtures" / "keeping-pupils-safe-2031.pdf"
    done: list[str] = []
    editions = worker.read_editions((path, path), Options(), meanwhile=lambda: done.append("loaded"))
    assert done == ["loaded"] and editions[0] == editions[1]

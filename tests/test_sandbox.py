"""What a worker sends arrives whole and in order, and its errors and limits are errors of the caller."""

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kcsie_diff import sandbox
from kcsie_diff.errors import KcsieDiffError, LimitError, ReadingError
from kcsie_diff.processes import CAN_FORK, Thread
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


def test_a_worker_that_takes_too_long_is_stopped(install: Callable[[str, str], None]) -> None:
    install("patient", PATIENT)
    with Workers() as workers:
        begun = time.monotonic()
        with pytest.raises(LimitError, match=r"within 0\.2 seconds"):
            workers.ask("patient", 600.0, float, Bounds("The patient", begun + 0.2, 0.2, 2_000_000_000, 9_999, CRASHED))
        assert workers.ask("patient", 0.0, float, Bounds("It", begun + 600, 600.0, 2_000_000_000, 9_999, CRASHED)) == 0


def test_pieces_of_work_are_done_at_once_and_answered_in_order() -> None:
    both = threading.Barrier(2, timeout=60)
    with Workers() as workers:
        assert workers.at_once([lambda: (both.wait(), "old")[1], lambda: (both.wait(), "new")[1]]) == ["old", "new"]
        assert workers.at_once([]) == []


def test_an_error_stops_the_workers_of_all_pieces_of_work(install: Callable[[str, str], None]) -> None:
    install("patient", PATIENT)
    bounds = Bounds("The patient", time.monotonic() + 600, 600.0, 2_000_000_000, 1_000_000, CRASHED)

    def fail() -> float:
        raise CRASHED

    with Workers() as workers:
        with pytest.raises(KcsieDiffError, match=CRASHED.message):
            workers.at_once([fail, lambda: workers.ask("patient", 600.0, float, bounds)])
        with pytest.raises(KcsieDiffError, match="stopped"):
            workers.ask("patient", 0.0, float, bounds)


def test_a_thread_that_ends_without_a_result_is_short_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "Thread", lambda _: Thread(lambda: None))
    with Workers() as workers, pytest.raises(MemoryError):
        workers.at_once([lambda: "never done"])


ECHO = """\
from pathlib import Path
from kcsie_diff import sandbox
from kcsie_diff.errors import ReadingError
from kcsie_diff.sandbox import serve

def work(path, progress):
    if path.suffix == ".bad":
        raise ReadingError("no-good", f"{path.name} is bad.", "Take another.", file=str(path))
    return path

if __name__ == "__main__":
    serve(Path, work)
"""


@pytest.mark.parametrize("seconds", [1e12, float("inf")])
def test_a_limit_of_ages_is_a_limit(seconds: float, install: Callable[[str, str], None]) -> None:
    install("patient", PATIENT)
    bounds = Bounds("The patient", time.monotonic() + seconds, seconds, 2_000_000_000, 1_000_000, CRASHED)
    with Workers() as workers:
        assert workers.ask("patient", 0.0, float, bounds) == 0.0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names of files that are not text")
def test_a_name_that_is_not_text_goes_there_and_back(install: Callable[[str, str], None]) -> None:
    install("echo", ECHO)
    path = Path(os.fsdecode(b"/tmp/caf\xe9\xff.pdf"))
    bounds = Bounds(path.name, time.monotonic() + 60, 60.0, 2_000_000_000, 1_000_000, CRASHED)
    with Workers() as workers:
        assert workers.ask("echo", path, Path, bounds) == path
        with pytest.raises(ReadingError, match=r"caf\?\?\.bad is bad") as caught:
            workers.ask("echo", path.with_suffix(".bad"), Path, bounds)
    assert caught.value.file == str(path.with_suffix(".bad"))


@pytest.mark.parametrize("path", ["", "/nowhere/python"])
def test_where_no_process_can_be_started_the_error_names_the_option(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", path)
    bounds = Bounds("The patient", time.monotonic() + 60, 60.0, 2_000_000_000, 1_000_000, CRASHED)
    with Workers() as workers, pytest.raises(KcsieDiffError, match="No worker process can be started") as caught:
        workers.ask("patient", 0.0, float, bounds)
    assert caught.value.code == "no-process" and "processes=False" in caught.value.hint


COPIED = """\
import os, time
from functools import partial
from kcsie_diff import sandbox
from kcsie_diff.errors import KcsieDiffError
from kcsie_diff.processes import fork_ahead
from kcsie_diff.sandbox import Bounds, Workers, serve

def copy(asked, told):
    if asked == "fall":
        os.abort()
    return sorted(name for name in os.listdir("/proc/self/fd") if "pipe:" in str(link(name)))

def link(name):
    try:
        return os.readlink(f"/proc/self/fd/{name}")
    except OSError:
        return None

def work(requests, told):
    fell = KcsieDiffError("fell", "It fell.", "Look.")
    bounds = Bounds("The copy", time.monotonic() + 60, 60.0, 2_000_000_000, 1_000_000, fell)
    with Workers(fork_ahead(len(requests), partial(serve, str, copy))) as workers:
        return [workers.ask("copied", request, list[str], bounds) for request in requests]

if __name__ == "__main__":
    serve(list[str], work)
"""


@pytest.mark.skipif(not CAN_FORK, reason="only Linux makes copies")
def test_a_copy_of_a_worker_has_no_file_but_its_own(install: Callable[[str, str], None]) -> None:
    install("copied", COPIED)
    bounds = Bounds("The parent", time.monotonic() + 60, 60.0, 2_000_000_000, 1_000_000, CRASHED)
    with Workers() as workers:
        first, second = workers.ask("copied", ["look", "look"], list[list[str]], bounds)
        assert (
            first == second and len(first) == 2
        )  # what it is asked, and what it answers: its standard output is aside
        with pytest.raises(KcsieDiffError, match="It fell"):
            workers.ask("copied", ["fall"], list[list[str]], bounds)

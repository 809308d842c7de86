"""A thread begins or says that it cannot; what acts after a time ends with its block."""

import _thread
import threading
import time
from collections.abc import Callable

import pytest

from kcsie_diff import processes
from kcsie_diff.processes import Thread, acting_after


def test_a_thread_is_waited_for() -> None:
    done: list[int] = []
    may_end = threading.Event()
    thread = Thread(lambda: done.append(int(may_end.wait(60))))
    assert not done
    may_end.set()
    thread.join()
    assert done == [1]


def test_a_thread_whose_work_breaks_off_has_ended() -> None:
    Thread(_thread.exit).join()


def test_a_thread_that_does_not_begin_is_short_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_thread, "start_new_thread", lambda _work, _arguments: 0)
    monkeypatch.setattr(processes, "BEGINNING", 0.01)
    with pytest.raises(MemoryError):
        Thread(lambda: None)


@pytest.mark.parametrize(("seconds", "acted"), [(0.01, True), (600.0, False), (1e12, False), (float("inf"), False)])
def test_what_acts_after_a_time_ends_with_the_block(seconds: float, *, acted: bool) -> None:
    happened = threading.Event()
    before = time.monotonic()
    with acting_after(seconds, happened.set):
        if acted:
            assert happened.wait(60)
    assert happened.is_set() is acted
    assert time.monotonic() - before < seconds + 60


def test_an_interrupt_while_the_thread_begins_leaves_nothing_that_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Thread] = []

    def begin(work: Callable[[], object]) -> Thread:
        begun.append(Thread(work))
        raise KeyboardInterrupt

    acted = threading.Event()
    monkeypatch.setattr(processes, "Thread", begin)
    with pytest.raises(KeyboardInterrupt), acting_after(600.0, acted.set):
        pass
    begun[0].join()
    assert not acted.is_set()

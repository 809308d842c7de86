"""Running the program as its users do, in a process of its own, and watching which processes it has."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

COMMAND = (sys.executable, "-m", "kcsie_diff")
SIGNALS = (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))
"""Requests to end the program."""
PATIENCE = 120
"""Seconds after which a test gives up on the program."""


def run(*arguments: str | Path, **given: Any) -> subprocess.CompletedProcess[str]:
    """The program's exit code and what it printed."""
    command = [*COMMAND, *map(str, arguments)]
    given.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE, check=False, **given
    )


def start(*arguments: str | Path, **given: Any) -> subprocess.Popen[bytes]:
    """The program, running, and deaf to no signal: a background shell starts its children with some ignored."""
    given.setdefault("stdout", subprocess.DEVNULL)
    given.setdefault("stderr", subprocess.PIPE)
    if sys.platform != "win32":
        given.setdefault("preexec_fn", hear_every_signal)
    return subprocess.Popen([*COMMAND, *map(str, arguments)], **given)


def hear_every_signal() -> None:
    """Before the program starts: let each signal do what it does in a shell."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)


def descendants(process: int) -> set[int]:
    """The processes that a process started, and those that they started (Linux)."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if after_name[0] != "Z":
            parents.setdefault(int(after_name[1]), []).append(int(path.parent.name))
    found: set[int] = set()
    waiting = [process]
    while waiting:
        children = parents.get(waiting.pop(), [])
        found.update(children)
        waiting += children
    return found


def alive(processes: Sequence[int] | set[int]) -> set[int]:
    """Those of the processes that still run."""
    return {number for number in processes if _runs(number)}


def _runs(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(true: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Whether something came true before the time was over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return true()


def without_override() -> None:
    """Before the program starts: take from root the right to write where nobody may (capabilities(7)), on Linux."""
    if os.geteuid() != 0:
        return
    import ctypes  # noqa: PLC0415

    library = ctypes.CDLL(None, use_errno=True)
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        if library.prctl(24, capability, 0, 0, 0) != 0:  # PR_CAPBSET_DROP
            raise OSError(ctypes.get_errno(), "prctl")

"""The limits that the system sets a process: how many processors, how much memory and processor time it may use."""

import contextlib
import os
import re
import sys
import threading
from pathlib import Path

NEARLY = 0.95
"""A process that took this share of the memory that it may have was short of it, whatever a library says."""


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def limit_process(seconds: float, memory: int) -> None:
    """Set the limits that the system can enforce: address space on Linux, processor time on Linux and macOS.

    macOS accepts RLIMIT_AS and does not enforce it (setrlimit(2)); Windows has no such call. The deadline holds
    everywhere, because the parent keeps it. No core file is left, since it would hold the document.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - POSIX only

    processor_seconds = int(min(seconds, threading.TIMEOUT_MAX) * cores()) + 5
    wanted = {resource.RLIMIT_CORE: 0, resource.RLIMIT_CPU: processor_seconds}
    if sys.platform == "linux":
        wanted[resource.RLIMIT_AS] = memory
    for limit, most in wanted.items():
        hard = resource.getrlimit(limit)[1]
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def memory_allowed(memory: int) -> int:
    """Return the bytes of address space that this process may have: `memory`, or less where the system allows less."""
    if sys.platform != "linux":
        return memory
    import resource  # noqa: PLC0415 - POSIX only

    soft = resource.getrlimit(resource.RLIMIT_AS)[0]
    return memory if soft == resource.RLIM_INFINITY else min(memory, soft)


def is_short_of_memory(code: str, memory: int) -> bool:
    """Return whether the limit on memory is the cause of an error whose code is `code`.

    Not every library says so: a parser may find its input malformed.
    """
    if code == "too-little-memory":
        return True
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    peak = re.search(r"VmPeak:\s+(\d+) kB", status)
    return code == "unexpected" and peak is not None and int(peak[1]) * 1024 > NEARLY * memory_allowed(memory)

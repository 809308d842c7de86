"""Worker processes: how one is started, and one that is started before anybody knows what to ask of it.

Little is loaded here, so that the command line can start a worker while it loads itself. A worker that is asked nothing
ends with the process that started it: its input ends.
"""

import contextlib
import os
import subprocess
import sys

DEBUG = "KCSIE_DIFF_DEBUG"
"""If this environment variable is set, workers write to the standard error of their parent."""

_waiting: dict[str, subprocess.Popen[bytes]] = {}


def start(module: str) -> subprocess.Popen[bytes]:
    """Return a process that runs a module and has been asked nothing yet. Raises OSError.

    `-P` keeps modules in the current folder from being imported.
    """
    ready = _waiting.pop(module, None)
    stderr = None if os.environ.get(DEBUG) else subprocess.DEVNULL
    return ready or subprocess.Popen(
        [sys.executable, "-P", "-m", module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr
    )


def start_ahead(module: str) -> None:
    """Start the process that `start` will return for a module; where that fails, `start` will say why."""
    with contextlib.suppress(OSError):
        _waiting[module] = start(module)

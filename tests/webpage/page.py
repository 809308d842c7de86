"""The page, built once for each state of its sources, and a browser that takes steps on it."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
BROWSERS = {
    "chrome": ("chromium", "chromium-browser", "google-chrome"),
    "firefox": ("firefox-esr", "firefox"),
}
"""The programs that run each browser; Debian's packages come first."""
FINDING = {"text", "hidden", "evaluate", "framed", "saved"}
"""The steps that find something."""


@dataclass(frozen=True)
class Visit:
    """What a browser found in each scene, the requests that left the page, and the faults of scripts."""

    found: Mapping[str, tuple[Any, ...]]
    requests: tuple[str, ...]
    faults: tuple[str, ...]


def built() -> Path:
    """The page; skips where npm is absent. The first process to ask builds it, the others wait."""
    if not shutil.which("npm"):
        pytest.skip("the page is built with npm: install Node.js")
    state = hashlib.sha256()
    for file in sorted([*WEB.glob("*.*"), *(ROOT / "src").rglob("*.*")]):
        if file.is_file() and "__pycache__" not in file.parts:
            state.update(file.read_bytes())
    folder = Path(tempfile.gettempdir()) / f"kcsie-diff-page-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    page, lock = folder / f"{state.hexdigest()[:16]}.html", folder / f"{state.hexdigest()[:16]}.lock"
    try:
        lock.mkdir()
    except FileExistsError:
        while not page.exists():
            assert lock.exists(), "another process failed to build the page"
            time.sleep(1)
        return page
    try:
        made = folder / f"{os.getpid()}.html"
        command = [sys.executable, str(WEB / "build.py"), "--cache", str(folder / "downloads"), "-o", str(made)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        made.rename(page)
    except BaseException:
        lock.rmdir()
        raise
    return page


def visit(browser: str, scenes: Mapping[str, Sequence[Sequence[Any]]], page: Path | None = None) -> Visit:
    """Take the steps of each scene on the page in a browser, see web/drive.mjs; skips where either is absent.

    `page` is another page than the one that compares, such as a report.
    """
    program = next(filter(None, map(shutil.which, BROWSERS[browser])), None)
    if program is None:
        pytest.skip(f"{browser} is not installed")
    if not (WEB / "node_modules").is_dir():
        pytest.skip("the driver of the browsers is absent: run npm install --no-package-lock in web/")
    command = ["node", str(WEB / "drive.mjs"), browser, program, (page or built()).as_uri()]
    steps = [step for scene in scenes.values() for step in scene]
    done = subprocess.run(command, input=json.dumps(steps), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    answers = iter(answer["found"])
    found = {name: tuple(next(answers) for action, *_ in scene if action in FINDING) for name, scene in scenes.items()}
    return Visit(found, tuple(answer["requests"]), tuple(answer["faults"]))

"""The same files and options give the same bytes, in every format, wherever and however the program runs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from hostile.pdfs import plain
from kcsie_diff.pipeline import Job, run
from program import PATIENCE

pytestmark = pytest.mark.slow

PYTHONS = [sys.executable, *filter(None, os.environ.get("KCSIE_DIFF_PYTHONS", "").split(os.pathsep))]
"""This interpreter once more, and others that can import the program (3.12, 3.13) where somebody names them."""


def reports(folder: Path, python: str = sys.executable, **given: Any) -> Mapping[str, bytes]:
    """Every report of the fictional editions, by file name."""
    target = folder / "out"
    command = [
        python,
        "-m",
        "kcsie_diff",
        "compare",
        "old.pdf",
        "new.pdf",
        "-q",
        "-f",
        "all",
        "-o",
        str(target),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=4 * PATIENCE, check=False, **given)
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in target.iterdir()}


def copies(fixtures: Path, folder: Path) -> Path:
    """The fictional editions under short names in a folder."""
    folder.mkdir(exist_ok=True)
    shutil.copy(fixtures / "keeping-pupils-safe-2031.pdf", folder / "old.pdf")
    shutil.copy(fixtures / "keeping-pupils-safe-2032-untagged.pdf", folder / "new.pdf")
    return folder


@pytest.fixture(scope="module")
def first(fixtures: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """What the first run wrote."""
    folder = copies(fixtures, tmp_path_factory.mktemp("first"))
    return reports(folder, cwd=folder, env={**os.environ, "PYTHONHASHSEED": "1"})


def test_in_another_place_time_and_tongue(first: Mapping[str, bytes], fixtures: Path, tmp_path: Path) -> None:
    folder = copies(fixtures, tmp_path / "anderswo ü")
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "4242",
        "LC_ALL": "tr_TR.UTF-8",  # where the small letter of I is no i
        "LANG": "tr_TR.UTF-8",
        "TZ": "Pacific/Kiritimati",
        "COLUMNS": "40",
        "NO_COLOR": "1",
    }
    again = reports(folder, cwd=folder, env=environment)
    assert {name for name in first if first[name] != again.get(name)} == set()
    assert set(again) == set(first) and len(first) >= 8


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux can be told which cores to use")
def test_on_one_core(first: Mapping[str, bytes], fixtures: Path, tmp_path: Path) -> None:
    folder = copies(fixtures, tmp_path)
    core = min(os.sched_getaffinity(0))
    again = reports(folder, cwd=folder, preexec_fn=lambda: os.sched_setaffinity(0, {core}))
    assert {name for name in first if first[name] != again.get(name)} == set()


@pytest.mark.parametrize("python", PYTHONS)
def test_on_each_python(first: Mapping[str, bytes], fixtures: Path, tmp_path: Path, python: str) -> None:
    folder = copies(fixtures, tmp_path)
    again = reports(folder, python, cwd=folder)
    assert {name for name in first if first[name] != again.get(name)} == set()


ALONE = """\
import sys
from pathlib import Path
from kcsie_diff.options import Options
from kcsie_diff.pipeline import Job, run
job = Job(Path(sys.argv[1]), Path(sys.argv[2]), tuple(sys.argv[3:]), Options(processes=False))
first, again = run(job).files, run(job).files
assert first == again
sys.stdout.buffer.write(b"".join(data for _, files in first for _, data in files))
"""


def test_in_the_process_of_the_caller(tmp_path: Path) -> None:
    """A process of its own, since PDFium measures a font that is not in a file otherwise once it has drawn a page."""
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(plain([["1. Schools should keep a record."]]))
    new.write_bytes(plain([["1. Schools must keep a record."]]))
    formats = ("html", "json", "markdown", "csv")
    alone = subprocess.run([sys.executable, "-c", ALONE, str(old), str(new), *formats], capture_output=True, check=True)
    in_worker = run(Job(old, new, formats)).files
    assert alone.stdout == b"".join(data for _, files in in_worker for _, data in files)

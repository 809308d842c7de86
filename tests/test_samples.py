"""The sample reports are what their build makes of the fixtures today."""

import runpy
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SAMPLES = Path(__file__).parents[1] / "reports"
ZIPPED = (".docx", ".xlsx")


def content(file: Path) -> dict[str, bytes]:
    """The bytes of a file, or of each file in it where it is zipped: zlib differs from system to system."""
    if file.suffix not in ZIPPED:
        return {file.name: file.read_bytes()}
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_samples_are_what_the_build_makes(tmp_path: Path) -> None:
    runpy.run_path(str(SAMPLES / "build.py"))["write_reports"](tmp_path)
    made = {file.name: content(file) for file in tmp_path.iterdir()}
    kept = {file.name: content(file) for file in SAMPLES.glob("report.*")}
    assert {name for name in {*made, *kept} if made.get(name) != kept.get(name)} == set()

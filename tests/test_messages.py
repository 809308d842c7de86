"""Every code of an error or a problem has a heading in docs/messages.md, and every heading is a code."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "kcsie_diff"
TOLD = {"KcsieDiffError", "UsageError", "ReadingError", "LimitError", "OutputError", "Problem", "Failure"}


def codes() -> dict[str, str]:
    """Each code that is written out in the source, with the module that tells it."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TOLD and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found[code.value] = path.relative_to(SOURCE).as_posix()
    return found


def sections() -> dict[str, str]:
    """Each heading of the page, with what stands under it."""
    parts = re.split(r"^## (.+)$", (ROOT / "docs" / "messages.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_codes_are_found_and_look_like_codes() -> None:
    assert {"not-a-pdf", "too-slow", "cannot-write", "bad-manifest", "no-tags"} <= set(codes())
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes())


def test_every_code_has_a_heading_and_every_heading_a_code() -> None:
    assert set(sections()) == set(codes())


@pytest.mark.parametrize("code", sorted(sections()))
def test_a_section_says_cause_and_cure(code: str) -> None:
    assert len(re.findall(r"[.?!)]\s", sections()[code])) >= 1
    assert len(sections()[code].split()) >= 12


def test_no_heading_stands_twice() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "docs" / "messages.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(headings) == len(set(headings))

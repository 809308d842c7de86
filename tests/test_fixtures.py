"""The fictional editions are what their sources say, and the tool finds in them what truly changed."""

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest

PDFS = tuple(f"keeping-pupils-safe-{year}{twin}.pdf" for year in ("2031", "2032") for twin in ("", "-untagged"))


@pytest.fixture(scope="module")
def truth(fixtures: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((fixtures / "changes.json").read_text(encoding="utf-8"))
    return loaded


def test_the_sources_give_the_very_bytes_of_the_pdfs(fixtures: Path, tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="typst, which sets the fixtures, is not installed: pip install -e '.[dev]'")
    spec = importlib.util.spec_from_file_location("build", fixtures / "build.py")
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    made = script.build(tmp_path)
    assert sorted(path.name for path in made) == sorted(PDFS)
    for path in made:
        assert path.read_bytes() == (fixtures / path.name).read_bytes(), f"run fixtures/build.py: {path.name} is stale"


@pytest.mark.parametrize("name", PDFS)
def test_a_fixture_is_as_long_as_guidance(fixtures: Path, name: str) -> None:
    data = (fixtures / name).read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", data)) >= 25
    assert (b"/StructTreeRoot" in data) == ("untagged" not in name)
    assert len(data) < 500_000


@pytest.mark.parametrize("field", ["kind", "category", "duty", "node"])
def test_the_truth_holds_every_sort(truth: dict[str, Any], field: str) -> None:
    wanted = {
        "kind": {"added", "removed", "reworded", "retitled", "moved", "split", "merged", "link"},
        "category": {"legislative", "additional_support", "clarification", "editorial"},
        "duty": {"new", "strengthened", "weakened", "removed", "none"},
        "node": {"paragraph", "item", "heading", "footnote", "table_row", "figure_text"},
    }
    assert {change[field] for change in truth["changes"]} == wanted[field]

"""The shape that DESIGN draws holds: who may import whom, and who owns which package."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "kcsie_diff"
MODULES = sorted(SOURCE.rglob("*.py"))

# Each third-party package and the only places that may import it.
OWNERS = {
    "pypdf": {"reading/pdf/file.py"},
    "pypdfium2": {"reading/pdf/pages.py", "page_images/render.py"},
    "rapidfuzz": {"aligning/similarity.py", "differing/word_diff.py"},
    "msgspec": {"encoding.py"},
    "jinja2": {"reports/html/page.py"},
    "click": {"command/cli.py"},
    "rich": {"command/terminal.py"},
    "docx": {"reports/word/ooxml.py"},
    "lxml": {"reports/word/ooxml.py"},
    "xlsxwriter": {"reports/xlsx.py"},
    "PIL": {"page_images/render.py"},
    "difflib": set(),
    "pickle": set(),
}
STEPS = ("reading", "aligning", "differing", "meaning")
NOUNS = sorted(path.stem for path in (SOURCE / "model").glob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def imports(path: Path) -> set[str]:
    """Every module that a file imports, by its full dotted name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def room(module: str) -> str | None:
    """The room of ours that an imported module belongs to."""
    parts = module.split(".")
    return parts[1] if parts[0] == "kcsie_diff" and len(parts) > 1 else None


def test_the_source_is_found() -> None:
    assert len(MODULES) > 20


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_each_package_has_one_owner(path: Path) -> None:
    for package, owners in OWNERS.items():
        if any(module.split(".")[0] == package for module in imports(path)):
            assert name(path) in owners, f"{name(path)} imports {package}, which belongs to {owners or 'nobody'}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_steps_and_reports_do_not_know_each_other(path: Path) -> None:
    rooms = {room(module) for module in imports(path)}
    if name(path).startswith("reports/"):
        assert not rooms & set(STEPS), f"{name(path)} reaches into {rooms & set(STEPS)}"
    if any(name(path).startswith(step) for step in STEPS):
        assert "reports" not in rooms, f"{name(path)} reaches into reports"


def test_language_knows_nothing_but_nouns() -> None:
    for path in (SOURCE / "language").glob("*.py"):
        rooms = {room(module) for module in imports(path)} - {None}
        assert rooms <= {"language", "model"}, f"{name(path)} reaches into {rooms}"


@pytest.mark.parametrize("noun", NOUNS)
def test_nouns_know_only_nouns(noun: str) -> None:
    rooms = {room(module) for module in imports(SOURCE / "model" / f"{noun}.py")} - {None}
    assert rooms <= {"model", "options", "errors"}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    if name(path) in ("command/cli.py", "command/terminal.py"):
        return
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & {"print", "exit", "quit", "input"}
    assert "sys.exit" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_dataclasses_are_frozen(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ClassDef):
            continue
        for decorator in node.decorator_list:
            spelled = ast.unparse(decorator)
            assert not spelled.startswith("dataclass") or "frozen=True" in spelled, f"{name(path)}: {node.name}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_module_is_a_drawer_for_everything(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "common", "core", "misc"}
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, f"{name(path)} is too long"

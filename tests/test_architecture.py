"""The shape of the program: who may import whom, who owns which package, and how large a part may grow."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "kcsie_diff"
MODULES = {path.relative_to(SOURCE).as_posix(): path for path in sorted(SOURCE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}

# Each third-party package and the only places that may import it.
OWNERS = {
    "pypdf": {"reading/pdf/objects.py"},
    "pikepdf": {"reading/pdf/objects.py"},
    "pypdfium2": {"reading/pdf/document.py", "reading/pdf/drawing.py", "reading/pdf/pages.py", "page_images.py"},
    "rapidfuzz": {"aligning/similarity.py", "differing/word_diff.py"},
    "spellchecker": {"language/vocabulary.py"},
    "msgspec": {"encoding.py", "records.py"},
    "platformdirs": {"cache.py"},
    "jinja2": {"reports/html.py"},
    "click": {"command/cli.py", "command/commands.py"},
    "rich": {"command/terminal.py"},
    "docx": {"reports/word/ooxml.py"},
    "lxml": {"reports/word/ooxml.py"},
    "xlsxwriter": {"reports/xlsx.py"},
    "PIL": {"page_images.py"},
    "difflib": set(),
    "pickle": set(),
}
STEPS = {"reading", "aligning", "differing", "meaning"}
# What a room must not reach into. The command line and the pipeline may know all of them.
BARRED = {
    "model": {"language", *STEPS, "reports", "page_images", "command"},
    "language": {*STEPS, "reports", "page_images", "command"},
    "reading": {"aligning", "differing", "meaning", "reports", "page_images", "command"},
    "aligning": {"reading", "differing", "meaning", "reports", "page_images", "command"},
    "differing": {"reading", "meaning", "reports", "page_images", "command"},
    "meaning": {"reading", "reports", "page_images", "command"},
    "reports": {*STEPS, "page_images", "command"},
    "page_images": {"aligning", "differing", "meaning", "reports", "command"},
}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
DRAWERS = {"utils", "helpers", "common", "core", "misc"}


def imports(name: str) -> set[str]:
    """Every module that a file imports, by its full dotted name."""
    found: set[str] = set()
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def rooms(name: str) -> set[str]:
    """The rooms of ours that a module imports from."""
    parts = [module.split(".") for module in imports(name)]
    return {part[1] for part in parts if part[0] == "kcsie_diff" and len(part) > 1}


def room(name: str) -> str:
    """The room that a module belongs to, or is."""
    return name.split("/", maxsplit=1)[0].removesuffix(".py")


def test_each_package_has_its_owners() -> None:
    offenders = [
        f"{name} imports {package}, which belongs to {owners or 'nobody'}"
        for name in MODULES
        for package, owners in OWNERS.items()
        if name not in owners and package in {module.split(".")[0] for module in imports(name)}
    ]
    assert offenders == []


def test_rooms_keep_to_their_side() -> None:
    offenders = [
        f"{name} reaches into {sorted(reached)}"
        for name in MODULES
        if (reached := rooms(name) & BARRED.get(room(name), set()))
    ]
    assert offenders == []
    assert set(BARRED) <= {room(name) for name in MODULES}


def test_only_the_command_line_prints_or_exits() -> None:
    offenders = [
        f"{name}: {ast.unparse(node.func)}"
        for name, tree in TREES.items()
        if name not in ("command/cli.py", "command/terminal.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "exit", "quit", "input", "sys.exit")
    ]
    assert offenders == []


def test_records_are_frozen_and_each_has_a_name_of_its_own() -> None:
    classes: dict[str, list[str]] = defaultdict(list)
    loose = []
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                classes[node.name.lstrip("_")].append(name)
                declared = [*map(ast.unparse, node.decorator_list), ast.unparse(node).partition(":\n")[0]]
                records = [one for one in declared if one.startswith("dataclass") or "(Record" in one]
                loose += [name for one in records if "frozen=True" not in one]
    assert loose == []
    assert {name: places for name, places in classes.items() if len(places) > 1} == {}


def test_no_module_name_stands_for_two_things() -> None:
    named: dict[str, list[str]] = defaultdict(list)
    for name, path in MODULES.items():
        if path.stem != "__init__":
            named[path.stem].append(name)
    assert {stem: places for stem, places in named.items() if len(places) > 1} == {}


def test_only_who_has_dataclasses_replaces_their_fields() -> None:
    replacing = {name for name in MODULES if "dataclasses.replace" in imports(name)}
    assert replacing == {"batch.py", "command/commands.py", "options.py"}  # on a record it fails, and mypy is silent


def test_no_part_outgrows_its_reader() -> None:
    long = [name for name, path in MODULES.items() if len(path.read_text("utf-8").splitlines()) > LONGEST_MODULE]
    drawers = [name for name, path in MODULES.items() if path.stem in DRAWERS]
    functions = [
        f"{name}: {one.name}" for name in MODULES for one in _functions(name) if _length(one) > LONGEST_FUNCTION
    ]
    assert (long, drawers, functions) == ([], [], [])


def _functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1

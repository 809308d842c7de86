"""The English of the program: words and phrases that no native writer of guidance would use stay out."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXTS = [
    *(ROOT / "docs").glob("*.md"),
    *ROOT.glob("*.md"),
    *(ROOT / "src").rglob("*.j2"),
    *(ROOT / "src").rglob("*.js"),
]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
PHRASES = re.compile(
    r"\banew\b|\bis none of\b|Listed apart|Stood under|Stands apart|\bCure:|met something|broke off|Pass them on"
    r"|without more ado|slip of the pen|\bare told\b|Dealt with|next to nothing in common|Where it says",
)
NAMES = {"told", "who", "spin", "strand", "bond", "heirs", "heir", "fate", "seat"}


def test_texts_for_readers_are_in_plain_english() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in TEXTS
        if path.name != "CHANGELOG.md"
        for match in PHRASES.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_messages_are_in_plain_english() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in SOURCES
        for text in strings(path)
        for match in PHRASES.finditer(text)
    }
    assert found == set()


def test_names_are_words_of_the_field() -> None:
    found = {path.relative_to(ROOT / "src" / "kcsie_diff").as_posix() for path in SOURCES if names(path) & NAMES}
    assert found == set()


def strings(path: Path) -> list[str]:
    """The string constants of a module, its docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, documented)}
    values = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [value for value in values if isinstance(value, str) and value not in docs]


def names(path: Path) -> set[str]:
    """Every name that a module binds or reads."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found

"""Pieces, lines, blocks and small PDFs for the tests of reading."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst

from kcsie_diff.model.edition import Edition
from kcsie_diff.options import Options
from kcsie_diff.reading import read_edition
from kcsie_diff.reading.page_model import Line, PageBlock, Role, TextRun

SIZE = 12.0


def piece(text: str, left: float = 57, top: float = 100, **more: Any) -> TextRun:
    size = more.pop("size", SIZE)
    facts = {"page": 1, "right": left + 0.5 * size * len(text), "bottom": top + size, "baseline": top + 0.8 * size}
    return TextRun(text=text, left=left, top=top, size=size, **(facts | more))


def line(*texts: str, left: float = 57, top: float = 100, **more: Any) -> Line:
    pieces = []
    for text in texts:
        pieces.append(piece(text, left, top, **more))
        left = pieces[-1].right
    return Line(tuple(pieces))


def block(role: Role, *texts: str, page: int = 1, top: float = 100, left: float = 57, **more: Any) -> PageBlock:
    lines = tuple(line(text, left=left, top=top + 17 * i, page=page) for i, text in enumerate(texts))
    return PageBlock(role, lines, **more)


def typeset(folder: Path, source: str, name: str = "edition.pdf", *, tagged: bool = True) -> Path:
    """A PDF, with tags or without, that typst makes of a source."""
    head = '#set document(title: "Keeping pupils safe")\n#set page(paper: "a4", margin: 3cm)\n#set text(size: 12pt)\n'
    (folder / "source.typ").write_text(head + source, encoding="utf-8")
    path = folder / name
    made = typst.Compiler(folder / "source.typ").compile(format="pdf", pdf_tags=tagged)
    assert isinstance(made, bytes)
    path.write_bytes(made)
    return path


def read(path: Path) -> Edition:
    return read_edition(path, Options())


def told(edition: Edition) -> list[str]:
    """Kind, number and text of each content node, indented by depth."""
    return [
        "  " * len(edition.ancestors(node)) + " ".join(filter(None, (node.kind.value, node.number, node.text)))
        for node in edition.content
    ]


def texts(nodes: Sequence[Any]) -> list[str]:
    return [node.text for node in nodes]

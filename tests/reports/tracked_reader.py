"""Reads a tracked Word file back: what stands there when all changes are accepted, or when all are rejected.

Written from ECMA-376 part 1, 17.13.5, and from nothing of ours: it knows paragraphs, rows, runs and the marks on them.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OURS = {"Notetothereader"}
UNSAID = {"Label", "footnotereference", "FootnoteCharacters"}
"""Printed labels, and footnote marks whose footnote was not found, as we and LibreOffice call them: no words."""

INSERTED, DELETED = {f"{W}ins", f"{W}moveTo"}, {f"{W}del", f"{W}moveFrom"}


@dataclass(frozen=True)
class Tracked:
    """A tracked file: its parts as XML, by name."""

    parts: dict[str, ElementTree.Element]

    @classmethod
    def read(cls, data: bytes) -> "Tracked":
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            names = [name for name in file.namelist() if name.endswith(".xml")]
            return cls({name: ElementTree.fromstring(file.read(name)) for name in names})

    @property
    def body(self) -> ElementTree.Element:
        body = self.parts["word/document.xml"].find(f"{W}body")
        assert body is not None
        return body

    def accepted(self) -> list[str]:
        """The lines when all changes are accepted; a row joins its cells with " | "."""
        return list(self._lines(DELETED))

    def rejected(self) -> list[str]:
        """The lines when all changes are rejected."""
        return list(self._lines(INSERTED))

    def notes(self, *, accept: bool) -> list[str]:
        """The footnotes that are still cited, in the order of the text."""
        gone = DELETED if accept else INSERTED
        texts = {
            note.get(f"{W}id"): "".join(_text(p, gone) for p in note.iter(f"{W}p")).strip()
            for note in self.parts["word/footnotes.xml"]
        }
        return [texts[identity] for identity in _cited(self.body, gone)]

    def _lines(self, gone: set[str]) -> Iterator[str]:
        held: str | None = None
        for child in self.body:
            if child.tag == f"{W}tbl":
                yield from _rows(child, gone)
            elif child.tag == f"{W}p" and _style(child) not in OURS:
                text = _text(child, gone)
                held = text if held is None else held + text
                if _end_is_gone(child, gone):
                    held = held or None
                    continue
                if held:  # Word wants an empty paragraph after a table that ends the text
                    yield held
                held = None
        if held:
            yield held


def _rows(table: ElementTree.Element, gone: set[str]) -> Iterator[str]:
    for row in table.iter(f"{W}tr"):
        if not any(mark.tag in gone for mark in row.findall(f"{W}trPr/*")):
            cells = row.findall(f"{W}tc")
            yield " | ".join("".join(_text(p, gone) for p in cell.iter(f"{W}p")) for cell in cells)


def _style(paragraph: ElementTree.Element) -> str | None:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if style is None else style.get(f"{W}val")


def _end_is_gone(paragraph: ElementTree.Element, gone: set[str]) -> bool:
    return any(mark.tag in gone for mark in paragraph.findall(f"{W}pPr/{W}rPr/*"))


def _text(parent: ElementTree.Element, gone: set[str]) -> str:
    """The words of an element, its printed label left out."""
    said = []
    for child in parent:
        if child.tag in gone or child.tag in (f"{W}pPr", f"{W}rPr"):
            continue
        if child.tag == f"{W}r":
            style = child.find(f"{W}rPr/{W}rStyle")
            if style is None or style.get(f"{W}val") not in UNSAID:
                said += [each.text or "" for each in child if each.tag in (f"{W}t", f"{W}delText")]
        else:
            said.append(_text(child, gone))
    return "".join(said)


def _cited(parent: ElementTree.Element, gone: set[str]) -> Iterator[str | None]:
    for child in parent:
        if child.tag in gone:
            continue
        if child.tag == f"{W}footnoteReference":
            yield child.get(f"{W}id")
        yield from _cited(child, gone)

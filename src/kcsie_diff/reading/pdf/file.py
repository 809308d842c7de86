"""Open a PDF: size, encryption, metadata, page labels, links, bookmarks, structure tree.

This is the only module that imports pypdf. Whatever pypdf can raise on a damaged file becomes a ReadingError here, or a
Problem where only a part is lost.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import pypdf
from pypdf.generic import IndirectObject

from kcsie_diff.errors import LimitError, ReadingError, UsageError
from kcsie_diff.language.normalise import clean
from kcsie_diff.model.edition import Problem
from kcsie_diff.options import Limits
from kcsie_diff.reading.pdf.geometry import LinkArea
from kcsie_diff.reading.pdf.pages import count_pages
from kcsie_diff.reading.pdf.structure_tree import Structure

T = TypeVar("T")

logging.getLogger("pypdf").addHandler(logging.NullHandler())

HEADER_WITHIN = 1024
"""ISO 32000-1, Annex H.3, note 13: a reader looks for the header within the first 1024 bytes."""

MOST_ATTACHMENTS = 1000
"""So many nodes of the tree of attachments are read, and so many names; a hostile tree may be a circle."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One entry of the file's outline: its words, its depth from 1, the page it points at where that is known."""

    title: str
    level: int
    page: int | None


@dataclass(frozen=True)
class Source:
    """An opened file. By page: `links`, those that leave the file; `struct_parents`, the key into the parent tree."""

    name: str
    data: bytes
    sha256: str
    pages: int
    title: str | None = None
    labels: tuple[str, ...] = ()
    links: Mapping[int, tuple[LinkArea, ...]] = field(default_factory=dict)
    has_links: bool = False
    structure: Structure | None = None
    struct_parents: Mapping[int, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    reader: pypdf.PdfReader | None = None

    @cached_property
    def bookmarks(self) -> tuple[Bookmark, ...]:
        """The file's outline, in order; asked for only where the look of a page must tell its headings."""
        reader = self.reader
        return tuple(_guard(lambda: list(_bookmarks(reader)), [])) if reader else ()


def open_file(path: Path, limits: Limits, password: str | None = None) -> Source:
    """Open a PDF and read everything about it that is not the text of its pages.

    Raises UsageError `no-such-file`; ReadingError `empty-file`, `not-a-pdf`, `broken-pdf`, `encrypted`, `unreadable`;
    LimitError `file-too-big`, `too-many-pages`.
    """
    data = _bytes(path, limits)
    reader = _reader(path, data, password)
    claimed = _resolve(_entry(_resolve(_entry(_guard(lambda: reader.root_object, None), "/Pages")), "/Count"))
    if isinstance(claimed, int) and claimed > limits.pages:
        # What a file claims may be a lie; counting costs PDFium nothing, and pypdf a minute for 100,000 pages.
        _check_pages(path, count_pages(data, password), limits)
    pages = _guard(lambda: len(reader.pages), -1)
    if pages < 1:
        raise _broken(path)
    _check_pages(path, pages, limits)
    return _describe(path, data, reader, limits)


def _check_pages(path: Path, pages: int, limits: Limits) -> None:
    if pages > limits.pages:
        raise LimitError(
            "too-many-pages",
            f"{path.name} has {pages} pages; the limit is {limits.pages}.",
            "Raise the limit with --limit pages=N, or compare a part of the file.",
        )


def _bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of a file that looks like a PDF."""
    if not path.is_file():
        raise UsageError("no-such-file", f"There is no file {path}.", "Check the name and the folder.")
    try:
        size = path.stat().st_size
        if size > limits.bytes:
            raise LimitError(
                "file-too-big",
                f"{path.name} has {size} bytes; the limit is {limits.bytes}.",
                "Save it with smaller pictures, or raise the limit on bytes.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError(
            "unreadable", f"{path.name} cannot be read: {error.strerror}.", "Check its permissions."
        ) from error
    if not data.strip(b"\0 \t\r\n"):
        raise ReadingError("empty-file", f"{path.name} is empty.", "Download or copy it again.")
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        raise ReadingError(
            "not-a-pdf", f"{path.name} is not a PDF.", "Give the PDF of the edition, not a web page or a Word file."
        )
    return data


def _broken(path: Path) -> ReadingError:
    return ReadingError(
        "broken-pdf",
        f"{path.name} is damaged: its pages cannot be found.",
        "Download it again, or save a new copy from a PDF reader.",
    )


def _reader(path: Path, data: bytes, password: str | None) -> pypdf.PdfReader:
    try:
        reader = pypdf.PdfReader(BytesIO(data), strict=False)
        opened = not reader.is_encrypted or bool(reader.decrypt(password or ""))
    except Exception as error:  # pypdf raises nearly anything on a damaged file
        raise _broken(path) from error
    if not opened:
        raise ReadingError(
            "encrypted",
            f"{path.name} is protected by a password.",
            "Run it on a terminal to be asked, give --password-file FILE, or set KCSIE_DIFF_PASSWORD.",
        )
    return reader


def _guard(step: Callable[[], T], otherwise: T) -> T:
    """The result of a step of pypdf, or `otherwise` where the file is too damaged for it."""
    try:
        return step()
    except Exception:  # pypdf raises nearly anything on a damaged file
        return otherwise


def _resolve(entry: object) -> object:
    """The object that a reference stands for; None where it cannot be read."""
    if not isinstance(entry, IndirectObject):
        return entry
    return _guard(entry.get_object, None)


def _entry(holder: object, key: str) -> object:
    """An entry of a dictionary as it stands in the file, without following a reference; None where there is none."""
    return dict.get(holder, key) if isinstance(holder, dict) else None


def _page(reader: pypdf.PdfReader, index: int) -> Mapping[str, object]:
    """One page's dictionary; an empty one where it cannot be read."""
    found: Mapping[str, object] = _guard(lambda: reader.pages[index], {})
    return found


def _describe(path: Path, data: bytes, reader: pypdf.PdfReader, limits: Limits) -> Source:
    pages = [_page(reader, index) for index in range(len(reader.pages))]
    links = {i: tuple(_links(page)) for i, page in enumerate(pages, 1)}
    tree = _entry(_guard(lambda: reader.root_object, None), "/StructTreeRoot")
    return Source(
        name=path.name,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=len(pages),
        title=_guard(lambda: reader.metadata.title if reader.metadata else None, None),
        labels=tuple(_guard(lambda: reader.page_labels, [])),
        links={number: areas for number, areas in links.items() if areas},
        has_links=any(links.values()),
        structure=Structure(tree, _resolve, depth=limits.depth, objects=limits.objects) if tree is not None else None,
        struct_parents=_struct_parents(pages),
        problems=tuple(_problems(reader, pages)),
        reader=reader,
    )


def _struct_parents(pages: Sequence[Mapping[str, object]]) -> dict[int, int]:
    found = ((number, _resolve(_entry(page, "/StructParents"))) for number, page in enumerate(pages, 1))
    return {number: int(key) for number, key in found if isinstance(key, int)}


def _links(page: Mapping[str, object]) -> Iterator[LinkArea]:
    """The link annotations of a page that lead out of the file (ISO 32000-1, 12.5.6.5)."""
    annotations = _resolve(_entry(page, "/Annots"))
    for entry in annotations if isinstance(annotations, list) else ():
        annotation = _resolve(entry)
        if isinstance(annotation, Mapping) and _entry(annotation, "/Subtype") == "/Link":
            target = _target(_resolve(_entry(annotation, "/A")))
            if target:
                yield from _areas(annotation, target)


def _target(action: object) -> str | None:
    """Where an action leads: the URI of a URI action (12.6.4.7), the file of a remote one; None inside the file."""
    if not isinstance(action, Mapping):
        return None
    found = _resolve(_entry(action, "/URI"))
    if isinstance(found, bytes):
        found = found.decode("utf-8", "replace")
    return str(found).strip() or None if isinstance(found, str) else None


def _areas(annotation: Mapping[str, object], target: str) -> Iterator[LinkArea]:
    """One area for each line of a link: its quadrilaterals where given, else its rectangle."""
    quads = _numbers(_resolve(_entry(annotation, "/QuadPoints")))
    if len(quads) >= 8 and len(quads) % 8 == 0:
        for i in range(0, len(quads), 8):
            xs, ys = quads[i : i + 8 : 2], quads[i + 1 : i + 8 : 2]
            yield LinkArea(min(xs), min(ys), max(xs), max(ys), target)
        return
    rect = _numbers(_resolve(_entry(annotation, "/Rect")))
    if len(rect) == 4:
        yield LinkArea(
            min(rect[0], rect[2]), min(rect[1], rect[3]), max(rect[0], rect[2]), max(rect[1], rect[3]), target
        )


def _numbers(found: object) -> list[float]:
    values = [_resolve(value) for value in found] if isinstance(found, list) else []
    return [float(value) for value in values if isinstance(value, int | float)]


def _bookmarks(reader: pypdf.PdfReader) -> Iterator[Bookmark]:
    """The file's outline, in order (12.3.3)."""

    def walk(entries: Sequence[object], level: int) -> Iterator[Bookmark]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, level + 1)
            elif isinstance(title := getattr(entry, "title", None), str):
                yield Bookmark(title, level, _target_page(reader, entry))

    yield from walk(list(reader.outline), 1)


def _target_page(reader: pypdf.PdfReader, entry: Any) -> int | None:
    """The page that an entry of the outline points at, from 1."""
    page: int | None = _guard(lambda: reader.get_destination_page_number(entry), None)
    return page + 1 if page is not None and page >= 0 else None


def _problems(reader: pypdf.PdfReader, pages: Sequence[Mapping[str, object]]) -> Iterator[Problem]:
    """What the file holds beside the text of its pages, and what a reader might therefore not see."""
    layers = _resolve(_entry(_guard(lambda: reader.root_object, None), "/OCProperties"))
    off = _resolve(_entry(_resolve(_entry(layers, "/D")), "/OFF"))
    if isinstance(off, list) and off:
        message = (
            f"The file has {len(off)} layers that are switched off; their text was read as if it were on the page."
        )
        yield Problem("hidden-layers", message)
    attached = _attachments(reader, pages)
    if attached:
        yield Problem("attachments", f"Files are attached to the document and were not compared: {quote(attached)}")
    for number, page in enumerate(pages, 1):
        notes, fields = _annotation_texts(page)
        if notes:
            yield Problem("annotation-text", f"A comment or stamp on the page was not read: {quote(notes)}", number)
        if fields:
            yield Problem("form-text", f"What is filled into form fields was not read: {quote(fields)}", number)


def _annotation_texts(page: Mapping[str, object]) -> tuple[list[str], list[str]]:
    """The words of a page's annotations (12.5.6) and of its form fields (12.7.4.3)."""
    notes: list[str] = []
    fields: list[str] = []
    annotations = _resolve(_entry(page, "/Annots"))
    for entry in annotations if isinstance(annotations, list) else ():
        annotation = _resolve(entry)
        kind = _resolve(_entry(annotation, "/Subtype"))
        value = _resolve(_entry(annotation, "/V" if kind == "/Widget" else "/Contents"))
        if isinstance(value, str) and clean(value) and not value.startswith("/"):
            if kind == "/Widget":
                fields.append(clean(value))
            elif kind not in ("/Link", "/Popup"):
                notes.append(clean(value))
    return notes, fields


def _attachments(reader: pypdf.PdfReader, pages: Sequence[Mapping[str, object]]) -> list[str]:
    """The names of the files that are embedded in the document (7.11.4) or attached to its pages (12.5.6.15)."""
    names: list[str] = []
    root = _resolve(_entry(_guard(lambda: reader.root_object, None), "/Names"))
    stack, left = [_entry(root, "/EmbeddedFiles")], MOST_ATTACHMENTS
    while stack and left:
        node, left = _resolve(stack.pop()), left - 1
        entries, kids = _resolve(_entry(node, "/Names")), _resolve(_entry(node, "/Kids"))
        stack.extend(reversed(kids) if isinstance(kids, list) else ())
        for key, entry in zip(entries[::2], entries[1::2], strict=False) if isinstance(entries, list) else ():
            names.append(_file_name(_resolve(entry)) or str(_resolve(key)))
    for page in pages:
        annotations = _resolve(_entry(page, "/Annots"))
        for annotation in map(_resolve, annotations if isinstance(annotations, list) else ()):
            if _resolve(_entry(annotation, "/Subtype")) == "/FileAttachment":
                names.append(_file_name(_resolve(_entry(annotation, "/FS"))) or "a file without a name")
    return list(dict.fromkeys(names[:MOST_ATTACHMENTS]))


def _file_name(specification: object) -> str | None:
    """The name that a file specification gives (7.11.3)."""
    found = _resolve(_entry(specification, "/UF")) or _resolve(_entry(specification, "/F"))
    return clean(found) or None if isinstance(found, str) else None


def quote(texts: Sequence[str]) -> str:
    """Some texts between quotation marks, cut after 200 characters."""
    words = "; ".join(texts)
    return f"“{words[:200]}{'…' if len(words) > 200 else ''}”."

"""Open a PDF: size, encryption, metadata, page labels, links, bookmarks, structure tree.

Where no library finds the objects of a file and PDFium reads its pages, their text is all there is, which a Problem
says; what PDFium cannot read either becomes a ReadingError.
"""

import hashlib
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kcsie_diff.errors import LimitError, ReadingError, UsageError
from kcsie_diff.language.normalise import clean
from kcsie_diff.model.edition import Problem
from kcsie_diff.options import Limits
from kcsie_diff.reading.pdf.annotations import (
    Bookmark,
    Outline,
    attachments,
    hidden_layers,
    link_areas,
    page_labels,
    page_notes,
)
from kcsie_diff.reading.pdf.document import annotation_words, count_pages, has_no_pages
from kcsie_diff.reading.pdf.geometry import LinkArea
from kcsie_diff.reading.pdf.objects import Objects, entry, read_objects, resolve, resolved
from kcsie_diff.reading.pdf.structure_tree import Structure
from kcsie_diff.records import Record, field, replace

HEADER_WITHIN = 1024
"""ISO 32000-1, Annex H.3, note 13: a reader looks for the header within the first 1024 bytes."""

MOST_DRAWN = 500
"""On so many pages at most the words that annotations show are looked for."""


class Source(Record, frozen=True):
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
    bookmarks: tuple[Bookmark, ...] = ()


def open_file(path: Path, limits: Limits, password: str | None = None) -> Source:
    """Open a PDF and read everything about it that is not the text of its pages.

    Raises UsageError `no-such-file`; ReadingError `empty-file`, `not-a-pdf`, `broken-pdf`, `encrypted`,
    `unknown-encryption`, `unreadable`; LimitError `file-too-big`, `too-many-pages`.
    """
    data = _bytes(path, limits)
    counted = count_pages(data, password, path.name)  # what a file claims may be a lie; counting costs PDFium nothing
    _check_pages(path, counted, limits)
    objects = read_objects(data, password, path.name, counted)
    if objects is not None:
        _check_pages(path, len(objects.pages), limits)
        return _describe(path, data, objects, limits, password)
    if counted < 1:
        raise has_no_pages(path.name)
    message = (
        "The file is damaged, and only the text of its pages was read. Its title, page numbers as printed, links, "
        "tags, notes, form fields and attachments are missing. Compare a sound copy of the file if there is one."
    )
    return Source(
        path.name, data, hashlib.sha256(data).hexdigest(), counted, problems=(Problem("damaged-file", message),)
    )


def _check_pages(path: Path, pages: int, limits: Limits) -> None:
    if pages > limits.pages:
        raise LimitError(
            "too-many-pages",
            f"{path.name} has {pages} pages; the limit is {limits.pages}.",
            "Raise the limit with --limit pages=N, or compare a part of the file.",
        )


def _bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of a file that looks like a PDF."""
    try:
        size = _size(path)
        if size > limits.bytes:
            raise LimitError(
                "file-too-big",
                f"{path.name} has {size} bytes; the limit is {limits.bytes}.",
                "Save it with smaller pictures, or raise the limit on bytes.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError(
            "unreadable",
            f"{path.name} cannot be read: {error.strerror or error}.",
            "Check its permissions, or copy it to a folder of your own under a shorter name.",
        ) from error
    if not data.strip(b"\0 \t\r\n"):
        raise ReadingError("empty-file", f"{path.name} is empty.", "Download or copy it again.")
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        raise ReadingError(
            "not-a-pdf", f"{path.name} is not a PDF.", "Give the PDF of the edition, not a web page or a Word file."
        )
    return data


def _size(path: Path) -> int:
    """The size of a file in bytes. Raises UsageError `no-such-file`; OSError where the system does not tell."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        raise UsageError("no-such-file", f"There is no file {path}.", "Check the name and the folder.") from None
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "a pipe or device"
        raise UsageError("no-such-file", f"{path} is {kind}, not a file.", "Name the file of an edition.")
    return found.st_size


def _describe(path: Path, data: bytes, objects: Objects, limits: Limits, password: str | None) -> Source:
    pages, catalogue = objects.pages, objects.catalogue
    links = {i: tuple(link_areas(page)) for i, page in enumerate(pages, 1)}
    tree, title = entry(catalogue, "/StructTreeRoot"), resolved(objects.information, "/Title")
    parents = ((number, resolved(page, "/StructParents")) for number, page in enumerate(pages, 1))
    read = Source(
        name=path.name,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=len(pages),
        title=title if isinstance(title, str) and title else None,  # it may be of any type
        labels=page_labels(objects),
        links={number: areas for number, areas in links.items() if areas},
        has_links=any(links.values()),
        struct_parents={number: int(key) for number, key in parents if isinstance(key, int)},
        problems=tuple(_unread(catalogue, pages, data, password)),
        bookmarks=Outline(objects).bookmarks(),
    )
    objects.forget()  # the annotations of a long file take a quarter of all memory
    if tree is None:
        return read
    return replace(read, structure=Structure(tree, resolve, depth=limits.depth, objects=limits.objects))


def _unread(
    catalogue: object, pages: Sequence[Mapping[str, object]], data: bytes, password: str | None
) -> Iterator[Problem]:
    """What the file holds beside its pages, and the words that stand on a page in notes, stamps and form fields.

    These are told as they are shown or else as they are held.
    """
    if layers := hidden_layers(catalogue):
        message = f"The file has {layers} layers that are switched off; their text was read as if it were on the page."
        yield Problem("hidden-layers", message)
    if attached := attachments(catalogue, iter(pages)):
        yield Problem("attachments", f"Files are attached to the document and were not compared: {quote(attached)}")
    held = {number: page_notes(page) for number, page in enumerate(pages, 1)}
    drawn_notes = [number for number, each in held.items() if each.drawn_notes][:MOST_DRAWN]
    drawn_fields = [number for number, each in held.items() if each.drawn_fields][:MOST_DRAWN]
    notes = dict(annotation_words(data, password, drawn_notes, fields=False)) if drawn_notes else {}
    fields = dict(annotation_words(data, password, drawn_fields, fields=True)) if drawn_fields else {}
    for number, each in held.items():
        if said := _with_shown(each.notes, notes.get(number, "")):
            yield Problem("annotation-text", f"A comment or stamp on the page was not read: {quote(said)}", number)
        if said := _with_shown(each.fields, fields.get(number, "")):
            yield Problem("form-text", f"What is filled into form fields was not read: {quote(said)}", number)


def _with_shown(held: Sequence[str], shown: str) -> list[str]:
    """The words that are shown, and those that are held and not shown."""
    shown = clean(shown)
    said = [shown] if any(map(str.isalnum, shown)) else []
    return said + [text for text in held if text not in shown]


def quote(texts: Sequence[str]) -> str:
    """Some texts between quotation marks, cut after 200 characters."""
    words = "; ".join(texts)
    return f"“{words[:200]}{'…' if len(words) > 200 else ''}”."

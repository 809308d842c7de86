"""The objects of a PDF as plain Python: dictionaries, lists, texts, numbers, and references to what is read when asked.

pypdf reads every file that it can. pikepdf (the extra `fast`) reads a sound file in a tenth of the time, and is asked
first where it is installed; an encrypted or damaged file is left to pypdf. Both give the same objects: a name is a text
that begins with "/", a text string is decoded (ISO 32000-2, 7.9.2.2), a reference has `idnum` and `get_object`. What
comes from the file may have any shape: a hostile one may put anything anywhere.
"""

import codecs
import logging
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Any, TypeVar

from kcsie_diff.reading.pdf.document import needs_password
from kcsie_diff.records import Record

T = TypeVar("T")

ENCRYPTED = b"/Encrypt"
"""The key of the trailer that says how a file is encrypted (ISO 32000-1, 7.5.5): a trailer is never compressed."""


class Objects(Record, frozen=True):
    """An opened file: its catalogue, its information dictionary, its pages, and the number of each page by its name.

    Numbers count from 1; a page is named as `identity` names its reference. `forget` lets go of all that was read, and
    what is asked for after that is read again: a library may hold every object until it closes the file.
    """

    catalogue: object
    information: object
    pages: tuple[Mapping[str, object], ...]
    numbers: Mapping[object, int]
    forget: Callable[[], object] = lambda: None


def read_objects(data: bytes, password: str | None, name: str, pages: int) -> Objects | None:
    """The objects of a file in which PDFium counts so many pages; None where no library finds a page.

    Raises ReadingError `encrypted`; messages call the file `name`.
    """
    data = data.rstrip(b"\0")  # from the end pypdf goes back byte by byte: the padding of a damaged disk takes minutes
    if ENCRYPTED not in data and find_spec("pikepdf") is not None:
        found = guard(lambda: _by_pikepdf(data), None)
        if found is not None and len(found.pages) == pages:
            return found
    return _by_pypdf(data, password, name)


def load_libraries() -> None:
    """Load what `read_objects` asks first, for processes that are copied from this one."""
    guard(lambda: import_module("pikepdf" if find_spec("pikepdf") else "pypdf"), None)


# ---- objects of any shape -------------------------------------------------------------------------------------------


def guard(step: Callable[[], T], otherwise: T) -> T:
    """The result of a step of a library, or `otherwise` where the file is too damaged for it."""
    try:
        return step()
    except Exception:  # pypdf raises nearly anything on a damaged file
        return otherwise


def resolve(held: object) -> object:
    """The object that a reference stands for; None where it cannot be read."""
    return guard(held.get_object, None) if hasattr(held, "idnum") and hasattr(held, "get_object") else held


def entry(holder: object, key: str) -> object:
    """An entry of a dictionary as it stands in the file, without following a reference; None where there is none."""
    if isinstance(holder, dict):
        return dict.get(holder, key)  # that of pypdf's dictionaries follows references
    return holder.get(key) if isinstance(holder, _Dictionary) else None


def resolved(holder: object, key: str) -> object:
    """An entry of a dictionary, behind any reference."""
    return resolve(entry(holder, key))


def identity(held: object) -> object:
    """What tells one object of the file from another: object number and generation of a reference."""
    number = getattr(held, "idnum", None)
    return (number, getattr(held, "generation", 0)) if number is not None else f"direct{id(held)}"


def tree_entries(
    root: object, entries: str, most: int, resolve: Callable[[object], object] = resolve
) -> Iterator[tuple[object, object]]:
    """Keys and values of a name tree ("/Names", 7.9.6) or number tree ("/Nums", 7.9.7) of `most` nodes, in order.

    Keys are resolved, values are not. A hostile tree may be a circle.
    """
    stack, seen = [root], set[object]()
    while stack and len(seen) < most:
        held = stack.pop()
        node = resolve(held)
        if identity(held) in seen or not isinstance(node, Mapping):
            continue
        seen.add(identity(held))
        pairs, kids = resolve(entry(node, entries)), resolve(entry(node, "/Kids"))
        if isinstance(pairs, list):
            yield from zip(map(resolve, pairs[::2]), pairs[1::2], strict=False)
        stack.extend(reversed(kids) if isinstance(kids, list) else ())


# ---- pypdf ----------------------------------------------------------------------------------------------------------


def _by_pypdf(data: bytes, password: str | None, name: str) -> Objects | None:
    import pypdf  # noqa: PLC0415 - a fifth of a second, of which a file that pikepdf reads needs nothing

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        reader = pypdf.PdfReader(BytesIO(data), strict=False)
        opened = not reader.is_encrypted or bool(reader.decrypt(password or ""))
    except Exception:  # pypdf raises nearly anything on a damaged file
        return None
    if not opened:
        raise needs_password(name)
    pages = [_page_of_pypdf(reader, index) for index in range(guard(lambda: len(reader.pages), 0))]
    if not pages:
        return None
    return Objects(
        catalogue=guard(lambda: reader.root_object, None),
        information=resolved(reader.trailer, "/Info"),
        pages=tuple(pages),
        numbers={identity(getattr(page, "indirect_reference", None)): number for number, page in enumerate(pages, 1)},
    )


def _page_of_pypdf(reader: Any, index: int) -> Mapping[str, object]:
    """One page's dictionary; an empty one where it cannot be read."""
    found: Mapping[str, object] = guard(lambda: reader.pages[index], {})
    return found


# ---- pikepdf --------------------------------------------------------------------------------------------------------


def _by_pikepdf(data: bytes) -> Objects | None:
    """The objects of a sound file; None where qpdf had to mend anything. Raises nearly anything."""
    import pikepdf  # noqa: PLC0415 - may be missing

    def open_file() -> Any:
        return pikepdf.open(
            BytesIO(data), suppress_warnings=True, attempt_recovery=False, inherit_page_attributes=False
        )

    reader = _Converter(open_file)
    file = reader.file
    held = [page.obj for page in file.pages]
    found = Objects(
        catalogue=reader.read(file.Root),
        information=resolve(reader.plain(file.trailer.get("/Info"))),
        pages=tuple(_Dictionary(page, reader) for page in held),
        numbers={page.objgen: number for number, page in enumerate(held, 1)},
        forget=reader.forget,
    )
    return None if file.get_warnings() else found


class _Converter:
    """Makes plain Python of the objects of one file."""

    def __init__(self, open_file: Callable[[], Any]) -> None:
        self._open_file = open_file
        self.file = open_file()

    def forget(self) -> None:
        """Go on with the file as it was before anything was read."""
        self.file = self._open_file()

    def plain(self, held: Any) -> object:
        """What an entry holds: a reference where the file has one, else the object itself."""
        if not hasattr(held, "objgen"):  # whole numbers, truth values and nothing come as they are
            return float(held) if isinstance(held, Decimal) else held
        if not held.is_indirect:
            return self.read(held)
        number, generation = held.objgen
        return _IndirectReference(number, generation, self)

    def read(self, held: Any) -> object:
        """An object as plain Python."""
        kind = held._type_name
        if kind in ("dictionary", "stream"):
            return _Dictionary(held, self)
        if kind == "array":
            return list(map(self.plain, held))
        if kind == "name":
            return str(held)
        return _text(bytes(held)) if kind == "string" else None


class _Dictionary(Mapping[str, object]):
    """A dictionary of which an entry is read when it is asked for: most never are."""

    __slots__ = ("_held", "_reader")

    def __init__(self, held: Any, reader: _Converter) -> None:
        self._held, self._reader = held, reader

    def __getitem__(self, key: str) -> object:
        return self._reader.plain(self._held[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._held.keys())

    def __len__(self) -> int:
        return len(self._held.keys())

    def get(self, key: str, default: object = None) -> object:
        """An entry as it stands in the file; None where there is none."""
        return self._reader.plain(self._held.get(key, default))


class _IndirectReference:
    """An indirect object that is read when it is asked for."""

    __slots__ = ("_reader", "generation", "idnum")

    def __init__(self, idnum: int, generation: int, reader: _Converter) -> None:
        self.idnum, self.generation, self._reader = idnum, generation, reader

    def get_object(self) -> object:
        """The object itself, made anew each time: what was kept here would outlive the tree of a long file."""
        return self._reader.read(self._reader.file.get_object((self.idnum, self.generation)))


def _text(held: bytes) -> str | bytes:
    """A text string decoded as pypdf decodes it; the bytes where they are no text."""
    try:
        if held.startswith(codecs.BOM_UTF8):
            return held.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _document_text(held)
    try:
        if held.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
            return held.decode("utf-16")
        if held.startswith(b"\0"):
            return held.decode("utf-16-be")
        return held.decode("utf-16-le") if held[1:2] == b"\0" else _document_text(held)
    except UnicodeDecodeError:
        return held


def _document_text(held: bytes) -> str | bytes:
    """A text in PDFDocEncoding, which gives two codes no letter (annex D.2)."""
    return held if b"\0" in held or b"\x16" in held else held.decode("pdfdoc_pikepdf")

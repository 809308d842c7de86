"""What a PDF holds beside the text of its pages: links, notes, form fields and attached files (ISO 32000-1, 12.5).

Input are objects as `objects` gives them, of any shape: a hostile file may put anything anywhere.
"""

from collections.abc import Iterator, Mapping

from kcsie_diff.language.normalise import clean
from kcsie_diff.reading.pdf.geometry import LinkArea
from kcsie_diff.reading.pdf.objects import entry, resolve, resolved, tree_entries
from kcsie_diff.records import Record

MOST_ATTACHMENTS = 1000
"""So many nodes of the tree of attachments are read, and so many names; a hostile tree may be a circle."""

MOST_PARENTS = 10
"""So far up a field inherits what it does not say itself; real forms have two levels or three."""

COMBINATION = 1 << 17
"""The flag of a choice field that shows its value alone, and not the list of its choices (12.7.4.4)."""


class PageNotes(Record, frozen=True):
    """What the annotations of a page hold: the contents of notes, the values of form fields.

    `drawn_notes` and `drawn_fields` say that some of them have an appearance, which may show further words.
    """

    notes: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    drawn_notes: bool = False
    drawn_fields: bool = False


def _annotations(page: Mapping[str, object]) -> Iterator[object]:
    held = resolved(page, "/Annots")
    return map(resolve, held if isinstance(held, list) else ())


# ---- links ----------------------------------------------------------------------------------------------------------


def link_areas(page: Mapping[str, object]) -> Iterator[LinkArea]:
    """The link annotations of a page that lead out of the file (12.5.6.5)."""
    for annotation in _annotations(page):
        if resolved(annotation, "/Subtype") == "/Link":
            target = _target(resolved(annotation, "/A"))
            if target:
                yield from _areas(annotation, target)


def _target(action: object) -> str | None:
    """Where an action leads: the URI of a URI action (12.6.4.7), the file of a remote one; None inside the file."""
    found = resolved(action, "/URI")
    if isinstance(found, bytes):
        found = found.decode("utf-8", "replace")
    return str(found).strip() or None if isinstance(found, str) else None


def _areas(annotation: object, target: str) -> Iterator[LinkArea]:
    """One area for each line of a link: its quadrilaterals where given, else its rectangle."""
    quads = _numbers(resolved(annotation, "/QuadPoints"))
    if len(quads) >= 8 and len(quads) % 8 == 0:
        for i in range(0, len(quads), 8):
            xs, ys = quads[i : i + 8 : 2], quads[i + 1 : i + 8 : 2]
            yield LinkArea(min(xs), min(ys), max(xs), max(ys), target)
        return
    rect = _numbers(resolved(annotation, "/Rect"))
    if len(rect) == 4:
        yield LinkArea(
            min(rect[0], rect[2]), min(rect[1], rect[3]), max(rect[0], rect[2]), max(rect[1], rect[3]), target
        )


def _numbers(found: object) -> list[float]:
    values = [resolve(value) for value in found] if isinstance(found, list) else []
    return [float(value) for value in values if isinstance(value, int | float)]


# ---- notes and form fields ------------------------------------------------------------------------------------------


def page_notes(page: Mapping[str, object]) -> PageNotes:
    """Return what the notes (12.5.6) and form fields (12.7.4) of a page hold."""
    notes: list[str] = []
    fields: list[str] = []
    drawn = {True: False, False: False}
    for annotation in _annotations(page):
        kind = resolved(annotation, "/Subtype")
        if kind in (None, "/Link", "/Popup"):
            continue
        is_field = kind == "/Widget"
        drawn[is_field] |= entry(annotation, "/AP") is not None
        held = _field_texts(annotation) if is_field else _texts(resolved(annotation, "/Contents"))
        (fields if is_field else notes).extend(held)
    return PageNotes(tuple(notes), tuple(fields), drawn[False], drawn[True])


def _field_texts(field: object) -> Iterator[str]:
    """The words of a form field: its value, the choices that a list box shows, and who signed, and why (12.8.1)."""
    value = _inherited(field, "/V")
    if isinstance(value, Mapping):
        for key in ("/Name", "/Reason", "/Location"):
            yield from _texts(resolved(value, key))
    yield from _texts(value)
    flags = _inherited(field, "/Ff")
    if _inherited(field, "/FT") == "/Ch" and not (isinstance(flags, int) and flags & COMBINATION):
        yield from _texts(_inherited(field, "/Opt"))


def _inherited(field: object, key: str) -> object:
    """An entry of a field or of the nearest field above it (12.7.3.1)."""
    for _ in range(MOST_PARENTS):
        found = resolved(field, key)
        if found is not None or not isinstance(field, Mapping):
            return found
        field = resolved(field, "/Parent")
    return None


def _texts(value: object) -> Iterator[str]:
    """The words of a text string, or of each in an array; of a choice with an export value, the one that is shown."""
    for held in map(resolve, value if isinstance(value, list) else [value]):
        shown = resolve(held[-1]) if isinstance(held, list) and held else held
        if isinstance(shown, str) and clean(shown) and not shown.startswith("/"):  # "/Off" is the state of a button
            yield clean(shown)


# ---- attached files and layers --------------------------------------------------------------------------------------


def hidden_layers(catalogue: object) -> int:
    """Return how many layers are switched off when the file is opened (8.11.4.3)."""
    off = resolved(resolved(resolved(catalogue, "/OCProperties"), "/D"), "/OFF")
    return len(off) if isinstance(off, list) else 0


def attachments(catalogue: object, pages: Iterator[Mapping[str, object]]) -> list[str]:
    """The names of the files that are embedded in the document (7.11.4) or attached to its pages (12.5.6.15)."""
    root = entry(resolved(catalogue, "/Names"), "/EmbeddedFiles")
    names = [_file_name(resolve(held)) or str(key) for key, held in tree_entries(root, "/Names", MOST_ATTACHMENTS)]
    for page in pages:
        for annotation in _annotations(page):
            if resolved(annotation, "/Subtype") == "/FileAttachment":
                names.append(_file_name(resolved(annotation, "/FS")) or "a file without a name")
    return list(dict.fromkeys(names[:MOST_ATTACHMENTS]))


def _file_name(specification: object) -> str | None:
    """The name that a file specification gives (7.11.3)."""
    found = resolved(specification, "/UF") or resolved(specification, "/F")
    return clean(found) or None if isinstance(found, str) else None

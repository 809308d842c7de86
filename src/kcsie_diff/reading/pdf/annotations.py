"""What a PDF holds beside the text of its pages: links, notes, fields, attached files, page labels and bookmarks.

ISO 32000-1:2008, 12.3, 12.4.2 and 12.5. Input are objects as `objects` gives them, of any shape: a hostile file may put
anything anywhere. What makes no sense names nothing, and circles end.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

from kcsie_diff.language.labels import in_roman
from kcsie_diff.language.normalise import clean
from kcsie_diff.reading.pdf.geometry import LinkArea
from kcsie_diff.reading.pdf.objects import Objects, entry, identity, resolve, resolved, tree_entries
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
            found = resolved(resolved(annotation, "/A"), "/URI")  # only an action that leads to the web has one
            if isinstance(found, bytes):
                found = found.decode("utf-8", "replace")
            target = found.strip() if isinstance(found, str) else ""
            for points in _areas(annotation) if target else ():
                xs, ys = points[::2], points[1::2]
                yield LinkArea(min(xs), min(ys), max(xs), max(ys), target)


def _areas(annotation: object) -> list[list[float]]:
    """The points of each line of a link: its quadrilaterals where given, else its rectangle."""
    quads, rect = (_numbers(resolved(annotation, key)) for key in ("/QuadPoints", "/Rect"))
    if quads and len(quads) % 8 == 0:
        return [quads[i : i + 8] for i in range(0, len(quads), 8)]
    return [rect] if len(rect) == 4 else []


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


# ---- how a file names its places: page labels and bookmarks ----

MOST_BOOKMARKS = 10
"""For each page. An outline with more names every paragraph, as Acrobat's "Structure Bookmarks" do, and no headings."""

MOST_NODES = 10_000
"""So many nodes of a tree of names or numbers are read at most."""

LONGEST_LABEL = 512
"""Characters. A label that counts on beyond AAA is no longer one that anybody reads."""

_HIGHEST_ROMAN = 3999


class Bookmark(Record, frozen=True):
    """One entry of the file's outline: its words, its depth from 1, the page it points at where that is known."""

    title: str
    level: int
    page: int | None


def page_labels(objects: Objects) -> tuple[str, ...]:
    """The label of each page as viewers show it; its number from 1 where the file gives none that can be read."""
    ranges = [
        (start, resolve(value))
        for start, value in tree_entries(entry(objects.catalogue, "/PageLabels"), "/Nums", MOST_NODES)
        if isinstance(start, int)
    ]
    labels, at = [], -1
    for index in range(len(objects.pages)):
        while at + 1 < len(ranges) and ranges[at + 1][0] <= index:
            at += 1
        made = _label(ranges[at][1], index - ranges[at][0]) if at >= 0 else None
        labels.append(str(index + 1) if made is None or len(made) > LONGEST_LABEL else made)
    return tuple(labels)


def _label(style: object, index: int) -> str | None:
    """The label of a page by its place in its range, from 0."""
    start, prefix = resolved(style, "/St"), resolved(style, "/P")
    if not isinstance(style, Mapping) or not isinstance(start, int | None) or not isinstance(prefix, str | None):
        return None
    number = index + (1 if start is None else start)
    match resolved(style, "/S"):
        case None:
            counted = ""
        case "/D" if number > 0:
            counted = str(number)
        case "/R" | "/r" as kind if 0 < number <= _HIGHEST_ROMAN:
            counted = in_roman(number).upper() if kind == "/R" else in_roman(number)
        case "/A" | "/a" as kind if 0 < number <= 26 * LONGEST_LABEL:
            times, letter = divmod(number - 1, 26)
            counted = chr(ord("A" if kind == "/A" else "a") + letter) * (times + 1)
        case _:
            return None
    return (prefix or "") + counted


class Outline(Record, frozen=True, dict=True):
    """The bookmarks of a file."""

    objects: Objects

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """All bookmarks in order; none where they name every paragraph."""
        most = MOST_BOOKMARKS * max(len(self.objects.pages), 10)
        first = entry(resolved(self.objects.catalogue, "/Outlines"), "/First")
        if self._promises_more(first, most):
            return ()
        found: list[Bookmark] = []
        stack, seen = [(first, 1)], set[object]()
        while stack:
            held, level = stack.pop()
            item = resolve(held)
            if not isinstance(item, Mapping) or identity(held) in seen:
                continue
            if len(found) >= most:
                return ()
            seen.add(identity(held))
            title = resolved(item, "/Title")
            found.append(Bookmark(title if isinstance(title, str) else "", level, self._page(item)))
            stack += [(entry(item, "/Next"), level), (entry(item, "/First"), level + 1)]
        return tuple(found)

    def _promises_more(self, first: object, most: int) -> bool:
        """Whether the outline has more than `most` bookmarks, as the file says itself (Count): none is read."""
        total = 0
        item = resolve(first)
        while item is not None and total <= most:
            count = resolved(item, "/Count")
            total += 1 + (abs(count) if isinstance(count, int) else 0)
            item = resolved(item, "/Next")
        return total > most

    def _page(self, item: object) -> int | None:
        """The page that a bookmark points at, from 1."""
        action = resolved(item, "/A")
        goes = resolved(action, "/S") == "/GoTo"
        target = resolved(action, "/D") if goes else None if action is not None else resolved(item, "/Dest")
        if isinstance(target, str | bytes):
            target = self._named.get(target)
        if isinstance(target, Mapping):
            target = resolved(target, "/D")
        is_place = isinstance(target, list) and len(target) >= 2
        return self.objects.numbers.get(identity(target[0])) if is_place else None  # type: ignore[index]

    @cached_property
    def _named(self) -> Mapping[object, object]:
        """Destinations by their names (12.3.2.3)."""
        catalogue = self.objects.catalogue
        tree = resolved(catalogue, "/Dests")
        if isinstance(tree, Mapping) and "/Kids" not in tree and "/Names" not in tree:
            return {name: resolve(target) for name, target in tree.items()}
        root = tree if tree is not None else entry(resolved(catalogue, "/Names"), "/Dests")
        return {
            name: resolve(target)
            for name, target in tree_entries(root, "/Names", MOST_NODES)
            if isinstance(name, str | bytes)
        }

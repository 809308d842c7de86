"""How a file names its places: the labels of its pages and its bookmarks (ISO 32000-1, 12.3 and 12.4.2).

Input are objects of any shape, as `objects` gives them: what makes no sense names nothing, and circles end.
"""

from collections.abc import Mapping
from functools import cached_property

from kcsie_diff.language.labels import in_roman
from kcsie_diff.reading.pdf.objects import Objects, entry, identity, resolve, resolved, tree_entries
from kcsie_diff.records import Record

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


# ---- page labels ----------------------------------------------------------------------------------------------------


def page_labels(objects: Objects) -> tuple[str, ...]:
    """The label of each page as viewers show it; its number from 1 where the file gives none that can be read."""
    ranges = [
        (start, resolve(value))
        for start, value in tree_entries(entry(objects.catalogue, "/PageLabels"), "/Nums", MOST_NODES)
        if isinstance(start, int)
    ]
    labels = []
    at = -1
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
    kind = resolved(style, "/S")
    if kind is None:
        return prefix or ""
    counted = _counted(kind, number) if number > 0 else None
    return None if counted is None else (prefix or "") + counted


def _counted(kind: object, number: int) -> str | None:
    """A number in one of the styles of page labels."""
    match kind:
        case "/D":
            return str(number)
        case "/R" | "/r" if number <= _HIGHEST_ROMAN:
            return in_roman(number).upper() if kind == "/R" else in_roman(number)
        case "/A" | "/a" if number <= 26 * LONGEST_LABEL:
            times, letter = divmod(number - 1, 26)
            return chr(ord("A" if kind == "/A" else "a") + letter) * (times + 1)
        case _:
            return None


# ---- bookmarks ------------------------------------------------------------------------------------------------------


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

"""Headings of untagged pages: units to heading levels, by bookmarks, size, weight and shape."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kcsie_diff.language.labels import LabelKind
from kcsie_diff.language.normalise import letters
from kcsie_diff.reading.layout.typography import Typography
from kcsie_diff.reading.layout.units import TextUnit
from kcsie_diff.reading.pdf.file import Bookmark

Look = tuple[float, bool, bool]
"""How a heading is set: size to half a point, bold, italic."""

Face = tuple[float, str, bool, bool]
"""The size, font, weight and slant of a whole unit."""

LONGEST = 220
"""A heading has no more characters than this."""

COVER = 500
"""A cover holds no more characters than this."""

CAPTION = re.compile(r"(?:figure|table|box|source|note)s?\b", re.IGNORECASE)
"""How captions begin."""

SENTENCE = re.compile(r"(?:(?<!\d)[.;,:]\d{0,3}|[.;,:])$")
"""How running text ends, and headings do not."""


@dataclass(frozen=True)
class Headings:
    """The headings of a document, as its bookmarks and type show them: the level of each look and of each title."""

    typography: Typography
    titles: Mapping[tuple[int, str], int]
    levels: Mapping[Look, int]
    faces: frozenset[Face] = frozenset()
    title: Look | None = None

    def level(self, unit: TextUnit) -> int | None:
        """The level of a unit, 1 to 6; None where it is no heading.

        Matches: what a bookmark of the same page names; rows larger than the running text; bold rows that are short
        and no sentence; rows in a face that the document keeps for such. Must not match: a numbered paragraph, a
        bullet, a bold lead-in of a paragraph, a table cell, on the cover what is set smaller than the title.
        """
        named = self.titles.get(_place(unit))
        shaped = looks_like_heading(unit, self.typography) or (face(unit) in self.faces and is_title(unit))
        if self.title is not None and unit.rows[0].page == 1 and look(unit) not in self.levels:
            return 1 if shaped and look(unit) == self.title else None
        if named is not None and (shaped or is_short(unit) or stands_out(unit, self.typography)):
            return named
        return self.levels.get(look(unit), 6) if shaped else None


def headings(units: Sequence[TextUnit], bookmarks: Sequence[Bookmark], typography: Typography) -> Headings:
    """Learn from a whole document how its headings look."""
    titles = _titles(units, bookmarks, typography)
    faces, title = _faces(units, typography), _title(units)
    named: defaultdict[Look, Counter[int]] = defaultdict(Counter)
    looks: Counter[Look] = Counter()
    for unit in units:
        level = titles.get(_place(unit))
        shaped = looks_like_heading(unit, typography) or (face(unit) in faces and is_title(unit))
        if level is not None and (shaped or is_short(unit)):
            named[look(unit)][level] += 1
        if shaped and (title is None or unit.rows[0].page > 1):
            looks[look(unit)] += 1
    named_levels = {key: found.most_common(1)[0][0] for key, found in named.items()}
    return Headings(typography, titles, _levels(looks, named_levels), faces, title)


def _title(units: Sequence[TextUnit]) -> Look | None:
    """How the title on the cover is set; None where the first page holds running text and is no cover."""
    first = [unit for unit in units if unit.rows[0].page == 1]
    if sum(len(unit.words) for unit in first) > COVER or len(first) == len(units):
        return None
    return max((look(unit) for unit in first), default=None)


def _faces(units: Sequence[TextUnit], typography: Typography) -> frozenset[Face]:
    """The faces that a document keeps for headings: not that of its text, on short lines alone, over other text.

    Must not match: the face of captions, of a list of names, of a quotation in italics.
    """
    letters: Counter[Face] = Counter()
    good: Counter[Face] = Counter()
    all_of: Counter[Face] = Counter()
    for unit, after in zip(units, [*units[1:], None], strict=False):
        letters[face(unit)] += len(unit.words)
        all_of[face(unit)] += 1
        good[face(unit)] += is_title(unit) and after is not None and face(after) != face(unit)
    usual = letters.most_common(1)[0][0] if letters else None
    return frozenset(
        one for one, count in all_of.items()
        if one != usual and one[0] > 0.95 * typography.body and good[one] >= 2 and good[one] >= 0.85 * count
    )  # fmt: skip


def face(unit: TextUnit) -> Face:
    """The face in which a unit is set."""
    main = unit.rows[0].line.main
    return round(main.size * 2) / 2, main.font, main.bold, main.italic


def is_title(unit: TextUnit) -> bool:
    """Whether a unit reads as a heading does: one or two lines in one face, no sentence, no label, no caption."""
    text = unit.words
    pieces = [piece for row in unit.rows for piece in row.line.pieces if not piece.raised]
    alike = len({(piece.font, piece.size) for piece in pieces}) == 1
    named = text[:1].isupper() and not SENTENCE.search(text) and not CAPTION.match(text)
    return alike and named and len(unit.rows) <= 2 and len(text) < 120 and unit.label is None


def _titles(
    units: Iterable[TextUnit], bookmarks: Sequence[Bookmark], typography: Typography
) -> dict[tuple[int, str], int]:
    """The titles that bookmarks name, by page; none where they name paragraphs as well, as some programs let them."""
    titles = {
        (mark.page, letters(mark.title)): min(max(mark.level, 1), 6) for mark in bookmarks if mark.page and mark.title
    }
    met = [unit for unit in units if _place(unit) in titles]
    fair = sum(looks_like_heading(unit, typography) or is_short(unit) for unit in met)
    return titles if 2 * fair >= len(met) else {}


def _levels(looks: Mapping[Look, int], named: Mapping[Look, int]) -> dict[Look, int]:
    """A level for each look: what bookmarks say, else one below the next greater look."""
    made: dict[Look, int] = {}
    held: Look | None = None
    for key in sorted(looks, key=lambda one: (-one[0], not one[1], one[2])):
        if key in named:
            made[key] = named[key]
        else:
            made[key] = 1 if held is None else min(6, made[held] + 1)
        held = key
    return made


def look(unit: TextUnit) -> Look:
    """How a unit is set."""
    main = unit.rows[0].line.main
    return round(main.size * 2) / 2, all(row.bold for row in unit.rows), main.italic


def looks_like_heading(unit: TextUnit, typography: Typography) -> bool:
    """Whether a unit is set and shaped as a heading is."""
    text = unit.words
    if not any(character.isalpha() for character in text) or len(text) > LONGEST:
        return False
    if _is_bullet(unit):
        return False
    if SENTENCE.search(text) and not (unit.rows[0].size > 1.4 * typography.body and len(text) < 80):
        return False
    if min(row.size for row in unit.rows) > 1.1 * typography.body:
        return len(unit.rows) <= 4
    bold = all(row.bold for row in unit.rows) and unit.rows[0].size > 0.95 * typography.body
    return bold and len(unit.rows) <= 3 and not text[:1].islower()


def stands_out(unit: TextUnit, typography: Typography) -> bool:
    """Whether a unit is larger than the running text or bold throughout: with a bookmark, enough for a heading."""
    large = min(row.size for row in unit.rows) > 1.02 * typography.body
    return (large or all(row.bold for row in unit.rows)) and len(unit.words) <= LONGEST and not _is_bullet(unit)


def is_short(unit: TextUnit) -> bool:
    """Whether a unit could be a heading by its length and end alone: bookmarks name whole paragraphs, too."""
    return len(unit.rows) <= 3 and not SENTENCE.search(unit.words) and not _is_bullet(unit)


def _is_bullet(unit: TextUnit) -> bool:
    return unit.label is not None and unit.label.kind is LabelKind.BULLET


def _place(unit: TextUnit) -> tuple[int, str]:
    """The page and the folded words of a unit; no words where it is longer than any heading."""
    return unit.rows[0].page, letters(unit.words) if len(unit.words) <= LONGEST else ""

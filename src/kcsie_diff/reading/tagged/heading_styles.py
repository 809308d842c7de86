"""Heading styles of a tagged file: its heading tags to sizes and weights, which show headings without such a tag."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kcsie_diff.language.normalise import letters
from kcsie_diff.reading.page_model import Line, Page, Role
from kcsie_diff.reading.pdf.file import Bookmark
from kcsie_diff.reading.pdf.roles import Roles

Style = tuple[float, bool]
"""Font size in points, to the half, and weight."""


@dataclass(frozen=True, slots=True)
class HeadingStyles:
    """How a file is set, as its tags show: the level of each heading style, the sizes of the body and of the notes.

    `titles` are the bookmarks of a file without heading tags: page and letters of each, and its level.
    """

    levels: Mapping[Style, int]
    body: float
    notes: float = 0.0
    titles: Mapping[tuple[int, str], int] = field(default_factory=dict)

    def level(self, line: Line) -> int | None:
        """The level of the headings that are set like a line; None where none is."""
        return self.levels.get(_style(line))

    def titled(self, lines: Sequence[Line]) -> int | None:
        """The level of the bookmark that some lines spell, with or without their number; None where none does."""
        text = "".join(line.text for line in lines)
        spelt = (letters(text), letters(text.lstrip("0123456789. ")))
        return next((self.titles[lines[0].page, one] for one in spelt if (lines[0].page, one) in self.titles), None)


def heading_styles(pages: Sequence[Page], roles: Roles, keys: Mapping[int, int]) -> HeadingStyles:
    """What the heading tags of a file show: for each style the level that most letters set so have."""
    votes: dict[Style, Counter[int]] = {}
    sizes: Counter[float] = Counter()
    notes: Counter[float] = Counter()
    marked: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(2 * line.size) / 2] += len(line.text)
            owned = roles.of(keys.get(page.number), line.main.mcid)
            if owned and owned.role is Role.FOOTNOTE:
                (marked if line.pieces[0].raised else notes)[round(2 * line.size) / 2] += len(line.text)
            if owned and owned.role is Role.HEADING and owned.level:
                votes.setdefault(_style(line), Counter())[owned.level] += 1
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    [(note, _)] = (marked or notes or Counter([body])).most_common(1)
    levels = {style: min(count, key=lambda level: (-count[level], level)) for style, count in votes.items()}
    return HeadingStyles({style: level for style, level in levels.items() if style != (body, False)}, body, note)


def _style(line: Line) -> Style:
    return round(2 * line.size) / 2, line.bold


def with_titles(styles: HeadingStyles, bookmarks: Sequence[Bookmark]) -> HeadingStyles:
    """The styles of a file without heading tags, with its bookmarks for headings."""
    titles = {(mark.page, letters(mark.title)): min(6, mark.level) for mark in reversed(bookmarks) if mark.page}
    return replace(styles, titles=titles)

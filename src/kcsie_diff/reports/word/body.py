"""A Word file that grows from its top to its end: headings, sentences, tables, pictures and a list of contents."""

from collections.abc import Sequence
from datetime import date
from math import sqrt
from pathlib import Path
from statistics import fmean

from kcsie_diff.records import Record
from kcsie_diff.reports.english import count
from kcsie_diff.reports.word.ooxml import (
    DEEPEST,
    TABLE,
    TABLE_STYLE,
    Element,
    add_picture,
    bookmark,
    contents,
    element,
    link_within,
    new_document,
    save,
    set_landscape,
    style_ids,
    text_width,
    twips,
    value,
    words,
)
from kcsie_diff.safe_text import visible

# Centimetres: a letter of a table, the margins of a cell, the widest word that a column is made for. Letters of a cell
# that is to be filled in.
_CHARACTER, _CELL_MARGIN, _WIDEST_WORD, _ROOM = 0.2, 0.4, 3.0, 20

Styled = tuple[str, str | None]
"""Words, and the name of the character style that they have."""


class InternalLink(Record, frozen=True):
    """Words that lead to a bookmark of the same file."""

    text: str
    target: str


Piece = Styled | InternalLink
Cell = str | Sequence[Piece]
"""What stands in a cell of a table; lines of words are parted by line feeds."""


class Pages:
    """A document that grows from its top to its end."""

    def __init__(
        self, title: str, template: Path | None = None, *, made: date | None = None, landscape: bool = False
    ) -> None:
        """Start a document with the styles of a template; see `new_document`."""
        self.document = new_document(title, template, made)
        self.styles = style_ids(self.document)
        self.end = self.document.element.body[-1]  # the properties of the section, which must stay last
        self.headings: list[tuple[int, str, str]] = []
        self._contents: Element | None = None
        self._bookmarks = 0
        if landscape:
            set_landscape(self.document, narrow=template is None)
        self.width = text_width(self.document)

    def say(self, style: str, *pieces: Piece, with_next: bool = False) -> None:
        """Add a paragraph of styled words, `with_next` on the page of what follows; `style` is the name of its own."""
        made = self._paragraph(style, pieces)
        if with_next:
            made[0].append(element("w:keepNext"))
        self.end.addprevious(made)

    def heading(self, text: str, level: int, *names: str) -> None:
        """Add a heading of a level from 1 to 9; links can lead to it by its names."""
        own = f"_Toc{len(self.headings) + 1:08}"
        self.headings.append((level, text, own))
        made = self._paragraph(f"Heading {level}", ((text, None),))
        for name in (own, *names):
            self._bookmarks += 1
            start, end = bookmark(name, self._bookmarks)
            made.insert(1, start)
            made.append(end)
        self.end.addprevious(made)

    def contents(self, *, on_a_page: bool = False) -> None:
        """Put the list of contents here, or on the next page: the first two levels of the finished file's headings."""
        self._contents = self._paragraph("Normal", (("Contents", "Strong"),))
        if on_a_page:
            self._contents[0].append(element("w:pageBreakBefore"))
        self.end.addprevious(self._contents)

    def table(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Add a table as wide as the text, with a head that repeats on each page and its title as alternative text.

        Columns are as wide as what they hold asks for. No row is broken over two pages.
        """
        sizes = [twips(width) for width in shared_out(self.width, heads, rows)]
        properties = element(
            "w:tblPr",
            None,
            value("w:tblStyle", self.styles[TABLE_STYLE]),
            element("w:tblW", {"w:w": twips(self.width), "w:type": "dxa"}),
            element("w:tblLayout", {"w:type": "fixed"}),
            element("w:tblLook", {"w:val": "0020", "w:firstRow": "1"}),
            value("w:tblCaption", visible(title)),
            value("w:tblDescription", f"{count(len(rows), 'row')}; columns: {', '.join(heads)}"),
        )
        grid = element("w:tblGrid", None, *(element("w:gridCol", {"w:w": size}) for size in sizes))
        head = self._row(heads, sizes, "Strong", element("w:cantSplit"), element("w:tblHeader"))
        made = element("w:tbl", None, properties, grid, head)
        for row in rows:
            # A row that is to be filled in by hand is high enough for a signature (17.4.80).
            room = () if any(row) else (element("w:trHeight", {"w:val": twips(1.1), "w:hRule": "atLeast"}),)
            made.append(self._row(row, sizes, None, element("w:cantSplit"), *room))
        self.end.addprevious(made)

    def picture(self, png: bytes, width: float, alt: str) -> None:
        """Add a picture, as wide as `width` points or the text, with its alternative text."""
        add_picture(self.document, png, width, alt)

    def bytes(self) -> bytes:
        """Return the file. A table is followed by a paragraph, as Word wants it (17.4.37)."""
        last = self.end.getprevious()
        if last is not None and last.tag == TABLE:
            self.say("Table text")
        if self._contents is not None:
            listed = [each for each in self.headings if each[0] <= DEEPEST]
            self._contents.addnext(contents(self.document, listed))
        return save(self.document)

    def _paragraph(self, style: str, pieces: Sequence[Piece]) -> Element:
        made = element("w:p", None, element("w:pPr", None, value("w:pStyle", self.styles[style])))
        for piece in pieces:
            if isinstance(piece, InternalLink):
                made.append(link_within(piece.target, words(piece.text, style=self.styles["Hyperlink"])))
            elif piece[0]:
                made.append(words(piece[0], style=self.styles[piece[1]] if piece[1] else None))
        return made

    def _row(self, cells: Sequence[Cell], sizes: Sequence[str], look: str | None, *properties: Element) -> Element:
        made = element("w:tr", None, element("w:trPr", None, *properties))
        for cell, size in zip(cells, sizes, strict=True):
            width = element("w:tcPr", None, element("w:tcW", {"w:w": size, "w:type": "dxa"}))
            lines = [((line, look),) for line in cell.split("\n")] if isinstance(cell, str) else [cell]
            made.append(element("w:tc", None, width, *(self._paragraph("Table text", line) for line in lines)))
        return made


def shared_out(width: float, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[float]:
    """Return the widths of columns that together are `width`, each wide enough for its longest word if that can be.

    The rest is shared out by what the columns hold.
    """
    columns = [[head, *(_plain(row[n]) for row in rows)] for n, head in enumerate(heads)]
    longest = [max(map(len, " ".join(cells).split()), default=1) for cells in columns]
    least = [min(_CHARACTER * (1 + letters) + _CELL_MARGIN, _WIDEST_WORD) for letters in longest]
    # Letters of a column's cells, long ones counting for more: they make the rows high.
    wanted = [
        max(1.0, sqrt(fmean(len(cell) ** 2 for cell in cells[1:]))) if any(cells[1:]) else _ROOM for cells in columns
    ]
    spare = max(0.0, width - sum(least))
    shares = [low + spare * want / sum(wanted) for low, want in zip(least, wanted, strict=True)]
    return [width * share / sum(shares) for share in shares]


def _plain(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return "".join(piece.text if isinstance(piece, InternalLink) else piece[0] for piece in cell)

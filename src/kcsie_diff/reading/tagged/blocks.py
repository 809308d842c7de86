"""Tagged pages: the text runs of a page and the roles that its structure tree gives them, to blocks.

The page is read in drawing order: each text run is added to the block at hand or begins a new one. Where one element
holds what the page shows as several units (a numbered paragraph inside the list item before it, a heading at a page top
inside what stood before), geometry, labels and type decide; where one line lies in several elements, it is one unit all
the same.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise

from kcsie_diff.language.labels import (
    find_label,
    follows,
    is_bullet_in_sentence,
    is_label,
    is_plain_page_number,
    number,
)
from kcsie_diff.reading.contents import Titles
from kcsie_diff.reading.line_labels import begins_with_bullet, label_of_note, label_of_unit, marks
from kcsie_diff.reading.page_model import BODY, Line, Page, PageBlock, Role, TextRun, first_word, line_was_full
from kcsie_diff.reading.pdf.structure_tree import ElementPart, Owned, Roles
from kcsie_diff.reading.tagged.notes import OwnedLine, TypeSizes, settle
from kcsie_diff.reading.tagged.printed_lines import with_columns, with_whole_rows
from kcsie_diff.records import replace

WIDE = 1.25
"""A gap between two baselines that is this many times the usual one parts two units."""

SPACE = 0.25
"""Ems. The width of a space: the least room that a word needs beside it to stand on the line before."""

FAR = 4.0
"""Ratio to the usual distance of baselines. A line further below begins another unit, whatever its element says."""

SENTENCE_GAP = 1.5
"""Ratio to the usual distance of baselines. A gap this wide after a stop, before a capital, begins another unit."""

MARK_SIZE = 0.85
"""Ratio of sizes. A figure alone on a line is a footnote mark if it is set smaller than this beside the text."""

SIZE_DIFFERENCE = 0.6
"""Points. Type that differs from the body's by no more is the body's: sizes are counted to half a point."""

QUOTES = "“‘\"'"
"""What may stand before the first letter of a line; a bracket may be that of a label."""

_COLUMN = 0.75
"""The longest line of a page tells where lines break if it reaches this share of the page's width."""


class _BlockBuilder:
    """A block in the making: its pieces by line, and the elements that own them."""

    def __init__(self, owned: Owned, *, label: TextRun | None = None, continues: bool | None = None) -> None:
        self.role = owned.role
        self.owned = owned
        self.units = {owned.unit}
        self.continues = continues
        self.label = label.text.strip() if label else None
        self.label_left = label.left if label else None
        self.rows: list[tuple[int, list[TextRun]]] = []

    def add(self, number: int, piece: TextRun) -> None:
        if self.rows and self.rows[-1][0] == number:
            self.rows[-1][1].append(piece)
        else:
            self.rows.append((number, [piece]))

    def lines(self) -> tuple[Line, ...]:
        """The lines that its pieces make so far."""
        return tuple(Line(tuple(pieces)) for _, pieces in self.rows)

    def pitch(self) -> float:
        """The usual distance of two baselines."""
        lines = [row[0] for _, row in self.rows]
        gaps = [b.baseline - a.baseline for a, b in pairwise(lines) if b.baseline > a.baseline + 1]
        return min(gaps, default=1.5 * self.rows[-1][1][0].size)


def blocks(page: Page, roles: Roles, key: int | None, sizes: TypeSizes, titles: Titles) -> tuple[PageBlock, ...]:
    """The blocks of one page, in reading order. What no element owns is expected to be gone."""
    drafts: list[_BlockBuilder] = []
    edge = max((line.right for line in page.lines), default=0.0)
    edge = edge if edge > _COLUMN * page.width else page.width
    lines = [OwnedLine(line, tuple(roles.of(key, piece.mcid) for piece in line.pieces)) for line in page.lines]
    for at, held in enumerate(settle(lines, sizes)):
        for piece, owned in zip(held.line.pieces, held.owners, strict=True):
            if owned is not None:
                _place(drafts, at, held.line, piece, owned, edge)
    for draft in drafts:
        if draft.role is Role.CONTENTS and draft.rows and not _is_entry(draft, titles):
            draft.role = Role.PARAGRAPH
    begun = [draft for draft in drafts if draft.rows]
    cited = marks(page.lines) | _counted(begun)
    found = with_columns(page, with_whole_rows(page, [_finish(draft, sizes, cited) for draft in begun]), titles)
    return tuple(found if key is None else _with_pictures(page, found, roles, key))


def _with_pictures(page: Page, found: list[PageBlock], roles: Roles, key: int) -> list[PageBlock]:
    """The blocks, and figures without a letter, kept for their alternative text, right below what is drawn before."""
    for mcid, owned in roles.figures(key):
        if any(owned.unit in block.owners for block in found):
            continue
        pieces = ([piece for line in block.lines for piece in line.pieces] for block in found)
        firsts = (min((piece.mcid for piece in held if piece.mcid is not None), default=-1) for held in pieces)
        at = next((i for i, first in enumerate(firsts) if first > mcid), len(found))
        top = found[at - 1].bottom if at else 0.0
        nothing = TextRun("", page.number, 0.0, top, page.width, top, top, 0.0)
        picture = PageBlock(Role.FIGURE, (Line((nothing,)),), owners=frozenset((owned.unit,)), alt=owned.alt)
        found.insert(at, picture)
    return found


def _is_entry(draft: _BlockBuilder, titles: Titles) -> bool:
    """Whether what the tags call a line of contents is one: it ends with a page number or is a title of the document.

    Must not match a paragraph of the body that bears the tag, which ends with a stop.
    """
    lines = draft.lines()
    text = " ".join(line.text for line in lines).strip()
    return text[-1:] not in (".", ";") or titles.has(text, lines[0].page, lines[0].top, lines[-1].bottom)


def _place(drafts: list[_BlockBuilder], number: int, line: Line, piece: TextRun, owned: Owned, edge: float) -> None:
    """Add a text run of the line `number` to the block that it belongs to: the last one, or a new one.

    Lines break before `edge`; the line at hand has not ended.
    """
    if not owned.link and piece.link and not any(character.isalnum() for character in piece.text):
        piece = replace(piece, link=None)
    last = drafts[-1] if drafts else None
    begun = last if last and last.rows else None
    ends = None if begun and begun.rows[-1][0] == number else edge
    if begun and (owned.part is ElementPart.MARK or (ends is not None and _is_lone_mark(begun, line, piece, owned))):
        begun.add(number, replace(piece, mark=True))
        return
    if owned.part is ElementPart.LABEL and (is_label(piece.text) or owned.role is Role.FOOTNOTE):
        drafts.append(_BlockBuilder(owned, label=piece))
        return
    if last and _awaits(last, owned):
        home = last
        home.role, home.owned = owned.role, owned
    elif begun and _continues_unit(begun, owned, piece, ends) and not _begins_unit(begun, line, ends):
        home = begun
    else:
        above = begun is not None and line.baseline < begun.rows[0][1][0].baseline  # as at the top of the next column
        home = _BlockBuilder(owned, continues=False if last and owned.unit in last.units and not above else None)
        drafts.append(home)
    home.units.add(owned.unit)
    home.add(number, piece)


def _is_lone_mark(here: _BlockBuilder, line: Line, piece: TextRun, owned: Owned) -> bool:
    """Whether a line is a footnote mark alone, which found no room at the end of the line before."""
    alone = len(line.pieces) == 1 and piece.text.strip().isdigit() and len(piece.text.strip()) <= 3
    return alone and owned.unit in here.units and piece.size < MARK_SIZE * here.rows[-1][1][0].size


def _awaits(here: _BlockBuilder, owned: Owned) -> bool:
    """Whether a label still waits for its text, and this is it."""
    own = owned.unit in here.units or (owned.item is not None and owned.item == here.owned.item)
    return own and not here.rows and here.label is not None


def _continues_unit(here: _BlockBuilder, owned: Owned, piece: TextRun, edge: float | None) -> bool:
    """Whether a piece is of the unit at hand: by its element, or because it continues the same line (no `edge`)."""
    if owned.adrift and edge is not None and not (owned.cell and owned.cell.row < 0):
        # Nothing leads to its element, so that the cell which the text stands in is not known either.
        close = here.role in (*BODY, Role.FOOTNOTE) and _stands_close(here, piece)
        return owned.unit in here.units or close
    if owned.cell != here.owned.cell or (owned.role is Role.FOOTNOTE) != (here.role is Role.FOOTNOTE):
        return False
    if owned.unit in here.units or Role.CONTENTS in (owned.role, here.role):
        return owned.unit in here.units
    last = here.rows[-1][1][-1]
    if edge is None:
        return last.left <= piece.left < last.right + 3 * piece.size
    if not (owned.role in BODY and here.role in BODY and _continues_sentence(here, piece, edge)):
        return False
    parted = owned.item != here.owned.item and None not in (owned.item, here.owned.item)
    return not parted or _line_was_full(here, piece, edge)  # the items of a list may all begin in lower case


def _continues_sentence(here: _BlockBuilder, piece: TextRun, edge: float) -> bool:
    """Whether a line continues the sentence before it, whatever element holds it.

    It does in lower case, behind a quote too, or where the line before had no room for its first word. Must not match
    the lines of an address or of a list, which end before the edge, an item with its label in brackets, or what follows
    the page number of an entry.
    """
    above = "".join(piece.text for piece in here.rows[-1][1]).rstrip()
    if above[-1:] in ".:;?!•" or is_plain_page_number(above) or not _stands_close(here, piece):
        return False
    return piece.text.lstrip(QUOTES)[:1].islower() or _line_was_full(here, piece, edge)


def _stands_close(here: _BlockBuilder, piece: TextRun) -> bool:
    """Whether a line stands to the one before it as the lines of a paragraph do: leading, left edge and type.

    Real trees put the rest of a paragraph, behind a link say, into an element that nothing leads to.
    """
    last, one = Line(tuple(here.rows[-1][1])), len(here.rows) == 1
    close = 0 < piece.baseline - last.baseline < 1.1 * (1.45 * piece.size if one else here.pitch())
    return close and piece.size == last.size and (one or abs(piece.left - last.left) < 2)


def _begins_unit(here: _BlockBuilder, line: Line, edge: float | None) -> bool:
    """Whether a line begins a unit of its own though its element says that it continues; never the one at hand."""
    if edge is None or here.role in (Role.CONTENTS, Role.FIGURE):
        return False
    if here.role is Role.FOOTNOTE:
        return label_of_note(line) is not None
    last = Line(tuple(here.rows[-1][1]))
    gap, pitch = line.baseline - last.baseline, here.pitch()
    if gap < -pitch or gap > FAR * pitch or (begins_with_bullet(line) and not _is_bullet_in_sentence(here, line, edge)):
        return True
    wide = gap > WIDE * pitch
    ended = last.text.rstrip()[-1:] in ".:;?!”’)"
    return wide and (
        label_of_unit(line) is not None
        or line.bold != last.bold
        or (ended and gap > SENTENCE_GAP * pitch and line.text.lstrip()[:1].isupper())
    )


def _line_was_full(here: _BlockBuilder, piece: TextRun, edge: float) -> bool:
    """Whether the line before had no room for the first word of a line that begins with a piece."""
    word = first_word(piece.text, piece.left, piece.right)
    return line_was_full(here.rows[-1][1][-1].right, edge, word, SPACE * piece.size)


def _is_bullet_in_sentence(here: _BlockBuilder, line: Line, edge: float) -> bool:
    """Whether the bullet that begins a line parts words, as others of its kind do within the lines; not in a cell."""
    worded = next((piece for piece in line.pieces if any(map(str.isalnum, piece.text))), line.pieces[0])
    if here.owned.cell is not None or not _line_was_full(here, worded, edge):
        return False
    text = line.text.strip()
    before = "\n".join(row.text for row in here.lines())
    return is_bullet_in_sentence(text[:1], before, text[1:])


def _counted(drafts: Sequence[_BlockBuilder]) -> frozenset[str]:
    """The figures that begin the notes of a page and count on from each to the next, as those of notes at the end do.

    What cites these stands on other pages.
    """
    notes = [draft for draft in drafts if draft.role is Role.FOOTNOTE and draft.label is None]
    labels = [find_label(draft.lines()[0].text) or "" for draft in notes]
    runs = [pair for pair in pairwise(labels) if pair[0][:1].isdigit() and follows(*pair)]
    return frozenset(number(label) or label for pair in runs for label in pair)


def _finish(draft: _BlockBuilder, sizes: TypeSizes, cited: Collection[str]) -> PageBlock:
    """The block that was built, its label cut off its text. `cited` are the marks in the text of the page."""
    lines, role = draft.lines(), draft.role
    small = role in BODY and lines[0].size < sizes.body - SIZE_DIFFERENCE
    taken = None
    if draft.label is None and (role is Role.FOOTNOTE or small):
        taken = label_of_note(lines[0], cited if role is Role.FOOTNOTE else ())
        role = Role.ITEM if taken and small else role
    if draft.label is None and not taken and role in (Role.HEADING, *BODY):
        unit = label_of_unit(lines[0])
        taken = unit if unit and (role is not Role.HEADING or unit.text[:1].isdigit()) else None
    return PageBlock(
        role=role,
        lines=(taken.rest, *lines[1:]) if taken else lines,
        label=taken.text if taken else draft.label,
        label_left=taken.left if taken else draft.label_left,
        level=draft.owned.level if role is Role.HEADING else draft.owned.depth,
        continues=draft.continues,
        owners=frozenset(draft.units),
        cell=draft.owned.cell,
        alt=draft.owned.alt,
    )

"""What goes on over a page end: units and table rows that it cuts are joined, units that a footnote or figure cuts too.

Footnotes, furniture, figures, unplaced text and boxes each run beside the text: a unit of the text goes on past them.
Past a table it goes on only where that cut a sentence. A row at the top of a page may be the rest of the last one.
"""

from collections.abc import Iterable, Sequence

from kcsie_diff.language.labels import is_bullet, is_bullet_in_sentence, is_count_in_sentence
from kcsie_diff.language.sentences import ends_clause, ends_sentence
from kcsie_diff.reading.assembling.table_rows import Cells, Parts, Row, extents
from kcsie_diff.reading.page_model import BODY, PageBlock, Role, first_word, line_was_full
from kcsie_diff.records import replace

BESIDE = (Role.FOOTNOTE, Role.FURNITURE, Role.FIGURE, Role.UNPLACED)

RECENT_UNITS = 20
"""Units. How far back the beginning of a long footnote is looked for: more than a page has footnotes."""

_ANNOUNCES_ADDRESS = (" at:", " at", " see:", " see", " from:", " from", "visit:", " visit")
"""How a block ends of which the web address alone in the next block is a part."""

ROOM = 0.5
"""Ratio of the size of type. The room that a line must have beside the next word before a writer is said to have broken
it off: a space is about a quarter of the size, and justified lines stretch it."""


def join(parts: Iterable[PageBlock | Row]) -> list[list[PageBlock] | Row]:
    """The units of a document, in reading order, each in the place of its first block. Rows stay as they are.

    A unit is its blocks, the first of which says what it is.
    """
    units: list[list[PageBlock] | Row] = []
    streams: dict[tuple[Role, bool], list[PageBlock]] = {}
    for part in parts:
        if isinstance(part, Row):
            units.append(part)
            continue
        role = part.role if part.role in BESIDE else Role.PARAGRAPH
        unit = streams.get((role, part.boxed))
        recent = (held for held in reversed(units[-RECENT_UNITS:]) if not isinstance(held, Row))
        if role is Role.FOOTNOTE and part.label is None:
            # A long footnote may end after the next one began: its element holds both parts.
            unit = next((held for held in recent if _shared(held[-1], part)), unit)
        elif unit and part.label is None and part.role in BODY and unit[-1].page == part.page:
            # So may a paragraph that a page end cuts, below a box at the top of the next page.
            cut = next((held for held in recent if held[0].role in BODY and held[-1].page < part.page), unit)
            unit = cut if _shared(cut[-1], part) else unit
        rest = _rest_of(unit, part) if unit else None
        if unit and rest and role is Role.PARAGRAPH and isinstance(units[-1], Row):
            rest = rest if part.label is None and _begins_small(part) and not _ended(unit[-1]) else None
        if unit and rest:
            unit.append(rest)
        else:
            streams[role, part.boxed] = [part]
            units.append(streams[role, part.boxed])
    return units


def _rest_of(unit: Sequence[PageBlock], block: PageBlock) -> PageBlock | None:
    """A block as the rest of a unit, with its label among its words where a page end put it first; None otherwise."""
    last = unit[-1]
    if _continues(last, block):
        return block
    if block.label is None or not {last.role, block.role} <= set(BODY):
        return None
    if block.page != last.page + 1 or block.cell != last.cell or block.continues:
        return None
    whole, before = block.unlabelled(), "\n".join(held.text for held in unit)
    if is_bullet(block.label):
        is_word = _shared(last, block) and is_bullet_in_sentence(block.label, before, block.text)
    else:
        is_word = is_count_in_sentence(block.label, before, block.text)
    return whole if is_word and _line_was_full(last, whole) else None


def _continues(last: PageBlock, block: PageBlock) -> bool:
    """Whether a block continues what comes before it in its stream, across a page end or around a footnote."""
    if block.continues is not None:
        return block.continues
    match block.role:
        case Role.FOOTNOTE:
            return block.label is None and block.page <= last.page + 1 + _shared(last, block)
        case Role.FIGURE:
            return _shared(last, block)
        case Role.HEADING:
            same = last.role is Role.HEADING and last.page == block.page
            return same and block.label is None and _shared(last, block)
        case Role.PARAGRAPH | Role.ITEM if last.role in BODY and block.label is None and block.cell == last.cell:
            return _text_continues(last, block)
        case _:
            return False


def _text_continues(last: PageBlock, block: PageBlock) -> bool:
    """Whether a paragraph or item without a label continues the one before it."""
    if block.page > last.page + 1:
        return False
    spelt = block.text.strip()
    address = spelt.startswith(("http://", "https://", "www.")) and len(spelt.split()) == 1
    if address and last.text.rstrip().lower().endswith(_ANNOUNCES_ADDRESS):
        return True
    if last.page == block.page:
        return _shared(last, block)
    if _shared(last, block) or block.role is Role.ITEM:
        return (not _ended(last) and _shared(last, block)) or _line_was_full(last, block)
    return _begins_small(block) and (not _ended(last) or _line_was_full(last, block))


def _shared(last: PageBlock, block: PageBlock) -> bool:
    return bool(last.owners & block.owners)


def _begins_small(block: PageBlock) -> bool:
    return block.text.lstrip()[:1].islower()


def _ended(block: PageBlock) -> bool:
    """Whether a block ends like a sentence, whatever footnote mark comes after the stop."""
    pieces = [piece for piece in block.lines[-1].pieces if not (piece.raised or piece.mark or piece.hidden)]
    return ends_clause("".join(piece.text for piece in pieces))


def _line_was_full(last: PageBlock, block: PageBlock) -> bool:
    """Whether the last line had no room for the next word: else the writer ended the line, not its width."""
    first = block.lines[0]
    word = first_word(first.text, first.left, first.right)
    return line_was_full(last.lines[-1].right, max(last.right, block.right), word, ROOM * first.size)


# ---- table rows ----

FEW_WORDS = 3
"""Words. A cell with no more may end with a stop and be no sentence."""


def whole_rows(parts: Parts) -> Parts:
    """The parts, with the first row of a table that begins a page joined to the row before it, where it is its rest.

    The rest of a row has an empty first cell, or a cell that goes on in the middle of a sentence. The first row of a
    table that is printed again at the top of a page becomes furniture.
    """
    out: list[PageBlock | Row] = []
    last: Row | None = None
    head: Row | None = None
    heads: dict[str, Row] = {}
    place = 0
    for given in parts:
        part: PageBlock | Row = given
        if isinstance(part, Row):
            head = heads.get(part.table, head)
            if last and head and _repeats(head, last, part):
                out += [replace(block, role=Role.FURNITURE, cell=None, label=None) for block in part.blocks]
                continue
            if last and _row_continues(last, part):
                rest, own = _rest_and_own(last, part)
                whole = _with_rest(last, rest)
                head = whole if head is last else head
                out[place] = last = whole
                if own is None:
                    continue
                part = own
            head = part if last is None or head is None else head
            heads.setdefault(part.table, head)
            last, place = part, len(out)
        elif part.role not in (Role.FURNITURE, Role.FOOTNOTE):
            last = None
        out.append(part)
    return tuple(out)


def _with_rest(row: Row, rest: Cells) -> Row:
    """A row with the cells of its rest, each in its own column, unless the page shows it only under another.

    Word puts what a page end cuts off a cell into the last cell of the row.
    """
    cells = dict(row.cells)
    for column, held in rest.items():
        left, right = min(block.left for block in held), max(block.right for block in held)
        met = [one for one, (a, b) in zip(sorted(cells), extents(cells), strict=True) if a < right and left < b]
        to = column if column in met or len(met) != 1 else met[0]
        cells[to] = (*cells.get(to, ()), *held)
    return replace(row, cells=cells)


def _rest_and_own(last: Row, row: Row) -> tuple[Cells, Row | None]:
    """What of a row is the rest of the one before, and what beside it is a row of its own; None where that is nothing.

    Matches a cell over several rows that a page end cuts between two of these. Must not match where a cell beside it
    goes on in the middle of a sentence.
    """
    tall = {column for column, held in row.cells.items() if held[0].cell and held[0].cell.rows > 1}
    beside = {column for column in row.cells if column not in tall}
    seams = [(last.cells[column][-1], row.cells[column][0]) for column in beside & last.cells.keys()]
    if not tall or not beside or not seams or any(_mid_sentence(*seam) for seam in seams):
        return row.cells, None
    rest, own = ({column: row.cells[column] for column in sorted(share)} for share in (tall, beside))
    held = [block for blocks in own.values() for block in blocks]
    drawn = tuple(block for block in row.drawn if block in held)
    return rest, replace(row, cells=own, drawn=drawn, covered=tuple(sorted({*row.covered, *tall})))


def _repeats(head: Row, last: Row, row: Row) -> bool:
    """Whether a row is the first row of its table, printed again at a page top, above the rest of a row maybe."""
    page, pages = row.drawn[0].page, {block.page for block in last.blocks}
    begins = page - 1 in pages and all(row.drawn[0].top < block.top for block in last.blocks if block.page == page)
    return begins and [block.text.split() for block in head.blocks] == [block.text.split() for block in row.blocks]


def _row_continues(last: Row, row: Row) -> bool:
    """Whether a row is the rest of the last row of the page before."""
    if not last.blocks or not row.blocks or last.columns != row.columns:
        return False
    if row.blocks[0].page != max(block.page for block in last.blocks) + 1:
        return False
    filled = len({*row.cells, *last.cells, *last.covered}) == last.columns
    if filled and not row.cells.keys() & last.cells.keys() and set(last.covered) <= set(row.covered):
        return True  # the page end parted the cells of one row
    if 0 not in {*row.cells, *row.covered}:
        return True
    seams = {c: (last.cells[c][-1], row.cells[c][0]) for c in row.cells if c in last.cells}
    going = {c for c, seam in seams.items() if _mid_sentence(*seam)}
    if 0 in seams and all(block.unlabelled().text.strip()[:1].isdigit() for block in seams[0]):
        return False  # the rows are counted or dated
    # The words of a glossary begin in lower case: there the other cells decide.
    return bool(going) and (going != {0} or not any(_begins_anew(*seam) for seam in seams.values()))


def _begins_anew(before: PageBlock, after: PageBlock) -> bool:
    """Whether a sentence has ended and another begins. Must not match "A.12.4.2", which has a stop but few words."""
    words = before.text.split()
    return len(words) > FEW_WORDS and ends_sentence(words[-1]) and not _begins_small(after)


def _mid_sentence(before: PageBlock, after: PageBlock) -> bool:
    """Whether a text of some words begins in lower case, or with a figure, after one that has not ended.

    Must not match a lone "o": it is a mark in a table of marks, not the rest of a sentence; nor a figure in a cell of
    phrases.
    """
    text, first = before.text.rstrip(), after.text.lstrip()[:1]
    counts = first.isdigit() and ends_sentence(after.text) and len(text.split()) > FEW_WORDS
    return (
        after.label is None
        and len(after.text.split()) > 1
        and (first.islower() or counts)
        and not text.endswith((".", ":", "?", "!"))
    )

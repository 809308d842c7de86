"""Units from blocks: those that a page end, a footnote or a figure cuts are joined.

Footnotes, furniture, figures, unplaced text and boxes each run beside the text: a unit of the text goes on past them.
Past a table it goes on only where that cut a sentence.
"""

from collections.abc import Iterable

from kcsie_diff.language.labels import is_bullet, is_bullet_in_sentence, is_count_in_sentence
from kcsie_diff.language.sentences import ends_clause
from kcsie_diff.reading.assembling.table_rows import Row
from kcsie_diff.reading.page_model import PageBlock, Role, first_word, line_was_full

BODY = (Role.PARAGRAPH, Role.ITEM)
BESIDE = (Role.FOOTNOTE, Role.FURNITURE, Role.FIGURE, Role.UNPLACED)

RECENT_UNITS = 20
"""Units. How far back the beginning of a long footnote is looked for: more than a page has footnotes."""

_ANNOUNCES_ADDRESS = (" at:", " at", " see:", " see", " from:", " from", "visit:", " visit")

ROOM = 0.5
"""Ratio of the size of type. The room that a line must have beside the next word before a writer is said to have broken
it off: a space is about a quarter of the size, and justified lines stretch it."""


class JoinedUnit:
    """The blocks of one unit, in reading order; the first one says what it is."""

    def __init__(self, first: PageBlock) -> None:
        self.blocks = [first]

    @property
    def head(self) -> PageBlock:
        """The block with which the unit begins."""
        return self.blocks[0]

    @property
    def last(self) -> PageBlock:
        """The block with which the unit ends, so far."""
        return self.blocks[-1]


def join(parts: Iterable[PageBlock | Row]) -> list[JoinedUnit | Row]:
    """The units of a document, in reading order, each in the place of its first block. Rows stay as they are."""
    units: list[JoinedUnit | Row] = []
    streams: dict[tuple[Role, bool], JoinedUnit] = {}
    for part in parts:
        if isinstance(part, Row):
            units.append(part)
            continue
        role = part.role if part.role in BESIDE else Role.PARAGRAPH
        unit = streams.get((role, part.boxed))
        if role is Role.FOOTNOTE and part.label is None:
            # A long footnote may end after the next one began: its element holds both parts.
            recent = (held for held in reversed(units[-RECENT_UNITS:]) if isinstance(held, JoinedUnit))
            unit = next((held for held in recent if _shared(held.last, part)), unit)
        after_row = role is Role.PARAGRAPH and units and isinstance(units[-1], Row)
        rest = _rest_of(unit, part) if unit and not (after_row and not _finishes(unit.last, part)) else None
        if unit and rest:
            unit.blocks.append(rest)
        else:
            streams[role, part.boxed] = JoinedUnit(part)
            units.append(streams[role, part.boxed])
    return units


def _finishes(last: PageBlock, block: PageBlock) -> bool:
    """Whether a block takes up a sentence that the block before left open: a table may stand between."""
    return block.label is None and block.text.lstrip()[:1].islower() and not _ended(last)


def _rest_of(unit: JoinedUnit, block: PageBlock) -> PageBlock | None:
    """A block as the rest of a unit, with its label among its words where a page end put it first; None otherwise."""
    last = unit.last
    if _continues(last, block):
        return block
    if block.label is None or not {last.role, block.role} <= set(BODY):
        return None
    if block.page != last.page + 1 or block.cell != last.cell or block.continues:
        return None
    whole = block.unlabelled()
    return whole if _line_was_full(last, whole) and _is_a_word(block.label, unit, block) else None


def _is_a_word(label: str, unit: JoinedUnit, block: PageBlock) -> bool:
    """Whether the label of a block is a word of the unit before it."""
    before = "\n".join(held.text for held in unit.blocks)
    if is_bullet(label):
        return _shared(unit.last, block) and is_bullet_in_sentence(label, before, block.text)
    return is_count_in_sentence(label, before, block.text)


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
    if last.page == block.page:
        return _shared(last, block) or _is_address_of(last, block)
    if block.page > last.page + 1:
        return False
    if _is_address_of(last, block):
        return True
    if _shared(last, block) or block.role is Role.ITEM:
        return (not _ended(last) and _shared(last, block)) or _line_was_full(last, block)
    return block.text.lstrip()[:1].islower() and (not _ended(last) or _line_was_full(last, block))


def _is_address_of(last: PageBlock, block: PageBlock) -> bool:
    """Whether a block is the web address alone that the block before announces: "available at:", "see"."""
    spelt = block.text.strip()
    alone = spelt.startswith(("http://", "https://", "www.")) and len(spelt.split()) == 1
    return alone and last.text.rstrip().lower().endswith(_ANNOUNCES_ADDRESS)


def _shared(last: PageBlock, block: PageBlock) -> bool:
    return bool(last.owners & block.owners)


def _ended(block: PageBlock) -> bool:
    """Whether a block ends like a sentence, whatever footnote mark comes after the stop."""
    pieces = [piece for piece in block.lines[-1].pieces if not (piece.raised or piece.mark or piece.hidden)]
    return ends_clause("".join(piece.text for piece in pieces))


def _line_was_full(last: PageBlock, block: PageBlock) -> bool:
    """Whether the last line had no room for the next word: else the writer ended the line, not its width."""
    first = block.lines[0]
    word = first_word(first.text, first.left, first.right)
    return line_was_full(last.lines[-1].right, max(last.right, block.right), word, ROOM * first.size)

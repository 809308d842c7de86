"""End notes: the numbered list that holds them becomes footnotes, each of which answers its mark in the text."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kcsie_diff.language.labels import is_bullet, note_marks, number
from kcsie_diff.language.normalise import clean
from kcsie_diff.reading.assembling.text_flow import note_label
from kcsie_diff.reading.headings import type_of_body
from kcsie_diff.reading.page_model import BODY, Line, PageBlock, Role
from kcsie_diff.records import replace

FEWEST = 2
"""Notes. A single count may be that of anything."""

SMALLER = 0.6
"""Points. Type that is smaller than the body's by more is that of notes."""

_TITLE = re.compile(r"(?:foot|end)?\s?notes|references", re.IGNORECASE)
"""The heading of a list of notes."""

_RETURN = re.compile(r"\s*\u21a9[\ufe0e\ufe0f]?\s*$")
"""The arrow behind a note that leads back to its mark, as web pages print it."""

_CITING = (Role.HEADING, Role.PARAGRAPH, Role.ITEM, Role.CELL)
"""What cites notes: the text, its headings and tables."""


def with_end_notes(blocks: Sequence[PageBlock]) -> tuple[PageBlock, ...]:
    """The blocks, those of a list of notes as footnotes, without the arrows that lead back to the text.

    Matches a list that counts on by one, each of whose numbers is raised in the text before it and answered by no
    footnote; the list ends the document, or stands under "Notes", in small type or with arrows. Must not match
    numbered paragraphs that cite notes themselves, nor those that follow a summary with notes.
    """
    runs = [(run, counts) for run, counts in _runs(blocks) if len(counts) >= FEWEST]
    if not runs:
        return tuple(blocks)
    made = list(blocks)
    answered = {label for block in blocks if block.role is Role.FOOTNOTE and (label := note_label(block))}
    body, _ = type_of_body(blocks)
    cited: set[str] = set()
    read = 0
    for run, counts in runs:
        cited.update(_cited(blocks[read : run[0]]))
        read = run[0]
        labels = set(map(str, counts))
        if cited >= labels and answered.isdisjoint(labels) and _is_set_as_notes(blocks, run, body):
            answered |= labels
            for n in run:
                made[n] = _as_note(blocks[n])
    return tuple(made)


def _cited(blocks: Iterable[PageBlock]) -> Iterator[str]:
    """The figures that are raised in the text, at the start of a line too: what a mark stands behind may end a line."""
    for block in blocks:
        if block.role in _CITING:
            raised = (piece.text for line in block.lines for piece in line.pieces if piece.raised or piece.mark)
            yield from (mark for text in raised for mark in note_marks(clean(text)))


def _runs(blocks: Sequence[PageBlock]) -> Iterator[tuple[list[int], list[int]]]:
    """The runs of blocks, by index, that count on by one, with what stands between two counts; and their counts."""
    run: list[int] = []
    counts: list[int] = []
    between: list[int] = []
    for n, block in enumerate(blocks):
        if block.role is Role.FURNITURE:
            continue
        count = _value(block)
        if count and counts and count == counts[-1] + 1:
            run += [*between, n]
            counts.append(count)
            between = []
        elif run and block.role in BODY and block.cell is None and count is None:
            between.append(n)
        else:
            yield run, counts
            run, counts, between = ([n], [count], []) if count else ([], [], [])
    yield run, counts


def _value(block: PageBlock) -> int | None:
    """The number of a block that a list may count, None for any other."""
    if block.role not in BODY or block.cell is not None or not block.label or is_bullet(block.label):
        return None
    label = number(block.label) or ""
    return int(label) if label.isdigit() else None


def _is_set_as_notes(blocks: Sequence[PageBlock], run: Sequence[int], body: float) -> bool:
    """Whether a run ends the document, stands under the heading of notes, in small type or with arrows."""
    if all(blocks[n].size < body - SMALLER for n in run) or any(_RETURN.search(blocks[n].text) for n in run):
        return True
    above = next((block for block in reversed(blocks[: run[0]]) if block.role is not Role.FURNITURE), None)
    titled = above is not None and _TITLE.fullmatch(clean(above.text)) is not None
    return titled or all(block.role is Role.FURNITURE for block in blocks[run[-1] + 1 :])


def _as_note(block: PageBlock) -> PageBlock:
    """A block as a footnote, or as a further part of one, without its arrow."""
    block = block if _value(block) else block.unlabelled()
    lines = list(block.lines)
    if len(lines) > 1 and not _RETURN.sub("", lines[-1].text):
        lines.pop()
    pieces = list(lines[-1].pieces)
    if len(pieces) > 1 and not _RETURN.sub("", pieces[-1].text):
        pieces.pop()
    else:
        pieces[-1] = replace(pieces[-1], text=_RETURN.sub("", pieces[-1].text))
    lines[-1] = Line(tuple(pieces))
    return replace(block, role=Role.FOOTNOTE, lines=tuple(lines), level=None, continues=None)

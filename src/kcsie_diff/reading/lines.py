"""Pieces in drawing order -> lines: what stands on one height, neighbours alike joined, raised letters marked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kcsie_diff.reading.pieces import Line, Piece


def set_lines(pieces: Sequence[Piece]) -> Iterator[Line]:
    """The lines that the pieces of one line of PDFium's make; mostly it is one."""
    for run in _level_runs(pieces):
        yield Line(tuple(_mark_raised(_join_alike(run))))


def _level_runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Cut a line where the text steps back or down by more than a footnote mark does: PDFium joins some such lines."""
    run: list[Piece] = []
    for piece in pieces:
        if run and not _on_one_line(run, piece):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _on_one_line(run: Sequence[Piece], piece: Piece) -> bool:
    last = run[-1]
    size = max(last.size, piece.size)
    if piece.rotated or last.rotated:
        return piece.rotated == last.rotated
    return abs(piece.baseline - last.baseline) < 0.7 * size and piece.left > last.left - size


def join_level(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines, each joined to the one before it where it goes on at the same height.

    PDFium breaks the line before some footnote marks.
    """
    held: Line | None = None
    for line in lines:
        if held is not None and _goes_on(held, line):
            held = Line(tuple(_mark_raised(iter((*held.pieces, *line.pieces)))))
        else:
            if held is not None:
                yield held
            held = line
    if held is not None:
        yield held


def _goes_on(line: Line, following: Line) -> bool:
    size = max(line.size, following.size)
    level = abs(line.baseline - following.baseline) < 0.5 * size
    return level and -0.3 * size < following.left - line.right < 1.5 * size


def _join_alike(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Join neighbours that differ in nothing but their place."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and _alike(held, piece):
            held = replace(held, text=held.text + piece.text, right=max(held.right, piece.right))
        else:
            if held is not None:
                yield held
            held = piece
    if held is not None:
        yield held


def _alike(a: Piece, b: Piece) -> bool:
    same = (a.mcid, a.size, a.bold, a.italic, a.link, a.hidden, a.in_form, a.font, a.rotated, a.raised, a.artifact) == (
        b.mcid, b.size, b.bold, b.italic, b.link, b.hidden, b.in_form, b.font, b.rotated, b.raised, b.artifact,
    )  # fmt: skip
    return same and abs(a.baseline - b.baseline) < 0.5 and b.left - a.right < 0.7 * a.size


def _mark_raised(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Mark what is set smaller and higher than the main text of its line, and join the figures of one mark."""
    run = list(pieces)
    main = Line(tuple(run)).main
    held: Piece | None = None
    for piece in run:
        smaller, higher = piece.size < 0.85 * main.size, piece.baseline < main.baseline - 0.1 * main.size
        if not smaller or not higher or piece.hidden:
            if held:
                yield held
            held = None
            yield piece
        elif held and not held.text[-1:].isspace() and piece.left - held.right < 0.2 * piece.size:
            held = replace(held, text=held.text + piece.text, right=piece.right, link=None)
        else:
            if held:
                yield held
            held = replace(piece, raised=True)
    if held:
        yield held

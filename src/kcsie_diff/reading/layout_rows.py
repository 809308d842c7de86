"""Rows of an untagged page: what stands on one baseline, cut where a wide gap stands.

PDFium tells lines in drawing order, which on an untagged page may be any order; here they are rebuilt from where the
pieces stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kcsie_diff.reading.pieces import Line, Piece

GAP = 1.0
"""A gap wider than this, in ems, is no space between words: justified text seldom reaches 0.8 em."""


@dataclass(frozen=True)
class Row:
    """The segments that share a baseline, from left to right. There is at least one."""

    segments: tuple[Line, ...]

    @cached_property
    def line(self) -> Line:
        """The row as one line, a space where the gaps stood."""
        if len(self.segments) == 1:
            return self.segments[0]
        return Line(spaced([piece for segment in self.segments for piece in segment.pieces]))

    @cached_property
    def text(self) -> str:
        """The words of the row without the space around them."""
        return self.line.text.strip()

    @property
    def page(self) -> int:
        """The page on which the row stands."""
        return self.segments[0].page

    @cached_property
    def left(self) -> float:
        """The left edge."""
        return self.segments[0].left

    @cached_property
    def right(self) -> float:
        """The right edge."""
        return max(segment.right for segment in self.segments)

    @cached_property
    def top(self) -> float:
        """The upper edge."""
        return min(segment.top for segment in self.segments)

    @cached_property
    def bottom(self) -> float:
        """The lower edge."""
        return max(segment.bottom for segment in self.segments)

    @cached_property
    def size(self) -> float:
        """The size in which most letters are set."""
        return self.line.size

    @cached_property
    def baseline(self) -> float:
        """The baseline of most letters."""
        return self.line.baseline

    @cached_property
    def bold(self) -> bool:
        """Whether the row is bold throughout."""
        return self.line.bold

    @cached_property
    def first_word(self) -> float:
        """The width of the first word, in points, measured off in proportion."""
        piece = self.segments[0].pieces[0]
        words = piece.text.split()
        return (piece.right - piece.left) * len(words[0]) / max(1, len(piece.text)) if words else 0.0


def rows(lines: Iterable[Line]) -> tuple[Row, ...]:
    """The rows of one page, from the top down. Each visible piece is in exactly one; blanks become spaces."""
    pieces = list(_pieces(lines))
    standing = sorted((piece for piece in pieces if not _hangs(piece)), key=lambda piece: piece.baseline)
    groups: list[list[Piece]] = []
    for piece in standing:
        if groups and piece.baseline - groups[-1][0].baseline <= 0.3 * min(piece.size, groups[-1][0].size):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    for piece in pieces:
        if _hangs(piece):
            _hang(piece, groups)
    made = (_row(group) for group in groups)
    return tuple(sorted(made, key=lambda row: (row.baseline, row.left)))


def _pieces(lines: Iterable[Line]) -> Iterable[Piece]:
    """The pieces that hold a letter; a blank piece becomes the space that ends the piece before it."""
    for line in lines:
        held: Piece | None = None
        for piece in line.pieces:
            if piece.text.strip():
                if held is not None:
                    yield held
                held = piece
            elif held is not None and not held.text.endswith(" "):
                held = replace(held, text=held.text + " ")
        if held is not None:
            yield held


def _hangs(piece: Piece) -> bool:
    """Whether a piece belongs to the row of a larger neighbour: footnote marks, ordinals, hidden artefacts."""
    return piece.raised or piece.hidden


def _hang(piece: Piece, groups: list[list[Piece]]) -> None:
    """Put a raised piece into the row that it stands beside, or into a row of its own."""

    def distance(group: Sequence[Piece]) -> float:
        fall = group[0].baseline - piece.baseline
        if not -0.3 * group[0].size <= fall <= 0.9 * group[0].size:
            return 1e9
        return min(max(other.left - piece.right, piece.left - other.right, 0.0) for other in group) + abs(fall)

    best = min(groups, key=distance, default=None)
    if best is not None and distance(best) < 2 * best[0].size:
        best.append(piece)
    else:
        groups.append([piece])


def _row(group: Sequence[Piece]) -> Row:
    pieces = sorted(group, key=lambda piece: piece.left)
    segments: list[list[Piece]] = [[pieces[0]]]
    reach = pieces[0].right
    for piece in pieces[1:]:
        if piece.left - reach > GAP * max(piece.size, segments[-1][-1].size):
            segments.append([piece])
        else:
            segments[-1].append(piece)
        reach = max(reach, piece.right)
    return Row(tuple(Line(spaced(segment)) for segment in segments))


def spaced(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces with a space at the end of each that stands apart from the next by more than letters do."""
    made = []
    for piece, after in zip(pieces, [*pieces[1:], None], strict=True):
        apart = after is not None and after.left - piece.right > 0.15 * piece.size
        touching = piece.text[-1:].isspace() or (after is not None and after.text[:1].isspace())
        made.append(replace(piece, text=piece.text + " ") if apart and not touching else piece)
    return tuple(made)

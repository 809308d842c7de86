"""Words that went from one passage to a neighbour: pairs in which nothing changed once they are put together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kcsie_diff.differing.context import Counterparts
from kcsie_diff.language.normalise import fold
from kcsie_diff.language.stopwords import FUNCTION_WORDS
from kcsie_diff.language.tokens import words
from kcsie_diff.model.alignment import Pair
from kcsie_diff.model.comparison import Explanation
from kcsie_diff.model.edition import Node, NodeKind

# How far, in pairs of the new edition, a piece may stand from the passage that it came out of.
_REACH = 4
_WORDS_AT_LEAST = 6
_SHARED_WORDS = 3
_SHARED_PART = 0.2


def reunite(pairs: Sequence[Pair], who: Counterparts) -> tuple[Pair, ...]:
    """The pairs, which are in reading order, with what was torn apart put together.

    Matches a paragraph whose last sentence became a paragraph of its own although something new stands between them
    (a split, or a merger the other way); two neighbours between which a sentence went across and a number with it; a
    note that gave its place to another on the same matter. Must not match a sentence that both sides of the pair have.
    """
    return tuple(_with_shifts(_with_pieces(pairs, who), who))


def _with_pieces(pairs: Sequence[Pair], who: Counterparts) -> list[Pair]:
    result = list(pairs)
    for at, pair in enumerate(pairs):
        if bool(pair.old) == bool(pair.new) or len(fold(_text(pair.old or pair.new)).split()) < _WORDS_AT_LEAST:
            continue
        for near in _around(at, len(pairs)):
            if _is_piece_of(pair, result[near]):
                result[near] = _whole_again(result[near], pair, who)
                result[at] = Pair((), (), pair.explanation)
                break
    return [pair for pair in result if pair.old or pair.new]


def _whole_again(whole: Pair, piece: Pair, who: Counterparts) -> Pair:
    return Pair(
        tuple(sorted(whole.old + piece.old, key=lambda node: who.old_places[node.key])),
        tuple(sorted(whole.new + piece.new, key=lambda node: who.new_places[node.key])),
        Explanation("piece", whole.explanation.score, whole.explanation.considered),
        whole.moved,
    )


def _around(at: int, count: int) -> Iterator[int]:
    for distance in range(1, _REACH + 1):
        yield from (near for near in (at - distance, at + distance) if 0 <= near < count)


def _is_piece_of(piece: Pair, whole: Pair) -> bool:
    """Whether a piece that one edition has by itself stands, word for word, in the passage of the other alone."""
    if len(whole.old) != 1 or len(whole.new) != 1 or NodeKind.HEADING in (whole.old[0].kind, whole.new[0].kind):
        return False
    words = _letters(piece.old or piece.new)
    holder, other = (whole.old, whole.new) if piece.new else (whole.new, whole.old)
    return words in _letters(holder) and words not in _letters(other)


def _with_shifts(pairs: Sequence[Pair], who: Counterparts) -> Iterator[Pair]:
    result: list[Pair] = []
    for pair in pairs:
        if pair.old and pair.new and _text(pair.old) == _text(pair.new):
            result.append(pair)  # nothing came or went
            continue
        near = next((at for at in range(1, min(_REACH, len(result)) + 1) if _shifted(result[-at], pair)), None)
        if near is not None:
            joined = _whole_again(result[-near], pair, who)
            result[-near] = replace(joined, explanation=Explanation("sentence-shifted"))
        elif (gone := _giver(result, pair)) is not None:
            result[gone] = replace(_whole_again(result[gone], pair, who), explanation=Explanation("replaced-in-place"))
        else:
            result.append(pair)
    yield from result


def _giver(before: Sequence[Pair], pair: Pair) -> int | None:
    """Which of the passages right before, that only one edition has, gave its place to this one."""
    for at in range(len(before) - 1, max(-1, len(before) - 1 - _REACH), -1):
        if before[at].old and before[at].new:
            return None
        if _replaced(before[at], pair):
            return at
    return None


def _replaced(one: Pair, other: Pair) -> bool:
    """Whether a note without a number gave its place to another about the same: some telling words in common."""
    nodes = (*one.old, *one.new, *other.old, *other.new)
    if len(nodes) != 2 or len(one.old) == len(other.old):
        return False
    if nodes[0].kind is not nodes[1].kind or not all(_is_note(node) for node in nodes):
        return False
    first, second = ({*words(node.text)} - FUNCTION_WORDS for node in nodes)
    shared, smaller = len(first & second), min(len(first), len(second))
    return shared >= min(_SHARED_WORDS, max(2, smaller)) and shared >= _SHARED_PART * smaller


def _is_note(node: Node) -> bool:
    return node.kind is NodeKind.FOOTNOTE or (node.kind is NodeKind.PARAGRAPH and node.number is None)


def _shifted(one: Pair, other: Pair) -> bool:
    """Whether two neighbours have, together, the same words in both editions, but not each for itself."""
    if any(len(side) != 1 for pair in (one, other) for side in (pair.old, pair.new)) or one.moved or other.moved:
        return False
    if _numbered((*one.old, *other.old)) == _numbered((*one.new, *other.new)) or one.old[0].text == one.new[0].text:
        return False
    before, after = (*one.old, *other.old), (*one.new, *other.new)
    return _letters(one.old) != _letters(one.new) and _letters(before) == _letters(after)


def _numbered(nodes: Iterable[Node]) -> int:
    return sum(node.kind is NodeKind.PARAGRAPH and node.number is not None for node in nodes)


def _text(nodes: Iterable[Node]) -> str:
    return " ".join(node.text for node in nodes)


def _letters(nodes: Iterable[Node]) -> str:
    return "".join(fold(_text(nodes)).split())

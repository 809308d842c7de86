"""Split and merged texts: a free neighbour is a piece of a match if the text with it fits the other side better.

Input: a match store. Output: the pieces that its matches gained.
"""

from collections.abc import Iterable

from kcsie_diff.aligning.encoded import EncodedEdition
from kcsie_diff.aligning.matches import MatchStore, Seed
from kcsie_diff.aligning.similarity import words_kept
from kcsie_diff.model.edition import NodeKind

_REACH = 3  # how many texts up or down a piece may be from another one: what was between them may be gone
_LEAST = 3  # the fewest words that show that a piece came out of a text
_EXPLAINED = 0.65  # the share of a piece's words that the text it came out of must account for
# The same of a piece that was reworded, too, of which as large a share must be what the match lacks: more than two
# unrelated texts of guidance have in common in nine of ten cases.
_REWORDED = 0.5
_REWORDED_WORDS = 6  # the fewest words of such a piece


def add_pieces(store: MatchStore, *, reworded: bool = False) -> None:
    """Add to each match the free neighbours that complete it: new ones where a text was split, else old ones."""
    for side in (0, 1):
        for stream in _streams((store.old, store.new)[side]):
            for one_way in (stream, stream[::-1]):
                _add_along(store, side, one_way, reworded)


def _streams(edition: EncodedEdition) -> tuple[list[int], list[int]]:
    """The positions of the running text and of the footnotes: a text and its rest may have a footnote between them."""
    body: list[int] = []
    notes: list[int] = []
    for position, node in enumerate(edition.nodes):
        (notes if node.kind is NodeKind.FOOTNOTE else body).append(position)
    return body, notes


def _add_along(store: MatchStore, side: int, stream: list[int], reworded: bool) -> None:
    seed_of = (store.of_old, store.of_new)[side]
    for at, position in enumerate(stream):
        if seed_of(position) is None:
            reach = 1 if reworded else _REACH
            beside = {seed_of(near) for near in stream[max(0, at - reach) : at + reach + 1]}
            _add_to_best(store, side, position, sorted(seed for seed in beside if seed), reworded)


def _add_to_best(store: MatchStore, side: int, position: int, seeds: Iterable[Seed], reworded: bool) -> None:
    shares = [(_explained(store, side, position, seed, reworded), seed) for seed in seeds]
    share, seed = max(shares, default=(0.0, None))
    if seed is not None and share >= (_REWORDED if reworded else _EXPLAINED):
        (store.add_old_piece, store.add_new_piece)[side](seed, position)


def _explained(store: MatchStore, side: int, position: int, seed: Seed, reworded: bool) -> float:
    """The share of a node's words that the other side of a match has and its own side has not accounted for yet.

    Of a piece that may be reworded it is at most the share that it is of the words not accounted for.
    """
    own, other = (store.old, store.new)[side], (store.old, store.new)[1 - side]
    pieces, wholes = store.positions(seed)[side], store.positions(seed)[1 - side]
    size = own.size(position)
    headings = [edition.nodes[at].kind is NodeKind.HEADING for edition, at in ((own, position), (other, wholes[0]))]
    if (
        len(wholes) > 1
        or seed.score == 1.0
        or headings[0] != headings[1]
        or size < (_REWORDED_WORDS if reworded else _LEAST)
    ):
        return 0.0
    whole = other.codes[wholes[0]]
    before = "".join(own.codes[piece] for piece in pieces)
    after = "".join(own.codes[piece] for piece in sorted([*pieces, position]))
    kept = words_kept(whole, before)
    gained = words_kept(whole, after) - kept
    if gained < _LEAST:
        return 0.0
    return gained / (max(size, len(whole) - kept) if reworded else size)

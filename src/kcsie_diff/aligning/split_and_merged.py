"""Split and merged texts: a free neighbour is a piece of a match if the text with it fits the other side better.

Input: a match store. Output: the pieces that its matches gained.
"""

from collections.abc import Iterable

from kcsie_diff.aligning.encoded import EncodedEdition
from kcsie_diff.aligning.matches import MatchStore, Seed
from kcsie_diff.aligning.similarity import words_kept
from kcsie_diff.model.edition import NodeKind

_LEAST = 3  # the fewest words that show that a piece came out of a text
_EXPLAINED = 0.65  # the share of a piece's words that the text it came out of must account for


def add_pieces(store: MatchStore) -> None:
    """Add to each match the free neighbours that complete it: new ones where a text was split, else old ones."""
    for side in (0, 1):
        for stream in _streams((store.old, store.new)[side]):
            _add_along(store, side, stream)
            _add_along(store, side, stream[::-1])


def _streams(edition: EncodedEdition) -> tuple[list[int], list[int]]:
    """The positions of the running text and of the footnotes: a text and its rest may have a footnote between them."""
    body: list[int] = []
    notes: list[int] = []
    for position, node in enumerate(edition.nodes):
        (notes if node.kind is NodeKind.FOOTNOTE else body).append(position)
    return body, notes


def _add_along(store: MatchStore, side: int, stream: list[int]) -> None:
    seed_of = (store.of_old, store.of_new)[side]
    for at, position in enumerate(stream):
        if seed_of(position) is None:
            beside = {seed_of(stream[near]) for near in (at - 1, at + 1) if 0 <= near < len(stream)}
            _add_to_best(store, side, position, sorted(seed for seed in beside if seed))


def _add_to_best(store: MatchStore, side: int, position: int, seeds: Iterable[Seed]) -> None:
    shares = [(_explained(store, side, position, seed), seed) for seed in seeds]
    share, seed = max(shares, default=(0.0, None))
    if seed is not None and share >= _EXPLAINED:
        (store.add_old_piece, store.add_new_piece)[side](seed, position)


def _explained(store: MatchStore, side: int, position: int, seed: Seed) -> float:
    """The share of a node's words that the other side of a match has and its own side has not accounted for yet."""
    own, other = (store.old, store.new)[side], (store.old, store.new)[1 - side]
    pieces, wholes = store.positions(seed)[side], store.positions(seed)[1 - side]
    if len(wholes) > 1 or seed.score == 1.0 or own.size(position) < _LEAST:
        return 0.0
    whole = other.codes[wholes[0]]
    before = "".join(own.codes[piece] for piece in pieces)
    after = "".join(own.codes[piece] for piece in sorted([*pieces, position]))
    gained = words_kept(whole, after) - words_kept(whole, before)
    return gained / own.size(position) if gained >= _LEAST else 0.0

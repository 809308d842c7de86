"""Texts that were cut in two or put together: does the concatenation of neighbours match better?"""

from collections.abc import Iterable

from kcsie_diff.aligning.encoded import Strand
from kcsie_diff.aligning.matches import Bond, Draft
from kcsie_diff.aligning.similarity import words_kept
from kcsie_diff.model.edition import NodeKind

_LEAST = 3  # the fewest words that tell that a piece came out of a text
_EXPLAINED = 0.65  # the share of a piece's words that the text it came out of must account for


def add_pieces(draft: Draft) -> None:
    """Add to each bond the free neighbours that complete it: new ones where a text was split, else old ones."""
    for side in (0, 1):
        for stream in _streams((draft.old, draft.new)[side]):
            _add_along(draft, side, stream)
            _add_along(draft, side, stream[::-1])


def _streams(strand: Strand) -> tuple[list[int], list[int]]:
    """The places of the running text and those of the footnotes: a text and its rest may have a note between them."""
    body: list[int] = []
    notes: list[int] = []
    for place, node in enumerate(strand.nodes):
        (notes if node.kind is NodeKind.FOOTNOTE else body).append(place)
    return body, notes


def _add_along(draft: Draft, side: int, stream: list[int]) -> None:
    bond_of = (draft.of_old, draft.of_new)[side]
    for at, place in enumerate(stream):
        if bond_of(place) is None:
            beside = {bond_of(stream[near]) for near in (at - 1, at + 1) if 0 <= near < len(stream)}
            _add_to_best(draft, side, place, sorted(bond for bond in beside if bond))


def _add_to_best(draft: Draft, side: int, place: int, bonds: Iterable[Bond]) -> None:
    shares = [(_explained(draft, side, place, bond), bond) for bond in bonds]
    share, bond = max(shares, default=(0.0, None))
    if bond is not None and share >= _EXPLAINED:
        (draft.add_old, draft.add_new)[side](bond, place)


def _explained(draft: Draft, side: int, place: int, bond: Bond) -> float:
    """The share of a place's words that the other side of a bond holds and its own side does not say yet."""
    own, other = (draft.old, draft.new)[side], (draft.old, draft.new)[1 - side]
    members, wholes = draft.members(bond)[side], draft.members(bond)[1 - side]
    if len(wholes) > 1 or bond.score == 1.0 or own.size(place) < _LEAST:
        return 0.0
    whole = other.codes[wholes[0]]
    before = "".join(own.codes[member] for member in members)
    after = "".join(own.codes[member] for member in sorted([*members, place]))
    gained = words_kept(whole, after) - words_kept(whole, before)
    return gained / own.size(place) if gained >= _LEAST else 0.0

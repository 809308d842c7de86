"""Final matches: from positions in a match store to nodes, with the runners-up, in reading order.

Input: a match store when matching is done. Output: a match for every content node, also for those without a partner.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kcsie_diff.aligning.matches import MatchStore, Seed
from kcsie_diff.aligning.moves import moved_matches
from kcsie_diff.aligning.rewritten import STEP, Candidates
from kcsie_diff.aligning.similarity import SimilarNodes
from kcsie_diff.model.alignment import Match
from kcsie_diff.model.comparison import Candidate, Explanation, Side
from kcsie_diff.model.edition import Edition
from kcsie_diff.records import replace

_RUNNERS_UP = 3
_DIGITS = 3  # of a ratio in an explanation


def final_matches(store: MatchStore, similar: SimilarNodes, rewritten: Candidates) -> tuple[Match, ...]:
    """Everything that a store holds: its matches, and the nodes without a partner, each by itself."""
    runners_up = _RunnersUp(store, similar, rewritten)
    moved = moved_matches(store)

    def final(old: Sequence[int], new: Sequence[int], seed: Seed | None) -> Match:
        considered = () if seed and _is_exact(store, seed) else runners_up.beside(old, new, seed)
        explanation = (
            Explanation(seed.step, round(seed.score, _DIGITS), considered)
            if seed
            else Explanation("no-partner", None, considered)
        )
        return Match(
            tuple(store.old.nodes[position] for position in old),
            tuple(store.new.nodes[position] for position in new),
            explanation,
            seed in moved,
        )

    return (
        *(final(*store.positions(seed), seed) for seed in store.seeds()),
        *(final([position], [], None) for position in store.free_old()),
        *(final([], [position], None) for position in store.free_new()),
    )


def _is_exact(store: MatchStore, seed: Seed) -> bool:
    old, new = store.positions(seed)
    return len(old) == len(new) == 1 and store.old.keys[old[0]] == store.new.keys[new[0]]


class _RunnersUp:
    """The nodes that were considered as partners and not taken."""

    def __init__(self, store: MatchStore, similar: SimilarNodes, rewritten: Candidates) -> None:
        self._store = store
        self._rewritten = rewritten
        self._of_old: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
        self._of_new: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
        unsure = [seed.old for seed in store.seeds() if not _is_exact(store, seed)]
        for old in sorted({*store.free_old(), *unsure}):
            for new, score in similar.of_old(old):
                self._of_old[old].append((score, new))
                self._of_new[new].append((score, old))

    def beside(self, olds: Sequence[int], news: Sequence[int], seed: Seed | None) -> tuple[Candidate, ...]:
        """The most alike nodes of either edition that are not in this match, best first.

        How alike is measured as it was for the match itself, so that the ratios can be compared.
        """
        if seed and seed.step == STEP:
            found = {(-pair.cosine, Side.NEW, pair.new) for at in olds for pair in self._rewritten.of[0][at]}
            found |= {(-pair.cosine, Side.OLD, pair.old) for at in news for pair in self._rewritten.of[1][at]}
        else:
            found = {(-score, Side.NEW, at) for old in olds for score, at in self._of_old.get(old, ())}
            found |= {(-score, Side.OLD, at) for new in news for score, at in self._of_new.get(new, ())}
        own, nodes = (
            {Side.OLD: olds, Side.NEW: news},
            {Side.OLD: self._store.old.nodes, Side.NEW: self._store.new.nodes},
        )
        best = sorted(one for one in found if one[2] not in own[one[1]])[:_RUNNERS_UP]
        return tuple(Candidate(side, nodes[side][at].key, round(-negative, _DIGITS)) for negative, side, at in best)


def mirrored(match: Match) -> Match:
    """The same match with the editions swapped."""
    other = {Side.OLD: Side.NEW, Side.NEW: Side.OLD}
    considered = tuple(replace(candidate, side=other[candidate.side]) for candidate in match.explanation.considered)
    return replace(match, old=match.new, new=match.old, explanation=replace(match.explanation, considered=considered))


def in_reading_order(matches: Iterable[Match], old: Edition, new: Edition) -> tuple[Match, ...]:
    """Matches in the order of the new edition; what was removed comes where its old neighbours went."""
    listed = tuple(matches)
    old_positions, new_positions = ({node.key: at for at, node in enumerate(e.content)} for e in (old, new))
    stayed = {
        node.key: new_positions[match.new[-1].key]
        for match in listed
        if match.new and not match.moved
        for node in match.old
    }
    went: dict[str, int] = {}  # for each old node where the nearest one before it that stayed went
    last = -1
    for node in old.content:
        last = went[node.key] = stayed.get(node.key, last)

    def position(match: Match) -> tuple[int, int, int]:
        if match.new:
            return new_positions[match.new[0].key], 0, 0
        key = match.old[0].key
        return went[key], 1, old_positions[key]

    return tuple(sorted(listed, key=position))

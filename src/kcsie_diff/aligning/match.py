"""Matching: two editions to matches, from exact anchors through similar texts in place to what moved or was rewritten.

Input: two editions. Output: a `Matching`, which says of every content node what it became. `_find_matches` has the
steps in order. A free neighbour of a match is a piece of it if the text with it fits the other side better.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kcsie_diff.aligning.coverage import are_unrelated, cover, find_warnings, sections_left_out
from kcsie_diff.aligning.encoded import EncodedEdition, encode_editions
from kcsie_diff.aligning.in_place import (
    fill_gap,
    match_alone_in_gap,
    match_anchors,
    match_by_name,
    match_equal_elsewhere,
    match_headings,
    match_rows_by_label,
    match_written_as_list,
)
from kcsie_diff.aligning.matches import Gap, MatchStore, Seed, gaps_between
from kcsie_diff.aligning.moves import (
    in_order,
    match_beside_moves,
    match_similar_elsewhere,
    match_under_parents,
    match_unrivalled_elsewhere,
    moved_matches,
    remove_coincidences,
)
from kcsie_diff.aligning.rewritten import STEP, Candidates, match_rewritten
from kcsie_diff.aligning.similarity import SimilarNodes, Threshold, words_kept
from kcsie_diff.model.alignment import Match
from kcsie_diff.model.comparison import Candidate, Explanation, OutOfScope, Side
from kcsie_diff.model.edition import Edition, NodeKind
from kcsie_diff.records import Record, replace

# Ratios (0 to 1) of words kept. Of 150 paragraphs of guidance the most alike unrelated one reaches 0.36 at the median
# and 0.65 in one of ten; a paragraph with half of its words replaced keeps 0.5 to 0.6.
_SURE_IN_PLACE, _IN_PLACE = Threshold(0.6, 5), Threshold(0.36, 5, contained=0.85)
_SURE_ELSEWHERE, _ELSEWHERE = Threshold(0.6, 25), Threshold(0.5, 25)


class Matching(Record, frozen=True):
    """Which node became which.

    `matches` are in the order of the new edition; what was removed comes where its old neighbours went. Every content
    node of both editions is in exactly one match, or its key is in `left_out_old` or `left_out_new`: those are the
    nodes that `out_of_scope` sums up. `warnings` are sentences for the verdict; `unrelated`
    says that the files are no two editions of one text.
    """

    matches: tuple[Match, ...]
    out_of_scope: tuple[OutOfScope, ...] = ()
    left_out_old: frozenset[str] = frozenset()
    left_out_new: frozenset[str] = frozenset()
    warnings: tuple[str, ...] = ()
    unrelated: bool = False


def match(old: Edition, new: Edition) -> Matching:
    """Find for every content node of either edition what it became, or that it has no partner.

    Swapping the editions gives the same matches, mirrored: the steps always go one way, from the edition with fewer
    nodes.
    """
    if _size(old) <= _size(new):
        matches, encoded = _match_one_way(old, new)
    else:
        found, (encoded_new, encoded_old) = _match_one_way(new, old)
        matches, encoded = tuple(map(_mirrored, found)), (encoded_old, encoded_new)
    coverages = cover(matches, *encoded)
    left = [*sections_left_out(Side.OLD, old, *coverages)], [*sections_left_out(Side.NEW, new, *coverages[::-1])]
    keys_old, keys_new = (frozenset(key for _, keys in some for key in keys) for some in left)
    in_scope = [
        one
        for one in matches
        if (one.new or one.old[0].key not in keys_old) and (one.old or one.new[0].key not in keys_new)
    ]
    return Matching(
        _in_reading_order(in_scope, old, new),
        tuple(section for some in left for section, _ in some),
        keys_old,
        keys_new,
        tuple(find_warnings(old, new, coverages)),
        are_unrelated(coverages),
    )


def _size(edition: Edition) -> tuple[int, list[str]]:
    """What decides from which edition matching goes: the number of its nodes, and their texts where that is equal."""
    return len(edition.content), [node.text for node in edition.content]


def _match_one_way(first: Edition, second: Edition) -> tuple[tuple[Match, ...], tuple[EncodedEdition, EncodedEdition]]:
    encoded = encode_editions(first, second)
    store = MatchStore(*encoded)
    return _final_matches(store, *_find_matches(store)), encoded


def _find_matches(store: MatchStore) -> tuple[SimilarNodes, Candidates]:
    """Run the steps of matching: sure in place, sure elsewhere, then less sure in the same order.

    Each step sees only what the steps before it left free, so the surest goes first. Returned are the candidates that
    the searches considered.
    """
    # 1. Equal texts that occur once, with their equal neighbours. They are beyond doubt and fix the gaps for the rest.
    #    A row's label in a gap is nearly as sure: another row may well have more of its words.
    match_anchors(store)
    similar = SimilarNodes(store.old, store.new, store.free_new())
    for gap in _gaps(store):
        match_rows_by_label(store, gap)
    # 2. Alike texts between the same neighbours: place and words agree, so this comes before any search elsewhere.
    #    The same goes for a sentence that was set as a list.
    _fill_gaps(store, similar, _SURE_IN_PLACE)
    for gap in _gaps(store):
        match_written_as_list(store, gap)
    # 3. Pieces of what is matched so far, before a piece can be taken for a text that moved.
    _add_pieces(store)
    # 4. Equal, then alike texts elsewhere. Only sure ones: a weak match here would take a text from its own place (7).
    match_equal_elsewhere(store)
    match_similar_elsewhere(store, similar, _SURE_ELSEWHERE)
    # 5. Headings by what is under them. Their matches cut large gaps in two, which step 7 needs.
    match_headings(store)
    # 6. Pieces of what steps 4 and 5 matched, again before other steps can take them.
    _add_pieces(store)
    # 7. Less alike texts between the same neighbours: the place makes up for what the words lack.
    _fill_gaps(store, similar, _IN_PLACE)
    # 8. Texts in a gap that share little more than the name that they start with, then what is alone in a gap. Each
    #    changes the gaps, so they are looked up again.
    for gap in _gaps(store):
        match_by_name(store, gap)
    for gap in _gaps(store):
        match_alone_in_gap(store, gap)
    # 9. What is inside or beside a text that moved: it moved along.
    match_beside_moves(store, similar)
    # 10. Less alike texts elsewhere. Last of the searches by words, since here neither place nor words are sure.
    match_similar_elsewhere(store, similar, _ELSEWHERE)
    match_unrivalled_elsewhere(store, similar)
    # A second look at what no order of words connects, by rare words: after all that compares the words in order.
    rewritten = match_rewritten(store)
    # 11. Headings and pieces once more, for what steps 7 to 10 matched; then pieces that were reworded, too, which a
    #     match elsewhere would explain better.
    match_headings(store)
    _add_pieces(store)
    _add_pieces(store, reworded=True)
    # 12. Children of matched parents, mostly footnotes, which are in no gap because page ends separate them.
    match_under_parents(store, similar, _IN_PLACE)
    # 13. Matches elsewhere that nothing but a few common words supports. Only now is it known what is beside them.
    remove_coincidences(store)
    return similar, rewritten


def _fill_gaps(store: MatchStore, similar: SimilarNodes, threshold: Threshold) -> None:
    for gap in _gaps(store):
        fill_gap(store, gap, similar, threshold, "similar-text")


def _gaps(store: MatchStore) -> Iterator[Gap]:
    return gaps_between(store, in_order(store, store.seeds()))


# ---- what matching hands on ----

_RUNNERS_UP = 3
_DIGITS = 3  # of a ratio in an explanation


def _final_matches(store: MatchStore, similar: SimilarNodes, rewritten: Candidates) -> tuple[Match, ...]:
    """Everything that a store holds: its matches, and the nodes without a partner, each by itself."""
    runners_up = _RunnersUp(store, similar, rewritten)
    moved = moved_matches(store)

    def final(old: Sequence[int], new: Sequence[int], seed: Seed | None) -> Match:
        considered = () if seed and _is_exact(store, seed) else runners_up.beside(old, new, seed)
        how, score = (seed.step, round(seed.score, _DIGITS)) if seed else ("no-partner", None)
        return Match(
            tuple(store.old.nodes[position] for position in old),
            tuple(store.new.nodes[position] for position in new),
            Explanation(how, score, considered),
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
        own = {Side.OLD: olds, Side.NEW: news}
        nodes = {Side.OLD: self._store.old.nodes, Side.NEW: self._store.new.nodes}
        best = sorted(one for one in found if one[2] not in own[one[1]])[:_RUNNERS_UP]
        return tuple(Candidate(side, nodes[side][at].key, round(-negative, _DIGITS)) for negative, side, at in best)


def _mirrored(match: Match) -> Match:
    """The same match with the editions swapped."""
    other = {Side.OLD: Side.NEW, Side.NEW: Side.OLD}
    considered = tuple(replace(candidate, side=other[candidate.side]) for candidate in match.explanation.considered)
    return replace(match, old=match.new, new=match.old, explanation=replace(match.explanation, considered=considered))


def _in_reading_order(matches: Iterable[Match], old: Edition, new: Edition) -> tuple[Match, ...]:
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


# ---- split and merged texts ----

_REACH = 3  # how many texts up or down a piece may be from another one: what was between them may be gone
_LEAST = 3  # the fewest words that show that a piece came out of a text
_EXPLAINED = 0.65  # the share of a piece's words that the text it came out of must account for
# The same of a piece that was reworded, too, of which as large a share must be what the match lacks: more than two
# unrelated texts of guidance have in common in nine of ten cases.
_REWORDED = 0.5
_REWORDED_WORDS = 6  # the fewest words of such a piece


def _add_pieces(store: MatchStore, *, reworded: bool = False) -> None:
    """Add to each match the free neighbours that complete it: new ones where a text was split, else old ones."""
    for side, edition in enumerate((store.old, store.new)):
        # Footnotes are a stream of their own: a text and its rest may have one between them.
        notes = [position for position, node in enumerate(edition.nodes) if node.kind is NodeKind.FOOTNOTE]
        body = sorted(set(range(len(edition))).difference(notes))
        for stream in (body, body[::-1], notes, notes[::-1]):
            _add_along(store, side, stream, reworded)


def _is_term_of(edition: EncodedEdition, term: int, text: int, whole: str) -> bool:
    """Whether a node is the first words of a text, set on a line of their own above the rest of it, as terms are.

    Matches "Free redistribution" above "The licence must …", for a text that begins with all these words, be the term a
    heading or a single word. Must not match a term with one word more, a text whose rest has other words, nor "Phones"
    above "Phones stay in lockers", which was the whole text before.
    """
    words = edition.codes[term]
    rest = whole[len(words) :]
    return (
        term + 1 == text
        and bool(words)
        and whole.startswith(words)
        and bool(rest)
        and not edition.codes[text].startswith(words)
        and words_kept(rest, edition.codes[text]) >= _EXPLAINED * len(rest)
    )


def _add_along(store: MatchStore, side: int, stream: list[int], reworded: bool) -> None:
    """Add each free position of a stream to the match beside it that accounts for the most of its words."""
    seed_of = (store.of_old, store.of_new)[side]
    reach, enough = (1, _REWORDED) if reworded else (_REACH, _EXPLAINED)
    for at, position in enumerate(stream):
        if seed_of(position) is None:
            beside = {seed for near in stream[max(0, at - reach) : at + reach + 1] if (seed := seed_of(near))}
            shares = [(_explained(store, side, position, seed, reworded), seed) for seed in beside]
            share, best = max(shares, default=(0.0, None))
            if best is not None and share >= enough:
                store.add_piece(best, side, position)


def _explained(store: MatchStore, side: int, position: int, seed: Seed, reworded: bool) -> float:
    """The share of a node's words that the other side of a match has and its own side has not accounted for yet.

    Of a piece that may be reworded it is at most the share that it is of the words not accounted for.
    """
    own, other = (store.old, store.new)[side], (store.old, store.new)[1 - side]
    pieces, wholes = store.positions(seed)[side], store.positions(seed)[1 - side]
    size = own.size(position)
    if len(wholes) == len(pieces) == 1 and _is_term_of(own, position, pieces[0], other.codes[wholes[0]]):
        return 1.0
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

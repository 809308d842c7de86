"""Move detection: matches out of order, what moved along with them, and matches elsewhere that are coincidences.

Input: a match store. Output: the matches that it gained or lost, and those of its matches that moved: all but the
heaviest run that keeps the order of both editions, so that the most words stay where they are.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from operator import attrgetter

from kcsie_diff.aligning.encoded import EncodedEdition
from kcsie_diff.aligning.in_place import fill_gap, of_kind, once
from kcsie_diff.aligning.matches import Gap, MatchStore, Seed
from kcsie_diff.aligning.similarity import SimilarNodes, Threshold, likeness, reaches
from kcsie_diff.language.ordering import PlacePair, heaviest_order
from kcsie_diff.model.edition import NodeKind

_SIMILAR_WORDS = 8  # the fewest words of a reworded text that is taken for the same one elsewhere
_UNRIVALLED = Threshold(0.42, 15)
_MARGIN = 0.12  # by how much (0 to 1) an unrivalled match is more alike than any other candidate of either text
_EQUAL = Threshold(1.0, 1)
_SAME_ROW = 0.5  # the least likeness of two rows of one table that start with the same cell
_EDGE = 6  # how many nodes before and after what moved may have moved with it
_BESIDE = Threshold(0.45, 6)
_COINCIDENCE = 5  # fewer words than this, alone under another heading, are a coincidence
# Where these are printed says nothing: a footnote is where its page ends, a figure where there is room.
_FLOATING = (NodeKind.FOOTNOTE, NodeKind.FIGURE_TEXT, NodeKind.UNPLACED)


# ---- matches elsewhere ----


def match_similar_elsewhere(store: MatchStore, similar: SimilarNodes, threshold: Threshold) -> None:
    """Match what is left over and alike, wherever it is, the most alike first."""
    found = []
    for old in store.free_old():
        if store.old.size(old) >= _SIMILAR_WORDS:
            found += [(-score, old, new) for new, score in similar.of_old(old)]
    for negative, old, new in sorted(found):
        free = store.old_is_free(old) and store.new_is_free(new) and store.new.size(new) >= _SIMILAR_WORDS
        if free and reaches(store.old, store.new, old, new, -negative, threshold):
            store.add(Seed(old, new, "similar-text-elsewhere", -negative))


def match_unrivalled_elsewhere(store: MatchStore, similar: SimilarNodes) -> None:
    """Match what is left over and was rewritten heavily, where nothing else comes near to either text.

    Must not match table rows: stock phrases make rows alike, which shows in rivals of about the same likeness.
    """
    free = store.free_old()
    of_new: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for old in free:
        for new, score in similar.of_old(old):
            of_new[new].append((old, score))
    for old in free:
        for new, score in similar.of_old(old)[:1]:
            rivals = [other for position, other in similar.of_old(old) if position != new]
            rivals += [other for position, other in of_new[new] if position != old]
            unrivalled = score - max(rivals, default=0.0) >= _MARGIN and store.new_is_free(new)
            rows = NodeKind.TABLE_ROW in (store.old.nodes[old].kind, store.new.nodes[new].kind)
            if unrivalled and not rows and reaches(store.old, store.new, old, new, score, _UNRIVALLED):
                store.add(Seed(old, new, "similar-text-elsewhere", score))


# ---- what moved along ----


def match_beside_moves(store: MatchStore, similar: SimilarNodes) -> None:
    """Match inside what moved together, and directly before and after it."""
    seeds = store.seeds()
    for run in runs_of_moves(seeds, set(in_order(store, seeds))):
        for gap in _gaps_of_run(store, run):
            fill_gap(store, gap, similar, _BESIDE, "similar-text-beside")


def _gaps_of_run(store: MatchStore, run: Sequence[Seed]) -> Iterator[Gap]:
    first, last = run[0], run[-1]
    yield Gap(_free_beside(store.old_is_free, first.old, -1), _free_beside(store.new_is_free, first.new, -1))
    for one, other in pairwise(run):
        yield Gap(
            [position for position in range(one.old + 1, other.old) if store.old_is_free(position)],
            [position for position in range(one.new + 1, other.new) if store.new_is_free(position)],
        )
    yield Gap(_free_beside(store.old_is_free, last.old, 1), _free_beside(store.new_is_free, last.new, 1))


def _free_beside(is_free: Callable[[int], bool], position: int, step: int) -> list[int]:
    return sorted(takewhile(is_free, range(position + step, position + step * (_EDGE + 1), step)))


def match_under_parents(store: MatchStore, similar: SimilarNodes, threshold: Threshold) -> None:
    """Match free children of matched parents: equal texts, footnotes that are alike enough, and rows of one label.

    The rows of a table that stands under no heading in either edition are children of one parent, too.
    """
    for gap in _gaps_under_parents(store):
        fill_gap(store, gap, similar, _EQUAL, "same-text-under")
        fill_gap(store, of_kind(store, gap, NodeKind.FOOTNOTE), similar, threshold, "similar-note-under")
        _match_rows(store, of_kind(store, gap, NodeKind.TABLE_ROW))


def _gaps_under_parents(store: MatchStore) -> Iterable[Gap]:
    """What is free under each pair of matched parents, and the free rows that no edition has under a parent."""
    gaps: defaultdict[Seed | None, Gap] = defaultdict(lambda: Gap([], []))
    for edition, free, match_of, is_new in (
        (store.old, store.free_old(), store.of_old, False),
        (store.new, store.free_new(), store.of_new, True),
    ):
        for position in free:
            parent = edition.parents[position]
            seed = match_of(parent) if parent is not None else None
            if seed or (parent is None and edition.nodes[position].kind is NodeKind.TABLE_ROW):
                gap = gaps[seed]
                (gap.new if is_new else gap.old).append(position)
    return gaps.values()


def _match_rows(store: MatchStore, gap: Gap) -> None:
    """Match rows that went past others and changed, where their first cell is in one free row of either edition.

    Matches "Dance | Tuesday | 12" and "Dance | Tuesday | 11". Must not match rows that share little but that cell.
    """
    olds, news = once(_first_cells(store.old, gap.old)), once(_first_cells(store.new, gap.new))
    for name, old in olds.items():
        if name in news and store.old_is_free(old) and store.new_is_free(news[name]):
            score = likeness(store.old, store.new, old, news[name])
            if score >= _SAME_ROW:
                store.add(Seed(old, news[name], "same-label-under", score))


def _first_cells(edition: EncodedEdition, positions: Iterable[int]) -> Iterator[tuple[int, str]]:
    for position in positions:
        if name := edition.nodes[position].cells[0].casefold().strip():
            yield position, name


# ---- which matches moved ----


def in_order(store: MatchStore, seeds: Iterable[Seed]) -> list[Seed]:
    """Those of some matches that keep the order of both editions, so chosen that the most words stay where they are."""
    by_old = {seed.old: seed for seed in seeds}
    links = [PlacePair(seed.old, seed.new, store.old.size(seed.old) + 0.5) for seed in by_old.values()]
    return [by_old[link.old] for link in heaviest_order(links)]


def runs_of_moves(seeds: Sequence[Seed], ordered: Collection[Seed]) -> list[list[Seed]]:
    """Those of some matches that are out of order, in runs: no other match is between them in either edition."""
    ranks = {seed.old: rank for rank, seed in enumerate(sorted(seeds, key=attrgetter("new")))}
    runs: list[list[Seed]] = []
    last: Seed | None = None
    for seed in sorted(seeds):
        if seed not in ordered:
            if last is not None and last not in ordered and ranks[seed.old] == ranks[last.old] + 1:
                runs[-1].append(seed)
            else:
                runs.append([seed])
        last = seed
    return runs


def remove_coincidences(store: MatchStore) -> None:
    """Undo matches elsewhere of only a few common words, with nothing beside them that moved too."""
    for run in _runs_without_floating(store):
        words = sum(store.old.size(seed.old) for seed in run)
        if words < _COINCIDENCE and not any(_keeps_parent(store, seed) for seed in run):
            for seed in run:
                store.remove(seed)


def _keeps_parent(store: MatchStore, seed: Seed) -> bool:
    """Whether the parents of a match are matched with each other, or neither side has one."""
    old_parent, new_parent = store.old.parents[seed.old], store.new.parents[seed.new]
    if old_parent is None or new_parent is None:
        return old_parent is new_parent
    match = store.of_old(old_parent)
    return match is not None and match is store.of_new(new_parent)


def moved_matches(store: MatchStore) -> set[Seed]:
    """The matches that moved.

    A footnote moves with the text that cites it, and never by itself. A heading that only a paragraph went past has not
    moved: it comes after and before the same headings.
    """
    headings = [
        seed
        for seed in store.seeds()
        if store.old.nodes[seed.old].kind is store.new.nodes[seed.new].kind is NodeKind.HEADING
    ]
    kept = set(in_order(store, headings))
    runs = _runs_without_floating(store)
    moved = {seed for run in runs if not kept.issuperset(run) for seed in run}
    for seed in store.seeds():
        if store.old.nodes[seed.old].kind is NodeKind.FOOTNOTE:
            parent = store.new.parents[seed.new]
            if parent is not None and store.of_new(parent) in moved:
                moved.add(seed)
    return moved


def _runs_without_floating(store: MatchStore) -> list[list[Seed]]:
    seeds = [
        seed
        for seed in store.seeds()
        if store.old.nodes[seed.old].kind not in _FLOATING and store.new.nodes[seed.new].kind not in _FLOATING
    ]
    return runs_of_moves(seeds, set(in_order(store, seeds)))

"""The match store and its gaps."""

from kcsie_diff.aligning.encoded import encode_editions
from kcsie_diff.aligning.matches import Gap, MatchStore, Seed, gaps_between

from .made import PHONES, RECORD, TRIPS, VISIT, edition


def _store() -> MatchStore:
    body = f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}\n4. {PHONES}"
    return MatchStore(*encode_editions(edition(body), edition(body)))


def test_a_removed_match_frees_all_its_positions() -> None:
    store = _store()
    seed = Seed(1, 1, "same-text", 1.0)
    store.add(seed)
    store.add_piece(seed, 1, 0)
    store.add_piece(seed, 0, 2)
    assert store.positions(seed) == ([1, 2], [0, 1])
    assert (store.free_old(), store.free_new()) == ([0, 3], [2, 3])
    assert store.of_old(2) is store.of_new(0) is seed
    store.remove(seed)
    assert store.free_old() == store.free_new() == [0, 1, 2, 3]
    assert not store.seeds()


def test_only_gaps_that_are_open_on_both_sides_are_gaps() -> None:
    store = _store()
    seeds = [Seed(0, 1, "same-text", 1.0), Seed(2, 2, "same-text", 1.0)]
    for seed in seeds:
        store.add(seed)
    assert list(gaps_between(store, seeds)) == [Gap([3], [3])]
    assert list(gaps_between(store, [])) == [Gap([1, 3], [0, 3])]


def test_a_position_outside_an_edition_is_not_free() -> None:
    store = _store()
    assert store.old_is_free(0) and not store.old_is_free(-1) and not store.new_is_free(4)

"""The longest and the heaviest common order."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from kcsie_diff.language.ordering import PlacePair, heaviest_increasing_subsequence, heaviest_order

LINKS = st.lists(
    st.builds(PlacePair, st.integers(0, 6), st.integers(0, 6), st.integers(1, 5).map(float)), max_size=7, unique=True
)


def ascends(links: tuple[PlacePair, ...]) -> bool:
    return all(a.old < b.old and a.new < b.new for a, b in pairwise(links))


@given(LINKS)
def test_no_other_order_is_heavier(links: list[PlacePair]) -> None:
    found = heaviest_increasing_subsequence(links)
    chains = (chain for size in range(len(links) + 1) for chain in combinations(sorted(links), size) if ascends(chain))
    assert ascends(tuple(found)) and set(found) <= set(links)
    assert sum(link.weight for link in found) == max(sum(link.weight for link in chain) for chain in chains)


@given(st.permutations(range(7)))
def test_the_longest_order_of_a_permutation(places: list[int]) -> None:
    links = [PlacePair(old, new, 1.0) for old, new in enumerate(places)]
    found = heaviest_increasing_subsequence(links)
    assert ascends(tuple(found))
    assert len(found) == max(size for size in range(8) if any(ascends(chain) for chain in combinations(links, size)))


def test_what_follows_each_other_goes_or_stays_together() -> None:
    kept = [PlacePair(0, 2, 1.0), PlacePair(1, 3, 1.0), PlacePair(2, 0, 1.0), PlacePair(3, 1, 1.5)]
    assert heaviest_order(kept) == kept[2:]
    assert heaviest_order([]) == []

"""Which words say the contrary of others."""

from kcsie_diff.language.opposites import are_opposite


def test_a_prefix_counts_before_a_whole_word_alone() -> None:
    assert are_opposite("appropriate", "inappropriate")
    assert not are_opposite("der", "under")
    assert not are_opposite("safe", "safely")
    assert not are_opposite("least", "most")
    assert not are_opposite("not given", "taken")

"""Matching on real editions: what is known of them for certain."""

from pathlib import Path

import pytest

from editions import edition
from kcsie_diff.aligning.match import Matching, match
from kcsie_diff.model.comparison import Side

pytestmark = pytest.mark.corpus

FULL_2024, FULL_2025 = "kcsie/2024-09_full.pdf", "kcsie/2025-07_for-information_full.pdf"
PART_ONE_2025 = "kcsie/2025-09_part-one.pdf"


def matched(corpus: Path, old: str, new: str) -> Matching:
    return match(edition(corpus / old), edition(corpus / new))


def test_kcsie_2024_to_2025(corpus: Path) -> None:
    matching = matched(corpus, FULL_2024, FULL_2025)
    assert [pair.new[0].text[:60] for pair in matching.matches if pair.moved] == []
    assert not matching.out_of_scope and not matching.warnings
    partners = {
        (old.number, new.number)
        for pair in matching.matches
        for old in pair.old[:1]
        for new in pair.new[:1]
        if old.number
    }
    assert partners >= {("143", "143"), ("171", "168"), ("172", "169"), ("200", "199"), ("288", "286"), ("565", "562")}


def test_part_one_leaves_the_other_parts_out_of_scope(corpus: Path) -> None:
    matching = matched(corpus, FULL_2024, PART_ONE_2025)
    told = {entry.section[0] for entry in matching.out_of_scope if entry.side is Side.OLD}
    assert {title.partition(":")[0] for title in told} >= {"Part two", "Part three", "Part four", "Part five"}
    assert not any(title.startswith(("Part one", "Annex B")) for title in told)
    gone = [pair.old[0].text for pair in matching.matches if not pair.new]
    assert any("preventing radicalisation section remains under review" in text for text in gone)
    assert len(gone) < 12


def test_kcsie_the_wrong_way_round_is_noticed(corpus: Path) -> None:
    [warning] = matched(corpus, FULL_2025, FULL_2024).warnings
    assert "wrong way round" in warning


def test_a_stranger_is_noticed_and_told_whole(corpus: Path) -> None:
    matching = matched(corpus, "nist/csf-1.0.pdf", PART_ONE_2025)
    assert any("almost nothing in common" in warning for warning in matching.warnings)
    assert not matching.out_of_scope

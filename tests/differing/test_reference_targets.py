"""Cross references: whether one still points at the same."""

import pytest

from kcsie_diff.differing.reference_targets import agree, labels_now, match_references
from kcsie_diff.language.references import find_references

from .made import PHONES, RECORD, TRIPS, VISIT, counterparts

OLD = f"# Annex B: Forms\n[1] 1. {RECORD}\n[1] 2. {VISIT}\n[2] 3. {TRIPS}\n[3] 4. {PHONES}"
NEW = (
    f"# Annex C: Forms\n[1] 1. {RECORD}\n[1] 2. Swimmers leave rings and watches in a box.\n"
    f"[1] 3. {VISIT}\n[3] 4. {TRIPS}\n[4] 5. {PHONES}"
)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("paragraph 2", "paragraph 3", True),
        ("paragraph 2", "para 3", True),
        ("paragraph 2", "paragraph 2", False),
        ("paragraph 2", "paragraph 4", False),
        ("paragraph 2", "paragraphs 3-4", False),
        ("paragraphs 2-3", "paragraphs 3-4", True),
        ("paragraphs 2-3", "paragraphs 3-5", True),
        ("paragraphs 2-3", "paragraphs 4-5", False),
        ("paragraphs 2, 3 and 4", "paragraphs 3, 4 and 5", True),
        ("paragraph 2(a)", "paragraph 3(b)", False),
        ("page 2", "page 3", True),
        ("page 2", "page 9", False),
        ("Annex B", "Annex C", True),
        ("paragraph 99", "paragraph 100", False),
    ],
)
def test_references_agree_where_they_mean_the_same(old: str, new: str, same: bool) -> None:
    (one,), (other,) = find_references(old), find_references(new)
    assert agree(one, other, counterparts(OLD, NEW)) is same


def test_a_number_that_became_a_bullet_is_found_at_its_paragraph() -> None:
    who = counterparts(f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}", f"1. {RECORD}\n  - {VISIT}\n2. {TRIPS}")
    assert labels_now("paragraph", "2", who) == ("1",)


def test_references_that_mean_the_same_are_matched_before_those_that_read_the_same() -> None:
    old, new = find_references("paragraph 3, not paragraph 2"), find_references("paragraph 3, not paragraph 4")
    matched = match_references(old, new, counterparts(OLD, NEW))
    assert [(a.labels, b.labels) for a, b in matched] == [(("3",), ("4",)), (("2",), ("3",))]

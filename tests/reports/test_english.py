"""References in the singular where they name one place."""

import pytest

from kcsie_diff.reports.english import alone


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("paragraphs 271", "paragraph 271"),
        ("paragraph 271", "paragraph 271"),
        ("paragraphs 271-273", "paragraphs 271-273"),
        ("paragraphs 2 and 3", "paragraphs 2 and 3"),
        ("Annex B", "Annex B"),
    ],
)
def test_a_reference_to_one_place_is_in_the_singular(says: str, told: str) -> None:
    assert alone(says) == told

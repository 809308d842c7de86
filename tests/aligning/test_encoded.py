"""Texts that are equal, or not, once they are encoded."""

from .made import VISIT, matched


def test_shifted_cross_references_still_anchor() -> None:
    matching = matched("1. See paragraphs 262-267 and page 5.", "1. See paragraph 261 and page 6.")
    assert matching.matches[0].explanation.score == 1


def test_number_of_a_law_is_wording() -> None:
    matching = matched(f"1. {VISIT} See section 12 of the Act.", f"1. {VISIT} See section 13 of the Act.")
    assert 0.9 < (matching.matches[0].explanation.score or 0) < 1


def test_spaces_and_hyphens_inside_words_are_no_difference() -> None:
    matching = matched("1. All st aff learn of self- harm.", "1. All staff learn of self-harm.")
    assert matching.matches[0].explanation.score == 1


def test_contents_and_furniture_are_in_no_pair() -> None:
    matching = matched(f"contents: Part one 3\n1. {VISIT}\nfurniture: 4", f"contents: Part one 5\n1. {VISIT}")
    assert len(matching.matches) == 1

"""Page numbers in margins and at the end of entries."""

import pytest

from kcsie_diff.language.page_numbers import (
    ends_in_page,
    has_leader,
    is_page_number,
    is_plain_page_number,
    named_page,
    with_page,
)


@pytest.mark.parametrize("text", ["12", "Page 12 of 80", "– iv –", "3/12"])
def test_page_numbers_of_margins(text: str) -> None:
    assert is_page_number(text)


@pytest.mark.parametrize("text", ["Part 2", "12 children", "Page", "2031/32 school year"])
def test_other_words_of_margins_are_none(text: str) -> None:
    assert not is_page_number(text)


def test_a_leader_is_dots_or_a_wide_gap_before_a_page_number() -> None:
    assert has_leader("Annex A: Further information ........ 148")
    assert has_leader("Summary . . . . . . 4")
    assert not has_leader("See section 4")
    assert not has_leader("and so on... 4 children were")


@pytest.mark.parametrize(
    ("text", "title", "page"),
    [
        ("Meals 12", "Meals", "12"),
        ("Meals ........ Page iv", "Meals", "iv"),
        ("Keys, p. 4", "Keys", "4"),
        ("Annex A A-3", "Annex A", "A-3"),
        ("The wardens", "The wardens", None),
    ],
)
def test_an_entry_is_a_title_and_its_page(text: str, title: str, page: str | None) -> None:
    assert with_page(text) == (title, page)
    assert ends_in_page(text) == (page is not None)


def test_only_a_page_that_is_called_so_is_named() -> None:
    assert named_page("Meals Page 12") == named_page("Meals p. 12") == "12"
    assert named_page("Meals 12") is None
    assert is_plain_page_number(" iv ") and not is_plain_page_number("12 boats")

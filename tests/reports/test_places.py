"""Where a passage stands, as a reader says it."""

import pytest

from kcsie_diff.model.comparison import Passage
from kcsie_diff.reports.places import edition_names, named, pages, place, places
from reports.made import passage


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (passage("a", "", number="142"), "paragraph 142"),
        (passage("a", "", node="item", paragraph="142", ordinal=3), "paragraph 142, third bullet"),
        (passage("a", "", node="item", paragraph="142", ordinal=23), "paragraph 142, bullet 23"),
        (passage("a", "", node="item", paragraph="142", number="b"), "paragraph 142, point b"),
        (passage("a", "", node="item", ordinal=1), "first bullet"),
        (passage("a", "", node="item"), "bullet"),
        (passage("a", ""), "text without a number"),
        (passage("a", "", paragraph="142"), "paragraph 142, further text"),
        (passage("a", "", node="footnote", number="9", paragraph="142"), "footnote 9 to paragraph 142"),
        (passage("a", "", node="heading"), "heading"),
        (passage("a", "", node="table_row"), "table row"),
        (passage("a", "", node="figure_text"), "text in a figure"),
        (passage("a", "", node="unplaced"), "text outside the structure"),
    ],
)
def test_place(given: Passage, said: str) -> None:
    assert place(given) == said


def numbered(*numbers: str) -> list[Passage]:
    return [passage(number, "", number=number) for number in numbers]


def test_neighbours_are_said_together() -> None:
    assert places(numbered("12", "13")) == "paragraphs 12 and 13"
    assert places(numbered("12", "13", "14", "15")) == "paragraphs 12 to 15"
    assert places([passage("h", "", node="heading"), *numbered("1", "2")]) == "heading and 2 passages under it"
    bullets = [passage(str(n), "", node="item", paragraph="9", ordinal=n) for n in range(1, 6)]
    assert places([passage(str(n), "", node="table_row") for n in range(3)]) == "3 table rows"
    assert places(bullets) == "paragraph 9, first bullet and 4 more passages after it"


@pytest.mark.parametrize(
    ("given", "section", "said"),
    [
        (passage("a", "", number="142"), ("Part one",), "paragraph 142"),
        (passage("a", ""), ("Part one", "Early help"), "text under “Early help”"),
        (passage("a", "", node="item", ordinal=1), ("Early help",), "first bullet under “Early help”"),
        (passage("a", "", page=1), (), "text on page 1"),
        (passage("a", "", node="table_row", page=4), (), "table row on page 4"),
    ],
)
def test_what_has_no_number_is_named_after_its_section_or_page(
    given: Passage, section: tuple[str, ...], said: str
) -> None:
    assert named(given, section) == said


def test_pages_are_those_of_all_passages() -> None:
    assert pages([passage("a", "", page=4)]) == "page 4"
    assert pages([passage("a", "", page=4, pages=(4, 5)), passage("b", "", page=6)]) == "pages 4 to 6"


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("Guidance 2024", "Guidance 2025", ("2024 edition", "2025 edition")),
        ("Guidance", "Guidance", ("older edition", "newer edition")),
        ("Guidance 2025", "Guidance 2025", ("older edition", "newer edition")),
        ("Act 1989: guidance 2024", "Act 1989: guidance 2025", ("2024 edition", "2025 edition")),
        ("Version 20240", "Version 2", ("older edition", "newer edition")),
    ],
)
def test_editions_are_named_by_their_years_where_these_differ(old: str, new: str, names: tuple[str, str]) -> None:
    assert edition_names(old, new) == names

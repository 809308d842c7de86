"""Lists of contents: what they look like decides, not the tag that a line bears."""

from collections.abc import Sequence

import pytest

from kcsie_diff.reading.contents import Titles, entry_titles, with_contents
from kcsie_diff.reading.page_model import Cell, Page, PageBlock, Role

from .made import block, line


def document(**titles: int) -> Titles:
    """A document in which each title stands on a page of its own."""
    return Titles([Page(n, 595, 842, (line(text.replace("_", " "), page=n),)) for text, n in titles.items()])


def listed(*texts: str, titles: Titles, role: Role = Role.PARAGRAPH) -> list[str]:
    """Which of some lines, set under each other on the second page, are lines of contents."""
    blocks = [block(role, text, page=2, top=100 + 20 * n) for n, text in enumerate(texts)]
    return [one.text for one in with_contents(blocks, titles) if one.role is Role.CONTENTS]


HOUSE = document(Arrival=3, Meals=4, Sick_children=6)


@pytest.mark.parametrize("role", [Role.PARAGRAPH, Role.ITEM, Role.HEADING])
def test_lines_that_name_titles_and_their_pages_are_contents_whatever_their_tags(role: Role) -> None:
    entries = ("Arrival Page 3", "Meals Page 4", "Sick children Page 6")
    assert listed("Whom this is for", *entries, "The porter meets the bus.", titles=HOUSE, role=role) == list(entries)


def test_limits_that_rise_or_have_leaders_are_none() -> None:
    assert not listed("Arrival ..... 1", "Meals ..... 12", "Tea ..... 40", titles=document(Swimming=5))
    assert not listed("Under two years 3", "Two years 5", "Three to five years 8", titles=HOUSE)


def test_under_the_heading_contents_titles_alone_are_entries_and_the_text_after_them_is_none() -> None:
    entries = ("Arrival", "Meals", "Sick children")
    assert listed("Contents", *entries, "Nobody runs in the hall.", titles=HOUSE) == ["Contents", *entries]
    twice = Titles([Page(n, 595, 842, (line("Nobody runs in the hall.", page=n),)) for n in (4, 6)])
    assert not listed("Contents", *["Nobody runs in the hall."] * 3, titles=twice)
    assert not listed("Subjects", *entries, titles=HOUSE)
    assert not listed("Contents", "Boys", "Girls", "Staff", titles=HOUSE)


def test_the_title_right_above_a_list_is_of_it_whatever_its_tag_and_the_text_above_others_is_none() -> None:
    entries = ("Arrival Page 3", "Meals Page 4", "Sick children Page 6")
    for title in ("Contents", "List of figures", "Tables"):
        assert listed(title, *entries, titles=HOUSE, role=Role.HEADING) == [title, *entries]
    assert not listed("Tables", "The porter lays them.", titles=HOUSE, role=Role.HEADING)


def test_lines_with_leaders_under_the_heading_contents_are_entries() -> None:
    limits = ("Under two years ..... 3", "Two years ..... 5", "Three to five years ..... 8")
    assert listed("Contents", *limits, titles=document()) == ["Contents", *limits]


def test_a_line_between_lines_of_contents_is_one_where_it_ends_in_a_page() -> None:
    entries = ["The board . . . . . 4", "The wider setting . 34", "Annex A . . . . . 40"]
    titles = document(The_board=5, Annex_A=41)
    assert listed("Foreword", *entries, "Part 1", titles=titles) == entries
    assert listed(entries[0], "In short", *entries[1:], titles=titles) == [entries[0], *entries[1:]]


def test_cells_are_no_lines_of_contents() -> None:
    cells = [
        PageBlock(Role.PARAGRAPH, (line(f"{text} {n}", top=100 + 20 * n, page=2),), cell=Cell("t", n, 0, 1))
        for n, text in ((3, "Arrival"), (4, "Meals"), (6, "Sick children"))
    ]
    assert all(one.role is Role.PARAGRAPH for one in with_contents(cells, HOUSE))


def test_the_titles_that_a_list_names_are_kept_with_and_without_their_numbers() -> None:
    entries = [block(Role.CONTENTS, "2.1 Early help ..... 7"), block(Role.PARAGRAPH, "Meals ..... 9")]
    assert entry_titles(entries) == {"21earlyhelp", "earlyhelp"}


def test_a_title_and_the_page_number_level_with_it_are_one_entry() -> None:
    def apart(*rows: tuple[str, ...]) -> list[str]:
        parts = [
            PageBlock(Role.PARAGRAPH, (line(text, page=2, left=57 + 200 * m, top=100 + 20 * n),))
            for n, row in enumerate(rows)
            for m, text in enumerate(row)
        ]
        return [one.text for one in with_contents(parts, HOUSE) if one.role is Role.CONTENTS]

    assert apart(("Arrival", "3"), ("Meals", "4"), ("Sick children", "6")) == [
        "Arrival 3",
        "Meals 4",
        "Sick children 6",
    ]
    assert not apart(("Boys", "3"), ("Girls", "4"), ("Staff", "6"))


def test_one_paragraph_around_a_whole_list_is_contents() -> None:
    def whole(*texts: str) -> list[Role]:
        lines = tuple(line(text, page=2, top=100 + 15 * n) for n, text in enumerate(texts))
        return [one.role for one in with_contents([PageBlock(Role.PARAGRAPH, lines)], HOUSE)]

    assert whole("Arrival 3", "Meals 4", "Sick children 6") == [Role.CONTENTS]
    assert whole("Boys are called at 6", "and girls at 7", "and staff at 8") == [Role.PARAGRAPH]


def test_a_list_goes_on_at_the_top_of_the_next_page_and_ends_before_the_first_title() -> None:
    titles = document(Arrival=3, Meals=4, Sick_children=6, Licence=12, Ages_16_to_18=10)

    def after_the_list(*texts: str) -> list[str]:
        first = [block(Role.PARAGRAPH, text, page=2, top=600 + 20 * n) for n, text in enumerate(ENTRIES)]
        more = [block(Role.HEADING, text, page=3, top=80 + 20 * n) for n, text in enumerate(texts)]
        return [one.text for one in with_contents([*first, *more], titles) if one.role is Role.CONTENTS][len(ENTRIES) :]

    assert after_the_list("5 Licence 12", "Foreword") == ["5 Licence 12"]
    assert not after_the_list("Part 1")
    assert not after_the_list("Ages 16 to 18")


ENTRIES = ("Arrival 3", "Meals 4", "Sick children 6", "Ages 16 to 18 10")


def test_what_one_paragraph_holds_of_the_list_at_the_next_page_top_is_of_it_and_the_first_title_is_not() -> None:
    titles = document(Arrival=4, Meals=4, Sick_children=6, Beds=7, Keys=8)
    texts = [("Contents",), ("Arrival Page 4",), ("Meals Page 4",), ("Sick children Page 6",)]
    first = [block(Role.PARAGRAPH, *text, page=2, top=100 + 20 * n) for n, text in enumerate(texts)]
    rest = block(Role.PARAGRAPH, "Beds Page 7", "Keys Page 8", page=3, top=50)
    heading = block(Role.PARAGRAPH, "Arrival", page=3, top=100)
    made = with_contents([*first, rest, heading], titles)
    assert [one.role is Role.CONTENTS for one in made] == [True] * 5 + [False]
    other = block(Role.PARAGRAPH, "Beds Page 7", "Boys Page 8", page=3, top=50)
    assert with_contents([*first, other], titles)[-1].role is Role.PARAGRAPH


def untitled(*after: str, entries: Sequence[str]) -> list[str]:
    """Which lines are contents where some entries stand above the text that they name."""
    blocks = [block(Role.PARAGRAPH, text, top=100 + 20 * n) for n, text in enumerate((*entries, *after))]
    return [one.text for one in with_contents(blocks, document()) if one.role is Role.CONTENTS]


def test_six_titles_in_the_order_of_the_text_are_contents_without_heading_or_page_numbers() -> None:
    entries = ["1. Arrival", "2. Meals", "3. Sick children", "Trips", "Bicycles", "Complaints"]
    text = [words for entry in entries for words in (entry, f"The board has rules for {entry.casefold()} here.")]
    assert untitled(*text, entries=entries) == entries
    assert untitled("Part one: The house", *text, entries=entries) == entries


def test_titles_that_are_few_or_come_in_another_order_or_have_no_text_are_no_contents() -> None:
    entries = ["Arrival", "Meals", "Sick children", "Trips", "Bicycles", "Complaints"]
    text = [words for entry in entries for words in (entry, f"The board has rules for {entry.casefold()} here.")]
    assert not untitled(*text, entries=entries[:5])
    assert not untitled(*text, entries=entries[::-1])
    assert not untitled("Here is the list again:", *entries, "Nobody runs.", entries=entries)

"""Reasons read as sentences: a rule once, its quotes whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kcsie_diff.model.comparison import Category, Passage, Reason, Side, Significance
from kcsie_diff.records import replace
from kcsie_diff.reports.wording import change_view, edition_names, named, pages, place, places, reasons, reference
from reports import made
from reports.made import passage

NAMES = ("2031 edition", "2032 edition")
BEFORE = "Schools should keep a record of each visit, and of who came, in the book at the gate."
NOW = "Schools must keep a record of each visit, and of who came, in the book at the gate."


def told(*seen: tuple[str, str, Side]) -> tuple[str, ...]:
    change = made.plain().changes[0]
    old, new = made.passage("a", BEFORE), made.passage("b", NOW)
    found = tuple(Reason(rule, text, side) for rule, text, side in seen)
    return reasons(replace(change, old=(old,), new=(new,), reasons=found), NAMES)


def test_a_rule_is_told_once_with_the_words_of_both_editions() -> None:
    seen = [("binding-word-changed", "must", Side.NEW), ("own-rule", "", Side.NEW)]
    assert told(("binding-word-changed", "should", Side.OLD), *seen) == (
        "A word that binds by law was added, removed or replaced: “should” (2031 edition); “must” (2032 edition)",
        "Own rule",
    )


def test_words_that_stand_in_both_editions_are_said_once() -> None:
    assert told(("own-rule", "keep", Side.OLD), ("own-rule", "keep", Side.NEW)) == (
        "Own rule: “keep” (2031 edition and 2032 edition)",
    )


def test_words_inside_another_quote_are_not_said_again() -> None:
    assert told(("own-rule", "gate", Side.NEW), ("own-rule", "the gate", Side.NEW), ("own-rule", "book", Side.NEW)) == (
        "Own rule: “the gate” and “book” (2032 edition)",
    )


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("keep a rec", "keep a …"),
        ("Schools must keep a record of each visit", "Schools must keep a record of each visit"),
        ("Schools must keep a record of each visit, and of", "Schools must keep a record of each visit, and of …"),
        ("keep … each vis", "keep … each …"),
        ("keep a record … ", "keep a record …"),
        ("keep a record", "keep a record"),
        ("rec", "rec"),
        ("words from elsewhere", "words from elsewhere"),
    ],
)
def test_a_quote_that_was_cut_short_says_so(quote: str, said: str) -> None:
    assert told(("own-rule", quote, Side.NEW)) == (f"Own rule: “{said}” (2032 edition)",)


@given(st.text("a b…", max_size=12), st.sampled_from(Side))
def test_any_quote_is_told_in_one_sentence(quote: str, side: Side) -> None:
    (said,) = told(("own-rule", quote, side))
    assert said.startswith("Own rule") and ("“" in said) == bool(quote)


@pytest.mark.parametrize(
    ("before", "cut", "after", "support"),
    [
        ("Tackling ", "harm to boys ", "and girls strategy", "Perhaps a slip in the newer edition"),
        ("Read the ", "guide ", "and keep it", "Perhaps a slip in the newer edition"),
        ("Planning ", "trips ", "and leading them", "Correction"),
        ("Boats", ", oars", " and sails", "Correction"),
    ],
)
def test_a_cut_that_leaves_a_gap_may_be_a_slip(before: str, cut: str, after: str, support: str) -> None:
    segments = made.segments((made.KEEP, before), (made.CUT, cut), (made.KEEP, after))
    change = replace(
        made.plain().changes[0],
        segments=segments,
        category=Category.ADDITIONAL_SUPPORT,
        significance=Significance.LOW,
    )
    assert change_view(change, made.plain(), NAMES, "", "").support == support


def test_text_without_a_number_is_placed_by_what_it_is_near() -> None:
    note = replace(made.passage("a", "More is to come."), before="128", pages=(36,), page=36)
    change = replace(made.plain().changes[0], old=(), new=(note,))
    assert reference(change, NAMES) == "2032 edition: note before paragraph 128, page 36; not in the 2031 edition"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (passage("a", "", number="142"), "paragraph 142"),
        (passage("a", "", node="item", paragraph="142", ordinal=3), "paragraph 142, third bullet"),
        (passage("a", "", node="item", paragraph="142", ordinal=23), "paragraph 142, bullet 23"),
        (passage("a", "", node="item", paragraph="142", number="b"), "paragraph 142, point b"),
        (passage("a", "", node="item", ordinal=1), "first bullet"),
        (passage("a", "", node="item"), "bullet"),
        (passage("a", ""), "unnumbered text"),
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

"""Reasons read as sentences: a rule once, its quotes whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kcsie_diff.model.comparison import Category, Reason, Side, Significance
from kcsie_diff.records import replace
from kcsie_diff.reports.wording import change_view, reasons, reference
from reports import made

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
    assert change_view(change, made.plain(), NAMES, "").support == support


def test_text_without_a_number_is_placed_by_what_it_is_near() -> None:
    note = replace(made.passage("a", "More is to come."), before="128", pages=(36,), page=36)
    change = replace(made.plain().changes[0], old=(), new=(note,))
    assert reference(change, NAMES) == "2032 edition: note before paragraph 128, page 36; not in the 2031 edition"

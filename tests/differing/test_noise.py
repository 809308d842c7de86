"""What each noise rule must and must not match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kcsie_diff.differing.noise import NOISE, same_words, split_off
from kcsie_diff.differing.word_diff import Run
from kcsie_diff.language.tokens import tokens
from kcsie_diff.model.alignment import ChangedSpan

from .made import edition_pair

RULES = {rule.name: rule for rule in NOISE}

MATCHES: list[tuple[str, str, str, str]] = [
    ("spacing", "section128", "section 128", ""),
    ("spacing", "wel fare", "welfare", "the "),
    ("hyphenation", "so-called", "so called", "the "),
    ("hyphenation", "non- consensual", "non-consensual", "the "),
    ("hyphenation", "-", "", "aged 16"),
    ("hyphenation", "", "-", "aged 16"),
    ("url-escaping", "https://a.example/#:~:text=b", "https://a.example/#:%7E:text=b", "see "),
    ("url-escaping", "http://a.example/b%20c/", "https://a.example/b c", "see "),
    ("edition-year", "2031", "2032", "in keeping pupils safe"),
    ("edition-year", "September 2031", "September 2032", "as kps"),
    ("edition-version", "4.0.2", "4.0.3", "the list of"),
    ("edition-version", "v4.0.2", "v4.0.3", "such as"),
    ("edition-version", "1.0", "1.1", "framework version"),
    ("label-glyph", "o", "", ""),
    ("label-glyph", "", "•", ""),
    ("cell-bounds", "|", "", "a cell "),
    ("cell-bounds", "", "| |", "a cell "),
]
MATCHES_NOT: list[tuple[str, str, str, str]] = [
    ("spacing", "", "welfare", "the "),
    ("spacing", "staff", "stuff", "the "),
    ("hyphenation", "-", "", "the dash "),
    ("hyphenation", "16-18", "1618", "aged "),
    ("hyphenation", "re-sign", "resigned", "they "),
    ("url-escaping", "https://a.example/b", "https://a.example/c", "see "),
    ("url-escaping", "here", "here", "see "),
    ("edition-year", "2031", "2032", "the children act"),
    ("edition-year", "2030", "2032", "in keeping pupils safe"),
    ("edition-year", "2031", "2032 or later", "in keeping pupils safe"),
    ("edition-version", "1.0", "1.1", "use oauth"),
    ("edition-version", "4.0.1", "4.0.3", "the list of"),
    ("edition-version", "4.0.2", "4.0.3 or later", "the list of"),
    ("label-glyph", "o", "", "type "),
    ("label-glyph", "a", "", ""),
    ("label-glyph", "o", "•", ""),
    ("cell-bounds", "| no", "|", "a cell "),
]


VERSIONED = edition_pair("1. a", "1. a", "Verifying things 4.0.2 and 1.0", "Verifying things 4.0.3 and 1.1")


PLAIN = edition_pair("1. a", "1. a")


def is_noise(rule: str, cut: str, added: str, before: str) -> bool:
    editions = VERSIONED if rule == "edition-version" else PLAIN
    return RULES[rule].test(ChangedSpan(cut, added, before), editions)


@pytest.mark.parametrize(("rule", "cut", "added", "before"), MATCHES)
def test_rule_matches(rule: str, cut: str, added: str, before: str) -> None:
    assert is_noise(rule, cut, added, before)


@pytest.mark.parametrize(("rule", "cut", "added", "before"), MATCHES_NOT)
def test_rule_does_not_match(rule: str, cut: str, added: str, before: str) -> None:
    assert not is_noise(rule, cut, added, before)


def test_the_date_behind_the_version_of_an_edition_is_its_own() -> None:
    editions = edition_pair("1. a", "1. a", "Verifying things 4.0.2 (2031)", "Verifying things 4.0.3 (2032)")
    year = RULES["edition-year"].test
    assert year(ChangedSpan("October 2031", "October 2032", "version 4.0.3 ,"), editions)
    assert not year(ChangedSpan("October 2031", "October 2032", "version 3.9.9 ,"), editions)


def test_the_year_on_a_cover_is_reported() -> None:
    assert not RULES["edition-year"].test(ChangedSpan("2031", "2032", "keeping pupils safe", on_cover=True), PLAIN)


def test_every_rule_is_tried_both_ways() -> None:
    assert {rule for rule, *_ in MATCHES} == {rule for rule, *_ in MATCHES_NOT} == set(RULES)


def test_what_differs_in_spacing_alone_is_split_off() -> None:
    pieces = split_off(Run(False, tokens("wel fare of staff"), tokens("welfare of pupils")))
    assert [(" ".join(t.text for t in p.old), " ".join(t.text for t in p.new)) for p in pieces] == [
        ("wel fare", "welfare"),
        ("of staff", "of pupils"),
    ]


SAME = [
    ("section 128", "section128"),
    ("so-called", "so called"),
    ("1 200 people", "1200 people"),
    ("st aff", "staff"),
    ("co-ordinate", "coordinate"),
    ("Friday ,", "Friday,"),
    ("non- consensual", "non-consensual"),
    ("16- and 17", "16 and 17"),
    ("“quoted”", "'quoted'"),
    ("the head teacher", "the headteacher"),
    ("a class room", "a classroom"),
]
OTHER = [
    ("12 5", "125"),
    ("may be left", "maybe left"),
    ("now here", "nowhere"),
    ("re-sign", "resign"),
    ("every day", "everyday"),
    ("some time", "sometime"),
    ("14-28", "1428"),
    ("14-28", "14 28"),
    ("1 | 25", "12 | 5"),
    ("a cat", "a dog"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_words(one: str, other: str) -> None:
    assert same_words(one, other)
    assert same_words(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_words(one: str, other: str) -> None:
    assert not same_words(one, other)
    assert not same_words(other, one)


@given(st.text(alphabet="ab1 -|.", max_size=12))
def test_a_text_has_its_own_words(text: str) -> None:
    assert same_words(text, text)


@given(st.text(alphabet="ab12 -", max_size=8), st.text(alphabet="ab12 -", max_size=8))
def test_no_order_of_the_sides_makes_a_difference(one: str, other: str) -> None:
    assert same_words(one, other) == same_words(other, one)

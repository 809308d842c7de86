"""What each noise rule must and must not match."""

import pytest

from kcsie_diff.aligning.noise import (
    NOISE,
    Rule,
    cell_bounds,
    edition_year,
    hyphenation,
    label_glyph,
    name_of,
    spacing,
    split_off,
    url_escaping,
)
from kcsie_diff.tokens import tokens
from kcsie_diff.wording import Stretch

from .made import spot

MATCHES: list[tuple[Rule, str, str, str]] = [
    (spacing, "section128", "section 128", ""),
    (spacing, "wel fare", "welfare", "the "),
    (hyphenation, "so-called", "so called", "the "),
    (hyphenation, "non- consensual", "non-consensual", "the "),
    (hyphenation, "-", "", "aged 16"),
    (hyphenation, "", "-", "aged 16"),
    (url_escaping, "https://a.example/#:~:text=b", "https://a.example/#:%7E:text=b", "see "),
    (url_escaping, "http://a.example/b%20c/", "https://a.example/b c", "see "),
    (edition_year, "2031", "2032", "in keeping pupils safe"),
    (edition_year, "September 2031", "September 2032", "as kps"),
    (label_glyph, "o", "", ""),
    (label_glyph, "", "•", ""),
    (cell_bounds, "|", "", "a cell "),
    (cell_bounds, "", "| |", "a cell "),
]
MATCHES_NOT: list[tuple[Rule, str, str, str]] = [
    (spacing, "", "welfare", "the "),
    (spacing, "staff", "stuff", "the "),
    (hyphenation, "-", "", "the dash "),
    (hyphenation, "16-18", "1618", "aged "),
    (hyphenation, "re-sign", "resigned", "they "),
    (url_escaping, "https://a.example/b", "https://a.example/c", "see "),
    (url_escaping, "here", "here", "see "),
    (edition_year, "2031", "2032", "the children act"),
    (edition_year, "2030", "2032", "in keeping pupils safe"),
    (edition_year, "2031", "2032 or later", "in keeping pupils safe"),
    (label_glyph, "o", "", "type "),
    (label_glyph, "a", "", ""),
    (label_glyph, "o", "•", ""),
    (cell_bounds, "| no", "|", "a cell "),
]


@pytest.mark.parametrize(("rule", "cut", "added", "before"), MATCHES)
def test_rule_matches(rule: Rule, cut: str, added: str, before: str) -> None:
    assert rule(spot(cut, added, before))


@pytest.mark.parametrize(("rule", "cut", "added", "before"), MATCHES_NOT)
def test_rule_does_not_match(rule: Rule, cut: str, added: str, before: str) -> None:
    assert not rule(spot(cut, added, before))


def test_the_year_on_a_cover_is_told() -> None:
    assert not edition_year(spot("2031", "2032", "keeping pupils safe", on_cover=True))


def test_every_rule_is_tried_both_ways() -> None:
    assert {rule for rule, *_ in MATCHES} == {rule for rule, *_ in MATCHES_NOT} == set(NOISE)


def test_rules_are_counted_by_their_names() -> None:
    assert name_of(edition_year) == "edition-year"


def test_what_differs_in_spacing_alone_is_split_off() -> None:
    pieces = split_off(Stretch(False, tokens("wel fare of staff"), tokens("welfare of pupils")))
    assert [(" ".join(t.text for t in p.old), " ".join(t.text for t in p.new)) for p in pieces] == [
        ("wel fare", "welfare"),
        ("of staff", "of pupils"),
    ]

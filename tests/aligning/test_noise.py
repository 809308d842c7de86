"""What each noise rule must and must not match."""

import pytest

from kcsie_diff.differing.noise import (
    NOISE,
    Rule,
    cell_bounds,
    edition_version,
    edition_year,
    hyphenation,
    label_glyph,
    name_of,
    spacing,
    split_off,
    url_escaping,
)
from kcsie_diff.differing.word_diff import Stretch
from kcsie_diff.language.tokens import tokens

from .made import counterparts, spot

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
    (edition_version, "4.0.2", "4.0.3", "the list of"),
    (edition_version, "v4.0.2", "v4.0.3", "such as"),
    (edition_version, "1.0", "1.1", "framework version"),
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
    (edition_version, "1.0", "1.1", "use oauth"),
    (edition_version, "4.0.1", "4.0.3", "the list of"),
    (edition_version, "4.0.2", "4.0.3 or later", "the list of"),
    (label_glyph, "o", "", "type "),
    (label_glyph, "a", "", ""),
    (label_glyph, "o", "•", ""),
    (cell_bounds, "| no", "|", "a cell "),
]


VERSIONED = counterparts("1. a", "1. a", "Verifying things 4.0.2 and 1.0", "Verifying things 4.0.3 and 1.1")


def judged(rule: Rule, cut: str, added: str, before: str) -> bool:
    return rule(spot(cut, added, before, **({"who": VERSIONED} if rule is edition_version else {})))


@pytest.mark.parametrize(("rule", "cut", "added", "before"), MATCHES)
def test_rule_matches(rule: Rule, cut: str, added: str, before: str) -> None:
    assert judged(rule, cut, added, before)


@pytest.mark.parametrize(("rule", "cut", "added", "before"), MATCHES_NOT)
def test_rule_does_not_match(rule: Rule, cut: str, added: str, before: str) -> None:
    assert not judged(rule, cut, added, before)


def test_the_date_behind_the_version_of_an_edition_is_its_own() -> None:
    who = counterparts("1. a", "1. a", "Verifying things 4.0.2 (2031)", "Verifying things 4.0.3 (2032)")
    assert edition_year(spot("October 2031", "October 2032", "version 4.0.3 ,", who=who))
    assert not edition_year(spot("October 2031", "October 2032", "version 3.9.9 ,", who=who))


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

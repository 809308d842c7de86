"""What each rule on differences without a change of meaning must and must not match."""

import pytest

from kcsie_diff.differing.editorial import (
    ON_SPOTS,
    adapted_for_print,
    case_only,
    edition_replaced,
    imprint,
    list_joint,
    punctuation_only,
    reference_retargeted,
    typing_error,
)
from kcsie_diff.differing.noise import Rule
from kcsie_diff.model.comparison import Side

from .made import PHONES, RECORD, aligned, counterparts, spot

BOTH: dict[str, object] = {"references": frozenset(Side)}
END: dict[str, object] = {"at_end": True}
KNOWN: dict[str, object] = {
    "who": counterparts("1. The concern of all. An evry", "1. The concern of all, every one. A lawful every act.")
}
MATCHES: list[tuple[Rule, str, str, dict[str, object]]] = [
    (reference_retargeted, "paragraph 5", "paragraphs 6-7", BOTH),
    (adapted_for_print, "Annex B", "the annex", {}),
    (adapted_for_print, "this Annex", "Annex C", {}),
    (adapted_for_print, "this guidance", "the full version of KPS", {}),
    (adapted_for_print, "", "of Keeping pupils safe", {}),
    (adapted_for_print, "para 140", "paragraph 140 of KPS", {}),
    (adapted_for_print, "this", "the", {"after": "guidance ."}),
    (typing_error, "evry", "every", KNOWN),
    (imprint, "© Crown copyright 2031", "", {}),
    (imprint, "2031", "2032", {"before": "© crown copyright"}),
    (edition_replaced, "2030", "2031", {"before": "this guidance replaces keeping pupils safe"}),
    (edition_replaced, "(2030)", "(2031)", {"before": "this guidance replaces keeping pupils safe"}),
    (list_joint, ", and", ".", END),
    (list_joint, "", "; and", END),
    (case_only, "Annex", "annex", {}),
    (punctuation_only, ";", ".", {}),
]
MATCHES_NOT: list[tuple[Rule, str, str, dict[str, object]]] = [
    (reference_retargeted, "", "paragraph 5", {"references": frozenset({Side.NEW})}),
    (reference_retargeted, "section 5", "section 6", {}),
    (adapted_for_print, "Annex B", "Annex C", {}),
    (adapted_for_print, "para 140", "paragraph 141 of KPS", {}),
    (adapted_for_print, "this", "the", {"after": "school"}),
    (adapted_for_print, "providing", "Providing", {}),
    (adapted_for_print, "staff", "pupils of this guidance", {}),
    (typing_error, "lawful", "unlawful", KNOWN),
    (typing_error, "concern", "concerns", KNOWN),
    (typing_error, "2031", "2032", KNOWN),
    (typing_error, "may", "must", KNOWN),
    (typing_error, "every", "never", KNOWN),
    (imprint, "2031", "2032", {"before": "the act of"}),
    (edition_replaced, "2030", "2031", {"before": "this guidance replaces the advice on trips"}),
    (edition_replaced, "2030", "2031", {"before": "replaces keeping pupils safe. it is dated"}),
    (edition_replaced, "", "2031 in part", {"before": "this guidance replaces keeping pupils safe"}),
    (list_joint, ", or", ".", END),
    (list_joint, ", and", ".", {}),
    (list_joint, ";", ".", END),
    (case_only, "Annex", "Annexes", {}),
    (punctuation_only, "a.", ".", {}),
]


@pytest.mark.parametrize(("rule", "cut", "added", "facts"), MATCHES)
def test_rule_matches(rule: Rule, cut: str, added: str, facts: dict[str, object]) -> None:
    assert rule(spot(cut, added, **facts))  # type: ignore[arg-type]


@pytest.mark.parametrize(("rule", "cut", "added", "facts"), MATCHES_NOT)
def test_rule_does_not_match(rule: Rule, cut: str, added: str, facts: dict[str, object]) -> None:
    assert not rule(spot(cut, added, **facts))  # type: ignore[arg-type]


def test_every_rule_is_tried_both_ways() -> None:
    assert {rule for rule, *_ in MATCHES} == {rule for rule, *_ in MATCHES_NOT} == set(ON_SPOTS)


def test_one_word_of_substance_makes_the_whole_difference_one() -> None:
    alignment = aligned(f"1. {RECORD}\n2. {PHONES}", f"1. {RECORD}\n2. {PHONES.replace('stay', 'lie')[:-1]}")
    assert [difference.editorial for difference in alignment.differences] == [None]


def test_a_caption_is_editorial_and_a_sentence_on_a_figure_is_not() -> None:
    alignment = aligned(f"1. {RECORD}", f"1. {RECORD}\n> Figure 1: Telling the lead\n> Look at Figure 1 first.")
    assert [difference.editorial for difference in alignment.differences] == ["caption", None]


def test_a_title_that_got_a_figure_label_is_editorial_and_one_that_got_a_word_is_not() -> None:
    for title, rule in (("Figure 1 Flowchart: steps to take", "caption"), ("First steps to take", None)):
        alignment = aligned(f"# Steps to take\n1. {RECORD}", f"# {title}\n1. {RECORD}")
        assert [difference.editorial for difference in alignment.differences] == [rule]

"""What each rule on differences without a change of meaning must and must not match."""

import pytest

from differing.made import PHONES, RECORD, aligned, rules
from kcsie_diff.meaning.judging import make_context
from kcsie_diff.meaning.rules.changed_spans import ON_SPANS
from kcsie_diff.model.alignment import ChangedSpan
from kcsie_diff.model.comparison import Side
from kcsie_diff.options import Options
from kcsie_diff.records import replace

RULES = {rule.name: rule for rule in ON_SPANS}
BOTH: dict[str, object] = {"references": frozenset(Side)}
END: dict[str, object] = {"at_end": True}
CONTEXT = replace(
    make_context(
        aligned("1. The concern of all. An evry", "1. The concern of all, every one. A lawful every act."),
        Options(),
        (None, None),
    ),
    is_print=True,
)
MATCHES: list[tuple[str, str, str, dict[str, object]]] = [
    ("reference-retargeted", "paragraph 5", "paragraphs 6-7", BOTH),
    ("adapted-for-print", "Annex B", "the annex", {}),
    ("adapted-for-print", "this Annex", "Annex C", {}),
    ("adapted-for-print", "this guidance", "the full version of KPS", {}),
    ("adapted-for-print", "", "of Keeping pupils safe", {}),
    ("adapted-for-print", "para 140", "paragraph 140 of KPS", {}),
    ("adapted-for-print", "this", "the", {"after": "guidance ."}),
    ("typing-error", "evry", "every", {}),
    ("typing-error", "Evry", "Every", {"before": ""}),
    ("typing-error", "the", "", {"before": "at the", "after": "gate"}),
    ("typing-error", "accomodation", "accommodation", {}),
    ("written-otherwise", "two", "2", {}),
    ("written-otherwise", "10%", "10 per cent", {}),
    ("written-otherwise", "per cent", "%", {"before": "above 10"}),
    ("written-otherwise", "8.30pm", "20:30", {}),
    ("written-otherwise", "9am", "9.00 am", {}),
    ("written-otherwise", "3 May 2031", "3rd May 2031", {}),
    ("written-otherwise", "2nd", "second", {}),
    ("written-otherwise", "5 to 11", "5–11", {}),
    ("written-otherwise", "½", "1/2", {}),
    ("written-otherwise", "1000", "1,000", {}),
    ("written-otherwise", "Organisation", "Organization", {}),
    ("imprint", "© Crown copyright 2031", "", {}),
    ("imprint", "2031", "2032", {"before": "© crown copyright"}),
    ("edition-replaced", "2030", "2031", {"before": "this guidance replaces keeping pupils safe"}),
    ("edition-replaced", "(2030)", "(2031)", {"before": "this guidance replaces keeping pupils safe"}),
    ("list-joint", ", and", ".", END),
    ("list-joint", "", "; and", END),
    ("case-only", "Annex", "annex", {}),
    ("punctuation-only", ";", ".", {}),
    ("punctuation-only", "●", "•", {}),
]
MATCHES_NOT: list[tuple[str, str, str, dict[str, object]]] = [
    ("reference-retargeted", "", "paragraph 5", {"references": frozenset({Side.NEW})}),
    ("reference-retargeted", "section 5", "section 6", {}),
    ("adapted-for-print", "Annex B", "Annex C", {}),
    ("adapted-for-print", "para 140", "paragraph 141 of KPS", {}),
    ("adapted-for-print", "this", "the", {"after": "school"}),
    ("adapted-for-print", "providing", "Providing", {}),
    ("adapted-for-print", "staff", "pupils of this guidance", {}),
    ("typing-error", "lawful", "unlawful", {}),
    ("typing-error", "concern", "concerns", {}),
    ("typing-error", "2031", "2032", {}),
    ("typing-error", "may", "must", {}),
    ("typing-error", "every", "never", {}),
    ("typing-error", "lead", "head", {}),
    ("typing-error", "adopt", "adapt", {}),
    ("typing-error", "Smith", "Smyth", {"before": "ask mr ."}),
    ("typing-error", "Smith", "Smyth", {"before": ""}),
    ("typing-error", "Smith", "Smyth", {"before": "a letter of mr"}),
    ("typing-error", "no", "", {"before": "we say no "}),
    ("written-otherwise", "two", "twelve", {}),
    ("written-otherwise", "10%", "10 percentage points", {}),
    ("written-otherwise", "8.30am", "8.30pm", {}),
    ("written-otherwise", "12am", "12pm", {}),
    ("written-otherwise", "5 to 11", "5 and 11", {}),
    ("written-otherwise", "£5", "€5", {}),
    ("written-otherwise", "5 mg", "5 g", {}),
    ("written-otherwise", "1.000", "1,000", {}),
    ("written-otherwise", "size", "sise", {}),
    ("written-otherwise", "practise", "practice", {}),
    ("imprint", "2031", "2032", {"before": "the act of"}),
    ("edition-replaced", "2030", "2031", {"before": "this guidance replaces the advice on trips"}),
    ("edition-replaced", "2030", "2031", {"before": "replaces keeping pupils safe. it is dated"}),
    ("edition-replaced", "", "2031 in part", {"before": "this guidance replaces keeping pupils safe"}),
    ("list-joint", ", or", ".", END),
    ("list-joint", ", and", ".", {}),
    ("list-joint", ";", ".", END),
    ("case-only", "Annex", "Annexes", {}),
    ("punctuation-only", "a.", ".", {}),
    ("punctuation-only", "≤", "≥", {}),
    ("punctuation-only", "±", "", {"after": "2 degrees"}),
    ("punctuation-only", "-", "", {"before": "kept at", "after": "5 degrees"}),
    ("punctuation-only", "(", "", {"after": "40 )"}),
    ("punctuation-only", "§", "", {"after": "12"}),
    ("punctuation-only", "*", "", {"before": "at grade a", "after": "or above"}),
    ("punctuation-only", "→", "←", {}),
    ("punctuation-only", "●", "○", {}),
    ("punctuation-only", "✓", "", {}),
    ("punctuation-only", ".", "?", {}),
    ("case-only", "mW", "MW", {"before": "takes 5 "}),
]


def is_editorial(rule: str, cut: str, added: str, facts: dict[str, object]) -> bool:
    span = ChangedSpan(cut, added, **{"before": "some words ", **facts})  # type: ignore[arg-type]
    return RULES[rule].test(span, CONTEXT)


@pytest.mark.parametrize(("rule", "cut", "added", "facts"), MATCHES)
def test_rule_matches(rule: str, cut: str, added: str, facts: dict[str, object]) -> None:
    assert is_editorial(rule, cut, added, facts)


@pytest.mark.parametrize(("rule", "cut", "added", "facts"), MATCHES_NOT)
def test_rule_does_not_match(rule: str, cut: str, added: str, facts: dict[str, object]) -> None:
    assert not is_editorial(rule, cut, added, facts)


def test_every_rule_is_tried_both_ways() -> None:
    assert {rule for rule, *_ in MATCHES} == {rule for rule, *_ in MATCHES_NOT} == set(RULES)


def test_one_word_of_substance_makes_the_whole_difference_one() -> None:
    assert rules(f"1. {RECORD}\n2. {PHONES}", f"1. {RECORD}\n2. {PHONES.replace('stay', 'lie')[:-1]}") == [None]


def test_a_caption_is_editorial_and_a_sentence_on_a_figure_is_not() -> None:
    assert rules(f"1. {RECORD}", f"1. {RECORD}\n> Figure 1: Telling the lead\n> Look at Figure 1 first.") == [
        "caption",
        None,
    ]


@pytest.mark.parametrize(
    ("now", "rule"), [("Figure 1: How to tell the lead", "caption"), ("Figure 1: Telling the pupil", None)]
)
def test_a_caption_of_somebody_else_is_told(now: str, rule: str | None) -> None:
    assert rules(f"1. {RECORD}\n> Figure 1: Telling the lead", f"1. {RECORD}\n> {now}") == [rule]


REVISION = f"# What is new in 2031\n> {{}}\n# Records\n1. {RECORD}"


@pytest.mark.parametrize(("now", "told"), [("2.1", None), ("2.0 of 2031", "about-the-revision")])
def test_another_figure_beside_the_list_of_changes_is_told(now: str, told: str | None) -> None:
    said = "The list now follows the code of practice for clubs {} in all parts."
    assert rules(REVISION.format(said.format("2.0")), REVISION.format(said.format(now))) == [told]


def test_a_title_that_got_a_figure_label_is_editorial_and_one_that_got_a_word_is_not() -> None:
    for title, rule in (("Figure 1 Flowchart: steps to take", "caption"), ("First steps to take", None)):
        assert rules(f"# Steps to take\n1. {RECORD}", f"# {title}\n1. {RECORD}") == [rule]


TABLE = """1. {}
# Table of changes from 2030
| Page 2 | Desk | Says that {} {} ring by day {}. |
| Page 3 | Hall | New name. |"""


@pytest.mark.parametrize(
    ("row", "editorial"),
    [
        (("the machine", "can", "3"), True),
        (("the tutor", "can", "3"), False),
        (("the governor", "may", "3"), False),
        (("the governor", "can", "4"), False),
    ],
)
def test_a_row_of_the_table_of_changes_that_says_otherwise_is_told(row: tuple[str, ...], editorial: bool) -> None:
    told = rules(TABLE.format(RECORD, "the governor", "can", "3"), TABLE.format(RECORD, *row))
    assert (told == ["publishers-table"]) is editorial


IMPRINT = "This publication is available from {}, and costs nothing to anybody who asks."


@pytest.mark.parametrize(
    ("old", "new", "editorial"),
    [
        ("the shop under ISBN 978 1 4741 0001 4", "the shop under ISBN 978 1 4741 0002 1", True),
        ("the shop under ISBN 978-1-4741-0001-4", "the shop under ISBN 978-1-4741-0002-1", True),
        ("the shop under ISBN 978-1-4741-0001-4", "the shop under ISBN 978-1-4742-0001-4", False),
        ("the shop as DFE-00101-2031", "the shop as DFE-00102-2032", True),
        ("the shop as DFE-00101-2031", "the shop as DFE-00102-2031", False),
        ("the shop as ref 00101-2031EN", "the shop as ref 00102-2031EN", False),
        ("the shop in the hall", "the desk in the hall", True),
        ("desk 14", "desk 15", False),
        ("the shop until 4 May 2040", "the shop until 4 May 2041", False),
    ],
)
def test_a_figure_of_the_imprint_is_editorial_only_if_its_own(old: str, new: str, editorial: bool) -> None:
    told = rules(*(f"1. {RECORD}\n2. {PHONES}\n3. {IMPRINT.format(where)}" for where in (old, new)))
    assert (told == ["imprint-or-revision"]) is editorial

"""Duty words: their force, and what they do in their sentence."""

import pytest

from kcsie_diff.meaning.changed_text import SideText
from kcsie_diff.meaning.lexicon import load_lexicon
from kcsie_diff.meaning.modals import Force, Sense, find_modals

LEXICON = load_lexicon()


def found(text: str) -> list[tuple[str, Force, Sense]]:
    side = SideText.of(text)
    return [(modal.text, modal.force, modal.sense) for modal in find_modals(side, side.sentences, LEXICON)]


@pytest.mark.parametrize(
    ("text", "word", "force"),
    [
        ("The operator SHALL seal each tape.", "SHALL", Force.MUST),
        ("The server SHOULD NOT copy it.", "SHOULD NOT", Force.SHOULD),
        ("The board must not meet.", "must not", Force.MUST),
        ("The lead is required to call.", "is required", Force.MUST),
        ("The lead is obliged to call.", "is obliged", Force.MUST),
        ("Schools should be told.", "should", Force.SHOULD),
        ("Should be told at once.", "Should", Force.SHOULD),
        ("Should discuss it, then write it down.", "Should", Force.SHOULD),
        ("Where a pupil is ill, staff should call home.", "should", Force.SHOULD),
        ("When it rings staff must leave.", "must", Force.MUST),
        ("Schools which have a nursery must keep a list.", "must", Force.MUST),
        ("It should be recorded in the file.", "should", Force.SHOULD),
        ("If a pupil is ill, staff are required to call.", "are required", Force.MUST),
        ("It is clear that staff are required to call.", "are required", Force.MUST),
        ("The measures in this plan must be kept up.", "must", Force.MUST),
        ("The conditions that the board lays down must be met.", "must", Force.MUST),
        ("No more than two adults must be in the room.", "must", Force.MUST),
        ("Staff will be required to sign.", "be required", Force.MUST),
        ("The code requires both parents to sign.", "requires", Force.MUST),
        ("If in doubt staff should ask, and write it down.", "should", Force.SHOULD),
        ("The Act states that schools must keep a list.", "must", Force.MUST),
        ("Clubs have a specific plan that must be read aloud.", "must", Force.MUST),
        ("There should be enough chairs.", "should", Force.SHOULD),
        ("The terms must be read aloud.", "must", Force.MUST),
        ("Staff also have to sign.", "have to", Force.NEED),
        ("If it rings, the head will need to call.", "need to", Force.NEED),
        ("In schools, visitors need to sign.", "need to", Force.NEED),
        ("A visitor needs to sign.", "needs to", Force.NEED),
        ("Schools are expected to keep a list.", "are expected to", Force.SHOULD),
        ("Visitors may not leave the hall.", "may not", Force.MUST),
        ("Visitors may not meet the pupil alone.", "may not", Force.MUST),
    ],
)
def test_a_word_that_binds(text: str, word: str, force: Force) -> None:
    assert found(text) == [(word, force, Sense.BINDING)]


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("Should a pupil go missing, the office rings home.", Sense.CONDITION),
        ("Should Government advice alter during the year, it is printed again.", Sense.CONDITION),
        ("Should parents wish to ask, the office answers.", Sense.CONDITION),
        ("It should be noted that the hall is old.", Sense.IDIOM),
        ("It should not be assumed that a fee is paid back.", Sense.IDIOM),
        ("It must not be thought that the gate is always staffed.", Sense.IDIOM),
        ("Staff know when they should call.", Sense.SUBORDINATE),
        ("The form shows whether a referral to the council is required.", Sense.SUBORDINATE),
        ("The page says what the head must do.", Sense.SUBORDINATE),
        ("Staff are aware of the duty to report.", Sense.SUBORDINATE),
        ("The review found that schools must do more.", Sense.REPORTED),
        ("The test assumes that a key is required.", Sense.REPORTED),
        ("If four keys are required for a room, the porter brings them.", Sense.SUBORDINATE),
        ("Clubs that are in the hall or are required to move pay less.", Sense.SUBORDINATE),
        ("Whether the list names the doors which must be shut.", Sense.SUBORDINATE),
        ("A sheet of the steps a porter should take at night.", Sense.SUBORDINATE),
        ("A set of requirements a hall must meet.", Sense.SUBORDINATE),
        ("Page 3 gives the conditions that each hirer must meet.", Sense.SUBORDINATE),
        ("Rooms are less safe than they should be.", Sense.SUBORDINATE),
        ("A slip when “no more than” should have been used.", Sense.SUBORDINATE),
        ("The form shows what must be kept.", Sense.SUBORDINATE),
        ("A list of who was trained, when and in what should be kept by the office.", Sense.BINDING),
        ("Rules say what is sold, what stalls should cost.", Sense.SUBORDINATE),
        ("What must the visitor do?", Sense.SUBORDINATE),
        ("Clubs can decide that members must wear a badge.", Sense.SUBORDINATE),
        ("A list of rooms and of those that should be painted.", Sense.SUBORDINATE),
        ("The alarm looks for windows and doors that should not be open.", Sense.SUBORDINATE),
        ("The principle that a guest should feel at home.", Sense.SUBORDINATE),
        ("It locks, for example, if clubs require guests to sign out.", Sense.SUBORDINATE),
        ("If staff should find a key, they hand it in.", Sense.CONDITION),
        ("The code has rules (must) and no advice.", Sense.TITLE),
        ("The word MUST is used with care.", Sense.TITLE),
        ("The visit should take about an hour.", Sense.IDIOM),
        ("The key has to be kept.", Sense.THINGS),
        ("There is a need to sign.", Sense.SUBORDINATE),
        ("Photographs may not be taken.", Sense.THINGS),
        ("Staff speak of the need to act.", Sense.SUBORDINATE),
        ("Data that schools need to share is kept.", Sense.SUBORDINATE),
        ("The child’s needs to be met.", Sense.SUBORDINATE),
        ("If staff have to leave, they ring.", Sense.CONDITION),
        ("The visitor wrote that clubs must do more.", Sense.REPORTED),
        ("The hall is open, as it should be.", Sense.IDIOM),
        ("The court held that the club must pay.", Sense.REPORTED),
    ],
)
def test_a_word_that_binds_nobody(text: str, sense: Sense) -> None:
    assert [one[2] for one in found(text)] == [sense]


@pytest.mark.parametrize(
    "text",
    [
        "The club does not require both parents to agree.",
        "Staff are not required to sign.",
        "A badge is no longer required.",
        "Schools are under no duty to publish it.",
        "Staff do not need to sign.",
        "Pupils may not feel ready to speak.",
        "Parents may not be able to come.",
        "The incident may not meet the criteria for a report.",
        "Visitors may not qualify for a badge.",
    ],
)
def test_who_is_not_required_is_permitted(text: str) -> None:
    assert [one[1] for one in found(text)] == [Force.MAY]


def test_what_may_be_required_is_one_permission() -> None:
    assert [one[:2] for one in found("A second key may be required.")] == [("may", Force.MAY)]


@pytest.mark.parametrize(
    "text",
    [
        "Repairs require access to the roof.",
        "The lock requires two turns of the key to open.",
        "The porter has specific duties on Mondays.",
        "Reading the poem is a must.",
        "The list has to do with fees.",
        "The shall-issue rule is old.",
    ],
)
def test_what_obliges_nobody_is_no_duty_word(text: str) -> None:
    assert found(text) == []


def test_capitals_of_a_month_permit_nothing() -> None:
    assert found("ISSUED MAY 2032") == []

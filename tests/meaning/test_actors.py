"""Orders made from sentences with a duty word, and sentences that give none."""

import pytest

from kcsie_diff.meaning.actors import find_actions, find_order
from kcsie_diff.meaning.lexicon import load_lexicon
from kcsie_diff.model.comparison import Duty, DutyEffect
from meaning.marked import change

LEXICON = load_lexicon(None)


def order(sentence: str, actor: str | None) -> str | None:
    return find_order(Duty(DutyEffect.NEW, None, "should", actor, sentence), LEXICON)


@pytest.mark.parametrize(
    ("sentence", "actor", "said"),
    [
        ("Schools should lock the shed at night.", "schools", "Lock the shed at night."),
        ("The governing body must never lend the keys.", "governing bodies", "Never lend the keys."),
        ("They should regularly count the keys they hold.", "schools", "Regularly count the keys you hold."),
        ("Schools should share worries as soon as they arise.", "schools", "Share worries as soon as they arise."),
        ("Schools should check what pupils say they use now.", "schools", "Check what pupils say they use now."),
        ("Staff should not prop the gate open.", "staff", "Do not prop the gate open."),
        ("In addition, schools must keep a list.", "schools", "Keep a list."),
        ("Where a key is lost, schools must change the lock.", "schools", "Where a key is lost, change the lock."),
        (
            "Schools must take the register, and must find out who is absent.",
            "schools",
            "Take the register, and find out who is absent.",
        ),
        ("Staff should be alert to open doors.", "staff", "Be alert to open doors."),
        ("Guidance which sets out how schools must lock sheds.", "schools", "Lock sheds."),
        ("Schools should get proof of checks (i.e. those they would make).", "schools", "Get proof of checks."),
    ],
)
def test_an_actor_a_duty_word_and_a_verb_make_an_order(sentence: str, actor: str, said: str) -> None:
    assert order(sentence, actor) == said


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Training should cover the use of keys.", "schools"),
        ("The policy of the school should say who holds keys.", "schools"),
        ("The shed should be locked at night.", None),
        ("Staff should be told where the keys are.", "staff"),
        ("They should be locked.", None),
        ("Guidance that sets out how sheds must be locked.", "schools"),
        ("Schools should refer to our guidance on sheds.", "schools"),
        ("Schools should lock the shed, and the caretaker must keep the key.", "schools"),
    ],
)
def test_any_other_sentence_gives_none(sentence: str, actor: str | None) -> None:
    assert order(sentence, actor) is None


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        (
            "Schools must keep the key[-, and must send a copy of it to the board-].",
            "… and must send a copy of it to the board",
        ),
        ("Doors are shut.[- Schools must keep the key in a box by the door.-]", "Keep the key in a box by the door."),
    ],
)
def test_only_what_was_cut_is_no_longer_required(marked: str, told: str) -> None:
    lexicon = load_lexicon(None)
    assert [action.text for action in find_actions((change(marked),), lexicon)] == [told]

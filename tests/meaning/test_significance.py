"""Reversals: which words turn a sentence round, and which do not."""

from dataclasses import replace

import pytest

from kcsie_diff.meaning.significance import find_reversals
from kcsie_diff.model.edition import NodeKind
from meaning.marked import Setting, change, segments


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("It is [-lawful-]{+unlawful+} to lock it.", ("lawful → unlawful",)),
        ("Every form [-except-]{+including+} form A.", ("except → including",)),
        ("[-No-]{+A+} child is left alone.", ("no → a",)),
        ("Do [-all-]{+any+} of these.", ("all → any",)),
        ("Read it [-and-]{+or+} sign it.", ("and → or",)),
        ("[-At least-]{+At most+} two adults.", ("at least → at most",)),
        ("The officer can [-not -]attend.", ("not",)),
        ("The officer may {+not +}attend.", ("not",)),
        ("Nobody enters [-with-]{+without+} a badge.", ("with → without",)),
        ("The key is [-not given-]{+given+} out.", ("not given → given",)),
        ("At [-least-]{+most+} two adults.", ("least → most",)),
        ("Staff are [-free to-]{+prohibited from+} smoke.", ("free to → prohibited from",)),
        ("It is open [-except on-]{+including+} Sundays.", ("except on → including",)),
        ("Families opt [-in-]{+out+} of it.", ("in → out",)),
        ("The rule [-applies-]{+does not apply+} here.", ("applies → does not apply",)),
        ("Doors [-aren't-]{+are+} shut.", ("aren’t → are",)),
        ("Guests [-do not -]pay.", ("do not",)),
        ("There is {+no +}fee.", ("no",)),
        ("Notes are [-kept-]{+destroyed+}.", ("kept → destroyed",)),
        ("Visits of [-up to-]{+over+} an hour.", ("up to → over",)),
        ("Loads of x [-≤-]{+≥+} 4 tonnes.", ("≤ → ≥",)),
        ("Up to ([-and including-]{+but excluding+}) 40.", ("and including → but excluding",)),
        ("Fees [-rise-]{+fall+} in May.", ("rise → fall",)),
        ("Meals are [-included in-]{+excluded from+} the fee.", ("included in → excluded from",)),
    ],
)
def test_a_reversal_is_found_and_is_of_high_significance(marked: str, expected: tuple[str, ...]) -> None:
    assert find_reversals(tuple(segments(marked))) == expected
    assert change(marked).significance == "high"


@pytest.mark.parametrize(
    "marked",
    [
        "The [-big-]{+large+} hall.",
        "Loads of x [-<-]{+≤+} 4 tonnes.",
        "Staff read it{+ not later than noon+}.",
        "[-The lead and the deputy sign it.-]{+The head or the governors read it.+}",
        "The gate{+ and the door+} is shut.",
    ],
)
def test_what_turns_nothing_round(marked: str) -> None:
    assert find_reversals(tuple(segments(marked))) == ()


@pytest.mark.parametrize(
    "marked",
    [
        "Schools must[-, where appropriate,-] tell the parents.",
        "[-If a boat is late, the-]{+The+} harbour master must ring the crew.",
        "The lead must sign the form{+ when a child stays overnight+}.",
        "Staff need to wear a badge{+ only if visitors are in+}.",
    ],
)
def test_a_condition_of_a_must_that_came_or_went_is_of_high_significance(marked: str) -> None:
    assert change(marked).significance == "high"


@pytest.mark.parametrize(
    "marked",
    [
        "Schools must tell the parents [-if-]{+when+} a child is late.",
        "Schools tell the parents{+, where appropriate+}.",
        "Some pupils find it hard{+ when they are new+}.",
    ],
)
def test_a_condition_in_other_words_or_without_a_must_is_not(marked: str) -> None:
    assert change(marked).significance != "high"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The water is kept at [-40-]{+45+} °C.", "medium"),
        ("The gate shuts at [-8.30am-]{+8.30pm+}.", "medium"),
        ("Replies are taken until [-3 May-]{+3 June+}.", "medium"),
        ("The register was printed on [-3 May 2031-]{+3 June 2031+}.", "low"),
        ("Letters come by [-noon-]{+midnight+}.", "medium"),
        ("Taps are run [-monthly-]{+weekly+}.", "medium"),
        ("Taps are run [-once-]{+twice+} a term.", "medium"),
        ("A fine of [-£1,000-]{+£2,500+} is due.", "medium"),
        ("One door in [-10-]{+20+} sticks: [-1 in 10-]{+1 in 20+}.", "medium"),
        ("The code is [-14-28-]{+1428+}.", "low"),
        ("At least [-80%-]{+90%+} of staff must be trained.", "medium"),
    ],
)
def test_a_limit_that_changed_is_of_medium_significance(marked: str, expected: str) -> None:
    assert change(marked).significance == expected


@pytest.mark.parametrize(
    ("marked", "setting", "expected"),
    [
        ("The [-lead-]{+caretaker+} must lock the shed.", Setting(), "high"),
        ("The shed must be locked by the [-lead-]{+site manager+}.", Setting(), "high"),
        ("The [-caretaker-]{+site manager+} must:", Setting(), "high"),
        ("Teachers{+ and volunteers+} should wear a badge.", Setting(), "high"),
        ("[-Teachers-]{+Local authorities+} should wear a badge.", Setting(), "medium"),
        ("The caretaker must lock the [-old -]shed.", Setting(), "low"),
        ("The [-lead-]{+caretaker+} locks the shed.", Setting(), "medium"),
        ("{+check the taps+}", Setting(node=NodeKind.ITEM, lead="The head must:"), "high"),
        ("{+check the taps+}", Setting(node=NodeKind.ITEM, lead="The head may:"), "low"),
        ("{+the taps+}", Setting(node=NodeKind.ITEM, lead="The head must be told. The list names:"), "low"),
    ],
)
def test_who_and_what_a_must_binds(marked: str, setting: Setting, expected: str) -> None:
    assert change(marked, setting).significance == expected


def test_what_a_term_covers_is_a_definition() -> None:
    assert change("In this guidance “staff” includes volunteers[- and governors-].").significance == "high"
    assert change("The guidance “Trips” was printed for volunteers[- and governors-].").significance == "low"


_ROW = Setting(node=NodeKind.TABLE_ROW, headings=("Annex A: Glossary",))


@pytest.mark.parametrize(
    ("marked", "setting", "expected"),
    [
        ("Manual handover | A way of carrying keys by hand, in {+sealed +}boxes.", _ROW, "high"),
        ("{+Late boat | One that is not in the harbour at dusk.+}", _ROW, "medium"),
        ("Late boat [-[A]-]{+[B]+} | One that is not in the harbour at dusk.", _ROW, "low"),
        (
            "Manual handover | A way of carrying keys by hand, in {+sealed +}boxes.",
            replace(_ROW, headings=("Keys",)),
            "low",
        ),
        ("Keys | Hall | A way of carrying keys by hand, in {+sealed +}boxes.", _ROW, "low"),
        ("Nobody may carry keys by hand alone | Never{+ ever+}", _ROW, "low"),
    ],
)
def test_the_words_of_an_entry_of_a_glossary_are_those_of_a_definition(
    marked: str, setting: Setting, expected: str
) -> None:
    assert change(marked, setting).significance == expected


def test_guidance_that_becomes_statutory_changed_its_standing() -> None:
    told = change("This guidance is [-non-statutory-]{+statutory+}.")
    assert (told.category, told.reasons[0].rule) == ("legislative", "standing-changed")

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

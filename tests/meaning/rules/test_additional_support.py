"""Resources: an entry of a list of them, the name of one corrected, and names of pages that are no addresses."""

import pytest

from differing.made import align
from kcsie_diff.meaning import judge
from kcsie_diff.model.comparison import Category, Change, Significance
from kcsie_diff.model.notation import parse
from kcsie_diff.options import Options

FRAME = """= Keeping pupils safe {year}

[1] # {heading}
[1] {text}
[1] 2. Boats are tied to the jetty when the last pupil has gone ashore.
"""


def judged(old: str, new: str, heading: str = "Boats") -> Change:
    """The change between two texts under a heading."""
    editions = (parse(FRAME.format(year=2031 + n, heading=heading, text=text)) for n, text in enumerate((old, new)))
    [change] = [
        each for each in judge(align(*editions), Options(), "1").changes if each.category is not Category.EDITORIAL
    ]
    return change


OLD_ENTRY = (
    "1. “Safer rivers for schools” – the Rowing Trust has free leaflets for teachers who take pupils on the water."
)
BOATS = "1. Boats of the club are painted green every year before the summer term begins."
SIGNPOST = "Further information on paint is available from the Rowing Trust."
NEW_ENTRY = "1. “Safer rivers for schools” – the Rowing Trust has introduced films that help staff to judge a current."


def test_an_entry_reworded_in_a_list_of_resources_is_support() -> None:
    change = judged(OLD_ENTRY, NEW_ENTRY, "Additional advice and support")
    assert (change.category, change.reasons[0].rule) == (Category.ADDITIONAL_SUPPORT, "resource-listed")


def test_the_same_words_under_another_heading_are_not() -> None:
    assert judged(OLD_ENTRY, NEW_ENTRY, "Support for the crew").category is Category.CLARIFICATION


@pytest.mark.parametrize(
    ("old", "new", "significance"),
    [
        (
            "1. More is in the guide ‘Find a rowing and sailing clubs near you’ of the Trust.",
            "1. More is in the guide ‘Find a rowing and sailing club near you’ of the Trust.",
            Significance.LOW,
        ),
        (
            "1. Records can be looked up with the Harbour Access Portal at no cost.",
            "1. Records can be looked up with the Licence Check Service at no cost.",
            Significance.MEDIUM,
        ),
        (BOATS, f"{BOATS} {SIGNPOST}", Significance.LOW),
        (BOATS, f"{BOATS} Further information on the standards for paint is available online.", Significance.MEDIUM),
        (f"{BOATS} {SIGNPOST}", BOATS, Significance.MEDIUM),
        (BOATS, f"{BOATS} We expect to publish guidance on the standards for paint.", Significance.LOW),
    ],
)
def test_only_what_touches_practice_is_more_than_low(old: str, new: str, significance: Significance) -> None:
    change = judged(old, new)
    assert (change.category, change.significance) == (Category.ADDITIONAL_SUPPORT, significance)


def test_what_a_sentence_says_beside_the_name_of_a_page_counts() -> None:
    change = judged(
        "1. Clubs should consider meeting the Boat standards for clubs and harbours.GOV.UK. More is at "
        "Harbours - HRB.GOV.UK.",
        "1. Clubs should consider taking proper steps to meet the Boat standards for clubs and harbours which were "
        "written to help them withstand storms and heavy swell. More is at Harbours - HRB.",
    )
    assert change.category is Category.CLARIFICATION
    assert all(reason.text != "GOV.UK" for reason in change.reasons)

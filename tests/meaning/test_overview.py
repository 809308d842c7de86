"""What was removed is shown where its section lives on in the newer edition, under whatever title."""

import pytest

from differing.made import align
from kcsie_diff.meaning import judge
from kcsie_diff.model.comparison import Change, Comparison
from kcsie_diff.model.edition import Link
from kcsie_diff.model.notation import parse
from kcsie_diff.options import Options
from kcsie_diff.records import replace

DOORS = """
[1] 1. Every door of the building is locked when the last pupil has gone home.
[1] 2. Visitors sign in at the office and wear a badge for as long as they stay.
[1] 3. Keys that are lost are told to the caretaker on the day they are missed.
"""
GATE = "[1] 4. The gate to the lane is painted green before the summer term begins.\n"
TRIPS = """
[2] 5. Coaches for a trip are booked with two weeks to spare, never on the day.
[2] 6. A first aider travels on each coach and sits in the row behind the driver.
"""
HORNS = "[2] 7. Horns and whistles are left at home unless the site asks for them.\n"
OLD = f"""= Keeping pupils safe 2031

[1] # Part one: The building
[1] ## Doors{DOORS}{GATE}[2] # Part two: Outings
[2] ## On the road{TRIPS}[2] ## Noise
{HORNS}[3] # Part three: Kites
[3] 8. A kite is flown on the upper field alone, with an adult at each string.
"""
NEW = f"""= Keeping pupils safe 2032

[1] # Part one: Our buildings and doors
[1] ## Doors and keys{DOORS}[2] # Part two: Outings
[2] ## On the road{TRIPS}"""


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return judge(align(parse(OLD), parse(NEW)), Options(), "1")


def removed(comparison: Comparison, words: str) -> Change:
    return next(one for one in comparison.changes if not one.new and words in " ".join(p.text for p in one.old))


def test_a_section_with_another_title_is_the_heir_of_its_own(comparison: Comparison) -> None:
    gate = removed(comparison, "The gate")
    assert gate.section_old == ("Part one: The building", "Doors")
    assert gate.section_successor == gate.section_path == ("Part one: Our buildings and doors", "Doors and keys")
    assert gate.id in comparison.parts[0].changes


def test_a_section_that_is_gone_is_shown_under_the_part_that_held_it(comparison: Comparison) -> None:
    horns = removed(comparison, "Horns")
    assert horns.section_successor == ("Part two: Outings",)
    assert horns.id in comparison.parts[1].changes


def test_where_no_heading_lives_on_it_stays_under_its_own(comparison: Comparison) -> None:
    kite = removed(comparison, "A kite")
    assert kite.section_successor is None and kite.section_path == ("Part three: Kites",)
    assert [part.title for part in comparison.parts if kite.id in part.changes] == ["Part three: Kites"]


def test_what_both_editions_have_needs_no_heir(comparison: Comparison) -> None:
    assert all(one.section_successor is None for one in comparison.changes if one.new)


@pytest.mark.parametrize(
    ("words", "linked", "told"),
    [
        (
            "See product safety expectations to support this.",
            "product safety expectations t",
            "product safety expectations",
        ),
        ("Use GOV.UK for this.", "GOV", "GOV.UK"),
        ("See the guide for parents.", "the guide", "the guide"),
        ("See the guidebook.", "the guideb", "the guidebook"),
    ],
)
def test_a_link_is_told_in_whole_words(words: str, linked: str, told: str) -> None:
    text = "= Keeping pupils safe {}\n\n[1] # Care\n[1] 1. Boats are green.{}\n"
    old, new = parse(text.format(2031, "")), parse(text.format(2032, f" {words}"))
    nodes = tuple(
        replace(node, links=(Link(linked, "https://a.example/b", node.text.index(linked)),))
        if words in node.text
        else node
        for node in new.nodes
    )
    alignment = align(old, replace(new, nodes=nodes))
    assert [row.text for row in judge(alignment, Options(), "1").links] == [told]

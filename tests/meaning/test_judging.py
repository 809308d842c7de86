"""A comparison as a whole: ids, counts, significance, audience, and the tables beside the changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from differing.made import align
from kcsie_diff.meaning import judge
from kcsie_diff.model.comparison import Category, Comparison, DutyEffect, LinkChange, LinkRow
from kcsie_diff.model.edition import Link, NodeKind
from kcsie_diff.model.notation import parse
from kcsie_diff.options import Options
from meaning.marked import Setting, change, compare

OLD = """= Keeping pupils safe 2031
pages: 3
date: 1 September 2031

[1] # Part one: Safety information for all staff
[1] 1. Every door of the building is locked when the last pupil has gone home.
[1] 2. Visitors sign in at the office under the School Visitors Act 2019.
[2] # Part two: The management of safety
[2] 3. The governing board looks at the record of incidents twice in each school year.
[2] 4. More is said by [the Listening Trust](https://trust.example/old) in its page for governors.
[3] 5. The record is kept for seven years after the pupil has left the school.
"""
NEW = """= Keeping pupils safe 2032
pages: 3
date: 1 September 2032

[1] # Part one: Safety information for all staff
[1] 1. Every door of the building is locked when the last pupil has gone home.
[1] 2. Visitors sign in at the office under the School Visitors Act 2032.
[2] # Part two: The management of safety
[2] 3. The governing board looks at the record of incidents twice in each school year.
[2] 4. More is said by [the Listening Trust](https://other.example/new) in its page for governors.
[2] 5. Childnet runs a helpline for governors, which is open on weekdays in term.
[3] 6. The record is kept for seven years after the pupil has left the school.
"""


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return judge(align(parse(OLD), parse(NEW)), Options(), "1.2.3")


def test_changes_have_ids_in_order_and_counts_that_agree(comparison: Comparison) -> None:
    assert [one.id for one in comparison.changes] == ["c0001", "c0002", "c0003"]
    summary = comparison.summary
    assert (summary.changes, summary.readings, summary.unchanged) == (3, 3, 5)
    assert sum(count for _, count in summary.by_category) == sum(count for _, count in summary.by_kind) == 3
    assert comparison.version == "1.2.3"
    assert (comparison.new.date, comparison.new.nodes) == ("1 September 2032", 8)


def test_the_concordance_names_changes_by_id(comparison: Comparison) -> None:
    assert {row.change for row in comparison.concordance} <= {"c0001", "c0002", "c0003", None}
    assert next(row.change for row in comparison.concordance if row.new == "2") == "c0001"


def test_each_part_says_what_stands_unaltered_in_it(comparison: Comparison) -> None:
    one, two = comparison.parts
    assert (one.title, one.paragraphs, one.paragraphs_unaltered) == ("Part one: Safety information for all staff", 2, 1)
    assert (two.nodes, two.unaltered, two.paragraphs, two.paragraphs_unaltered) == (5, 3, 4, 2)
    assert (one.changes, two.changes) == (("c0001",), ("c0002", "c0003"))


def test_acts_organisations_and_links_are_listed(comparison: Comparison) -> None:
    assert [(row.name, row.status, row.changes) for row in comparison.acts] == [
        ("School Visitors Act 2032", "added", ("c0001",)),
        ("School Visitors Act 2019", "removed", ("c0001",)),
    ]
    assert [(row.name, row.status, row.changes) for row in comparison.organisations] == [
        ("Childnet", "added", ("c0003",))
    ]
    assert comparison.links == (
        LinkRow("the Listening Trust", "retargeted", "https://trust.example/old", "https://other.example/new", "c0002"),
    )


def test_what_an_extract_leaves_out_is_not_told_as_law_no_longer_named() -> None:
    rest = "".join(
        f"[4] {number}. Coaches hired for day {number} show a licence under the Coaches Act 20{number}.\n"
        for number in range(10, 40)
    )
    whole = OLD + "[4] # Part three: Coaches and trips\n" + rest
    extract = NEW.replace("2032", "2031").replace("5. Childnet", "6. Childnet")
    told = judge(align(parse(whole), parse(extract)), Options(), "1")
    assert told.out_of_scope
    assert not any("Coaches" in row.name for row in told.acts)


def test_no_table_of_changes_is_none(comparison: Comparison) -> None:
    assert comparison.official_table is None


def test_passages_say_where_they_stand(comparison: Comparison) -> None:
    (passage,) = comparison.changes[0].new
    assert (passage.node, passage.number, passage.paragraph, passage.page) == ("paragraph", "2", "2", 1)
    assert comparison.changes[0].section_new == ("Part one: Safety information for all staff",)
    assert comparison.changes[2].section_old is None


SIGNIFICANCE = [
    ("Schools [-should-]{+must+} lock doors.", Setting(), "high"),
    ("Schools [-must-]{+should+} lock doors.", Setting(), "high"),
    ("Doors are shut.{+ Staff should carry a key.+}", Setting(), "high"),
    ("Doors are shut.{+ The police should carry a key.+}", Setting(), "medium"),
    ("Doors are shut.[- Staff should carry a key.-]", Setting(), "medium"),
    ("Bullying means hurting somebody{+ again+}.", Setting(), "high"),
    ("The notice gives [-means of ringing-]{+a means by which anybody can ring+} the porter.", Setting(), "medium"),
    ("Schools keep a list{+ under the Lists Act 2031+}.", Setting(), "medium"),
    ("{+Further information is available at https://www.example.org.uk/a.+}", Setting(), "low"),
    ("[-Further information is available at https://www.example.org.uk/a.-]", Setting(), "medium"),
    ("Doors are shut.{+ Masks are worn by everybody from the first of May.+}", Setting(), "medium"),
    ("Doors are shut.{+ Flags are washed in May.+}", Setting(), "low"),
    ("Doors are shut.{+ This section remains under review, pending the outcome of a vote.+}", Setting(), "low"),
    ("Doors are [-shut-]{+closed+}.", Setting(), "low"),
    ("Doors are [-shut-]{+closed+}.", Setting(term=0), "low"),
    ("Letters go out within [-ten-]{+five+} days.", Setting(), "medium"),
    ("Doors are shut.", Setting(), "low"),
]


@pytest.mark.parametrize(("marked", "setting", "expected"), SIGNIFICANCE)
def test_significance_follows_the_rule_of_the_page(marked: str, setting: Setting, expected: str) -> None:
    assert change(marked, setting).significance == expected


def test_the_audience_is_who_must_act_else_the_readers_that_a_heading_names() -> None:
    assert change("Schools should lock [-doors-]{+gates+}.").audience == ("schools",)
    everybody = Setting(headings=("Part one: Safety information for all staff",))
    assert change("Doors are [-shut-]{+closed+}.", everybody).audience == ("all staff",)
    assert change("Doors are [-shut-]{+closed+}.").audience == ()


def test_what_goes_on_from_a_sentence_is_for_the_actor_of_that_sentence() -> None:
    before = "Schools should lock the doors."
    assert change(f"{before} {{+This includes the doors of the boat house.+}}").audience == ("schools",)
    assert change(f"{before} {{+This door of the boat house is blue.+}}").audience == ()


def test_who_uses_a_service_that_gave_way_to_another_must_act() -> None:
    used = "Schools can use the [-Harbour Access service-]{+Look up a licence service+} to check a sailor."
    assert change(used).audience == ("schools",)
    assert change("{+Schools can use the Look up a licence service to check a sailor.+}").audience == ()
    assert change("Schools can be [-asked-]{+invited+} to shut the doors.").audience == ()


def test_dates_resources_and_organisations_of_the_changed_words_are_named() -> None:
    told = change("Read the page.{+ From 1 September 2032 the NSPCC answers at https://www.nspcc.example/now.+}")
    assert told.dates == ("1 September 2032",)
    assert told.organisations == ("NSPCC",)
    assert told.resources == ("https://www.nspcc.example/now",)


def test_links_of_an_added_passage_are_listed() -> None:
    setting = Setting(links=(Link("a page", "https://a.example/x"),))
    assert compare("{+More is said on a page.+}", setting).links == (
        LinkRow("a page", "added", None, "https://a.example/x", "c0001"),
    )
    retargeted = Setting(changed_links=(LinkChange("a page", "https://a.example", None),))
    assert compare("More is [-said-]{+told+} on a page.", retargeted).links[0].status == "removed"


def test_an_uncertain_change_is_to_be_checked_by_eye() -> None:
    assert change("{+Doors of this kind were made in the last century and are hard to find today.+}").check_by_eye


WORDS = (
    "Schools must ",
    "staff should ",
    "section 4 of the Lists Act 2031",
    "https://a.b ",
    "0800 111 222 ",
    "1 May 2032 ",
)
MARKED = (
    "[-see-]",
    "{+the Act 2032+}",
    "{+must not+}",
    "[-may-]",
    "{+is+}",
    "[-",
    "+}",
    "“",
    "’",
    "(",
    ". ",
    " | ",
    "\n",
)
PIECES = st.lists(st.sampled_from([*WORDS, *MARKED]), min_size=1, max_size=25).map("".join)


@settings(deadline=None)
@given(PIECES, st.sampled_from([NodeKind.PARAGRAPH, NodeKind.ITEM, NodeKind.HEADING, NodeKind.FOOTNOTE]))
def test_any_words_are_judged(marked: str, node: NodeKind) -> None:
    for told in compare(marked, Setting(node=node)).changes:
        assert 0 <= told.confidence <= 1
        assert told.reasons
        assert (told.duty == "none") is (not told.duties)
        assert told.category is not Category.EDITORIAL or not told.duties


def test_no_duty_is_lost_to_an_edition_whose_letters_cannot_be_read() -> None:
    old = "= Rules\npages: 1\n\n[1] 1. Nobody may swim alone, and staff must hand in the key of the gate by nine.\n"
    effects = [
        {duty.effect for one in judge(align(parse(old), parse(new)), Options(), "1").changes for duty in one.duties}
        for new in ("= Rules\npages: 1\n\n[1] 1. R��� �������\n", "= Rules\npages: 1\n\n[1] 1. The bell is rung.\n")
    ]
    assert effects == [set(), {DutyEffect.REMOVED}]

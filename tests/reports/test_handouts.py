"""Short documents for those who never open the report: each says from when, and says it in every format."""

import pytest

from kcsie_diff.model.comparison import Action, Comparison, DutyEffect, Review, Theme
from kcsie_diff.options import Options
from kcsie_diff.records import replace
from kcsie_diff.reports import make_view, write_view
from kcsie_diff.reports.formats import HANDOUT_FORMATS, HANDOUT_READERS
from kcsie_diff.reports.handouts import READERS, handout
from kcsie_diff.reports.view import View
from reports import made


def compared() -> Comparison:
    """A comparison with one theme and one action, not yet in force."""
    plain = made.plain()
    return replace(
        plain,
        new=replace(plain.new, status="for information", in_force="1 September 2032"),
        themes=(Theme("heading", "Registers", ("c0001", "c0002"), ("schools",)),),
        actions=(Action("c0001", DutyEffect.STRENGTHENED, "Make a return each term.", False, "schools"),),
    )


def view(reader: str, comparison: Comparison | None = None) -> View:
    return make_view(comparison or compared(), Options(reader=reader))


def text(reader: str, comparison: Comparison | None = None) -> str:
    return write_view(view(reader, comparison), "handout-text")[0][1].decode()


def test_the_command_line_offers_the_readers_that_there_are() -> None:
    assert set(HANDOUT_READERS) == set(READERS)


@pytest.mark.parametrize("reader", READERS)
def test_every_handout_says_from_when_and_what_it_is(reader: str) -> None:
    said = text(reader)
    assert "Not in force until 1 September 2032." in said
    assert "not legal advice" in " ".join(said.split())


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", HANDOUT_FORMATS)
@pytest.mark.parametrize("comparison", [made.hostile(), made.empty(), made.long(20)])
def test_every_handout_is_written_in_every_format_whatever_the_text(
    reader: str, name: str, comparison: Comparison
) -> None:
    [(_, content)] = write_view(view(reader, comparison), f"handout-{name}")
    assert content and b"\x1b" not in content[: 0 if name == "docx" else None]


def test_the_action_sheet_has_the_order_the_actor_and_the_day() -> None:
    (sheet,) = [each for each in handout(view("actions"), "actions")[1] if each.anchor == "actions"]
    assert sheet.columns == ("Do", "Why", "Who", "By", "Evidence", "Done")
    assert sheet.rows[0][0] == "Make a return each term."
    assert sheet.rows[0][2:4] == ("Schools", "1 September 2032")


def test_staff_sign_and_governors_ask_and_the_record_has_the_hashes() -> None:
    assert "Signature" in text("staff")
    assert "How do we make sure that we make a return each term?" in text("governors")
    record = text("record")
    assert compared().old.sha256 in record and compared().new.sha256 in record


def test_a_theme_of_many_orders_keeps_to_the_page_and_names_the_places_of_the_rest() -> None:
    comparison = compared()
    order = "Keep a list of all who come and go, and look at it with the lead at the end of each week of the term."
    many = tuple(Action("c0001", DutyEffect.NEW, f"{order[:-1]} {n}.", False, "schools") for n in range(30))
    (sheet,) = [
        each
        for each in handout(view("actions", replace(comparison, actions=many)), "actions")[1]
        if each.anchor == "actions"
    ]
    told = str(sheet.rows[0][0]).split("\n")
    assert told[0] == many[0].text and 2 < len(told) < 20
    assert told[-1].startswith("Also read paragraph")


def test_the_bulletin_says_what_was_and_what_is_now() -> None:
    assert "Was: “" in text("members") and "Now: “" in text("members")


def test_the_bulletin_names_the_places_of_what_it_does_not_quote() -> None:
    assert "And 1 more change:" in " ".join(text("members").split())


def test_nobody_signs_for_a_part_that_the_guidance_does_not_have() -> None:
    no_parts = make_view(compared(), Options(reader="staff", brief_parts=("Part nine",)))
    said = " ".join(write_view(no_parts, "handout-text")[0][1].decode().split())
    assert "Part nine" not in said and "no change of meaning" not in said
    assert f"I have read {compared().new.title} and this note." in said


def test_what_is_no_longer_expected_is_a_decision_to_take() -> None:
    gone = replace(compared(), actions=(Action("c0001", DutyEffect.REMOVED, "Keep a copy.", False, "schools"),))
    assert "Decide whether to go on with what is no longer" in " ".join(text("actions", gone).split())
    assert "What is no longer expected" in text("governors", gone)


@pytest.mark.parametrize("reader", READERS)
def test_of_unrelated_files_nothing_is_told_as_a_finding(reader: str) -> None:
    comparison = replace(compared(), unrelated=True, warnings=("The two files have almost nothing in common: 1% of …",))
    said = " ".join(text(reader, comparison).split())
    assert "not two editions of one text" in said
    assert not any(change.id in said for change in comparison.changes) and "Make a return" not in said


def test_the_record_is_in_the_order_of_importance_with_what_was_decided_and_what_is_about_nothing() -> None:
    comparison = compared()
    review = Review(action="Rewrite it", note="Agreed", owner="Head", due="1 May 2032", done=True)
    changes = (*comparison.changes[:-1], replace(comparison.changes[-1], review=review))
    made_of = replace(comparison, changes=changes, review_unused=("a-key-of-another-pair-00000000",))
    (record,) = [each for each in handout(view("record", made_of), "record")[1] if each.anchor == "record"]
    ranks = [str(row[0]).rpartition(", ")[2].split()[0] for row in record.rows]
    assert ranks == sorted(ranks, key=["high", "medium", "low"].index)
    assert ("Rewrite it\nAgreed", "Head", "1 May 2032", "☑") in [row[2:] for row in record.rows]
    assert "a-key-of-another-pair-00000000" in text("record", made_of)


def test_a_part_without_a_change_of_meaning_is_said_to_have_none() -> None:
    comparison = compared()
    quiet = replace(comparison, changes=comparison.changes[6:7], themes=(), actions=())
    assert "no change of meaning" in text("staff", quiet)

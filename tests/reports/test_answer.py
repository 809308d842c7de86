"""What the first screen says: from when, themes in plain words, what went, and what did not change."""

import pytest

from kcsie_diff.model.comparison import Action, Comparison, DutyEffect, Theme
from kcsie_diff.options import Options
from kcsie_diff.records import replace
from kcsie_diff.reports import make_view
from kcsie_diff.reports.answer import standing, without_parts
from kcsie_diff.reports.view import Answer
from reports import made


def answer(**changed: object) -> Answer:
    comparison: Comparison = replace(made.plain(), **changed)
    return make_view(comparison, Options()).answer


@pytest.mark.parametrize(
    ("status", "date", "said"),
    [
        ("for information", "1 September 2032", "Not in force until 1 September 2032. This edition is for information"),
        ("draft", None, "Not in force. This edition is a draft"),
        ("in force", "1 September 2032", "In force from 1 September 2032."),
        (None, "1 September 2032", "In force from 1 September 2032."),
        (None, None, ""),
    ],
)
def test_it_says_from_when(status: str | None, date: str | None, said: str) -> None:
    assert standing(replace(made.plain().new, status=status, in_force=date)).startswith(said)


@pytest.mark.parametrize(
    ("kind", "subject", "title"),
    [
        ("name", "Harbour Access → Licence Check", "“Licence Check” replaces “Harbour Access” and similar names"),
        ("term", "lead officer → safeguarding lead", "“safeguarding lead” replaces “lead officer” in 1 place"),
        ("name", "Old → New; WWW.PORT", "“New” and “WWW.PORT” replace “Old” and similar names"),
        ("heading", "Returns", "Returns: “should” became “must”"),
        ("effect", "Stronger duties and expectations", "“should” became “must”"),
        ("resources", "", "Links, resources and sources of help"),
    ],
)
def test_a_theme_has_a_title_in_plain_words(kind: str, subject: str, title: str) -> None:
    [theme] = answer(themes=(Theme(kind, subject, ("c0001",)),)).themes
    assert theme.title == title
    assert theme.where == "Paragraph 16"


def test_a_term_is_written_as_the_guidance_writes_it() -> None:
    changes = (replace(made.plain().changes[0], segments=made.segments((made.CUT, "FIPS No."), (made.ADD, "Fips"))),)
    [theme] = answer(changes=changes, themes=(Theme("term", "fips no. → fips", ("c0001",)),)).themes
    assert theme.title == "“Fips” replaces “FIPS No.” in 1 place"


def test_what_is_in_no_theme_is_also_changed() -> None:
    said = answer(themes=(Theme("heading", "Returns", ("c0001",)),))
    every = {view.anchor for view in make_view(made.plain(), Options()).changes if view.category != "Editorial"}
    assert {view.anchor for view in said.also} == every - {"c0001"}


def test_what_is_no_longer_expected_stands_apart() -> None:
    gone = Action("c0003", DutyEffect.REMOVED, "Keep a second copy.", False, "schools")
    [point] = answer(actions=(gone,)).removed
    assert (point.lead, point.text, point.view.anchor) == ("No longer expected", "Keep a second copy.", "c0003")


def test_law_comes_before_expectations_and_what_leans_on_another_sentence_after_them() -> None:
    plain = made.plain()
    said = {"may": "If that fails, ring the board.", "should": "Staff should sign.", "must": "Staff must sign twice."}
    actions = tuple(Action("c0001", DutyEffect.NEW, text, True, "staff", (word,)) for word, text in said.items())
    [theme] = answer(
        changes=plain.changes[:1],
        actions=actions,
        themes=(Theme("heading", "Returns", ("c0001",)),),
    ).themes
    assert [point.text.strip("“”") for point in theme.points] == [said["must"], said["should"], said["may"]]


def test_changes_that_repeat_a_mentioned_one_are_counted_apart() -> None:
    table = made.plain().official_table
    assert table is not None
    said = answer(official_table=replace(table, elsewhere=table.unlisted[:1]))
    assert [view.anchor for view in said.elsewhere] == list(table.unlisted[:1])
    assert {view.mentioned for view in said.elsewhere} == {"elsewhere"}
    assert not {view.anchor for view in said.unlisted} & set(table.unlisted[:1])


def test_a_name_that_another_holds_is_left_out() -> None:
    assert without_parts(("colleges", "schools and colleges", "governors")) == ("schools and colleges", "governors")

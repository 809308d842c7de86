"""What the reports say is decided once: groups, lists, filters, and the sentences of the first screen."""

import pytest

from kcsie_diff.model.comparison import (
    Category,
    ChangeKind,
    Comparison,
    Duty,
    DutyEffect,
    SegmentOp,
)
from kcsie_diff.options import Options
from kcsie_diff.records import replace
from kcsie_diff.reports import english, head_and_foot
from kcsie_diff.reports.build_view import build_view
from kcsie_diff.reports.view import View
from reports import made


def decided(comparison: Comparison, **options: object) -> View:
    return build_view(comparison, Options(**options))  # type: ignore[arg-type]


def test_every_change_stands_in_one_part_once() -> None:
    view = decided(made.plain())
    listed = [change.anchor for part in view.parts for section in part.sections for change in section.changes]
    folded = [change.anchor for part in view.parts for change in part.folded]
    assert sorted(listed + folded) == [f"c000{n}" for n in range(1, 10)]
    assert folded == ["c0006", "c0007", "c0009"]
    assert [part.count for part in view.parts] == [6, 3, 0]


def test_changes_of_no_part_are_grouped_by_their_outermost_heading() -> None:
    view = decided(replace(made.plain(), parts=()))
    assert [part.title for part in view.parts] == [made.PART_TWO, made.PART_ONE]
    assert sum(part.count for part in view.parts) == 9


@pytest.mark.parametrize(
    ("node", "old"), [("heading", ("Part I", "Doors", "Gates")), ("paragraph", ("Part I", "Doors"))]
)
def test_what_was_removed_is_shown_where_its_section_lives_on(node: str, old: tuple[str, ...]) -> None:
    heir = (made.PART_ONE, "Doors and keys")
    gone = made.change(
        "c0001",
        ChangeKind.REMOVED,
        made.segments((SegmentOp.CUT, "Gates")),
        section_old=old,
        section_new=None,
        section_successor=heir,
        old=(made.passage("p9", "Gates", node=node),),
    )
    view = decided(replace(made.plain(), changes=(gone,), parts=()))
    assert [(part.title, [section.title for section in part.sections]) for part in view.parts] == [
        (made.PART_ONE, ["Doors and keys"])
    ]
    assert view.changes[0].path_before == old


def test_anchors_of_parts_of_one_name_differ() -> None:
    parts = made.plain().parts
    view = decided(replace(made.plain(), parts=(parts[0], replace(parts[0], changes=()), *parts[1:])))
    assert len({part.anchor for part in view.parts}) == 4


def test_the_briefing_is_limited_to_parts_and_audiences() -> None:
    told = {change.anchor for change in decided(made.plain()).brief.changes}
    assert told == {"c0004", "c0005", "c0008"}
    board = decided(made.plain(), brief_parts=(), brief_audience=("Governing bodies",)).brief
    assert [change.anchor for change in board.changes] == ["c0003"]
    nothing = decided(made.plain(), brief_parts=("Part nine",), brief_audience=()).brief
    assert nothing.changes == () and nothing.verdict.startswith("Neither edition has Part nine.")


def test_a_title_may_be_chosen() -> None:
    assert decided(made.plain(), title="Our own").title == "Our own"
    assert decided(made.plain()).title == "Keeping pupils safe: what changed from 2031 to 2032"
    assert decided(made.empty()).title == "What changed in Keeping pupils safe 2031"


def test_the_verdict_counts_what_the_table_counts_but_editorial_changes() -> None:
    assert decided(made.plain()).verdict == (
        "7 changes of substance: 1 legislative, 4 clarifications and 2 changes to support, "
        "and 1 term replaced throughout."
    )
    assert "1 of the changes of substance only follows a term that was replaced throughout." in "\n".join(
        decided(made.plain()).details
    )
    only = tuple(replace(change, category=Category.EDITORIAL) for change in made.plain().changes)
    assert decided(replace(made.plain(), changes=only, terms=())).verdict == (
        "No changes of substance, only 9 editorial changes."
    )


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("draft", "Draft. It is not in force"),
        ("For information", "Published for information."),
        ("in force", "In force."),
        ("revised", "The cover says: revised."),
        (None, "The cover does not say whether this edition is in force."),
    ],
)
def test_the_standing_of_an_edition_is_told(status: str | None, said: str) -> None:
    assert head_and_foot.standing(made.facts(2031, status=status)).startswith(said)


def test_no_attribution_where_no_licence_is_stated() -> None:
    plain = made.plain()
    silent = replace(plain, old=replace(plain.old, licence=None), new=replace(plain.new, licence=None))
    assert head_and_foot.attribution(silent) == ()


@pytest.mark.parametrize(
    ("names", "said"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_lists_in_sentences(names: tuple[str, ...], said: str) -> None:
    assert english.listed(names) == said


@pytest.mark.parametrize(
    ("effect", "old", "new", "said"),
    [
        (DutyEffect.NEW, None, "must", "New “must”"),
        (DutyEffect.REMOVED, "must", None, "“must” removed"),
        (DutyEffect.STRENGTHENED, "should", "must", "Strengthened: “should” became “must”"),
        (DutyEffect.WEAKENED, "must", "should", "Weakened: “must” became “should”"),
        (DutyEffect.NONE, None, None, None),
    ],
)
def test_duties_in_a_few_words(effect: DutyEffect, old: str | None, new: str | None, said: str | None) -> None:
    assert english.duty(effect, (Duty(effect, old, new, None, "…"),)) == said


@pytest.mark.parametrize(
    ("publisher", "said"),
    [
        ("Department for Education", "the Department for Education"),
        ("NHS England", "NHS England"),
        (None, "those who issued the guidance"),
    ],
)
def test_the_publisher_stands_in_a_sentence(publisher: str | None, said: str) -> None:
    plain = made.plain()
    named = replace(plain, old=replace(plain.old, publisher=publisher), new=replace(plain.new, publisher=publisher))
    assert head_and_foot.publisher(named) == said
    assert f"not published or endorsed by {said}," in head_and_foot.disclaimer(named)


def test_a_cross_reference_in_a_changed_bullet_stands_under_its_paragraph() -> None:
    plain = made.plain()
    passage = next(p for change in plain.changes for p in change.new if p.node == "item" and p.paragraph)
    row = replace(
        plain.retargeted_references[0], key=passage.key, node=passage.node, number=passage.number, page=passage.page
    )
    [view] = decided(replace(plain, retargeted_references=(row,))).retargeted
    assert view.where.startswith(f"Paragraph {passage.paragraph}, ") and view.where.endswith(f"page {passage.page}")

"""Folding and excerpts leave every word where it was, or say that they left some out."""

from hypothesis import given
from hypothesis import strategies as st

from kcsie_diff.model.comparison import Segment, SegmentOp
from kcsie_diff.reports.excerpts import ELLIPSIS, clipped, excerpt, runs, spelled
from reports.made import NOISE, segments

KEEP, CUT, ADD = SegmentOp.KEEP, SegmentOp.CUT, SegmentOp.ADD
SEGMENTS = st.lists(
    st.builds(
        Segment, st.sampled_from(SegmentOp), st.text(st.sampled_from("ab \n\u00a0"), min_size=1).map(lambda t: t * 40)
    ),
    min_size=1,
)


@given(SEGMENTS)
def test_runs_spell_what_the_segments_spell(given_: list[Segment]) -> None:
    for run, segment in zip(runs(given_), given_, strict=True):
        assert run.lead + run.folded + run.tail == run.text == segment.text


def test_long_kept_text_is_folded_away_from_the_changed_words() -> None:
    first, _, last = runs(segments((KEEP, NOISE), (ADD, "new"), (KEEP, NOISE)))
    assert first.folded.startswith("Leaders meet") and first.tail.endswith("last school for its notes. ")
    assert last.lead.startswith("Leaders meet") and last.folded.endswith("last school for its notes. ")
    assert first.hidden_words > 50


def test_changed_and_lone_text_is_never_folded() -> None:
    assert not any(run.folded for run in runs(segments((CUT, NOISE * 3), (ADD, NOISE * 3))))
    assert not runs(segments((KEEP, NOISE * 3)))[0].folded


def test_an_excerpt_keeps_the_words_beside_a_change() -> None:
    told = excerpt(segments((KEEP, NOISE), (CUT, "should"), (ADD, "must"), (KEEP, f" {NOISE}")), context=3)
    assert [each.text for each in told] == [
        f"{ELLIPSIS} for its notes. ",
        "should",
        "must",
        f" Leaders meet each {ELLIPSIS} ",
    ]


def test_an_excerpt_is_clipped_after_some_words() -> None:
    told = segments((KEEP, "one two "), (CUT, "three four "), (ADD, "five six"), (KEEP, " seven"))
    assert clipped(told, 7) == told
    assert [each.text for each in clipped(told, 5)] == ["one two ", "three four ", f"five {ELLIPSIS}"]
    assert [each.text for each in clipped(told, 4)] == ["one two ", "three four ", f" {ELLIPSIS}"]


def test_both_texts_are_spelled() -> None:
    given_ = (Segment(KEEP, "see 18 ", "see 15 "), Segment(CUT, "old"), Segment(ADD, "new"))
    assert (spelled(given_, CUT), spelled(given_, ADD)) == ("see 15 old", "see 18 new")

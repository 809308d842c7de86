"""Segments read as two texts with their sentences matched."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kcsie_diff.meaning.changed_text import read_words
from kcsie_diff.model.comparison import Segment, SegmentOp
from meaning.marked import segments


def pairs(marked: str) -> list[tuple[list[str], list[str]]]:
    words = read_words(segments(marked))
    return [([s.text for s in pair.old], [s.text for s in pair.new]) for pair in words.counterparts]


def test_a_reworded_sentence_is_one_and_a_new_sentence_stands_alone() -> None:
    assert pairs("Staff lock [-doors-]{+gates+}. {+Keys are counted.+}") == [
        (["Staff lock doors."], ["Staff lock gates."]),
        ([], ["Keys are counted."]),
    ]


def test_a_sentence_put_elsewhere_in_the_passage_is_the_same() -> None:
    told = pairs("[-Keys are counted every night. -]Staff lock doors.{+ Keys are counted every night.+}")
    assert (["Keys are counted every night."], ["Keys are counted every night."]) in told


def test_a_sentence_that_keeps_nothing_but_common_words_is_new() -> None:
    marked = "[-Visitors wear a badge-]{+Registers are taken twice each morning+} in the [-hall-]{+office+}."
    assert sorted(pairs(marked)) == [
        ([], ["Registers are taken twice each morning in the office."]),
        (["Visitors wear a badge in the hall."], []),
    ]


def test_no_sentence_runs_over_the_start_of_another_node() -> None:
    words = read_words(segments("{+Chatbots Schools know them.+}"), ((), (9,)))
    assert [sentence.text for sentence in words.new.sentences] == ["Chatbots", "Schools know them."]


OPS = st.sampled_from(list(SegmentOp))
TEXTS = st.text(alphabet="ab .|\n’“”A1", max_size=12)


@settings(deadline=None)
@given(st.lists(st.builds(Segment, OPS, TEXTS), max_size=8))
def test_the_texts_are_what_the_segments_spell_and_every_sentence_has_one_counterpart(some: list[Segment]) -> None:
    words = read_words(some)
    assert words.old.text == "".join(s.text for s in some if s.op is not SegmentOp.ADD)
    assert words.new.text == "".join(s.text for s in some if s.op is not SegmentOp.CUT)
    for side, one in ((words.old, "old"), (words.new, "new")):
        told = [sentence for pair in words.counterparts for sentence in getattr(pair, one)]
        assert sorted(s.start for s in told) == [s.start for s in side.sentences]
        assert all(side.text[sentence.start : sentence.end] == sentence.text for sentence in told)

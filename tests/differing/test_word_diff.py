"""Segments between two texts: they spell both, and read as a person would mark them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kcsie_diff
from kcsie_diff.differing import word_diff
from kcsie_diff.differing.segments import segments
from kcsie_diff.differing.word_diff import find_runs, letters_apart
from kcsie_diff.language.tokens import tokens
from kcsie_diff.model.comparison import Segment, SegmentOp


def marked(old: str, new: str) -> str:
    """The segments between two texts in a line."""
    return "".join(_mark(segment) for segment in segments(old, new))


def _mark(segment: Segment) -> str:
    frames = {SegmentOp.KEEP: "{}", SegmentOp.CUT: "[-{}-]", SegmentOp.ADD: "{{+{}+}}"}
    return frames[segment.op].format(segment.text)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Schools should act.", "Schools must act.", "Schools [-should-]{+must+} act."),
        ("a big dog", "a dog", "a [-big -]dog"),
        ("The dog.", "The dog barks.", "The dog{+ barks+}."),
        ("Keep calm.", "", "[-Keep calm.-]"),
        ("", "Keep calm.", "{+Keep calm.+}"),
        ("in care,", "in care", "in care[-,-]"),
    ],
)
def test_spaces_go_with_what_changed(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("from 1 May 2031 on", "from 1 June 2031 on", "from [-1 May 2031-]{+1 June 2031+} on"),
        ("aged 16 to 18 in", "aged 16 to 19 in", "aged [-16 to 18-]{+16 to 19+} in"),
        ("the code 12/05 opens", "the code 05/12 opens", "the code [-12/05-]{+05/12+} opens"),
        ("shut at 9:30 on", "shut at 9:45 on", "shut at [-9:30-]{+9:45+} on"),
        ("costs £50 a day", "costs £55 a day", "costs [-£50-]{+£55+} a day"),
        ("under section 17 here", "under section 19 here", "under [-section 17-]{+section 19+} here"),
        (
            "see https://a.example/b?c=1, too",
            "see https://a.example/b?c=2, too",
            "see [-https://a.example/b?c=1-]{+https://a.example/b?c=2+}, too",
        ),
        (
            "By the School Rolls (England) Regulations 2024 it is",
            "By the School Lists (England) Regulations 2031 it is",
            "By the [-School Rolls (England) Regulations 2024-]{+School Lists (England) Regulations 2031+} it is",
        ),
        (
            "by the Club, Hall and Field (Early Closing and Opening) Order 2031 all",
            "by the Club, Hall and Field (Early Closing and Opening) Order 2032 all",
            "by the Club, Hall and Field (Early Closing and Opening) Order [-2031-]{+2032+} all",
        ),
        (
            "the Review and Relevant Agency (England) Regulations 2018 say",
            "the Review and Listed Agency (England) Regulations 2018 say",
            "the Review and [-Relevant-]{+Listed+} Agency (England) Regulations 2018 say",
        ),
    ],
)
def test_numbers_dates_citations_and_links_are_whole(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_an_added_sentence_is_added_whole() -> None:
    old = "Guidance on care helps staff. It is short."
    new = "Guidance on play helps staff. It is long. Guidance on care helps staff. It is short."
    assert marked(old, new) == "{+Guidance on play helps staff. It is long. +}" + old


def test_an_item_of_a_list_is_cut_with_its_comma() -> None:
    assert marked("apples, pears, plums and figs", "apples, plums and figs") == "apples, [-pears, -]plums and figs"


def test_light_words_alone_are_not_kept_and_others_are() -> None:
    assert marked("write rules of safety in the hall", "hold talks of welfare in the yard") == (
        "[-write rules of safety-]{+hold talks of welfare+} in the [-hall-]{+yard+}"
    )
    assert marked("found by several authors", "shown by earlier work") == (
        "[-found-]{+shown+} by [-several authors-]{+earlier work+}"
    )


def test_words_hold_a_text_in_place_and_light_words_do_not() -> None:
    assert marked("Talk and to the safeguarding lead", "Talk safeguarding lead and to the board") == (
        "Talk [-and to the -]safeguarding lead{+ and to the board+}"
    )


def test_an_addition_ends_where_it_repeats_what_was_before() -> None:
    assert marked("See para. (b) on trips", "See para. (b) on trips and para. (b) on trips") == (
        "See para. (b) on trips{+ and para. (b) on trips+}"
    )


def test_common_words_between_mere_additions_are_kept() -> None:
    assert marked("staff and pupils", "all staff and young pupils") == "{+all +}staff and {+young +}pupils"


def test_the_end_of_a_sentence_parts_two_changes() -> None:
    assert marked("Ask parents. Tell governors.", "Ask carers. Tell leaders.") == (
        "Ask [-parents-]{+carers+}. Tell [-governors-]{+leaders+}."
    )


def test_typography_and_case_are_kept_with_the_old_spelling() -> None:
    assert segments("The ‘lead’ acts", "the 'lead' reacts") == (
        Segment(SegmentOp.KEEP, "the 'lead' ", "The ‘lead’ "),
        Segment(SegmentOp.CUT, "acts"),
        Segment(SegmentOp.ADD, "reacts"),
    )


def test_very_long_texts_are_held_in_place_by_rare_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_diff, "CELLS", 200)
    old = " ".join(f"word{n}" for n in range(60))
    new = "first " + old.replace("word30", "changed") + " last"
    assert marked(f"start here {old} end", f"begin here {new} stop") == marked(
        f"start here {old} end", f"begin here {new} stop"
    ).replace("[-word31-]", "")
    assert "[-word30-]{+changed+}" in marked(f"a {old} b", f"c {new} d")


def test_letters_apart_counts_swaps_once() -> None:
    assert letters_apart("safegaurding", "safeguarding") == 1


_TEXTS = st.lists(
    st.sampled_from(
        ["the", "lead", "must", "act", ",", ".", " ", "  ", "-", "1 May 2031", "paragraph", "5", "‘", "é", "\n", "(a)"]
    ),
    max_size=25,
).map("".join)


@given(_TEXTS, _TEXTS)
def test_segments_spell_both_texts(old: str, new: str) -> None:
    found = segments(old, new)
    assert "".join(s.text if s.old is None else s.old for s in found if s.op is not SegmentOp.ADD) == old
    assert "".join(s.text for s in found if s.op is not SegmentOp.CUT) == new


@given(_TEXTS, _TEXTS)
def test_cut_stands_before_add_and_kept_text_never_twice_in_a_row(old: str, new: str) -> None:
    ops = [segment.op for segment in segments(old, new)]
    assert all(pair not in _WRONG for pair in pairwise(ops))


_WRONG = (
    (SegmentOp.ADD, SegmentOp.CUT),
    (SegmentOp.ADD, SegmentOp.ADD),
    (SegmentOp.CUT, SegmentOp.CUT),
    (SegmentOp.KEEP, SegmentOp.KEEP),
)


@given(_TEXTS, _TEXTS)
def test_the_other_way_round_the_stretches_are_turned(old: str, new: str) -> None:
    one, other = tokens(old), tokens(new)
    assert [(s.same, s.old, s.new) for s in find_runs(one, other)] == [
        (s.same, s.new, s.old) for s in find_runs(other, one)
    ]


@given(_TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(segment.op is SegmentOp.KEEP for segment in segments(text, text))


def test_segments_are_part_of_the_public_api() -> None:
    found = kcsie_diff.segments("Schools should keep records.", "Schools must keep records.")
    assert [(segment.op.value, segment.text) for segment in found] == [
        ("keep", "Schools "),
        ("cut", "should"),
        ("add", "must"),
        ("keep", " keep records."),
    ]
    assert kcsie_diff.segments("", "") == ()

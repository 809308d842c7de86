"""What is alike enough, and what is worth comparing."""

from kcsie_diff.aligning.encoded import encode_editions
from kcsie_diff.aligning.similarity import CandidateIndex

from .made import PHONES, RECORD, TRIPS, VISIT, changed_lines, edition, matched


def test_typing_error_in_a_short_heading() -> None:
    assert changed_lines(matched("## Safegaurding", "## Safeguarding")) == ["Safegaurding -> Safeguarding"]


def test_item_that_became_a_paragraph_is_the_same() -> None:
    assert changed_lines(matched(f"1. Staff:\n  - {VISIT}", f"1. Staff:\n2. {VISIT}")) == []


def test_note_that_became_text_is_the_same() -> None:
    assert changed_lines(matched(f"1. Staff help.[^1]\n[^1] {VISIT}", f"1. Staff help.\n2. {VISIT}")) == []


def test_one_sentence_left_of_many_is_no_removal() -> None:
    assert changed_lines(matched(f"1. {VISIT} {RECORD} {TRIPS} {PHONES}", f"1. {RECORD}")) == [
        "Visitors sign in -> The lead keeps"
    ]


def test_texts_that_share_rare_words_are_candidates() -> None:
    index = CandidateIndex({7: "abcd", 9: "xyzw", 12: "abqr"})
    assert index.candidates("abcx") == [7, 12, 9]
    assert index.candidates("mno") == []


def test_a_word_of_very_many_texts_distinguishes_none_of_them() -> None:
    index = CandidateIndex({position: f"a{chr(0x400 + position)}" for position in range(100)})
    assert index.candidates("a") == []
    assert index.candidates(chr(0x400 + 5)) == [5]


def test_a_quotation_finds_its_paragraph() -> None:
    guidance, policy = edition(f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}\n4. {PHONES}"), edition(f"9. Our rule: {VISIT}")
    texts, quotations = encode_editions(guidance, policy)
    index = CandidateIndex(dict(enumerate(texts.codes)))
    assert texts.nodes[index.candidates(quotations.codes[0])[0]].number == "2"

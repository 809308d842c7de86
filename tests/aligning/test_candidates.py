"""Candidate retrieval, which knows nothing of editions or matches."""

from kcsie_diff.aligning.candidates import CandidateIndex
from kcsie_diff.aligning.encoded import encode_editions

from .made import PHONES, RECORD, TRIPS, VISIT, edition


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

"""Cross references: what is one, and whether it still points at the same."""

import pytest

from kcsie_diff.differing.reference_targets import agree, labels_now, match_references
from kcsie_diff.language.references import Targets, find_references

from .made import PHONES, RECORD, TRIPS, VISIT, counterparts, edition

OLD = f"# Annex B: Forms\n[1] 1. {RECORD}\n[1] 2. {VISIT}\n[2] 3. {TRIPS}\n[3] 4. {PHONES}"
NEW = (
    f"# Annex C: Forms\n[1] 1. {RECORD}\n[1] 2. Swimmers leave rings and watches in a box.\n"
    f"[1] 3. {VISIT}\n[3] 4. {TRIPS}\n[4] 5. {PHONES}"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see paragraph 123.", [("paragraph", ("123",))]),
        ("see paragraph 10278.", [("paragraph", ("10278",))]),
        ("paras 5, 7 and 9", [("paragraph", ("5", "7", "9"))]),
        ("paragraphs 271 and paragraphs 273", [("paragraph", ("271", "273"))]),
        ("(see chapter 5, paragraphs 342-345)", [("section", ("5",)), ("paragraph", ("342", "345"))]),
        ("pages 117-118", [("page", ("117", "118"))]),
        ("(see 286 – 290)", [("paragraph", ("286", "290"))]),
        ("footnote 8 for more", [("footnote", ("8",))]),
        ("Annex B and Part five", [("annex", ("b",)), ("part", ("five",))]),
        ("paragraph 254 in relation to that", [("paragraph", ("254",))]),
        ("paragraphs 114-122 in Part two", [("paragraph", ("114", "122")), ("part", ("two",))]),
        ("paragraph 66 of Part one of this guidance", [("paragraph", ("66",)), ("part", ("one",))]),
        ("paragraph 2.36(a)", [("paragraph", ("2.36(a)",))]),
        ("paragraph 4 of Schedule 2", []),
        ("page 48 of the Home Office strategy", []),
        ("section 47 of the Children Act 1989", []),
        ("Paragraph 20(7) of the Schedule", []),
        ("we see 20 pupils", [("paragraph", ("20",))]),
        ("ages 5 to 7", []),
    ],
)
def test_references_are_found(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(reference.kind, reference.labels) for reference in find_references(text)] == expected


def test_targets_by_number_page_and_name() -> None:
    targets = Targets(edition(OLD))
    assert [node.text for node in targets.find("paragraph", "2")] == [VISIT]
    assert [node.text for node in targets.find("page", "3")] == [PHONES]
    assert [node.text for node in targets.find("annex", "b")] == ["Annex B: Forms"]
    assert targets.find("paragraph", "99") == ()


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("paragraph 2", "paragraph 3", True),
        ("paragraph 2", "para 3", True),
        ("paragraph 2", "paragraph 2", False),
        ("paragraph 2", "paragraph 4", False),
        ("paragraph 2", "paragraphs 3-4", False),
        ("paragraphs 2-3", "paragraphs 3-4", True),
        ("paragraphs 2-3", "paragraphs 3-5", True),
        ("paragraphs 2-3", "paragraphs 4-5", False),
        ("paragraphs 2, 3 and 4", "paragraphs 3, 4 and 5", True),
        ("paragraph 2(a)", "paragraph 3(b)", False),
        ("page 2", "page 3", True),
        ("page 2", "page 9", False),
        ("Annex B", "Annex C", True),
        ("paragraph 99", "paragraph 100", False),
    ],
)
def test_references_agree_where_they_mean_the_same(old: str, new: str, same: bool) -> None:
    (one,), (other,) = find_references(old), find_references(new)
    assert agree(one, other, counterparts(OLD, NEW)) is same


def test_a_number_that_became_a_bullet_is_found_at_its_paragraph() -> None:
    who = counterparts(f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}", f"1. {RECORD}\n  - {VISIT}\n2. {TRIPS}")
    assert labels_now("paragraph", "2", who) == ("1",)


def test_references_that_mean_the_same_are_matched_before_those_that_read_the_same() -> None:
    old, new = find_references("paragraph 3, not paragraph 2"), find_references("paragraph 3, not paragraph 4")
    matched = match_references(old, new, counterparts(OLD, NEW))
    assert [(a.labels, b.labels) for a, b in matched] == [(("3",), ("4",)), (("2",), ("3",))]

"""Cross references: what is one, whose document it is to, and what stands there."""

import pytest

from kcsie_diff.language.references import (
    Targets,
    find_all_references,
    find_references,
    mask_numbers,
    mask_references,
    own_labels,
)
from kcsie_diff.model.notation import parse


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
        ("as [3] and [4, 12] say", [("key", ("3",)), ("key", ("4", "12"))]),
        ("the list a[1] of [2031]", []),
    ],
)
def test_references_are_found(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(reference.kind, reference.labels) for reference in find_references(text)] == expected


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("see paragraph 145.", None),
        ("paragraph 66 of Part one of this guidance", None),
        ("paragraph 145 of KCSIE says", "KCSIE"),
        ("page 48 of the Home Office strategy for", "Home Office strategy"),
        ("paragraph 4 of Schedule 2 to the Act", "Schedule 2 to the Act"),
        ("section 47 of the Children Act 1989 says", "Children Act 1989"),
        ("paragraph 3 of ‘Working together to safeguard children’", "Working together to safeguard children"),
        ("paragraph 12 of the behaviour policy", "behaviour policy"),
        ("Annex B of Keeping Children Safe in Education 2025.", "Keeping Children Safe in Education 2025"),
        ("paragraph 7 of what the governors agreed", ""),
    ],
)
def test_whose_document_a_reference_is_to(text: str, document: str | None) -> None:
    assert find_all_references(text)[0].document == document
    assert (find_references(text) != ()) is (document is None)


def test_numbers_are_masked_for_matching() -> None:
    assert mask_references("see paragraphs 4, 5 and 6 or table 4-1", "§") == "see § or §"
    assert mask_references("section 175 of the education act 2002", "§") == "section 175 of the education act 2002"
    assert mask_references("section 3.2.1", "§") == "§"


def test_numbers_are_masked_for_the_keys_of_a_review() -> None:
    assert mask_numbers("see paragraphs 4, 5 and 6, aged 12") == "see paragraphs §, aged 12"


def test_targets_by_number_page_and_name() -> None:
    targets = Targets(parse("= Guidance\n\n[1] # Annex B: Forms\n[1] 1. Act.\n[1] 2. Tell.\n[3] 3. Write."))
    assert [node.text for node in targets.find("paragraph", "2")] == ["Tell."]
    assert [node.text for node in targets.find("page", "3")] == ["Write."]
    assert [node.text for node in targets.find("annex", "b")] == ["Annex B: Forms"]
    assert targets.find("paragraph", "99") == ()


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("The old guidance, at paragraph 3, said the same.", "old guidance"),
        ("as the 2020 guidance, paragraph 12, said", "2020 guidance"),
        ("This guidance, at paragraph 5, says so.", None),
        ("see the guidance in paragraph 5", None),
        ("as per the advice at paragraph 238", None),
    ],
)
def test_a_document_that_is_named_before_the_reference(text: str, document: str | None) -> None:
    assert [reference.document for reference in find_all_references(text)] == [document]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["| 1.1.1 | Ask |", "| 1.1.2 | Look |", "| 1.1.3 | Tell |"], ["1.1.1", "1.1.2", "1.1.3"]),
        (["| AC-1 | Ask |", "| AC-2 | Look |", "| AC-3 | Tell |"], ["AC-1", "AC-2", "AC-3"]),
        (["> Rule 12 Ask", "> Rule 13 Look", "> Rule 14 Tell"], ["Rule 12", "Rule 13", "Rule 14"]),
        (["> [1] Ask", "> [2] Look", "> [3] Tell"], []),
        (["| 1 | Ask |", "| 2 | Look |", "| 3 | Tell |"], []),  # they restart in the next table
        (["| 1.1 | Ask |", "| 1.2 | Look |"], []),  # two are not a series
        (["| AES-128 | Ask |", "| AES-192 | Look |", "| AES-256 | Tell |"], []),
        (["| 16 | Ask |", "| 17 | Look |", "| 18 | Tell |"], []),  # ages, which do not begin at 1
        (["> 2.5 million", "> 2.6 million", "> 2.7 million"], []),
        (["- (a) Ask", "- (b) Look", "- (c) Tell"], []),
    ],
)
def test_the_labels_that_an_edition_gives_its_passages(lines: list[str], expected: list[str]) -> None:
    edition = parse("= Harbour rules\n\n" + "\n".join(f"[1] {line}" for line in lines))
    assert [label.label for label in own_labels(edition).values()] == expected


def test_a_label_that_occurs_twice_names_no_passage() -> None:
    edition = parse("= Harbour rules\n\n[1] > 1.1 Ask\n[1] > 1.2 Look\n[1] > 1.1 Tell\n[1] > 1.2 Wait")
    assert [label.is_unique for label in own_labels(edition).values()] == [False] * 4

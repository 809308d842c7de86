"""Cross references: whether one still points at the same, and which are out of date."""

import pytest

from kcsie_diff.differing.cross_references import agree, labels_now, match_references
from kcsie_diff.language.references import find_references
from kcsie_diff.model.comparison import ChangeKind
from kcsie_diff.records import replace

from .made import PHONES, RECORD, TRIPS, VISIT, align, aligned, edition, edition_pair, rules

OLD = f"# Annex B: Forms\n[1] 1. {RECORD}\n[1] 2. {VISIT}\n[2] 3. {TRIPS}\n[3] 4. {PHONES}"
NEW = (
    f"# Annex C: Forms\n[1] 1. {RECORD}\n[1] 2. Swimmers leave rings and watches in a box.\n"
    f"[1] 3. {VISIT}\n[3] 4. {TRIPS}\n[4] 5. {PHONES}"
)


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
        ("paragraphs 1-3", "paragraphs 1-4", True),
        ("paragraphs 1-3", "paragraphs 2-4", False),
        ("paragraphs 2, 3 and 4", "paragraphs 3, 4 and 5", True),
        ("paragraph 2(a)", "paragraph 3(b)", False),
        ("page 2", "page 3", True),
        ("page 2", "page 9", False),
        ("page 1", "page 2", False),
        ("Annex B", "Annex C", True),
        ("paragraph 99", "paragraph 100", False),
    ],
)
def test_references_agree_where_they_mean_the_same(old: str, new: str, same: bool) -> None:
    (one,), (other,) = find_references(old), find_references(new)
    assert agree(one, other, edition_pair(OLD, NEW)) is same


def test_a_number_that_became_a_bullet_is_found_at_its_paragraph() -> None:
    editions = edition_pair(f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}", f"1. {RECORD}\n  - {VISIT}\n2. {TRIPS}")
    assert labels_now("paragraph", "2", editions) == ("1",)


def test_references_that_mean_the_same_are_matched_before_those_that_read_the_same() -> None:
    old, new = find_references("paragraph 3, not paragraph 2"), find_references("paragraph 3, not paragraph 4")
    matched = match_references(old, new, edition_pair(OLD, NEW))
    assert [(a.labels, b.labels) for a, b in matched] == [(("3",), ("4",)), (("2",), ("3",))]


def _stale(old: str, new: str) -> list[tuple[str, str | None]]:
    return [(stale.says, stale.should_say) for stale in aligned(old, new).stale_references]


def test_a_reference_whose_target_moved_on_is_stale() -> None:
    old = f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}\n4. As paragraph 3 says, {PHONES}"
    new = f"1. {RECORD}\n2. {TRIPS}\n3. As paragraph 3 says, {PHONES}"
    assert _stale(old, new) == [("paragraph 3", "paragraph 2")]


def test_ranges_and_lists_are_brought_up_to_date_whole() -> None:
    old = f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}\n4. As paragraphs 2 and 3 say, {PHONES}"
    first = "1. Lamps are dimmed at dusk by the porter."
    new = f"{first}\n2. {RECORD}\n3. {VISIT}\n4. {TRIPS}\n5. As paragraphs 2 and 3 say, {PHONES}"
    assert _stale(old, new) == [("paragraphs 2 and 3", "paragraphs 3 and 4")]


def test_what_was_shifted_or_corrected_is_not_stale() -> None:
    old = f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}\n4. As paragraph 3 says, {PHONES}"
    for says in ("paragraph 2", "paragraph 1"):
        assert _stale(old, f"1. {RECORD}\n2. {TRIPS}\n3. As {says} says, {PHONES}") == []


def test_what_points_at_nothing_any_more_is_not_stale() -> None:
    old = f"1. {RECORD}\n2. {VISIT}\n3. As paragraph 2 says, {PHONES}"
    assert _stale(old, f"1. {RECORD}\n2. As paragraph 2 says, {PHONES}") == []


def test_the_numbers_of_the_law_are_not_stale() -> None:
    old = f"1. {RECORD}\n2. {VISIT}\n3. As paragraph 2 of Schedule 4 says, {PHONES}"
    new = f"1. {VISIT}\n2. As paragraph 2 of Schedule 4 says, {PHONES}"
    assert _stale(old, new) == []


def test_no_number_is_proposed_where_what_is_there_now_suits_the_sentence_better() -> None:
    old = f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}\n4. Visitors wear a badge at the office (paragraph 3)."
    new = f"1. {RECORD}\n2. {TRIPS}\n3. {VISIT}\n4. Visitors wear a badge at the office (paragraph 3)."
    (stale,) = aligned(old, new).stale_references
    assert (stale.says, stale.should_say) == ("paragraph 3", None)
    (target,) = stale.targets
    assert (target.label, target.now) == ("3", ("2",))
    assert target.was is not None and TRIPS.startswith(target.was.removesuffix(" …"))
    assert target.holds is not None and VISIT.startswith(target.holds.removesuffix(" …"))


def test_a_reference_changed_to_another_place_is_retargeted() -> None:
    old = f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}\n4. As paragraph 3 says, {PHONES}"
    new = f"1. {RECORD}\n2. {TRIPS}\n3. As paragraph 1 says, {PHONES}"
    (found,) = aligned(old, new).retargeted_references
    assert (found.said, found.says, found.expected) == ("paragraph 3", "paragraph 1", "paragraph 2")
    assert [target.now for target in found.said_targets] == [("2",)]
    assert found.change is not None


def test_what_shifted_or_stands_in_another_sentence_is_not_retargeted() -> None:
    old = f"1. {RECORD}\n2. {VISIT}\n3. {TRIPS}\n4. As paragraph 3 says, {PHONES}"
    for said in (f"As paragraph 2 says, {PHONES}", f"{PHONES} Lamps are dimmed; see paragraph 1 below."):
        assert aligned(old, f"1. {RECORD}\n2. {TRIPS}\n3. {said}").retargeted_references == ()


def _read(target: str) -> str:
    return f"1. {RECORD}\n2. Read [the handbook]({target}) before term."


def test_a_new_target_under_the_same_words_is_a_link_change() -> None:
    (difference,) = aligned(_read("https://a.example/b"), _read("https://a.example/c")).differences
    assert difference.kind is ChangeKind.LINK
    assert [(link.text, link.old, link.new) for link in difference.links] == [
        ("the handbook", "https://a.example/b", "https://a.example/c")
    ]


def test_a_target_on_another_host_changes_a_meaning_and_one_on_the_same_host_does_not() -> None:
    assert rules(_read("https://a.example/b"), _read("https://b.example/b")) == [None]
    assert rules(_read("https://a.example/b"), _read("https://a.example/c")) == ["link-same-host"]


def test_no_links_are_compared_where_a_file_has_none() -> None:
    old, new = edition(_read("https://a.example/b")), edition(_read("https://b.example/b"), facts="")
    assert align(old, replace(new, links_read=False)).differences == ()

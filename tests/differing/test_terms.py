"""Terms replaced through the whole document."""

import pytest

from kcsie_diff.model.alignment import Alignment

from .made import VISIT, aligned

_PLACES = (
    "Staff who hear of {} tell the lead.",
    "The policy on {} is read by all.",
    "Parents may ask about {} at any time.",
    "Governors ask how {} is recorded each term.",
)


def _swapped(old: str, new: str, places: tuple[str, ...] = _PLACES, rest: str = VISIT) -> Alignment:
    before, after = (
        "\n".join(f"{n}. {place.format(term)}" for n, place in enumerate(places, 1)) + f"\n99. {last}"
        for term, last in ((old, VISIT), (new, rest))
    )
    return aligned(before, after)


def test_a_swap_is_told_once_with_all_its_places() -> None:
    (term,) = _swapped("peer on peer abuse", "child-on-child abuse").terms
    assert (term.old, term.new, term.count, term.differences) == ("peer on peer", "child-on-child", 4, (0, 1, 2, 3))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("lead officer", "safeguarding lead"),
        ("senior named lead", "named lead practitioner"),
        ("Lead Officer", "Named Lead"),
    ],
)
def test_a_swap_may_share_words_in_its_middle(old: str, new: str) -> None:
    (term,) = _swapped(old, new).terms
    assert (term.old, term.new, term.count) == (old.lower(), new.lower(), 4)


def test_words_that_a_long_way_or_a_stop_parts_are_no_swap() -> None:
    assert _swapped("senior lead in each school", "lead in each school board").terms == ()
    assert _swapped("senior pupils, staff", "pupils, staff").terms == ()


def test_other_capitals_are_no_swap() -> None:
    assert _swapped("the Lead Officer", "the lead officer").terms == ()


def test_differences_that_consist_of_it_are_marked_and_stay() -> None:
    alignment = _swapped("early help", "initial assistance", rest=VISIT.replace("badge", "lanyard"))
    assert [difference.term for difference in alignment.differences] == [0, 0, 0, 0, None]


def test_a_difference_with_other_words_is_not_marked() -> None:
    before = "\n".join(f"{n}. {place.format('early help')}" for n, place in enumerate(_PLACES, 1))
    after = before.replace("early help", "initial assistance").replace("each term", "each year")
    assert [difference.term for difference in aligned(before, after).differences] == [0, 0, 0, None]


def test_inflections_are_one_term() -> None:
    places = ("The {} meets.", "Each {} votes.", "Every {} reads.")
    singular = "\n".join(f"{n}. {place.format('governing body')}" for n, place in enumerate(places, 1))
    old = f"{singular}\n4. All governing bodies meet the governing body of the county."
    new = old.replace("governing body", "school board").replace("governing bodies", "school boards")
    (term,) = aligned(old, new).terms
    assert (term.old, term.new, term.count) == ("governing body", "school board", 5)


def test_a_term_that_mostly_stays_is_none() -> None:
    kept = "\n".join(f"{n}. Form {n} is about early help and nothing else." for n in range(20, 26))
    before = "\n".join(f"{n}. {place.format('early help')}" for n, place in enumerate(_PLACES, 1))
    after = before.replace("early help", "initial assistance")
    assert aligned(f"{before}\n{kept}", f"{after}\n{kept}").terms == ()


def test_duties_numbers_and_labels_are_no_terms() -> None:
    for old, new in (("what should", "what must"), ("rule 5", "rule 6"), ("Annex B", "Annex D"), ("the", "a")):
        assert _swapped(old, new).terms == ()


def test_opposites_and_quantities_are_no_terms() -> None:
    for old, new in (
        ("calls before tea", "calls after tea"),
        ("four days off", "four weeks off"),
        ("lawful", "unlawful"),
    ):
        assert _swapped(old, new).terms == ()


_SCHOOL = ("Each pupil of {} wears a badge.", "Parents write to {} first.", "The {} shop sells ties.", "Ask {}.")


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [
        ("Mill Lane Infant School", "Mill Lane School"),
        ("Royal Mill School", "Mill School"),
        ("County Care Board Agency", "County Care Board"),
        ("Mill Lane Church of England School", "Mill Lane School"),
        ("Friends of Old Mill School", "Mill School"),
    ],
)
def test_a_word_that_a_name_gained_or_lost_throughout_is_one_term(longer: str, shorter: str) -> None:
    for old, new in ((longer, shorter), (shorter, longer)):
        alignment = _swapped(old, new, _SCHOOL)
        (term,) = alignment.terms
        assert term.count == 4
        assert [difference.term for difference in alignment.differences] == [0, 0, 0, 0]


def test_a_word_added_beside_no_name_and_a_name_that_mostly_stays_are_no_terms() -> None:
    assert _swapped("visitors", "approved visitors").terms == ()
    rest = "Mill School gives Mill School badges. " * 4
    assert _swapped("Mill School", "Royal Mill School", _SCHOOL, rest=f"{rest}{VISIT}").terms == ()


def test_a_word_that_headings_dropped_is_no_term() -> None:
    titles = ("Password Security{}", "Session Security{}", "Access Security{}", "File Security{}")
    before, after = (
        "\n".join(f"# {title.format(word)}\n{n}. Text {n} stays." for n, title in enumerate(titles, 1))
        for word in (" Requirements", "")
    )
    assert aligned(before, after).terms == ()

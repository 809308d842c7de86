"""Matches by contents, by name and by place."""

from .made import RECORD, TRIPS, VISIT, changed_lines, matched

OIL = "after two traders have named their price and the cellar below the hall was swept and dried by hand"
PAPER = "once each month, unless snow closes every road over both hills, when sheets from last year serve again"


def test_retitled_section_is_known_by_its_contents() -> None:
    old = f"## Visits\n1. {VISIT}\n2. {RECORD}\n## Trips\n3. {TRIPS}"
    new = f"## Who may enter and what is written down\n1. {VISIT}\n2. {RECORD}\n## Trips\n3. {TRIPS}"
    matching = matched(old, new)
    assert changed_lines(matching) == ["Visits -> Who may enter"]
    assert matching.matches[0].explanation.how == "same-contents"


def test_term_that_is_defined_anew_is_the_same_term() -> None:
    old = "- Neglect: when a child is left alone at home again and again\n- Lead: the named person"
    new = (
        "- Neglect: basic needs go unmet, as seen from clothes and meals over and over again\n- Lead: the named person"
    )
    assert changed_lines(matched(old, new)) == ["Neglect: when a -> Neglect: basic needs"]


def test_same_number_is_no_name() -> None:
    old = "| 1.4.2 | Ask at the gate who comes |\n| 1.4.3 | Lock the store |"
    new = "| 1.4.2 | Write down what was seen |\n| 1.4.3 | Lock the store |"
    assert len(changed_lines(matched(old, new))) == 2


def test_short_texts_alone_in_their_place_are_partners_if_they_share_a_word() -> None:
    before, after = f"1. {VISIT}\n> Regulated activity includes:\n2. {TRIPS}", f"1. {VISIT}\n> {{}}\n2. {TRIPS}"
    assert changed_lines(matched(before, after.format("Controlled work includes:"))) == [
        "Regulated activity includes: -> Controlled work includes:"
    ]
    for other in ("None of it is:", "Whoever is regulated by law is free to ask a board of its own for the names."):
        assert len(changed_lines(matched(before, after.format(other)))) == 2


def test_headings_without_anything_under_them_are_partners_alone_in_their_place() -> None:
    outline = f"## Visits\n1. {VISIT}\n## {{}}\n## Trips\n2. {TRIPS}"
    assert changed_lines(matched(outline.format("Contents"), outline.format("Lamps"))) == ["Contents -> Lamps"]


def test_headings_of_which_a_single_passage_matches_are_two() -> None:
    old = f"## Lamps\n1. {VISIT}\n2. Oil is bought by the barrel in spring, {OIL}.\n3. Wicks are cut weekly."
    new = f"## Kites\n1. {VISIT}\n2. Paper comes from the mill on a cart, {PAPER}.\n3. Strings hang in the loft."
    assert [m for m in matched(old, new).matches if m.explanation.how == "same-contents"] == []

"""What is matched in its place."""

from .made import PHONES, RECORD, TRIPS, VISIT, changed_lines, matched


def test_renumbered_paragraphs_are_the_same() -> None:
    matching = matched(f"1. {RECORD}\n2. {VISIT}", f"7. {RECORD}\n8. {VISIT}")
    assert changed_lines(matching) == []
    assert {pair.explanation.how for pair in matching.matches} == {"same-text"}


def test_repeated_text_belongs_with_its_neighbours() -> None:
    old = f"1. {VISIT}\n  - and others\n2. {RECORD}\n  - and others\n3. {TRIPS}\n  - and others"
    new = f"1. {VISIT}\n  - and others\n2. {RECORD}\n3. {TRIPS}\n  - and others"
    matching = matched(old, new)
    assert changed_lines(matching) == ["and others -> nothing"]
    gone = next(pair.old[0] for pair in matching.matches if not pair.new)
    assert gone.key == "n4"


def test_reworded_paragraph_keeps_its_place() -> None:
    new = RECORD.replace("every concern", "each worry").replace("reasons for it", "grounds")
    assert changed_lines(matched(f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}", f"1. {VISIT}\n2. {new}\n3. {TRIPS}")) == [
        "The lead keeps -> The lead keeps"
    ]


def test_half_rewritten_paragraph_is_still_the_same_one() -> None:
    new = "The lead keeps a log of worries raised by pupils, of each decision taken at meetings and who was told of it."
    assert changed_lines(matched(f"1. {RECORD}", f"1. {new}")) == ["The lead keeps -> The lead keeps"]


def test_stranger_in_the_place_of_a_removed_paragraph_is_no_rewording() -> None:
    matching = matched(f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}", f"1. {VISIT}\n2. {PHONES}\n3. {TRIPS}")
    assert changed_lines(matching) == ["The lead keeps -> nothing", "nothing -> Phones stay in"]


def test_changed_cell_keeps_its_row() -> None:
    old = "| Lead | within 2 days |\n| Head | within 5 days |"
    new = "| Lead | within 3 days |\n| Head | within 5 days |"
    assert changed_lines(matched(old, new)) == ["Lead | within -> Lead | within"]


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


def test_a_short_sentence_and_the_list_it_was_set_as_are_partners() -> None:
    sentence = f"1. {VISIT}\n> The log should hold names, times of visits and reasons.\n2. {TRIPS}"
    listed = f"1. {VISIT}\n> The log should hold:\n  - names\n  - times of visits\n  - {{}}\n2. {TRIPS}"
    for old, new, sizes in (
        (sentence, listed.format("reasons"), (1, 4)),
        (listed.format("reasons"), sentence, (4, 1)),
    ):
        found = [m for m in matched(old, new).matches if m.explanation.how == "set-as-list"]
        assert [(len(m.old), len(m.new)) for m in found] == [sizes]
    other = listed.format("the plates of each car that stood in the yard at night")
    assert all(m.explanation.how != "set-as-list" for m in matched(sentence, other).matches)


def test_headings_without_anything_under_them_are_partners_alone_in_their_place() -> None:
    outline = f"## Visits\n1. {VISIT}\n## {{}}\n## Trips\n2. {TRIPS}"
    assert changed_lines(matched(outline.format("Contents"), outline.format("Lamps"))) == ["Contents -> Lamps"]


def test_headings_of_which_a_single_passage_matches_are_two() -> None:
    old = f"## Lamps\n1. {VISIT}\n2. Oil is bought by the barrel in spring, {OIL}.\n3. Wicks are cut weekly."
    new = f"## Kites\n1. {VISIT}\n2. Paper comes from the mill on a cart, {PAPER}.\n3. Strings hang in the loft."
    assert [m for m in matched(old, new).matches if m.explanation.how == "same-contents"] == []

"""Cases of matching, written as outlines: what became what, and what moved."""

from kcsie_diff.aligning.match import Matching, match
from kcsie_diff.model.alignment import Pair
from kcsie_diff.model.notation import parse
from kcsie_diff.options import Options


def matched(old: str, new: str, title: str = "Keeping pupils safe") -> Matching:
    """The matching of two outlines, given as their lines without the facts."""
    before, after = (
        parse(f"= {title}\n\n" + "\n".join(f"[1] {line}" for line in body.splitlines())) for body in (old, new)
    )
    return match(before, after, Options())


def told(matching: Matching) -> list[str]:
    """The pairs that are not the same text in its place, each in a line."""
    return [line for pair in matching.pairs if (line := line_of(pair))]


def line_of(pair: Pair) -> str | None:
    old, new = (" + ".join(" ".join(node.text.split()[:3]) for node in nodes) for nodes in (pair.old, pair.new))
    moved = " (moved)" if pair.moved else ""
    if old == new and not moved and pair.explanation.score == 1:
        return None
    return f"{old or 'nothing'} -> {new or 'nothing'}{moved}"


RECORD = "The lead keeps a written record of every concern, of each decision and of the reasons for it."
VISIT = "Visitors sign in at the office, wear a badge and stay with a member of staff at all times."
TRIPS = "Before each trip the organiser writes a risk assessment and hands a copy to the headteacher."
PHONES = "Phones stay in lockers during lessons unless a teacher has asked for them as part of the work."


def test_renumbered_paragraphs_are_the_same() -> None:
    matching = matched(f"1. {RECORD}\n2. {VISIT}", f"7. {RECORD}\n8. {VISIT}")
    assert told(matching) == []
    assert {pair.explanation.how for pair in matching.pairs} == {"same-text"}


def test_shifted_cross_references_still_anchor() -> None:
    matching = matched("1. See paragraphs 262-267 and page 5.", "1. See paragraph 261 and page 6.")
    assert matching.pairs[0].explanation.score == 1


def test_number_of_a_law_is_wording() -> None:
    matching = matched(f"1. {VISIT} See section 12 of the Act.", f"1. {VISIT} See section 13 of the Act.")
    assert 0.9 < (matching.pairs[0].explanation.score or 0) < 1


def test_spaces_and_hyphens_inside_words_are_no_difference() -> None:
    matching = matched("1. All st aff learn of self- harm.", "1. All staff learn of self-harm.")
    assert matching.pairs[0].explanation.score == 1


def test_short_texts_alone_in_their_place_are_partners_if_they_share_a_word() -> None:
    before, after = f"1. {VISIT}\n> Regulated activity includes:\n2. {TRIPS}", f"1. {VISIT}\n> {{}}\n2. {TRIPS}"
    assert told(matched(before, after.format("Controlled work includes:"))) == [
        "Regulated activity includes: -> Controlled work includes:"
    ]
    for other in ("None of it is:", "Whoever is regulated by law is free to ask a board of its own for the names."):
        assert len(told(matched(before, after.format(other)))) == 2


def test_reworded_paragraph_keeps_its_place() -> None:
    new = RECORD.replace("every concern", "each worry").replace("reasons for it", "grounds")
    assert told(matched(f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}", f"1. {VISIT}\n2. {new}\n3. {TRIPS}")) == [
        "The lead keeps -> The lead keeps"
    ]


def test_half_rewritten_paragraph_is_still_the_same_one() -> None:
    new = "The lead keeps a log of worries raised by pupils, of each decision taken at meetings and who was told of it."
    assert told(matched(f"1. {RECORD}", f"1. {new}")) == ["The lead keeps -> The lead keeps"]


def test_one_sentence_left_of_many_is_no_removal() -> None:
    assert told(matched(f"1. {VISIT} {RECORD} {TRIPS} {PHONES}", f"1. {RECORD}")) == [
        "Visitors sign in -> The lead keeps"
    ]


def test_stranger_in_the_place_of_a_removed_paragraph_is_no_rewording() -> None:
    matching = matched(f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}", f"1. {VISIT}\n2. {PHONES}\n3. {TRIPS}")
    assert told(matching) == ["The lead keeps -> nothing", "nothing -> Phones stay in"]


def test_neighbours_of_what_was_added_and_removed_have_not_moved() -> None:
    matching = matched(f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}", f"1. {PHONES}\n2. {VISIT}\n3. {TRIPS}")
    assert told(matching) == ["nothing -> Phones stay in", "The lead keeps -> nothing"]


def test_shorter_text_is_the_one_that_moved() -> None:
    matching = matched(f"1. {VISIT} {TRIPS}\n2. {RECORD}", f"1. {RECORD}\n2. {VISIT} {TRIPS}")
    assert told(matching) == ["The lead keeps -> The lead keeps (moved)"]


def test_moved_and_reworded() -> None:
    new = RECORD.replace("every concern", "each worry")
    body = f"1. {VISIT}\n2. {TRIPS}\n3. {PHONES}"
    assert told(matched(f"0. {RECORD}\n{body}", f"{body}\n4. {new}")) == ["The lead keeps -> The lead keeps (moved)"]


def test_moved_and_rewritten_heavily_where_nothing_else_comes_near() -> None:
    new = "The lead writes a log of every concern, of each meeting held and of what was decided there by whom."
    body = f"1. {VISIT}\n2. {TRIPS}\n3. {PHONES}"
    assert told(matched(f"0. {RECORD}\n{body}", f"{body}\n4. {new}")) == ["The lead keeps -> The lead writes (moved)"]


def test_moved_section_moves_as_one() -> None:
    section = f"## Visitors\n1. {VISIT}\n  - a badge\n  - a list"
    rest = f"2. {RECORD}\n3. {TRIPS} {PHONES}"
    matching = matched(f"{section}\n## Records\n{rest}", f"## Records\n{rest}\n{section}")
    assert told(matching) == [
        "Visitors -> Visitors (moved)",
        "Visitors sign in -> Visitors sign in (moved)",
        "a badge -> a badge (moved)",
        "a list -> a list (moved)",
    ]
    assert {pair.moved_with for pair in matching.pairs if pair.moved} == {0}


def test_two_moved_sections_are_two_moves() -> None:
    sections = f"## Visitors\n1. {VISIT}\n## Trips\n2. {TRIPS}"
    rest = f"## Records\n3. {RECORD}\n4. {PHONES} {RECORD} {PHONES}"
    matching = matched(f"{sections}\n{rest}", f"{rest}\n{sections}")
    assert [pair.moved_with for pair in matching.pairs if pair.moved] == [0, 0, 1, 1]


def test_note_moves_with_its_text_and_never_alone() -> None:
    old = f"1. {VISIT}[^1]\n2. {RECORD}[^2]\n[^1] See the badge rules.\n[^2] See the form."
    new = f"1. {VISIT}[^1]\n[^1] See the badge rules.\n2. {RECORD}[^2]\n[^2] See the form."
    assert told(matched(old, new)) == []
    swapped = f"1. {RECORD}[^1]\n2. {VISIT}[^2]\n[^1] See the form.\n[^2] See the badge rules."
    assert len([pair for pair in matched(old, swapped).pairs if pair.moved]) == 2


def test_repeated_text_belongs_with_its_neighbours() -> None:
    old = f"1. {VISIT}\n  - and others\n2. {RECORD}\n  - and others\n3. {TRIPS}\n  - and others"
    new = f"1. {VISIT}\n  - and others\n2. {RECORD}\n3. {TRIPS}\n  - and others"
    matching = matched(old, new)
    assert told(matching) == ["and others -> nothing"]
    gone = next(pair.old[0] for pair in matching.pairs if not pair.new)
    assert gone.key == "n4"


def test_short_text_elsewhere_is_no_move() -> None:
    old = f"# Part one\n## Further information\n1. {VISIT}\n# Part two\n2. {RECORD}\n## Law\n3. {TRIPS}"
    new = f"# Part one\n1. {VISIT}\n# Part two\n2. {RECORD}\n## Law\n3. {TRIPS}\n## Further information\n4. {PHONES}"
    assert "Further information -> nothing" in told(matched(old, new))


def test_split_and_merged() -> None:
    split = matched(f"1. {VISIT} {RECORD}\n2. {TRIPS}", f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}")
    assert told(split) == ["Visitors sign in -> Visitors sign in + The lead keeps"]
    merged = matched(f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}", f"1. {VISIT} {RECORD}\n2. {TRIPS}")
    assert told(merged) == ["Visitors sign in + The lead keeps -> Visitors sign in"]


def test_paragraph_that_became_a_list_is_split() -> None:
    old = "1. Staff should know the name of the lead, the number of the helpline, and the way to the quiet room."
    new = (
        "1. Staff should know:\n  - the name of the lead\n  - the number of the helpline\n  - the way to the quiet room"
    )
    [pair] = matched(old, new).pairs
    assert len(pair.new) == 4


def test_addition_beside_a_reworded_text_is_no_split() -> None:
    new = f"1. {RECORD} {VISIT}\n2. {PHONES}"
    assert told(matched(f"1. {RECORD}", new)) == ["The lead keeps -> The lead keeps", "nothing -> Phones stay in"]


def test_retitled_section_is_known_by_its_contents() -> None:
    old = f"## Visits\n1. {VISIT}\n2. {RECORD}\n## Trips\n3. {TRIPS}"
    new = f"## Who may enter and what is written down\n1. {VISIT}\n2. {RECORD}\n## Trips\n3. {TRIPS}"
    matching = matched(old, new)
    assert told(matching) == ["Visits -> Who may enter"]
    assert matching.pairs[0].explanation.how == "same-contents"


def test_item_that_became_a_paragraph_is_the_same() -> None:
    assert told(matched(f"1. Staff:\n  - {VISIT}", f"1. Staff:\n2. {VISIT}")) == []


def test_note_that_became_text_is_the_same() -> None:
    assert told(matched(f"1. Staff help.[^1]\n[^1] {VISIT}", f"1. Staff help.\n2. {VISIT}")) == []


def test_changed_cell_keeps_its_row() -> None:
    old = "| Lead | within 2 days |\n| Head | within 5 days |"
    new = "| Lead | within 3 days |\n| Head | within 5 days |"
    assert told(matched(old, new)) == ["Lead | within -> Lead | within"]


def test_term_that_is_defined_anew_is_the_same_term() -> None:
    old = "- Neglect: when a child is left alone at home again and again\n- Lead: the named person"
    new = (
        "- Neglect: basic needs go unmet, as seen from clothes and meals over and over again\n- Lead: the named person"
    )
    assert told(matched(old, new)) == ["Neglect: when a -> Neglect: basic needs"]


def test_same_number_is_no_name() -> None:
    old = "| 1.4.2 | Ask at the gate who comes |\n| 1.4.3 | Lock the store |"
    new = "| 1.4.2 | Write down what was seen |\n| 1.4.3 | Lock the store |"
    assert len(told(matched(old, new))) == 2


def test_typing_error_in_a_short_heading() -> None:
    assert told(matched("## Safegaurding", "## Safeguarding")) == ["Safegaurding -> Safeguarding"]


def test_unsure_pairs_say_what_else_was_considered() -> None:
    rival = RECORD.replace("concern", "visit").replace("decision", "meeting")
    matching = matched(f"1. {RECORD}", f"1. {RECORD.replace('reasons', 'grounds')}\n2. {rival}")
    [first, second] = matching.pairs
    assert [other.key for other in first.explanation.considered] == [second.new[0].key]
    assert [other.key for other in second.explanation.considered] == [first.old[0].key]


def test_contents_and_furniture_are_in_no_pair() -> None:
    matching = matched(f"contents: Part one 3\n1. {VISIT}\nfurniture: 4", f"contents: Part one 5\n1. {VISIT}")
    assert len(matching.pairs) == 1


def test_editions_the_wrong_way_round_are_noticed() -> None:
    old, new = (parse(f"= Keeping pupils safe {year}\n\n[1] 1. {VISIT}") for year in (2032, 2031))
    [warning] = match(old, new, Options()).warnings
    assert "wrong way round" in warning and "2032" in warning and "2031" in warning
    assert match(new, old, Options()).warnings == ()


def test_strangers_are_noticed() -> None:
    [warning] = matched(f"1. {VISIT}\n2. {RECORD}", "1. Whisk three eggs with sugar.\n2. Bake until golden.").warnings
    assert "next to nothing in common" in warning

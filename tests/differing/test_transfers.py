"""Words that went from one passage to a neighbour."""

import pytest

from kcsie_diff.model.edition import Edition, Link, Node
from kcsie_diff.records import replace

from .made import PHONES, RECORD, TRIPS, VISIT, align, aligned, edition, rules

NOTE = "This section on trips remains under review until the final rules are published."


def _told(old: str, new: str) -> list[tuple[str, str | None, str]]:
    differences = aligned(old, new).differences
    return [(d.kind.value, r, d.explanation.how) for d, r in zip(differences, rules(old, new), strict=True)]


def test_a_sentence_that_crossed_with_a_number_is_a_merger() -> None:
    old = f"1. {RECORD}\n2. {TRIPS} {VISIT}\n3. {PHONES}"
    new = f"1. {RECORD} {TRIPS}\n  - {VISIT}\n2. {PHONES}"
    assert _told(old, new) == [("merged", "words-unchanged", "sentence-shifted")]


def test_a_piece_with_something_new_between_is_a_split() -> None:
    old = f"1. {RECORD} {TRIPS}\n2. {VISIT}\n3. {PHONES}"
    news = "Keys to the filing room hang behind the reception desk."
    new = f"1. {RECORD} {news}\n2. A lifeguard watches every lane of the pool.\n3. {TRIPS}\n4. {VISIT}\n5. {PHONES}"
    assert [(kind, how) for kind, _, how in _told(old, new)] == [("split", "similar-text"), ("added", "no-partner")]


def test_a_note_that_gave_its_place_to_another_is_reworded() -> None:
    other = "We expect final rules on trips to be published this summer, and will name them here."
    old, new = f"1. {RECORD}\n> {NOTE}\n2. {VISIT}", f"1. {RECORD}\n> {other}\n2. {VISIT}"
    assert [kind for kind, *_ in _told(old, new)] == ["reworded"]


def test_a_note_on_another_matter_is_not() -> None:
    other = "Lamps are dimmed at dusk by the porter of the lower school."
    old, new = f"1. {RECORD}\n> {NOTE}\n2. {VISIT}", f"1. {RECORD}\n> {other}\n2. {VISIT}"
    assert [kind for kind, *_ in _told(old, new)] == ["removed", "added"]


def test_a_row_that_one_edition_has_as_two_at_a_page_end_is_told_only_if_a_word_of_it_changed() -> None:
    table = f"[1] 1. {RECORD}\n[1] | Rule 2 | Boats are dry | It keeps them |\n{{}}\n[2] 2. {VISIT}"
    cut = "[1] | Rule 3 of the | Keepers ring the | It tells |\n[2] | by-laws | bell at {} | boats to stay |"
    whole = "{} | Rule 3 of the by-laws | Keepers ring the bell at noon | It tells boats to stay |"
    pages = table.format(whole.format("[1-2]"))
    assert _told(table.format(cut.format("noon")), pages) == _told(pages, table.format(cut.format("noon"))) == []
    assert _told(table.format(cut.format("dusk")), pages) != []
    assert _told(table.format(cut.format("noon")), table.format(whole.format("[1]"))) != []


KEY = "The porter must lock the east gate within {} minutes of the last bell."


def _moved(old: str, new: str) -> list[tuple[bool, str]]:
    return [(d.moved, d.explanation.how) for d in aligned(old, new).differences]


def test_a_sentence_that_moved_elsewhere_and_changed_is_known_on_both_sides() -> None:
    before, after = KEY.format("10"), KEY.format("20")
    old = f"# Gates\n1. {RECORD} {before}\n2. {TRIPS}\n# Rooms\n3. {PHONES}\n4. {VISIT}"
    new = f"# Gates\n1. {RECORD}\n2. {TRIPS}\n# Rooms\n3. {PHONES}\n4. {VISIT} {after}"
    assert _moved(old, new) == [(True, "sentence-moved"), (True, "sentence-moved")]


def test_two_sentences_on_other_matters_did_not_move() -> None:
    other = "A cook in the kitchen must weigh the flour before baking bread."
    old = f"# Gates\n1. {RECORD} {KEY.format(10)}\n2. {TRIPS}\n# Rooms\n3. {PHONES}\n4. {VISIT}"
    new = f"# Gates\n1. {RECORD}\n2. {TRIPS}\n# Rooms\n3. {PHONES}\n4. {VISIT} {other}"
    assert [moved for moved, _ in _moved(old, new)] == [False, False]


ROWS = "| Accident book | 3 years | Office |\n| Staff list | {} | Payroll |\n| Visitors | 1 year | Gate |"


def table(staff: str | None) -> Edition:
    """A table whose second row has a text in its second column, or lies there under the cell of the first row."""
    made = edition(ROWS.format(staff or ""))
    return replace(made, nodes=tuple(_covered(node) if not staff else node for node in made.nodes))


def _covered(node: Node) -> Node:
    at = node.text.find("Payroll")
    return node if at < 0 else replace(node, covered=(1,), links=(Link("Payroll", "https://pay.example", at),))


def told(old: Edition, new: Edition) -> list[str]:
    return ["".join(f"{s.op.value}:{s.text} " for s in one.segments) for one in align(old, new).differences]


@pytest.mark.parametrize("staff", ["3 years", None])
def test_equal_cells_that_are_merged_say_the_same(staff: str | None) -> None:
    assert told(table(staff), table(None)) == told(table(None), table(staff)) == []


def test_a_merged_cell_that_grows_over_a_row_changes_it() -> None:
    (one,) = align(table("7 years"), table(None)).differences
    assert [node.text for node in one.new] == ["Staff list | 3 years | Payroll"]
    assert [(s.op.value, s.text) for s in one.segments if s.op.value != "keep"] == [("cut", "7"), ("add", "3")]
    assert [link.at for link in one.new[0].links] == [len("Staff list | 3 years | ")]


def test_an_empty_cell_is_not_a_merged_one() -> None:
    empty = edition(ROWS.format(""))
    assert len(told(table("3 years"), empty)) == 1

"""One change explained, and the table of paragraph numbers, as a terminal shows them."""

from kcsie_diff.reports import concordance_csv, concordance_text, explain
from reports import made


def test_a_change_is_explained_with_its_reasons_and_both_texts() -> None:
    told = explain(made.plain().changes[0])
    assert told.startswith("c0001: Paragraph 16\n")
    assert "Because: An Act, Regulations" not in told.splitlines()[0]
    assert "Duty: Strengthened: “should” became “must” for schools" in told
    assert "Matched: same section, most alike, 91% similar" in told
    assert "Older words: Schools should make a return each term (see paragraph 15)." in told
    assert "Newer words: Schools must make a return each term (see paragraph 18)." in told


def test_nothing_of_a_hostile_document_acts_on_a_terminal() -> None:
    told = explain(made.hostile().changes[0]) + concordance_text(made.hostile())
    assert "\x1b" not in told and "\u202e" not in told


def test_the_table_of_numbers_has_a_line_for_each_paragraph() -> None:
    lines = concordance_text(made.plain()).splitlines()
    assert lines[0] == "Paragraphs 1 to 6: numbers unchanged."
    assert sum("Part" in line or "Annex" in line for line in lines) >= 8
    assert concordance_csv(made.plain()).splitlines()[1] == f"1,1,Same words,{made.PART_ONE},,"

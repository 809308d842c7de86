"""The publisher's table of changes, in every layout that was met, and held against our changes."""

from collections.abc import Sequence

import pytest

from differing.made import align
from kcsie_diff.meaning import judge
from kcsie_diff.meaning.publishers_table import find_table
from kcsie_diff.model.comparison import Comparison
from kcsie_diff.model.edition import Edition
from kcsie_diff.model.notation import parse
from kcsie_diff.options import Options


def edition(body: str, year: int = 2032) -> Edition:
    """An edition of these lines; a line without a page stands on page 9."""
    lines = (line if line.startswith("[") else f"[9] {line}" for line in body.strip().splitlines())
    return parse(f"= Keeping pupils safe {year}\npages: 40\n\n" + "\n".join(lines) + "\n")


def rows(body: str) -> list[tuple[str, int | None, str | None, str]]:
    table = find_table(edition(body))
    assert table is not None
    return [(one.where, one.page, one.paragraph, one.what) for one in table.statements]


def test_a_place_beside_each_statement() -> None:
    body = """
# Annex F: Table of substantive changes from September 2031
> This table explains where we made substantive changes.
| Summary | About the guidance |
| Part one | What all staff should know |
| Page 7 | Definition of ‘safety’ – amended to reflect the new code |
| Paragraph 18 | ‘Early help’ – text amended |
| Part two | The management of safety |
| Paragraphs 205 to 209 | ‘Boarding’ – disclaimer added |
[10] | Summary | About the guidance |
[10] | Page 78 | ‘Work abroad’ - reference to ‘the Centre’ removed |
[10] | Annex C | Role of the lead |
[10] | Page 170 | ‘Holding information’ – bullet point 3 further guidance added |
"""
    assert rows(body) == [
        ("Page 7", 7, None, "Definition of ‘safety’ – amended to reflect the new code"),
        ("Part one, Paragraph 18", None, "18", "‘Early help’ – text amended"),
        ("Part two, Paragraphs 205 to 209", None, "205-209", "‘Boarding’ – disclaimer added"),
        ("Page 78", 78, None, "‘Work abroad’ - reference to ‘the Centre’ removed"),
        ("Page 170", 170, None, "‘Holding information’ – bullet point 3 further guidance added"),
    ]


def test_several_statements_in_one_cell() -> None:
    body = """
# Annex F: Table of changes from the September 2031 version
> This table explains where we have made changes.
| Summary | About the guidance (no changes made) |
| Part one | What all staff should know (no changes made) |
| Part two | The management of safety |
| Page 41 | Para 143 - Link added to advice on software. Para 144 - wording amended to clarify that it helps. |
|  | Para 145 - Header removed. |
| Page 47 | Para 169 - 170 information added that clarifies the code |
| Annexes A, B and C |  |
| Annex B - Page 157 | Header removed |
"""
    assert rows(body) == [
        ("Page 41, Para 143", 41, "143", "Link added to advice on software."),
        ("Page 41, Para 144", 41, "144", "wording amended to clarify that it helps."),
        ("Page 41, Para 145", 41, "145", "Header removed."),
        ("Page 47, Para 169 - 170", 47, "169-170", "information added that clarifies the code"),
        ("Annex B - Page 157", 157, None, "Header removed"),
    ]


def test_columns_in_another_order_under_a_header() -> None:
    body = """
# Annex D: What is different from 2031
> This annex names the changes that schools are likely to notice.
| What changed | Where | Page |
| The register must be taken twice a day. | Part one, paragraph 19 | 7 |
| Files are kept for longer. | Annex C, table 3 | 30 |
| The words “harm” are used in place of the former term. | Throughout |  |
"""
    assert rows(body) == [
        ("Part one, paragraph 19", 7, "19", "The register must be taken twice a day."),
        ("Annex C, table 3", 30, None, "Files are kept for longer."),
        ("Throughout", None, None, "The words “harm” are used in place of the former term."),
    ]


def test_a_list_of_bullets() -> None:
    body = """
# Summary of changes
> The main changes in this edition are these.
## Part one
- Paragraph 12: wording amended to make the role of the lead clear
- a new bullet on journeys has been added (paragraph 45, page 20)
- the term “visitor” is used throughout
## Part two
- No changes
"""
    assert rows(body) == [
        ("Part one, Paragraph 12", None, "12", "wording amended to make the role of the lead clear"),
        (
            "paragraph 45, page 20",
            20,
            "45",
            "a new bullet on journeys has been added (paragraph 45, page 20)",
        ),
        ("Part one", None, None, "the term “visitor” is used throughout"),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Annex F: Table of substantive changes from September 2031",
        "Summary of changes",
        "What is different from 2031",
        "What has changed",
        "Changes since the last edition",
        "Key changes",
        "Revision history",
        "List of the main amendments",
    ],
)
def test_titles_of_such_a_table(title: str) -> None:
    table = find_table(edition(f"# {title}\n| Paragraph 4 | New text added. |\n| Paragraph 6 | Text removed. |"))
    assert table is not None
    assert (table.title, len(table.statements), len(table.keys)) == (title, 2, 3)


@pytest.mark.parametrize(
    "body",
    [
        "# Changes in behaviour\n- Paragraph 4 says more about moods",
        "# Looking out for changes\n- Page 9: new signs",
        "# Annex 3: Key changes to the role and function of the lead\n| Section 5 | Speaks with each child |",
        "# Summary of changes\n> There are none.",
        "# Part one\n| Paragraph 4 | New text added. |",
    ],
)
def test_no_such_table(body: str) -> None:
    assert find_table(edition(body)) is None


OLD = """
[1] # Part one: Safety information
[1] 1. Every door of the building is locked when the last pupil has gone home.
[2] 2. The register is taken in the morning by the teacher of the first lesson.
[2] 3. Visitors wear a badge that shows their name and the day of their visit.
[3] 4. The lead talks with families about peer cruelty at the start of the year.
[3] 5. Peer cruelty is never explained away by anybody who works in the school.
[4] 6. The hall is lit by lamps that were given by a former pupil of the school.
"""
NEW = """
[1] # Part one: Safety information
[1] 1. Every door of the building is locked when the last pupil has gone home.
[2] 2. The register must be taken twice, in the morning by the teacher of the first lesson and after lunch.
[2] 3. Visitors wear a badge with a photograph that shows their name and the day of their visit.
[3] 4. The lead talks with families about pupil-on-pupil harm at the start of the year.
[3] 5. Pupil-on-pupil harm is never explained away by anybody who works in the school.
[4] 6. The hall is lit by lamps that were given by a former pupil of the school.
[5] # Annex A: Table of changes from 2031
[5] | Page 2 | Para 2 - the register is now taken twice. |
[5] | Page 3 | Para 4 - ‘pupil-on-pupil harm’ in place of the former term (also throughout). |
[5] | Page 9 | Para 40 - new section on chatbots and pictures that they draw. |
"""


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return judge(align(edition(OLD, 2031), edition(NEW)), Options(), "0")


def changes_of(comparison: Comparison, paragraphs: Sequence[str]) -> tuple[str, ...]:
    return tuple(one.id for one in comparison.changes if one.new and one.new[0].number in paragraphs)


def test_statements_are_linked_to_the_changes_they_speak_of(comparison: Comparison) -> None:
    table = comparison.official_table
    assert table is not None
    linked = {row.paragraph: row.changes for row in table.rows}
    assert linked["2"] == changes_of(comparison, ["2"])
    assert set(linked["4"]) == set(changes_of(comparison, ["4", "5"]))
    assert linked["40"] == ()
    assert [one.official for one in comparison.changes if one.new and one.new[0].number == "2"] == [1]


def test_changes_that_the_table_does_not_mention_are_listed(comparison: Comparison) -> None:
    assert comparison.official_table is not None
    assert comparison.official_table.unlisted == changes_of(comparison, ["3"])


def test_the_table_itself_is_editorial(comparison: Comparison) -> None:
    inside = [one for one in comparison.changes if one.section_new and one.section_new[0].startswith("Annex A")]
    assert inside
    assert {one.category for one in inside} == {"editorial"}
    assert all(one.duties == () and one.official is None for one in inside)


def test_a_list_under_a_short_paragraph_in_a_titled_table_or_behind_a_label() -> None:
    below = "> What has changed in this edition\n- Page 4: the time is now 14 days.\n> The porter keeps the key."
    assert rows(below) == [("Page 4", 4, None, "the time is now 14 days.")]
    titled = "> A text.\n| Summary of changes since September 2031 |\n| Page 4 | The time is now 14 days. |\n> A text."
    assert rows(titled) == [("Page 4", 4, None, "The time is now 14 days.")]
    label = "| Governing body | The board |\n| Amendments after determination | The time is now 14 days. |"
    assert [what for *_, what in rows(label)] == ["The time is now 14 days."]


def test_a_sentence_about_changes_is_no_list_of_them() -> None:
    assert find_table(edition("> Changes to this policy are made by the board.\n- Page 4: keys.")) is None
    assert find_table(edition("# Changes in behaviour\n- Page 4 of the diary says more.")) is None

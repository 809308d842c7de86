"""Changes in groups of one cause or one subject."""

from itertools import count

import pytest

from differing.made import align
from kcsie_diff.meaning import judge
from kcsie_diff.model.comparison import Comparison
from kcsie_diff.model.notation import parse
from kcsie_diff.options import Options

FILLER = (
    "A kite is flown on the upper field alone, with an adult at each string",
    "Coaches for a trip are booked with two weeks to spare, never on the day",
    "Visitors sign in at the office and wear a badge for as long as they stay",
    "The gate to the lane is painted green before the summer term begins",
    "Bread for the ducks is kept in the blue tin behind the boathouse door",
    "Violins are tuned in the music room and carried to the hall in their cases",
)


def compared(old: str, new: str) -> Comparison:
    """A comparison of two texts, each with chapters around it so that its headings are of a small share of it."""
    return judge(align(parse(_edition(2031, old)), parse(_edition(2032, new))), Options(), "1")


def _edition(year: int, text: str) -> str:
    numbers = count(500)
    others = "".join(
        f"[9] # Chapter {chapter}\n"
        + "".join(f"[9] {next(numbers)}. {line} of house {chapter}.\n" for line in FILLER for _ in range(2))
        for chapter in range(12)
    )
    return f"= Keeping pupils safe {year}\n\n{text}\n{others}"


SERVICE = """[1] # Checks
[1] ## Teachers
[1] 1. Checks of teachers can be made with the {0}, at no cost to the school.
[1] ## Governors
[1] 2. A check of a governor of a school is made by means of {1} and recorded.
[1] ## Visitors
[1] 3. Further information about using {2} for other people is in the annex to this part.
"""


def test_names_that_give_way_to_one_are_a_theme() -> None:
    old = SERVICE.format("Agency Harbour Access system", "the Harbour Access portal", "Harbour Access")
    new = SERVICE.format("Look up a licence service", "the Look up a licence service", "Look up a licence")
    [theme] = [theme for theme in compared(old, new).themes if theme.kind == "name"]
    assert len(theme.changes) == 3
    assert "Harbour Access" in theme.subject and "Look up a licence" in theme.subject


def test_changes_under_one_heading_are_a_theme() -> None:
    lines = "[1] # Care\n[1] ## Boats\n[1] 1. The club has four boats.\n{}[1] ## Trees\n[1] 2. Trees are old.\n"
    more = (
        "[1] 3. Schools should count the oars after each outing and write the number down.\n"
        "[1] 4. Schools must keep the boathouse locked at night and on days without outings.\n"
    )
    [theme] = compared(lines.format(""), lines.format(more)).themes
    assert theme.kind == "heading" and theme.subject in ("Boats", "Care") and theme.audience == ("schools",)


@pytest.mark.parametrize(("heading", "subjects"), [("Acknowledgements", ["Boats"]), ("Thanks", ["Thanks", "Boats"])])
def test_what_is_about_the_document_is_no_theme(heading: str, subjects: list[str]) -> None:
    old = (
        f"[1] # {heading}\n[1] > Ann Reed wrote the first draft of this book.\n[1] > Tom Hart drew the maps for it.\n"
        "[1] # Boats\n[1] 1. The club has four boats, which are kept dry.\n[1] 2. Oars are counted by the porter.\n"
    )
    new = old.replace("Ann Reed wrote", "Joan Field and Lee Marsh wrote").replace("Tom Hart drew", "Sam Wood drew")
    new = new.replace("kept dry", "washed and mended each week").replace("by the porter", "by two of the crew at noon")
    assert [theme.subject for theme in compared(old, new).themes] == subjects


def test_notices_and_editorial_changes_do_not_hide_among_duties() -> None:
    old = "[1] # Care\n[1] ## Boats\n[1] 1. The club has four boats, all of them green.\n"
    comparison = compared(old, old.replace("boats, all", "boats; all"))
    assert comparison.themes == ()


def test_no_change_is_in_two_themes() -> None:
    old = SERVICE.format("Agency Harbour Access system", "the Harbour Access portal", "Harbour Access")
    new = SERVICE.format("Look up a licence service", "the Look up a licence service", "Look up a licence")
    every = [identity for theme in compared(old, new).themes for identity in theme.changes]
    assert len(every) == len(set(every))


NAMES = ("Boats", "Trees", "Sheds", "Walls")
RECORD = "Schools must keep a written record of every visit to the boathouse, with the names of those who came."
REPORT = "Schools must send a yearly report on the boathouse to the board, with all costs of the past twelve months."


def test_one_duty_stated_in_two_places_is_a_theme_and_a_moved_one_is_not() -> None:
    lines = "[1] # Care\n[1] ## Boats\n[1] 1. The club has four boats.{}\n[1] ## Trees\n[1] 2. Trees are old.{}\n"
    both = compared(lines.format("", ""), lines.format(f" {RECORD}", f" {RECORD}")).themes
    assert [len(theme.changes) for theme in both if theme.kind == "repeated"] == [2]
    moved = compared(lines.format(f" {RECORD}", ""), lines.format("", f" {RECORD}")).themes
    assert "repeated" not in [theme.kind for theme in moved]


def test_what_merely_touches_a_repeated_duty_is_another_theme() -> None:
    lines = "[1] # Care\n" + "".join(
        f"[1] ## {name}\n[1] {n}. {name} are old.{{}}\n" for n, name in enumerate(NAMES, 1)
    )
    new = lines.format(f" {RECORD}", f" {RECORD} {REPORT}", f" {REPORT}", "")
    repeated = [theme for theme in compared(lines.format("", "", "", ""), new).themes if theme.kind == "repeated"]
    assert [len(theme.changes) for theme in repeated] == [2]


@pytest.mark.parametrize(("houses", "effects"), [(24, [("New duties and expectations", 12)]), (8, [])])
def test_an_edition_rewritten_throughout_is_told_by_what_happened(houses: int, effects: list[tuple[str, int]]) -> None:
    """Two dozen chapters that changed have no few subjects, and those that share the title "Rules" are not one."""
    chapters = "".join(
        f"[1] # House {n}\n[1] ## Rules\n[1] {n}. House {n} has a boat that is painted in colour {n}.{{}}\n"
        for n in range(houses)
    )
    added = [
        f" Schools must count boat {n} each week." if n % 2 else f" Paint {n} is dry by noon." for n in range(houses)
    ]
    themes = compared(chapters.format(*[""] * houses), chapters.format(*added)).themes
    assert [(theme.subject, len(theme.changes)) for theme in themes if theme.kind == "effect"] == effects
    assert "Rules" not in {theme.subject for theme in themes}

"""Sentences about paragraph numbers and cross references."""

from kcsie_diff.model.comparison import ChangeKind, DutyEffect
from kcsie_diff.model.numbering import ConcordanceRow, ReferenceTarget, RetargetedReference, StaleReference
from kcsie_diff.records import replace
from kcsie_diff.reports import paragraph_numbers

from . import made

NAMES = ("2024 edition", "2025 edition")


def row(old: str | None, new: str | None, status: str = "same", section: str = "Part") -> ConcordanceRow:
    """A row whose keys say the section, as numbers start again in each."""
    return ConcordanceRow(
        old, new, old and f"{section}/{old}", None if status == "removed" else f"{section}/{new}", section, status
    )


def test_the_renumbering_names_every_number_once() -> None:
    rows = (
        row("1", "1"), row("2", "2"), row(None, "3", "added"), row("3", "4"), row("4", "5"), row("5", None, "removed"),
        row("6", "5", "item"), row("7", "6", "split"), row("7", "8", "split"), row("8", "9"), row("9", None),
        row("1", "1", "same", "Annex A"),
    )  # fmt: skip
    assert paragraph_numbers.renumbering(rows) == (
        "Paragraphs 1 to 2: numbers unchanged.",
        "Paragraphs 3 to 4: now 4 to 5 (add 1).",
        "Paragraph 5: removed.",
        "Paragraph 6: now part of paragraph 5.",
        "Paragraph 7: now 6 and 8.",
        "Paragraph 8: now 9 (add 1).",
        "Paragraph 9: now without a number.",
        "Annex A. Paragraph 1: number unchanged.",
    )


def test_nothing_is_said_where_no_number_changed() -> None:
    assert paragraph_numbers.renumbering((row("1", "1"), row("2", "2"))) == ()
    assert paragraph_numbers.renumbering((row("9", "7"),)) == ("Paragraph 9: now 7 (subtract 2).",)


def test_a_paragraph_that_moved_does_not_break_the_series() -> None:
    rows = (row("1", "1"), row("3", "2"), row("2", "3"), row("4", "4"))
    assert paragraph_numbers.renumbering(rows) == (
        "Paragraph 1: number unchanged.",
        "Paragraph 2: now 3 (add 1).",
        "Paragraph 3: now 2 (subtract 1).",
        "Paragraph 4: number unchanged.",
    )


def test_what_became_of_a_paragraph() -> None:
    bullet = made.change(
        "c0001",
        ChangeKind.REWORDED,
        made.plain().changes[0].segments,
        old=(made.passage("a", "Heads must.", node="item", ordinal=1),),
        new=(made.passage("a", "Heads must.", node="item", ordinal=1),),
    )
    changes = {"c0001": bullet, "c0002": replace(bullet, duty=DutyEffect.NEW)}
    below = replace(row("178", "177", "below"), changes_below=("c0001",))
    assert paragraph_numbers.outcome(below, changes) == "Number changed; its first bullet changed"
    assert paragraph_numbers.outcome(replace(below, changes_below=("c0002",)), changes).endswith("changed (new duty)")
    risen = replace(bullet, old=(made.passage("a", "Heads must.", number="334"),))
    assert paragraph_numbers.outcome(replace(below, changes_below=("c0001",)), {"c0001": risen}) == (
        "Number changed; its first bullet was paragraph 334, and changed"
    )
    item = replace(row("145", "143", "item"), new_ordinal=2)
    assert paragraph_numbers.outcome(item, {}) == "Now the second item of paragraph 143; same words"
    assert paragraph_numbers.outcome(row("5", None, "removed"), {}) == "Removed"
    assert paragraph_numbers.outcome(row("5", "5"), {}) == "Same words"
    assert paragraph_numbers.outcome(row("5", None), {}) == "Same words; now without a number"


def test_what_to_check_in_a_reference() -> None:
    target = ReferenceTarget("273", "Further information …", ("272",), "Schools must maintain …")
    stale = StaleReference("n", "87", 76, "paragraphs 273", None, "footnote", (target,))
    assert paragraph_numbers.stale(stale, NAMES) == (
        "Still says paragraph 273. In the 2024 edition, 273 was “Further information …” (now 272). "
        "In the 2025 edition, 273 is “Schools must maintain …”. Check which is meant."
    )
    now = ReferenceTarget("235", "All information …", ("234",), "This section …")
    led = RetargetedReference("n", "240", 66, "paragraph 273", "paragraph 235", "paragraph 272", "", (target,), (now,))
    assert paragraph_numbers.retargeted(led, NAMES) == (
        "Says paragraph 235; the 2024 edition said paragraph 273. In the 2024 edition, 273 was “Further information …” "
        "(now 272). In the 2025 edition, 235 is “This section …”. Check which is meant."
    )

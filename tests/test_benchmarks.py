"""The heavy revisions: what they say of themselves, on an outline of a few lines."""

from benchmarks.heavy import measure
from benchmarks.revising import revise

from kcsie_diff.model.notation import parse

_SECTIONS = ("Boats", "Nets", "Lamps", "Ropes", "Sails", "Gulls")
_LINES = (
    "If the {} are used at night, the crew should check them before leaving. A record is kept on board.",
    "The owner of the {} must ensure that staff review all relevant information, including any concerns, each week.",
    "Damaged {} are set aside in the shed. The keeper writes down the date, the damage and the name of the finder.",
)
_OUTLINE = "= Keeping a harbour\n\n" + "\n".join(
    line
    for n, name in enumerate(_SECTIONS)
    for line in (
        f"[1] # {name}",
        *(f"[1] {3 * n + m}. {text.format(name.lower())}" for m, text in enumerate(_LINES, 1)),
    )
)


def test_every_word_that_is_left_comes_from_the_older_edition() -> None:
    edition = parse(_OUTLINE)
    revision = revise(edition, None, 3)
    before = [word for node in edition.content for word in node.text.split()]
    left = [word for unit in revision.units.values() for word in unit.words if word.origin is not None]
    assert 0 < len(left) < len(before)
    assert all(word.text.strip(".,").lower() == before[word.origin or 0].strip(".,").lower() for word in left)


def test_the_same_seed_gives_the_same_edition_and_another_one_does_not() -> None:
    edition = parse(_OUTLINE)
    assert revise(edition, None, 3).new == revise(edition, None, 3).new != revise(edition, None, 4).new


def test_a_small_revision_is_told_as_it_was_made() -> None:
    scores = measure(parse(_OUTLINE), None, 3)
    assert scores.pairs > 0.8, scores.wrong
    assert scores.words > 0.7, scores.wrong

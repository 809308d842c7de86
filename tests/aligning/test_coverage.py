"""A file that holds only a part of the other, and files that are warned of."""

from kcsie_diff.aligning.match import Matching, match
from kcsie_diff.model.comparison import Side
from kcsie_diff.model.edition import Edition, Problem
from kcsie_diff.model.notation import parse
from kcsie_diff.records import replace

from .made import RECORD, VISIT, matched

TOPICS = ("records", "visitors", "trips", "phones", "lockers", "gates", "meals", "music", "sport", "travel")


def part(title: str, first: int, page: int, count: int = 10) -> list[str]:
    """A part of fictional guidance: a heading and paragraphs that no other part repeats."""
    lines = [f"[{page}] # {title}"]
    for number in range(first, first + count):
        topic = TOPICS[number % 10]
        lines.append(
            f"[{page}] {number}. The governors review rule {number} on {topic} with team {number * 7} in term."
        )
    return lines


def edition(*parts: list[str]) -> Edition:
    return parse("= Keeping pupils safe\n\n" + "\n".join(line for lines in parts for line in lines))


FULL = edition(part("Part one", 1, 1), part("Part two", 11, 2), part("Part three", 21, 3), part("Annex", 31, 4))


def out_of_scope(matching: Matching) -> list[tuple[Side, tuple[str, ...], tuple[int, ...], int]]:
    return [(entry.side, entry.section, entry.pages, entry.nodes) for entry in matching.out_of_scope]


def test_parts_that_a_print_leaves_out_are_told_once() -> None:
    matching = match(FULL, edition(part("Part one", 1, 1)))
    assert out_of_scope(matching) == [
        (Side.OLD, ("Part two",), (2,), 11),
        (Side.OLD, ("Part three",), (3,), 11),
        (Side.OLD, ("Annex",), (4,), 11),
    ]
    assert len(matching.left_out_old) == 33
    assert all(pair.old and pair.new for pair in matching.matches)


def test_the_part_may_be_the_older_file() -> None:
    matching = match(edition(part("Part two", 11, 1)), FULL)
    assert [(side, section) for side, section, _, _ in out_of_scope(matching)] == [
        (Side.NEW, ("Part one",)),
        (Side.NEW, ("Part three",)),
        (Side.NEW, ("Annex",)),
    ]


def test_what_a_covered_part_lacks_was_removed() -> None:
    print_of_one = part("Part one", 1, 1)
    del print_of_one[4]
    matching = match(FULL, edition(print_of_one))
    assert [pair.old[0].number for pair in matching.matches if not pair.new] == ["4"]


def test_an_edition_that_grew_by_an_annex_is_no_part() -> None:
    grown = edition(part("Part one", 1, 1), part("Part two", 11, 2), part("Annex", 31, 3, 6))
    matching = match(edition(part("Part one", 1, 1), part("Part two", 11, 2)), grown)
    assert matching.out_of_scope == ()
    assert sum(not pair.old for pair in matching.matches) == 7


def test_a_short_stranger_is_no_part() -> None:
    stranger = parse("= Recipes\n\n[1] # Cakes\n[1] 1. Whisk three eggs with sugar.\n[1] 2. Bake until golden.")
    assert match(FULL, stranger).out_of_scope == ()


def test_editions_the_wrong_way_round_are_noticed() -> None:
    old, new = (parse(f"= Keeping pupils safe {year}\n\n[1] 1. {VISIT}") for year in (2032, 2031))
    [warning] = match(old, new).warnings
    assert "wrong way round" in warning and "2032" in warning and "2031" in warning
    assert match(new, old).warnings == ()


def test_words_that_cannot_be_read_are_noticed() -> None:
    problem = Problem("unmapped-text", "Page 1 with words that cannot be read.", 1)
    clear = parse(f"= Keeping pupils safe\n\n[1] 1. {VISIT}")
    [warning] = match(clear, replace(clear, problems=(problem,))).warnings
    assert warning.startswith("Some words of the newer edition cannot be read")
    assert match(clear, clear).warnings == ()


def test_strangers_are_noticed() -> None:
    [warning] = matched(f"1. {VISIT}\n2. {RECORD}", "1. Whisk three eggs with sugar.\n2. Bake until golden.").warnings
    assert "almost nothing in common" in warning


def test_what_an_edition_gained_under_each_heading_is_in_scope() -> None:
    short = [f"## Rule {n}\n{n}. {RECORD.replace('lead', topic)}" for n, topic in enumerate(TOPICS, 1)]
    discussion = "It was shown that {0} are best kept by one team which meets in the {0} hall, and {0} are seen by it."
    long = [
        f"{rule}\n## Discussion of {topic}\n> {3 * discussion.format(topic)}"
        for rule, topic in zip(short, TOPICS, strict=True)
    ]
    matching = matched("# Rules\n" + "\n".join(short), "# Rules\n" + "\n".join(long))
    assert matching.out_of_scope == ()
    assert sum(not one.old for one in matching.matches) == 20

"""Taking every mark of a redline gives the newer edition, refusing every mark the older one."""

from textwrap import dedent

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kcsie_diff import compare_editions, parse
from kcsie_diff.model.edition import CELL_BAR, Edition, NodeKind
from kcsie_diff.reports.redline import Redline, RedlineGroup, redline
from kcsie_diff.reports.redline_runs import Op, cut_apart
from reports.made import ADD, CUT, KEEP, segments

HEAD = "= Guidance {}\n\n[1] # Part one\n"
CASES = {
    "reworded": (
        """
        [1] 1. Schools should keep a record of visits.
        """,
        """
        [1] 1. Schools must keep a record of all visits.
        """,
    ),
    "split": (
        """
        [1] 1. Schools keep a record of each visit. Governors read the record once in every term of the year.
        """,
        """
        [1] 1. Schools keep a record of each visit.
        [1] 2. Governors read the record once in every term of the year.
        """,
    ),
    "merged": (
        """
        [1] 1. Schools keep a record of each visit.
        [1] 2. Governors read the record once in every term of the year.
        """,
        """
        [1] 1. Schools keep a record of each visit. Governors read the record once in every term of the year.
        """,
    ),
    "moved": (
        """
        [1] 1. Apples are green in early spring.
        [1] 2. Boats leave the harbour at noon.
        [1] 3. Clocks strike on Sundays.
        [1] 4. Doctors visit the village weekly.
        """,
        """
        [1] 1. Boats leave the harbour at noon.
        [1] 2. Clocks strike on Sundays.
        [1] 3. Doctors visit the village weekly.
        [1] 4. Apples are green in early spring.
        """,
    ),
    "items": (
        """
        [1] 1. A policy names:
        [1]   - the lead and the deputies
        [1]   - the way to complain
        [1]     - in writing
        """,
        """
        [1] 1. A policy names:
        [1]   - the lead
        [1]   - the way to complain
        [1]     - in writing
        [1]     - by telephone
        """,
    ),
    "rows": (
        """
        [1] | Record | Kept for |
        [1] | Visitors' book | 2 years |
        [1] | Register | 3 years |
        """,
        """
        [1] | Record | Kept for |
        [1] | Visitors' book | 5 years |
        [1] | Minutes | without limit |
        """,
    ),
    "footnotes": (
        """
        [1] 1. Schools keep a record.[^1]
        [1] [^1] See the Order of 2027.
        [1] 2. Staff read it.[^2]
        [1] [^2] At noon.
        """,
        """
        [1] 1. Schools keep a record.[^1]
        [1] [^1] See the Order of 2031.
        [1] 2. Staff[^2] read it.
        [1] [^2] Teachers too.
        """,
    ),
}


def editions(old: str, new: str) -> tuple[Edition, Edition]:
    bodies = (dedent(body).strip("\n") for body in (old, new))
    first, second = (parse(f"{HEAD.format(year)}{body}\n") for year, body in zip((2031, 2032), bodies, strict=True))
    return first, second


def marked(pair: tuple[Edition, Edition]) -> Redline:
    return redline(compare_editions(*pair), *pair)


def lines(whole: Redline, gone: Op) -> list[str]:
    """The lines that are left when words of one status go."""
    told, held = [], ""
    for unit in whole.units:
        text = CELL_BAR.join("".join(run.text for run in cell if run.op is not gone) for cell in unit.cells)
        if unit.node.kind is NodeKind.TABLE_ROW:
            told += [text] if unit.end is not gone else []
            continue
        held += text
        if unit.end is not gone:
            told.append(held)
            held = ""
    return [*told, held] if held else told


def in_text(edition: Edition) -> list[str]:
    noted = {mark.key for node in edition.content for mark in node.marks}
    return [node.text for node in edition.content if node.key not in noted and node.text]


def pytest_generate_tests(metafunc) -> None:  # type: ignore[no-untyped-def]
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", list(CASES.values()), ids=list(CASES))


def test_taking_all_marks_gives_the_newer_edition(case: tuple[str, str]) -> None:
    pair = editions(*case)
    assert lines(marked(pair), Op.DELETED) == in_text(pair[1])


def test_refusing_all_marks_gives_the_older_edition(case: tuple[str, str]) -> None:
    pair = editions(*case)
    assert lines(marked(pair), Op.INSERTED) == in_text(pair[0])


def test_every_change_is_explained_once(case: tuple[str, str]) -> None:
    pair = editions(*case)
    explained = [change for unit in marked(pair).units for change in unit.changes]
    assert sorted(explained) == sorted(change.id for change in compare_editions(*pair).changes)


def test_a_split_inserts_an_end_of_line_and_a_merger_deletes_one() -> None:
    assert [unit.end for unit in marked(editions(*CASES["split"])).units[1:]] == [Op.INSERTED, Op.KEPT]
    assert [unit.end for unit in marked(editions(*CASES["merged"])).units[1:]] == [Op.DELETED, Op.KEPT]


def test_a_changed_cell_leaves_the_other_cells_alone() -> None:
    row = next(unit for unit in marked(editions(*CASES["rows"])).units if unit.node.text.startswith("Visitors"))
    assert [run.op for run in row.cells[0]] == [Op.KEPT]
    assert {run.op for run in row.cells[1]} == {Op.KEPT, Op.DELETED, Op.INSERTED}


def test_a_footnote_is_marked_where_it_changed() -> None:
    whole = marked(editions(*CASES["footnotes"]))
    told = {name.split(":")[0]: "".join(a.text for a in note.runs) for name, note in whole.notes.items()}
    assert "2031" in told["kept"] and "2027" in told["kept"]
    assert (told["deleted"], told["inserted"]) == ("At noon.", "Teachers too.")


def test_segments_are_cut_at_the_ends_of_nodes() -> None:
    told = segments((KEEP, "One two. "), (CUT, "Three"), (ADD, "Four"), (KEEP, " five."))
    runs = cut_apart(told, ["One two. Three five."], ["One two.", "Four five."])
    assert runs is not None
    assert [(run.op.value, run.text, run.old, run.new) for run in runs] == [
        ("kept", "One two.", 0, 0),
        ("deleted", " ", 0, None),
        ("deleted", "Three", 0, None),
        ("inserted", "Four", None, 1),
        ("kept", " five.", 0, 1),
    ]


def test_segments_that_do_not_spell_the_nodes_are_refused() -> None:
    assert cut_apart(segments((KEEP, "One two.")), ["One two."], ["Another."]) is None


WORDS = "apple boat clock doctor engine forest garden harbour island jacket kettle ladder market"
SENTENCE = st.lists(
    st.sampled_from(WORDS.split()),
    min_size=4,
    max_size=9,
).map(lambda chosen: " ".join(chosen).capitalize() + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=3).map(" ".join)


@settings(max_examples=25, deadline=None)
@given(st.lists(PARAGRAPH, min_size=1, max_size=6), st.lists(PARAGRAPH, min_size=1, max_size=6), st.randoms())
def test_any_two_outlines_come_out_whole(old: list[str], new: list[str], random) -> None:  # type: ignore[no-untyped-def]
    mixed = [random.choice(old) if random.random() < 0.5 else text for text in new]
    bodies = ("\n".join(f"[1] {n}. {text}" for n, text in enumerate(side, 1)) for side in (old, mixed))
    pair = editions(*bodies)
    comparison = compare_editions(*pair)
    assume(not comparison.out_of_scope)  # what one file does not cover is left out, and said to be
    whole = redline(comparison, *pair)
    assert lines(whole, Op.DELETED) == in_text(pair[1])
    # The case of kept words is noise: it stands as in the newer edition.
    assert [line.casefold() for line in lines(whole, Op.INSERTED)] == [text.casefold() for text in in_text(pair[0])]


def test_two_rows_of_one_edition_are_no_row_that_became_another() -> None:
    rows = parse("= Old\n\n[1] | Who | When |\n[1] | Parents | Monday |").content
    assert not RedlineGroup(tuple(rows), (), None).is_row

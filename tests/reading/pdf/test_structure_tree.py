"""The structure tree, asked from below; whatever shape it has."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kcsie_diff.reading.pdf.structure_tree import Element, ElementPart, Roles, Structure


class Reference:
    """Stands for an object of a file, as pypdf's references do."""

    def __init__(self, number: int) -> None:
        self.idnum, self.generation = number, 0


def structure(objects: dict[int, Any], root: Any = 1, **bounds: int) -> Structure:
    def resolve(entry: object) -> object:
        return objects.get(entry.idnum) if isinstance(entry, Reference) else entry

    return Structure(
        Reference(root) if isinstance(root, int) else root, resolve, **({"depth": 50, "objects": 5000} | bounds)
    )


def element(type_: str, parent: int | None, **more: Any) -> dict[str, Any]:
    holder = {} if parent is None else {"/P": Reference(parent)}
    return {"/S": f"/{type_}", **holder, **{f"/{key}": value for key, value in more.items()}}


def tree(entries: list[Any], **more: Any) -> dict[str, Any]:
    return {"/Type": "/StructTreeRoot", "/ParentTree": {"/Nums": [0, entries]}, **more}


def types(found: Element | None) -> list[str]:
    return [holder.type for holder in found.up()] if found else []


def test_the_parent_tree_names_the_owner_with_all_that_holds_it() -> None:
    objects = {
        1: tree([Reference(4)]), 2: element("Document", 1), 3: element("LI", 2), 4: element("LBody", 3),
    }  # fmt: skip
    found = structure(objects)
    assert types(found.owner(0, 0)) == ["LBody", "LI", "Document"]
    assert found.owner(0, 1) is None
    assert found.owner(7, 0) is None
    assert found.owner(None, 0) is None


def test_types_are_mapped_and_a_circle_of_types_ends() -> None:
    roles = {"/Heading 1": "/H1", "/A": "/B", "/B": "/A", "/P": "/H1"}
    objects = {1: tree([Reference(2), Reference(3), Reference(4)], **{"/RoleMap": roles})}
    objects |= {2: element("Heading 1", 1), 3: element("A", 1), 4: element("P", 1)}
    found = structure(objects)
    assert types(found.owner(0, 0)) == ["H1"]
    assert types(found.owner(0, 1))[0] in ("A", "B")
    assert types(found.owner(0, 2)) == ["P"]  # a standard type is never mapped


def test_a_number_tree_may_have_kids_and_a_circle() -> None:
    objects = {1: {"/ParentTree": Reference(2)}, 2: {"/Kids": [Reference(2), Reference(3)]}}
    objects |= {3: {"/Nums": [5, [Reference(4)], "odd", None, 6]}, 4: element("P", 1)}
    assert types(structure(objects).owner(5, 0)) == ["P"]


def test_a_circle_of_parents_ends_and_is_counted() -> None:
    found = structure({1: tree([Reference(2)]), 2: element("P", 3), 3: element("Sect", 2)})
    assert types(found.owner(0, 0))[0] == "P"
    assert found.damage == 1


def test_thousands_of_levels_end_at_the_limit() -> None:
    objects = {1: tree([Reference(5000)])} | {n: element("Span", n - 1) for n in range(2, 5001)}
    found = structure(objects, depth=50)
    assert len(types(found.owner(0, 0))) == 50
    assert found.damage == 1


def test_what_no_parent_leads_to_is_not_rooted() -> None:
    found = structure({1: tree([Reference(2), Reference(3)]), 2: element("P", None), 3: element("P", 1)})
    adrift, rooted = found.owner(0, 0), found.owner(0, 1)
    assert adrift and not adrift.rooted
    assert rooted and rooted.rooted


def test_cells_that_span_leave_room() -> None:
    span = {"/ColSpan": 2}
    objects: dict[int, Any] = {1: tree([Reference(n) for n in (5, 6, 7, 8)])}
    objects |= {2: element("Table", 1, K=[Reference(3), Reference(4)])}
    objects |= {
        3: element("TR", 2, K=[Reference(5), Reference(6)]),
        4: element("TR", 2, K=[Reference(7), Reference(8)]),
    }
    objects |= {
        5: element("TD", 3, A=span),
        6: element("TD", 3),
        7: element("TD", 4, A={"/RowSpan": 2}),
        8: element("TD", 4),
    }
    roles = Roles(structure(objects))
    cells = [owned.cell for n in range(4) if (owned := roles.of(0, n)) and owned.cell]
    assert [(cell.row, cell.column, cell.columns) for cell in cells] == [(0, 0, 3), (0, 2, 3), (1, 0, 3), (1, 1, 3)]


def test_an_only_cell_without_a_list_around_it_is_in_its_row() -> None:
    objects: dict[int, Any] = {1: tree([Reference(5), Reference(6), Reference(7)])}
    objects |= {2: element("Table", 1, K=[Reference(3), Reference(4)])}
    objects |= {3: element("TR", 2, K=[Reference(5), Reference(6)]), 4: element("TR", 2, K=Reference(7))}
    objects |= {5: element("TD", 3), 6: element("TD", 3, A={"/RowSpan": 2}), 7: element("TD", 4)}
    roles = Roles(structure(objects))
    cells = [owned.cell for n in range(3) if (owned := roles.of(0, n)) and owned.cell]
    assert [(cell.row, cell.column, cell.width) for cell in cells] == [(0, 0, 2), (0, 1, 2), (1, 0, 1)]


def test_a_heading_that_says_no_level_is_as_deep_as_the_parts_and_sections_around_it() -> None:
    objects = {1: tree([Reference(4), Reference(6), Reference(7)])}
    objects |= {2: element("Part", 1), 3: element("Sect", 2), 4: element("H", 3)}
    objects |= {5: element("Div", 2), 6: element("H", 5), 7: element("H3", 3)}
    roles = Roles(structure(objects))
    assert [owned.level for n in range(3) if (owned := roles.of(0, n))] == [2, 1, 3]


odd = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 12) | st.floats() | st.text(max_size=4)
    | st.sampled_from(["/TR", "/TD", "/Table", "/P", "/LI", "/H1", "/Note", "/Lbl", "/Figure"])
    | st.builds(Reference, st.integers(0, 12)),
    lambda inner: st.lists(inner, max_size=5)
    | st.dictionaries(
        st.sampled_from(
            ["/S", "/P", "/K", "/A", "/Alt", "/Nums", "/Kids", "/ParentTree", "/RoleMap", "/RowSpan", "/ColSpan"]
        ),
        inner,
        max_size=6,
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=400, deadline=2000)
@given(objects=st.dictionaries(st.integers(0, 12), odd, max_size=12), root=odd, key=st.integers(-1, 12))
def test_any_shape_at_all_ends_in_an_answer(objects: dict[int, Any], root: Any, key: int) -> None:
    owned_by_tree = {**objects, 0: tree([Reference(n) for n in range(12)])}
    for roles, page in ((Roles(structure(objects, root)), key), (Roles(structure(owned_by_tree, 0)), 0)):
        for mcid in range(12):
            owned = roles.of(page, mcid)
            if owned and owned.cell:
                assert owned.cell.row >= 0 and 0 <= owned.cell.column < max(1, owned.cell.columns)
            assert owned is None or owned.level is None or 1 <= owned.level <= 6
        assert all(owned.alt for _, owned in roles.figures(page))


def test_what_groups_a_label_and_a_paragraph_right_below_a_list_is_an_item() -> None:
    objects = {
        1: tree([Reference(4), Reference(5)]), 2: element("L", 1), 3: element("NonStruct", 2), 4: element("Lbl", 3),
        5: element("P", 3),
    }  # fmt: skip
    label, words = (Roles(structure(objects)).of(0, mcid) for mcid in (0, 1))
    assert label and words
    assert label.part is ElementPart.LABEL
    assert label.item == words.item is not None

"""Rows into which a merged cell reaches, against rows with a cell of their own."""

import pytest

from kcsie_diff.model.edition import Edition, Link, Node
from kcsie_diff.records import replace

from .made import align, edition

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

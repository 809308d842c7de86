"""Numbers in the margin: line numbers are furniture, paragraph numbers number their paragraphs, cells stay cells."""

from pathlib import Path

import pytest

from kcsie_diff.model.edition import Node, NodeKind

from .made import read, texts, typeset

PARAGRAPHS = (
    "The warden of the house keeps a list of every key, and writes down who takes one and when it comes back.",
    "A guest who stays for more than one week pays the fee of the week in advance, at the desk beside the door.",
    "Fires are lit in the ring of stones alone, and whoever lights one stays with it until the ashes are cold.",
    "The bell calls everybody to supper at six. Those who come late find a cold plate on the shelf of the larder.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def content(folder: Path, source: str, *, tagged: bool) -> list[tuple[NodeKind, str | None, str]]:
    return [(node.kind, node.number, node.text) for node in read(typeset(folder, source, tagged=tagged)).content]


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("numbers", ["1", "n => if calc.rem(n, 5) == 0 { str(n) }"])
@pytest.mark.parametrize("side", ["start", "end"])
def test_line_numbers_are_furniture(side: str, numbers: str, tagged: bool, tmp_path: Path) -> None:
    function = f'"{numbers}"' if numbers == "1" else numbers
    setting = f"#set par.line(numbering: {function}, number-margin: {side})\n"
    assert content(tmp_path, setting + TEXT, tagged=tagged) == content(tmp_path, TEXT, tagged=tagged)
    furniture = [
        node for node in read(typeset(tmp_path, setting + TEXT, tagged=tagged)).nodes if node.kind is NodeKind.FURNITURE
    ]
    assert any("5" in node.text for node in furniture)


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("place", ["place(left, dx: -1.2cm)", "place(right, dx: 1.2cm)"])
def test_a_number_beside_a_paragraph_is_its_number(place: str, tagged: bool, tmp_path: Path) -> None:
    source = "\n\n".join(f"#{place}[{n}]{text}" for n, text in enumerate(PARAGRAPHS, 7))
    assert content(tmp_path, source, tagged=tagged) == [
        (NodeKind.PARAGRAPH, str(n), text) for n, text in enumerate(PARAGRAPHS, 7)
    ]


def with_words(nodes: list[Node], words: str) -> list[str]:
    return [text for text in texts(nodes) if words in text]


@pytest.mark.parametrize("tagged", [True, False])
def test_a_column_of_figures_in_a_table_stays_in_its_rows(tagged: bool, tmp_path: Path) -> None:
    rows = ", ".join(f"[{n}], [{text}]" for n, text in enumerate(PARAGRAPHS, 1))
    source = f"#lorem(40)\n\n#table(columns: (1cm, 1fr), stroke: 0.5pt, {rows})\n\n#lorem(40)"
    found = read(typeset(tmp_path, source, tagged=tagged)).content
    assert with_words(list(found), "1 |") == [f"1 | {PARAGRAPHS[0]}"]


def test_the_figures_of_a_list_of_limits_stay(tmp_path: Path) -> None:
    source = "\n\n".join(f"{name} #h(1fr) {n}" for n, name in enumerate(("Keys", "Lamps", "Ropes", "Tents"), 1))
    assert "Lamps" in (found := " ".join(texts(read(typeset(tmp_path, source, tagged=False)).content)))
    assert all(f"{n}" in found for n in (1, 2, 3, 4))

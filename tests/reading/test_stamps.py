"""Stamps: watermarks and sideways notices are furniture, sideways tables and large headings are not."""

from pathlib import Path

import pytest

from kcsie_diff.model.edition import NodeKind

from .made import read, typeset

TEXT = "\n#pagebreak()\n".join(
    f"= Section {word}\n{n}. The warden of the {word} house keeps a list of every key. #lorem({60 + n})"
    for n, word in enumerate(("north", "south", "east", "west"), 1)
)
SIDEWAYS = "place(left + horizon, dx: 0.7cm, rotate(-90deg, reflow: true, text(8pt)[This paper may be copied freely]))"
STAMPS = {
    "sideways notice": (f"background: {SIDEWAYS}", "copied freely"),
    "diagonal watermark": ("foreground: rotate(-45deg, text(90pt)[DRAFT])", "DRAFT"),
    "upright watermark": ("background: place(center + top, dy: 5cm, text(40pt)[FOR COMMENT])", "FOR COMMENT"),
    "pattern": (
        "background: { for i in range(5) { place(top, dx: 2cm, dy: 3cm + i * 5cm, text(9pt)[Copy of mine]) } }",
        "Copy of mine",
    ),
}


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("name", STAMPS)
def test_a_stamp_is_furniture(name: str, tagged: bool, tmp_path: Path) -> None:
    setting, words = STAMPS[name]
    stamped = read(typeset(tmp_path, f"#set page({setting})\n{TEXT}", tagged=tagged))
    plain = read(typeset(tmp_path, TEXT, tagged=tagged))
    assert [(node.kind, node.text) for node in stamped.content] == [(node.kind, node.text) for node in plain.content]
    assert any(words in node.text for node in stamped.nodes if node.kind is NodeKind.FURNITURE)


ON_ONE_PAGE = {
    "diagonal": "rotate(-50deg, text(80pt)[DRAFT])",
    "across the lines": "place(top + center, dy: 7cm, text(60pt, fill: silver)[DRAFT])",
    "pattern": "for i in range(4) { place(top, dx: 6cm, dy: 2cm + i * 4cm, rotate(-30deg, text(9pt)[DRAFT])) }",
}


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("kind", ON_ONE_PAGE)
def test_a_watermark_on_a_single_page_is_furniture(kind: str, tagged: bool, tmp_path: Path) -> None:
    source = f"#set page(background: {ON_ONE_PAGE[kind]})\n#text(30pt)[Rules]\n\n#lorem(250)"
    found = read(typeset(tmp_path, source, tagged=tagged))
    assert all("DRAFT" not in node.text for node in found.content)
    assert any("DRAFT" in node.text for node in found.nodes)
    assert found.content[0].text == "Rules"


@pytest.mark.parametrize("tagged", [True, False])
def test_a_notice_beside_a_page_of_few_words_turns_nothing(tagged: bool, tmp_path: Path) -> None:
    notice = (
        "place(right + horizon, dx: -0.7cm, rotate(90deg, reflow: true, text(8pt)[This paper may be copied freely]))"
    )
    source = f"#set page(background: {notice})\n#lorem(100)\n#pagebreak()\nThe gate is shut."
    found = read(typeset(tmp_path, source, tagged=tagged)).content
    assert found[-1].text == "The gate is shut."
    assert all("copied" not in node.text for node in found)


def test_a_large_heading_that_is_printed_sideways_is_text(tmp_path: Path) -> None:
    source = "#lorem(60)\n\n#rotate(-90deg, reflow: true, text(32pt)[Annex of keys])"
    found = read(typeset(tmp_path, source, tagged=False))
    assert any("Annex of keys" in node.text for node in found.content)


def test_large_words_that_differ_from_page_to_page_are_text(tmp_path: Path) -> None:
    pages = (f"#v(4cm)\n#text(40pt)[Part {word}]\n\n#lorem(80)" for word in ("one", "two", "three"))
    found = read(typeset(tmp_path, "\n#pagebreak()\n".join(pages), tagged=False))
    assert {"Part one", "Part two", "Part three"} <= {node.text for node in found.content}

"""Small editions, from the file to the nodes."""

from pathlib import Path

import pypdf
import pytest
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, RectangleObject, TextStringObject

from kcsie_diff.model.edition import NodeKind

from .made import read, texts, told, typeset

GUIDANCE = """
= Part one: What staff should know
#enum(start: 17, [All staff should know what to do.#footnote[See #link("https://gov.uk/wt")[Working together].]],
  [They should:
  - speak to the designated safeguarding lead
  - keep a record, which
    + is dated
    + is signed])
== Early help
Anyone may help.

#table(columns: 2, [Check], [Done by], [Identity], [The school])
"""


def test_sections_paragraphs_items_notes_and_rows(tmp_path: Path) -> None:
    assert told(read(typeset(tmp_path, GUIDANCE))) == [
        "heading Part one: What staff should know",
        "  paragraph 17 All staff should know what to do.",
        "  paragraph 18 They should:",
        "    item speak to the designated safeguarding lead",
        "    item keep a record, which",
        "      item 1 is dated",
        "      item 2 is signed",
        "  heading Early help",
        "    paragraph Anyone may help.",
        "    table_row Check | Done by",
        "    table_row Identity | The school",
        "    footnote 1 See Working together.",
    ]


def test_marks_links_and_keys(tmp_path: Path) -> None:
    edition = read(typeset(tmp_path, GUIDANCE))
    note = next(node for node in edition.nodes if node.kind is NodeKind.FOOTNOTE)
    citing = edition.by_key[note.parent or ""]
    assert citing.number == "17"
    assert [(mark.label, mark.key, mark.at) for mark in citing.marks] == [("1", note.key, len(citing.text))]
    assert [(link.text, link.target, link.at) for link in note.links] == [("Working together", "https://gov.uk/wt", 4)]
    assert len(edition.by_key) == len(edition.nodes)
    assert edition.reader == "tagged" and edition.title == "Part one: What staff should know" and edition.problems == ()


def test_a_paragraph_over_a_page_end_is_one_node_of_two_pages(tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(700))
    (node,) = [node for node in read(typeset(tmp_path, words)).content if node.text]
    assert node.text == words
    assert node.place.pages == (1, 2) and [box.page for box in node.place.boxes] == [1, 2]


def test_running_lines_are_furniture(tmp_path: Path) -> None:
    source = '#set page(header: [Keeping pupils safe], numbering: "1")\n' + "#pagebreak() ".join(
        f"All staff should read part {part}." for part in ("one", "two", "three")
    )
    edition = read(typeset(tmp_path, source))
    furniture = [node.text for node in edition.nodes if node.kind is NodeKind.FURNITURE]
    assert furniture == ["Keeping pupils safe", "1", "Keeping pupils safe", "2", "Keeping pupils safe", "3"]
    assert len(edition.content) == 3


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_displayed_turned_is_read_alike(tmp_path: Path, turn: int) -> None:
    path = typeset(tmp_path, GUIDANCE)
    writer = pypdf.PdfWriter(clone_from=path)
    writer.pages[0].rotate(turn)
    writer.write(tmp_path / "turned.pdf")
    assert texts(read(tmp_path / "turned.pdf").content) == texts(read(path).content)


def test_a_picture_is_told_by_its_alternative_text(tmp_path: Path) -> None:
    pixels = 'bytes((0, 0, 0, 0)), format: (encoding: "luma8", width: 2, height: 2)'
    edition = read(typeset(tmp_path, f'Before.\n\n#image({pixels}, width: 3cm, alt: "What to do")\n\nAfter.'))
    assert [(node.kind.value, node.text, node.alt) for node in edition.content] == [
        ("paragraph", "Before.", None),
        ("figure_text", "", "What to do"),
        ("paragraph", "After.", None),
    ]


def test_comments_and_filled_fields_are_told_as_problems(tmp_path: Path) -> None:
    path = typeset(tmp_path, "Text.")
    writer = pypdf.PdfWriter(clone_from=path)
    writer.add_annotation(0, FreeText(text="Superseded", rect=(50, 50, 200, 100)))
    field = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/Rect"): RectangleObject((0, 0, 9, 9)),
            NameObject("/V"): TextStringObject("J. Smith"),
        }
    )
    writer.add_annotation(0, field)
    writer.write(path)
    told_of = {problem.code: problem for problem in read(path).problems}
    assert "Superseded" in told_of["annotation-text"].message and told_of["annotation-text"].page == 1
    assert "J. Smith" in told_of["form-text"].message


def test_text_outside_the_visible_page_is_furniture_and_a_problem(tmp_path: Path) -> None:
    path = typeset(tmp_path, "Seen. #place(bottom, [Cut off.])")
    writer = pypdf.PdfWriter(clone_from=path)
    writer.pages[0].cropbox = RectangleObject((0, 400, 595, 842))
    writer.write(path)
    edition = read(path)
    assert texts(edition.content) == ["Seen."]
    assert [node.text for node in edition.nodes if node.kind is NodeKind.FURNITURE] == ["Cut off."]
    assert [problem.code for problem in edition.problems] == ["cropped-text"]


def test_layers_that_are_off_are_told_of(tmp_path: Path) -> None:
    path = typeset(tmp_path, "Text.")
    writer = pypdf.PdfWriter(clone_from=path)
    layers = DictionaryObject(
        {NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([DictionaryObject()])})}
    )
    writer.root_object[NameObject("/OCProperties")] = layers
    writer.write(path)
    assert [problem.code for problem in read(path).problems] == ["hidden-layers"]


def test_a_scanned_page_among_others_names_its_cure(tmp_path: Path) -> None:
    pixels = "bytes((" + "0, " * 96 + "))"
    source = f'Text.\n#pagebreak()\n#image({pixels}, format: (encoding: "luma8", width: 8, height: 12), width: 100%)'
    (problem,) = [one for one in read(typeset(tmp_path, source)).problems if one.code == "scanned-pages"]
    assert problem.page == 2
    assert 'ocrmypdf --skip-text "edition.pdf" "edition-text.pdf"' in problem.cure
    assert "a picture and no text." in problem.message
    captioned = read(typeset(tmp_path, f"{source}\nFigure 2")).problems
    assert any("a picture and no text but “Figure 2”." in one.message for one in captioned)
    among_many = read(typeset(tmp_path, source + "#pagebreak() Text." * 9)).problems
    (problem,) = [one for one in among_many if one.code == "scanned-pages"]
    assert problem.message.endswith("Words in a picture are not read: compare it by eye.") and not problem.cure


def test_a_table_set_sideways_is_read_and_its_boxes_lie_on_the_page_as_displayed(tmp_path: Path) -> None:
    path = typeset(tmp_path, "#set page(width: 20cm, height: 30cm)\n#place(top + left, [First words.])\nSecond.")
    upright = read(path)
    writer = pypdf.PdfWriter(clone_from=path)
    writer.pages[0].rotate(90)
    writer.write(tmp_path / "turned.pdf")
    (first, *_), (was, *_) = read(tmp_path / "turned.pdf").content, upright.content
    assert first.text == was.text
    box, old = first.place.boxes[0], was.place.boxes[0]
    height = 30 / 2.54 * 72
    # Turned clockwise, the top of the page is at the right.
    assert [box.left, box.right] == pytest.approx([height - old.bottom, height - old.top], abs=0.5)
    assert [box.top, box.bottom] == pytest.approx([old.left, old.right], abs=0.5)


@pytest.mark.parametrize("tagged", [True, False])
def test_a_row_knows_into_which_columns_a_cell_above_reaches(tmp_path: Path, *, tagged: bool) -> None:
    table = "#table(columns: 2, [File], table.cell(rowspan: 2)[3 years], [List], [Register], [1 year])"
    rows = [node for node in read(typeset(tmp_path, table, tagged=tagged)).nodes if node.cells]
    assert [(row.cells, row.covered) for row in rows] == [
        (("File", "3 years"), ()),
        (("List", ""), (1,)),
        (("Register", "1 year"), ()),
    ]


def test_a_sentence_from_right_to_left_is_one_paragraph(tmp_path: Path) -> None:
    sentence = "המורה שומר את הטופס 14 ימים לאחר הביקור, והמנהל קורא כל טופס בסוף השבוע ורושם מי ביקר ומתי."
    source = f'#set text(lang: "he")\n{sentence}\n\n{sentence[:30]}'
    assert texts(read(typeset(tmp_path, source, tagged=False)).content) == [sentence, sentence[:30].strip()]


def test_a_tagged_file_whose_tags_name_no_heading_has_headings_by_look_and_a_problem(tmp_path: Path) -> None:
    large = '#text(16pt, weight: "bold")'
    edition = read(typeset(tmp_path, f"{large}[Meals]\n\nLunch is at noon.\n\n- Tea\n\n{large}[Sickness]\n\nRest."))
    assert [node.text for node in edition.content if node.kind is NodeKind.HEADING] == ["Meals", "Sickness"]
    assert [problem.code for problem in edition.problems if "tags" in problem.code] == ["no-heading-tags"]


def test_a_heading_over_a_table_that_stands_sideways_is_read_before_it(tmp_path: Path) -> None:
    table = "table(columns: 2, [Reads the log], [Clerk], [Signs the log], [Head of the boat house])"
    note = "Nobody may leave the log open for more than five minutes at the gate."
    source = (
        f"= Log of the gate\nEach line of the log names one task.\n\n#rotate(-90deg, reflow: true)[#{table}\n\n{note}]"
    )
    nodes = read(typeset(tmp_path, source, tagged=False)).content
    assert told(read(typeset(tmp_path, source, tagged=False)))[0] == "heading Log of the gate"
    assert [node.text for node in nodes[1:]] == [
        "Each line of the log names one task.",
        "Reads the log | Clerk",
        "Signs the log | Head of the boat house",
        note,
    ]
    box = nodes[0].place.boxes[0]
    assert 80 < box.left < 95 and box.right - box.left > 3 * (box.bottom - box.top) and box.top < 120

"""Make the Word template of the package, `reports/word/briefing.docx`: `python scripts/word_template.py`.

It starts from the empty document of python-docx. The same version of python-docx gives the same bytes.
"""

import io
import sys
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor, Twips
from docx.styles.style import ParagraphStyle, _TableStyle

from kcsie_diff.reports.word.ooxml import fixed_zip

TEMPLATE = Path(__file__).parents[1] / "src" / "kcsie_diff" / "reports" / "word" / "briefing.docx"
_INK = RGBColor(0x1D, 0x2B, 0x3A)
_FAINT = RGBColor(0x55, 0x5F, 0x6B)
_LEFTOVERS = ("/stylesWithEffects", "/metadata/thumbnail")
_WORD_2013 = "15"


def build() -> bytes:
    """Return the template: A4, British English, and every style that the Word files use."""
    document = docx.Document()
    _drop_leftovers(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    _set_styles(document)
    stream = io.BytesIO()
    document.save(stream)
    return fixed_zip(stream.getvalue())


def _drop_leftovers(document: Document) -> None:
    """Leave out what tells of the template alone: its picture, and its styles once more, from which ours would differ.

    Word 2010 wrote the second set of styles and takes a file where the two disagree for a damaged one. The template
    asks for the features of Word 2010; Word opens what says so in compatibility mode (MS-DOCX, 2.3.5).
    """
    for relations in (document.part.rels, document.part.package.rels):
        for name in [name for name, each in relations.items() if each.reltype.endswith(_LEFTOVERS)]:
            del relations[name]
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_2013)


def _set_styles(document: Document) -> None:
    """Plain looks through named styles alone, so that a union can put its own in their place."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10.5)
    for name, size in (("Title", 18), ("Heading 1", 15), ("Heading 2", 12.5), ("Heading 3", 11.5), ("Heading 4", 10.5)):
        _restyle(document.styles[name], size)
    for name, base, size in (
        ("Note to the reader", "Normal", 9.5),
        ("Place", "Normal", 9),
        ("Reason", "Normal", 9),
        ("Table text", "Normal", 9.5),
        ("Picture title", "Place", 9),
        ("Old words", "Normal", 10.5),
        ("New words", "Normal", 10.5),
        ("Numbered paragraph", "Normal", 10.5),
        ("Lettered item", "Normal", 10.5),
        ("Figure text", "Normal", 10),
        ("Unplaced text", "Normal", 10),
        ("footnote text", "Normal", 9),
        ("annotation text", "Normal", 10),
        ("toc 1", "Normal", 10.5),
        ("toc 2", "Normal", 10),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
        style.base_style = document.styles[base]
        style.font.size = Pt(size)
    for name, before, after in (
        ("Normal", 0, 6), ("Title", 0, 8), ("Heading 1", 14, 4), ("Heading 2", 12, 2), ("Note to the reader", 6, 6),
        ("Reason", 4, 2), ("Table text", 0, 2), ("toc 1", 4, 1), ("toc 2", 0, 1),
    ):  # fmt: skip
        shape = document.styles[name].paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.1
    document.styles["Table text"].paragraph_format.line_spacing = 1.0
    document.styles["toc 2"].paragraph_format.left_indent = Cm(0.6)
    for name in ("Note to the reader", "Place", "Reason"):
        document.styles[name].font.color.rgb = _FAINT
    document.styles["Place"].paragraph_format.space_after = Pt(2)
    for name in ("Place", "Picture title"):
        document.styles[name].paragraph_format.keep_with_next = True
    for name, left in (("Numbered paragraph", 680), ("Lettered item", 1040)):
        shape = document.styles[name].paragraph_format
        shape.left_indent, shape.first_line_indent = Twips(left), Twips(-680 if left == 680 else -360)
    document.styles["Figure text"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _set_table(document.styles["Table Grid"])
    for name in ("Cut words", "Added words", "Label", "Hyperlink", "footnote reference", "annotation reference"):
        document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    cut, added, link = (document.styles[name].font for name in ("Cut words", "Added words", "Hyperlink"))
    cut.strike, cut.color.rgb = True, RGBColor(0x9B, 0x1C, 0x1C)
    added.underline, added.bold, added.color.rgb = True, True, RGBColor(0x14, 0x53, 0x2D)
    link.underline, link.color.rgb = True, RGBColor(0x1A, 0x4F, 0xA0)
    document.styles["footnote reference"].font.superscript = True
    document.styles["annotation reference"].font.size = Pt(8)


def _set_table(style: _TableStyle) -> None:
    """Thin grey lines, a little room in each cell, and a tinted head."""
    properties = style.element.find(qn("w:tblPr"))
    for line in properties.find(qn("w:tblBorders")):
        line.set(qn("w:color"), "8A94A0")
    for side in ("top", "bottom"):
        properties.find(qn("w:tblCellMar")).find(qn(f"w:{side}")).set(qn("w:w"), "20")
    head = parse_xml(
        f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E6EBF0"/>'
        "</w:tcPr></w:tblStylePr>"
    )
    style.element.append(head)


def _restyle(style: ParagraphStyle, size: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), _INK
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for theme in [name for name in fonts.attrib if "Theme" in str(name)]:
        del fonts.attrib[theme]
    border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)


if __name__ == "__main__":
    TEMPLATE.write_bytes(build())
    sys.stdout.write(f"{TEMPLATE}\n")

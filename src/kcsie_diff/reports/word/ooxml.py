"""Word files: an empty document with our styles, elements of WordprocessingML, parts, and bytes that never differ.

The one module that uses python-docx. Elements are named as in ECMA-376 part 1, 17 (WordprocessingML).
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.shared import Cm, Pt, RGBColor, Twips
from docx.styles.style import ParagraphStyle
from lxml import etree

from kcsie_diff.reports.safe_text import safe_target, visible

__all__ = [
    "AUTHOR",
    "DATE",
    "Cell",
    "Document",
    "Element",
    "Pages",
    "Part",
    "Styled",
    "add_comment",
    "element",
    "fill_footnotes",
    "footnotes_part",
    "hyperlink",
    "new_document",
    "save",
    "style_ids",
    "value",
    "words",
]

AUTHOR = "kcsie-diff"
DATE = "2000-01-01T00:00:00Z"
"""When the marks were made, for a program that wants to know: no clock is looked at, so that bytes never differ."""

_FIRST_COMMENT = 1_000_000
"""Comments count from here: LibreOffice 7 loses a footnote that has the same number as a comment."""

_INK = RGBColor(0x1D, 0x2B, 0x3A)
_FAINT = RGBColor(0x55, 0x5F, 0x6B)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_PROPERTY_LENGTH = 255  # what python-docx takes for a core property; a hostile title may be longer
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_WORD_PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LEFTOVERS = ("/stylesWithEffects", "/metadata/thumbnail")
_WORD_2013 = "15"


def new_document(title: str) -> Document:
    """Return an empty document on A4 with our styles, in British English; its properties look at no clock."""
    document = docx.Document()
    _drop_leftovers(document)
    properties = document.core_properties
    properties.title = visible(title)[:_PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = AUTHOR
    properties.comments = properties.keywords = properties.subject = ""
    properties.created = properties.modified = _EPOCH
    properties.language = "en-GB"
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2)
    _set_language(document)
    _set_styles(document)
    return document


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


def _set_language(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _set_styles(document: Document) -> None:
    """Plain looks through named styles alone, so that a union can put its own in their place."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10.5)
    for name, size in (("Title", 22), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11.5), ("Heading 4", 10.5)):
        _restyle(document.styles[name], size)
    for name, base, size in (
        ("Note to the reader", "Normal", 9.5),
        ("Place", "Normal", 9),
        ("Reason", "Normal", 9),
        ("Table text", "Normal", 9),
        ("Picture title", "Place", 9),
        ("Old words", "Normal", 10.5),
        ("New words", "Normal", 10.5),
        ("Numbered paragraph", "Normal", 10.5),
        ("Lettered item", "Normal", 10.5),
        ("Figure text", "Normal", 10),
        ("Unplaced text", "Normal", 10),
        ("footnote text", "Normal", 9),
        ("annotation text", "Normal", 10),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[base]
        style.font.size = Pt(size)
    for name in ("Note to the reader", "Place", "Reason"):
        document.styles[name].font.color.rgb = _FAINT
    for name in ("Place", "Reason"):
        document.styles[name].paragraph_format.space_after = Pt(2)
    for name in ("Place", "Picture title"):
        document.styles[name].paragraph_format.keep_with_next = True
    for name, left in (("Numbered paragraph", 680), ("Lettered item", 1040)):
        shape = document.styles[name].paragraph_format
        shape.left_indent, shape.first_line_indent = Twips(left), Twips(-680 if left == 680 else -360)
    document.styles["Figure text"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in ("Cut words", "Added words", "Label", "Hyperlink", "footnote reference", "annotation reference"):
        document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    cut, added, link = (document.styles[name].font for name in ("Cut words", "Added words", "Hyperlink"))
    cut.strike, cut.color.rgb = True, RGBColor(0x9B, 0x1C, 0x1C)
    added.underline, added.bold, added.color.rgb = True, True, RGBColor(0x14, 0x53, 0x2D)
    link.underline, link.color.rgb = True, RGBColor(0x1A, 0x4F, 0xA0)
    document.styles["footnote reference"].font.superscript = True
    document.styles["annotation reference"].font.size = Pt(8)


def _restyle(style: ParagraphStyle, size: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), _INK
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for theme in [name for name in fonts.attrib if "Theme" in str(name)]:
        del fonts.attrib[theme]
    border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)


def style_ids(document: Document) -> dict[str, str]:
    """Return the ids by which elements name styles, by the names of the styles."""
    return {str(style.name): str(style.style_id) for style in document.styles}


def element(tag: str, attributes: dict[str, str] | None = None, *children: Element) -> Element:
    """Return an element ("w:ins"); attributes are named as tags are, children stand in the order given."""
    made: Element = OxmlElement(tag)  # type: ignore[assignment]
    for name, value in (attributes or {}).items():
        made.set(qn(name), value)
    made.extend(children)
    return made


def value(tag: str, setting: str) -> Element:
    """Return an element whose one attribute is its value: <w:pStyle w:val="Normal"/>."""
    return element(tag, {"w:val": setting})


def words(text: str, *, style: str | None = None, deleted: bool = False) -> Element:
    """Return a run of text, unseen characters spelled out; deleted text has a tag of its own (17.3.3.7)."""
    run = element("w:r")
    if style is not None:
        run.append(element("w:rPr", None, value("w:rStyle", style)))
    said = element("w:delText" if deleted else "w:t", {"xml:space": "preserve"})
    said.text = visible(text)
    run.append(said)
    return run


def hyperlink(part: Part, target: str | None, *runs: Element) -> Element | None:
    """Return a link around runs, or None for a target that must not become one. `part` is where the link stands."""
    safe = safe_target(target)
    if safe is None:
        return None
    identity = part.relate_to(safe, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return element("w:hyperlink", {"r:id": identity}, *runs)


Styled = tuple[str, str | None]
"""Words, and the name of the character style that they have."""

Cell = str | Sequence[Styled]
"""What stands in a cell of a table."""


class Pages:
    """A document that grows from its top to its end."""

    def __init__(self, title: str) -> None:
        """Start an empty document."""
        self.document = new_document(title)
        self.styles = style_ids(self.document)
        self.end = self.document.element.body[-1]  # the properties of the section, which must stay last

    def say(self, style: str, *pieces: Styled) -> None:
        """Add a paragraph of styled words; `style` is the name of its own style."""
        self.end.addprevious(self._paragraph(style, pieces))

    def heading(self, text: str, level: int) -> None:
        """Add a heading of a level from 1 to 9."""
        self.say(f"Heading {level}", (text, None))

    def table(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[float]) -> None:
        """Add a table with a head that repeats on each page, and its title as alternative text.

        Widths are in centimetres. No row is broken over two pages.
        """
        sizes = [str(Cm(width).twips) for width in widths]
        properties = element(
            "w:tblPr",
            None,
            value("w:tblStyle", self.styles["Table Grid"]),
            element("w:tblW", {"w:w": "0", "w:type": "auto"}),
            element("w:tblLayout", {"w:type": "fixed"}),
            value("w:tblCaption", visible(title)),
            value("w:tblDescription", f"{len(rows)} rows; columns: {', '.join(heads)}"),
        )
        grid = element("w:tblGrid", None, *(element("w:gridCol", {"w:w": size}) for size in sizes))
        head = self._row(heads, sizes, "Strong", element("w:cantSplit"), element("w:tblHeader"))
        told = (self._row(row, sizes, None, element("w:cantSplit")) for row in rows)
        self.end.addprevious(element("w:tbl", None, properties, grid, head, *told))
        self.say("Table text")

    def picture(self, png: bytes, width: float, alt: str) -> None:
        """Add a picture, as wide as `width` points or the text, with its alternative text."""
        shape = self.document.add_picture(io.BytesIO(png), width=min(Pt(width), Cm(16.2)))
        shape._inline.docPr.set("descr", visible(alt))

    def bytes(self) -> bytes:
        """Return the file."""
        return save(self.document)

    def _paragraph(self, style: str, pieces: Sequence[Styled]) -> Element:
        runs = (words(text, style=self.styles[look] if look else None) for text, look in pieces if text)
        return element("w:p", None, element("w:pPr", None, value("w:pStyle", self.styles[style])), *runs)

    def _row(self, cells: Sequence[Cell], sizes: Sequence[str], look: str | None, *properties: Element) -> Element:
        made = element("w:tr", None, element("w:trPr", None, *properties))
        for cell, size in zip(cells, sizes, strict=True):
            width = element("w:tcPr", None, element("w:tcW", {"w:w": size, "w:type": "dxa"}))
            pieces = ((cell, look),) if isinstance(cell, str) else cell
            made.append(element("w:tc", None, width, self._paragraph("Table text", pieces)))
        return made


def add_comment(document: Document, lines: Sequence[str]) -> str:
    """Add a comment of some paragraphs and return its id."""
    comment = document.comments.add_comment("", author=AUTHOR, initials="kd")
    identity = str(_FIRST_COMMENT + len(document.comments))
    comment._comment_elm.set(qn("w:date"), DATE)
    comment._comment_elm.set(qn("w:id"), identity)
    first, *rest = lines or ("",)
    comment.paragraphs[0].add_run(visible(first)).bold = True
    for line in rest:
        comment.add_paragraph(visible(line))
    return identity


def footnotes_part(document: Document) -> Part:
    """Add an empty part for footnotes and return it; `fill_footnotes` writes it."""
    name, kind = PackURI("/word/footnotes.xml"), f"{_WORD_PARTS}.footnotes+xml"
    part = Part(name, kind, b"", document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return part


def fill_footnotes(document: Document, part: Part, notes: Sequence[Element]) -> None:
    """Write the footnotes, after the two lines that Word wants to part them from the text (17.11.10)."""
    root = etree.fromstring(f"<w:footnotes {nsdecls('w', 'r')}/>")
    settings = element("w:footnotePr")
    for number, kind in (("-1", "separator"), ("0", "continuationSeparator")):
        line = element("w:p", None, element("w:r", None, element(f"w:{kind}")))
        root.append(element("w:footnote", {"w:type": kind, "w:id": number}, line))
        settings.append(element("w:footnote", {"w:id": number}))
    root.extend(notes)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    compat = document.settings.element.find(qn("w:compat"))
    compat.addprevious(settings) if compat is not None else document.settings.element.append(settings)


def save(document: Document) -> bytes:
    """Return the file; the same document gives the same bytes: parts in order of name, dates fixed."""
    stream = io.BytesIO()
    document.save(stream)
    return fixed_zip(stream.getvalue())


def fixed_zip(data: bytes) -> bytes:
    """Return a ZIP file anew, its entries sorted by name ([Content_Types].xml first) and dated 1 January 1980."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 0
            new.writestr(entry, old.read(name))
    return out.getvalue()

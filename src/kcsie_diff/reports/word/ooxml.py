"""Word files: a document from a template, elements of WordprocessingML, parts, and bytes that never differ.

The one module that uses python-docx. Elements are named as in ECMA-376 part 1, 17 (WordprocessingML).
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.shared import Cm, Pt
from lxml import etree

from kcsie_diff.errors import UsageError
from kcsie_diff.reports.english import count
from kcsie_diff.safe_text import safe_target, visible

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

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_PROPERTY_LENGTH = 255  # what python-docx takes for a core property; a hostile title may be longer
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_WORD_PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"

PARAGRAPH_STYLES = (
    "Normal", "Title", *(f"Heading {level}" for level in range(1, 10)), "List Bullet", "List Bullet 2", "List Bullet 3",
    "Note to the reader", "Place", "Reason", "Table text", "Picture title", "Old words", "New words",
    "Numbered paragraph", "Lettered item", "Figure text", "Unplaced text", "footnote text", "annotation text",
)  # fmt: skip
CHARACTER_STYLES = (
    "Strong", "Cut words", "Added words", "Label", "Hyperlink", "footnote reference", "annotation reference",
)  # fmt: skip
TABLE_STYLE = "Table Grid"
"""The styles that a template must have."""


def new_document(title: str, template: Path | None = None) -> Document:
    """Return a document with the styles and page size of a template; its properties look at no clock.

    Without `template` it is `briefing.docx` in this folder. What a user's template already says stays first. Raises
    UsageError `template-unreadable` or `template-lacks-styles`.
    """
    document = _opened(template) if template else docx.Document(str(resources.files(__package__) / "briefing.docx"))
    properties = document.core_properties
    properties.title = visible(title)[:_PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = AUTHOR
    properties.comments = properties.keywords = properties.subject = ""
    properties.created = properties.modified = _EPOCH
    properties.language = "en-GB"
    return document


def _opened(template: Path) -> Document:
    try:
        document = docx.Document(str(template))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, PackageNotFoundError, etree.XMLSyntaxError) as error:
        raise UsageError(
            "template-unreadable", f"{template} could not be opened as a Word file.", "Save it as a .docx file."
        ) from error
    kinds = {str(style.name): style.type for style in document.styles}
    wanted = {WD_STYLE_TYPE.PARAGRAPH: PARAGRAPH_STYLES, WD_STYLE_TYPE.CHARACTER: CHARACTER_STYLES}
    wanted[WD_STYLE_TYPE.TABLE] = (TABLE_STYLE,)
    missing = [name for kind, names in wanted.items() for name in names if kinds.get(name) is not kind]
    if missing:
        raise UsageError(
            "template-lacks-styles",
            f"The template {template} does not have these styles: {', '.join(missing)}.",
            "Start from a Word file that kcsie-diff wrote, change its styles and delete its text.",
        )
    return document


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

    def __init__(self, title: str, template: Path | None = None) -> None:
        """Start a document with the styles of a template; see `new_document`."""
        self.document = new_document(title, template)
        self.styles = style_ids(self.document)
        self.end = self.document.element.body[-1]  # the properties of the section, which must stay last
        _number_pages(self.document)

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
            value("w:tblStyle", self.styles[TABLE_STYLE]),
            element("w:tblW", {"w:w": "0", "w:type": "auto"}),
            element("w:tblLayout", {"w:type": "fixed"}),
            value("w:tblCaption", visible(title)),
            value("w:tblDescription", f"{count(len(rows), 'row')}; columns: {', '.join(heads)}"),
        )
        grid = element("w:tblGrid", None, *(element("w:gridCol", {"w:w": size}) for size in sizes))
        head = self._row(heads, sizes, "Strong", element("w:cantSplit"), element("w:tblHeader"))
        body = (self._row(row, sizes, None, element("w:cantSplit")) for row in rows)
        self.end.addprevious(element("w:tbl", None, properties, grid, head, *body))
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


def _number_pages(document: Document) -> None:
    """Print "Page 1 of 9" at the foot of each page, unless the template prints something there (17.16.5.45 and .44)."""
    footer = document.sections[0].footer
    if any(paragraph.text for paragraph in footer.paragraphs):
        return
    line = footer.paragraphs[0]._p
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        line.append(words(text))
        line.append(element("w:fldSimple", {"w:instr": field}, words("1")))


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
    """Return a ZIP file with its entries sorted by name ([Content_Types].xml first) and dated 1 January 1980."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 0
            new.writestr(entry, old.read(name))
    return out.getvalue()

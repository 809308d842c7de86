"""Word files: a document from a template, elements of WordprocessingML, parts, and bytes that never differ.

The one module that uses python-docx. Elements are named as in ECMA-376 part 1, 17 (WordprocessingML).
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib import resources
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
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
from kcsie_diff.safe_text import safe_target, visible

__all__ = [
    "AUTHOR", "DEEPEST", "TABLE", "TABLE_STYLE", "Document", "Element", "Part", "add_comment", "add_picture",
    "bookmark", "contents", "dated", "element", "fill_footnotes", "footnotes_part", "hyperlink", "link_within",
    "new_document", "save", "set_landscape", "style_ids", "text_width", "twips", "value", "words",
]  # fmt: skip

AUTHOR = "kcsie-diff"

_FIRST_COMMENT = 1_000_000
"""Comments count from here: LibreOffice 7 loses a footnote that has the same number as a comment."""

_PROPERTY_LENGTH = 255  # what python-docx takes for a core property; a hostile title may be longer
DEEPEST = 2
"""How many levels of headings a list of contents has."""
_MOST_ENTRIES = 80  # two pages; with more it has the first level alone

_NARROW = Cm(1.3)
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

TABLE = qn("w:tbl")
"""What the element of a table is called."""


def new_document(title: str, template: Path | None = None, made: date | None = None) -> Document:
    """Return a document with the styles and page size of a template; no clock is looked at for its properties.

    `made` is the date that they give, none without it. Without `template` it is `briefing.docx` in this folder. What a
    user's template already says stays first. Raises UsageError `template-unreadable` or `template-lacks-styles`.
    """
    document = _opened(template) if template else docx.Document(str(resources.files(__package__) / "briefing.docx"))
    properties = document.core_properties
    properties.title = visible(title)[:_PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = AUTHOR
    properties.comments = properties.keywords = properties.subject = ""
    properties.language = "en-GB"
    if made is not None:
        properties.created = properties.modified = datetime(made.year, made.month, made.day, tzinfo=UTC)
    else:
        for name in ("dcterms:created", "dcterms:modified"):
            for each in properties._element.findall(qn(name)):
                properties._element.remove(each)
    _number_pages(document)
    return document


def dated(made: date | None) -> dict[str, str]:
    """Return the attribute that dates a mark or a comment, none where there is no date."""
    return {"w:date": f"{made.isoformat()}T00:00:00Z"} if made else {}


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


def bookmark(name: str, number: int) -> tuple[Element, Element]:
    """Return the start and the end of a bookmark (17.13.6); `number` is its own in the document."""
    identity = str(number)
    return element("w:bookmarkStart", {"w:id": identity, "w:name": name}), element("w:bookmarkEnd", {"w:id": identity})


def link_within(target: str, *runs: Element) -> Element:
    """Return a link around runs to a bookmark of the same file (17.16.22)."""
    return element("w:hyperlink", {"w:anchor": target, "w:history": "1"}, *runs)


def contents(document: Document, headings: Sequence[tuple[int, str, str]]) -> Element:
    """Return the list of contents: a field (17.16.5.68) whose entries are written already, each a link to its heading.

    Headings are level, words and bookmark. Page numbers are left out: only the program that breaks the pages knows
    them, and it would ask the reader before it looked.
    """
    styles = _contents_styles(document)
    deepest = DEEPEST if len(headings) <= _MOST_ENTRIES else 1
    lines = [
        element("w:p", None, element("w:pPr", None, value("w:pStyle", styles[level])), link_within(name, words(text)))
        for level, text, name in headings
        if level <= deepest
    ] or [element("w:p")]
    instruction = element("w:instrText", {"xml:space": "preserve"})
    instruction.text = f' TOC \\o "1-{deepest}" \\n \\h \\z \\u '
    begin, separate, end = (element("w:fldChar", {"w:fldCharType": kind}) for kind in ("begin", "separate", "end"))
    for run in (separate, instruction, begin):
        lines[0].insert(1 if lines[0].find(qn("w:pPr")) is not None else 0, element("w:r", None, run))
    lines[-1].append(element("w:r", None, end))
    gallery = element("w:docPartObj", None, value("w:docPartGallery", "Table of Contents"), element("w:docPartUnique"))
    return element("w:sdt", None, element("w:sdtPr", None, gallery), element("w:sdtContent", None, *lines))


def _contents_styles(document: Document) -> dict[int, str]:
    """The ids of the styles of a list of contents, made where a template has none."""
    names = {str(style.name).lower(): style for style in document.styles}
    ids = {}
    for level in range(1, DEEPEST + 1):
        style = names.get(f"toc {level}")
        if style is None:
            style = document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
            style.base_style = document.styles["Normal"]
            style.paragraph_format.left_indent = Cm(0.6 * (level - 1))
            style.paragraph_format.space_after = Pt(2)
        ids[level] = str(style.style_id)
    return ids


def set_landscape(document: Document, *, narrow: bool) -> None:
    """Turn the pages of a document on their side, unless they are already; `narrow` margins leave room for a table."""
    section = document.sections[0]
    if section.orientation is not WD_ORIENT.LANDSCAPE:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    if narrow:
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _NARROW
        section.footer_distance = _NARROW // 2


def text_width(document: Document) -> float:
    """Return how wide the text between the margins is, in centimetres."""
    section = document.sections[0]
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    return float(((section.page_width or Cm(21)) - margins) / Cm(1))


def twips(centimetres: float) -> str:
    """Return a length in twentieths of a point, as attributes have it."""
    return str(Cm(centimetres).twips)


def add_picture(document: Document, png: bytes, width: float, alt: str) -> None:
    """Add a picture, as wide as `width` points or the text, with its alternative text."""
    shape = document.add_picture(io.BytesIO(png), width=min(Pt(width), Cm(text_width(document))))
    shape._inline.docPr.set("descr", visible(alt))


def _number_pages(document: Document) -> None:
    """Print "Page 1 of 9" at the foot of each page, unless the template prints something there (17.16.5.45 and .44)."""
    footer = document.sections[0].footer
    if any(paragraph.text for paragraph in footer.paragraphs):
        return
    line = footer.paragraphs[0]._p
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        line.append(words(text))
        line.append(element("w:fldSimple", {"w:instr": field}, words("1")))


def add_comment(document: Document, lines: Sequence[str], made: date | None = None) -> str:
    """Add a comment of some paragraphs and return its id."""
    comment = document.comments.add_comment("", author=AUTHOR, initials="kd")
    identity = str(_FIRST_COMMENT + len(document.comments))
    comment._comment_elm.attrib.pop(qn("w:date"), "")
    for name, day in dated(made).items():
        comment._comment_elm.set(qn(name), day)
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

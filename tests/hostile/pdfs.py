"""Write PDF files by hand, object by object, so that any part of them can lie."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


@dataclass
class Draft:
    """A file in the making. Objects are numbered from 1 in the order in which they are added."""

    objects: list[bytes] = field(default_factory=list)

    def add(self, body: str | bytes) -> int:
        """Add an object and return its number."""
        self.objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(self.objects)

    def put(self, number: int, body: str | bytes) -> None:
        """Say anew what an object is, so that it can refer to objects that were added after it."""
        self.objects[number - 1] = body if isinstance(body, bytes) else body.encode("latin-1")

    def stream(self, data: bytes, entries: str = "", *, length: int | str | None = None, deflate: int = 0) -> int:
        """Add a stream, compressed as often as `deflate` says."""
        for _ in range(deflate):
            data = zlib.compress(data, 9)
        filters = f"/Filter [{' /FlateDecode' * deflate}]" if deflate else ""
        size = len(data) if length is None else length
        return self.add(f"<< /Length {size} {filters} {entries} >>\nstream\n".encode() + data + b"\nendstream")

    def build(self, root: int, trailer: str = "", *, shift: int = 0) -> bytes:
        """The whole file. `shift` moves every offset of the cross-reference table away from the truth."""
        out = bytearray(HEADER)
        offsets = []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % (offset + shift) for offset in offsets)
        out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (len(offsets) + 1, root, trailer.encode("latin-1"))
        return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def literal(text: str) -> str:
    """A text string as a PDF holds it: UTF-16 in hexadecimal, lone surrogates and all (ISO 32000-1, 7.9.2.2)."""
    return f"<FEFF{text.encode('utf-16-be', 'surrogatepass').hex()}>"


def unicode_font(draft: Draft, texts: Sequence[str]) -> tuple[int, Mapping[str, int]]:
    """A font that can say any character through its ToUnicode map, and the code of each character."""
    codes = {character: code for code, character in enumerate(sorted(set("".join(texts))), 1)}
    lines = [
        f"<{code:04X}> <{character.encode('utf-16-be', 'surrogatepass').hex()}>" for character, code in codes.items()
    ]
    blocks = [lines[i : i + 100] for i in range(0, len(lines), 100)]
    mapped = "\n".join("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks)
    return font_with_map(draft, f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{mapped}"), codes


def font_with_map(draft: Draft, mapping: str, *, deflate: int = 0) -> int:
    """A composite font without a font file, whose ToUnicode map holds what is given (ISO 32000-1, 9.10.3)."""
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
    to_unicode = draft.stream(f"{head}{mapping}\nendcmap end end".encode(), deflate=deflate)
    descriptor = draft.add(
        "<< /Type /FontDescriptor /FontName /Odd /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 "
        "/Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    below = draft.add(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Odd /CIDSystemInfo "
        f"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /DW 500 >>"
    )
    return draft.add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /Identity-H /DescendantFonts [{below} 0 R] "
        f"/ToUnicode {to_unicode} 0 R >>"
    )


def show(texts: Sequence[str], codes: Mapping[str, int], *, marked: bool = False, top: float = 760) -> bytes:
    """A content stream that shows one text a line; each in a marked sequence of its own where that is asked."""
    parts = []
    for line, text in enumerate(texts):
        shown = "".join(f"{codes[character]:04X}" for character in text)
        drawn = f"BT /F1 11 Tf 60 {top - 16 * line:.0f} Td <{shown}> Tj ET"
        parts.append(f"/P << /MCID {line} >> BDC {drawn} EMC" if marked else drawn)
    return "\n".join(parts).encode()


def plain(pages: Sequence[Sequence[str]], *, catalog: str = "", info: Mapping[str, str] | None = None) -> bytes:
    """An untagged file that shows these lines on these pages."""
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    font, codes = unicode_font(draft, [text for page in pages for text in page] or [" "])
    kids = [page(draft, tree, font, draft.stream(show(texts, codes))) for texts in pages]
    draft.put(tree, page_tree(kids))
    draft.put(root, f"<< /Type /Catalog /Pages {tree} 0 R {catalog} >>")
    return draft.build(root, _info(draft, info))


def page(draft: Draft, tree: int, font: int, content: int, entries: str = "") -> int:
    """Add a page of A4 with one font."""
    return draft.add(
        f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R "
        f"/Resources << /Font << /F1 {font} 0 R >> >> {entries} >>"
    )


def page_tree(kids: Sequence[int], count: int | None = None, entries: str = "") -> str:
    """The body of a page tree's root."""
    refs = " ".join(f"{kid} 0 R" for kid in kids)
    return f"<< /Type /Pages /Kids [{refs}] /Count {len(kids) if count is None else count} {entries} >>"


def tagged(pages: Sequence[Sequence[str]], *, catalog: str = "", info: Mapping[str, str] | None = None) -> bytes:
    """A tagged file: each line is a paragraph of the structure tree, with an entry in the parent tree."""
    draft = Draft()
    root, tree, structure = draft.add(""), draft.add(""), draft.add("")
    font, codes = unicode_font(draft, [text for texts in pages for text in texts])
    kids, elements, parents = [], [], []
    for number, texts in enumerate(pages):
        content = draft.stream(show(texts, codes, marked=True))
        kid = page(draft, tree, font, content, f"/StructParents {number}")
        own = [
            draft.add(f"<< /Type /StructElem /S /P /P {structure} 0 R /Pg {kid} 0 R /K {mcid} >>")
            for mcid in range(len(texts))
        ]
        kids.append(kid)
        elements += own
        parents.append(f"{number} [{' '.join(f'{element} 0 R' for element in own)}]")
    draft.put(tree, page_tree(kids))
    refs = " ".join(f"{element} 0 R" for element in elements)
    draft.put(structure, f"<< /Type /StructTreeRoot /K [{refs}] /ParentTree << /Nums [{' '.join(parents)}] >> >>")
    marked = f"/StructTreeRoot {structure} 0 R /MarkInfo << /Marked true >>"
    draft.put(root, f"<< /Type /Catalog /Pages {tree} 0 R {marked} {catalog} >>")
    return draft.build(root, _info(draft, info))


def _info(draft: Draft, info: Mapping[str, str] | None) -> str:
    if not info:
        return ""
    held = " ".join(f"/{key} {literal(value)}" for key, value in info.items())
    return f"/Info {draft.add(f'<< {held} >>')} 0 R"

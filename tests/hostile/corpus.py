"""The hostile corpus: files that lie, break off, swell, loop or try to act. Made here, never committed.

`python tests/hostile/corpus.py FOLDER` writes all of them for a look with other programs. Each case is a function that
returns the bytes of a file; `UNREADABLE` and `READABLE` say which answer is the only right one, where there is one.
Sizes are chosen so that a reader without limits would take minutes or gigabytes.
"""

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from hostile import odd
from hostile.pdfs import (
    Draft,
    font_with_map,
    literal,
    page,
    page_tree,
    plain,
    show,
    tagged,
    unicode_font,
)

FIXTURE = Path(__file__).parents[2] / "fixtures" / "keeping-pupils-safe-2031.pdf"

PAGES = (
    ("Part one: Keeping pupils safe", "1. Schools must keep a record.", "2. Staff should read Part one."),
    ("3. Colleges should name a lead.", "4. Governors may ask for a report."),
)

HOSTILE_TEXTS = (
    "<script>document.title='acted'</script><img src=x onerror=\"document.title='acted'\">",
    "]]> --> </style></script><!-- &lt;b&gt; &amp; &#x41;",
    "{{ 7 * 7 }} {% for x in y %} ${7*7} #{7*7} %s %n {0.__class__}",
    "=cmd|' /C calc'!A0",
    '+HYPERLINK("http://evil.example","click") @SUM(1+1) -2+3',
    "\x1b[2J\x1b]0;owned\x07\x1b[31mred\x9b1m",
    "right \u202eto left\u202c and \u2066isolated\u2069 and \u200bzero\u200dwidth\ufeff",
    "half a pair \ud800 and the other half \udc00 apart",
    "a NUL \x00 in the middle and \x08 a backspace",
    "| a table | cell | # a heading\r\n- [x] a task\n\n```",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png) <http://evil.example>",
    "\u0e33\u0300\u0301\u0302\u0303\u0304 combining \U0001f468\u200d\U0001f469 \U000e0041\U000e0042",
)

Case = Callable[[], bytes]


# ---- broken ---------------------------------------------------------------------------------------------------------


def _truncated(tenth: int) -> Case:
    def make() -> bytes:
        data = FIXTURE.read_bytes()
        return data[: len(data) * tenth // 10]

    return make


def _flipped(seed: int) -> Case:
    def make() -> bytes:
        chosen = random.Random(seed)
        data = bytearray(FIXTURE.read_bytes())
        for _ in range(2 ** (seed % 12)):
            data[chosen.randrange(len(data))] ^= 1 << chosen.randrange(8)
        return bytes(data)

    return make


def _xref_lies() -> bytes:
    draft, root = _small()
    return draft.build(root, shift=7)


def _xref_far_away() -> bytes:
    draft, root = _small()
    return draft.build(root).replace(b"startxref\n", b"startxref\n9999999999")


def _xref_of_a_billion() -> bytes:
    draft, root = _small()
    return draft.build(root).replace(b"xref\n0 ", b"xref\n0 100000000", 1)


def _previous_xref_is_itself() -> bytes:
    draft, root = _small()
    data = draft.build(root)
    start = data.rindex(b"xref\n0 ")
    return draft.build(root, f"/Prev {start}")


def _wrong_length(length: int | str) -> Case:
    def make() -> bytes:
        draft = Draft()
        root, tree = draft.add(""), draft.add("")
        font, codes = unicode_font(draft, PAGES[0])
        content = draft.stream(show(PAGES[0], codes), length=length)
        _finish(draft, root, tree, [page(draft, tree, font, content)])
        return draft.build(root)

    return make


def _length_is_itself() -> bytes:
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    font, codes = unicode_font(draft, PAGES[0])
    content = draft.stream(show(PAGES[0], codes), length=f"{len(draft.objects) + 1} 0 R")
    _finish(draft, root, tree, [page(draft, tree, font, content)])
    return draft.build(root)


def _small(catalog: str = "", tree_entries: str = "") -> tuple[Draft, int]:
    """A well-behaved file of one page, to be spoilt."""
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    font, codes = unicode_font(draft, PAGES[0])
    _finish(draft, root, tree, [page(draft, tree, font, draft.stream(show(PAGES[0], codes)))], catalog, tree_entries)
    return draft, root


def _finish(draft: Draft, root: int, tree: int, kids: list[int], catalog: str = "", tree_entries: str = "") -> None:
    draft.put(tree, page_tree(kids, entries=tree_entries))
    draft.put(root, f"<< /Type /Catalog /Pages {tree} 0 R {catalog} >>")


# ---- bombs ----------------------------------------------------------------------------------------------------------


def _content_bomb() -> bytes:
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    font, _ = unicode_font(draft, ["x"])
    bomb = draft.stream(b" " * 400_000_000, deflate=2)
    _finish(draft, root, tree, [page(draft, tree, font, bomb)])
    return draft.build(root)


def _drawing_bomb() -> bytes:
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    font, _ = unicode_font(draft, ["x"])
    bomb = draft.stream(b"0 0 m 9 9 l S " * 10_000_000, deflate=2)
    _finish(draft, root, tree, [page(draft, tree, font, bomb)])
    return draft.build(root)


def _metadata_bomb() -> bytes:
    draft, _ = _small()
    bomb = draft.stream(b"<x>" * 100_000_000, "/Type /Metadata /Subtype /XML", deflate=2)
    draft.put(1, f"<< /Type /Catalog /Pages 2 0 R /Metadata {bomb} 0 R >>")
    return draft.build(1)


def _object_stream_bomb() -> bytes:
    draft, root = _small()
    draft.stream(b"9 0 " + b"[" * 200_000_000, "/Type /ObjStm /N 1 /First 4", deflate=2)
    return draft.build(root)


def _object_stream_in_itself() -> bytes:
    """A cross-reference stream that says: object 3, which is the object stream, stands in object stream 3."""
    rows = b"\0\0\0\0" + b"\2\0\3\0" + b"\2\0\3\1" + b"\2\0\3\2" + b"\1\0\0\0"
    stream = b"1 0 2 40 3 80 << /Type /Catalog /Pages 2 0 R >> << /Type /Pages /Kids [3 0 R] /Count 1 >>"
    head = b"%PDF-1.7\n"
    body = b"3 0 obj\n<< /Type /ObjStm /N 3 /First 14 /Extends 3 0 R /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        len(stream),
        stream,
    )
    start = len(head) + len(body)
    xref = b"4 0 obj\n<< /Type /XRef /Size 5 /W [1 2 1] /Root 1 0 R /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        len(rows),
        rows,
    )
    return head + body + xref + b"startxref\n%d\n%%%%EOF\n" % start


def _map_bomb(mapping: str, *, deflate: int = 1) -> Case:
    def make() -> bytes:
        draft = Draft()
        root, tree = draft.add(""), draft.add("")
        font = font_with_map(draft, mapping, deflate=deflate)
        content = draft.stream(b"BT /F1 11 Tf 60 700 Td <" + b"0041" * 20_000 + b"> Tj ET")
        _finish(draft, root, tree, [page(draft, tree, font, content)])
        return draft.build(root)

    return make


def _huge_font() -> bytes:
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    program = draft.stream(random.Random(1).randbytes(1_000_000) * 40, "/Length1 40000000")
    descriptor = draft.add(
        f"<< /Type /FontDescriptor /FontName /Huge /Flags 32 /FontBBox [0 0 1 1] /ItalicAngle 0 /Ascent 1 /Descent 0 "
        f"/CapHeight 1 /StemV 1 /FontFile2 {program} 0 R >>"
    )
    widths = "500 " * 1_000_000
    font = draft.add(
        f"<< /Type /Font /Subtype /TrueType /BaseFont /Huge /FirstChar 0 /LastChar 999999 /Widths [{widths}] "
        f"/FontDescriptor {descriptor} 0 R >>"
    )
    content = draft.stream(b"BT /F1 11 Tf 60 700 Td (1. Schools must keep a record.) Tj ET")
    _finish(draft, root, tree, [page(draft, tree, font, content)])
    return draft.build(root)


# ---- loops and depth ------------------------------------------------------------------------------------------------


def _page_tree_cycle() -> bytes:
    draft = Draft()
    root, tree, below = draft.add(""), draft.add(""), draft.add("")
    draft.put(below, f"<< /Type /Pages /Parent {tree} 0 R /Kids [{tree} 0 R {below} 0 R] /Count 2 >>")
    _finish(draft, root, tree, [below, tree])
    return draft.build(root)


def _page_count_lies(count: int) -> Case:
    def make() -> bytes:
        draft, root = _small()
        draft.put(2, draft.objects[1].replace(b"/Count 1", b"/Count %d" % count))
        return draft.build(root)

    return make


def _one_page_many_times() -> bytes:
    draft, root = _small()
    kid = draft.objects[1].split(b"[")[1].split(b"]")[0]
    draft.put(2, b"<< /Type /Pages /Kids [" + (kid + b" ") * 1000 + b"] /Count 1000 >>")
    return draft.build(root)


def _inherited_in_a_circle() -> bytes:
    draft, root = _small(tree_entries="/Parent 2 0 R")
    return draft.build(root)


def _structure_cycle() -> bytes:
    data = tagged(PAGES)
    return data.replace(b"/K [", b"/K [3 0 R 3 0 R ", 1)


def _parent_cycle() -> bytes:
    """Every element is its own parent, and the role map goes round."""
    data = tagged(PAGES).replace(b"/S /P /P 3 0 R", b"/S /A /P 9 0 R")
    return data.replace(b"/Type /StructTreeRoot", b"/Type /StructTreeRoot /RoleMap << /A /B /B /A >>")


def _parent_tree_cycle() -> bytes:
    return tagged(PAGES).replace(b"/ParentTree <<", b"/ParentTree << /Kids [3 0 R 3 0 R] /Limits [0 99] ")


def _million_elements() -> bytes:
    draft = Draft()
    root, tree, structure = draft.add(""), draft.add(""), draft.add("")
    font, codes = unicode_font(draft, PAGES[0])
    kid = page(draft, tree, font, draft.stream(show(PAGES[0], codes, marked=True)), "/StructParents 0")
    draft.put(tree, page_tree([kid]))
    elements = "<< /S /P /K 0 >>" * 1_000_000
    parents = f"{structure} 0 R " * 1_000_000
    draft.put(structure, f"<< /Type /StructTreeRoot /K [{elements}] /ParentTree << /Nums [0 [{parents}]] >> >>")
    draft.put(root, f"<< /Type /Catalog /Pages {tree} 0 R /StructTreeRoot {structure} 0 R >>")
    return draft.build(root)


def _deep_structure() -> bytes:
    draft = Draft()
    root, tree, structure = draft.add(""), draft.add(""), draft.add("")
    font, codes = unicode_font(draft, PAGES[0])
    kid = page(draft, tree, font, draft.stream(show(PAGES[0], codes, marked=True)), "/StructParents 0")
    draft.put(tree, page_tree([kid]))
    first = len(draft.objects) + 1
    for level in range(20_000):
        above = structure if level == 0 else first + level - 1
        draft.add(f"<< /Type /StructElem /S /L /P {above} 0 R /K {first + level + 1} 0 R >>")
    last = draft.add(f"<< /Type /StructElem /S /P /P {first + 19_999} 0 R /K 0 >>")
    draft.put(structure, f"<< /Type /StructTreeRoot /K {first} 0 R /ParentTree << /Nums [0 [{last} 0 R]] >> >>")
    draft.put(root, f"<< /Type /Catalog /Pages {tree} 0 R /StructTreeRoot {structure} 0 R >>")
    return draft.build(root)


def _outline_loop() -> bytes:
    draft, _ = _small()
    outlines, entry = draft.add(""), draft.add("")
    draft.put(
        entry, f"<< /Title (Round) /Parent {entry} 0 R /First {outlines} 0 R /Next {entry} 0 R /Dest [3 0 R /Fit] >>"
    )
    draft.put(outlines, f"<< /Type /Outlines /First {entry} 0 R /Last {entry} 0 R /Count 1 >>")
    draft.put(1, f"<< /Type /Catalog /Pages 2 0 R /Outlines {outlines} 0 R >>")
    return draft.build(1)


def _deep_outline() -> bytes:
    draft, _ = _small()
    outlines = draft.add("")
    first = outlines + 1
    for level in range(20_000):
        draft.add(
            f"<< /Title (Level {level}) /Parent {first + level - 1} 0 R /First {first + level + 1} 0 R /Count 1 >>"
        )
    draft.put(outlines, f"<< /Type /Outlines /First {first} 0 R /Last {first} 0 R /Count 1 >>")
    draft.put(1, f"<< /Type /Catalog /Pages 2 0 R /Outlines {outlines} 0 R >>")
    return draft.build(1)


def _deep_arrays() -> bytes:
    draft, root = _small(catalog=f"/Odd {'[' * 200_000}{']' * 200_000}")
    return draft.build(root)


def _deep_dictionaries() -> bytes:
    draft, root = _small(catalog=f"/Odd {'<< /A ' * 100_000}1{' >>' * 100_000}")
    return draft.build(root)


def _form_in_itself() -> bytes:
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    font, codes = unicode_font(draft, PAGES[0])
    form = len(draft.objects) + 1
    resources = f"/Resources << /Font << /F1 {font} 0 R >> /XObject << /X {form} 0 R >> >>"
    draft.stream(show(PAGES[0], codes) + b" /X Do", f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {resources}")
    content = draft.stream(b"/X Do")
    kid = draft.add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R {resources} >>")
    _finish(draft, root, tree, [kid])
    return draft.build(root)


def _forms_that_double() -> bytes:
    """Forty forms, each of which draws the next one twice: 2^40 lines of text."""
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    font, codes = unicode_font(draft, PAGES[0])
    first = len(draft.objects) + 1
    for level in range(40):
        resources = f"/Resources << /Font << /F1 {font} 0 R >> /XObject << /X {first + level + 1} 0 R >> >>"
        drawn = show(PAGES[0], codes) if level == 39 else b"/X Do /X Do"
        draft.stream(drawn, f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {resources}")
    kid = draft.add(
        f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {draft.stream(b'/X Do')} 0 R "
        f"/Resources << /XObject << /X {first} 0 R >> >> >>"
    )
    _finish(draft, root, tree, [kid])
    return draft.build(root)


def _saved_states() -> bytes:
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    font, codes = unicode_font(draft, PAGES[0])
    deep = b"q " * 1_000_000 + b"/P << /MCID 0 >> BDC " * 100_000
    _finish(draft, root, tree, [page(draft, tree, font, draft.stream(deep + show(PAGES[0], codes), deflate=1))])
    return draft.build(root)


# ---- more of everything ---------------------------------------------------------------------------------------------


def _empty_pages() -> bytes:
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    kids = [draft.add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 9 9] >>") for _ in range(100_000)]
    _finish(draft, root, tree, kids)
    return draft.build(root)


def _one_long_word() -> bytes:
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    font, codes = unicode_font(draft, ["x", *PAGES[0]])
    word = f"BT /F1 0.01 Tf 60 600 Td <{codes['x']:04X}".encode() + b"%04X" % codes["x"] * 1_000_000 + b"> Tj ET"
    _finish(draft, root, tree, [page(draft, tree, font, draft.stream(show(PAGES[0], codes) + b"\n" + word, deflate=1))])
    return draft.build(root)


def _one_long_paragraph() -> bytes:
    return tagged([[" ".join(f"word{i % 977}" for i in range(60_000))]])


def _equal_paragraphs() -> bytes:
    return plain([["Schools should keep a record."] * 50] * 500)


def _equal_numbered_paragraphs() -> bytes:
    return tagged([[f"{1 + i}. Schools should keep a record." for i in range(50)]] * 100)


def _every_letter_an_object() -> bytes:
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    font, codes = unicode_font(draft, ["abcdefghij"])
    chosen = random.Random(2)
    parts = [
        f"BT /F1 {chosen.uniform(1, 20):.2f} Tf {chosen.uniform(0, 595):.2f} {chosen.uniform(0, 842):.2f} Td "
        f"<{codes[chosen.choice('abcdefghij')]:04X}> Tj ET"
        for _ in range(40_000)
    ]
    _finish(draft, root, tree, [page(draft, tree, font, draft.stream("\n".join(parts).encode(), deflate=1))])
    return draft.build(root)


def _text_in_one_place() -> bytes:
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    font, codes = unicode_font(draft, PAGES[0])
    content = b"\n".join(show(PAGES[0][:1], codes) for _ in range(5000))
    _finish(draft, root, tree, [page(draft, tree, font, draft.stream(content, deflate=1))])
    return draft.build(root)


def _many_links() -> bytes:
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    lines = [f"{i}. Schools should keep a record of each concern." for i in range(45)]
    font, codes = unicode_font(draft, lines)
    link = "<< /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (https://example.org/{}) >> >>"
    links = " ".join(link.format(i) for i in range(30_000))
    kid = page(draft, tree, font, draft.stream(show(lines, codes)), f"/Annots [{links}]")
    _finish(draft, root, tree, [kid])
    return draft.build(root)


def _many_lines_drawn() -> bytes:
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    font, codes = unicode_font(draft, PAGES[0])
    grid = "\n".join(f"{i % 500} {i % 800} m {i % 500 + 20} {i % 800} l S" for i in range(200_000)).encode()
    _finish(draft, root, tree, [page(draft, tree, font, draft.stream(grid + b"\n" + show(PAGES[0], codes), deflate=1))])
    return draft.build(root)


def _odd_numbers() -> bytes:
    labels = f"/PageLabels << /Nums [0 << /St {'7' * 9000} /S /R >>] >>"
    draft, root = _small(catalog=f"/Odd {'9' * 20_000} /Odder 1e400 /Oddest -.--5 {labels}")
    return draft.build(root)


def _odd_sheets() -> bytes:
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    font, codes = unicode_font(draft, PAGES[0])
    content = draft.stream(show(PAGES[0], codes))
    boxes = (
        "[0 0 0 0]", "[0 0 1e30 1e30]", "[595 842 0 0]", "[-1e9 -1e9 1e9 1e9]", "[0 0]", "null", "[/a /b /c /d]", "99",
    )  # fmt: skip
    kids = [
        page(draft, tree, font, content, f"/CropBox {box} /Rotate {45 + i} /UserUnit 1e9")
        for i, box in enumerate(boxes)
    ]
    _finish(draft, root, tree, kids)
    return draft.build(root).replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 595 842]")


def _odd_matrices() -> bytes:
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    font, codes = unicode_font(draft, PAGES[0])
    shown = show(PAGES[0], codes)
    matrices = (b"0 0 0 0 0 0", b"1e38 0 0 1e38 0 0", b"-1 0 0 1 595 0", b"1e-30 0 0 1e-30 0 0", b"0 1 -1 0 300 300")
    content = b"\n".join(b"q " + matrix + b" cm\n" + shown + b"\nQ" for matrix in matrices)
    _finish(draft, root, tree, [page(draft, tree, font, draft.stream(content))])
    return draft.build(root)


# ---- texts that would act -------------------------------------------------------------------------------------------


def _hostile_texts(make: Callable[..., bytes]) -> Case:
    lines = ["Part one: Odd texts", *(f"{i}. {text}" for i, text in enumerate(HOSTILE_TEXTS, 1))]
    title = "".join(HOSTILE_TEXTS)
    return lambda: make([lines], info={"Title": title, "Author": title, "Subject": title})


def _hostile_links() -> bytes:
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    targets = (
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "file:///etc/passwd",
        "vbscript:x", "https://example.org/\"><script>alert(1)</script>", "https://example.org/\nnext", "//example.org",
        "https://example.org/\u202egpj.exe", "mailto:a@example.org?subject=<b>", "\x00https://example.org", "http://[::1",
        "smb://example.org/share", "https://user:secret@example.org/", "x" * 100_000,
    )  # fmt: skip
    lines = [f"{i}. A link to somewhere odd" for i in range(1, len(targets) + 1)]
    font, codes = unicode_font(draft, lines)
    links = " ".join(
        f"<< /Subtype /Link /Rect [60 {756 - 16 * i} 300 {770 - 16 * i}] /A << /S /URI /URI {literal(target)} >> >>"
        for i, target in enumerate(targets)
    )
    _finish(draft, root, tree, [page(draft, tree, font, draft.stream(show(lines, codes)), f"/Annots [{links}]")])
    return draft.build(root)


def _acting() -> bytes:
    """JavaScript on opening, on every page, a program to launch, a form to send, an embedded file: all ignored."""
    act = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
    launch = "<< /S /Launch /F (cmd.exe) /Win << /F (cmd.exe) /P (/c calc) >> >>"
    draft, _ = _small()
    file = draft.stream(b"MZ" * 1000, "/Type /EmbeddedFile", deflate=1)
    draft.put(
        1,
        f"<< /Type /Catalog /Pages 2 0 R /OpenAction {act} /AA << /WC {launch} /DS {act} >> "
        f"/Names << /JavaScript << /Names [(a) {act}] >> /EmbeddedFiles << /Names [(../../evil.exe) "
        f"<< /Type /Filespec /F (../../evil.exe) /EF << /F {file} 0 R >> >>] >> >> "
        f"/AcroForm << /XFA {file} 0 R /Fields [] >> >>",
    )
    return draft.build(1)


def _names_with_newlines() -> bytes:
    labels = "/PageLabels << /Nums [0 << /P (a\\nkcsie-diff: nothing changed\\n) /S /D >>] >>"
    draft, _ = _small()
    outlines = draft.add("")
    entry = draft.add(f"<< /Title {literal(chr(10).join(HOSTILE_TEXTS))} /Parent {outlines} 0 R /Dest [5 0 R /Fit] >>")
    draft.put(outlines, f"<< /Type /Outlines /First {entry} 0 R /Last {entry} 0 R /Count 1 >>")
    draft.put(1, f"<< /Type /Catalog /Pages 2 0 R /Outlines {outlines} 0 R {labels} /A#0aB /C#00D /Lang (\\0) >>")
    return draft.build(1)


# ---- no PDF at all --------------------------------------------------------------------------------------------------


def _given(data: bytes) -> Case:
    return lambda: data


BFRANGES = "\n".join(f"1 beginbfrange <0000> <FFFF> <{i:04X}> endbfrange" for i in range(3000))
LONG_TARGETS = "1 beginbfchar <0041> <" + "0042" * 5000 + "> endbfchar"
CIRCLE = "/X usecmap 1 begincidrange <0000> <FFFF> 0 endcidrange"

CASES: dict[str, Case] = {
    **{f"truncated-at-{tenth}-tenths": _truncated(tenth) for tenth in range(1, 10)},
    **{f"bytes-flipped-{seed}": _flipped(seed) for seed in range(1, 13)},
    "xref-lies": _xref_lies,
    "xref-far-away": _xref_far_away,
    "xref-of-a-billion": _xref_of_a_billion,
    "xref-before-is-itself": _previous_xref_is_itself,
    "length-too-small": _wrong_length(5),
    "length-too-big": _wrong_length(10**9),
    "length-negative": _wrong_length(-1),
    "length-no-number": _wrong_length("(five)"),
    "length-is-itself": _length_is_itself,
    "content-bomb": _content_bomb,
    "drawing-bomb": _drawing_bomb,
    "metadata-bomb": _metadata_bomb,
    "object-stream-bomb": _object_stream_bomb,
    "object-stream-in-itself": _object_stream_in_itself,
    "map-of-many-ranges": _map_bomb(BFRANGES),
    "map-of-long-targets": _map_bomb(LONG_TARGETS),
    "map-of-itself": _map_bomb(CIRCLE),
    "map-bomb": _map_bomb(" " * 100_000_000, deflate=2),
    "huge-font": _huge_font,
    "page-tree-cycle": _page_tree_cycle,
    "page-count-huge": _page_count_lies(2**31 - 1),
    "page-count-negative": _page_count_lies(-5),
    "page-count-zero": _page_count_lies(0),
    "page-many-times": _one_page_many_times,
    "page-inherits-in-a-circle": _inherited_in_a_circle,
    "structure-cycle": _structure_cycle,
    "structure-parents-cycle": _parent_cycle,
    "structure-parent-tree-cycle": _parent_tree_cycle,
    "structure-of-a-million": _million_elements,
    "structure-deep": _deep_structure,
    "outline-loop": _outline_loop,
    "outline-deep": _deep_outline,
    "arrays-deep": _deep_arrays,
    "dictionaries-deep": _deep_dictionaries,
    "form-in-itself": _form_in_itself,
    "forms-that-double": _forms_that_double,
    "saved-states": _saved_states,
    "empty-pages": _empty_pages,
    "word-of-a-megabyte": _one_long_word,
    "paragraph-of-half-a-megabyte": _one_long_paragraph,
    "equal-paragraphs": _equal_paragraphs,
    "equal-numbered-paragraphs": _equal_numbered_paragraphs,
    "letters-as-objects": _every_letter_an_object,
    "text-in-one-place": _text_in_one_place,
    "links-many": _many_links,
    "lines-drawn-many": _many_lines_drawn,
    "numbers-odd": _odd_numbers,
    "sheets-odd": _odd_sheets,
    "matrices-odd": _odd_matrices,
    "texts-hostile": _hostile_texts(plain),
    "texts-hostile-tagged": _hostile_texts(tagged),
    "links-hostile": _hostile_links,
    "acting": _acting,
    "names-with-newlines": _names_with_newlines,
    "nothing": _given(b""),
    "blank": _given(b"\0" * 10_000),
    "header-alone": _given(b"%PDF-1.7\n"),
    "web-page": _given(b"<!DOCTYPE html><title>404</title>"),
    "header-late": _given(b"\n" * 2000 + b"%PDF-1.7\n"),
    "end-alone": _given(b"%PDF-1.7\nstartxref\n0\n%%EOF"),
    "padded-with-nothing": lambda: plain(PAGES) + b"\0" * 200_000_000,
    "form-fields": odd.form_fields,
    "form-fields-alone": lambda: odd.form_fields(lines=()),
    "typed-note": odd.typed_note,
    "typed-note-alone": lambda: odd.typed_note(lines=()),
    "list-boxes": odd.list_boxes,
    "signature": odd.signature,
    "media-caption": odd.media_caption,
    "note-in-itself": odd.note_in_itself,
    "forms-many": odd.many_forms,
    "without-end": odd.without_end,
    **{f"title-{n}": odd.titled(title) for n, title in enumerate(("null", "17", "true", "[(a)]", "<< >>", "999 0 R"))},
    **{f"locked-{name}": odd.locked(name) for name in ("RC4-128", "AES-128", "AES-256-R5", "AES-256")},
    "locked-for-a-certificate": odd.locked_by("Adobe.PubSec"),
    "locked-by-nobody-knows-what": odd.locked_by("Acme.Vault"),
}
"""Every case by name."""

UNREADABLE = {
    "nothing": "empty-file",
    "blank": "empty-file",
    "web-page": "not-a-pdf",
    "header-late": "not-a-pdf",
    "header-alone": "broken-pdf",
    "end-alone": "broken-pdf",
    "empty-pages": "too-many-pages",
    "form-fields-alone": "no-text",
    "typed-note-alone": "no-text",
    **{f"locked-{name}": "encrypted" for name in ("RC4-128", "AES-128", "AES-256-R5", "AES-256")},
    "locked-for-a-certificate": "unknown-encryption",
    "locked-by-nobody-knows-what": "unknown-encryption",
}
"""Cases that have one right answer, and it is this error."""

READABLE = (
    "xref-lies", "xref-far-away", "xref-before-is-itself", "page-inherits-in-a-circle", "structure-cycle",
    "structure-parents-cycle", "structure-parent-tree-cycle", "outline-loop", "form-in-itself", "texts-hostile",
    "texts-hostile-tagged", "links-hostile", "acting", "names-with-newlines",
    "huge-font", "lines-drawn-many", "text-in-one-place", "form-fields", "typed-note", "list-boxes", "signature",
    "media-caption", "note-in-itself", "padded-with-nothing", "forms-many", "without-end",
    "title-0", "title-1", "title-2", "title-3", "title-4", "title-5",
)  # fmt: skip
"""Cases whose text is there to be had: an error would lose it."""


def write_all(folder: Path) -> Iterator[Path]:
    """Write every case to a folder, one after the other."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in CASES.items():
        path = folder / f"{name}.pdf"
        path.write_bytes(make())
        yield path


if __name__ == "__main__":
    for written in write_all(Path(sys.argv[1])):
        print(written.name, written.stat().st_size)  # noqa: T201

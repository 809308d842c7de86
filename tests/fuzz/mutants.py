"""PDF files that are nearly right: a seed chooses a well-behaved file and what is done to it, always the same."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from hostile.corpus import HOSTILE_TEXTS
from hostile.pdfs import Draft, page, page_tree, plain, show, tagged, unicode_font

LINES = (
    "Part two: The management of safeguarding",
    "1. Schools must keep a record of each concern.[1]",
    "2. Staff should:",
    "\u2022 read Part one of this guidance",
    "a) tell the designated safeguarding lead",
    "1 Section 175 of the Education Act 2002.",
    "Annex A: Further information",
    "Who        When        Where",
    "3. See paragraph 2 and https://example.org/guidance.",
)
INTERESTING = (
    b"0", b"-1", b"1", b"2147483647", b"-2147483648", b"4294967296", b"99999999999999999999", b"1e400", b"0.0000001",
    b"-.", b"null", b"true", b"[]", b"<<>>", b"()", b"<FEFFD800>", b"/", b"/P", b"1 0 R", b"2 0 R", b"9 0 R",
    b"999999 0 R", b"endobj", b"stream\n", b"endstream", b"[[[[[[[[", b">>", b"BT", b"ET", b"EMC", b"BDC", b"Do", b"Tj",
    b"\x00\xff\xfe",
)  # fmt: skip
TOKEN = re.compile(rb"-?\d+(?:\.\d+)?|/[A-Za-z0-9]+|\d+ \d+ R|\b(?:obj|endobj|stream|endstream|xref|trailer)\b")


def _linked() -> bytes:
    """A file with links, bookmarks, page labels and a form that draws text."""
    draft = Draft()
    root, tree, outlines = draft.add(""), draft.add(""), draft.add("")
    font, codes = unicode_font(draft, LINES)
    form = draft.stream(
        show(LINES[:2], codes, top=300),
        f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 {font} 0 R >> >>",
    )
    link = "<< /Subtype /Link /Rect [60 600 300 640] /A << /S /URI /URI (https://example.org/guidance) >> >>"
    first = draft.add(
        f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Annots [{link}] /Rotate 90 "
        f"/Contents {draft.stream(show(LINES, codes) + b' /X Do')} 0 R "
        f"/Resources << /Font << /F1 {font} 0 R >> /XObject << /X {form} 0 R >> >> >>"
    )
    second = page(draft, tree, font, draft.stream(show(LINES[::-1], codes)))
    entry = draft.add(f"<< /Title (Part two) /Parent {outlines} 0 R /Dest [{second} 0 R /XYZ 0 842 0] >>")
    draft.put(outlines, f"<< /Type /Outlines /First {entry} 0 R /Last {entry} 0 R /Count 1 >>")
    draft.put(tree, page_tree([first, second]))
    labels = "/PageLabels << /Nums [0 << /S /r >> 1 << /S /D /St 1 >>] >>"
    draft.put(root, f"<< /Type /Catalog /Pages {tree} 0 R /Outlines {outlines} 0 R {labels} >>")
    return draft.build(root)


BASES: Mapping[str, bytes] = MappingProxyType(
    {
        "plain": plain([LINES, LINES[::2]], info={"Title": "Keeping pupils safe 2031"}),
        "tagged": tagged([LINES, LINES[1:]], info={"Title": "Keeping pupils safe 2031"}),
        "linked": _linked(),
        "hostile": tagged([[f"{i}. {text}" for i, text in enumerate(HOSTILE_TEXTS, 1)]]),
    }
)


def mutant(seed: int) -> bytes:
    """The file that belongs to a seed."""
    chosen = random.Random(seed)
    data = BASES[chosen.choice(sorted(BASES))]
    for _ in range(chosen.choice((1, 1, 1, 2, 3, 5, 9, 20))):
        data = chosen.choice(MUTATIONS)(data, chosen)
    return data


def _flip(data: bytes, chosen: random.Random) -> bytes:
    changed = bytearray(data)
    changed[chosen.randrange(len(data))] ^= 1 << chosen.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chosen: random.Random) -> bytes:
    start = chosen.randrange(len(data))
    return data[:start] + data[start + chosen.choice((1, 2, 10, 100, 1000)) :] or b"%PDF-1.7"


def _repeat(data: bytes, chosen: random.Random) -> bytes:
    start = chosen.randrange(len(data))
    piece = data[start : start + chosen.choice((1, 10, 100, 1000))]
    return data[:start] + piece * chosen.choice((2, 3, 50)) + data[start:]


def _move(data: bytes, chosen: random.Random) -> bytes:
    start, size, target = chosen.randrange(len(data)), chosen.choice((5, 50, 500)), chosen.randrange(len(data))
    piece, rest = data[start : start + size], data[:start] + data[start + size :]
    return rest[:target] + piece + rest[target:]


def _end_early(data: bytes, chosen: random.Random) -> bytes:
    return data[: chosen.randrange(20, len(data))] if len(data) > 20 else data


def _say_otherwise(data: bytes, chosen: random.Random) -> bytes:
    """Another number, name, reference or keyword where one stands: the file stays readable and lies."""
    found: Sequence[re.Match[bytes]] = list(TOKEN.finditer(data))
    if not found:
        return data
    token = chosen.choice(found)
    said = chosen.choice(found).group() if chosen.random() < 0.4 else chosen.choice(INTERESTING)
    return data[: token.start()] + said + data[token.end() :]


MUTATIONS: Sequence[Callable[[bytes, random.Random], bytes]] = (
    _flip, _cut, _repeat, _move, _end_early, *[_say_otherwise] * 6,
)  # fmt: skip
"""What may happen to a file; lies are the likeliest, because they go deepest."""

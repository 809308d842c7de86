"""The outline in plain text: what `kcsie-diff outline` prints and what the tests are written in.

An edition starts with its facts, one a line, then a blank line, then one node a line:

    = Keeping pupils safe 2031
    file: 2031.pdf
    pages: 2

    [1] # Part one: What all staff should know
    [1] 1. Schools must follow this guidance.[^1] They should:
    [1]   - read [the Act](https://example.org/act)
    [1-2]   a) keep a record
    [1] [^1] Not an offence.
    [2] > A paragraph without a number.
    [2] | Who | When |
    [2] figure: Tell the lead {alt: A flow chart}
    [2] contents: Part one 3
    [2] furniture: 2
    [2] unplaced: words that found no place

`[1-2]` are the pages (`[1,3]` where they do not follow each other, `[]` in an edition without pages). Two spaces of
indent put a line under the last paragraph or item with less; headings nest by the number of `#`, and a heading's number
is in braces: `## {2} Title`. A footnote belongs to the first node with its mark (`outline.OutlineBuilder` says which
footnote a mark means). A backslash makes the character after it plain. Keys, raw text and boxes are not written:
`parse` gives keys of its own. For every edition `e`, `dump(parse(dump(e))) == dump(e)`.
"""

import re
from collections.abc import Iterable, Iterator

from kcsie_diff.errors import UsageError
from kcsie_diff.model.edition import CELL_BAR, Edition, FootnoteMark, Link, Node, NodeKind, Place, Problem
from kcsie_diff.model.outline import OutlineBuilder
from kcsie_diff.records import replace

_PREFIXED = {
    NodeKind.FIGURE_TEXT: "figure",
    NodeKind.CONTENTS: "contents",
    NodeKind.FURNITURE: "furniture",
    NodeKind.UNPLACED: "unplaced",
}
_LINE = re.compile(r"\[(?P<pages>(?:\d+(?:-\d+|(?:,\d+)+)?)?)\] (?P<indent> *)(?P<body>.*)", re.DOTALL)
_KINDS = (
    (NodeKind.HEADING, re.compile(r"(?P<level>#{1,6}) (?:\{(?P<number>(?:\\.|[^\\}])+)\} )?(?P<text>.*)", re.DOTALL)),
    (NodeKind.FOOTNOTE, re.compile(r"\[\^(?P<number>(?:\\.|[^\\\]])*)\] (?P<text>.*)", re.DOTALL)),
    (NodeKind.TABLE_ROW, re.compile(r"\|(?P<text>.*)\|", re.DOTALL)),
    (NodeKind.PARAGRAPH, re.compile(r"> (?P<text>.*)", re.DOTALL)),
    (NodeKind.ITEM, re.compile(r"- (?P<text>.*)", re.DOTALL)),
    *((kind, re.compile(rf"{word}: (?P<text>.*)", re.DOTALL)) for kind, word in _PREFIXED.items()),
    (NodeKind.PARAGRAPH, re.compile(r"(?P<number>(?:\\.|[^\s\\])+?)\. (?P<text>.*)", re.DOTALL)),
    (NodeKind.ITEM, re.compile(r"(?P<number>(?:\\.|[^\s\\])+?)\) (?P<text>.*)", re.DOTALL)),
)
_FACTS = ("file", "pages", "reader", "sha256", "status", "date", "licence", "publisher")
_ESCAPED = {"\n": "n", "\r": "r", " ": "_"}
_PLAIN = {letter: char for char, letter in _ESCAPED.items()}


# ---- writing --------------------------------------------------------------------------------------------------------


def dump(edition: Edition, pages: tuple[int, int] | None = None) -> str:
    """The outline of an edition, or of the nodes that touch the pages `first` to `last` (from 1, both included)."""
    lines = [f"= {_escape(edition.title)}"]
    lines += [
        f"{name}: {_escape(str(value))}" for name in _FACTS if (value := getattr(edition, name)) not in (None, "")
    ]
    for problem in edition.problems:
        if _within(problem.page, pages):
            where = f" (page {problem.page})" if problem.page is not None else ""
            lines.append(f"problem: {problem.code}{where}: {_escape(problem.message_and_cure)}")
    lines.append("")
    depths = _depths(edition.nodes)
    lines += [
        f"[{_pages(node.place.pages)}] {'  ' * depths[node.key]}{_body(node)}"
        for node in edition.nodes
        if pages is None or any(_within(page, pages) for page in node.place.pages)
    ]
    return "\n".join(lines) + "\n"


def _within(page: int | None, pages: tuple[int, int] | None) -> bool:
    return page is None or pages is None or pages[0] <= page <= pages[1]


def _depths(nodes: Iterable[Node]) -> dict[str, int]:
    """How far each node is indented: one step a paragraph or item above it; headings and footnotes not at all."""
    depths: dict[str, int] = {}
    inner = {node.key: node for node in nodes if node.kind in (NodeKind.PARAGRAPH, NodeKind.ITEM)}
    for node in nodes:
        holds = (
            node.parent in inner and node.parent in depths and node.kind not in (NodeKind.HEADING, NodeKind.FOOTNOTE)
        )
        depths[node.key] = depths[node.parent] + 1 if holds and node.parent is not None else 0
    return depths


def _pages(pages: tuple[int, ...]) -> str:
    if not pages:
        return ""
    first, last = pages[0], pages[-1]
    if first == last:
        return str(first)
    if pages == tuple(range(first, last + 1)):
        return f"{first}-{last}"
    return ",".join(map(str, pages))


def _body(node: Node) -> str:
    text, number = _spelled(node), _escape(node.number or "", "}])", space=True)
    match node.kind:
        case NodeKind.HEADING:
            label = f"{{{number}}} " if number else ""
            return f"{'#' * (node.level or 1)} {label}{text}"
        case NodeKind.FOOTNOTE:
            return f"[^{number}] {text}"
        case NodeKind.TABLE_ROW:
            cells = node.cells or (node.text,)
            return "".join(f"| {_escape(cell, '|[')} " for cell in cells) + "|"
        case NodeKind.PARAGRAPH:
            return f"{number}. {text}" if number else f"> {text}"
        case NodeKind.ITEM:
            return f"{number}) {text}" if number else f"- {text}"
        case _:
            return f"{_PREFIXED[node.kind]}: {text}"


def _spelled(node: Node) -> str:
    """A node's text with its links, footnote marks and alternative text written into it."""
    events = [(mark.at, 1, "", f"[^{_escape(mark.label, ']')}]") for mark in node.marks]
    for link in _inside(node):
        start = link.at or 0
        events.append((start, 0, node.text[start : start + len(link.text)], f"({_escape(link.target, ')')})"))
    parts, place = [], 0
    for at, kind, words, written in sorted(events):
        parts.append(_escape(node.text[place:at], "[{"))
        parts.append(f"[{_escape(words, '[]^')}]{written}" if kind == 0 else written)
        place = max(place, at + len(words))
    parts.append(_escape(node.text[place:], "[{"))
    alt = f" {{alt: {_escape(node.alt, '}')}}}" if node.alt is not None else ""
    return "".join(parts) + alt


def _inside(node: Node) -> Iterator[Link]:
    """The links whose words are in the text, apart from each other and from footnote marks."""
    free = 0
    for link in sorted(node.links, key=lambda link: (-1 if link.at is None else link.at, link.target)):
        if link.at is None or link.at < free or not link.text:
            continue
        end = link.at + len(link.text)
        if node.text[link.at : end] == link.text and not any(link.at < mark.at < end for mark in node.marks):
            yield link
            free = end


def _escape(text: str, special: str = "", *, space: bool = False) -> str:
    chars = special + "\\"
    out = "".join("\\" + char if char in chars else char for char in text)
    for char, letter in _ESCAPED.items():
        if char != " " or space:
            out = out.replace(char, "\\" + letter)
    return out


# ---- reading --------------------------------------------------------------------------------------------------------


def parse(text: str) -> Edition:
    """The edition that a text in the notation describes. Raises UsageError `bad-notation` that names the line."""
    head, _, body = text.partition("\n\n")
    facts, problems = _facts(head.splitlines())
    builder = OutlineBuilder()
    for number, line in enumerate(body.split("\n"), 1):
        if line:
            builder.add(*_line(number, line))
    nodes = builder.nodes()
    last = max((page for node in nodes for page in node.place.pages), default=None)
    return Edition(
        title=facts.get("title", ""),
        file=facts.get("file", "notation.txt"),
        sha256=facts.get("sha256", ""),
        pages=int(facts["pages"]) if "pages" in facts else last,
        reader=facts.get("reader", "tagged"),
        nodes=nodes,
        problems=problems,
        status=facts.get("status"),
        date=facts.get("date"),
        licence=facts.get("licence"),
        publisher=facts.get("publisher"),
    )


def _facts(lines: Iterable[str]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    facts: dict[str, str] = {}
    problems: list[Problem] = []
    for line in lines:
        if line.startswith("= "):
            facts["title"] = _unescape(line[2:])
        elif found := re.fullmatch(r"problem: (\S+?)(?: \(page (\d+)\))?: (.*)", line):
            code, page, message = found.groups()
            problems.append(Problem(code, _unescape(message), int(page) if page else None))
        elif found := re.fullmatch(r"(\w+): (.*)", line):
            facts[found[1]] = _unescape(found[2])
    return facts, tuple(problems)


def _line(number: int, line: str) -> tuple[Node, int]:
    """The node that a line describes, and how far the line is indented, in steps of two spaces."""
    if found := _LINE.fullmatch(line):
        for kind, pattern in _KINDS:
            if body := pattern.fullmatch(found["body"]):
                node = _node(f"n{number}", kind, body.groupdict())
                first, dash, last = found["pages"].partition("-")
                pages = range(int(first), int(last) + 1) if dash else map(int, filter(None, first.split(",")))
                return replace(node, place=Place(tuple(pages))), len(found["indent"]) // 2
    what = f"Line {number} is not in the outline notation: {line[:60]!r}."
    raise UsageError("bad-notation", what, "See notation.py.")


def _node(key: str, kind: NodeKind, body: dict[str, str]) -> Node:
    number = _unescape(body.get("number") or "") or None
    if kind is NodeKind.TABLE_ROW:
        cells = tuple(
            _unescape(cell.strip(" ")) for cell in re.findall(r"((?:\\.|[^\\|])*)(?:\||$)", body["text"])[:-1]
        )
        return Node(key, kind, CELL_BAR.join(cells), Place(), cells=cells)
    spelled = body["text"]
    alt = None
    if found := re.search(r" \{alt: ((?:\\.|[^\\}])*)\}$", spelled, re.DOTALL):
        spelled, alt = spelled[: found.start()], _unescape(found[1])
    text, links, marks = _unspell(spelled)
    level = len(body["level"]) if kind is NodeKind.HEADING else None
    return Node(key, kind, text, Place(), raw=text, number=number, level=level, alt=alt, links=links, marks=marks)


_INLINE = re.compile(
    r"\\(?P<plain>.)|\[\^(?P<mark>(?:\\.|[^\\\]])*)\]|\[(?P<words>(?:\\.|[^\\\]])*)\]\((?P<target>(?:\\.|[^\\)])*)\)",
    re.DOTALL,
)


def _unspell(spelled: str) -> tuple[str, tuple[Link, ...], tuple[FootnoteMark, ...]]:
    parts: list[str] = []
    links: list[Link] = []
    marks: list[FootnoteMark] = []
    place = size = 0
    for found in _INLINE.finditer(spelled):
        parts.append(spelled[place : found.start()])
        size += len(parts[-1])
        if found["plain"] is not None:
            parts.append(_PLAIN.get(found["plain"], found["plain"]))
        elif found["mark"] is not None:
            marks.append(FootnoteMark(_unescape(found["mark"]), size))
            parts.append("")
        else:
            parts.append(_unescape(found["words"]))
            links.append(Link(parts[-1], _unescape(found["target"]), size))
        size += len(parts[-1])
        place = found.end()
    parts.append(spelled[place:])
    return "".join(parts), tuple(links), tuple(marks)


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: _PLAIN.get(found[1], found[1]), text, flags=re.DOTALL)

"""Edits of one token hidden in real editions, and whether each is reported once, in its place, and nothing else is.

    python benchmarks/needles.py [--edits 1000] [--seeds 1,2,3,4] [--pdf 200] [--corpus ../shared/corpus] [--verbose]

A place is drawn evenly from all tokens of paragraphs, items, cells, footnotes and headings, and what the token is
decides the edit: another figure, sign, unit, modal, negation, person or date, another word, one word inserted or
dropped. Many edits go into one copy of an edition, no two into one passage, and the copy is compared with the original
as an outline (`--pdf`: both are set as PDFs by typst first, tagged and not). One seed more than asked for is drawn when
the program starts, and printed. An edit of a number that follows "paragraph", "section" or the like may be editorial;
no other edit of a figure, sign, unit, modal, negation or person may.
"""

import argparse
import os
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import typst

from kcsie_diff import Options, compare_editions, read_edition
from kcsie_diff.model.comparison import Category, Change, Comparison, SegmentOp
from kcsie_diff.model.edition import Edition, FootnoteMark, Link, Node, NodeKind
from kcsie_diff.records import replace

EDITIONS = (
    "kcsie/2024-09_full.pdf",
    "working-together/2023-12.pdf",
    "dfe/IRO_handbook_2010.pdf",
    "asvs/4.0.3_2021-10.pdf",
)
ROUND = 50  # edits in one copy: few enough that most passages stay as they were
WIDEST = 12  # words of a side that a report of one token may mark: a whole date or title reads easier than a part of it

KINDS = (NodeKind.HEADING, NodeKind.PARAGRAPH, NodeKind.ITEM, NodeKind.FOOTNOTE, NodeKind.TABLE_ROW)
TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’\-][^\W\d_]+)*|[≤≥<>±−°%‰§£€′″²³×÷+]")
ROW_NUMBER = re.compile(r"\[?[A-Z]{0,2}\d*(?:\.\d+)*\]?")
HEADING_NUMBER = re.compile(r"(?:(?:Part|Chapter|Section|Annex|Appendix)\s)?[A-Z]{0,2}\d*(?:\.\d+)*\.?(?=\s)")
SIGNS = {
    "≤": "≥",
    "≥": "≤",
    "<": ">",
    ">": "<",
    "±": "−",
    "−": "±",
    "°": "%",
    "%": "‰",
    "£": "€",
    "€": "£",
    "′": "″",
    "″": "′",
    "²": "³",
    "³": "²",
}
UNITS = ("days", "weeks", "months", "years", "hours", "minutes", "day", "week", "month", "year", "hour", "minute")
MODALS = ("must", "should", "may", "shall", "can", "could", "might", "will", "would")
NEGATIONS = {
    "not": "also",
    "no": "any",
    "never": "always",
    "without": "with",
    "cannot": "can",
    "neither": "either",
    "nor": "or",
    "unless": "if",
}
PERSONS = (
    "head",
    "lead",
    "governor",
    "proprietor",
    "teacher",
    "parent",
    "carer",
    "child",
    "nurse",
    "officer",
    "manager",
    "principal",
    "deputy",
    "worker",
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WORDS = (
    "harbour",
    "lantern",
    "orchard",
    "pebble",
    "quarry",
    "ribbon",
    "saddle",
    "thistle",
    "umbrella",
    "velvet",
    "walnut",
    "yonder",
)
STRICT = ("figure", "sign", "unit", "modal", "negation", "person")
_REFERENCE = re.compile(
    r"(?:paragraph|para|section|part|annex|chapter|page|appendix|table|figure|footnote)s?\b(?:[^.;:]|\.(?=\d|$)){0,40}$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Needle:
    """One edit: where it stands, its sort, and the words cut and added."""

    key: str
    sort: str
    cut: str
    add: str
    text: str


@dataclass(frozen=True)
class Result:
    """What became of the edits of a comparison: each fault as a line, and the edits by sort."""

    faults: tuple[str, ...]
    missed: Counter[str]
    editorial: Counter[str]
    surplus: int
    edits: Counter[str]


# ---- making edits ----


def plant(edition: Edition, count: int, chance: random.Random) -> tuple[Edition, tuple[Needle, ...]]:
    """A copy of an edition with `count` edits, each in a passage of its own, no two of which have the same words.

    Edits of two head rows with the same words could not be told from one that is reported twice.
    """
    places = [
        (node, match)
        for node in edition.content
        if node.kind in KINDS
        for match in TOKEN.finditer(node.text, len(_own_number(node)))
    ]
    edited: dict[str, Node] = {}
    needles: list[Needle] = []
    while len(needles) < count:
        node, match = chance.choice(places)
        if any(node.text == one.text for one in needles) or (planted := _edit(node, match, chance)) is None:
            continue
        needle, start, end = planted
        needles.append(needle)
        edited[node.key] = _with(node, start, end, needle)
    return replace(edition, nodes=tuple(edited.get(node.key, node) for node in edition.nodes)), tuple(needles)


def _own_number(node: Node) -> str:
    """The number of a row in its first cell or of a heading: like that of a paragraph, it is no part of the text."""
    if node.kind is NodeKind.HEADING:
        return number[0] if (number := HEADING_NUMBER.match(node.text)) else ""
    first = node.cells[0] if node.kind is NodeKind.TABLE_ROW and node.cells else ""
    return first if ROW_NUMBER.fullmatch(first) else ""


def _edit(node: Node, match: re.Match[str], chance: random.Random) -> tuple[Needle, int, int] | None:
    """The edit of one token: a needle, and the stretch of the text that it replaces; None where none is fair."""
    word, start, end = match[0], match.start(), match.end()
    sort, other = _other(node.text, match, chance)
    if any(mark.at == place for mark in node.marks for place in (start, end)):
        return None  # beside a footnote mark it is the typesetting that decides what is read
    if any(link.at is not None and link.at < end and start < link.at + len(link.text) for link in node.links):
        return None  # an edit of a link's words is two changes
    within = node.text[max(0, start - 1) : start].isalnum()  # "141F": nothing is put into what reads as one
    alone = not re.match(r"\s", node.text[end : end + 1]) or len(node.text.split()) < 3
    if (sort == "insert" and within) or (sort == "drop" and alone):
        return None
    if sort == "insert":
        return Needle(node.key, sort, "", other, node.text), start, start
    if sort == "drop":
        return Needle(node.key, sort, word, "", node.text), start, end + 1
    return Needle(node.key, sort, word, other, node.text), start, end


def _other(text: str, match: re.Match[str], chance: random.Random) -> tuple[str, str]:
    """The sort of a token and what stands in its place."""
    word, low = match[0], match[0].lower()
    if word.isdecimal():
        other = str(int(word) + chance.choice((1, 2, 5, 10))) if len(word) < 9 else "7"
        sort = "reference" if _REFERENCE.search(text[: match.start()]) else "figure"
        return sort, other.zfill(len(word)) if word.startswith("0") else other
    if word in SIGNS:
        return "sign", SIGNS[word]
    if low in NEGATIONS:
        return "negation", _cased(NEGATIONS[low], word)
    for sort, words in (("unit", UNITS), ("modal", MODALS), ("person", PERSONS), ("date", MONTHS)):
        if low in map(str.lower, words) and not (sort == "date" and low == word):
            return sort, _cased(chance.choice([one for one in words if one.lower() != low]), word)
    sort = chance.choice(("word", "word", "insert", "drop"))
    if sort == "insert":
        return sort, chance.choice((*WORDS, "not", "only", "14"))
    return sort, _cased(chance.choice(WORDS), word)


def _cased(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word


def _with(node: Node, start: int, end: int, needle: Needle) -> Node:
    """The node with the edit made, its marks, links and cells moved along."""
    put = f"{needle.add} " if needle.sort == "insert" else needle.add
    text = node.text[:start] + put + node.text[end:]
    step = len(put) - (end - start)
    marks = tuple(FootnoteMark(m.label, m.at + step * (m.at >= end), m.key) for m in node.marks)
    links = tuple(
        Link(one.text, one.target, None if one.at is None else one.at + step * (one.at >= end)) for one in node.links
    )
    cells = tuple(text.split(" | ")) if node.cells else ()
    if node.cells and len(cells) != len(node.cells):
        cells = (text,)
    return replace(node, text=text, raw=text, marks=marks, links=links, cells=cells)


# ---- judging what was reported ----


def judge(comparison: Comparison, needles: Sequence[Needle]) -> Result:
    """What became of each edit, and what was reported besides."""
    faults: list[str] = []
    missed: Counter[str] = Counter()
    editorial: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for needle in needles:
        found = [change for change in comparison.changes if _tells(change, needle)]
        for change in found:
            used[change.id] += 1
        if len(found) != 1:
            missed[needle.sort] += 1
            faults.append(f"{len(found)} times: {_spelled(needle)}")
        elif needle.sort in STRICT and found[0].category is Category.EDITORIAL:
            editorial[needle.sort] += 1
            faults.append(f"editorial ({found[0].reasons[0].rule}): {_spelled(needle)}")
    surplus = [
        change for change in comparison.changes if not used[change.id] or _width(change) > WIDEST * used[change.id]
    ]
    faults += [f"surplus: {change.kind} {_marked(change)[:200]}" for change in surplus]
    return Result(tuple(faults), missed, editorial, len(surplus), Counter(needle.sort for needle in needles))


def _tells(change: Change, needle: Needle) -> bool:
    """Whether a change holds the passage of an edit, and marks its words."""
    if _plain(needle.text) not in {_plain(passage.text) for passage in change.old}:
        return False
    cut, add = (
        [word for segment in change.segments if segment.op is op for word in TOKEN.findall(segment.text)]
        for op in (SegmentOp.CUT, SegmentOp.ADD)
    )
    return (not needle.cut or needle.cut in cut) and (not needle.add or needle.add in add)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _width(change: Change) -> int:
    return max(sum(len(s.text.split()) for s in change.segments if s.op is op) for op in (SegmentOp.CUT, SegmentOp.ADD))


def _marked(change: Change) -> str:
    frames = {SegmentOp.KEEP: "{}", SegmentOp.CUT: "[-{}-]", SegmentOp.ADD: "{{+{}+}}"}
    return "".join(frames[s.op].format(s.text if s.op is not SegmentOp.KEEP else s.text[-40:]) for s in change.segments)


def _spelled(needle: Needle) -> str:
    return f"{needle.sort} [-{needle.cut}-]{{+{needle.add}+}} in “{needle.text[:120]}”"


# ---- running ----


def as_outlines(edition: Edition, edits: int, chance: random.Random) -> Iterator[Result]:
    """Plant and judge `edits` edits in copies of an edition, so many at a time."""
    for first in range(0, edits, ROUND):
        copy, needles = plant(edition, min(ROUND, edits - first), chance)
        yield judge(compare_editions(edition, copy, Options()), needles)


def as_pdfs(edition: Edition, edits: int, chance: random.Random, *, tagged: bool) -> Iterator[Result]:
    """The same with both editions set as PDFs and read again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for first in range(0, edits, ROUND):
            copy, needles = plant(edition, min(ROUND, edits - first), chance)
            read = [
                read_edition(_typeset(one, folder / f"{which}.pdf", tagged=tagged), Options())
                for which, one in (("old", edition), ("new", copy))
            ]
            yield judge(compare_editions(read[0], read[1], Options()), needles)


def _typeset(edition: Edition, path: Path, *, tagged: bool) -> Path:
    """An edition set as a PDF: headings, numbered paragraphs, items, notes and tables as typst sets them."""
    source = path.with_suffix(".typ")
    source.write_text(
        '#set page(numbering: "1")\n#set par(spacing: 1.4em)\n' + "\n\n".join(_set(edition)), encoding="utf-8"
    )
    made = typst.Compiler(source, ignore_system_fonts=True).compile(format="pdf", pdf_tags=tagged)
    assert isinstance(made, bytes)
    path.write_bytes(made)
    return path


def _set(edition: Edition) -> Iterator[str]:
    notes = {node.key: node for node in edition.nodes if node.kind is NodeKind.FOOTNOTE}
    rows: list[Node] = []
    for node in (*edition.content, None):
        if node is not None and node.kind is NodeKind.TABLE_ROW:
            rows.append(node)
            continue
        if rows:
            yield from _tables(rows)
            rows = []
        if node is None or node.kind is NodeKind.FOOTNOTE or node.kind not in KINDS or not node.text:
            continue
        yield _body(node, notes)


def _tables(rows: Sequence[Node]) -> Iterator[str]:
    width = len(rows[0].cells or ("",))
    run: list[Node] = []
    for row in (*rows, None):
        if row is None or len(row.cells or ("",)) != width:
            cells = "".join(f"[{_escaped(cell)}], " for one in run for cell in (one.cells or (one.text,)))
            yield f"#table(columns: {width}, {cells})"
            run, width = [], len(row.cells or ("",)) if row is not None else 1
        if row is not None:
            run.append(row)


def _body(node: Node, notes: dict[str, Node]) -> str:
    text = _noted(node, notes)
    match node.kind:
        case NodeKind.HEADING:
            return f"#heading(level: {node.level or 1})[{text}]"
        case NodeKind.ITEM:
            return f"#list[{text}]"
        case NodeKind.PARAGRAPH if node.number and node.number.isdigit():
            return f"#enum(start: {int(node.number)})[{text}]"
        case _:
            return f"#par[{text}]"


def _noted(node: Node, notes: dict[str, Node]) -> str:
    parts, place = [], 0
    for mark in node.marks:
        parts.append(_escaped(node.text[place : mark.at]))
        if mark.key in notes:
            parts.append(f"#footnote[{_escaped(notes[mark.key].text)}]")
        place = mark.at
    return "".join(parts) + _escaped(node.text[place:])


def _escaped(text: str) -> str:
    return re.sub(r"([\\#$*_`<>@\[\]~=/\-+.'\"])", r"\\\1", text)


def report(title: str, results: Sequence[Result], *, verbose: bool) -> None:
    edits = sum((result.edits for result in results), Counter[str]())
    missed = sum((result.missed for result in results), Counter[str]())
    editorial = sum((result.editorial for result in results), Counter[str]())
    found = edits.total() - missed.total()
    print(
        f"{title}: {found} of {edits.total()} reported once, {editorial.total()} of them editorial, "
        f"{sum(result.surplus for result in results)} reports too many; missed by sort {dict(missed)}"
    )
    if verbose:
        print(*(f"  {fault}" for result in results for fault in result.faults), sep="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--pdf", type=int, default=0, help="so many edits set as PDFs, half of them untagged")
    parser.add_argument("--seeds", default="1,2,3,4")
    parser.add_argument("--corpus", type=Path, default=Path(os.environ.get("KCSIE_CORPUS", "../shared/corpus")))
    parser.add_argument("--verbose", action="store_true")
    chosen = parser.parse_args()
    seeds = [*map(int, chosen.seeds.split(",")), random.SystemRandom().randrange(10**6)]
    print("seeds:", *seeds)
    editions = [read_edition(chosen.corpus / name, Options()) for name in EDITIONS]
    for seed in seeds:
        chance = random.Random(seed)
        share = chosen.edits // len(editions)
        results = [one for edition in editions for one in as_outlines(edition, share, chance)]
        report(f"seed {seed}, outlines", results, verbose=chosen.verbose)
        if chosen.pdf:
            part = chosen.pdf // (2 * len(editions))
            for tagged in (True, False):
                made = [one for edition in editions for one in as_pdfs(edition, part, chance, tagged=tagged)]
                report(f"seed {seed}, {'tagged' if tagged else 'untagged'} PDFs", made, verbose=chosen.verbose)


if __name__ == "__main__":
    main()

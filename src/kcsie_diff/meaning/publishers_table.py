"""The publisher's own table of changes: found in an edition whatever its title and layout, and read row by row.

There are three layouts: a place beside each statement (KCSIE 2024, Annex F: "Paragraph 18 | ..."), several statements
with places of their own in one cell (KCSIE 2025, Annex F: "Page 41 | Para 143 - ... Para 144 - ..."), and columns in
another order under a header row ("What changed | Where | Page"). A list of bullets is read in the same way.
"""

import re
from collections.abc import Sequence

from kcsie_diff.differing.context import sections_of_changes
from kcsie_diff.language.labels import LEADS
from kcsie_diff.language.normalise import words
from kcsie_diff.language.numbers import NUMBER_WORD
from kcsie_diff.model.edition import CELL_BAR, Edition, Node, NodeKind
from kcsie_diff.records import Record, replace

_NUMBER = r"\d{1,4}[A-Za-z]?(?!\w)"
_RANGE = rf"{_NUMBER}(?:\s?(?:-|–|—|to|and|&|,)\s?{_NUMBER}){{0,8}}"
_ORDINAL = rf"(?:{NUMBER_WORD}|[A-Z]|\d{{1,2}}|[ivx]{{1,4}})(?!\w)"
_POINT = rf"(?:(?i:{LEADS['page']})\s?{_RANGE}|(?i:{LEADS['paragraph']})\s?{_RANGE}|(?i:footnotes?|notes?)\s{_RANGE})"
_HOLDER = (
    rf"(?:(?i:part|chapter|section|annex(?:es)?|appendix|appendices|schedule|table|figure)\s{_ORDINAL}"
    rf"(?:\s?(?:,|and|&|to|-)\s?{_ORDINAL}){{0,8}}|(?i:summary|introduction|foreword|glossary|throughout|cover)(?!\w))"
)
# Words that name a place: "Page 41, Para 144", "Annex B – Page 163", "Paragraphs 205 to 209".
_PLACE = re.compile(rf"(?:{_POINT}|{_HOLDER})(?:(?:\s?[,:–—-]\s?|\s|\sof\s|\sin\s)(?:{_POINT}|{_HOLDER})){{0,5}}")
# A place that starts a statement inside a cell: after the end of a sentence, with a paragraph or page number.
_NEXT = re.compile(rf"(?:(?<=[.;:)’”])|(?<=\.\s))\s*(?={_POINT}\s*(?:[-–—:]|[a-z]))")
_PAGE = re.compile(rf"(?i:{LEADS['page']})\s?(\d{{1,4}})")
_PARAGRAPH = re.compile(rf"(?i:{LEADS['paragraph']})\s?({_RANGE})")
_NO_CHANGE = re.compile(r"\bno\s(?:\w+\s){0,2}changes?\b|\bunchanged\b", re.IGNORECASE)
_SAYS_CHANGE = re.compile(
    r"\b(?:add(?:ed|s|ition)|amend\w*|updat\w+|remov\w+|replac\w+|clarif\w+|reword\w*|chang\w+|revis\w+|inserted"
    r"|delet\w+|moved|new|now|correct\w*|expand\w*|renam\w+|extend\w*|strengthen\w*|withdrawn|no longer|included)\b",
    re.IGNORECASE,
)
# fmt: off
_HEADER = frozenset({
    "amendment", "change", "changes", "description", "detail", "details", "location", "page", "pages", "para",
    "paragraph", "part", "reference", "section", "summary", "update", "what", "where",
})
# fmt: on
_EDGE = " \t\n-–—:;,|"


class Statement(Record, frozen=True):
    """One statement about one place: the words that name it, the page (from 1) and paragraphs it gives, what it says.

    `part` names the part or annex that it is listed under, where the table has such headings.
    """

    where: str
    page: int | None
    paragraph: str | None
    what: str
    part: str | None = None


class PublishersTable(Record, frozen=True):
    """A publisher's table of changes: its heading, the keys of all its nodes, its statements in order."""

    title: str
    keys: frozenset[str]
    statements: tuple[Statement, ...]


class _State:
    """Where the reading of a table has got to: the part's heading, the last page and place, and the titles known."""

    def __init__(self, title: str, titles: frozenset[tuple[str, ...]]) -> None:
        self.title = title
        self.titles = titles
        self.part: str | None = None
        self.page: int | None = None
        self.where = ""
        self.headings: set[tuple[str, ...]] = set()
        self.found: list[Statement] = []


def find_table(edition: Edition) -> PublishersTable | None:
    """The publisher's table of changes of an edition, or None. Of several lists of changes, the richest one wins."""
    best: PublishersTable | None = None
    for title, *held in sections_of_changes(edition):
        name, inside = title.text, held
        if title.kind is NodeKind.TABLE_ROW:  # its label is the title, or it is the head of the table
            name, *texts = filter(None, title.cells)
            inside = held or [replace(title, cells=tuple(texts))]
        statements = _read(name, inside, edition)
        if statements and (best is None or len(statements) > len(best.statements)):
            best = PublishersTable(name, frozenset([title.key, *(node.key for node in inside)]), statements)
    return best


def _read(title: str, inside: Sequence[Node], edition: Edition) -> tuple[Statement, ...]:
    titles = frozenset(words(node.text) for node in edition.content if node.kind is NodeKind.HEADING)
    state = _State(title, titles)
    rows = [node for node in inside if node.kind is NodeKind.TABLE_ROW]
    if rows:
        columns = _columns([node.cells or tuple(node.text.split(CELL_BAR)) for node in rows])
        for node in rows:
            _read_row(node.cells or tuple(node.text.split(CELL_BAR)), columns, state)
    else:
        for node in inside:
            _read_line(node, state)
    return tuple(state.found)


# ---- tables ---------------------------------------------------------------------------------------------------------


class _Columns(Record, frozen=True):
    """Which column names the place, and which holds bare page numbers; None where there is none."""

    place: int | None
    page: int | None


def _columns(rows: Sequence[tuple[str, ...]]) -> _Columns:
    width = max(len(cells) for cells in rows)
    filled = [[row[n].strip() for row in rows if len(row) > n and row[n].strip()] for n in range(width)]
    numbers = [sum(cell.isdigit() for cell in cells) for cells in filled]
    page = next((n for n in range(width) if numbers[n] >= 2 and numbers[n] >= len(filled[n]) - 1), None)
    named = [0 if n == page else sum(_PLACE.match(cell) is not None for cell in filled[n]) for n in range(width)]
    likely = [n for n in range(width) if named[n] and named[n] >= max(0.5 * len(filled[n]), 0.5 * max(named))]
    place = min(likely, key=lambda n: sum(map(len, filled[n])) / len(filled[n]), default=None)
    return _Columns(place, page)


def _read_row(cells: tuple[str, ...], columns: _Columns, state: _State) -> None:
    place = _cell(cells, columns.place)
    page = _cell(cells, columns.page)
    texts = [cell.strip() for n, cell in enumerate(cells) if n not in (columns.place, columns.page) and cell.strip()]
    if _is_header((place, page, *texts)):
        return
    if _is_part_heading(place, texts, columns, state):
        if cells not in state.headings:  # a table that runs over a page repeats its first row
            state.part, state.page, state.where = place or texts[0], None, ""
        state.headings.add(cells)
        return
    if page.isdigit():
        place_page: int | None = int(page)
    else:
        place_page = _page(place) if place else state.page
    if place:
        state.page, state.where = place_page, place.strip(_EDGE)
    for text in texts:
        for one in _NEXT.split(text):
            _add_statement(one, state)


def _cell(cells: tuple[str, ...], column: int | None) -> str:
    return cells[column].strip() if column is not None and column < len(cells) else ""


def _is_header(cells: Sequence[str]) -> bool:
    said = [cell for cell in cells if cell]
    first = {cell.lower().split()[0] for cell in said}
    return len(said) > 1 and all(len(cell.split()) <= 3 for cell in said) and first <= _HEADER


def _is_part_heading(place: str, texts: Sequence[str], columns: _Columns, state: _State) -> bool:
    """Whether a row only names a part, or says that nothing changed there."""
    if place and (_PAGE.search(place) or _PARAGRAPH.search(place)):
        return False
    said = " ".join(texts)
    if not said or _NO_CHANGE.search(said):
        return True
    if not place or columns.place != 0:
        return False
    whole = words(f"{place} {said}")
    titled = any(whole == title or words(said) == title for title in state.titles)
    return titled or (_PLACE.fullmatch(place) is not None and not _SAYS_CHANGE.search(said) and not said.endswith("."))


def _page(text: str) -> int | None:
    match = _PAGE.search(text)
    return int(match[1]) if match else None


# ---- lists ----------------------------------------------------------------------------------------------------------


def _read_line(node: Node, state: _State) -> None:
    """A bullet or paragraph of a list of changes; a heading inside it names the part."""
    if node.kind is NodeKind.HEADING:
        state.part, state.page, state.where = node.text, None, ""
        return
    starts = _PLACE.match(node.text)
    if node.kind is not NodeKind.ITEM and not starts:
        return  # the words that introduce the list
    if _NO_CHANGE.search(node.text) and not _PARAGRAPH.search(node.text):
        return
    state.where, state.page = "", None
    for one in _NEXT.split(node.text):
        _add_statement(one, state)


# ---- statements -----------------------------------------------------------------------------------------------------


def _add_statement(text: str, state: _State) -> None:
    """Add a statement: its own place, if it starts with one or names one, else the place of its row."""
    own = _PLACE.match(text)
    numbered = (match for match in _PLACE.finditer(text) if any(letter.isdigit() for letter in match[0]))
    named = own or (None if state.where else next(numbered, None))
    what = (text[own.end() :] if own else text).strip(_EDGE)
    if not what or (own and not what.strip(" .")):
        state.page = _page(text) or state.page
        return
    own_words = named[0].strip(_EDGE) if named else ""
    where = ", ".join(dict.fromkeys(words for words in (state.where, own_words) if words))
    page = _page(own_words) or state.page
    paragraph = _PARAGRAPH.search(own_words) or _PARAGRAPH.search(state.where)
    if not _PAGE.search(where) and page is not None and not state.where:
        where = f"Page {page}, {where}".strip(", ")
    elif state.part and not _PAGE.search(where) and not re.match(_HOLDER, where):
        where = f"{state.part}, {where}".strip(", ")
    # Paragraph numbers in one spelling: "169 - 170" and "169 to 170" are "169-170".
    numbers = re.sub(r"\s?(?:-|–|—|to)\s?", "-", paragraph[1].strip()) if paragraph else None
    state.page = page
    state.found.append(Statement(where or state.title, page, numbers, what, state.part))

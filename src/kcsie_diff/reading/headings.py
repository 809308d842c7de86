"""Headings of a document: blocks to headings and their levels, by tags, bookmarks, contents list, type and number.

Each of these is a witness, and none is believed against the others: a heading tag on a paragraph of the body does not
make it a heading, and a file whose tags name no heading may have some. Blocks are accepted first. The level of each is
then that of its tag or bookmark, else that of headings set alike; numbers decide where type cannot tell levels apart.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise

from kcsie_diff.language.dates import first_date
from kcsie_diff.language.labels import LabelKind, ends_in_page, heading_number, is_bullet, kind_of
from kcsie_diff.language.normalise import clean, letters
from kcsie_diff.model.edition import is_cover
from kcsie_diff.reading.contents import LIST_TITLE, entry_titles
from kcsie_diff.reading.line_labels import label_of_unit
from kcsie_diff.reading.page_model import BODY, PageBlock, Role
from kcsie_diff.reading.pdf.annotations import Bookmark
from kcsie_diff.records import Record, replace

Look = tuple[float, bool, bool]
"""How a block is set: size to half a point, bold, italic."""

Face = tuple[float, str, bool, bool]
"""The size to half a point, the font, weight and slant of the first line of a block."""

LONGEST = 220
"""Characters. No heading is longer."""

LINE = 80
"""Characters. What is set like the text, is longer and ends with a stop is a paragraph, whatever its tag."""

LARGER = 0.6
"""Points. Type that differs from the body's by no more is the body's: sizes are counted to half a point."""

FRONT = 2
"""Pages. A date alone is that of the edition on the first of them, and a heading in a history of changes."""

LIST = 4
"""Count. So many blocks in a row that are set alike are a list or a form, not headings without any text."""

CAPTION = re.compile(r"(?:figure|fig\.|table|chart|diagram)\s[\dA-Z]*\d", re.IGNORECASE)
"""The title of a figure or table: "Figure 3-12. Key derivation"; not "Table of changes"."""

_FACE_OF_CAPTIONS = re.compile(r"(?:figure|table|box|source|note)s?\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:(?<!\d)[.;,:]\d{0,3}|[.;,:])$")
FORM = re.compile(
    r"[\w.]@\w|\bwww\.|https?:|(?:\d[ -]?){9}|_{3}|\.{5}|…{2}"
    r"|^(?:name|date|signed|signature|tel|telephone|phone|mobile|e-?mail|fax|address)\b[^:]{0,40}(?::|$)"
    r"|^(?:approved|adopted|ratified|agreed|reviewed|last|next|date of)\b[^:]{0,40}:"
    r"|^(?:review|updated?|version|author|owner|status|committee)\b(?: \w+)?\s?:",
    re.IGNORECASE,
)
"""Lines of a form, of a list of contacts, of a cover's small print: "Tel 01632 960 001", "Approved by: the board"."""

STATED = 0.2
"""Share of the letters set in one look. Tags or bookmarks of no more say nothing of its level: one may be wrong."""

_COUNTED = (LabelKind.NUMBER, LabelKind.DOTTED)
_DOTTED = re.compile(r"[A-Z]{1,2}\d{1,3}(?:\.\d{1,3})*(?=[ :.]|$)")


class Witnesses(Record, frozen=True):
    """What a document shows of its headings as a whole.

    `body` is the size of its text in points, `bold` whether most of it is bold. `marks` are the bookmarks, by page and
    letters, with their levels; `entries` the letters of the titles in the list of contents. `faces` are kept for titles
    alone. `tagged` are the levels of the looks that heading tags have, empty where no tag names a heading. `title` is
    how the title on the cover is set; None where the first page is no cover.
    """

    body: float
    bold: bool
    marks: Mapping[tuple[int, str], int]
    entries: frozenset[str]
    faces: frozenset[Face]
    tagged: Mapping[Look, int]
    title: Look | None


def with_headings(blocks: Sequence[PageBlock], bookmarks: Sequence[Bookmark]) -> tuple[PageBlock, ...]:
    """The blocks of a document in reading order, its headings marked as such, with their levels.

    Matches: what a heading tag holds; what a bookmark of the same page or the list of contents names; what is set
    larger than the text, or bold, and shaped as a title; what has a face that is kept for titles. Must not match: a
    paragraph, an item or a caption that bears the tag, a bold lead-in of a paragraph, a cell, lines of a form or of a
    list of contacts, on a cover what is set smaller than the title.
    """
    body, bold = type_of_body(blocks)
    read = [_without_false_tag(block, body, bold) for block in blocks]
    seen = _witnesses(read, bookmarks, body, bold)
    found = {n: named for n, block in enumerate(read) if (named := _accept(block, seen)) is not None}
    levels = _levels(read, _without_lists(read, found))
    for n, level in levels.items():
        # "2.3 Policy" is counted by its figures; "ii. Checks" and "A. Aims" keep theirs as text.
        label = read[n].label
        counted = label is not None and kind_of(label) in _COUNTED
        read[n] = replace(read[n] if counted else read[n].unlabelled(), role=Role.HEADING, level=level)
    return tuple(read)


# ---- witnesses ----


def type_of_body(blocks: Sequence[PageBlock]) -> tuple[float, bool]:
    """The size in which most letters outside tables are set, in points, and whether most of that size are bold."""
    count: Counter[tuple[float, bool]] = Counter()
    text = [block for block in blocks if block.cell is None and block.role not in (Role.CONTENTS, Role.FURNITURE)]
    for line in (line for block in text or blocks for line in block.lines):
        count[round(line.size, 1), line.bold] += len(line.text)
    body = max((size for size, _ in count), key=lambda size: count[size, True] + count[size, False], default=12.0)
    return body, count[body, True] > count[body, False]


def _without_false_tag(block: PageBlock, body: float, bold: bool) -> PageBlock:
    """A block that bears a heading tag and is none as the paragraph or item that it is.

    Matches an item with a bullet; a caption; what is set like the text, longer than a line and ends with a stop.
    """
    if block.role is not Role.HEADING:
        return block
    label = label_of_unit(block.lines[0]) if block.label is None else None
    if label is not None and label.kind is LabelKind.BULLET:
        rest = (label.rest, *block.lines[1:])
        return replace(block, role=Role.ITEM, lines=rest, label=label.text, label_left=label.left, level=None)
    text = _words(block)
    plain = block.size < body + LARGER and (bold or not block.bold)
    long = len(block.lines) > 1 or len(text) > LINE
    if CAPTION.match(text) or (plain and long and _SENTENCE.search(text)):
        return replace(block, role=Role.PARAGRAPH, level=None)
    return block


def _witnesses(blocks: Sequence[PageBlock], bookmarks: Sequence[Bookmark], body: float, bold: bool) -> Witnesses:
    votes: defaultdict[Look, Counter[int]] = defaultdict(Counter)
    for block in blocks:
        if block.role is Role.HEADING and block.level:
            votes[look(block)][block.level] += len(block.text)
    votes.pop((round(2 * body) / 2, bold, False), None)
    tagged = {key: min(count, key=lambda level: (-count[level], level)) for key, count in votes.items()}
    seen = Witnesses(body, bold, {}, entry_titles(blocks), _faces(blocks, body), tagged, _title(blocks))
    return replace(seen, marks=_marks(blocks, bookmarks, seen))


def _marks(
    blocks: Iterable[PageBlock], bookmarks: Sequence[Bookmark], seen: Witnesses
) -> Mapping[tuple[int, str], int]:
    """The titles that bookmarks name, by page; none where they name paragraphs as well, as some programs let them."""
    titled = [mark for mark in reversed(bookmarks) if mark.page and mark.title]
    marks = {(mark.page or 0, letters(mark.title)): min(max(mark.level, 1), 6) for mark in titled}
    pages = {page for page, _ in marks}
    met = [block for block in blocks if block.page in pages and _may_be_heading(block) and _named(block, marks)]
    fair = [one for one in met if one.role is Role.HEADING or _is_set_as_heading(one, seen)]
    short = [] if seen.tagged else [one for one in met if one not in fair and _is_short(one)]
    return marks if 2 * len(fair + short) >= len(met) else {}


def _faces(blocks: Sequence[PageBlock], body: float) -> frozenset[Face]:
    """The faces that a document keeps for headings: not that of its text, on short lines alone, over other text.

    Must not match: the face of captions, of a list of names, of a quotation in italics.
    """
    text = [block for block in blocks if _may_be_heading(block)]
    count: Counter[Face] = Counter()
    good: Counter[Face] = Counter()
    sized: Counter[Face] = Counter()
    for block, after in zip(text, [*text[1:], None], strict=False):
        own = face(block)
        sized[own] += len(block.text)
        count[own] += 1
        good[own] += after is not None and face(after) != own and _is_title(block)
    usual = sized.most_common(1)[0][0] if sized else None
    return frozenset(
        one for one, many in count.items()
        if one != usual and one[0] > 0.95 * body and good[one] >= 2 and good[one] >= 0.85 * many
    )  # fmt: skip


def _title(blocks: Sequence[PageBlock]) -> Look | None:
    """How the title on the cover is set; None where the first page is no cover."""
    first = [block for block in blocks if block.page == 1 and block.role is not Role.FURNITURE]
    pages = max((block.page for block in blocks), default=0)
    if not is_cover([block.unlabelled().text for block in first], pages):
        return None
    return max((look(block) for block in first if _may_be_heading(block)), default=None)


# ---- which blocks ----


class _Accepted(Record, frozen=True):
    """Why a block is a heading: the `level` that a tag or bookmark gives it; `sure` if more than its type says so."""

    level: int | None
    sure: bool


def _accept(block: PageBlock, seen: Witnesses) -> _Accepted | None:
    """What makes a block a heading; None where it is none."""
    if block.role is Role.HEADING:
        return _Accepted(block.level, sure=True)
    found = _accept_untagged(block, seen) if _may_be_heading(block) else None
    barred = found is not None and (FORM.search(block.text) or CAPTION.match(block.text.lstrip()))
    return None if barred else found


def _accept_untagged(block: PageBlock, seen: Witnesses) -> _Accepted | None:
    """What makes a block a heading that its tag does not call one, unless it is a line of a form or a caption."""
    shaped = _is_set_as_heading(block, seen) or (face(block) in seen.faces and _is_title(block))
    if block.role in BODY and not (seen.tagged and block.page == 1):
        large = min(line.size for line in block.lines) > 1.02 * seen.body
        stands_out, short = shaped or large or (block.bold and not seen.bold), _is_short(block)
        level = _named(block, seen.marks)
        if level is not None and ((stands_out and short) if seen.tagged else (shaped or short)):
            return _Accepted(level, sure=True)
        if stands_out and short and not seen.entries.isdisjoint(_spelt(block)):
            return _Accepted(None, sure=True)
    # What makes a block a heading that no tag, bookmark or entry of the list of contents names.
    if block.owners and seen.tagged:
        known = _is_set_as_tagged(block, seen)
        new = shaped and look(block) not in seen.tagged and face(block) in seen.faces
        return _Accepted(None, sure=known) if block.page > 1 and (known or new) else None
    if block.role in (Role.FOOTNOTE, Role.CONTENTS) or not shaped:
        return None
    if seen.title is not None and block.page == 1:
        return _Accepted(1, sure=True) if look(block) == seen.title else None
    dated = block.page <= FRONT and first_date(clean(block.text)) == clean(block.text)
    return None if dated else _Accepted(None, sure=False)


def _may_be_heading(block: PageBlock) -> bool:
    """Whether nothing forbids that a block is a heading: a cell, a bullet, contents, the rest of another block."""
    if block.cell is not None or block.role in (Role.FURNITURE, Role.FIGURE, Role.UNPLACED, Role.CELL):
        return False
    if block.role is Role.CONTENTS and (not block.owners or ends_in_page(block.text) or LIST_TITLE.match(block.text)):
        return False
    return not block.continues and not (block.label is not None and is_bullet(block.label))


def _is_set_as_heading(block: PageBlock, seen: Witnesses) -> bool:
    """Whether a block is set and shaped as a heading is: larger than the text, or bold, short and no sentence."""
    large = min(line.size for line in block.lines) > 1.1 * seen.body
    bold = not seen.bold and block.bold and block.lines[0].size > 0.95 * seen.body
    if not (large or bold) or len(block.lines) > (4 if large else 3):
        return False
    text = _words(block)
    if not any(map(str.isalpha, text)) or len(text) > LONGEST or CAPTION.match(text):
        return False
    if _SENTENCE.search(text) and not (block.lines[0].size > 1.4 * seen.body and len(text) < LINE):
        return False
    return large or not text[:1].islower()


def _is_set_as_tagged(block: PageBlock, seen: Witnesses) -> bool:
    """Whether a block is set like those with a heading tag: larger than the text, or bold, short and no sentence."""
    known = all((round(2 * line.size) / 2, line.bold, line.main.italic) in seen.tagged for line in block.lines)
    if block.label is not None or len(block.lines) > 3 or not known:
        return False
    return block.lines[0].size > seen.body + LARGER or (block.bold and _words(block)[-1:] not in ".:;,?!")


def _is_short(block: PageBlock) -> bool:
    """Whether a block could be a heading by its length and end alone: bookmarks name whole paragraphs, too."""
    return len(block.lines) <= 3 and len(block.text) <= LONGEST and not _SENTENCE.search(_words(block))


def _is_title(block: PageBlock) -> bool:
    """Whether a block reads as a heading does: one or two lines in one face, no sentence, no label, no caption."""
    if len(block.lines) > 2 or block.label is not None or len(text := _words(block)) >= 120:
        return False
    alike = len({(piece.font, piece.size) for line in block.lines for piece in line.pieces if not piece.raised}) == 1
    return alike and text[:1].isupper() and not _SENTENCE.search(text) and not _FACE_OF_CAPTIONS.match(text)


def _without_lists(blocks: Sequence[PageBlock], found: Mapping[int, _Accepted]) -> dict[int, _Accepted]:
    """The headings found, but for runs of blocks that are set alike, without text between, and show by type alone."""
    body = [n for n, block in enumerate(blocks) if block.role not in (Role.FURNITURE, Role.FOOTNOTE) or n in found]
    alike = groupby(body, lambda n: look(blocks[n]) if n in found and not found[n].sure else None)
    runs = (list(group) for set_as, group in alike if set_as is not None)
    lists = {n for run in runs if len(run) >= LIST for n in run}
    return {n: accepted for n, accepted in found.items() if n not in lists}


# ---- levels ----


def _levels(blocks: Sequence[PageBlock], found: Mapping[int, _Accepted]) -> dict[int, int]:
    """The level of each heading, 1 to 6: what a tag or bookmark says, else that of its look or of its number."""
    stated: defaultdict[Look, Counter[int]] = defaultdict(Counter)
    letters_of: Counter[Look] = Counter()
    for n, accepted in found.items():
        letters_of[look(blocks[n])] += len(blocks[n].text)
        if accepted.level is not None:
            stated[look(blocks[n])][accepted.level] += len(blocks[n].text)
    by_look: dict[Look, int] = {}
    for key in sorted(letters_of, key=lambda one: (-one[0], not one[1], one[2])):
        if stated[key].total() > STATED * letters_of[key]:
            by_look[key] = stated[key].most_common(1)[0][0]
        else:
            by_look[key] = min(6, 1 + next(reversed(by_look.values()), 0))
    return _by_number(blocks, {n: accepted.level or by_look[look(blocks[n])] for n, accepted in found.items()})


def _by_number(blocks: Sequence[PageBlock], levels: Mapping[int, int]) -> dict[int, int]:
    """The levels, those of numbered headings by the depth of their numbers where type or tags do not tell them apart.

    Others that are set like some of those are as deep as the deepest of them.
    """
    numbers = {n: found for n in levels if (found := _number(blocks[n]))}
    depths = {n: len(found) for n, found in numbers.items()}
    usual: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for n, depth in depths.items():
        usual[depth][levels[n]] += 1
    at = {depth: usual[depth].most_common(1)[0][0] for depth in sorted(usual)}
    told_apart = all(upper < lower for upper, lower in pairwise(at.values()))
    if len(at) < 2 or told_apart or not _nest(tuple(numbers.values())):
        return dict(levels)
    first = min(at)
    made = {n: min(6, at[first] + depth - first) for n, depth in depths.items()}
    deepest: dict[Look, int] = {}
    deeper: Counter[int] = Counter()
    for n, level in made.items():
        deepest[look(blocks[n])] = max(level, deepest.get(look(blocks[n]), 0))
        deeper[levels[n]] = max(deeper[levels[n]], level - levels[n])
    for n in levels.keys() - depths.keys():
        pushed = levels[n] + max((by for level, by in deeper.items() if level < levels[n]), default=0)
        made[n] = min(6, deepest.get(look(blocks[n]), max(pushed, levels[n])))
    return made


def _nest(numbers: Sequence[tuple[str, ...]]) -> bool:
    """Whether numbers count sections: nearly all come after their own, as "4.1" after "4". Not versions: 1.1.2, 1.1."""
    top = min(map(len, numbers))
    seen: set[tuple[str, ...]] = set()
    below = held = 0
    for number in numbers:
        if len(number) > top:
            below += 1
            held += number[:-1] in seen
        seen.add(number)
    return held >= 0.8 * below


def _number(block: PageBlock) -> tuple[str, ...]:
    """The figures of the number of a heading: 4 and 1 for "4.1", 4 for "4." and "4.0"; none without a number."""
    text = _words(block)
    if block.label is not None:
        found = block.label.strip(" .)(") if kind_of(block.label) in _COUNTED else ""
    else:
        split = heading_number(text, bare=True)
        found = split[0] if split else (_DOTTED.match(text) or [""])[0]
    return tuple(found.removesuffix(".0").split(".")) if found else ()


# ---- how a block is set and spelt ----


def look(block: PageBlock) -> Look:
    """How a block is set."""
    main = block.lines[0].main
    return round(main.size * 2) / 2, block.bold, main.italic


def face(block: PageBlock) -> Face:
    """How its first line is set."""
    main = block.lines[0].main
    return round(main.size * 2) / 2, main.font, main.bold, main.italic


def _words(block: PageBlock) -> str:
    """The text of a block with its label, footnote marks and hidden pieces left out."""
    pieces = (piece.text for line in block.lines for piece in line.pieces if not piece.raised and not piece.hidden)
    return " ".join([block.label or "", *" ".join(pieces).split()]).strip()


def _spelt(block: PageBlock) -> tuple[str, ...]:
    """The letters of a block with and without its number; none of one longer than any heading."""
    if sum(len(line.text) for line in block.lines) > LONGEST:
        return ()
    text = block.unlabelled().text
    split = heading_number(text.strip(), bare=True)
    return tuple(dict.fromkeys(letters(one) for one in (text, block.text, split[1] if split else text)))


def _named(block: PageBlock, marks: Mapping[tuple[int, str], int]) -> int | None:
    """The level of the bookmark that spells a block, with or without its number; None where none does."""
    at = ((block.page, one) for one in _spelt(block)) if marks else ()
    return next((marks[one] for one in at if one in marks), None)

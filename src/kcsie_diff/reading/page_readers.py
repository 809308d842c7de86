"""Readers of pages: the lines of each page to the tagged reader or to layout analysis, and their blocks merged.

A tagged page may print text that no element owns: boxes and flow charts that its program called artifacts, text drawn
outside any mark. It is read by its look, and reported where it stands on the page.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kcsie_diff.language.labels import is_label
from kcsie_diff.language.normalise import letters
from kcsie_diff.reading import furniture
from kcsie_diff.reading.contents import Titles, with_contents
from kcsie_diff.reading.furniture import set_aside
from kcsie_diff.reading.hanging_labels import with_drawn_bullets, with_marginal_numbers
from kcsie_diff.reading.headings import with_headings
from kcsie_diff.reading.layout import analysis as layout
from kcsie_diff.reading.layout.tolerances import TOLERANCES
from kcsie_diff.reading.page_model import Line, Page, PageBlock, Role, Stroke, TextRun
from kcsie_diff.reading.pdf.file import Source
from kcsie_diff.reading.pdf.structure_tree import Owned, Roles
from kcsie_diff.reading.tagged import blocks as tagged
from kcsie_diff.reading.tagged.notes import type_sizes
from kcsie_diff.records import Record, replace

COVERED = 0.5
"""A page is read by its tags where they own at least this share of its letters, running lines aside."""


SHORT = 4
"""A letter of fewer pages may well have neither heading nor list."""

_BESIDE = 0.6
"""Ems. Two pieces of a line with no more between them stand in one line of text, a space apart at most."""


class Read(Record, frozen=True):
    """The blocks of all pages in reading order; the pages read by their tags; those with text that no element owns.

    `heading_tags` says whether the tags name any heading; `damage` counts what of the tags had to be passed over.
    """

    blocks: tuple[PageBlock, ...]
    by_tags: frozenset[int]
    loose: tuple[int, ...]
    heading_tags: bool
    damage: int = 0


class _Sorted:
    """The lines of one page, sorted by the reader that reads them."""

    def __init__(self, page: Page, furniture: list[Line]) -> None:
        self.page, self.furniture = page, furniture
        self.owned: list[Line] = []
        self.loose: list[Line] = []
        self.tagged = False


def read_blocks(source: Source, pages: Sequence[Page]) -> Read:
    """Read every page by its tags or by its look; each piece stands in one block."""
    roles = Roles(source.structure) if source.structure else None
    if roles and not _tells(pages, roles, source.struct_parents):
        roles = None
    pages, stamped = set_aside(with_drawn_bullets(without_underlines(pages)))
    pages, line_numbers = with_marginal_numbers(pages)
    running, titles = furniture.find(pages), Titles(pages)
    sorter = _Sorter(roles, source.struct_parents)
    found = [sorter.sort(page, running.get(page.number, frozenset())) for page in pages]
    unread = [replace(page.page, lines=tuple(page.loose)) for page in found if page.loose or not page.tagged]
    by_look: dict[int, list[PageBlock]] = defaultdict(list)
    for block in layout.blocks(unread, titles) if unread else ():
        by_look[block.page].append(block)
    sizes = type_sizes(pages, roles, source.struct_parents) if roles else None
    blocks: list[PageBlock] = []
    for page in found:
        beside = (*stamped.get(page.page.number, ()), *line_numbers.get(page.page.number, ()), *page.furniture)
        blocks += [PageBlock(Role.FURNITURE, (line,)) for line in beside]
        seen = by_look[page.page.number]
        if page.tagged and roles and sizes:
            body, key = replace(page.page, lines=tuple(page.owned)), source.struct_parents.get(page.page.number)
            seen = _merge(page.page, tagged.blocks(body, roles, key, sizes, titles), seen)
        blocks += [furniture.label(page.page, block) for block in seen]
    return Read(
        with_headings(with_contents(blocks, titles), source.bookmarks),
        frozenset(page.page.number for page in found if page.tagged),
        tuple(page.page.number for page in found if page.tagged and page.loose),
        any(block.role is Role.HEADING for block in blocks),
        source.structure.damage if source.structure else 0,
    )


def _tells(pages: Sequence[Page], roles: Roles, keys: Mapping[int, int]) -> bool:
    """Whether the tags say more than that there are paragraphs: some programs tag headings and items alike as P."""
    pieces = ((keys.get(page.number), piece.mcid) for page in pages for line in page.lines for piece in line.pieces)
    owned = (roles.of(key, mcid) for key, mcid in pieces)
    return len(pages) < SHORT or any(found and (found.role is Role.HEADING or found.item) for found in owned)


class _Sorter:
    """Sorts the lines of page after page. What repeats a line read so far is furniture."""

    def __init__(self, roles: Roles | None, keys: Mapping[int, int]) -> None:
        self.roles, self.keys = roles, keys
        self.read: set[str] = set()
        self.unspelt: list[Sequence[TextRun]] = []  # lines read since a repeat was last looked for, which is seldom

    def sort(self, page: Page, running: Iterable[int]) -> _Sorted:
        """Sort the lines of one page. What the tags put into a table is of it, though it begins page after page."""
        owners = {i: [self._owner(page, piece) for piece in page.lines[i].pieces] for i in running}
        beside = {i for i, held in owners.items() if not any(owned and owned.cell for owned in held)}
        out = _Sorted(page, [page.lines[i] for i in sorted(beside)])
        body = [line for i, line in enumerate(page.lines) if i not in beside]
        pieces = [piece for line in body for piece in line.pieces]
        owned = sum(len(piece.text) for piece in pieces if self._owner(page, piece) is not None)
        out.tagged = self.roles is not None and owned >= COVERED * sum(len(piece.text) for piece in pieces)
        for line in body:
            self._sort_line(out, line)
        return out

    def _sort_line(self, out: _Sorted, line: Line) -> None:
        line = self._adopted(out.page, line)
        hidden = [piece for piece in line.pieces if piece.hidden]
        shown = [piece for piece in line.pieces if not piece.hidden]
        if any(piece.struck for piece in hidden) and is_label("".join(piece.text for piece in shown).strip()):
            hidden, shown = list(line.pieces), []  # the number of a paragraph whose words are struck through
        if hidden:
            out.furniture.append(_of(line, hidden))
        owned: list[TextRun] = []
        loose: list[TextRun] = []
        for piece in shown:
            (owned if out.tagged and self._owner(out.page, piece) is not None else loose).append(piece)
        if owned:
            out.owned.append(_of(line, owned))
            self.unspelt.append(owned)
        if not loose or (owned and not _letters(loose)):
            return
        rest = _of(line, loose)
        beside = out.tagged and self._is_furniture(out.page, rest)
        (out.furniture if beside else out.loose).append(rest)

    def _adopted(self, page: Page, line: Line) -> Line:
        """A line, each piece of it that no element owns given to the element of one right beside it.

        Matches what a style sheet generates, which browsers draw outside any mark: the number of a heading, "Note:"
        before a paragraph. Must not match artifacts, or what stands apart from the text, such as a line number.
        """
        if self.roles is None or all(piece.mcid is not None for piece in line.pieces):
            return line
        adopted = list(line.pieces)
        for step in (-1, 1):
            for here, beside in pairwise(range(len(adopted))[::step]):
                owner, piece = adopted[here], adopted[beside]
                gap = max(piece.left, owner.left) - min(piece.right, owner.right)
                is_free = piece.mcid is None and not (piece.artifact or piece.hidden)
                if is_free and abs(gap) <= _BESIDE * owner.size and self._owner(page, owner) is not None:
                    adopted[beside] = replace(piece, mcid=owner.mcid)
        return line if adopted == list(line.pieces) else replace(line, pieces=tuple(adopted))

    def _is_furniture(self, page: Page, line: Line) -> bool:
        """Whether what no element owns stands beside the text: in the margin, without a letter, or read before."""
        spelt = _letters(line.pieces)
        if furniture.is_page_number(page, line) or not spelt:
            return True
        artifact = all(piece.artifact for piece in line.pieces)
        if not artifact or furniture.in_margin(page, line):
            return artifact
        self.read.update(map(_letters, self.unspelt))
        self.unspelt.clear()
        return spelt in self.read

    def _owner(self, page: Page, piece: TextRun) -> Owned | None:
        return self.roles.of(self.keys.get(page.number), piece.mcid) if self.roles is not None else None


def _of(line: Line, pieces: Sequence[TextRun]) -> Line:
    """Some pieces of a line as a line; the line itself where they are all, with what it knows of itself.

    A space stands where a gap is left, as where the dots before a page number are an artifact: "Keys 12".
    """
    if len(pieces) == len(line.pieces):
        return line
    spaced = [
        replace(piece, text=f" {piece.text}") if piece.left - before.right > _BESIDE * piece.size else piece
        for before, piece in pairwise(pieces)
    ]
    return Line((pieces[0], *spaced))


def _letters(pieces: Iterable[TextRun]) -> str:
    return letters("".join(piece.text for piece in pieces))


def _merge(page: Page, blocks: Sequence[PageBlock], loose: Sequence[PageBlock]) -> list[PageBlock]:
    """The blocks of a page with those read by their look, each before the first one that comes after it.

    On a page of one column that is the first one below; else the page's own drawing decides, counted in lines.
    """
    drawn = {(piece.left, piece.baseline): i for i, line in enumerate(page.lines) for piece in line.pieces}
    one_column = all(after.top > block.top for block, after in pairwise(blocks))

    def rank(block: PageBlock) -> float:
        places = ((piece.left, piece.baseline) for line in block.lines for piece in line.pieces)
        return block.top if one_column else min((drawn[at] for at in places if at in drawn), default=0)

    before: dict[int, list[PageBlock]] = defaultdict(list)
    for block in loose:
        at = rank(block)
        before[next((i for i, other in enumerate(blocks) if rank(other) > at), len(blocks))].append(block)
    return [one for i in range(len(blocks) + 1) for one in (*before[i], *blocks[i : i + 1])]


# ---- underlines ----

_BELOW = 0.3
"""Ems. An underline stands no further below the baseline: there descenders end, and a cell has room under them."""

_SLACK = 1.5
"""Points. An underline ends no further beyond its words: the edge of a letter is not that of its ink."""


def without_underlines(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages, each without the strokes that lie right under words and are no longer than these."""
    return tuple(replace(page, strokes=tuple(_rules(page))) if page.strokes else page for page in pages)


def _rules(page: Page) -> Iterator[Stroke]:
    lines = sorted(page.lines, key=lambda line: line.baseline)
    heights = [line.baseline for line in lines]
    reach = _BELOW * max((line.size for line in lines), default=0.0)
    for stroke in page.strokes:
        at, near = (stroke.top + stroke.bottom) / 2, lines[:0]
        if stroke.bottom - stroke.top <= TOLERANCES.thin < stroke.right - stroke.left:
            near = lines[bisect_left(heights, at - reach) : bisect_right(heights, at)]
        if not any(_is_under(stroke, at, line) for line in near):
            yield stroke


def _is_under(stroke: Stroke, at: float, line: Line) -> bool:
    """Whether a stroke lies within one run of words of a line, as far below it as underlines do."""
    if not 0 <= at - line.baseline <= _BELOW * line.size:
        return False
    left = right = line.pieces[0].left
    for piece in line.pieces:
        if piece.left - right > line.size:
            left = piece.left
        right = max(right, piece.right)
        if left - _SLACK <= stroke.left and stroke.right <= right + _SLACK:
            return True
    return False

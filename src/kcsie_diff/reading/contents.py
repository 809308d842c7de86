"""Lists of contents: blocks to entries, those whose words are the title of something on the page that they name.

What a list of contents looks like decides, whether its lines are tagged as such, as paragraphs or not at all.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, pairwise

from kcsie_diff.language.labels import ends_in_page, has_leader, heading_number, is_plain_page_number, with_page
from kcsie_diff.language.normalise import clean, letters
from kcsie_diff.reading.page_model import BODY, Line, Page, PageBlock, Role
from kcsie_diff.records import replace

ATTESTED = 0.4
"""At least this share of the entries of a list must be titles: others may be cut, wrapped or spelt otherwise."""

SHORTEST = 4
"""A key of fewer letters is no title: too many lines begin with it."""

_CONTENTS = r"(?:(?:table of )?contents(?: page)?|(?:in|inside) this \w+)"
TITLE = re.compile(rf"^{_CONTENTS}$", re.IGNORECASE)
"""The heading of a list of contents, wherever in the file it stands: "Contents", "In this guidance"."""

LIST_TITLE = re.compile(rf"\s*(?:{_CONTENTS}|(?:list of )?(?:figures|tables|boxes))\s*$", re.IGNORECASE)
"""The heading of such a list of titles, right above its first entry."""

FEWEST = 3
"""As many entries make a list of contents, and no fewer."""

UNTITLED = 6
"""As many titles one after the other are a list of contents without a heading or page numbers, and no fewer."""

IN_ORDER = 0.9
"""At least this share of such titles must come in the same order in the text: one or two may be spelt otherwise."""

ENTRY = 160
"""Characters, without the leader and the page number. No entry is longer."""


class Titles:
    """The lines of a document, by their letters, as what an entry of a list of contents may name."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages

    @cached_property
    def _lines(self) -> dict[str, list[tuple[int, float]]]:
        """Page and baseline of the lines of the document, by their letters."""
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for page in self._pages:
            for line in page.lines:
                key = letters(line.text)
                if len(key) >= SHORTEST:
                    found[key].append((page.number, line.baseline))
        return found

    @cached_property
    def _keys(self) -> list[str]:
        return sorted(self._lines)

    def name(self, entries: Sequence[str], page: int, top: float, bottom: float) -> bool:
        """Whether enough of some entries, which stand on a page between two heights, name a title and its page.

        Matches entries whose titles stand on the pages that they name, all counted from the same page; with pages in
        Roman figures the titles alone decide. Must not match a list of limits, whose figures rise but lead nowhere, not
        even where its words stand in another list.
        """
        offsets: Counter[int] = Counter()
        titled = counted = 0
        for entry in entries:
            title, figure = with_page(entry)
            places = self._places(letters(title), page, top, bottom)
            titled += bool(places)
            if figure and figure.isdigit():
                counted += 1
                offsets.update({place - int(figure) for place in places})
        wanted = ATTESTED * len(entries)
        if titled < wanted or not titled:
            return False
        agreed = max((offsets[offset] + offsets[offset + 1] for offset in offsets), default=0)
        return not counted or agreed >= ATTESTED * counted

    def has(self, text: str, page: int, top: float, bottom: float) -> bool:
        """Whether a line elsewhere begins with the words of a text that stands on a page between two heights."""
        return bool(self._places(letters(text), page, top, bottom))

    def _places(self, title: str, page: int, top: float, bottom: float) -> set[int]:
        """The pages on which a line begins with a title, or with the first words of a long one; not the list itself."""
        return {
            number
            for key in self._matching(title)
            for number, baseline in self._lines[key]
            if not (number == page and top <= baseline <= bottom)
        }

    def _matching(self, title: str) -> Iterator[str]:
        if len(title) < SHORTEST:
            return
        at = bisect_left(self._keys, title)
        while at < len(self._keys) and self._keys[at].startswith(title):
            yield self._keys[at]
            at += 1
        for length in range(len(title) - 1, max(SHORTEST, len(title) // 2), -1):
            if title[:length] in self._lines:
                yield title[:length]


def entry_titles(blocks: Iterable[PageBlock]) -> frozenset[str]:
    """The letters of the titles that the list of contents names, each with its number and without."""
    found: set[str] = set()
    for block in blocks:
        if block.role is not Role.CONTENTS:
            continue
        for text in {clean(block.unlabelled().text), *(clean(line.text) for line in block.lines)}:
            found.update(map(letters, _with_and_without_number(with_page(text)[0])))
    return frozenset(key for key in found if len(key) >= SHORTEST)


def _with_and_without_number(title: str) -> tuple[str, ...]:
    split = heading_number(title, bare=True)
    return (title, split[1]) if split else (title,)


def with_contents(blocks: Sequence[PageBlock], titles: Titles) -> tuple[PageBlock, ...]:
    """The blocks of a document, its lines of contents labelled as such whatever their tags.

    Matches: lines with a leader and a number, and lines under the heading "Contents", whose words are titles of the
    document; a run of lines that end in page numbers and name a title each, on that page; between two lines of
    contents one that ends in a number, whose title leaves no room for a leader; the title right above a list. Must not
    match: a list of limits with leaders, whose figures rise but lead nowhere; a paragraph after the list; another line
    before the first of them. What follows a list and counts on, at the top of the next page say, is a part of it; so is
    a page number that is tagged apart from its title.
    """
    blocks = tuple(_with_whole_entries(blocks, titles))
    listed = {n for run in _runs(blocks) for n in _listed([(n, blocks[n]) for n in run], titles)}
    listed |= _below_title(blocks, titles) | _titles_in_order(blocks)
    body = [n for n, block in enumerate(blocks) if block.role is not Role.FURNITURE]
    listed |= {n for n in body if blocks[n].role is Role.CONTENTS or _holds_entries(blocks[n], titles)}
    titles_above = (n for n, after in pairwise(body) if after in listed and blocks[n].cell is None)
    listed |= {n for n in titles_above if LIST_TITLE.match(blocks[n].text)}
    for before, n, after in zip(body, body[1:], body[2:], strict=False):
        if before in listed and after in listed and _may_be_entry(blocks[n]) and ends_in_page(blocks[n].text):
            listed.add(n)
    named = {letters(with_page(blocks[n].text)[0]) for n in listed}
    for before, n in pairwise(body):
        if before in listed and letters(blocks[n].text) not in named and _continues(blocks[before], blocks[n], titles):
            listed.add(n)
    return tuple(
        replace(block, role=Role.CONTENTS) if n in listed and block.role is not Role.CONTENTS else block
        for n, block in enumerate(blocks)
    )


def _continues(before: PageBlock, block: PageBlock, titles: Titles) -> bool:
    """Whether a block holds the next entries after another one, over a page end maybe: titles whose pages rise.

    Must not match "Part 1" under a list of contents, nor the title "Ages 16 to 18" that an entry of the list names.
    """
    lines = [replace(block, lines=(line,)) for line in block.lines]
    entries = lines if all(ends_in_page(line.text) for line in lines) else [block]
    named = [with_page(one.unlabelled().text) for one in (before, *entries)]
    pages = [int(figure) for _, figure in named if figure and figure.isdigit()]
    rising = len(pages) == len(named) and all(one <= following for one, following in pairwise(pages))
    if not rising or block.page - before.page not in (0, 1) or not all(map(_may_be_entry, entries)):
        return False
    return all(_is_title(_with_and_without_number(title), block, titles) for title, _ in named[1:])


def _holds_entries(block: PageBlock, titles: Titles) -> bool:
    """Whether a block is nothing but entries, as where one paragraph is tagged around a whole list.

    Matches a few lines, each an entry; one or two entries with leaders, as they go on at the top of a page, be their
    titles long ones over two lines. Must not match other lines that end in figures.
    """
    if block.cell is not None or not ends_in_page(block.lines[-1].text):
        return False
    entries, title = [], ""
    for line in block.lines:
        title += line.text
        if has_leader(line.text) or (len(block.lines) >= FEWEST and ends_in_page(line.text)):
            entries.append(title)
            title = ""
    whole = len(entries) >= FEWEST and len(entries) == len(block.lines)
    led = not title and all(map(has_leader, entries))
    return (whole or led) and titles.name(entries, block.page, block.top - 1, block.bottom + 1)


def _with_whole_entries(blocks: Sequence[PageBlock], titles: Titles) -> Iterator[PageBlock]:
    """The blocks, a title and the page number that stands level with it made one where they are entries of a list."""
    rows = [tuple(held) for _, held in groupby(blocks, key=_printed_line)]
    entries = [_as_entry(row) if len(row) > 1 and is_plain_page_number(row[-1].text) else None for row in rows]
    by_page: dict[int, list[PageBlock]] = defaultdict(list)
    for entry in entries:
        if entry is not None:
            by_page[entry.page].append(entry)
    named = {
        page for page, held in by_page.items()
        if len(held) >= FEWEST
        and titles.name([one.text for one in held], page, held[0].top - 1, held[-1].bottom + 1)
    }  # fmt: skip
    for row, entry in zip(rows, entries, strict=True):
        yield from (entry,) if entry is not None and entry.page in named else row


def _printed_line(block: PageBlock) -> object:
    """What the blocks of one printed line share; a block that is no part of a line shares nothing."""
    is_part = len(block.lines) == 1 and block.cell is None and block.role in BODY
    return (block.page, round(block.lines[0].baseline)) if is_part else id(block)


def _as_entry(row: Sequence[PageBlock]) -> PageBlock:
    *words, number = [piece for block in row for piece in block.lines[0].pieces]
    return replace(row[0], lines=(Line((*words, replace(number, text=f" {number.text.strip()}"))),))


def _may_be_entry(block: PageBlock) -> bool:
    text = block.text
    if block.cell is not None or (len(text) > ENTRY and len(with_page(text)[0]) > ENTRY) or TITLE.match(clean(text)):
        return False
    return block.role in BODY or (block.role is Role.HEADING and ends_in_page(text))


def _runs(blocks: Sequence[PageBlock]) -> Iterator[list[int]]:
    """The runs of blocks of a page, by index, that end in page numbers, whatever stands between those with a leader."""
    run: list[int] = []
    for n, block in enumerate(blocks):
        if block.role is Role.FURNITURE:
            continue
        same = not run or blocks[run[-1]].page == block.page
        entry = _may_be_entry(block) and ends_in_page(block.text)
        if run and not (same and (entry or has_leader(blocks[run[-1]].text))):
            yield run
            run = []
        if entry:
            run.append(n)
    yield run


def _listed(run: Sequence[tuple[int, PageBlock]], titles: Titles) -> frozenset[int]:
    """Which blocks of a run, by index, are entries: where they name titles and their pages, from first to last."""
    if len(run) < FEWEST:
        run = [(n, block) for n, block in run if has_leader(block.text)]
    entry = [at for at, (_, block) in enumerate(run) if _is_entry(block, titles)]
    if not entry:
        return frozenset()
    places, held = zip(*run[entry[0] : entry[-1] + 1], strict=True)
    top, bottom = min(block.top for block in held), max(block.bottom for block in held)
    named = titles.name([block.unlabelled().text for block in held], held[0].page, top, bottom)
    return frozenset(places if named else ())


def _below_title(blocks: Sequence[PageBlock], titles: Titles) -> set[int]:
    """The blocks, by index, that follow the heading "Contents" and are entries, on its page and the next."""
    found: set[int] = set()
    for start, block in enumerate(blocks):
        if block.cell is not None or block.role is Role.CONTENTS or not TITLE.match(clean(block.text)):
            continue
        run: list[int] = []
        named: set[str] = set()
        for n in range(start + 1, len(blocks)):
            one = blocks[n]
            if one.role is Role.FURNITURE:
                continue
            if one.role is not Role.CONTENTS:
                if one.page > block.page + 1 or not _may_be_entry(one) or not _is_entry(one, titles):
                    break
                if letters(one.text) in named:
                    break  # the first title itself, on the page after its list
                run.append(n)
            named.add(letters(with_page(one.text)[0]))
        if len(run) >= FEWEST or (run and all(has_leader(blocks[n].text) for n in run)):
            found.update(run)
    return found


def _titles_in_order(blocks: Sequence[PageBlock]) -> set[int]:
    """The blocks, by index, of lists without page numbers that name the titles below them, as web pages print them.

    Must not match a few subjects of which each has a section of its own, a list that is printed twice, nor the title
    "Part one" between the list and the first of its titles.
    """
    keys = {
        n: " ".join(block.unlabelled().text.split()).casefold()
        for n, block in enumerate(blocks)
        if block.role is not Role.FURNITURE and len(block.text) <= ENTRY
    }
    last = {key: n for n, key in keys.items() if len(key) >= SHORTEST}
    found: set[int] = set()
    shown = [n for n, block in enumerate(blocks) if block.role is not Role.FURNITURE]
    for named, held in groupby(shown, key=lambda n: last.get(keys.get(n, ""), n) > n and _may_name(blocks[n])):
        run = list(held)
        if named and len(run) >= UNTITLED and _come_in_order([keys[n] for n in run], keys, run[-1]):
            found.update(run)
    return found


def _may_name(block: PageBlock) -> bool:
    return _may_be_entry(block) and block.text.rstrip()[-1:] not in (".", ";")


def _come_in_order(names: Sequence[str], keys: Mapping[int, str], end: int) -> bool:
    """Whether some names come again behind the block `end` in the same order, with text between some of them."""
    waiting, places = list(reversed(names)), []
    for n, key in keys.items():
        if n > end and key in waiting[-2:]:
            while waiting.pop() != key:
                pass
            places.append(n)
        if not waiting:
            break
    apart = sum(after - before > 1 for before, after in pairwise(places))
    return len(places) >= IN_ORDER * len(names) and 2 * apart >= len(places) - 1


def _is_entry(block: PageBlock, titles: Titles) -> bool:
    """Whether a block has a leader and a number, or spells the title of something; a sentence spells none."""
    text = block.text.rstrip()
    if has_leader(text) or text[-1:] in (".", ";"):
        return has_leader(text)
    return _is_title((with_page(one)[0] for one in (block.unlabelled().text, text)), block, titles)


def _is_title(spellings: Iterable[str], block: PageBlock, titles: Titles) -> bool:
    """Whether one of some spellings of a block is a title elsewhere."""
    return any(titles.has(one, block.page, block.top - 1, block.bottom + 1) for one in spellings)

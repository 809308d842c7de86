"""Contents pages: rows that end with a page number at the right edge."""

from collections.abc import Sequence
from itertools import pairwise

from kcsie_diff.language.labels import ends_in_page, has_leader, is_plain_page_number, named_page, with_page
from kcsie_diff.reading.contents import FEWEST, TITLE, Titles
from kcsie_diff.reading.layout.rows import TextRow, Typography
from kcsie_diff.reading.layout.tolerances import TOLERANCES


def contents_span(rows: Sequence[TextRow], typography: Typography, titles: Titles, *, early: bool) -> range:
    """Which rows of a page are a list of contents, without the heading above it; an empty range where none are.

    `early` says that the page stands in the first part of the file, where numbers without leaders may be page numbers;
    so they may under the heading "Contents".
    Matches: entries with leaders; entries whose page numbers stand under each other at the right and only rise; the
    rows between them, which hold the first words of long entries; all under the heading "Contents", or naming titles
    of the document. Must not match: a table or list whose last column rises, numbers in the margin that count.
    """
    entries = [index for index, row in enumerate(rows) if has_leader(row.text)]
    if len(entries) < FEWEST and (early or any(TITLE.search(row.text) for row in rows)):
        entries = _numbered(rows)
    if len(entries) < FEWEST:
        return range(0)
    first, last = entries[0], entries[-1]
    titled = any(TITLE.search(row.text) for row in rows[: first + 1])
    if not titled and not _name_titles([rows[index] for index in entries], titles):
        return range(0)
    while (
        first
        and last - first < TOLERANCES.most_entry_rows
        and _continues_entry(rows[first - 1], rows[first], typography)
    ):
        first -= 1
    while titled and first and ends_in_page(rows[first - 1].text):
        first -= 1
    return range(first, last + 1)


def _name_titles(entries: Sequence[TextRow], titles: Titles) -> bool:
    top, bottom = (choose(row.baseline for row in entries) for choose in (min, max))
    return titles.name([row.text for row in entries], entries[0].line.page, top - 1, bottom + 1)


def _numbered(rows: Sequence[TextRow]) -> list[int]:
    """The rows that end with a page number apart from their words, rising, and under each other or called "Page"."""
    figures = {index: figure for index, row in enumerate(rows) if (figure := _page_figure(row))}
    if len(figures) < FEWEST:
        return []
    right = max(rows[index].right for index in figures)
    found = [
        index for index in figures
        if named_page(rows[index].text) or right - rows[index].right < TOLERANCES.entry_edge
    ]  # fmt: skip
    counted = [int(figures[index]) for index in found if figures[index].isdigit()]
    rising = sum(a <= b for a, b in pairwise(counted))
    crowded = len(found) >= TOLERANCES.entry_share * (found[-1] - found[0] + 1)
    varied = len(set(counted)) > TOLERANCES.entry_variety * len(counted)
    return found if len(counted) >= FEWEST and rising == len(counted) - 1 and crowded and varied else []


def _page_figure(row: TextRow) -> str | None:
    """The page number at the end of a row: apart from its words, called "Page", or behind a leader of blanks."""
    last = row.segments[-1].text.strip()
    if len(row.segments) == 1 and row.right - row.left > TOLERANCES.blank_leader * row.size * len(last):
        return with_page(last)[1]
    apart = len(row.segments) in (2, 3) and is_plain_page_number(last)
    return named_page(row.text) or (last if apart else None)


def _continues_entry(above: TextRow, entry: TextRow, typography: Typography) -> bool:
    """Whether a row without a number holds the first words of the entry under it."""
    step = entry.baseline - above.baseline
    alike = abs(above.size - entry.size) < 0.1 and above.bold == entry.bold and abs(above.left - entry.left) < 2
    return alike and step <= 1.1 * typography.step(entry.size)

"""Where a passage stands, as a reader would say it: "paragraph 142, third bullet", "pages 38 to 39"."""

import re
from collections.abc import Sequence
from itertools import groupby

from kcsie_diff.language.dates import years_in
from kcsie_diff.model.comparison import Passage
from kcsie_diff.reports.english import count, listed, nth, shortened

UNNUMBERED = "text without a number"
_MOST_NAMED = 3
# The word or two by which a passage without a number is known: "content: being exposed to …".
_LABEL = re.compile(r"([^\W\d_][\w’'-]*(?: [\w’'-]+){0,2}): ?\S")


def place(passage: Passage) -> str:
    """Return the place of one passage in its edition, without its page."""
    match passage.node:
        case "paragraph":
            where = _paragraph(passage)
        case "item":
            where = _item(passage)
        case "heading":
            where = "heading"
        case "footnote":
            where = _under(f"footnote {passage.number}" if passage.number else "footnote", passage, " to ")
        case "table_row":
            where = _under("table row", passage, " under ")
        case "figure_text":
            where = _under("text in a figure", passage, " under ")
        case _:
            where = "text outside the structure"
    return where


def _paragraph(passage: Passage) -> str:
    if passage.number is not None:
        return f"paragraph {passage.number}"
    return f"paragraph {passage.paragraph}, further text" if passage.paragraph else UNNUMBERED


def _item(passage: Passage) -> str:
    if passage.number is not None:
        own = f"point {passage.number}"
    else:
        own = nth(passage.ordinal, "bullet") if passage.ordinal else "bullet"
    return f"paragraph {passage.paragraph}, {own}" if passage.paragraph else own


def _under(own: str, passage: Passage, joint: str) -> str:
    return f"{own}{joint}paragraph {passage.paragraph}" if passage.paragraph else own


def named(passage: Passage, section: Sequence[str]) -> str:
    """Return the place of a passage as a heading of its own: one without a number is named after its section or page.

    Where there is neither, the place alone has to do.

    >>> named(Passage("a", "paragraph", None, None, None, 6, (6,), "…"), ("Summary", "Who it is for"))
    'text under “Who it is for”'
    """
    if passage.paragraph is not None or passage.number is not None:
        return place(passage)
    own = "text" if passage.node == "paragraph" else place(passage)
    if passage.after is not None:
        label = _LABEL.match(passage.text)
        return f"paragraph {passage.after}, {f'“{label[1]}”' if label else own if own != 'text' else 'further text'}"
    if passage.before is not None:
        return f"{'note' if own == 'text' else own} before paragraph {passage.before}"
    if section:
        return f"{own} under “{shortened(section[-1])}”"
    return place(passage) if passage.page is None else f"{own} on page {passage.page}"


def places(passages: Sequence[Passage]) -> str:
    """Return where all passages of one side stand: "paragraphs 12 and 13", "heading and 4 passages under it"."""
    if len(passages) > 1 and passages[0].node == "heading":
        return f"heading and {count(len(passages) - 1, 'passage')} under it"
    numbered = [passage.number for passage in passages if passage.node == "paragraph" and passage.number]
    if len(numbered) == len(passages) > 1:
        return f"paragraphs {_span(numbered)}"
    named = [_several(name, len(list(run))) for name, run in groupby(place(passage) for passage in passages)]
    if len(named) > _MOST_NAMED:
        return f"{named[0]} and {count(len(passages) - 1, 'more passage')} after it"
    return listed(named)


def _several(name: str, number: int) -> str:
    """The place of neighbours of one name; table rows are counted, all else is in one place."""
    return name.replace("table row", f"{number} table rows", 1) if number > 1 else name


def _span(numbers: Sequence[str]) -> str:
    if len(numbers) > _MOST_NAMED:
        return f"{numbers[0]} to {numbers[-1]}"
    return listed(numbers)


def pages(passages: Sequence[Passage]) -> str:
    """Return the pages of the file that the passages touch: "page 38", "pages 38 to 39"; "" if there are none."""
    return page_span(sorted({page for passage in passages for page in passage.pages}))


def page_span(touched: Sequence[int]) -> str:
    """Return ascending pages in words."""
    if not touched:
        return ""
    if len(touched) == 1:
        return f"page {touched[0]}"
    return f"pages {touched[0]} to {touched[-1]}"


def edition_names(old: str, new: str) -> tuple[str, str]:
    """Return what the two editions are called in short: "2024 edition" where their titles tell years apart."""
    old_years, new_years = years_in(old), years_in(new)
    if old_years and new_years and old_years[-1] != new_years[-1]:
        return f"{old_years[-1]} edition", f"{new_years[-1]} edition"
    return "older edition", "newer edition"

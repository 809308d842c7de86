"""The index page of a batch: one row a pair, with a link to each report or the reason why there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from kcsie_diff.model.comparison import Category
from kcsie_diff.reports import english
from kcsie_diff.reports.html.page import asset, policy, render


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One pair of a batch. `files` are relative to the page, the main report first; none where there is an error.

    `error` is its sentence, its code and its cure.
    """

    name: str
    files: tuple[str, ...]
    titles: tuple[str, str]
    by_category: tuple[tuple[str, int], ...] = ()
    error: tuple[str, str, str] | None = None

    def count(self, category: Category) -> int:
        """How many changes of a category were found."""
        return dict(self.by_category).get(category, 0)


def write_index(rows: Iterable[IndexRow]) -> bytes:
    """Return the page in UTF-8: pairs in the order given, without any script."""
    every = tuple(rows)
    style = asset("report.css")
    return render(
        "index.html.j2",
        compared=tuple(row for row in every if row.error is None),
        failed=tuple(row for row in every if row.error is not None),
        categories=tuple(english.CATEGORIES.items()),
        address=lambda file: quote(file, safe="/"),
        style=style,
        policy=policy(style),
    )

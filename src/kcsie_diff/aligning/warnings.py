"""What a reader should know before the first change: editions the wrong way round, files that are strangers."""

from collections.abc import Iterator

from kcsie_diff.aligning.scope import Coverage
from kcsie_diff.language.dates import find_month, years_in
from kcsie_diff.model.edition import Edition

_STRANGERS = 0.05  # two editions of one guidance share far more of their words, even after a rewrite


def find_doubts(old: Edition, new: Edition, covers: tuple[Coverage, Coverage]) -> Iterator[str]:
    """Sentences for the verdict, none where all is well."""
    for stated in (_title_year, _cover_month):
        before, after = stated(old), stated(new)
        if before and after and before[0] != after[0]:
            if before[0] > after[0]:
                yield (
                    "The editions seem to be the wrong way round: "
                    f"the one given as the older states {before[1]}, the other {after[1]}."
                )
            break
    share = max(cover.share(cover.everything) for cover in covers)
    if share < _STRANGERS and all(cover.words(cover.everything) for cover in covers):
        yield f"The two files have next to nothing in common: {share:.0%} of their words stand in both."


def _title_year(edition: Edition) -> tuple[int, str] | None:
    """The last year in the title, and its words."""
    years = years_in(edition.title)
    return (int(years[-1]), years[-1]) if years else None


def _cover_month(edition: Edition) -> tuple[int, str] | None:
    """The month that the cover states, counted from the year 0, and its words: "1 September 2025", "Sep 2025"."""
    return find_month(edition.date or "")

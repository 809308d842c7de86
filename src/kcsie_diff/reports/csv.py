"""The report as CSV: one row a change, and a file each for duties and for paragraph numbers.

UTF-8 with a byte order mark and CRLF line ends, which Excel on Windows opens as it is; cells that a spreadsheet would
run as a formula are defused with an apostrophe (`safe_text.restore` gives them back).
"""

import csv
import io
from collections.abc import Iterable, Sequence

from kcsie_diff.model.comparison import Comparison, Review
from kcsie_diff.reports.paragraph_numbers import outcomes
from kcsie_diff.reports.view import ChangeView, View
from kcsie_diff.safe_text import defuse, visible

CHANGE_COLUMNS = (
    "id", "category", "significance", "what happened", "duty", "who must act", "part and section", "place",
    "paragraph before", "paragraph now", "page before", "page now", "old words", "new words",
    "in the publisher's table", "only a replaced term", "confidence", "reasons", "dates", "review key",
    "note", "action", "owner", "due", "done",
)  # fmt: skip
DUTY_COLUMNS = ("change", "effect", "modal before", "modal now", "who must act", "sentence", "place", "significance")
CONCORDANCE_COLUMNS = ("paragraph before", "paragraph now", "words", "section", "change", "changes below")


def write_changes(view: View) -> bytes:
    """Return one row for each change."""
    return _spelled(CHANGE_COLUMNS, (change_row(each) for each in view.changes)).encode("utf-8-sig")


def write_duties(view: View) -> bytes:
    """Return one row for each duty that was gained, lost or changed."""
    rows = (
        (
            row.view.anchor, row.effect, row.old, row.new, row.actor, row.sentence, row.view.reference,
            row.view.significance,
        )
        for row in view.duties
    )  # fmt: skip
    return _spelled(DUTY_COLUMNS, rows).encode("utf-8-sig")


def write_concordance(view: View) -> bytes:
    """Return one row for each numbered paragraph of either edition."""
    return concordance_csv(view.comparison).encode("utf-8-sig")


def concordance_csv(comparison: Comparison) -> str:
    """Return the same table as text, without the byte order mark."""
    rows = (
        (row.old or "", row.new or "", became, row.section, row.change or "", ", ".join(row.changes_below))
        for row, became in outcomes(comparison)
    )
    return _spelled(CONCORDANCE_COLUMNS, rows)


def change_row(view: ChangeView) -> Sequence[str]:
    """Return the cells of a change, in the order of CHANGE_COLUMNS."""
    change = view.change
    old, new = change.old[0] if change.old else None, change.new[0] if change.new else None
    review = change.review or Review()
    return (
        view.anchor, view.category, view.significance, view.kind, view.duty or "",
        "; ".join(view.audiences), " › ".join(view.path), view.title,
        (old.paragraph or "") if old else "", (new.paragraph or "") if new else "",
        str(old.page or "") if old else "", str(new.page or "") if new else "",
        view.old_text, view.new_text, view.mentioned, "yes" if change.term is not None else "",
        f"{change.confidence:.2f}", "; ".join(view.reasons), "; ".join(change.dates), change.review_key,
        # What a person fills in: the file can then be given back as a review file.
        review.note, review.action, review.owner, review.due, "yes" if review.done else "",
    )  # fmt: skip


def _spelled(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([defuse(visible(cell)) for cell in row])
    return out.getvalue()

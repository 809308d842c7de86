"""What a person said of changes in a review file, applied on the next run.

TOML: one table a change, named by its review key. CSV: a header row with `review key` and any of the other columns;
read with the csv module, so quoting is that of RFC 4180; defused cells are given back as they were. A spreadsheet's own
first columns (id, text) may stay.
"""

import csv
import hashlib
import io
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from kcsie_diff.errors import UsageError
from kcsie_diff.language.normalise import fold
from kcsie_diff.language.references import mask_numbers
from kcsie_diff.model.alignment import Difference
from kcsie_diff.model.comparison import Category, Change, Reason, Review, Side, Significance
from kcsie_diff.records import replace
from kcsie_diff.safe_text import restore

FIELDS = ("category", "note", "action", "owner", "due", "done")
RULE, SENTENCE = "review", "Sorted by a person, in the review file"
"""The name of the reason that a person's category has, and what a reader of a report sees."""
_SLUG_WORDS = 4
_TRUE = frozenset({"yes", "y", "true", "1", "x", "done", "✓"})
_FALSE = frozenset({"", "no", "n", "false", "0"})
_MOST_BYTES = 10_000_000
_HINT = "A review file names changes by their review key, with category, note, action, owner, due and done."


def read_review(path: Path) -> Mapping[str, Review]:
    """The reviews of a file, by review key. A row that says nothing is left out.

    Raises UsageError: review-unreadable, review-not-toml, review-not-csv, review-bad-value.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError("review-unreadable", f"{path.name} is larger than a review file can be.", _HINT)
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(
            "review-unreadable", f"{path.name} cannot be read: {error.strerror}.", "Check the path and its permissions."
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError("review-unreadable", f"{path.name} is not UTF-8 text.", "Save it as UTF-8.") from error
    entries = _from_csv(path, text) if path.suffix.lower() == ".csv" else _from_toml(path, text)
    reviews = {key: _review(path, key, entry) for key, entry in entries.items()}
    return {key: review for key, review in reviews.items() if review != Review()}


def _from_toml(path: Path, text: str) -> Mapping[str, Mapping[str, Any]]:
    try:
        loaded = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError("review-not-toml", f"{path.name} is not TOML: {error}.", _HINT) from error
    for key, entry in loaded.items():
        if not isinstance(entry, dict):
            raise UsageError("review-bad-value", f"{path.name}: “{key}” is not a table.", _HINT)
        unknown = sorted(set(entry) - set(FIELDS))
        if unknown:
            raise UsageError("review-bad-value", f"{path.name}, {key}: “{unknown[0]}” is not a field.", _HINT)
    return loaded


def _from_csv(path: Path, text: str) -> Mapping[str, Mapping[str, Any]]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise UsageError("review-not-csv", f"{path.name} is not CSV: {error}.", _HINT) from error
    header = [name.strip().lower().replace("_", " ") for name in rows[0]] if rows else []
    if "review key" not in header:
        raise UsageError("review-not-csv", f"{path.name} has no column “review key”.", _HINT)
    at = header.index("review key")
    entries: dict[str, dict[str, Any]] = {}
    for row in rows[1:]:
        cells = dict(zip(header, row, strict=False))
        if len(row) > at and row[at].strip():
            entries[restore(row[at]).strip()] = {name: restore(cells.get(name, "")) for name in FIELDS}
    return entries


def _review(path: Path, key: str, entry: Mapping[str, Any]) -> Review:
    words = {name: _words(path, key, name, entry.get(name, "")) for name in ("note", "action", "owner", "due")}
    given = entry.get("category", "")
    named = given.strip().lower().replace(" ", "_") if isinstance(given, str) else given
    if named and named not in list(Category):
        raise UsageError(
            "review-bad-value", f"{path.name}, {key}: category “{given}” is not one of {', '.join(Category)}.", _HINT
        )
    done = str(entry.get("done", "")).strip().lower()
    if done not in _TRUE | _FALSE:
        raise UsageError("review-bad-value", f"{path.name}, {key}: done is yes or no, not “{entry['done']}”.", _HINT)
    return Review(category=Category(named) if named else None, done=done in _TRUE, **words)


def _words(path: Path, key: str, name: str, value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        raise UsageError("review-bad-value", f"{path.name}, {key}: {name} is not text.", _HINT)
    return value.strip()


def apply_review(
    changes: tuple[Change, ...], reviews: Mapping[str, Review]
) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """The changes with what a person said of them, and the review keys that no change has any more.

    A category given by a person replaces ours, with confidence 1 and the reason "review".
    """
    known = {change.review_key for change in changes}
    unused = tuple(key for key in reviews if key not in known)
    return tuple(_reviewed(change, reviews.get(change.review_key)) for change in changes), unused


def _reviewed(change: Change, review: Review | None) -> Change:
    if review is None:
        return change
    if review.category is None or review.category is change.category:
        return replace(change, review=review)
    reason = Reason(RULE, review.note or "category given in the review file", Side.NEW)
    significance = Significance.LOW if review.category is Category.EDITORIAL else change.significance
    if change.category is Category.EDITORIAL:
        significance = Significance.MEDIUM
    return replace(
        change,
        review=review,
        category=review.category,
        confidence=1.0,
        reasons=(reason, *change.reasons),
        significance=significance,
    )


def review_keys(differences: tuple[Difference, ...]) -> tuple[str, ...]:
    """A key for each difference, from nothing but the words of its passages: "schools-should-obtain-written-3f9c2a1b".

    Numbers of paragraphs and pages do not count, nor the place of the passage. Equal passages differ by their order.
    """
    seen: Counter[str] = Counter()
    keys = []
    for one in differences:
        old, new = (mask_numbers(fold(" ".join(node.text for node in side))) for side in (one.old, one.new))
        links = "|".join(f"{link.old}>{link.new}" for link in one.links) if old == new else ""
        digest = hashlib.sha256(f"{old}\n{new}\n{links}".encode("utf-8", "replace")).hexdigest()[:8]
        key = "-".join([*re.findall(r"[a-z]+", new or old)[:_SLUG_WORDS], digest])
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return tuple(keys)

"""Sentences about paragraph numbers and cross references: where each paragraph went, and which references to check.

Input: rows of the concordance, references, and the changes by id. Output: the words that every format prints.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from kcsie_diff.model.comparison import Change, ChangeKind, Comparison
from kcsie_diff.model.numbering import ConcordanceRow, ReferenceTarget, RetargetedReference, StaleReference
from kcsie_diff.reports.english import STATUSES, alone, duty, listed, nth, sentence

_MOST_RANGES = 60
_MOST_BELOW = 3
_NOT_SHIFTED: Mapping[str, str] = MappingProxyType(
    {
        "item": "now part of paragraph {}",
        "split": "now {}",
        "unnumbered": "now without a number",
        "out_of_scope": "not covered by the other file",
        "removed": "removed",
    }
)
_SAME_WORDS = (ChangeKind.MOVED, ChangeKind.LINK)

# ---- what became of one paragraph ----


def outcomes(comparison: Comparison) -> Iterator[tuple[ConcordanceRow, str]]:
    """Yield each row of the concordance with what became of its paragraph."""
    changes = {change.id: change for change in comparison.changes}
    return ((row, outcome(row, changes)) for row in comparison.concordance)


def outcome(row: ConcordanceRow, changes: Mapping[str, Change]) -> str:
    """Return what became of a paragraph: "Number changed; its first bullet changed"."""
    parts = ["number changed"] if row.has_new_number else []
    if row.status == "item":
        own = f"the {nth(row.new_ordinal, 'item')}" if row.new_ordinal else "text"
        parts.append(f"now {own} {'of' if row.new_ordinal else 'under'} paragraph {row.new}")
        change = changes.get(row.change or "")
        parts.append("same words" if change is None or change.kind in _SAME_WORDS else "reworded")
    elif row.status != "below":
        parts.append(STATUSES.get(row.status, row.status).lower())
    if row.status not in ("added", "removed", "out_of_scope"):
        under = [changes[identity] for identity in row.changes_below if identity in changes]
        if len(under) > _MOST_BELOW:
            parts.append(f"{len(under)} changes to what stands under it")
        else:
            parts += dict.fromkeys(map(_changed_below, under))
        if row.new_key and not row.new:
            parts.append("now without a number")
    return sentence("; ".join(parts))


def _changed_below(change: Change) -> str:
    """What changed under a paragraph, in a phrase: "its first bullet changed"."""
    passage = (change.new or change.old)[0]
    match passage.node:
        case "item" if passage.number:
            name = f"its point {passage.number}"
        case "item":
            name = f"its {nth(passage.ordinal, 'bullet')}" if passage.ordinal else "one of its bullets"
        case "footnote" if passage.number:
            name = f"its footnote {passage.number}"
        case "paragraph" if passage.number:
            name = f"what is now paragraph {passage.number}"
        case _:
            name = "text under it"
    verbs = {ChangeKind.ADDED: "is new", ChangeKind.REMOVED: "was removed", ChangeKind.MOVED: "moved"}
    happened = verbs.get(change.kind, "changed")
    if passage.node == "item" and change.old and change.old[0].node == "paragraph" and change.old[0].number:
        happened = f"was paragraph {change.old[0].number}, and {happened}"
    effect = duty(change.duty, change.duties)
    return f"{name} {happened}{f' ({effect[:1].lower()}{effect[1:]})' if effect else ''}"


# ---- the rule of the renumbering ----


def renumbering(rows: Sequence[ConcordanceRow]) -> tuple[str, ...]:
    """Return the rule of the renumbering in sentences: "Paragraphs 94 to 141: now 95 to 142 (add 1).".

    Every whole number of the older edition is named once. Where numbers start again (an annex), the sentences say in
    which section. Nothing is said where every number is as it was.
    """
    parts = [(n, series[0].section, *run) for n, series in enumerate(_series(rows)) for run in _runs(series)]
    if all(lot == ("shift", 0) for _, _, lot, _ in parts):
        return ()
    said = [f"{f'{section}. ' if n and section else ''}{_range(lot, numbers)}" for n, section, lot, numbers in parts]
    if any(row.old and not row.old.isdecimal() for row in rows):
        said.append("Numbers such as 1.2 or 3a are in the table of paragraph numbers alone.")
    if len(said) > _MOST_RANGES:
        said = [*said[:_MOST_RANGES], "See the table of paragraph numbers for the rest."]
    return tuple(said)


def _series(rows: Iterable[ConcordanceRow]) -> Iterator[list[ConcordanceRow]]:
    """The rows of plain old numbers, in series: a number that another paragraph had already starts a new one."""
    series: list[ConcordanceRow] = []
    keys: dict[str, str | None] = {}
    for row in rows:
        if row.old is None or not row.old.isdecimal():
            continue
        if keys.get(row.old, row.old_key) != row.old_key:
            yield series
            series, keys = [], {}
        series.append(row)
        keys[row.old] = row.old_key
    if series:
        yield series


def _runs(series: Iterable[ConcordanceRow]) -> Iterator[tuple[tuple[str, object], list[int]]]:
    """Neighbouring numbers that had the same lot, with it."""
    ordered = sorted(series, key=lambda row: int(row.old or 0))
    lots = [(_lot(list(rows)), number) for number, rows in groupby(ordered, key=lambda row: int(row.old or 0))]
    for lot, run in groupby(lots, key=lambda one: one[0]):
        yield lot, [number for _, number in run]


def _lot(rows: Sequence[ConcordanceRow]) -> tuple[str, object]:
    """What became of one number: how far it shifted, the numbers it was split into, the paragraph that holds it now."""
    first = rows[0]
    numbers = list(dict.fromkeys(row.new for row in rows if row.new))
    if first.status in ("removed", "out_of_scope"):
        return first.status, None
    if not numbers:
        return ("unnumbered" if first.new_key else "removed"), None
    if first.status == "item":
        return "item", numbers[0]
    if len(numbers) > 1 or not numbers[0].isdecimal():
        return "split", listed(numbers)
    return "shift", int(numbers[0]) - int(first.old or 0)


def _range(lot: tuple[str, object], numbers: Sequence[int]) -> str:
    kind, value = lot
    first, last, one = numbers[0], numbers[-1], len(numbers) == 1
    span = f"Paragraph {first}" if one else f"Paragraphs {first} to {last}"
    if kind != "shift":
        return f"{span}: {_NOT_SHIFTED[kind].format(value)}."
    step = int(str(value))
    if step == 0:
        return f"{span}: {'number' if one else 'numbers'} unchanged."
    now = str(first + step) if one else f"{first + step} to {last + step}"
    return f"{span}: now {now} ({'add' if step > 0 else 'subtract'} {abs(step)})."


# ---- cross references ----


def stale(row: StaleReference, names: tuple[str, str]) -> str:
    """Return what to check in a reference that still has an old number. `names` are those of the two editions."""
    return _check(f"Still says {alone(row.says)}.", row.targets, row.targets, names)


def retargeted(row: RetargetedReference, names: tuple[str, str]) -> str:
    """Return what to check in a reference that leads elsewhere than its old target's new place."""
    said = f"Says {alone(row.says)}; the {names[0]} said {alone(row.said)}."
    return _check(said, row.said_targets, [target for target in row.targets if target.holds], names)


def _check(
    said: str, before: Sequence[ReferenceTarget], after: Sequence[ReferenceTarget], names: tuple[str, str]
) -> str:
    """What a reference says, what its targets were in the older edition, and what they are in the newer one."""
    for target in before:
        if target.was:
            now = f"now {listed(target.now)}" if target.now else "not in the newer edition"
            said += f" In the {names[0]}, {target.label} was “{target.was}” ({now})."
    for target in after:
        held = f"In the {names[1]}, {target.label} is “{target.holds}”."
        said += f" {held if target.holds else f'The {names[1]} has no {target.label}.'}"
    return f"{said} Check which is meant."

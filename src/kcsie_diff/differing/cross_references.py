"""Cross references across editions: where an old one points now, whether two mean the same, which are out of date.

Input: the references of two texts and the matches of their editions. Output: pairs of references that mean the same,
and the references of the new edition that still have the number that their target had in the old one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from kcsie_diff.differing.context import EditionPair
from kcsie_diff.language.references import Reference, find_references, names_of, page_label
from kcsie_diff.model.alignment import Match
from kcsie_diff.model.comparison import StaleReference
from kcsie_diff.model.edition import Edition, Node

# A range whose ends lie in a passage that was merged or split may be a little off and mean the same section
# ("286-290" became "285-289" where 287 was merged away); so may a page, because text flows.
RANGE_SLACK = 2
PAGE_SLACK = 1


def labels_now(kind: str, label: str, editions: EditionPair) -> tuple[str, ...]:
    """The labels under which the new edition has what a label of the old one stands for; empty where nothing is."""
    found: list[str] = []
    for node in editions.old_targets.find(kind, label):
        for partner in editions.of_old(node):
            found += _labels(kind, partner, editions.new)
    return tuple(dict.fromkeys(found))


def _labels(kind: str, node: Node, edition: Edition) -> Iterator[str]:
    if kind == "page":
        yield from page_label(node)
        return
    own = [label for named, label in names_of(node) if named == kind]
    yield from own
    if kind == "paragraph" and not own:  # the number became a bullet: its paragraph is what one can refer to
        governing = edition.governing_paragraph(node)
        if governing is not None and governing.number:
            yield governing.number.casefold()


def agree(old: Reference, new: Reference, editions: EditionPair) -> bool:
    """Whether a new reference means what an old one meant.

    Matches every shift of numbers by renumbering, a range whose ends shift with its section, a page on which the same
    passages now start. Must not match another paragraph of the same section, or a range that grew from one number.
    """
    if old.kind != new.kind or len(old.labels) != len(new.labels) or old.is_range != new.is_range:
        return False
    slack = RANGE_SLACK if old.is_range else PAGE_SLACK if old.kind == "page" else 0
    pairs = list(zip(old.labels, new.labels, strict=True))
    exact = [_suffix(a) == _suffix(b) and _base(b) in labels_now(old.kind, a, editions) for a, b in pairs]
    if all(exact) or not slack:
        return all(exact)
    near = all(_near(b, labels_now(old.kind, a, editions), slack) for a, b in pairs)
    return near and (any(exact) or old.kind == "page")


def _base(label: str) -> str:
    return label.casefold().split("(")[0]


def _suffix(label: str) -> str:
    return label.casefold().partition("(")[2]


def _near(label: str, labels: Iterable[str], slack: int) -> bool:
    numbers = [int(other) for other in labels if other.isdigit()]
    return label.isdigit() and any(abs(int(label) - number) <= slack for number in numbers)


def match_references(
    old: Sequence[Reference], new: Sequence[Reference], editions: EditionPair
) -> tuple[tuple[Reference, Reference], ...]:
    """The references of two texts that are the same: they mean the same, or at least read the same; in old order."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for same in (lambda a, b: agree(a, b, editions), lambda a, b: a.text.casefold() == b.text.casefold()):
        for i, one in enumerate(old):
            j = next((j for j, other in enumerate(new) if j not in taken and same(one, other)), None)
            if i not in found and j is not None:
                found[i] = j
                taken.add(j)
    return tuple((old[i], new[j]) for i, j in sorted(found.items()))


# ---- references out of date ----


def find_outdated_references(editions: EditionPair) -> tuple[StaleReference, ...]:
    """References that read the same in both editions although what they pointed at has another number now.

    Must not match a reference whose text changed (it was corrected, or shifted as it should), or whose target is gone.
    """
    return tuple(
        stale
        for match in editions.matches
        if match.old
        for node in match.new
        for stale in _of_node(node, match, editions)
    )


def _of_node(node: Node, match: Match, editions: EditionPair) -> Iterator[StaleReference]:
    named = find_references(node.text)
    if not named:
        return
    before = tuple(reference for old in match.old for reference in find_references(old.text))
    for old, new in match_references(before, named, editions):
        should = _brought_up_to_date(old, editions)
        if old.labels == new.labels and should and should != old.text and not agree(old, new, editions):
            yield StaleReference(node.key, node.number, node.page, new.text, should, node.kind.value)


def _brought_up_to_date(reference: Reference, editions: EditionPair) -> str | None:
    """The reference with the labels that its targets have now; None where one of them is gone or in several places."""
    instead: dict[str, str] = {}
    for label in reference.labels:
        now = labels_now(reference.kind, label, editions)
        if len(now) != 1:
            return None
        instead[label.casefold()] = now[0]
    labels = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, instead))})(?!\w)", re.IGNORECASE)
    return labels.sub(lambda match: instead[match[0].casefold()], reference.text)

"""Cross references of the new edition that nobody brought up to date: their target has another number now."""

import re
from collections.abc import Iterator

from kcsie_diff.differing.context import Counterparts
from kcsie_diff.differing.reference_targets import agree, labels_now, match_references
from kcsie_diff.language.references import Reference, find_references
from kcsie_diff.model.alignment import Pair
from kcsie_diff.model.comparison import StaleReference
from kcsie_diff.model.edition import Node


def find_stale(who: Counterparts) -> tuple[StaleReference, ...]:
    """References that read the same in both editions although what they pointed at has another number now.

    Must not match a reference whose text changed (it was corrected, or shifted as it should), or whose target is gone.
    """
    return tuple(stale for pair in who.pairs if pair.old for node in pair.new for stale in _of_node(node, pair, who))


def _of_node(node: Node, pair: Pair, who: Counterparts) -> Iterator[StaleReference]:
    named = find_references(node.text)
    if not named:
        return
    before = tuple(reference for old in pair.old for reference in find_references(old.text))
    for old, new in match_references(before, named, who):
        should = _brought_up_to_date(old, who)
        if old.labels == new.labels and should and should != old.text and not agree(old, new, who):
            yield StaleReference(node.key, node.number, node.page, new.text, should, node.kind.value)


def _brought_up_to_date(reference: Reference, who: Counterparts) -> str | None:
    """The reference with the labels that its targets have now; None where one of them is gone or in several places."""
    instead: dict[str, str] = {}
    for label in reference.labels:
        now = labels_now(reference.kind, label, who)
        if len(now) != 1:
            return None
        instead[label.casefold()] = now[0]
    labels = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, instead))})(?!\w)", re.IGNORECASE)
    return labels.sub(lambda match: instead[match[0].casefold()], reference.text)

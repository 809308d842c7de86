"""Passages as a change shows them, and the key by which a person's review finds a change again."""

import hashlib
import re
from collections import Counter

from kcsie_diff.language.normalise import fold
from kcsie_diff.language.references import mask_numbers
from kcsie_diff.model.alignment import Difference
from kcsie_diff.model.comparison import Passage
from kcsie_diff.model.edition import Edition, Node, NodeKind

_SLUG_WORDS = 4


def show(edition: Edition, node: Node) -> Passage:
    """A node as the contract's `old[]` and `new[]` have it."""
    governing = edition.governing_paragraph(node)
    return Passage(
        key=node.key,
        node=node.kind.value,
        number=node.number,
        paragraph=governing.number if governing else None,
        ordinal=node.ordinal if node.kind is NodeKind.ITEM else None,
        page=node.page,
        pages=node.place.pages,
        text=node.text,
        page_label=node.place.label,
        boxes=node.place.boxes,
    )


def review_keys(differences: tuple[Difference, ...]) -> tuple[str, ...]:
    """A key for each difference, from the words of its passages alone: "schools-should-obtain-written-3f9c2a1b".

    Numbers of paragraphs and pages do not count, nor where the passage stands. Equal passages are told apart by order.
    """
    seen: Counter[str] = Counter()
    keys = []
    for difference in differences:
        key = _key(difference)
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return tuple(keys)


def _key(difference: Difference) -> str:
    old, new = (mask_numbers(fold(" ".join(node.text for node in side))) for side in (difference.old, difference.new))
    links = "|".join(f"{link.old}>{link.new}" for link in difference.links) if old == new else ""
    digest = hashlib.sha256(f"{old}\n{new}\n{links}".encode("utf-8", "replace")).hexdigest()[:8]
    words = re.findall(r"[a-z]+", new or old)[:_SLUG_WORDS]
    return "-".join([*words, digest])

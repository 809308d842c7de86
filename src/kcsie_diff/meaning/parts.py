"""Where changes stand: the parts of the guidance, and what became of the sections that lost a passage."""

from collections import Counter
from collections.abc import Mapping
from itertools import product

from kcsie_diff.model.alignment import Alignment
from kcsie_diff.model.comparison import Change, Part
from kcsie_diff.model.edition import Edition, Node, NodeKind

# A heading that holds this share of an edition is its title, and the headings under it are the parts.
_TITLE_SHARE = 0.8
_UNHEADED = "Cover and front matter"

Heirs = Mapping[str, Node]
"""For the key of a removed passage the heading of the newer edition under which a reader should look for it."""


def find_heirs(alignment: Alignment) -> Heirs:
    """Where the section of each removed passage lives on: the partner of the nearest heading above it that has one.

    Matches a section with another title, and the part of a section that is gone. Must not match a passage whose
    headings are all gone.
    """
    pairs = [(one.old, one.new) for one in alignment.differences] + [(one.old, one.new) for one in alignment.unchanged]
    headings = ((a, b) for old, new in pairs for a, b in product(old, new) if a.kind is b.kind is NodeKind.HEADING)
    became = {old.key: new for old, new in headings}
    removed = [node for difference in alignment.differences if not difference.new for node in difference.old]
    above = {node.key: reversed(alignment.old.headings_above(node)) for node in removed}
    found = {key: next((became[one.key] for one in held if one.key in became), None) for key, held in above.items()}
    return {key: heir for key, heir in found.items() if heir is not None}


def list_parts(alignment: Alignment, changes: tuple[Change, ...], heirs: Heirs) -> tuple[Part, ...]:
    """Every top-level part of the new edition, and those that only the old one has, with what stands unaltered in it.

    What was removed stands in the part that its section became. A part without changes, and with its count of
    unaltered paragraphs, may be skipped by a reader.
    """
    new, old = (_part_titles(edition) for edition in (alignment.new, alignment.old))
    old |= {key: new[heir.key] for key, heir in heirs.items()}
    same = {node.key for pair in alignment.unchanged for node in pair.new}
    holders: dict[str, list[str]] = {}
    for change in changes:
        titles, passages = (new, change.new) if change.new else (old, change.old)
        for title in dict.fromkeys(titles.get(passage.key, _UNHEADED) for passage in passages):
            holders.setdefault(title, []).append(change.id)
    grouped: dict[str, list[Node]] = {}
    for node in alignment.new.content:
        grouped.setdefault(new[node.key], []).append(node)
    parts = [_part(title, nodes, same, tuple(holders.pop(title, ()))) for title, nodes in grouped.items()]
    parts += [Part(title, 0, 0, 0, 0, tuple(ids)) for title, ids in holders.items()]
    return tuple(parts)


def _part(title: str, nodes: list[Node], same: set[str], changes: tuple[str, ...]) -> Part:
    paragraphs = [node for node in nodes if node.kind is NodeKind.PARAGRAPH and node.number]
    return Part(
        title=title,
        nodes=len(nodes),
        unaltered=sum(node.key in same for node in nodes),
        paragraphs=len(paragraphs),
        paragraphs_unaltered=sum(node.key in same for node in paragraphs),
        changes=changes,
    )


def _part_titles(edition: Edition) -> dict[str, str]:
    """The part that each content node stands in, by key."""
    paths: dict[str, tuple[str, ...]] = {}

    def path(node: Node) -> tuple[str, ...]:
        if node.key not in paths:
            above = path(edition.by_key[node.parent]) if node.parent else ()
            paths[node.key] = (*above, node.text)[:2] if node.kind is NodeKind.HEADING else above
        return paths[node.key]

    found = {node.key: path(node) for node in edition.content}
    most = Counter(one[0] for one in found.values() if one).most_common(1)
    deep = 1 if most and most[0][1] > _TITLE_SHARE * len(found) else 0
    return {key: one[min(deep, len(one) - 1)] if one else _UNHEADED for key, one in found.items()}

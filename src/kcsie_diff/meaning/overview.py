"""The tables beside the changes: counts, when an edition is in force, its parts, links, Acts and organisations."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import product

from kcsie_diff.language.dates import DATE
from kcsie_diff.meaning.evidence import Context, link_words
from kcsie_diff.model.alignment import Alignment, Difference
from kcsie_diff.model.comparison import Category, Change, ChangeKind, LinkChange, LinkRow, Named, Part, Summary
from kcsie_diff.model.edition import Edition, Node, NodeKind

# A heading that holds this share of an edition is its title, and the headings under it are the parts.
_TITLE_SHARE = 0.8
_COVER_PAGES = 4
# Must match "in force from 1 September 2032", "final version which comes into force in September 2025".
_IN_FORCE = re.compile(rf"\b(?:in(?:to)? force|takes? effect|effective)\b[^.]{{0,20}}?({DATE})", re.IGNORECASE)
_FINAL = re.compile(rf"\b(?:publish|final|in(?:to)? force)[^.]{{0,80}}?({DATE})", re.IGNORECASE)
_UNHEADED = "Cover and front matter"


def summarise(alignment: Alignment, changes: tuple[Change, ...]) -> Summary:
    """The counts of a comparison. A term's folded changes are one reading."""
    by_category = Counter(change.category for change in changes)
    by_kind = Counter(change.kind for change in changes)
    terms = {change.term for change in changes if change.term is not None}
    return Summary(
        unchanged=sum(len(pair.new) for pair in alignment.unchanged),
        changes=len(changes),
        readings=sum(change.term is None for change in changes) + len(terms),
        out_of_scope=sum(part.nodes for part in alignment.out_of_scope),
        by_category=tuple((category.value, by_category[category]) for category in Category),
        by_kind=tuple((kind.value, by_kind[kind]) for kind in ChangeKind),
        noise=alignment.noise,
    )


def find_in_force_date(edition: Edition) -> str | None:
    """The date from which the cover says that an edition, or its final version, is in force; None where it says none.

    A month alone is made a day where the edition says on which day of that month the final version is published.
    """
    early = [node.text for node in edition.content if node.page is None or node.page <= _COVER_PAGES]
    date = next((match[1] for text in early if (match := _IN_FORCE.search(text))), None)
    if date is None or date[0].isdigit():
        return date
    exact = (match[1] for node in edition.content for match in _FINAL.finditer(node.text))
    return next((one for one in exact if one.endswith(f" {date}")), date)


# ---- parts ----------------------------------------------------------------------------------------------------------

Successors = Mapping[str, Node]
"""For the key of a removed passage the heading of the newer edition under which a reader should look for it."""


def find_successors(alignment: Alignment) -> Successors:
    """Where the section of each removed passage continues: the partner of the nearest heading above it that has one.

    Matches a section with another title, and the part of a section that is gone. Must not match a passage whose
    headings are all gone.
    """
    pairs = [(one.old, one.new) for one in alignment.differences] + [(one.old, one.new) for one in alignment.unchanged]
    headings = ((a, b) for old, new in pairs for a, b in product(old, new) if a.kind is b.kind is NodeKind.HEADING)
    became = {old.key: new for old, new in headings}
    removed = [node for difference in alignment.differences if not difference.new for node in difference.old]
    above = {node.key: reversed(alignment.old.headings_above(node)) for node in removed}
    found = {key: next((became[one.key] for one in held if one.key in became), None) for key, held in above.items()}
    return {key: successor for key, successor in found.items() if successor is not None}


def list_parts(alignment: Alignment, changes: tuple[Change, ...], successors: Successors) -> tuple[Part, ...]:
    """Every top-level part of the new edition, and those only in the old one, with the count of what is unaltered.

    What was removed is listed under the part that its section became. A part without changes, and with its count of
    unaltered paragraphs, may be skipped by a reader.
    """
    new, old = (_part_titles(edition) for edition in (alignment.new, alignment.old))
    old |= {key: new[successor.key] for key, successor in successors.items()}
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
    paragraphs = [node for node in nodes if node.is_numbered_paragraph]
    return Part(
        title=title,
        nodes=len(nodes),
        unaltered=sum(node.key in same for node in nodes),
        paragraphs=len(paragraphs),
        paragraphs_unaltered=sum(node.key in same for node in paragraphs),
        changes=changes,
    )


def _part_titles(edition: Edition) -> dict[str, str]:
    """The part that each content node belongs to, by key."""
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


# ---- links ----------------------------------------------------------------------------------------------------------


def list_links(alignment: Alignment, ids: tuple[str, ...]) -> tuple[LinkRow, ...]:
    """Links added, removed and retargeted, change by change. None where one file has no links at all."""
    if not (alignment.old.links_read and alignment.new.links_read):
        return ()
    return tuple(
        LinkRow(
            link.text,
            "added" if link.old is None else "removed" if link.new is None else "retargeted",
            link.old,
            link.new,
            identity,
        )
        for identity, difference in zip(ids, alignment.differences, strict=True)
        for link in difference.links or tuple(_links_by_target(difference))
    )


def _links_by_target(difference: Difference) -> Iterator[LinkChange]:
    """Links whose target only one side has; the same words on both sides make one retargeted link."""
    old, new = (
        {link.target: link_words(link, node) for node in side for link in node.links if link.target[:1] != "#"}
        for side in (difference.old, difference.new)
    )
    gone = {text: target for target, text in old.items() if target not in new}
    for target, text in new.items():
        if target not in old:
            yield LinkChange(text, gone.pop(text, None), target)
    for text, target in gone.items():
        yield LinkChange(text, target, None)


# ---- things named ---------------------------------------------------------------------------------------------------


def list_acts(context: Context, named_by: Mapping[str, list[str]], *, partial: bool) -> tuple[Named, ...]:
    """Instruments that only one edition names, and those of both that a change names. `named_by`: ids by key.

    Where one file is but a part of the other (`partial`), what the left-out sections name is not "no longer named":
    only instruments that a change names are listed then.
    """
    old, new = (register.instruments for register in context.registers)
    rows = [
        Named(instrument.title, _status(key, old, new), tuple(dict.fromkeys(named_by.get(key, ()))))
        for key, instrument in {**old, **new}.items()
        if key in named_by or (not partial and (key in old) != (key in new))
    ]
    return tuple(sorted(rows, key=lambda row: (row.status, row.name)))


def list_organisations(context: Context, changes: tuple[Change, ...]) -> tuple[Named, ...]:
    """Organisations that changes name, each with whether the rest of either edition names it too."""
    named_by: dict[str, list[str]] = {}
    for change in changes:
        for name in change.organisations:
            named_by.setdefault(name, []).append(change.id)
    old, new = (_named_in(edition, context, named_by) for edition in (context.old, context.new))
    rows = [Named(name, _status(name, old, new), tuple(ids)) for name, ids in named_by.items()]
    return tuple(sorted(rows, key=lambda row: (row.status, row.name)))


def _named_in(edition: Edition, context: Context, names: Iterable[str]) -> set[str]:
    """Which of some organisations an edition names anywhere, under any of their names."""
    wanted = set(names)
    text = "\n".join(node.text for node in edition.content).replace("’", "'")
    entries = context.lexicon.organisations.entries
    return {name for phrase, name in entries if name in wanted and _stands_in(phrase, text)}


def _stands_in(phrase: str, text: str) -> bool:
    at = text.find(phrase)
    while at >= 0:
        if not text[at - 1 : at].isalnum() and not text[at + len(phrase) : at + len(phrase) + 1].isalnum():
            return True
        at = text.find(phrase, at + 1)
    return False


def _status(name: str, old: Container[str], new: Container[str]) -> str:
    if name in old and name in new:
        return "kept"
    return "added" if name in new else "removed"

"""What an edition says of itself: its names and years, its cover, and which passages tell of its own revision."""

import re
from collections.abc import Container, Iterable

from kcsie_diff.language.dates import named_versions_in, versions_in, without_edition, years_in
from kcsie_diff.language.normalise import fold
from kcsie_diff.language.sentences import sentence_spans
from kcsie_diff.model.alignment import SelfDescription
from kcsie_diff.model.edition import Edition, NodeKind

_COVER_WORDS = 120
_REVISION_SECTION = re.compile(
    r"table of (?:\w+ )?changes|summary of (?:\w+ )?changes|(?:changes|amendments) (?:from|since|made in|in this)"
    r"|(?:revision|version|document|change) (?:history|log)|change\s?log|what this guidance replaces",
    re.IGNORECASE,
)
_REPLACES = re.compile(
    r"\bthis (?:\w+ )?(?:guidance|document|edition|version|advice) (?:replaces|supersedes)\b", re.IGNORECASE
)


def describe_itself(edition: Edition) -> SelfDescription:
    """What an edition says of itself, each fact by the function of its name."""
    cover = cover_keys(edition)
    return SelfDescription(
        names=own_names(edition),
        years=own_years(edition),
        versions=own_versions(edition, cover),
        cover=cover,
        revision=revision_keys(edition),
    )


def own_names(edition: Edition) -> tuple[str, ...]:
    """What an edition calls itself, folded: its title without year and version, and that title's initials."""
    name = fold(without_edition(edition.title))
    initials = "".join(word[0] for word in name.split())
    return tuple(called for called in (name, initials) if len(called) > 2)


def own_years(edition: Edition) -> frozenset[str]:
    """The years that an edition states as its own, in its title or on its cover."""
    return frozenset(years_in(f"{edition.title} {edition.date or ''}"))


def own_versions(edition: Edition, on_cover: Container[str]) -> frozenset[str]:
    """The versions that an edition states as its own: a number with dots in its title, "Version 1.1" on its cover.

    `on_cover` are the keys of what stands there.
    """
    cover = (node.text for node in edition.content if node.key in on_cover)
    return frozenset([*versions_in(edition.title), *named_versions_in(" | ".join(cover))])


def cover_keys(edition: Edition) -> frozenset[str]:
    """The keys of what stands on the cover: the first page of several, with little text and no numbered paragraph."""
    first = [node for node in edition.content if node.page == 1]
    numbered = any(node.kind is NodeKind.PARAGRAPH and node.number for node in first)
    if edition.pages <= 2 or numbered or sum(len(node.text.split()) for node in first) > _COVER_WORDS:
        return frozenset()
    return frozenset(node.key for node in first)


def revision_keys(edition: Edition) -> frozenset[str]:
    """The keys of what tells of the revision itself.

    Matches the publisher's own table of changes with its heading and lead, and the sentence, if it stands alone, that
    says which edition this one replaces. Must not match guidance that replaces other guidance, another table, what else
    such a paragraph says, or what follows the table without a heading of its own (the imprint).
    """
    found: list[str] = []
    waiting: list[str] = []  # paragraphs of a section of changes, until a row shows that they stand before its table
    rows_seen = False
    section: str | None = None
    names = own_names(edition)
    sections = _sections_of_changes(edition)
    for node in edition.content:
        if _tells_what_it_replaces(node.text, names):
            found.append(node.key)
            continue
        holder = sections.get(node.key)
        if holder is None:
            continue
        if holder != section:
            found += waiting if not rows_seen else []
            section, waiting, rows_seen = holder, [], False
        if node.kind in (NodeKind.TABLE_ROW, NodeKind.HEADING):
            found += [*waiting, node.key]
            waiting, rows_seen = [], rows_seen or node.kind is NodeKind.TABLE_ROW
        else:
            waiting.append(node.key)
    return frozenset(found if rows_seen else [*found, *waiting])


def _tells_what_it_replaces(text: str, names: Iterable[str]) -> bool:
    """Whether a passage says which edition this one replaces, and nothing else."""
    low = text.lower()
    said = "replaces" in low or "supersedes" in low  # a look that spares nearly every passage the search
    alone = said and _REPLACES.match(text.lstrip()) is not None and len(sentence_spans(text)) == 1
    return alone and any(name in fold(text) for name in names)


def _sections_of_changes(edition: Edition) -> dict[str, str]:
    """For each node that is, or stands under, a heading of changes the key of that heading."""
    found: dict[str, str] = {}
    for node in edition.content:
        if node.parent in found:
            found[node.key] = found[node.parent]
        elif node.kind is NodeKind.HEADING and _REVISION_SECTION.search(node.text):
            found[node.key] = node.key
    return found

"""The pair of editions: what each says of itself, what each node became, and what cross references point at.

Input: two editions and their matches. Output: an `EditionPair`, which answers by node and computes each table once. An
edition describes itself in its title, on its first page and under headings such as "Table of changes".
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, takewhile

from kcsie_diff.language.dates import named_versions_in, versions_in, without_edition, years_in
from kcsie_diff.language.labels import counting_on
from kcsie_diff.language.normalise import fold
from kcsie_diff.language.references import OwnLabel, Targets, own_labels
from kcsie_diff.language.sentences import sentence_spans
from kcsie_diff.model.alignment import Match, SelfDescription
from kcsie_diff.model.edition import Edition, Node, NodeKind
from kcsie_diff.records import Record

_TITLE_OF_CHANGES = re.compile(
    r"\b(?:table|summary|list|schedule|record|log|overview|note|history)\sof\s(?:the\s)?(?:\w+\s){0,2}"
    r"(?:changes|amendments|revisions|updates)\b"
    r"|\b(?:changes|amendments|revisions|updates|differences)\s(?:since|from|after|compared|made\sto|made\sin|made\ssince"
    r"|(?:to|in)\s(?:this|the\s\d{4}|the\sguidance|the\s(?:new|revised|updated|current|latest)))\b"
    r"|\bwhat(?:\shas|\sis|[’']s|\swas)\s(?:changed|new|different)\b"
    r"|\b(?:main|key|substantive|significant|material|major)\s(?:changes|amendments|revisions)\b(?!\s(?:to|in)\s"
    r"(?:[\w’'-]+\s){0,5}(?:roles?|functions?|law|legislation|duties|responsibilities|powers|practice|behaviou?r"
    r"|circumstances|services?|systems?|process(?:es)?)\b)"
    r"|\b(?:change|revision|version|amendment|document)\s(?:history|log|record)\b|\bchange\s?log\b"
    r"|\bwhat this guidance replaces\b",
    re.IGNORECASE,
)
"""The title of a list of changes. Must match "Annex F: Table of substantive changes from September 2023", "Summary of
changes", "What is different from 2031"; must not match "Changes in behaviour", "Looking out for changes", "Key changes
to the role of the lead"."""
_TITLE_LENGTH = 80  # characters; a longer text is no title of a paragraph's or row's own
_HEAD_WORDS = 5  # a cell in the head of a table has no more words
_HINTS = ("amend", "revis", "updat", "differ", "histor", "log", "record", "what", "replaces")
_REPLACES = re.compile(
    r"\bthis (?:\w+ )?(?:guidance|document|edition|version|advice) (?:replaces|supersedes)\b", re.IGNORECASE
)


def describe_itself(edition: Edition) -> SelfDescription:
    """What an edition says of itself."""
    cover_text = " | ".join(node.text for node in edition.cover)
    return SelfDescription(
        names=own_names(edition),
        years=own_years(edition),
        # A number with dots in the title, "Version 1.1" on the cover.
        versions=frozenset([*versions_in(edition.title), *named_versions_in(cover_text)]),
        cover=frozenset(node.key for node in edition.cover),
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


def revision_keys(edition: Edition) -> frozenset[str]:
    """The keys of what is about the revision itself.

    Matches the publisher's own table of changes with its heading and lead, and the sentence, if it is on its own, that
    says which edition this one replaces. Must not match guidance that replaces other guidance, another table, what else
    such a paragraph says, or what follows the table without a heading of its own (the imprint).
    """
    names = own_names(edition)
    found = {node.key for node in edition.content if _says_what_it_replaces(node.text, names)}
    for section in sections_of_changes(edition):
        nodes = [node for node in section if node.key not in found]
        if any(node.kind is NodeKind.TABLE_ROW for node in nodes):
            while nodes[-1].kind not in (NodeKind.TABLE_ROW, NodeKind.HEADING):
                nodes.pop()  # the imprint, which follows the table without a heading
        found.update(node.key for node in nodes)
    return frozenset(found)


def _says_what_it_replaces(text: str, names: Iterable[str]) -> bool:
    """Whether a passage says which edition this one replaces, and nothing else."""
    low = text.lower()
    said = "replaces" in low or "supersedes" in low  # a look that spares nearly every passage the search
    alone = said and _REPLACES.match(text.lstrip()) is not None and len(sentence_spans(text)) == 1
    return alone and any(name in fold(text) for name in names)


def sections_of_changes(edition: Edition) -> list[tuple[Node, ...]]:
    """Each part of an edition that lists what changed in it, its title first, in reading order.

    Matches: a heading with what it holds; a short paragraph with the rows or items right below; a table whose first row
    is such a title, or has it over a column; a row that bears it as its label, alone. Must not match a sentence.
    """
    content = edition.content
    found: list[tuple[Node, ...]] = []
    taken: set[str] = set()
    for at, node in enumerate(content):
        if node.key in taken or ("chang" not in (low := node.text.casefold()) and not any(w in low for w in _HINTS)):
            continue
        section = _section_of_changes(content, at)
        taken.update(one.key for one in section)
        found += [section] if section else []
    return found


def _section_of_changes(content: Sequence[Node], at: int) -> tuple[Node, ...]:
    """The list of changes whose title stands at a place of the content; nothing where no such title stands there."""
    node = content[at]
    if node.kind is NodeKind.HEADING:
        return _held(content, at) if _TITLE_OF_CHANGES.search(node.text) else ()
    if node.kind is NodeKind.PARAGRAPH:
        titled = _is_short_title(node.text) and node.number is None
        return (node, *_run(content, at, (NodeKind.TABLE_ROW, NodeKind.ITEM))) if titled else ()
    if node.kind is not NodeKind.TABLE_ROW or not any(map(_is_short_title, node.cells)):
        return ()
    filled = [cell for cell in node.cells if cell]
    first = at == 0 or content[at - 1].kind is not NodeKind.TABLE_ROW
    if first and all(len(cell.split()) <= _HEAD_WORDS or len(filled) == 1 for cell in filled):
        return (node, *_run(content, at, (NodeKind.TABLE_ROW,)))
    return (node,) if _is_short_title(filled[0]) and len(filled) > 1 else ()


def _is_short_title(text: str) -> bool:
    return len(text) <= _TITLE_LENGTH and text[-1:] not in (".", ";") and _TITLE_OF_CHANGES.search(text) is not None


def _held(content: Sequence[Node], at: int) -> tuple[Node, ...]:
    """A heading with the nodes that it holds, in reading order."""
    keys = {content[at].key}
    nodes = [content[at]]
    for node in content[at + 1 :]:
        if node.parent in keys:
            keys.add(node.key)
            nodes.append(node)
    return tuple(nodes)


def _run(content: Sequence[Node], at: int, kinds: Container[NodeKind]) -> Iterator[Node]:
    """The nodes of some kinds that follow each other right after a place."""
    return takewhile(lambda node: node.kind in kinds, content[at + 1 :])


def _numbered_rows(edition: Edition) -> frozenset[str]:
    """The keys of the table rows whose first cell is their number in a count that goes on from row to row."""
    content = (node for node in edition.content if node.kind is not NodeKind.FOOTNOTE)
    found: set[str] = set()
    for _, run in groupby(content, key=lambda node: bool(node.cells)):
        rows = [node for node in run if node.cells]
        counts = counting_on(node.cells[0] for node in rows)
        found.update(node.key for node, counted in zip(rows, counts, strict=True) if counted)
    return frozenset(found)


class EditionPair(Record, frozen=True, dict=True):
    """Two editions and their matches."""

    old: Edition
    new: Edition
    matches: tuple[Match, ...]

    @cached_property
    def _forward(self) -> Mapping[str, tuple[Node, ...]]:
        return {node.key: match.new for match in self.matches for node in match.old}

    def of_old(self, node: Node) -> tuple[Node, ...]:
        """The new nodes that an old node became; empty where it has none."""
        return self._forward.get(node.key, ())

    @cached_property
    def places(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """The position of each content node of the old and the new edition, by key."""
        old, new = ({node.key: n for n, node in enumerate(edition.content)} for edition in (self.old, self.new))
        return old, new

    @cached_property
    def targets(self) -> tuple[Targets, Targets]:
        """What cross references of the old and the new edition point at."""
        return Targets(self.old), Targets(self.new)

    @cached_property
    def labels(self) -> tuple[Mapping[str, OwnLabel], Mapping[str, OwnLabel]]:
        """The labels that the old and the new edition give their own passages, by the key of the node."""
        return own_labels(self.old), own_labels(self.new)

    def is_new(self, node: Node) -> bool:
        """Whether a node is the new edition's."""
        return self.new.by_key.get(node.key) is node

    @cached_property
    def numbered_rows(self) -> tuple[frozenset[str], frozenset[str]]:
        """The keys of the table rows of the old and the new edition whose first cell is their number."""
        return _numbered_rows(self.old), _numbered_rows(self.new)

    @cached_property
    def self_descriptions(self) -> tuple[SelfDescription, SelfDescription]:
        """What the old and the new edition say of themselves."""
        return describe_itself(self.old), describe_itself(self.new)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What both editions call themselves."""
        return tuple(name for one in self.self_descriptions for name in one.names)

    def on_cover(self, nodes: Iterable[Node]) -> bool:
        """Whether all of some nodes are on the cover of their edition."""
        return all(node.key in self.self_descriptions[self.is_new(node)].cover for node in nodes)

    def about_revision(self, nodes: Iterable[Node]) -> bool:
        """Whether all of some nodes are about the revision itself."""
        return all(node.key in self.self_descriptions[self.is_new(node)].revision for node in nodes)

    @cached_property
    def new_text(self) -> str:
        """Every word of the new edition, folded, a node a line."""
        return "\n".join(fold(node.text) for node in self.new.content)

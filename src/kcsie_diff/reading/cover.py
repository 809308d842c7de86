"""What an edition says of itself: title, standing, date, licence, publisher."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kcsie_diff.language.dates import first_date
from kcsie_diff.language.normalise import clean, words
from kcsie_diff.model.edition import Node, NodeKind

COVER_PAGES = 4
"""Title and date are looked for on so many pages, from the first; its publisher on as many at the end, too."""

_TITLES = (NodeKind.HEADING, NodeKind.PARAGRAPH, NodeKind.UNPLACED)

_STATUS = (
    ("for information", re.compile(r"\bfor information\b", re.IGNORECASE)),
    ("consultation", re.compile(r"\bconsultation (?:version|draft|document)\b|\bfor consultation\b", re.IGNORECASE)),
    ("draft", re.compile(r"\bdraft\b", re.IGNORECASE)),
    ("in force", re.compile(r"\b(?:in force|comes? into force|takes? effect|effective from)\b", re.IGNORECASE)),
)
_LICENCE = (
    (
        "Open Government Licence v3.0",
        re.compile(r"open government licence[^.]{0,40}(?:v(?:ersion)? ?)3", re.IGNORECASE),
    ),
    (
        "Open Government Licence v2.0",
        re.compile(r"open government licence[^.]{0,40}(?:v(?:ersion)? ?)2", re.IGNORECASE),
    ),
    ("Open Government Licence", re.compile(r"open government licence", re.IGNORECASE)),
    (
        "Creative Commons Attribution-ShareAlike",
        re.compile(r"creative commons attribution[- ]share ?alike|\bCC[- ]BY-SA\b", re.IGNORECASE),
    ),
)
_NAME = r"((?:[A-Z][\w’'-]+)(?:,? (?:for|of|and|the|[A-Z][\w’'-]+))*)"
_PUBLISHERS = (
    re.compile(rf"\bguidance from (?:the )?{_NAME}"),
    re.compile(rf"\b(?:[Pp]ublished|[Ii]ssued|[Pp]roduced) by (?:the )?(?!Secretary of State){_NAME}"),
)
"""Whose guidance it is, best first. Must not match the Secretary of State, in whose name a department publishes."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Title, status and date of an edition, its licence and its publisher; None for what it does not say."""

    title: str
    status: str | None
    date: str | None
    licence: str | None
    publisher: str | None


def read(metadata_title: str | None, name: str, nodes: Sequence[Node]) -> Cover:
    """Read the cover: the status and date on the first pages, the licence and publisher anywhere."""
    last = max((page for node in nodes for page in node.place.pages), default=0)
    early = [node for node in nodes if node.page and node.page <= COVER_PAGES and node.kind is not NodeKind.CONTENTS]
    late = [node for node in nodes if node.page and node.page > last - COVER_PAGES]
    first = [node for node in early if node.page == 1]
    text = " ".join(node.text for node in first)
    return Cover(
        title=_title(metadata_title, name, early),
        status=next((status for status, pattern in _STATUS if pattern.search(text)), None),
        date=next((date for node in early if (date := first_date(node.text))), None),
        licence=_licence(nodes),
        publisher=_publisher([*early, *late]),
    )


def _title(metadata: str | None, name: str, early: Sequence[Node]) -> str:
    """The title in the metadata, where the first pages say so too; else the words in the largest type of page 1."""
    stated = clean(metadata or "")
    printed = {word for node in early for word in words(node.text)}
    if stated and sum(word in printed for word in words(stated)) > 0.7 * len(words(stated)):
        return stated
    heads = [node for node in early if node.page == 1 and node.text and node.kind in _TITLES]
    tallest = max(heads, key=_line_height, default=None)
    return tallest.text[:200] if tallest else stated or name


def _line_height(node: Node) -> float:
    """The approximate height of one line of a node, in points."""
    box = node.place.boxes[0]
    return (box.bottom - box.top) / max(1, node.raw.count("\n") + 1)


def _licence(nodes: Sequence[Node]) -> str | None:
    return next((name for name, pattern in _LICENCE if any(pattern.search(node.text) for node in nodes)), None)


def _publisher(nodes: Sequence[Node]) -> str | None:
    for pattern in _PUBLISHERS:
        found = next((match for node in nodes if (match := pattern.search(node.text))), None)
        if found:
            return found[1].strip()
    return None

"""What an edition says of itself: title, standing, date, licence, publisher."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kcsie_diff.edition import Node, NodeKind
from kcsie_diff.text import clean

COVER_PAGES = 3
"""Standing and date are looked for on so many pages, from the first."""

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTH}),? (?:\d{{1,2}}, )?\d{{4}}\b")
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
_PUBLISHER = re.compile(
    r"(?:©|\(c\)) ?(Crown copyright)|(?:published|issued) by (?:the )?([A-Z][^.,;()]{3,80})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cover:
    """Title, standing and date of an edition, its licence and who publishes it; None for what it does not say."""

    title: str
    status: str | None
    date: str | None
    licence: str | None
    publisher: str | None


def read(metadata_title: str | None, name: str, nodes: Sequence[Node]) -> Cover:
    """Read the cover: the standing and date on the first pages, the licence and publisher anywhere."""
    early = [node for node in nodes if node.page <= COVER_PAGES and node.kind is not NodeKind.CONTENTS]
    first = [node for node in early if node.page == 1]
    text = " ".join(node.text for node in first)
    return Cover(
        title=_title(metadata_title, name, first),
        status=next((status for status, pattern in _STATUS if pattern.search(text)), None),
        date=next((found[0] for node in early if (found := _DATE.search(node.text))), None),
        licence=_licence(nodes),
        publisher=_publisher(nodes),
    )


def _title(metadata: str | None, name: str, first: Sequence[Node]) -> str:
    """The title in the metadata, where it is one; else the words in the largest type of the first page."""
    told = clean(metadata or "")
    if told and not re.search(r"\.(?:docx?|indd|qxd|pdf)\b|^Microsoft Word\b|\btemplate\b", told, re.IGNORECASE):
        return told
    heads = [node for node in first if node.text and node.kind in (NodeKind.HEADING, NodeKind.PARAGRAPH)]
    tallest = max(heads, key=_line_height, default=None)
    return tallest.text[:200] if tallest else name


def _line_height(node: Node) -> float:
    """The height of one line of a node, about."""
    box = node.place.boxes[0]
    return (box.bottom - box.top) / max(1, node.raw.count("\n") + 1)


def _licence(nodes: Sequence[Node]) -> str | None:
    found = [name for name, pattern in _LICENCE if any(pattern.search(node.text) for node in nodes)]
    return found[0] if found else None


def _publisher(nodes: Sequence[Node]) -> str | None:
    for node in nodes:
        found = _PUBLISHER.search(node.text)
        if found:
            return (found[1] or found[2]).strip()
    return None

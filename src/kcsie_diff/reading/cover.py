"""The cover: the first pages of an edition to its title, standing and date; its licence and publisher besides.

Only what an edition says of itself counts: not the date of a document that it cites, of its next review or of a running
footer, nor the name of the file that it was made from.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from kcsie_diff.language.dates import DATE_PATTERN, first_date
from kcsie_diff.language.normalise import clean, letters, words
from kcsie_diff.model.edition import Node, NodeKind, is_cover
from kcsie_diff.reading.contents import TITLE as CONTENTS_TITLE
from kcsie_diff.reading.headings import FORM, type_of_body
from kcsie_diff.reading.page_model import PageBlock, Role
from kcsie_diff.records import Record

COVER_PAGES = 4
"""Title and date are looked for on so many pages, from the first; its publisher on as many at the end, too."""

LONGEST_TITLE = 200
"""Characters. A title is cut off here, and a longer text is not one."""

SHORT = 12
"""Words. A text of no more stands for itself on a first page; on a cover so does one three times as long."""

NAMED = 0.6
"""Share of the largest type on the cover. A text that names a sort of document is the title if it is set as large."""

_BESIDE = (Role.FURNITURE, Role.CONTENTS, Role.FOOTNOTE)

_DOCUMENT = re.compile(
    r"\b(?:policy|policies|guidance|guidelines?|guide|procedures?|handbook|standards?|code|statement|plan|framework|advice"
    r"|strategy|charter|manual|regulations|specification|recommendations?|rules|protocol|instructions|toolkit|agreement)\b",
    re.I,
)
_FILE_NAME = re.compile(
    r"^microsoft \w+ - |\.(?:docx?|pdf|pptx?|odt|rtf|indd|pages)$|^(?:untitled|document ?\d*)$", re.I
)
_OWN_DATE = re.compile(
    r"\b(?:adopt(?:ed|ion)|approv(?:ed|al)|ratified|agreed|publish(?:ed)?|publication|issued?|effective|updated?|revised"
    r"|reviewed|valid|in force|into force|takes? effect|version|dated?|from)\b[^.]{0,40}$",
    re.I,
)
"""What stands before the date of the edition itself: "Date of adoption: ", "comes into force on "."""

_NEXT_DATE = re.compile(r"\b(?:next|to be|due|until|expir\w+|review date|date of review)\b[^.]{0,40}$", re.I)
_ITSELF = re.compile(r"\b(?:this|it)\b[^.]{0,80}$", re.I)
_STATUS = (
    ("for information", re.compile(r"\bfor information\b", re.I)),
    ("consultation", re.compile(r"\bconsultation (?:version|draft|document)\b|\bfor consultation\b", re.I)),
    ("draft", re.compile(r"\bdraft\b", re.I)),
    ("in force", re.compile(r"\b(?:in force|comes? into force|takes? effect|effective from)\b", re.I)),
)
_LICENCE = (
    ("Open Government Licence v3.0", re.compile(r"open government licence[^.]{0,40}(?:v(?:ersion)? ?)3", re.I)),
    ("Open Government Licence v2.0", re.compile(r"open government licence[^.]{0,40}(?:v(?:ersion)? ?)2", re.I)),
    ("Open Government Licence", re.compile(r"open government licence", re.I)),
    (
        "Creative Commons Attribution-ShareAlike",
        re.compile(r"creative commons attribution[- ]share ?alike|\bCC[- ]BY-SA\b", re.I),
    ),
)
_NAME = r"((?:[A-Z][\w’'-]+)(?:,? (?:for|of|and|the|[A-Z][\w’'-]+))*)"
_PUBLISHERS = (
    re.compile(rf"\bguidance from (?:the )?{_NAME}"),
    re.compile(
        r"\b(?:Published|Issued|Produced|(?:is|was|been|guidance|document|edition|publication)\s(?:published|issued|produced))"
        rf" by (?:the )?(?!Secretary of State){_NAME}"
    ),
)
"""Whose guidance it is, best first. Must not match the Secretary of State, in whose name a department publishes, or who
published something else ("the definition published by")."""


class Cover(Record, frozen=True):
    """Title, status and date of an edition, its licence and its publisher; None for what it does not say."""

    title: str
    status: str | None
    date: str | None
    licence: str | None
    publisher: str | None


def read(metadata_title: str | None, name: str, nodes: Sequence[Node], blocks: Sequence[PageBlock]) -> Cover:
    """Read the cover from the nodes of an edition and the blocks that they were made of, both in reading order.

    Title, status and date are looked for on the first pages, the licence anywhere, the publisher on the last pages too.
    """
    last = max((page for node in nodes for page in node.place.pages), default=0)
    beside = (NodeKind.CONTENTS, NodeKind.FURNITURE)
    early = [node for node in nodes if node.page and node.page <= COVER_PAGES and node.kind not in beside]
    late = [node for node in nodes if node.page and node.page > last - COVER_PAGES]
    first = [node.text for node in early if node.page == 1]
    longest = 3 * SHORT if is_cover(first, last) else SHORT
    return Cover(
        title=_title(clean(metadata_title or ""), early, blocks) or name,
        status=next(_statuses(first, longest), None),
        date=_date(early, longest),
        licence=next((name for name, pattern in _LICENCE if any(pattern.search(node.text) for node in nodes)), None),
        publisher=next(
            (found[1].strip() for one in _PUBLISHERS for node in (*early, *late) if (found := one.search(node.text))),
            None,
        ),
    )


# ---- title ----


def _title(stated: str, early: Sequence[Node], blocks: Sequence[PageBlock]) -> str | None:
    """The title in the metadata, where the first pages say so too; else the one that the first page prints."""
    printed = _printed_title(blocks)
    if _FILE_NAME.search(stated):
        stated = ""
    own, shown = words(stated), {word for node in early for word in words(node.text)}
    # It is printed if most of its words are, and every number, which tells one version from another.
    numbers = all(word in shown for word in own if word[0].isdigit())
    if not (stated and numbers and sum(word in shown for word in own) > 0.7 * len(own)):
        return printed or stated or None
    longer, own_letters = letters(printed or ""), letters(stated)
    return printed if longer != own_letters and longer.startswith(own_letters) else stated


def _printed_title(blocks: Sequence[PageBlock]) -> str | None:
    """The title on the first page that has words: the text in the largest type, whatever box or table it stands in.

    A text that names a sort of document, such as a policy, goes before a larger motto or name. Lines set like it right
    above and below belong to it. Must not match: "Contents", a line of a form, a date, a sentence.
    """
    early = [block for block in blocks if block.page <= COVER_PAGES and _may_be_title(block)]
    first = min((block.page for block in early), default=0)
    found = [block for block in early if block.page == first]
    if not found:
        return None
    body, _ = type_of_body(blocks)
    largest = max(block.size for block in found)
    large = [one for one in found if one.size >= NAMED * largest]
    named = [one for one in large if _DOCUMENT.search(one.text) and len(one.text.split()) > 1]
    title = max([one for one in named if one.size > body or one.bold] or found, key=lambda one: one.size)
    if title.size <= body and not title.bold and not named:
        return None
    at = found.index(title)
    before = list(takewhile(lambda one: _is_set_like(one, title), reversed(found[:at])))
    after = takewhile(lambda one: _is_set_like(one, title), found[at + 1 :])
    return clean(" ".join(one.unlabelled().text for one in (*reversed(before), title, *after)))[:LONGEST_TITLE]


def _may_be_title(block: PageBlock) -> bool:
    text = clean(block.text)
    if block.role in _BESIDE or len(text) > LONGEST_TITLE or sum(map(str.isalpha, text)) < 3:
        return False
    sentence = text.endswith((".", ";", ":")) and len(text.split()) > SHORT
    return not (sentence or FORM.search(text) or CONTENTS_TITLE.match(text) or first_date(text) == text)


def _is_set_like(block: PageBlock, title: PageBlock) -> bool:
    return abs(block.size - title.size) < 0.03 * title.size and block.bold == title.bold and block.size > 12


# ---- standing and date ----


def _statuses(texts: Sequence[str], longest: int) -> Iterator[str]:
    """What the first page says of the standing of the edition; in more words than `longest`, it must say "this"."""
    for status, pattern in _STATUS:
        for text in texts:
            found = pattern.search(text)
            if found and (len(text.split()) <= longest or _ITSELF.search(text[: found.start()])):
                yield status


def _date(early: Sequence[Node], longest: int) -> str | None:
    """The date of an edition: one on the first page in no more words than `longest`, else one that is called its own.

    Else one that stands for itself on the pages after it. A date has a year, and is not that of a next review.
    """
    dated = [
        (node, found[0])
        for node in early
        for found in DATE_PATTERN.finditer(node.text)
        if first_date(found[0]) and not _NEXT_DATE.search(node.text[: found.start()])
    ]
    first = (date for node, date in dated if node.page == 1 and len(node.text.split()) <= longest)
    called = (date for node, date in dated if _OWN_DATE.search(node.text[: node.text.index(date)]))
    alone = (date for node, date in dated if date == node.text.strip(" ()."))
    return next(first, None) or next(called, None) or next(alone, None)

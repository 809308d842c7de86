"""Cross references: where a text names a paragraph, page, footnote or annex, whose document that is, and what it is.

Text to `Reference`s, each with the labels it names and, where it is not the text's own, the document; two masks, which
put a sign in the place of the numbers. An edition to `Targets`, which finds what a label stands for, and to the labels
that it gives its own passages ("V2.1.3"). The forms are those of guidance on GOV.UK ("see paragraphs 5 to 7 of Part
one") and of NIST documents ("Section 3.2.1", "Table 4-1").
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from kcsie_diff.language.labels import LEADS
from kcsie_diff.language.legislation import INSTRUMENT
from kcsie_diff.language.numbers import NUMBER_WORD
from kcsie_diff.model.edition import Edition, Node, NodeKind
from kcsie_diff.records import Record

_NUMBER = r"\d{1,5}(?:\.\d{1,3})*[a-z]?(?:\([a-z0-9]{1,4}\))*(?!\w|[\w.]*\d)"
_JOIN = r"\s*(?:,\s*(?:and\s+|or\s+)?|-|–|&|\b(?:and/or|and|or|to)\b)\s*"
# One number or several behind a word, which may be repeated ("paragraphs 5 and paragraphs 7"). A number alone is a
# paragraph's where the text says "see" ("see 286-290").
_LISTS = (rf"(?P<{kind}>(?:{lead})\s+{_NUMBER}(?:{_JOIN}(?:(?:{lead})\s+)?{_NUMBER})*)" for kind, lead in LEADS.items())
_ALL = "|".join([*_LISTS, rf"(?<=\bsee\s){_NUMBER}(?:{_JOIN}{_NUMBER})*"])
_REFERENCE = re.compile(rf"\b(?=[cfpst\d])(?:{_ALL})", re.IGNORECASE)  # the letters that any of them begins with
_ANNEX = re.compile(rf"\b(?P<lead>Annex|Appendix|Part)\s+(?P<label>[A-Z]\d?|[IVX]+|\d{{1,2}}|{NUMBER_WORD})\b")
# The key of a list of literature, and its citations: "[3]", "[3, 12]". Must not match "[2024]" or "[1]" of a "a[1]".
_KEY = re.compile(r"(?<![\w\]])\[\d{1,3}(?:,\s*\d{1,3})*\]")
_DIGIT = re.compile(r"\d")
# What a text must hold for the patterns to find anything: a look for these is much cheaper.
_LEAD_STARTS = ("para", "page", "p.", "footnote", "section", "chapter", "table", "figure", "see")
_ANNEX_LEADS = ("Annex", "Appendix", "Part")
_LABEL = re.compile(_NUMBER)
_RANGE = re.compile(r"[-–]|\bto\b")
# What follows a number that another document, or the law, gave.
_OWN = (
    r"(?:this|these|the\s+(?:guidance|document|annex|appendix)|annex|appendix|chapter"
    rf"|part\s+(?:{NUMBER_WORD}|[a-z]))\b"
)
_ELSEWHERE = re.compile(
    rf"\s+of\s+(?!{_OWN})|\s+(?:of|in|to)\s+(?:the\s+)?(?:[^.;]{{0,30}}\b)?(?-i:Schedule|{INSTRUMENT})\b"
    rf"|\s+in\s+(?:the\s+)?(?!{_OWN})(?-i:[A-Z])",
    re.IGNORECASE,
)
# How another document is named there: in quotes, by a title in capitals and years, or by what sort of document it is.
_SORT = r"(?:guidance|document|strategy|policy|code|handbook|report|advice|plan|schedule|toolkit|framework)"
_TITLE_WORD = r"(?:[A-Z][\w’'-]*|\d{1,4}[A-Z]?)(?![\w’'-])"
_DOCUMENT = re.compile(
    rf"\s+(?:of|in|to)\s+(?:[Tt]he\s+)?(?:[‘“\"'](?P<quoted>[^‘’“”\"\n]{{3,160}})[’”\"']"
    rf"|(?P<titled>[A-Z][\w’'-]*(?:\s(?:(?:of|and|for|in|the|on|to|with)\s){{0,2}}{_TITLE_WORD}){{0,12}}(?:\s{_SORT}\b)?)"
    rf"|(?P<sort>(?:[a-z’'-]+\s){{0,3}}?{_SORT}\b))"
)
# The document that a reference belongs to, named before it: "the old guidance, at paragraph 3", "the 2020 edition,
# paragraph 12". Must not match "the advice at paragraph 238", which is in this document.
_NAMED_BEFORE = re.compile(
    rf"(?P<sort>\b(?:old|previous|earlier|former|superseded|(?:19|20)\d\d)\s(?:{_SORT}|edition|version))"
    r",?(?:\s(?:at|in|under))?\s$",
    re.IGNORECASE,
)
_NEAR = 80  # letters before a reference that can name its document
# The masks. For matching: every reference that may be the edition's own, in folded text. Must match "paragraph 123",
# "paragraphs 262-267", "paras 4, 5 and 6", "Table 4-1", "Section 3.2.1"; must not match "section 175 of the Education
# Act 2002", whose number is the law's. A number masked too often costs nothing: the wording is compared later.
_MASKED = re.compile(
    r"\b(?:(?:paragraphs?|paras?|pages?|pp?|footnotes?|tables?|figures?)\.? ?\d+(?:[-.]\d+)*"
    r"(?: ?(?:-|,|and|to|or|&|, and) ?\d+(?:[-.]\d+)*)*|sections? \d+(?:\.\d+)+)\b"
)
# For the keys of a reviewer's decisions: numbers that shift from draft to draft. Must not match an age or a year. Files
# that readers keep rest on this pattern, so it does not change when the others do.
_SHIFTING = re.compile(r"\b(para(?:graph)?s?|pages?|footnotes?)\s\d+(?:\s?(?:-|to|and|,)\s?\d+)*")
# Headings, captions and the like name themselves at the start of their text.
_NAMED = re.compile(
    r"(?P<lead>Annex|Appendix|Part|Section|Chapter|Table|Figure)\s+"
    rf"(?P<label>[A-Z]\d?\b|[IVX]+\b|\d{{1,2}}(?:\.\d+)*|{NUMBER_WORD}\b)",
    re.IGNORECASE,
)


class Reference(Record, frozen=True):
    """A cross reference in a text: its kind, the labels it names, whether they are the ends of a range, its offsets.

    `document` names the document that the labels are of: None for the text's own, "" for another one that the text does
    not call by a title.
    """

    kind: str
    labels: tuple[str, ...]
    is_range: bool
    start: int
    end: int
    text: str
    document: str | None = None


@lru_cache(maxsize=20_000)  # both editions have most texts, and several steps ask
def find_references(text: str) -> tuple[Reference, ...]:
    """Every cross reference of a text to its own document, in order; a key of a list of literature names itself.

    Matches "paragraph 123", "paras 5, 7 and 9", "pages 117-118", "footnote 8", "Annex B", "[3]". Must not match what
    another document or the law numbered: "paragraph 4 of Schedule 2", "page 8 of DBS guidance", "section 47 of the 1989
    Act".
    """
    return tuple(reference for reference in find_all_references(text) if reference.document is None)


def find_all_references(text: str) -> tuple[Reference, ...]:
    """Every cross reference of a text, in order, those to other documents too: "paragraph 145 of KCSIE"."""
    found: list[Reference] = []
    low = text.lower()
    if _DIGIT.search(text) and any(lead in low for lead in _LEAD_STARTS):
        for match in _REFERENCE.finditer(text):
            labels = tuple(_LABEL.findall(match[0]))
            is_range = len(labels) == 2 and bool(_RANGE.search(match[0]))
            kind = match.lastgroup or "paragraph"
            found.append(Reference(kind, labels, is_range, *match.span(), match[0], _document(text, match)))
    if any(lead in text for lead in _ANNEX_LEADS):
        for match in _ANNEX.finditer(text):
            kind, label = match["lead"].lower(), match["label"].lower()
            found.append(Reference(kind, (label,), False, *match.span(), match[0], _document(text, match)))
    if "[" in text:
        found += (Reference("key", tuple(_LABEL.findall(m[0])), False, *m.span(), m[0]) for m in _KEY.finditer(text))
    return tuple(sorted(found, key=lambda reference: reference.start))


def _document(text: str, reference: re.Match[str]) -> str | None:
    """Whose document a reference is to, by what stands around it; None for the text's own."""
    before = _NAMED_BEFORE.search(text, max(0, reference.start() - _NEAR), reference.start())
    if before:
        return before["sort"]
    if not _ELSEWHERE.match(text, reference.end()):
        return None
    named = _DOCUMENT.match(text, reference.end())
    return (named["quoted"] or named["titled"] or named["sort"]) if named else ""


def mask_references(folded: str, mark: str) -> str:
    """A folded text with a mark for each cross reference, its word too: for matching texts that were renumbered."""
    return _MASKED.sub(mark, folded) if _DIGIT.search(folded) else folded


def mask_numbers(folded: str) -> str:
    """A folded text with "§" for the numbers of paragraphs, pages and footnotes: for the keys of a review."""
    return _SHIFTING.sub(r"\1 §", folded)


class Targets:
    """What the cross references of one edition may point at."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def find(self, kind: str, label: str) -> tuple[Node, ...]:
        """The nodes that a label of a kind stands for: none where the edition has none, several where labels repeat.

        A page stands for the nodes that start on it.
        """
        return self._labelled.get((kind, label if kind == "page" else label.casefold().split("(")[0]), ())

    @cached_property
    def _labelled(self) -> Mapping[tuple[str, str], tuple[Node, ...]]:
        found: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
        for node in self.edition.content:
            for key in (*names_of(node), *(("page", label) for label in page_label(node))):
                found[key].append(node)
        return {key: tuple(nodes) for key, nodes in found.items()}


def page_label(node: Node) -> tuple[str, ...]:
    """The printed label of the page on which a node starts, else its number; empty where the edition has no pages."""
    label = node.place.label or (str(node.page) if node.page is not None else "")
    return (label,) if label else ()


def names_of(node: Node) -> Iterator[tuple[str, str]]:
    """The kinds and labels under which a node can be referred to."""
    if node.is_numbered_paragraph and node.number:
        yield "paragraph", node.number.casefold()
    if node.kind is NodeKind.FOOTNOTE and node.number:
        yield "footnote", node.number.casefold()
    if node.kind is NodeKind.HEADING and node.number:
        yield "section", node.number.casefold()
    key = _KEY.match(node.text)
    if key and key[0][1:-1].isdigit():
        yield "key", key[0][1:-1]
    named = _NAMED.match(node.text) if node.kind is not NodeKind.FOOTNOTE and len(node.text) < 200 else None
    if named:
        yield named["lead"].casefold().replace("chapter", "section"), named["label"].casefold()


# ---- the labels that passages have in their own edition ----

_CALLED = r"(?:Rule|Requirement|Control|Standard|Principle|Recommendation|Action|Measure)\s\d{1,3}(?:\.\d{1,3})*"
_OWN_LABEL = re.compile(
    rf"""
    (?P<label> {_CALLED}                                      # Rule 124
      | (?:[A-Z]{{1,4}}[.-]?)?\d{{1,3}}(?:\.\d{{1,3}}){{1,4}}  # 3.1.1  V2.1.3  C.1.2
      | [A-Z]{{1,4}}[.-]?\d{{1,3}}(?:\(\d{{1,3}}\))?           # AC-2  AC-2(1)  V1  C.4
    )
    [.:)]?(?:\s*\|)?\s+(?=[A-Z0-9“‘"'(\[])
    """,
    re.VERBOSE,
)
_SERIES = 3  # so many labels at least make a series
_COUNTING_ON = 0.6  # the share (0 to 1) of a series' labels that must count on from the one before


class OwnLabel(Record, frozen=True):
    """The label of a node, the offset in its text at which the words begin, and whether no other node has the label.

    The offset is 0 where the label is the node's number and not part of the text.
    """

    label: str
    end: int
    is_unique: bool


def own_labels(edition: Edition) -> Mapping[str, OwnLabel]:
    """The labels that an edition gives its own passages, by the key of the node.

    Matches "3.1.1", "V2.1.3 | Verify", "AC-2", "Rule 124", in a series that counts on. Must not match
    "SHA-512", "RFC4180", "1.5 million", the number or age in a cell, "(a)", bullets, or the numbers of paragraphs.
    """
    series: defaultdict[tuple[str, str], list[tuple[Node, str, int]]] = defaultdict(list)
    for node in edition.content:
        family = str(node.kind) if node.kind in (NodeKind.HEADING, NodeKind.TABLE_ROW) else ""
        for label, end in _own_label(node):
            series[family, re.sub(r"\d+", "0", label)].append((node, label, end))
    counts = {name: Counter(label for _, label, _ in members) for name, members in series.items()}
    accepted = {name for name, members in series.items() if _counts_on([label for _, label, _ in members])}
    found: dict[str, OwnLabel] = {}
    for (family, shape), members in series.items():
        others = [counts[name] for name in accepted if name[1] == shape and name[0] != family]
        for node, label, end in members:
            # A row that was read as a paragraph fills a hole in the series of the rows.
            if (family, shape) in accepted or (others and not any(label in other for other in others)):
                found[node.key] = OwnLabel(label, end, counts[family, shape][label] == 1)
    return found


def _own_label(node: Node) -> Iterator[tuple[str, int]]:
    if node.kind in (NodeKind.FOOTNOTE, NodeKind.FIGURE_TEXT):
        return
    if node.number is not None:
        if "." in node.number:
            yield node.number, 0
    elif match := _OWN_LABEL.match(node.text):
        yield match["label"], match.end()


def _counts_on(labels: Sequence[str]) -> bool:
    if len(labels) < _SERIES:
        return False
    counts = [tuple(map(int, re.findall(r"\d+", label))) for label in labels]
    steps = sum(
        later == (*earlier[:-1], earlier[-1] + 1) or (later[-1] == 1 and later[:-1] != earlier[:-1])
        for earlier, later in pairwise(counts)
    )
    return steps >= _COUNTING_ON * (len(labels) - 1)

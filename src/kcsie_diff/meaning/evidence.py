"""The evidence on one change before it is judged: its words, duties, citations and mentions, each found once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate

from kcsie_diff.language.addresses import ADDRESS, EMAIL, TELEPHONE
from kcsie_diff.language.dates import DATE, DATE_PATTERN
from kcsie_diff.language.legislation import Citation, Register, find_citations
from kcsie_diff.language.normalise import clean, fold
from kcsie_diff.language.numbers import NUMBER_WORD, TIME_OF_DAY
from kcsie_diff.meaning.changed_text import ChangedText, Counterpart, Sentence, SideText, read_words
from kcsie_diff.meaning.duties import DutyChange, EditionDuties, Surroundings, compare_duties, compare_leads
from kcsie_diff.meaning.lexicon import Hit, Lexicon
from kcsie_diff.meaning.modals import Force, Modal, find_modals
from kcsie_diff.model.alignment import Difference, SelfDescription
from kcsie_diff.model.comparison import ChangeKind, Side
from kcsie_diff.model.edition import Edition, Link, Node, NodeKind
from kcsie_diff.records import Record

_WORD = re.compile(r"[^\W_]+")
_COUNT = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|[½¼¾]|{NUMBER_WORD})"
# A limit: a time, an age, a share, a size, a sum or how often. Must match "ten days", "under 18", "the pupil is 25",
# "5 per cent", "1 in 10", "18 °C", "£1,000", "8.30am", "until 3 May", "weekly", "every year"; not "paragraph 28" or "on
# 3 May 2031".
_LIMIT = re.compile(
    rf"\b{_COUNT}[\s-](?:(?:school|working|calendar|clear)\s)?(?:minutes?|hours?|days?|weeks?|months?|terms?|years?"
    r"|per\scent|percent|[kcm]?m|metres?|kilometres?|miles?|feet|[kmµμ]?g|grams?|kilograms?|kilos|m?l|litres?|millilitres?"
    r"|pounds|degrees)\b"
    rf"|\b{_COUNT}\s?(?:%|°\s?[CF]?|in\s{_COUNT}\b)|[£€$]\s?\d+(?:,\d{3})*(?:\.\d+)?"
    r"|\b(?:under|aged?|over|age\sof|(?:child|children|people|person|pupils?|students?|they)\s(?:is|are|turns?|reach(?:es)?))"
    r"\s\d{1,2}\b(?![.:-]?\d)"
    rf"|\b{TIME_OF_DAY}|\b(?:[01]?\d|2[0-3]):[0-5]\d\b|\b(?:noon|midday|midnight)\b"
    rf"|\b(?:by|until|before|after|from)\s{DATE}"
    r"|\b(?:once|twice|times)\s(?:an?|per|each|every|in)\s\w+"
    r"|\b(?:each|every)\s(?:\w+\s)?(?:hour|day|week|month|term|year)s?\b"
    r"|\b(?:hourly|daily|weekly|fortnightly|monthly|termly|half-termly|quarterly|yearly|annually)\b",
    re.IGNORECASE,
)
_PAGE_TITLE = re.compile(r"[\w-]+\.GOV\.UK")
# A title in quotation marks, or set as the words of a link.
_TITLE = re.compile(r"[‘“]([A-Z][^‘’“”\n]{4,160})[’”](?!\w)")
# A named service: capitalised words before a word for such a thing. Must match "TRA Secure Access system", "Teacher
# Services"; must not match "Schools" or "the service".
_SERVICE = re.compile(
    r"(?:\b[A-Z][\w’'-]{1,30}\s){1,5}(?:[Ss]ervices?|[Ss]ystem|[Pp]ortal|[Hh]ub|[Ww]ebsite|[Pp]latform|sign-in)\b"
)


# A word as a link has it: must match "GOV.UK", "children’s", "16-19".
_LINKED_WORD = re.compile(r"[^\W_]+(?:[.'’/-][^\W_]+)*")


class Span(Record, frozen=True):
    """A stretch of a side's text, and what it is."""

    start: int
    end: int
    text: str


class Context(Record, frozen=True, dict=True):
    """What is the same for every change of a comparison.

    `years` are those of the old and the new edition, None where the edition states none. `publishers_table` holds the
    keys of nodes inside a publisher's table of changes, of both editions, as (side, key). `self_descriptions` are
    those of the old and the new edition. `is_print`: one file is a print of a part of the other.
    """

    old: Edition
    new: Edition
    lexicon: Lexicon
    registers: tuple[Register, Register]
    years: tuple[int | None, int | None]
    publishers_table: frozenset[tuple[Side, str]] = frozenset()
    self_descriptions: tuple[SelfDescription, SelfDescription] = (SelfDescription(), SelfDescription())
    is_print: bool = False

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """How often each folded word is used in both editions together."""
        nodes = (node for edition in (self.old, self.new) for node in edition.content)
        return Counter(word for node in nodes for word in _WORD.findall(fold(node.text)))

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that either edition uses in small letters: no name is among them."""
        texts = (clean(node.text) for edition in (self.old, self.new) for node in edition.content)
        return frozenset(word for text in texts for word in _WORD.findall(text) if word.islower())

    def edition(self, side: Side) -> Edition:
        """The edition of a side."""
        return self.old if side is Side.OLD else self.new

    @cached_property
    def duties(self) -> tuple[EditionDuties, EditionDuties]:
        """The duties of both editions, to look for one that moved."""
        return EditionDuties(self.old, self.lexicon, Side.OLD), EditionDuties(self.new, self.lexicon, Side.NEW)


class Facts(Record, frozen=True, dict=True):
    """One change and its evidence. Everything is found when a rule first asks for it."""

    difference: Difference
    context: Context

    @cached_property
    def words(self) -> ChangedText:
        """The change as two texts with their sentences matched."""
        # Where each node after the first starts: the text of a change joins nodes by one space.
        old, new = (
            tuple(accumulate(len(node.text) + 1 for node in nodes[:-1]))
            for nodes in (self.difference.old, self.difference.new)
        )
        return read_words(self.difference.segments, (old, new))

    @property
    def lexicon(self) -> Lexicon:
        """The phrases that rules look for."""
        return self.context.lexicon

    def nodes(self, side: Side) -> tuple[Node, ...]:
        """The nodes of a side."""
        return self.difference.old if side is Side.OLD else self.difference.new

    @property
    def nodes_both(self) -> tuple[tuple[Side, Node], ...]:
        """Every node of both sides."""
        return tuple((side, node) for side in Side for node in self.nodes(side))

    @property
    def is_heading(self) -> bool:
        """Whether every node is a heading."""
        return all(node.kind is NodeKind.HEADING for _, node in self.nodes_both)

    @property
    def is_item(self) -> bool:
        """Whether every node is an item of a list or a row of a table."""
        return all(node.kind in (NodeKind.ITEM, NodeKind.TABLE_ROW) for _, node in self.nodes_both)

    @property
    def is_footnote(self) -> bool:
        """Whether every node is a footnote."""
        return all(node.kind is NodeKind.FOOTNOTE for _, node in self.nodes_both)

    @property
    def one_sided(self) -> bool:
        """Whether the passage was added or removed whole."""
        return self.difference.kind in (ChangeKind.ADDED, ChangeKind.REMOVED)

    @cached_property
    def duties(self) -> tuple[DutyChange, ...]:
        """The duty words gained, lost or changed.

        A heading imposes no duty. What only one edition has is no duty gained or lost where the other cannot be read.
        """
        if self.is_heading or (self.one_sided and (self.context.old.lacks_letters or self.context.new.lacks_letters)):
            return ()
        old, new = (self._list_around(side) for side in Side)
        around = Surroundings(self.context.duties, (old[0], new[0]), (old[1], new[1]))
        return compare_duties(self.words, self.lexicon, around) or self._duties_above(around.leads)

    def _duties_above(self, leads: tuple[str, str]) -> tuple[DutyChange, ...]:
        """What became of the duty of an item that moved, by the words before its list, or by the heading above it."""
        if self._changed_lists(leads):
            return compare_leads(leads, self.lexicon)
        old, new = (
            "".join(one.text for node in nodes[:1] for one in edition.headings_above(node)[-1:])
            for nodes, edition in ((self.difference.old, self.context.old), (self.difference.new, self.context.new))
        )
        if not any(leads) and self.is_item and self._changed_lists((old, new)):
            return compare_leads((old, new), self.lexicon, titles=True)
        return ()

    def _changed_lists(self, leads: tuple[str, str]) -> bool:
        """Whether an item moved from one list to another, and not with the words that introduce its list."""
        if not self.difference.moved or leads[0] == leads[1]:
            return False
        stays = zip(leads, (self.context.new, self.context.old), strict=True)
        return any(node.text == lead for lead, edition in stays for node in edition.content)

    def _list_around(self, side: Side) -> tuple[str, tuple[str, ...]]:
        """The text that introduces the list of a side's first passage, an item, and the items under its last."""
        nodes, edition = self.nodes(side), self.context.edition(side)
        if not nodes:
            return "", ()
        holders = [one.text for one in edition.ancestors(nodes[0]) if one.kind is not NodeKind.HEADING]
        items = [n.text for n in edition.children.get(nodes[-1].key, ()) if n.kind is NodeKind.ITEM]
        return (holders[-1] if holders and nodes[0].kind is NodeKind.ITEM else ""), tuple(items)

    @cached_property
    def lead(self) -> str:
        """The text that introduces the list of which the passage is an item, else nothing."""
        for side in (Side.NEW, Side.OLD):
            for node in self.nodes(side)[:1]:
                if node.kind is NodeKind.ITEM:
                    above = self.context.edition(side).ancestors(node)
                    return " ".join(holder.text for holder in above if holder.kind is not NodeKind.HEADING)
        return ""

    @cached_property
    def citations(self) -> tuple[tuple[Side, Citation], ...]:
        """The instruments and provisions that only one side cites, and whose words changed there."""
        found = [find_citations(s.text, r) for s, r in zip(self.words.sides, self.context.registers, strict=True)]
        keys = [Counter(citation.key for citation in some) for some in found]
        return tuple(
            (side.side, citation)
            for side, some, others in zip(self.words.sides, found, reversed(keys), strict=True)
            for citation in some
            if citation.instrument and citation.key not in others and side.touches(citation.start, citation.end)
        )

    @cached_property
    def changed_pairs(self) -> tuple[Counterpart, ...]:
        """The sentences with a changed word."""
        return tuple(
            pair for pair in self.words.counterparts if any(sentence.changed for sentence in (*pair.old, *pair.new))
        )

    def binding(self, pair: Counterpart, least: Force) -> tuple[list[Modal], list[Modal]]:
        """The duty words of some sentences that bind with so much force at least: of the old side, and of the new."""
        old, new = (
            [one for one in find_modals(side, sentences, self.lexicon) if one.binds and one.force >= least]
            for side, sentences in zip(self.words.sides, (pair.old, pair.new), strict=True)
        )
        return old, new

    def changed_sentences(self) -> Iterator[tuple[SideText, Sentence, bool]]:
        """Every sentence with a changed word, its side, and whether the other side has no such sentence at all."""
        for pair in self.changed_pairs:
            for side, own, others in ((self.words.old, pair.old, pair.new), (self.words.new, pair.new, pair.old)):
                for sentence in own:
                    if sentence.changed:
                        yield side, sentence, not others

    @cached_property
    def contacts(self) -> tuple[tuple[SideText, Span], ...]:
        """Changed addresses, e-mail addresses and telephone numbers."""
        return tuple((side, span) for side in self.words.sides for span in find_contacts(side))

    @cached_property
    def organisations(self) -> tuple[tuple[SideText, Hit], ...]:
        """The organisations named with a changed word."""
        return tuple((side, hit) for side in self.words.sides for hit in self.lexicon.organisations.find_changed(side))

    @cached_property
    def titles(self) -> tuple[tuple[SideText, Span], ...]:
        """Titles in quotation marks, named services and words that carry a link, with a changed word."""
        return tuple(
            (side, span)
            for side in self.words.sides
            for services in [(Span(*match.span(), match[0]) for match in _SERVICE.finditer(side.text))]
            for span in (*find_titles(side), *services, *self._linked(side))
            if side.touches(span.start, span.end)
        )

    def _linked(self, side: SideText) -> Iterator[Span]:
        for node in self.nodes(side.side):
            for link in node.links:
                words = link_words(link, node)
                at = side.text.find(words) if words.strip() else -1
                if at >= 0 and not link.target.startswith("#"):
                    yield Span(at, at + len(words), words)

    @property
    def replaces(self) -> bool:
        """Whether words were cut and others added in their place."""
        return bool(self.words.old.changed_words and self.words.new.changed_words)

    @property
    def dates(self) -> tuple[str, ...]:
        """The dates in the changed words, the new side's first."""
        sides = self.words.sides[::-1]
        found = (m[0] for side in sides for m in DATE_PATTERN.finditer(side.text) if side.touches(*m.span()))
        return tuple(dict.fromkeys(found))

    @property
    def expects(self) -> bool:
        """Whether a "should" or a "must" was gained, lost or changed."""
        return any(duty.force >= Force.SHOULD for duty in self.duties)


# ---- what a side names ----


def find_limits(text: str, sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """The limits that some sentences of a text name: times, ages, shares, sizes, sums and how often."""
    return tuple(match[0] for one in sentences for match in _LIMIT.finditer(text, one.start, one.end))


def find_contacts(side: SideText) -> tuple[Span, ...]:
    """Addresses, e-mail addresses and telephone numbers of a side with a changed part.

    Must not match "GOV.UK" behind a name ("NCSC.GOV.UK"): so the titles of its pages end.
    """
    found = []
    for pattern in (ADDRESS, EMAIL, TELEPHONE):
        for match in pattern.finditer(side.text):
            text = match[0].rstrip(".,;:!?)’'")
            if side.touches(match.start(), match.start() + len(text)) and not _PAGE_TITLE.fullmatch(text):
                found.append(Span(match.start(), match.start() + len(text), text))
    return tuple(found)


def find_titles(side: SideText) -> tuple[Span, ...]:
    """Titles in quotation marks, whether they changed or not."""
    return tuple(Span(match.start(1), match.end(1), match[1]) for match in _TITLE.finditer(side.text))


def link_words(link: Link, node: Node) -> str:
    """Return the words of a link. A word in which its box ends is left out where the box has little of it, else whole.

    "expectations t" of "expectations to support" is "expectations", and "GOV" of "GOV.UK" is "GOV.UK".
    """
    end = (link.at or 0) + len(link.text)
    last = next((word for word in _LINKED_WORD.finditer(node.text) if word.start() < end < word.end()), None)
    if link.at is None or last is None:
        return link.text
    shorter = node.text[link.at : last.start()].rstrip()
    has_little = end - last.start() <= (last.end() - last.start()) / 2
    return shorter if shorter and has_little else node.text[link.at : last.end()]

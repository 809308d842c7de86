"""The words of a change, sentence by sentence: which words changed, and which sentence became which.

Segments are the only input, so that what is judged is what the report shows. Offsets are into the side's own text.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from kcsie_diff.language.sentences import sentence_spans
from kcsie_diff.language.tokens import WORD, word_key
from kcsie_diff.language.vocabulary import MODALS_AND_DENIALS, STOP_WORDS
from kcsie_diff.model.comparison import Segment, SegmentOp, Side
from kcsie_diff.records import Record

# A sentence is the same one in both editions when this share of the shorter one's distinctive words was kept.
KEPT_SHARE = 0.34
# Sentences cut here and added there are one sentence when their distinctive words agree to this share (Dice).
ALIKE = 0.6
# Beyond this many loose sentences on a side, none are sought elsewhere in the passage: bounds the cost.
_LOOSE = 60


class Word(Record, frozen=True):
    """A word: lower case with straight quotes and plain hyphens, its span in the text, and whether it changed."""

    folded: str
    start: int
    end: int
    changed: bool


class Sentence(Record, frozen=True, dict=True):
    """A sentence: its span, its text, its words, and whether none, some or all of its distinctive words changed."""

    start: int
    end: int
    text: str
    words: tuple[Word, ...]

    @property
    def changed(self) -> tuple[Word, ...]:
        """The words that only this side has."""
        return tuple(word for word in self.words if word.changed)

    @cached_property
    def distinctive(self) -> Counter[str]:
        """How often each word is in the sentence, without the common words where more than a duty word remains."""
        bag = Counter(word.folded for word in self.words)
        uncommon = Counter({word: count for word, count in bag.items() if word not in STOP_WORDS})
        return uncommon if uncommon.keys() - MODALS_AND_DENIALS else bag


class SideText(Record, frozen=True, dict=True):
    """One side of a change: its text, the spans that changed, and its sentences.

    `breaks` are the offsets at which a new node of the edition starts: no sentence runs over them.
    """

    side: Side
    text: str
    spans: tuple[tuple[int, int], ...]
    breaks: tuple[int, ...] = ()

    @classmethod
    def of(cls, text: str, side: Side = Side.NEW) -> "SideText":
        """A text of which nothing changed."""
        return cls(side, text, ())

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every word of the text."""
        if not self.spans:
            return _unchanged_words(self.text, 0, len(self.text))
        found = []
        spans = iter(self.spans)
        first, last = next(spans, (len(self.text) + 1, 0))
        for match in WORD.finditer(self.text):
            start, end = match.span()
            while last <= start and first <= len(self.text):
                first, last = next(spans, (len(self.text) + 1, 0))
            found.append(Word(word_key(match[0]), start, end, first < end))
        return tuple(found)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, in order; white space around them belongs to none."""
        found = []
        words = self.words
        first = 0
        for start, end in sentence_spans(self.text, self.breaks):
            last = first
            while last < len(words) and words[last].start < end:
                last += 1
            if last > first:
                found.append(Sentence(start, end, self.text[start:end], words[first:last]))
            first = last
        return tuple(found)

    def sentences_where(self, holds: Callable[[str], bool]) -> Iterator[Sentence]:
        """The sentences of an unchanged text that pass a test: the words of the others are not looked at."""
        for start, end in sentence_spans(self.text, self.breaks):
            text = self.text[start:end]
            if holds(text):
                yield Sentence(start, end, text, _unchanged_words(self.text, start, end))

    @cached_property
    def changed_words(self) -> tuple[Word, ...]:
        """The words that only this side has."""
        return tuple(word for word in self.words if word.changed)

    @cached_property
    def changed_text(self) -> str:
        """The changed stretches, joined by " … "."""
        return " … ".join(self.text[start:end].strip() for start, end in self.spans if self.text[start:end].strip())

    def touches(self, start: int, end: int) -> bool:
        """Whether a changed stretch overlaps a span."""
        near = bisect_right(self.spans, (end - 1, len(self.text) + 1)) - 1
        return near >= 0 and self.spans[near][1] > start


def _unchanged_words(text: str, start: int, end: int) -> tuple[Word, ...]:
    return tuple(Word(word_key(match[0]), *match.span(), False) for match in WORD.finditer(text, start, end))


class Counterpart(Record, frozen=True):
    """Sentences of the old side and the sentences of the new one that they became; one side may be empty."""

    old: tuple[Sentence, ...]
    new: tuple[Sentence, ...]


class ChangedText(Record, frozen=True):
    """A change as two texts, with their sentences matched."""

    old: SideText
    new: SideText
    counterparts: tuple[Counterpart, ...]

    @property
    def sides(self) -> tuple[SideText, SideText]:
        """Old, then new."""
        return self.old, self.new


def read_words(segments: Iterable[Segment], breaks: tuple[Sequence[int], Sequence[int]] = ((), ())) -> ChangedText:
    """The two texts that segments spell, with their changed spans and their sentences matched.

    `breaks` are the offsets in the old and the new text at which another node starts.
    """
    texts: tuple[list[str], list[str]] = [], []
    spans: tuple[list[tuple[int, int]], list[tuple[int, int]]] = [], []
    kept: list[tuple[int, int, int, int]] = []
    ends = [0, 0]
    for segment in segments:
        before = segment.text if segment.old is None else segment.old
        if segment.op is SegmentOp.KEEP:
            kept.append((ends[0], len(before), ends[1], len(segment.text)))
        for side, (op, text) in enumerate(((SegmentOp.CUT, before), (SegmentOp.ADD, segment.text))):
            if segment.op is op:
                spans[side].append((ends[side], ends[side] + len(text)))
            if segment.op in (op, SegmentOp.KEEP):
                texts[side].append(text)
                ends[side] += len(text)
    old, new = (
        SideText(side, "".join(text), tuple(own), tuple(at for at in starts if at < end))
        for side, text, own, starts, end in zip(Side, texts, spans, breaks, ends, strict=True)
    )
    return ChangedText(old, new, _match_sentences(old, new, kept))


def _match_sentences(
    old: SideText, new: SideText, kept: Sequence[tuple[int, int, int, int]]
) -> tuple[Counterpart, ...]:
    """Group the sentences of both sides: by the words they keep, then by likeness for those that moved inside."""
    shared = _shared_words(old, new, kept)
    links = {
        (one, other)
        for (one, other), count in shared.items()
        if count >= KEPT_SHARE * min(old.sentences[one].distinctive.total(), new.sentences[other].distinctive.total())
    }
    links |= _loose_links(old, new, links)
    groups = _join(links, len(old.sentences), len(new.sentences))
    return tuple(
        Counterpart(tuple(old.sentences[i] for i in olds), tuple(new.sentences[i] for i in news))
        for olds, news in groups
    )


def _shared_words(old: SideText, new: SideText, kept: Sequence[tuple[int, int, int, int]]) -> Counter[tuple[int, int]]:
    """How many distinctive words each pair of sentences kept."""
    shared: Counter[tuple[int, int]] = Counter()
    old_starts = [sentence.start for sentence in old.sentences]
    kept_starts = [row[2] for row in kept]
    for number, sentence in enumerate(new.sentences):
        telling = sentence.distinctive
        for word in sentence.words:
            row = bisect_right(kept_starts, word.start) - 1
            if word.changed or word.folded not in telling or row < 0:
                continue
            old_start, old_length, new_start, new_length = kept[row]
            place = old_start + min(old_length, (word.start - new_start) * max(1, old_length) // max(1, new_length))
            partner = bisect_right(old_starts, place) - 1
            if partner >= 0:
                shared[partner, number] += 1
    return shared


def _loose_links(old: SideText, new: SideText, links: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Pairs of sentences that no kept words join although they say nearly the same."""
    olds = sorted(set(range(len(old.sentences))) - {one for one, _ in links})
    news = sorted(set(range(len(new.sentences))) - {other for _, other in links})
    if not olds or not news or len(olds) > _LOOSE or len(news) > _LOOSE:
        return set()
    found = set()
    for one in olds:
        bag = old.sentences[one].distinctive
        scores = [(alike(bag, new.sentences[other].distinctive), -other) for other in news]
        best, place = max(scores)
        if best >= ALIKE:
            found.add((one, -place))
    return found


def alike(one: Counter[str], other: Counter[str]) -> float:
    """The share (0 to 1, Dice) of their words on which two bags of words agree."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _join(links: set[tuple[int, int]], olds: int, news: int) -> list[tuple[list[int], list[int]]]:
    """Connected groups of sentences, in the order of the new side, removed ones where they were."""
    group = list(range(olds + news))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for one, other in links:
        group[root(one)] = root(olds + other)
    gathered: dict[int, tuple[list[int], list[int]]] = {}
    for at in range(olds + news):
        sides = gathered.setdefault(root(at), ([], []))
        sides[at >= olds].append(at if at < olds else at - olds)
    return sorted(gathered.values(), key=lambda sides: (sides[1] or sides[0])[0])

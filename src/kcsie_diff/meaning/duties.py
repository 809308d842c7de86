"""Duties gained, lost and changed: the duty words of both sides of a change, compared sentence by sentence.

Input: a `ChangedText` and the duties of both whole editions. Output: a `DutyChange` for each duty word whose duty is
new, removed, stronger or weaker. docs/duties.md says how each case is decided.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import islice
from math import ceil

from kcsie_diff.language.tokens import WORD, word_key
from kcsie_diff.language.vocabulary import STOP_WORDS
from kcsie_diff.meaning.changed_text import ChangedText, Counterpart, Sentence, SideText, alike
from kcsie_diff.meaning.lexicon import Lexicon
from kcsie_diff.meaning.modals import Force, Modal, Sense, find_modals, may_hold_modals
from kcsie_diff.model.comparison import DutyEffect, Side
from kcsie_diff.model.edition import Edition
from kcsie_diff.records import Record

# A sentence is in the other edition too when their distinctive words agree to this share (Dice), and it has at least so
# many: at 0.8 a changed figure or name still leaves the same duty; shorter sentences agree by chance.
SAME_DUTY = 0.8
_FEWEST_WORDS = 4
# The same for the words of a clause.
SAME_CLAUSE = 0.9
# A duty with an exception or a condition added is the same: the shorter clause has so many distinctive words at least,
# all of them in the longer one, which has so many times as many at most. Less ("must have a policy") says too little.
_FEWEST_IN_BOTH = 5
_MUCH_LONGER = 3
_FORCES = frozenset({"must", "should", "shall", "may"})
# So many sentences at most are looked at for one duty: more have the same words only in a file made to cost time.
_MOST = 200
# A clause is new when more than this share of its distinctive words is.
_NEW_CLAUSE = 0.6


class DutyChange(Record, frozen=True):
    """What became of one duty word, with the words themselves: `old` or `new` is None where there is no such side."""

    effect: DutyEffect
    old: Modal | None
    new: Modal | None

    @property
    def force(self) -> Force:
        """The stronger of the two sides."""
        return max(modal.force for modal in (self.old, self.new) if modal)

    @property
    def modal(self) -> Modal:
        """The new side's word, or the old one's where there is no new one."""
        found = self.new or self.old
        assert found is not None
        return found


class EditionDuties(Record, frozen=True, dict=True):
    """The binding duty words of an edition, to be found by the words of their sentences.

    Duty words are looked for only in texts that hold enough of the words sought, as most are never asked for.
    """

    edition: Edition
    lexicon: Lexicon
    side: Side

    @cached_property
    def _texts(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Every text that may hold duty words, with its words."""
        texts = (node.text for node in self.edition.content if may_hold_modals(node.text))
        return tuple((text, frozenset(map(word_key, WORD.findall(text)))) for text in texts)

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[int]]:
        index: dict[str, list[int]] = defaultdict(list)
        for place, (_, words) in enumerate(self._texts):
            for word in words:
                index[word].append(place)
        return index

    @cached_property
    def _of_text(self) -> Callable[[str], tuple[tuple[Modal, Counter[str]], ...]]:
        """What finds the duty words of a text, each with the distinctive words of its sentence."""

        @cache
        def find(text: str) -> tuple[tuple[Modal, Counter[str]], ...]:
            side = SideText.of(text, self.side)
            modals = find_modals(side, side.sentences_where(may_hold_modals), self.lexicon)
            return tuple((one, _duty_words(one)) for one in modals if one.binds and one.force > Force.MAY)

        return find

    def _with_most_of(self, words: Counter[str], share: float) -> Iterator[tuple[Modal, Counter[str]]]:
        """The duty words, in order, of the texts that may hold a sentence whose words agree to this share (Dice)."""
        # A sentence that has four in five of these words has one of the rarest fifth and one more.
        rarest = sorted(words, key=lambda word: (len(self._by_word.get(word, ())), word))
        rarest = rarest[: ceil((1 - share) * len(words)) + 1]
        places = {place for word in rarest for place in self._by_word.get(word, ())[:_MOST]}
        least = words.total() * share / (2 - share)  # what both hold, where the sentence has no other words
        for place in islice(sorted(places), _MOST):
            text, held = self._texts[place]
            if sum(count for word, count in words.items() if word in held) >= least:
                yield from self._of_text(text)

    def like(self, modal: Modal) -> tuple[Modal, ...]:
        """The duty words whose sentences say the same, the most alike first; none for a very short sentence."""
        words = _duty_words(modal)
        if words.total() < _FEWEST_WORDS:
            return ()
        scored = [(alike(words, bag), other) for other, bag in self._with_most_of(words, SAME_DUTY)]
        return tuple(other for score, other in sorted(scored, key=lambda one: -one[0]) if score >= SAME_DUTY)

    def count_clause(self, modal: Modal) -> int:
        """How many sentences have the same duty in nearly the same clause; none for a very short clause."""
        words = _clause_words(modal)
        if words.total() < _FEWEST_WORDS:
            return 0
        others = (other for other, _ in self._with_most_of(words, SAME_CLAUSE) if other.same == modal.same)
        return sum(alike(words, _clause_words(other)) >= SAME_CLAUSE for other in others)

    def with_more_or_less(self, modal: Modal) -> tuple[Modal, ...]:
        """The duty words whose clauses hold every word of this one's, or none but its: with an exception, say."""
        words = _clause_words(modal)
        places = Counter(place for word in words for place in self._by_word.get(word, ())[:_MOST])
        near = [place for place, count in places.most_common(_MOST) if count >= _FEWEST_IN_BOTH]
        found = []
        for other in (one for place in sorted(near) for one, _ in self._of_text(self._texts[place][0])):
            short, long = sorted((words, _clause_words(other)), key=Counter.total)
            if short.total() >= _FEWEST_IN_BOTH and short <= long and long.total() <= _MUCH_LONGER * short.total():
                found.append(other)
        return tuple(found)


def _clause_words(modal: Modal) -> Counter[str]:
    """The distinctive words of the clause of a duty word: between the marks before and after it in its sentence."""
    text, sentence = modal.side.text, modal.sentence
    start = max(text.rfind(mark, sentence.start, modal.start) for mark in ",;:(")
    ends = [at for mark in ",;:(" if (at := text.find(mark, modal.end, sentence.end)) >= 0]
    words = [word.folded for word in sentence.words if start < word.start < min(ends, default=sentence.end)]
    return Counter(word for word in words if word not in STOP_WORDS and word not in _FORCES)


def _duty_words(modal: Modal) -> Counter[str]:
    """The distinctive words of a duty's sentence, without the duty words themselves."""
    return Counter({word: count for word, count in modal.sentence.distinctive.items() if word not in _FORCES})


class Surroundings(Record, frozen=True):
    """The surroundings of a change: the duties of both editions, and the lists that its passages belong to.

    `leads` are the texts that introduce the list of which the passage is an item, `items` those of the list that the
    passage introduces, old and new.
    """

    editions: tuple[EditionDuties, EditionDuties]
    leads: tuple[str, str] = ("", "")
    items: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def compare_duties(words: ChangedText, lexicon: Lexicon, around: Surroundings | None = None) -> tuple[DutyChange, ...]:
    """Every duty gained, lost or changed. There is none where no duty word changed.

    A swap inside a sentence that is in both editions strengthens or weakens (may < should < must). A duty word in
    a sentence that only one side has is new or removed, unless it does not bind, or the same duty is elsewhere in
    the other edition, in the words that introduce the list, or in its items.
    """
    found = []
    for pair in words.counterparts:
        for change in _compare(words, pair, lexicon):
            kept = change if around is None or (change.old and change.new) else _placed(change, pair, around, lexicon)
            found += [kept] if kept else []
    return tuple(found)


def compare_leads(leads: tuple[str, str], lexicon: Lexicon, *, titles: bool = False) -> tuple[DutyChange, ...]:
    """What became of the duty of an item that moved, its words unchanged, from under one text to under another.

    Matches an item that went from "A leader must:" to "A leader may:", and where the texts are `titles` one that went
    from "What a leader must do" to "What a leader may do". Must not match one from or to a list that no duty word
    introduces.
    """
    read = _of_title if titles else leading
    old, new = (read(lead, lexicon, side) for lead, side in zip(leads, Side, strict=True))
    effect = _swap(old[-1], new[-1]) if old and new else None
    return (DutyChange(effect, old[-1], new[-1]),) if effect else ()


def _compare(words: ChangedText, pair: Counterpart, lexicon: Lexicon) -> Iterator[DutyChange]:
    every = [
        [m for m in find_modals(side, sentences, lexicon) if m.sense not in (Sense.TITLE, Sense.IDIOM)]
        for side, sentences in ((words.old, pair.old), (words.new, pair.new))
    ]
    olds, news = ([modal for modal in side if modal.touched] for side in every)
    olds, news = olds + _negated(news, every[0]), news + _negated(olds, every[1])
    same = Counter(modal.same for modal in olds) & Counter(modal.same for modal in news)
    olds, news = _without(olds, same), _without(news, same)
    partners = _partners(olds, news)
    for old, new in partners:
        effect = _swap(old, new)
        if effect:
            yield DutyChange(effect, old, new)
    for modal in _alone([new for new in news if all(new is not b for _, b in partners)], every[1], every[0]):
        yield DutyChange(DutyEffect.NEW, None, modal)
    for modal in _alone([old for old in olds if all(old is not a for a, _ in partners)], every[0], every[1]):
        yield DutyChange(DutyEffect.REMOVED, modal, None)


def _partners(olds: list[Modal], news: list[Modal]) -> list[tuple[Modal, Modal]]:
    """The duty words that stand for each other, those with the most alike clauses first; in the order of the text.

    Must not match two clauses that share no telling word, wherever they stand in their sentences.
    """
    bags = [[_clause_words(modal) for modal in side[:_MOST]] for side in (olds, news)]
    scores = sorted(
        (-alike(one, other) if one and other else -1.0, abs(i - j), i, j)
        for i, one in enumerate(bags[0])
        for j, other in enumerate(bags[1])
    )
    found: dict[int, int] = {}
    for negative, _, i, j in scores:
        if negative < 0 and i not in found and j not in found.values():
            found[i] = j
    return [(olds[i], news[j]) for i, j in sorted(found.items())]


def _without(modals: list[Modal], same: Counter[tuple[str, bool]]) -> list[Modal]:
    """The duty words without those cut here and added there: that is no change of duty."""
    left = same.copy()
    kept = []
    for modal in modals:
        if left[modal.same]:
            left[modal.same] -= 1
        else:
            kept.append(modal)
    return kept


def _negated(touched: list[Modal], others: list[Modal]) -> list[Modal]:
    """The kept duty words of one side that only gained or lost a "not", or a "may" ("may have to"), on the other."""
    kept = {(modal.word, modal.negative): modal for modal in others if not modal.touched}
    keys = [(modal.word, not modal.negative) for modal in touched if not modal.is_marked]
    keys += [(modal.text.split()[-2], False) for modal in touched if modal.word == "may" and modal.text.endswith(" to")]
    found = [kept[key] for key in dict.fromkeys(keys) if key in kept]
    return [modal for modal in found if modal.force is not Force.NEED or modal.sense is not Sense.SUBORDINATE]


def _alone(alone: list[Modal], own: list[Modal], others: list[Modal]) -> Iterator[Modal]:
    """The duty words of one side that have no partner and whose duty the other side does not have.

    Where the other sentence has the same duty word, one "must" may govern several clauses there ("must read it and
    sign it", or a list under "must:"): only as many are alone as there are clauses whose words are new.
    """
    for same in dict.fromkeys(modal.same for modal in alone):
        mine = [modal for modal in alone if modal.same == same and _imposes(modal) and modal.force > Force.MAY]
        if any(other.same == same for other in others):
            fresh = [modal for modal in own if modal.same == same and modal.binds and _is_new_clause(modal, own)]
            mine = fresh[: len(mine)]
        yield from mine


def _imposes(modal: Modal) -> bool:
    """Whether a duty word makes a duty by itself: "has to" of a thing, only where it came to, or left, kept words."""
    if modal.sense is not Sense.THINGS:
        return modal.binds
    after = (word for word in modal.sentence.words if word.start >= modal.end and word.folded != "be")
    return not next((word.changed for word in after), True)


def _is_new_clause(modal: Modal, own: Iterable[Modal]) -> bool:
    """Whether what a duty word governs, up to the next one in its sentence, is in new words."""
    end = min([m.start for m in own if m.start > modal.start and m.sentence == modal.sentence] or [modal.sentence.end])
    words = [word for word in modal.sentence.words if modal.end <= word.start < end and len(word.folded) > 3]
    return bool(words) and sum(word.changed for word in words) > _NEW_CLAUSE * len(words)


def _swap(old: Modal, new: Modal) -> DutyEffect | None:
    """What one duty word in the place of another does; a "not" gained or lost makes it another duty.

    Must not match "if they need to" in the place of "if they are required to": neither binds.
    """
    if Force.NEED in (old.force, new.force) and {old.sense, new.sense} == {Sense.SUBORDINATE}:
        return None
    if old.negative != new.negative:
        if new.force > Force.MAY:
            return DutyEffect.NEW
        return DutyEffect.REMOVED if old.force > Force.MAY else None
    if old.force == new.force:
        return None
    return DutyEffect.STRENGTHENED if new.force > old.force else DutyEffect.WEAKENED


# ---- the same duty elsewhere ----


def _placed(change: DutyChange, pair: Counterpart, around: Surroundings, lexicon: Lexicon) -> DutyChange | None:
    """A duty of one side as the whole of both editions shows it: None where both have the same duty somewhere."""
    own, other = (1, 0) if change.new else (0, 1)
    modal, in_both = change.modal, bool(pair.old and pair.new)
    listed = _of_list(modal, around, other, lexicon)
    counts = [0] if in_both else [around.editions[side].count_clause(modal) for side in (own, other)]
    if any(one.same == modal.same for one in listed) or 0 < counts[0] <= counts[-1]:
        return None
    if listed and in_both:
        stays = any(one.same == listed[-1].same for one in leading(around.leads[own], lexicon))
        return _swapped(change, listed[-1]) if change.new or stays else None  # else told where the list is introduced
    partners = around.editions[other].with_more_or_less(modal)
    if 0 < len(around.editions[own].with_more_or_less(modal)) <= len(partners):
        return _elsewhere(change, partners)
    # Where the sentence is in both editions, only this clause of it came or went.
    return change if in_both else _moved(change, around)


def _moved(change: DutyChange, around: Surroundings) -> DutyChange | None:
    """A duty in a sentence that one edition has, where the other has one in much the same words."""
    own, other = (1, 0) if change.new else (0, 1)
    modal, partners = change.modal, around.editions[other].like(change.modal)
    if any(_is_same(partner, modal) and _duty_words(partner) == _duty_words(modal) for partner in partners):
        return None
    if not partners or sum(t.same == modal.same for t in around.editions[own].like(modal)) > len(partners):
        return change  # nothing like it, or one copy more than the other edition has
    return _elsewhere(change, partners)


def _of_list(modal: Modal, around: Surroundings, other: int, lexicon: Lexicon) -> tuple[Modal, ...]:
    """The duty words that the other edition has for a list: before it, where `modal` is in an item, or in each item.

    Those before a list govern the first sentence of an item, not what it says after that, nor what is an offence.
    """
    items = around.items[other]
    if not items or not modal.side.text[modal.end :].rstrip().endswith((":", "to", "must", "should")):
        is_first = modal.sentence.start == modal.side.sentences[0].start
        return leading(around.leads[other], lexicon) if is_first and modal.word not in ("offence", "crime") else ()
    sides = [SideText.of(item) for item in items]
    found = [_laying(side, side.sentences, lexicon) for side in sides]
    return tuple(m for m in found[0] if all(any(m.same == one.same for one in some) for some in found))


def leading(lead: str, lexicon: Lexicon, of: Side = Side.NEW) -> tuple[Modal, ...]:
    """The duty words that may lay a duty in the sentence that introduces a list, the last one of `lead`."""
    side = SideText.of(lead, of)
    return _laying(side, side.sentences[-1:], lexicon)


def _of_title(title: str, lexicon: Lexicon, of: Side) -> tuple[Modal, ...]:
    """The duty words of a heading, which say what the items under it are: "What a guest must not do"."""
    side = SideText.of(title, of)
    return tuple(one for one in find_modals(side, side.sentences, lexicon) if one.sense is not Sense.TITLE)


def _laying(side: SideText, sentences: tuple[Sentence, ...], lexicon: Lexicon) -> tuple[Modal, ...]:
    """The duty words of some sentences that may lay a duty, be it on things ("A boat needs to:")."""
    senses = (Sense.BINDING, Sense.THINGS)
    return tuple(modal for modal in find_modals(side, sentences, lexicon) if modal.sense in senses)


def _swapped(change: DutyChange, partner: Modal) -> DutyChange | None:
    """A duty gained or lost as one put in the place of another duty word."""
    old, new = (partner, change.new) if change.new else (change.modal, partner)
    effect = _swap(old, new)
    return DutyChange(effect, old, new) if effect else None


def _is_same(one: Modal, other: Modal) -> bool:
    return one.force is other.force and one.negative == other.negative


def _elsewhere(change: DutyChange, partners: tuple[Modal, ...]) -> DutyChange | None:
    """A duty that the other edition has elsewhere, in another force: told where it stands now. None in the same one."""
    if change.new is None or any(_is_same(partner, change.new) for partner in partners):
        return None
    return _swapped(change, partners[0])

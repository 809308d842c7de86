"""Duties: the words that oblige or permit, who must act, and what became of them between two editions.

The Department's own words (KCSIE, "About this guidance"): "must" where there is a legal requirement, "should" where the
advice is to be followed unless there is good reason not to.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from kcsie_diff.comparison import Duty, DutyEffect
from kcsie_diff.meaning.lexicon import Lexicon
from kcsie_diff.meaning.phrases import Hit
from kcsie_diff.meaning.sentences import ChangedText, Counterpart, Sentence, SideText


class Force(IntEnum):
    """How strongly a word binds: permission, expectation, legal requirement."""

    MAY = 1
    SHOULD = 2
    MUST = 3


# One pattern, one pass. Must match "must", "should not", "must never", "is legally required to", "have a duty", "must
# have due regard", "commits an offence"; must not match "where required", "as required by", "on duty", "in May 2024",
# "sexual offences".
_WORD = re.compile(
    r"(?P<modal>\b(?:[Mm]ust|[Ss]hould|[Ss]hall|may|May(?=\s(?:not|be|also)\b))\b"
    r"(?:\s(?:always\s|also\s|only\s)?(?P<no>not|never)\b|n[’']t\b)?)"
    r"|(?P<regard>\b(?:have|has|having)\s(?:due\s|particular\s)?regard\b)"
    r"|(?P<required>\b(?:(?:is|are|be|been|was|were|becomes?)\s(?P<rno>not\s)?(?:also\s|now\s|legally\s|statutorily\s)?"
    r"(?:required|mandatory|compulsory)|requires?(?=\s(?:[\w’'-]+\s){1,12}to\b))\b)"
    r"|(?P<duty>\b(?:a|the|its|their|this|these|any|legal|statutory|general|specific|sector|equality)\sdut(?:y|ies)\b"
    r"(?!\s(?:social|team|desk|officer|rota)))"
    r"|(?P<offence>\b(?:is|be|been|being|becomes?|commits?|committing|committed|guilty\sof|made|makes)\s(?:it\s)?"
    r"(?:also\s|now\s)?(?:an?|the)\s(?:criminal\s|serious\s|summary\s)?(?:offence|crime)\b)"
)
# "Should a child go missing, ..." asks a condition and lays no duty.
_CONDITION = re.compile(
    r"[Ss]hould\s(?:an?|the|any|anyone|this|these|those|that|there|they|it|he|she|you|we|another|such)\s"
)
# Words in quotation marks, of at most 200 letters: a title or a word that is talked about.
_QUOTED = re.compile(r"“[^”\n]{1,200}”|\"[^\"\n]{1,200}\"|(?<!\w)‘[^‘\n]{1,200}?’(?!\w)|(?<!\w)'[^'\n]{1,200}?'(?!\w)")
# Longer quotations are taken for what somebody says.
_TITLE_WORDS = 12
_PASSIVE = re.compile(
    r"\s(?:not\s|also\s|always\s|only\s)?be\s(?:[a-z]+ly\s)?[a-z]+(?:ed|en|wn|pt|ade|one|old|nt|ught|ut)\b"
)
_BY = re.compile(r"\bby\s(?:the\s|all\s|a\s)?")
_PRONOUN = re.compile(r"\b(?:they|he|she|it)$", re.I)


@dataclass(frozen=True, slots=True)
class Modal:
    """A word that obliges or permits, in its sentence.

    `told` says that it lays a duty and does not merely speak of one, `named` that it stands in a quoted title.
    """

    text: str
    force: Force
    negative: bool
    start: int
    end: int
    touched: bool
    told: bool
    named: bool
    side: SideText
    sentence: Sentence

    @property
    def same(self) -> tuple[str, bool]:
        """What two occurrences of one duty word share."""
        return " ".join(self.text.lower().split()), self.negative


def find_modals(side: SideText, sentences: Iterable[Sentence], lexicon: Lexicon) -> tuple[Modal, ...]:
    """The duty words of some sentences of a side, in order."""
    return tuple(modal for sentence in sentences for modal in _in_sentence(side, sentence, lexicon))


def _in_sentence(side: SideText, sentence: Sentence, lexicon: Lexicon) -> Iterator[Modal]:
    quoted: list[tuple[int, int]] | None = None
    last: re.Match[str] | None = None
    for match in _WORD.finditer(side.text, sentence.start, sentence.end):
        if match["regard"] and last and last["modal"] and match.start() - last.end() <= 12:
            continue  # "must have regard" is one duty, told by its "must"
        last = match
        if quoted is None:
            quoted = [one.span() for one in _QUOTED.finditer(side.text, sentence.start, sentence.end)]
            reported = lexicon.reporting.find(side.text, sentence.words)
        around = next((span for span in quoted if span[0] < match.start() and match.end() < span[1]), None)
        named = around is not None and _is_name(side.text[around[0] + 1 : around[1] - 1])
        told = not (
            named
            or around is not None
            or _CONDITION.match(side.text, match.start()) is not None
            or any(hit.end <= match.start() for hit in reported)
        )
        yield Modal(
            match[0].split()[-1] if match["offence"] else match[0],
            _force(match),
            bool(match["no"]) or match[0].endswith(("n't", "n’t")),
            *match.span(),
            side.touches(*match.span()),
            told,
            named,
            side,
            sentence,
        )


def _is_name(quoted: str) -> bool:
    """Whether quoted words are a title or a word talked about, not a sentence that somebody says."""
    length = len(quoted.split())
    said = quoted.rstrip().endswith((".", "!", ";", ","))
    return length <= 3 or (length <= _TITLE_WORDS and quoted[:1].isupper() and not said)


def _force(match: re.Match[str]) -> Force:
    if match["rno"]:
        return Force.MAY  # who is not required to may
    if not match["modal"]:
        return Force.MUST
    word = match["modal"].split()[0].lower().removesuffix("n't").removesuffix("n’t")
    return {"may": Force.MAY, "should": Force.SHOULD}.get(word, Force.MUST)


@dataclass(frozen=True, slots=True)
class DutyChange:
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


def compare_duties(words: ChangedText, lexicon: Lexicon) -> tuple[DutyChange, ...]:
    """Every duty word gained, lost or changed. No duty is told where no duty word changed.

    A swap inside a sentence that stands in both editions strengthens or weakens (may < should < must). A duty word in
    a sentence that only one side has is new or removed, unless it is reported speech, a condition or part of a title.
    """
    found = [change for pair in words.counterparts for change in _compare(words, pair, lexicon)]
    return tuple(found)


def _compare(words: ChangedText, pair: Counterpart, lexicon: Lexicon) -> Iterator[DutyChange]:
    every = [
        [modal for modal in find_modals(side, sentences, lexicon) if not modal.named]
        for side, sentences in ((words.old, pair.old), (words.new, pair.new))
    ]
    olds, news = ([modal for modal in side if modal.touched] for side in every)
    for one, other, rest in ((olds, news, every[1]), (news, olds, every[0])):
        other += [kept for modal in one for kept in rest if _reversed(modal, kept)]
    for modal in list(olds):  # the same word cut here and added there is no change of duty
        twin = next((other for other in news if other.same == modal.same), None)
        if twin:
            olds.remove(modal)
            news.remove(twin)
    for old, new in zip(olds, news, strict=False):
        effect = _swap(old, new)
        if effect:
            yield DutyChange(effect, old, new)
    yield from _alone(olds[len(news) :], news[len(olds) :])


def _reversed(modal: Modal, kept: Modal) -> bool:
    """Whether a "not" alone came to, or went from, a duty word that was kept."""
    word = modal.text.split()[0]
    alone = not modal.side.touches(modal.start, modal.start + len(word))
    return (
        alone and modal.negative != kept.negative and not kept.touched and word.lower() == kept.text.split()[0].lower()
    )


def _alone(olds: list[Modal], news: list[Modal]) -> Iterator[DutyChange]:
    for new in news:
        if new.told and new.force > Force.MAY:
            yield DutyChange(DutyEffect.NEW, None, new)
    for old in olds:
        if old.told and old.force > Force.MAY:
            yield DutyChange(DutyEffect.REMOVED, old, None)


def _swap(old: Modal, new: Modal) -> DutyEffect | None:
    """What one duty word in the place of another does; a "not" gained or lost makes it another duty."""
    if old.negative != new.negative:
        return DutyEffect.NEW if new.force > Force.MAY else DutyEffect.REMOVED
    if old.force == new.force:
        return None
    return DutyEffect.STRENGTHENED if new.force > old.force else DutyEffect.WEAKENED


def actor_of(modal: Modal, lexicon: Lexicon, lead: str = "") -> str | None:
    """Who must act, in the lexicon's name for them, else the subject of the sentence, or None.

    `lead` is the text that introduces a list ("Governing bodies should ensure:") of which the sentence is an item.
    """
    before = _actors_before(modal, lexicon)
    if before:
        return before[-1].name
    passive = _PASSIVE.match(modal.side.text, modal.end)
    if passive:
        agent = _BY.search(modal.side.text, passive.end(), min(modal.sentence.end, passive.end() + 120))
        hits = lexicon.actors.find(modal.side.text, modal.sentence.words)
        return next((hit.name for hit in hits if agent and 0 <= hit.start - agent.end() <= 8), None)
    subject = modal.side.text[modal.sentence.start : modal.start].strip()
    pronoun = _PRONOUN.search(subject)
    if pronoun:
        return _earlier_actor(modal, lexicon, pronoun[0].lower())
    return _subject(subject, lexicon) or _last_actor(lead, lexicon)


def _actors_before(modal: Modal, lexicon: Lexicon) -> list[Hit]:
    words = tuple(word for word in modal.sentence.words if word.end <= modal.start)
    return list(lexicon.actors.find(modal.side.text, words))


def _earlier_actor(modal: Modal, lexicon: Lexicon, pronoun: str) -> str | None:
    """Whom "they" means: who is named first in the nearest of the three sentences before that names anybody.

    "It" means whoever the sentence before starts with, else nobody ("It" may be a policy).
    """
    sentences = modal.side.sentences
    place = next(n for n, sentence in enumerate(sentences) if sentence.start == modal.sentence.start)
    for sentence in reversed(sentences[max(0, place - (1 if pronoun == "it" else 3)) : place]):
        hits = lexicon.actors.find(modal.side.text, sentence.words)
        if hits and (pronoun != "it" or hits[0].first <= 1):
            return hits[0].name
    return None


def _last_actor(lead: str, lexicon: Lexicon) -> str | None:
    hits = lexicon.actors.find_in(SideText.of(lead[-2000:])) if lead else ()
    return hits[-1].name if hits else None


_ARTICLE = re.compile(r"^(?:the|a|an|each|every|all|any)\s", re.I)
_PREPOSITIONS = frozenset(["after", "at", "before", "by", "during", "for", "from", "if", "in", "on", "when", "where"])
_SUBJECT_WORDS = 4


def _subject(before: str, lexicon: Lexicon) -> str | None:
    """The people right before the duty word, "The governing board" as "governing board"; None where it is a thing."""
    head = SideText.of(before).words[-1:]
    if not head or not lexicon.people.find(before, head):
        return None
    words = _ARTICLE.sub("", before).split()
    if len(words) > _SUBJECT_WORDS or "," in before or words[0].lower() in _PREPOSITIONS:
        words = words[-1:]
    first = words[0] if words[0][1:2].isupper() else words[0].lower()
    return " ".join([first, *words[1:]])


def as_duty(change: DutyChange, lexicon: Lexicon, lead: str = "") -> Duty:
    """A duty change as the comparison tells it."""
    modal = change.modal
    return Duty(
        effect=change.effect,
        old=" ".join(change.old.text.split()) if change.old else None,
        new=" ".join(change.new.text.split()) if change.new else None,
        actor=actor_of(modal, lexicon, lead),
        sentence=modal.sentence.text,
    )

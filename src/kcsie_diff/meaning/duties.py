"""Duties: the words that oblige or permit, who must act, and what became of them between two editions.

The Department's own words (KCSIE, "About this guidance"): "must" where there is a legal requirement, "should" where the
advice is to be followed unless there is good reason not to.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from kcsie_diff.meaning.changed_text import ChangedText, Counterpart, Sentence, SideText
from kcsie_diff.meaning.lexicon import Lexicon
from kcsie_diff.model.comparison import DutyEffect


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
    def word(self) -> str:
        """The duty word itself, without "not"."""
        return self.text.split()[0].lower()

    @property
    def same(self) -> tuple[str, bool]:
        """What two occurrences of one duty word share."""
        return " ".join(self.text.lower().split()), self.negative


def find_modals(side: SideText, sentences: Iterable[Sentence], lexicon: Lexicon) -> tuple[Modal, ...]:
    """The duty words of some sentences of a side, in order."""
    return tuple(modal for sentence in sentences for modal in _in_sentence(side, sentence, lexicon))


def _in_sentence(side: SideText, sentence: Sentence, lexicon: Lexicon) -> Iterator[Modal]:
    matches = list(_WORD.finditer(side.text, sentence.start, sentence.end))
    if not matches:
        return
    quoted = [one.span() for one in _QUOTED.finditer(side.text, sentence.start, sentence.end)]
    reported = lexicon.reporting.find(side.text, sentence.words)
    reported_from = reported[0].end if reported else sentence.end
    last: re.Match[str] | None = None
    for match in matches:
        if match["regard"] and last and last["modal"] and match.start() - last.end() <= 12:
            continue  # "must have regard" is one duty, told by its "must"
        last = match
        around = quoted[bisect_left(quoted, match.span()) - 1] if quoted and quoted[0] < match.span() else (0, 0)
        inside = match.end() < around[1]
        condition = _CONDITION.match(side.text, match.start()) is not None
        yield Modal(
            match[0].split()[-1] if match["offence"] else match[0],
            _force(match),
            bool(match["no"]) or match[0].endswith(("n't", "n’t")),
            *match.span(),
            side.touches(*match.span()),
            not (inside or condition or match.start() >= reported_from),
            inside and _is_name(side.text[around[0] + 1 : around[1] - 1]),
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
    olds, news = olds + _turned(news, every[0]), news + _turned(olds, every[1])
    same = Counter(modal.same for modal in olds) & Counter(modal.same for modal in news)
    olds, news = _without(olds, same), _without(news, same)
    for old, new in zip(olds, news, strict=False):
        effect = _swap(old, new)
        if effect:
            yield DutyChange(effect, old, new)
    yield from _alone(olds[len(news) :], news[len(olds) :])


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


def _turned(touched: list[Modal], others: list[Modal]) -> list[Modal]:
    """The kept duty words of one side to which a "not" alone came, or from which it went, on the other."""
    kept = {(modal.word, modal.negative): modal for modal in others if not modal.touched}
    alone = (m for m in touched if not m.side.touches(m.start, m.start + len(m.word)))
    keys = dict.fromkeys((modal.word, not modal.negative) for modal in alone)
    return [kept[key] for key in keys if key in kept]


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

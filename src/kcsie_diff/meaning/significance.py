"""Significance: how much a change matters to its reader, by a rule short enough to follow by hand (docs/changes.md).

A reversal, words replaced by their opposite or a negation that came or went, matters as much as a duty does: "lawful"
to "unlawful" is of high significance whatever its length. docs/duties.md says how they count.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from kcsie_diff.language.sentences import is_notice
from kcsie_diff.language.vocabulary import are_opposite
from kcsie_diff.meaning.actors import actor_of
from kcsie_diff.meaning.changed_text import Sentence
from kcsie_diff.meaning.duties import leading
from kcsie_diff.meaning.evidence import Facts, find_limits
from kcsie_diff.meaning.modals import Force
from kcsie_diff.model.comparison import Category, Duty, DutyEffect, Segment, SegmentOp, Significance, changed_words

# A negation alone, and a word that leaves hardly anything. Must not match "not only" or "no later than", which reverse
# nothing when they are added.
_NEGATION = re.compile(
    r"(?:(?:do|does|did|is|are|was|were|has|have|can|could|will|would|should|must|may|need)\s)?(?:not|never|no longer)"
    r"|cannot|\w+n’t|no|neither|nor|without|unless|except|hardly|rarely|seldom"
)


def find_reversals(segments: Sequence[Segment]) -> tuple[str, ...]:
    """The reversals of a change, each as "lawful → unlawful", "not" or "… → not"; empty where none is found."""
    return tuple(dict.fromkeys(_reversals(segments)))


def _reversals(segments: Sequence[Segment]) -> Iterator[str]:
    nothing = Segment(SegmentOp.KEEP, "")
    for place, (before, after) in enumerate(pairwise((*segments, nothing))):
        if before.op is SegmentOp.CUT and after.op is SegmentOp.ADD:
            cut, add = _words(before.text), _words(after.text)
            left, right = segments[place - 1] if place else nothing, (*segments, nothing)[place + 2]
            starts, ends = ("", *_words(left.text).split()[-1:]), ("", *_words(right.text).split()[:1])
            pairs = ([" ".join(f"{a} {word} {b}".split()) for word in (cut, add)] for a in starts for b in ends)
            if any(are_opposite(one, other) for one, other in pairs):
                yield f"{cut} → {add}"
            elif not cut and not add and _is_turned(before.text.strip(), after.text.strip()):
                yield f"{before.text.strip()} → {after.text.strip()}"
    ops = [None, *(segment.op for segment in segments), None]
    for place, segment in enumerate(segments, 1):
        partner = ops[place + 1] is SegmentOp.ADD if segment.op is SegmentOp.CUT else ops[place - 1] is SegmentOp.CUT
        if segment.op is not SegmentOp.KEEP and not partner and _NEGATION.fullmatch(words := _words(segment.text)):
            yield words


def _is_turned(one: str, other: str) -> bool:
    """Whether two signs compare in opposite directions: "≤" and "≥", "<" and ">"."""
    return bool(one and other) and ((one in "<≤" and other in ">≥") or (one in ">≥" and other in "<≤"))


def _words(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s’'/-]", " ", text).replace("'", "’").lower().split())


# What begins a condition, behind "and", "or" or "only", if anything. Must match "where appropriate", "only if asked".
_CONDITIONS = frozenset({"if", "where", "when", "whenever", "wherever", "unless", "until", "once", "provided"})
_BEFORE_CONDITIONS = frozenset({"and", "or", "only", "but", "except"})


def _gains_or_loses_a_condition(facts: Facts) -> bool:
    """Whether a must or a need to gained or lost a condition: "where appropriate".

    Must not match a condition that is told in other words ("if asked" for "when asked"), nor one of a duty that is new.
    """
    return any(
        any(map(_begins_condition, pair.old)) is not any(map(_begins_condition, pair.new))
        and all(facts.binding(pair, Force.NEED))
        for pair in facts.changed_pairs
    )


def _begins_condition(sentence: Sentence) -> bool:
    """Whether a run of changed words of a sentence begins as a condition does."""
    for changed, run in groupby(sentence.words, key=lambda word: word.changed):
        words = [word.folded for word in run]
        telling = words[1:] if words[0] in _BEFORE_CONDITIONS else words
        if changed and telling and telling[0] in _CONDITIONS:
            return True
    return False


def _others_must_act(facts: Facts) -> bool:
    """Whether a must, a need to or a should that stands in both editions binds somebody else than before.

    Matches "The lead must" and "The head must", "Staff must" and "Staff and volunteers must", "by the lead" and "by the
    head" behind a passive. Must not match one term for another throughout, words that come between the actor and the
    duty, or a should for somebody outside the school.
    """
    for pair in facts.changed_pairs if facts.difference.term is None else ():
        olds, news = facts.binding(pair, Force.SHOULD)
        if [one.same for one in olds] != [one.same for one in news]:
            continue
        for old, new in zip(olds, news, strict=True):
            before, after = (actor_of(one, facts.lexicon, facts.lead) for one in (old, new))
            if before and after and before != after and (new.force >= Force.NEED or after not in OUTSIDE):
                return True
    return False


def _lists_something_else_to_do(facts: Facts) -> bool:
    """Whether an item came to or left a list that is introduced by a must or a need to: "The head must:".

    Must not match an item that moved, or a list of which the introduction names a duty and ends in something else.
    """
    if not (facts.one_sided and facts.is_item and facts.lead.rstrip().endswith(":")):
        return False
    return any(one.binds and one.force >= Force.NEED for one in leading(facts.lead, facts.lexicon))


# From this many changed words on, a rewording is more than a matter of style.
MANY_WORDS = 8
# A name is corrected when no more words of it than these changed.
_CORRECTION = 4
# The rule whose changes name nothing that could be used, and that for sentences of which the form alone says that they
# explain: such a sentence may say what is done ("Masks are worn by everybody").
_EXAMPLES, _STATEMENT = "signs-and-examples", "explanation"
# What somebody has to meet. Must match "the standards", "non-statutory responsibility"; not "standard".
_REQUIREMENTS = re.compile(r"\b(?:requirements?|standards|responsibilit(?:y|ies)|statutory|obligations?)\b", re.I)
# A duty on one of these is a school's or college's own to act on.
OUTSIDE = frozenset(
    {
        "virtual school heads",
        "local authorities",
        "safeguarding partners",
        "police",
        "the Secretary of State",
        "social workers",
        "supply agencies",
        "alternative providers",
        "host families",
    }
)


def judge_significance(facts: Facts, category: Category, duties: tuple[Duty, ...], rule: str) -> Significance:
    """High, medium or low.

    High, somebody must or should now do, stop or check something: a duty at the force of must or need to gained, lost
    or changed, or a condition of one; a should gained or made stronger for somebody inside the school; a definition
    changed; a meaning reversed ("lawful" to "unlawful"); another actor of a must or a should; an item of a list under a
    must added or removed.
    Low, nobody need act: editorial; one term for another; a new source of help, examples, a notice, a name corrected;
    fewer than eight words changed with no duty, law, resource or limit (a time, an age) among them and no
    actor replaced by another.
    Medium, what is done or used already may be done in another way: everything else.
    """
    if category is Category.EDITORIAL:
        return Significance.LOW
    gained = (DutyEffect.NEW, DutyEffect.STRENGTHENED)
    if (
        rule == "definition-changed"
        or find_reversals(facts.difference.segments)
        or any(change.force >= Force.NEED for change in facts.duties)
        or _gains_or_loses_a_condition(facts)
        or _others_must_act(facts)
        or _lists_something_else_to_do(facts)
        or any(duty.effect in gained and duty.actor not in OUTSIDE for duty in duties)
    ):
        return Significance.HIGH
    if duties or category is Category.LEGISLATIVE:
        return Significance.MEDIUM
    changed = changed_words(facts.difference.segments)
    if category is Category.ADDITIONAL_SUPPORT and (rule != _STATEMENT or is_notice(changed)):
        return Significance.MEDIUM if _touches_practice(facts, rule, changed) else Significance.LOW
    actors, people = facts.lexicon.actors, facts.lexicon.people
    if all(people.find_changed(side) or actors.find_changed(side) for side in facts.words.sides):
        return Significance.MEDIUM
    old, new = (find_limits(side.text, side.sentences) for side in facts.words.sides)
    words = sum(len(side.changed_words) for side in facts.words.sides)
    small = facts.difference.term is not None or (words < MANY_WORDS and Counter(old) == Counter(new))
    return Significance.LOW if small else Significance.MEDIUM


def _touches_practice(facts: Facts, rule: str, changed: str) -> bool:
    """Whether support that is used already was replaced or withdrawn, or what changed speaks of requirements.

    Matches one service in place of another, a helpline taken out, a new tool for meeting a standard. Must not match a
    new source of help, examples, a notice of guidance to come, or a corrected name.
    """
    if is_notice(changed) or _corrects_a_name(facts):
        return False
    gone = facts.words.old.changed_words or any(link.old for link in facts.difference.links)
    return bool(gone and rule != _EXAMPLES) or _REQUIREMENTS.search(changed) is not None


def _corrects_a_name(facts: Facts) -> bool:
    """Whether only a few words inside names of resources changed, and each name kept more words than it changed.

    Matches "Child and young people's services" to "Children and …" (a name may be found on one side only). Must not
    match one service for another, or an address or number that changed.
    """
    if facts.contacts or facts.difference.links or facts.one_sided:
        return False
    changed = [(side, word) for side in facts.words.sides for word in side.changed_words]
    if len(changed) > _CORRECTION:
        return False
    for owner, span in facts.titles:
        inside = [word for word in owner.words if span.start <= word.start < span.end]
        if 2 * sum(word.changed for word in inside) >= len(inside):
            return False
    spans = [(owner, span.start, span.end) for owner, span in facts.titles]
    loose = [side for side, word in changed if not any(o is side and a <= word.start < b for o, a, b in spans)]
    return bool(spans) and all(loose.count(side) <= 1 for side in facts.words.sides)

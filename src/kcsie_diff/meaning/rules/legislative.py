"""Rules for changes that exist because law, or the legal standing of an instrument, changed."""

from functools import partial

from kcsie_diff.meaning.actors import actor_of
from kcsie_diff.meaning.evidence import Facts, find_limits
from kcsie_diff.meaning.modals import Force
from kcsie_diff.meaning.rules.rule import Finding, Rule, Seen, found
from kcsie_diff.model.comparison import Category, DutyEffect, Side

# Words that say themselves that the standing of a document changed, so that a wholly new sentence counts.
_SAY_SO = ("now ", "become", "became", "on a ", "statutory footing", "statutory basis")

_rule = partial(Rule, category=Category.LEGISLATIVE)


def _citation(facts: Facts) -> Finding | None:
    since = facts.context.years[0]
    seen: list[Seen] = []
    confidence = 0.0
    for side, citation in facts.citations:
        year = citation.instrument.year if citation.instrument else None
        recent = year is not None and since is not None and year >= since
        if facts.is_footnote and not recent:
            continue  # a footnote names the source of a duty whose words are in the body
        seen.append((citation.text, side))
        confidence = max(confidence, 0.95 if recent else 0.85 if year is None or since is None else 0.72)
    return found(seen, confidence)


def _standing(facts: Facts) -> Finding | None:
    seen: list[Seen] = []
    for pair in facts.changed_pairs:
        hits = [
            [
                hit
                for one in some
                for hit in facts.lexicon.standing.find(side.text, one.words)
                if any(word.changed for word in one.words[hit.first : hit.last + 1])
            ]
            for side, some in ((facts.words.old, pair.old), (facts.words.new, pair.new))
        ]
        names = [{hit.name for hit in some} - {"departmental"} for some in hits]
        for side, own, others in ((Side.OLD, hits[0], names[1]), (Side.NEW, hits[1], names[0])):
            seen += [
                (hit.text, side)
                for hit in own
                if hit.name != "departmental"
                and hit.name not in others
                and ((pair.old and pair.new) or hit.text.lower().startswith(_SAY_SO))
            ]
    return found(seen, 0.9)


def _binding_word(facts: Facts) -> Finding | None:
    seen: list[Seen] = []
    confidence = 0.0
    for duty in facts.duties:
        if duty.force is not Force.MUST:
            continue
        modal = duty.modal
        actor = actor_of(modal, facts.lexicon, facts.lead)
        swapped = duty.effect in (DutyEffect.STRENGTHENED, DutyEffect.WEAKENED)
        plain = modal.same[0].split()[0] in ("must", "shall")
        if not (actor or swapped or plain):
            continue
        seen += [(m.text, m.side.side) for m in (duty.old, duty.new) if m]
        confidence = max(confidence, 0.92 if swapped else 0.85 if actor and plain else 0.7)
    return found(seen, confidence)


def _limit(facts: Facts) -> Finding | None:
    """A limit that only one edition has, in a sentence that says "must" in both."""
    seen: list[Seen] = []
    for pair in facts.changed_pairs:
        if all(facts.binding(pair, Force.MUST)):
            old, new = find_limits(facts.words.old.text, pair.old), find_limits(facts.words.new.text, pair.new)
            seen += [(text, Side.OLD) for text in old if text not in new]
            seen += [(text, Side.NEW) for text in new if text not in old]
    return found(seen, 0.72)


def _law_made(facts: Facts) -> Finding | None:
    seen: list[Seen] = []
    other = {side.side: {hit.name for hit in facts.lexicon.law.find_in(side)} for side in facts.words.sides}
    for side in facts.words.sides:
        opposite = Side.OLD if side.side is Side.NEW else Side.NEW
        for hit in facts.lexicon.law.find_changed(side):
            if hit.name not in other[opposite]:
                seen.append((hit.text, side.side))
    return found(seen, 0.75)


def _check(facts: Facts) -> Finding | None:
    """A check, return, record or report required by law, in a sentence that only one edition has."""
    expected = {id(duty.modal.sentence) for duty in facts.duties if Force.SHOULD <= duty.force < Force.MUST}
    seen: list[Seen] = []
    for side, sentence, alone in facts.changed_sentences():
        if not alone or id(sentence) in expected:
            continue
        hits = facts.lexicon.checks.find(side.text, sentence.words)
        if hits and not facts.lexicon.signposts.find(side.text, sentence.words):
            seen += [(hit.text, side.side) for hit in hits]
    return found(seen, 0.62)


def _body(facts: Facts) -> Finding | None:
    old, new = (facts.lexicon.bodies.find_changed(side) for side in facts.words.sides)
    gone = [hit for hit in old if hit.name not in {other.name for other in new}]
    come = [hit for hit in new if hit.name not in {other.name for other in old}]
    if not gone or not come:
        return None
    return found([(hit.text, Side.OLD) for hit in gone] + [(hit.text, Side.NEW) for hit in come], 0.78)


RULES = (
    _rule(
        "citation-changed",
        _citation,
        "an Act, Regulations, an Order, a section or a judgment that only one edition cites there; a year before the"
        " older edition lowers the confidence",
        "the same instrument in a shorter form; an older instrument named in a footnote alone",
        "docs/categories.md, L1",
        "An Act, Regulations, an Order or a judgment is cited in one edition only",
    ),
    _rule(
        "standing-changed",
        _standing,
        "“statutory guidance” or “non-statutory guidance” gained or lost in a sentence that stands in both editions",
        "a new sentence that points at statutory guidance; a “non-statutory responsibility”",
        "docs/categories.md, L3",
        "The standing of a document changed (statutory or not)",
    ),
    _rule(
        "binding-word-changed",
        _binding_word,
        "must, required, duty or offence gained or lost with somebody who must act, or put in the place of should",
        "reported speech, a quoted title, “where required”; a should",
        "docs/categories.md, L2",
        "A word that binds by law was added, removed or replaced",
    ),
    _rule(
        "limit-in-law-changed",
        _limit,
        "a time limit, an age or a share that changed in a sentence that says must in both editions",
        "a limit in a sentence that says should; the number of a paragraph",
        "docs/categories.md, L5",
        "A time limit, an age or a share changed in a sentence that says “must”",
    ),
    _rule(
        "law-made",
        _law_made,
        "words that say that law came into force, was repealed, or made something a crime, on one side only",
        "“criminal” put for “unlawful”; an offence that both editions name; “whether a crime has been reported”",
        "docs/categories.md, L6",
        "The words say that a law came into force, was repealed or made something a crime",
    ),
    _rule(
        "check-required-by-law",
        _check,
        "a check, return, record or report that law requires, in a sentence that only one edition has",
        "a check named in a sentence that stands in both, in a “should”, or in a signpost",
        "docs/categories.md, L4",
        "A check, return or record that the law requires was added or removed",
    ),
    _rule(
        "body-replaced-by-law",
        _body,
        "one body whose powers law settles in the place of another",
        "an abbreviation for the same body; a body named or dropped alone",
        "docs/categories.md, L7",
        "One public body replaced another",
    ),
)

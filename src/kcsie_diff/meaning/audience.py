"""Who must act on a change, in the guidance's words."""

from kcsie_diff.meaning.actors import actor_of
from kcsie_diff.meaning.evidence import Facts
from kcsie_diff.meaning.modals import Force, find_modals
from kcsie_diff.model.comparison import Duty, Side


def find_audience(facts: Facts, duties: tuple[Duty, ...]) -> tuple[str, ...]:
    """Whoever a gained, lost or changed duty names, then whoever must or should act in a sentence that changed.

    Where nobody is named, the readers whom a heading above the passage names ("Information for all staff").
    """
    named = [duty.actor for duty in duties if duty.actor]
    for pair in facts.changed_pairs:
        for side, sentences in ((facts.words.new, pair.new), (facts.words.old, pair.old)):
            for modal in find_modals(side, sentences, facts.lexicon):
                if modal.binds and modal.force > Force.MAY:
                    actor = actor_of(modal, facts.lexicon, facts.lead)
                    named += [actor] if actor else []
    return tuple(dict.fromkeys(named)) or _readers(facts)


def _readers(facts: Facts) -> tuple[str, ...]:
    for side in (Side.NEW, Side.OLD):
        for node in facts.nodes(side)[:1]:
            edition = facts.context.edition(side)
            for heading in edition.section(node):
                before, _, after = heading.lower().partition(" for ")
                hit = next((name for name in ("all staff",) if after.startswith(name)), None) if before else None
                if hit:
                    return (hit,)
    return ()

"""Rules for differences that change no meaning. They are told and folded away."""

from kcsie_diff.meaning.evidence import Facts
from kcsie_diff.meaning.rules.rule import Finding, Rule, found
from kcsie_diff.model.comparison import Category, ChangeKind, Side


def _found_before(facts: Facts) -> Finding | None:
    one = facts.difference
    changed = [(text[:160], side) for text, side in ((one.cut, Side.OLD), (one.added, Side.NEW)) if text]
    if not one.editorial:
        return None
    if any(letter.isalnum() for text, _ in changed for letter in text) and (facts.citations or facts.duties):
        return None
    return found(changed or [(_start(facts), Side.NEW)], 0.95)


def _start(facts: Facts) -> str:
    """The first words of a passage, enough to know it by."""
    return next(node.text[:80] for _, node in reversed(facts.nodes_both))


def _nothing_cut_or_added(facts: Facts) -> Finding | None:
    if facts.words.has_changed_words or facts.difference.kind is ChangeKind.LINK or facts.one_sided:
        return None
    return Finding(((_start(facts), Side.NEW),), 0.97)


def _publishers_table(facts: Facts) -> Finding | None:
    keys = facts.context.publishers_table
    if facts.nodes_both and all((side, node.key) in keys for side, node in facts.nodes_both):
        side = Side.NEW if facts.difference.new else Side.OLD
        return Finding(((_start(facts), side),), 0.95)
    return None


def _about_revision(facts: Facts) -> Finding | None:
    seen = []
    for side, sentence, _ in facts.changed_sentences():
        hits = facts.lexicon.revision.find(side.text, sentence.words)
        if not hits or facts.duties:
            return None
        seen.append((hits[0].text, side.side))
    return found(seen, 0.85)


_DEFINITIONS_0 = "definitions, 0 “Not a change”"
RULES = (
    Rule(
        "publishers-table",
        Category.EDITORIAL,
        _publishers_table,
        "text inside the publisher's own table of changes",
        "the passages that the table speaks of",
        "definitions, 0: explanatory text about the revision itself",
    ),
    Rule(
        "no-meaning-in-the-words",
        Category.EDITORIAL,
        _found_before,
        "words that aligning knows to carry no meaning: a retargeted cross reference, a typing error, a caption, the"
        " cover; the reason is given under that rule's own name",
        "a duty word or a citation of law among the words",
        _DEFINITIONS_0,
    ),
    Rule(
        "words-unchanged",
        Category.EDITORIAL,
        _nothing_cut_or_added,
        "a passage moved, split or merged with every word kept",
        "a passage of which one word changed",
        _DEFINITIONS_0,
    ),
    Rule(
        "imprint-or-revision",
        Category.EDITORIAL,
        _about_revision,
        "sentences of the imprint, or that say where the table of changes stands or that the edition is not yet final",
        "a sentence that says what a passage of the guidance now means, or that lays a duty",
        "definitions, 0: explanatory text about the revision itself",
    ),
)

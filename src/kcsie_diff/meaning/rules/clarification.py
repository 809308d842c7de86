"""Rules for changes that make meaning, scope, actor or term explicit in what both editions say."""

import re
from functools import partial

from kcsie_diff.meaning.changed_text import Sentence, SideText
from kcsie_diff.meaning.evidence import Facts
from kcsie_diff.meaning.modals import Force
from kcsie_diff.meaning.rules.rule import Finding, Rule, Seen, found
from kcsie_diff.model.comparison import Category, DutyEffect, Side
from kcsie_diff.model.edition import CELL_BAR, NodeKind

# A term is at most this long.
TERM_WORDS = 5
# "Means" as a thing: "a means by which one can ask", "means of contacting the lead". Must not match "Family means
# parents".
_A_WAY = re.compile(r"means\s(?:of|by|to)\b", re.IGNORECASE)
# A term in quotation marks and what it covers: "“staff” includes volunteers". Must not match "the form “Trips” lists".
_COVERS = re.compile(r"[“‘\"][^“”‘’\"]{1,40}[”’\"]\s(?:also\s)?(?:includes?|covers?|excludes?|does not include)\b")
# A section whose table says what terms mean. Must not match "Terms of reference".
_GLOSSARY = re.compile(r"\b(?:glossary|definitions|terminology)\b", re.IGNORECASE)

_rule = partial(Rule, category=Category.CLARIFICATION)


def _expectation(facts: Facts) -> Finding | None:
    duties = [duty for duty in facts.duties if duty.force < Force.MUST]
    seen = [(m.text, m.side.side) for duty in duties for m in (duty.old, duty.new) if m]
    swapped = any(duty.effect in (DutyEffect.STRENGTHENED, DutyEffect.WEAKENED) for duty in duties)
    pointing = any(facts.lexicon.signposts.find_changed(side) for side in facts.words.sides)
    aware = "aware" in {word.folded for side in facts.words.sides for word in side.changed_words}
    return found(seen, 0.9 if swapped else 0.68 if pointing or aware else 0.9)


def _definition(facts: Facts) -> Finding | None:
    if facts.difference.term is not None:
        return None
    seen: list[Seen] = []
    lead = facts.lexicon.definitions.find_in(SideText.of(facts.lead[-2000:])) if facts.is_item and facts.lead else ()
    for side, sentence, alone in facts.changed_sentences():
        said = facts.lexicon.definitions.find(side.text, sentence.words)
        hits = tuple(hit for hit in said if not _A_WAY.match(side.text, hit.start)) or lead
        if hits:
            seen.append((hits[0].text, side.side))
        elif not facts.is_heading and (_COVERS.search(sentence.text) or _opens_with_term(facts, side, sentence, alone)):
            seen.append((sentence.text[:60], side.side))
    if not seen and _is_glossary_entry(facts):
        seen = [(side.changed_text[:60], side.side) for side in facts.words.sides if side.changed_text]
    return found(seen, 0.85)


def _is_glossary_entry(facts: Facts) -> bool:
    """Whether an entry of a glossary, a row with a term of up to five words, explains the term in other words.

    Must not match an entry that is new, nor one whose term alone changed, or where it is taken from ("[FIPS 200]").
    """
    explained = (any(w.start > side.text.find(CELL_BAR) for w in side.changed_words) for side in facts.words.sides)
    if facts.one_sided or not any(explained):
        return False
    for side, node in facts.nodes_both:
        cells = node.text.split(CELL_BAR)
        if node.kind is not NodeKind.TABLE_ROW or len(cells) != 2 or len(cells[0].split()) > TERM_WORDS:
            return False
        if not any(_GLOSSARY.search(one.text) for one in facts.context.edition(side).headings_above(node)):
            return False
    return True


def _opens_with_term(facts: Facts, side: SideText, sentence: Sentence, alone: bool) -> bool:
    """Whether a sentence opens with a term of up to five words and a colon: "Abuse: a form of maltreatment".

    So does one that only one edition has where "is" or "are" follows the term: "Early help is support for".
    """
    words = sentence.words[: TERM_WORDS + 1]
    colon = side.text.find(":", words[0].end, words[-1].end)
    verb = next((place for place, word in enumerate(words) if word.folded in ("is", "are")), 0) if alone else 0
    befores = tuple(word for word in words if word.end <= colon), words[:verb]
    return any(facts.lexicon.terms.find(side.text, before) for before in befores)


def _source(facts: Facts) -> Finding | None:
    """A footnote that names law: the duty's own words are in the body, and did not change."""
    if not facts.is_footnote or facts.duties:
        return None
    return found([(citation.text, side) for side, citation in facts.citations], 0.7)


def _term(facts: Facts) -> Finding | None:
    old, new = facts.words.old.changed_words, facts.words.new.changed_words
    alone = facts.difference.term is not None
    short = 0 < len(old) <= TERM_WORDS and 0 < len(new) <= TERM_WORDS and not facts.is_heading
    if not alone and not short:
        return None
    numbers = any(word.folded.isdigit() for word in (*old, *new))
    return found(
        [(s.changed_text, s.side) for s in facts.words.sides if s.changed_text],
        0.95 if alone else 0.75 if numbers else 0.9,
    )


def _heading(facts: Facts) -> Finding | None:
    if not facts.is_heading:
        return None
    return found([(s.text, s.side) for s in facts.words.sides if s.text], 0.75)


def _list_member(facts: Facts) -> Finding | None:
    if not facts.one_sided:
        return None
    side = facts.words.new if facts.difference.new else facts.words.old
    fragment = side.text[:1].islower() or not side.text.rstrip().endswith((".", "!", "?"))
    return found([(side.text[:80], side.side)], 0.78) if facts.is_item or fragment else None


def _reworded(facts: Facts) -> Finding | None:
    seen = [(s.changed_text[:160], s.side) for s in facts.words.sides if s.changed_text]
    whole = all(alone for _, _, alone in facts.changed_sentences())
    return found(seen or [(facts.words.new.text[:80] or facts.words.old.text[:80], Side.NEW)], 0.6 if whole else 0.85)


DUTY_AND_DEFINITION = (
    _rule(
        "expectation-changed",
        _expectation,
        "a should or a may gained, lost or changed: an action to take, but no change of law",
        "reported speech, a condition (“should a child …”), a quoted title",
        "docs/categories.md, C1",
        "A “should” or a “may” was gained, lost or changed",
    ),
    _rule(
        "definition-changed",
        _definition,
        "words changed in a sentence, a list or an entry of a glossary that says what a term means",
        "a sentence that only uses the term",
        "docs/categories.md, C2",
        "Words changed where the guidance says what a term means",
    ),
)
SOURCE = (
    _rule(
        "source-named",
        _source,
        "an older Act or older Regulations named in a footnote, or no longer named there",
        "law of the older edition's year or later; law cited in the body",
        "docs/categories.md, B1",
        "An older Act or older Regulations are named in a footnote of one edition only",
    ),
)
OTHERS = (
    _rule(
        "term-replaced",
        _term,
        "up to five words in the place of up to five others, or one term for another throughout the document",
        "a resource or organisation in the place of another",
        "docs/categories.md, C3",
        "One term replaced another",
    ),
    _rule(
        "heading-reworded",
        _heading,
        "a heading with other words, added or removed",
        "a heading that moved with every word kept",
        "docs/categories.md, C4",
        "A heading was reworded, added or removed",
    ),
    _rule(
        "list-member",
        _list_member,
        "an item or fragment added to a list or removed from it",
        "an item that is a link, a title or an organisation",
        "docs/categories.md, C5",
        "An item of a list was added or removed",
    ),
)
LAST = (
    _rule(
        "passage-reworded",
        _reworded,
        "other words in a passage that stands in both editions, or a new passage that no rule above knows",
        "nothing: it is the last rule",
        "docs/categories.md, C6",
        "A passage on the same topic has other words",
    ),
)

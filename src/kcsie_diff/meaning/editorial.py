"""Rules for differences that change no meaning. They are told and folded away."""

import re
from urllib.parse import urlsplit

from kcsie_diff.comparison import Category, ChangeKind, Side
from kcsie_diff.meaning.facts import Facts
from kcsie_diff.meaning.rules import Finding, Rule, found
from kcsie_diff.meaning.sentences import COMMON

# What a cover, and a sentence about the edition itself, may change without saying anything to its reader.
_EDITION_WORD = re.compile(
    r"(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th)?|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|version|edition|draft|final|published|publication|issued|updated|information|for|pending|comes|into|force"
    r"|from|until|valid|effective|in|of|and|the|which|date|statutory|guidance|document|revised|reviewed|v\d+|part"
)


def _found_before(facts: Facts) -> Finding | None:
    if not facts.difference.editorial or facts.citations or facts.duties:
        return None
    words = [(side.changed_text[:160], side.side) for side in facts.words.sides if side.changed_text]
    return found(words or [(facts.words.new.text[:80], Side.NEW)], 0.95)


def _nothing_cut_or_added(facts: Facts) -> Finding | None:
    if facts.words.has_changed_words or facts.difference.kind is ChangeKind.LINK or facts.one_sided:
        return None
    text = facts.words.new.text or facts.words.old.text
    return Finding(((text[:80], Side.NEW),), 0.97)


def _same_host(facts: Facts) -> Finding | None:
    links = facts.difference.links
    if facts.difference.kind is not ChangeKind.LINK or not links:
        return None
    if all(link.old and link.new and _host(link.old) == _host(link.new) for link in links):
        return Finding(tuple((f"{link.text}: {link.new}", Side.NEW) for link in links), 0.85)
    return None


def _host(target: str) -> str:
    try:
        return (urlsplit(target).hostname or "").removeprefix("www.")
    except ValueError:
        return target


def _publishers_table(facts: Facts) -> Finding | None:
    keys = facts.context.publishers_table
    if facts.nodes_both and all((side, node.key) in keys for side, node in facts.nodes_both):
        side = Side.NEW if facts.difference.new else Side.OLD
        text = facts.words.new.text or facts.words.old.text
        return Finding(((text[:80], side),), 0.95)
    return None


def _about_revision(facts: Facts) -> Finding | None:
    """Every changed sentence speaks of the edition itself or of its imprint."""
    seen = []
    for side, sentence, _ in facts.changed_sentences():
        hits = facts.lexicon.revision.find(side.text, sentence.words)
        edition_only = all(_EDITION_WORD.fullmatch(w.folded) for w in sentence.changed if w.folded not in COMMON)
        named = facts.lexicon.revision.find_in(side)
        if not hits and not (edition_only and named):
            return None
        seen.append(((hits or named)[0].text, side.side))
    return found(seen, 0.85) if not facts.duties else None


_DEFINITIONS_0 = "definitions, 0 “Not a change”"
RULES = (
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
        "no-words-changed",
        Category.EDITORIAL,
        _nothing_cut_or_added,
        "a passage moved, split or merged with every word kept",
        "a passage of which one word changed",
        _DEFINITIONS_0,
    ),
    Rule(
        "link-on-the-same-host",
        Category.EDITORIAL,
        _same_host,
        "the same words linked to another page of the same site",
        "a link that leads to another site",
        "contract: link targets on the same host are editorial",
    ),
    Rule(
        "publishers-table",
        Category.EDITORIAL,
        _publishers_table,
        "text inside the publisher's own table of changes",
        "the passages that the table speaks of",
        "definitions, 0: explanatory text about the revision itself",
    ),
    Rule(
        "about-the-revision",
        Category.EDITORIAL,
        _about_revision,
        "sentences about the edition itself: what it replaces, where its table of changes stands, its imprint",
        "a sentence that says what a passage of the guidance now means, or that lays a duty",
        "definitions, 0: explanatory text about the revision itself",
    ),
)

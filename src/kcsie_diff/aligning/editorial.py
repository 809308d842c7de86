"""Differences that are told but carry no change of meaning: one rule each. `meaning` folds what they name.

Rules on spots see one changed stretch; rules on passages see the nodes of a whole difference.
"""

import re
from collections.abc import Callable, Sequence

from rapidfuzz.distance import OSA

from kcsie_diff.aligning.counterparts import Counterparts
from kcsie_diff.aligning.noise import Rule, Spot, own_names
from kcsie_diff.aligning.references import find_references
from kcsie_diff.edition import Edition, Node, NodeKind
from kcsie_diff.wording import fold, words

_GENERIC = re.compile(r"(?:the|this|that|its) (?:annex|appendix|document|guidance|part|publication|section)")
_NEGATIONS = ("un", "in", "im", "il", "ir", "dis", "non", "mis", "no")
_CAPTION = re.compile(r"(?:figure|fig\.|table|chart|diagram|box|illustration)\s+\d+(?:\.\d+)*\b", re.IGNORECASE)
_CAPTION_WORDS = 15
_COVER_WORDS = 120
_REVISION_SECTION = re.compile(
    r"table of (?:\w+ )?changes|summary of (?:\w+ )?changes|(?:changes|amendments) (?:from|since|made in|in this)"
    r"|(?:revision|version|document|change) (?:history|log)|change\s?log|what this guidance replaces",
    re.IGNORECASE,
)
_REPLACES = re.compile(r"\bthis (?:\w+ )?(?:guidance|document|edition|version|advice) (?:replaces|supersedes)\b")


# ---- rules on spots ----


def reference_retargeted(spot: Spot) -> bool:
    """Matches a cross reference that now points at something else. Must not match one that is added or taken away."""
    return _is_reference(spot.cut) and _is_reference(spot.added)


def _is_reference(text: str) -> bool:
    found = find_references(text)
    rest = text
    for reference in reversed(found):
        rest = rest[: reference.start] + rest[reference.end :]
    return bool(found) and not any(letter.isalnum() for letter in rest)


def adapted_for_print(spot: Spot) -> bool:
    """Matches "in Annex B" and "in the annex": a sentence adapted for its own print. Must not match other words."""
    one, other = fold(spot.cut), fold(spot.added)
    return any(_is_reference(a) and _GENERIC.fullmatch(b) for a, b in ((one, other), (other, one)))


def typing_error(spot: Spot) -> bool:
    """Matches one word corrected by a letter or two, where one spelling stands nowhere else in both editions.

    Must not match numbers, a word and its inflection ("inform", "informs"), or a word and its opposite ("lawful").
    """
    one, other = (words(text) for text in (spot.cut, spot.added))
    if len(one) != 1 or len(other) != 1 or not (one[0] + other[0]).isalpha() or min(len(one[0]), len(other[0])) < 4:
        return False
    shorter, longer = sorted((one[0], other[0]), key=len)
    if longer.startswith(shorter) or any(longer == prefix + shorter for prefix in _NEGATIONS):
        return False
    if OSA.distance(shorter, longer) > (1 if len(longer) < 6 else 2):
        return False
    rare, known = sorted(spot.who.vocabulary.get(word, 0) for word in (one[0], other[0]))
    return rare <= 1 < known


def case_only(spot: Spot) -> bool:
    """Matches "Annex" and "annex". Must not match another letter."""
    return spot.cut != spot.added and fold(spot.cut) == fold(spot.added)


def punctuation_only(spot: Spot) -> bool:
    """Matches marks alone: a full stop dropped, a comma for a semicolon. Must not match a letter or digit."""
    return not any(letter.isalnum() for letter in spot.cut + spot.added)


ON_SPOTS: tuple[Rule, ...] = (reference_retargeted, adapted_for_print, typing_error, case_only, punctuation_only)


# ---- rules on passages ----


def cover(nodes: Sequence[Node], who: Counterparts) -> bool:
    """Matches what stands on the cover: its title, year, date and standing. Must not match a first page of text."""
    if any(node.page != 1 for node in nodes):
        return False
    return all(
        _has_cover(edition) for edition in (who.old, who.new) if any(_edition_of(n, who) is edition for n in nodes)
    )


def _has_cover(edition: Edition) -> bool:
    """Whether the first page of several carries next to no text and no numbered paragraph."""
    if edition.pages <= 2:
        return False
    first = [node for node in edition.content if node.page == 1]
    numbered = any(node.kind is NodeKind.PARAGRAPH and node.number for node in first)
    return not numbered and sum(len(node.text.split()) for node in first) <= _COVER_WORDS


def about_the_revision(nodes: Sequence[Node], who: Counterparts) -> bool:
    """Matches the publisher's own table of changes, and the sentence that says which edition this one replaces.

    Must not match guidance that replaces other guidance, or a table that shows anything else.
    """
    return all(_tells_of_revision(node, who) for node in nodes)


def _tells_of_revision(node: Node, who: Counterparts) -> bool:
    edition = _edition_of(node, who)
    if any(_REVISION_SECTION.search(heading) for heading in edition.section(node)):
        return True
    text = fold(node.text)
    return bool(_REPLACES.search(text)) and any(name in text for name in own_names(edition))


def _edition_of(node: Node, who: Counterparts) -> Edition:
    return who.new if who.new.by_key.get(node.key) is node else who.old


def caption(nodes: Sequence[Node], who: Counterparts) -> bool:  # noqa: ARG001
    """Matches "Figure 1" and "Table 2: Functions" as a passage. Must not match a sentence that speaks of a figure."""
    return all(_CAPTION.match(node.text) and len(node.text.split()) <= _CAPTION_WORDS for node in nodes)


PassageRule = Callable[[Sequence[Node], Counterparts], bool]
ON_PASSAGES: tuple[PassageRule, ...] = (cover, about_the_revision, caption)

"""Differences that are told but carry no change of meaning: one rule each. `meaning` folds what they name.

Rules on spots see one changed stretch; rules on passages see the nodes of a whole difference.
"""

import re
from collections.abc import Callable, Sequence

from kcsie_diff.differing.context import Counterparts
from kcsie_diff.differing.noise import Rule, Spot
from kcsie_diff.differing.word_diff import letters_apart
from kcsie_diff.language.normalise import fold
from kcsie_diff.language.tokens import words
from kcsie_diff.model.comparison import Side
from kcsie_diff.model.edition import Node, NodeKind

# The guidance by its name or as "this guidance", with the preposition before it.
_MENTION = (
    r"(?:\b(?:of|in|to) )?(?:\bthe full version of )?(?:\b(?:the|this) )?"
    r"\b(?:{}|(?<=this )guidance|(?<=the )guidance|(?<=this )document|(?<=the )document)(?!\w)"
)
_SELF = ("guidance", "document", "publication", "annex")
_PARAGRAPH = re.compile(r"\bpara(?:graph)?s?\b\.?")
_GENERIC = re.compile(r"(?:(?:the|this|that|its) )?(?:annex|appendix)")
_LABELLED = re.compile(r"(?:annex|appendix) \w{1,2}")
_NEGATIONS = ("un", "in", "im", "il", "ir", "dis", "non", "mis", "no")
_CAPTION = re.compile(r"(?:figure|fig\.|table|chart|diagram|box|illustration)\s+\d+(?:\.\d+)*\b", re.IGNORECASE)
_CAPTION_WORDS = 15
_IMPRINT = re.compile(r"©? ?(?:crown )?copyright(?: [12]\d{3})?\.?")
_YEAR = re.compile(r"[12]\d{3}")
_REPLACED = re.compile(r"\b(?:replaces|supersedes)\b[^.]*$")
_JOINT = re.compile(r"[,;.]?(?: ?and\b)?[,;.]?")


# ---- rules on spots ----


def reference_retargeted(spot: Spot) -> bool:
    """Matches a cross reference that now points at something else. Must not match one that is added or taken away."""
    return spot.references == {Side.OLD, Side.NEW}


def adapted_for_print(spot: Spot) -> bool:
    """Matches a sentence adapted for its own print: "in Annex B" and "in the annex", "of this guidance" and "of KCSIE".

    Must not match another annex, paragraph or part, or words beside such a mention.
    """
    names = set(spot.who.names)
    own = re.compile(_MENTION.format("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "$"))
    one, other = (_PARAGRAPH.sub("paragraph", own.sub("", fold(text)).strip()) for text in (spot.cut, spot.added))
    if {one, other} == {"this", "the"}:
        return spot.after.startswith(_SELF)
    if one == other:
        return any(own.search(fold(text)) for text in (spot.cut, spot.added))
    return any(_GENERIC.fullmatch(a) and _LABELLED.fullmatch(b) for a, b in ((one, other), (other, one)))


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
    if letters_apart(shorter, longer) > (1 if len(longer) < 9 else 2):
        return False
    rare, known = sorted(spot.who.vocabulary.get(word, 0) for word in (one[0], other[0]))
    return rare <= 1 < known


def imprint(spot: Spot) -> bool:
    """Matches the line that says who holds the copyright since when. Must not match what may be done with the text."""
    changed = [fold(text) for text in (spot.cut, spot.added) if text]
    if spot.before.rstrip().endswith("copyright"):
        return all(_YEAR.fullmatch(text) for text in changed)
    return bool(changed) and all(_IMPRINT.fullmatch(text) for text in changed)


def edition_replaced(spot: Spot) -> bool:
    """Matches the year of the edition that this one replaces, "replaces KCSIE 2023". Must not match other guidance."""
    said = _REPLACED.search(spot.before)
    known = said is not None and any(name in said[0] for name in spot.who.names)
    changed = [_YEAR.fullmatch(fold(text).strip(" ().")) for text in (spot.cut, spot.added)]
    return known and all(changed)


def list_joint(spot: Spot) -> bool:
    """Matches the "and" that a list's last item but one ends with, dropped or added with its marks.

    Must not match "or", which leaves a choice, or an "and" between words.
    """
    joint = [_JOINT.fullmatch(fold(text).strip()) for text in (spot.cut, spot.added)]
    return spot.at_end and all(joint) and "and" in fold(spot.cut + spot.added)


def case_only(spot: Spot) -> bool:
    """Matches "Annex" and "annex". Must not match another letter."""
    return spot.cut != spot.added and fold(spot.cut) == fold(spot.added)


def punctuation_only(spot: Spot) -> bool:
    """Matches marks alone: a full stop dropped, a comma for a semicolon. Must not match a letter or digit."""
    return not any(letter.isalnum() for letter in spot.cut + spot.added)


ON_SPOTS: tuple[Rule, ...] = (
    reference_retargeted,
    adapted_for_print,
    typing_error,
    imprint,
    edition_replaced,
    list_joint,
    case_only,
    punctuation_only,
)


# ---- rules on passages ----


def cover(nodes: Sequence[Node], who: Counterparts) -> bool:
    """Matches what stands on the cover: its title, year, date and standing. Must not match a first page of text."""
    return all(node.key in (who.new_cover if who.is_new(node) else who.old_cover) for node in nodes)


def about_the_revision(nodes: Sequence[Node], who: Counterparts) -> bool:
    """Matches what `revision_keys` finds: the publisher's own table of changes, "This guidance replaces …".

    Must not match guidance on anything else.
    """
    return all(node.key in (who.new_revision if who.is_new(node) else who.old_revision) for node in nodes)


def caption(nodes: Sequence[Node], who: Counterparts) -> bool:
    """Matches "Figure 1" and "Table 2: Functions" as a passage, and a title that got such a label or lost it.

    Must not match a sentence that speaks of a figure, or a heading that stands on one side alone.
    """
    named = [node for node in nodes if _CAPTION.match(node.text)]
    titles = [node for node in nodes if node not in named]
    sides = {who.is_new(node) for node in nodes}
    return (
        bool(named)
        and all(len(node.text.split()) <= _CAPTION_WORDS for node in nodes)
        and all(node.kind is NodeKind.HEADING and len(sides) == 2 for node in titles)
    )


PassageRule = Callable[[Sequence[Node], Counterparts], bool]
ON_PASSAGES: tuple[PassageRule, ...] = (cover, about_the_revision, caption)

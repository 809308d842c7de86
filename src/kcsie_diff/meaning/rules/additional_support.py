"""Rules for information and resources that help with an existing duty or task."""

import re
from collections.abc import Iterator
from functools import partial

from kcsie_diff.language.sentences import is_whole_sentence
from kcsie_diff.language.vocabulary import STOP_WORDS
from kcsie_diff.meaning.changed_text import Sentence, SideText
from kcsie_diff.meaning.evidence import Facts, Span, find_titles
from kcsie_diff.meaning.lexicon import Hit
from kcsie_diff.meaning.rules.rule import Finding, Rule, Seen, found
from kcsie_diff.model.comparison import Category, ChangeKind, Side
from kcsie_diff.model.edition import NodeKind

# Half of the changed words, and more, have to be those of resources for a reworded sentence to be about resources.
RESOURCE_SHARE = 0.5
# So many changed words outside the names of resources are a statement of their own.
_SAYS_MORE = 7
# A link, title or organisation that makes up this share of a passage is what the passage is there for.
LISTED_SHARE = 0.4
_OPENING = 2  # characters before the title with which an entry of a list begins: a bullet, a quotation mark
# Must match "Additional advice and support", "Further resources", "Useful contacts"; not "Support for the victim".
_RESOURCES = re.compile(
    r"(?:additional|further|other|useful|more)\s(?:sources\sof\s)?"
    r"(?:information|advice|support|help|resources|reading|links|contacts|organisations)"
    r"(?:(?:,|\sand|,\sand)\s(?:information|advice|support|help|resources|reading|links|contacts|guidance))*",
    re.IGNORECASE,
)

_rule = partial(Rule, category=Category.ADDITIONAL_SUPPORT)


def _link(facts: Facts) -> Finding | None:
    if facts.difference.kind is not ChangeKind.LINK:
        return None
    links = facts.difference.links
    return found([(f"{link.text}: {link.new or link.old}", Side.NEW if link.new else Side.OLD) for link in links], 0.85)


def _signpost(facts: Facts) -> Finding | None:
    """Sentences that only one edition has and that point at something hold nearly all the changed words."""
    seen: list[Seen] = []
    inside = total = 0
    sure = False
    for side, sentence, alone in facts.changed_sentences():
        size = sum(word.folded not in STOP_WORDS for word in sentence.changed)
        total += size
        marks = list(_signs(facts, side, sentence))
        if alone and marks:
            inside += size
            seen += [(text, side.side) for text, _ in marks]
            sure = sure or any(strong for _, strong in marks)
    if facts.expects or not total or inside < 0.7 * total:
        return None
    return found(seen, 0.95 if sure else 0.8)


def _signs(facts: Facts, side: SideText, sentence: Sentence) -> Iterator[tuple[str, bool]]:
    """The signs in a sentence that it points at something, each with whether it is beyond doubt."""
    for owner, span in facts.contacts:
        if owner is side and sentence.start <= span.start < sentence.end:
            yield span.text, True
    signposts = facts.lexicon.signposts.find(side.text, sentence.words)
    kinds = facts.lexicon.resources.find(side.text, sentence.words)
    organisations = facts.lexicon.organisations.find(side.text, sentence.words)
    titled = any(owner is side and sentence.start <= span.start < sentence.end for owner, span in facts.titles)
    for hit in signposts:
        if hit.name != "see" or hit.text.startswith("See") or kinds or titled or organisations:
            yield hit.text, False
    if (kinds and (titled or organisations)) or len(kinds) > 1:
        yield kinds[0].text, False


def _contact(facts: Facts) -> Finding | None:
    """Addresses and numbers make up what changed in a sentence that both editions have."""
    seen = [(span.text, side.side) for side, span in facts.contacts]
    return found(seen, 0.85) if seen and _share(facts, list(facts.contacts)) >= RESOURCE_SHARE else None


def _resource(facts: Facts) -> Finding | None:
    """Most of the changed words are the names of resources or of organisations."""
    if facts.expects or facts.is_heading:
        return None
    named: list[tuple[SideText, Span | Hit]] = [*facts.contacts, *facts.titles, *facts.organisations]
    if not named:
        return None
    kinds: list[tuple[SideText, Span | Hit]] = [
        (side, hit)
        for side in facts.words.sides
        for hit in (*facts.lexicon.resources.find_changed(side), *facts.lexicon.signposts.find_changed(side))
    ]
    seen = [(span.text, side.side) for side, span in named]
    return found(seen, 0.72) if _share(facts, [*named, *kinds]) >= RESOURCE_SHARE else None


def _share(facts: Facts, spans: list[tuple[SideText, Span]] | list[tuple[SideText, Span | Hit]]) -> float:
    """The share of the changed distinctive words that are inside some spans.

    What takes the place of a resource is one too, so the side with the larger share decides, unless the other side
    has more than twice as many words, or so many outside that it says something else as well.
    """
    shares = []
    sizes = []
    for side in facts.words.sides:
        own = [(span.start, span.end) for owner, span in spans if owner is side]
        words = [word for word in side.changed_words if word.folded not in STOP_WORDS]
        inside = sum(any(start <= word.start < end for start, end in own) for word in words)
        sizes.append(len(words))
        shares.append(inside / len(words) if words else 0.0)
    outside = max((1 - share) * size for share, size in zip(shares, sizes, strict=True))
    if max(sizes) <= 2 * min(sizes) and outside < _SAYS_MORE:
        return max(shares)
    return sum(share * size for share, size in zip(shares, sizes, strict=True)) / max(1, sum(sizes))


def _listed(facts: Facts) -> Finding | None:
    """An added or removed passage that is there for a link, a title or an organisation: a list of resources.

    An entry of such a list that was reworded counts too, where its heading says what it is a list of.
    """
    if facts.expects or facts.is_heading or not (facts.one_sided or _under_resources(facts)):
        return None
    side = facts.words.new if facts.difference.new else facts.words.old
    spans: list[Span | Hit] = [span for owner, span in (*facts.titles, *facts.contacts) if owner is side]
    first: list[Span | Hit] = [hit for owner, hit in facts.organisations if owner is side and hit.first <= 1]
    if not facts.one_sided:
        titles = [*find_titles(side), *(span for _, span in facts.titles)]
        first += [span for span in titles if span.start <= _OPENING]
    covered = sum(span.end - span.start for span in spans)
    short = len(side.words) <= 12 and [hit for owner, hit in facts.organisations if owner is side]
    if first or covered >= LISTED_SHARE * len(side.text.strip()) or short:
        return found([(span.text, side.side) for span in (*spans, *first, *(short or []))], 0.8)
    return None


def _under_resources(facts: Facts) -> bool:
    """Whether a passage is under a heading that announces resources: "Additional advice and support"."""
    node = (facts.difference.new or facts.difference.old)[0]
    edition = facts.context.new if facts.difference.new else facts.context.old
    return any(_RESOURCES.fullmatch(heading) for heading in edition.section(node))


def _background(facts: Facts) -> Finding | None:
    """Signs, examples and background in sentences that only one edition has, with nothing expected of anybody."""
    if facts.expects or facts.is_heading or facts.replaces:
        return None
    seen: list[Seen] = []
    for side, sentence, alone in facts.changed_sentences():
        if not alone:
            return None
        hits = facts.lexicon.background.find(side.text, sentence.words)
        full = is_whole_sentence(sentence.text)
        seen += [(hit.text, side.side) for hit in hits if full or hit.name == "sign"]
    return found(seen, 0.66)


def _explanation(facts: Facts) -> Finding | None:
    """Full sentences that only one edition has, with no duty word and outside lists."""
    in_list = any(node.kind is NodeKind.ITEM for _, node in facts.nodes_both)
    if facts.expects or facts.is_heading or in_list or facts.replaces:
        return None
    seen: list[Seen] = []
    for side, sentence, alone in facts.changed_sentences():
        if not alone or not is_whole_sentence(sentence.text):
            return None
        seen.append((sentence.text[:80], side.side))
    return found(seen, 0.55)


SIGNPOSTS = (
    _rule(
        "link-retargeted",
        _link,
        "the same words linked to another site",
        "another page of the same site",
        "docs/categories.md, S2",
        "The link behind the same words leads to another site",
    ),
    _rule(
        "signpost",
        _signpost,
        "new or removed sentences that point at something: an address, “further information”, a helpline, a toolkit",
        "a sentence that says should or must; a signpost that both editions have",
        "docs/categories.md, S1",
        "A pointer to further information was added or removed",
    ),
    _rule(
        "contact-details",
        _contact,
        "an address or a telephone number changed, and little else",
        "a number of a paragraph, a year",
        "docs/categories.md, S2",
        "An address or a telephone number changed",
    ),
    _rule(
        "resource-named",
        _resource,
        "the name of a resource or organisation added, replaced or removed inside a sentence",
        "an organisation named beside other changed words that outnumber it",
        "docs/categories.md, S3",
        "The name of a resource or organisation was added, replaced or removed",
    ),
    _rule(
        "resource-listed",
        _listed,
        "an added or removed passage that starts with an organisation or is mostly a link or title; such an entry "
        "reworded under a heading that announces resources (“Additional advice and support”)",
        "a passage that says should or must",
        "docs/categories.md, S3",
        "A resource or organisation was added to a list, or removed from it",
    ),
    _rule(
        "signs-and-examples",
        _background,
        "new or removed sentences of signs, examples or findings",
        "an example added inside a sentence that both editions have",
        "docs/categories.md, S4",
        "Signs, examples or findings were added or removed",
    ),
)
EXPLANATION = (
    _rule(
        "explanation",
        _explanation,
        "new or removed full sentences that explain and expect nothing of anybody",
        "a should or must; an item of a list; a sentence that defines",
        "docs/categories.md, S5",
        "Sentences that explain, and expect nothing of anybody, were added or removed",
    ),
)

"""Links and cross references across editions: where an old one points now, and which are changed or out of date."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kcsie_diff.differing.context import EditionPair
from kcsie_diff.language.addresses import canonical_address
from kcsie_diff.language.normalise import fold
from kcsie_diff.language.references import Reference, find_references, names_of, page_label
from kcsie_diff.language.sentences import sentence_spans
from kcsie_diff.language.tokens import word_keys
from kcsie_diff.language.vocabulary import STOP_WORDS
from kcsie_diff.model.alignment import Difference, Match
from kcsie_diff.model.comparison import LinkChange
from kcsie_diff.model.edition import Edition, Link, Node, NodeKind
from kcsie_diff.model.numbering import ReferenceTarget, RetargetedReference, StaleReference

# A range whose ends lie in a passage that was merged or split may be a little off and mean the same section
# ("286-290" became "285-289" where 287 was merged away); so may a page, because text flows.
RANGE_SLACK = 2
PAGE_SLACK = 1
# Two references stand in the same sentence where this many words before or after them are the same.
_BESIDE = 2
# How many words of a passage are quoted, so that a reader knows it again.
_OPENING = 12


def labels_now(kind: str, label: str, editions: EditionPair) -> tuple[str, ...]:
    """The labels under which the new edition has what a label of the old one stands for; empty where nothing is."""
    found: list[str] = []
    for node in editions.targets[0].find(kind, label):
        for partner in editions.of_old(node):
            found += _labels(kind, partner, editions.new)
    return tuple(dict.fromkeys(found))


def _labels(kind: str, node: Node, edition: Edition) -> Iterator[str]:
    if kind == "page":
        yield from page_label(node)
        return
    own = [label for named, label in names_of(node) if named == kind]
    yield from own
    if kind == "paragraph" and not own:  # the number became a bullet: its paragraph is what one can refer to
        governing = edition.governing_paragraph(node)
        if governing is not None and governing.number:
            yield governing.number.casefold()


def agree(old: Reference, new: Reference, editions: EditionPair) -> bool:
    """Whether a new reference means what an old one meant.

    Matches every shift of numbers by renumbering, a range whose ends shift with its section, a page on which the same
    passages now start. Must not match another paragraph of the same section, a range that grew from one number, or a
    page or an end of a range that reads otherwise although all of its target kept its number.
    """
    if old.kind != new.kind or len(old.labels) != len(new.labels) or old.is_range != new.is_range:
        return False
    slack = RANGE_SLACK if old.is_range else PAGE_SLACK if old.kind == "page" else 0
    pairs = [(a, b, labels_now(old.kind, a, editions)) for a, b in zip(old.labels, new.labels, strict=True)]
    exact = [_split(a)[1] == _split(b)[1] and _split(b)[0] in now for a, b, now in pairs]
    if all(exact) or not slack:
        return all(exact)
    if any(a != b and now == (_split(a)[0],) for a, b, now in pairs):
        return False
    near = all(
        b.isdigit() and any(other.isdigit() and abs(int(b) - int(other)) <= slack for other in now)
        for _, b, now in pairs
    )
    return near and (any(exact) or old.kind == "page")


def _split(label: str) -> tuple[str, str]:
    """A label without what is in its brackets, and that: "145" and "a)"."""
    base, _, bracketed = label.casefold().partition("(")
    return base, bracketed


def match_references(
    old: Sequence[Reference], new: Sequence[Reference], editions: EditionPair
) -> tuple[tuple[Reference, Reference], ...]:
    """The references of two texts that are the same: they mean the same, or at least read the same; in old order."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for same in (lambda a, b: agree(a, b, editions), lambda a, b: a.text.casefold() == b.text.casefold()):
        for i, one in enumerate(old):
            j = next((j for j, other in enumerate(new) if j not in taken and same(one, other)), None)
            if i not in found and j is not None:
                found[i] = j
                taken.add(j)
    return tuple((old[i], new[j]) for i, j in sorted(found.items()))


# ---- references out of date, and references that lead elsewhere ----


def find_outdated_references(editions: EditionPair) -> tuple[StaleReference, ...]:
    """References that read the same in both editions although what they pointed at has another number now.

    Must not match a reference whose text changed (it was corrected, or shifted as it should), or whose target is gone.
    """
    return tuple(
        stale
        for match in editions.matches
        if match.old
        for node in match.new
        for stale in _of_node(node, match, editions)
    )


def _of_node(node: Node, match: Match, editions: EditionPair) -> Iterator[StaleReference]:
    named = find_references(node.text)
    if not named:
        return
    before = [reference for one in match.old for reference in find_references(one.text)]
    for old, new in match_references(before, named, editions):
        should = _brought_up_to_date(old, editions)
        if old.labels == new.labels and should and should != old.text and not agree(old, new, editions):
            sure = None if _suits_what_is_there_now(new, node, editions) else should
            targets = _targets(old, editions)
            yield StaleReference(node.key, node.number, node.page, new.text, sure, node.kind.value, targets)


def find_retargeted_references(
    differences: Sequence[Difference], editions: EditionPair
) -> tuple[RetargetedReference, ...]:
    """References that were changed, and not to where their old target stands now.

    Matches "paragraph 238" that became "paragraph 235" where 238 is now 237. Must not match a reference that shifted
    with its target, one that was added, dropped or put into another sentence, or the publisher's table of changes.
    """
    return tuple(
        RetargetedReference(
            key=new.key,
            number=new.number,
            page=new.page,
            said=before.text,
            says=now.text,
            expected=_brought_up_to_date(before, editions),
            node=new.kind.value,
            said_targets=_targets(before, editions),
            targets=_targets(now, editions),
            change=str(at),
        )
        for at, difference in enumerate(differences)
        for new in difference.new
        for old in difference.old
        if not editions.about_revision((new,))
        for before, now in _changed_references(old, new, editions)
    )


def _changed_references(old: Node, new: Node, editions: EditionPair) -> Iterator[tuple[Reference, Reference]]:
    """References of one kind that stand beside the same words in two texts and name different places."""
    before, now = find_references(old.text), find_references(new.text)
    if not before or not now:
        return
    same = match_references(before, now, editions)
    left = [one for one in before if all(one is not a for a, _ in same)]
    free = [one for one in now if all(one is not b for _, b in same)]
    for one in left:
        for other in free:
            if one.kind == other.kind and _stands_alike(one, old.text, other, new.text):
                free.remove(other)
                yield one, other
                break


def _stands_alike(old: Reference, old_text: str, new: Reference, new_text: str) -> bool:
    """Whether the words before two references are the same, or those after them."""
    before = word_keys(old_text[: old.start])[-_BESIDE:], word_keys(new_text[: new.start])[-_BESIDE:]
    after = word_keys(old_text[old.end :])[:_BESIDE], word_keys(new_text[new.end :])[:_BESIDE]
    return any(len(one) == _BESIDE and one == other for one, other in (before, after))


def _targets(reference: Reference, editions: EditionPair) -> tuple[ReferenceTarget, ...]:
    """What each label stood for in the old edition, where that is now, and what it stands for in the new one."""
    found = []
    for label in reference.labels:
        was, holds = (_opening(targets.find(reference.kind, label)) for targets in editions.targets)
        found.append(ReferenceTarget(label, was, labels_now(reference.kind, label, editions), holds))
    return tuple(found)


def _opening(nodes: Sequence[Node]) -> str | None:
    """The first words of the only one of some passages, whole where it is short; None where there is not one."""
    if len(nodes) != 1:
        return None
    words = nodes[0].text.split()
    return nodes[0].text if len(words) <= _OPENING else f"{' '.join(words[:_OPENING]).rstrip(',;:')} …"


def _suits_what_is_there_now(reference: Reference, node: Node, editions: EditionPair) -> bool:
    """Whether the passages that have a reference's numbers now share more words with its sentence than the old targets.

    A passage speaks with the heading over it. The sentence of an item or a footnote is all of its text. The referring
    passage itself is never what is meant.
    """
    spans = [span for span in sentence_spans(node.text) if span[0] <= reference.start < span[1]]
    start, end = spans[0] if spans and node.kind is NodeKind.PARAGRAPH else (0, len(node.text))
    said = _content_words(f"{node.text[start : reference.start]} {node.text[reference.end : end]}")
    here, moved = 0, 0
    for label in reference.labels:
        there = [one for one in editions.targets[1].find(reference.kind, label) if one.key != node.key]
        here += len(said & _words_of(there, editions))
        olds = editions.targets[0].find(reference.kind, label)
        moved += len(said & _words_of([new for old in olds for new in editions.of_old(old)], editions))
    return here > moved


def _words_of(nodes: Sequence[Node], editions: EditionPair) -> frozenset[str]:
    heads = (heading for node in nodes for heading in editions.new.section(node)[-1:])
    return _content_words(" ".join([*(node.text for node in nodes), *heads]))


def _content_words(text: str) -> frozenset[str]:
    return frozenset(word for word in word_keys(text) if word not in STOP_WORDS and not word.isdigit())


def _brought_up_to_date(reference: Reference, editions: EditionPair) -> str | None:
    """The reference with the labels that its targets have now; None where one of them is gone or in several places."""
    instead: dict[str, str] = {}
    for label in reference.labels:
        now = labels_now(reference.kind, label, editions)
        if len(now) != 1:
            return None
        instead[label.casefold()] = now[0]
    labels = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, instead))})(?!\w)", re.IGNORECASE)
    return labels.sub(lambda match: instead[match[0].casefold()], reference.text)


# ---- links ----


def changed_links(old: Sequence[Node], new: Sequence[Node]) -> tuple[LinkChange, ...]:
    """The links of a pair whose target differs under the same words, in the order of the new nodes.

    A link that only one side has is none of them: its words are cut or added, or its file lacks the annotation.
    """
    if [(a.text, a.target) for node in old for a in node.links] == [
        (b.text, b.target) for node in new for b in node.links
    ]:
        return ()
    before, after = _by_words(old), _by_words(new)
    changes: list[LinkChange] = []
    for text, links in after.items():
        gone = _without(before.get(text, ()), links)
        come = _without(links, before.get(text, ()))
        changes += [LinkChange(b.text, a.target, b.target) for a, b in zip(gone, come, strict=False)]
    return tuple(changes)


def _by_words(nodes: Iterable[Node]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for node in nodes:
        for link in node.links:
            if fold(link.text) and canonical_address(link.target) is not None:
                found.setdefault(fold(link.text), []).append(link)
    return found


def _without(links: Iterable[Link], others: Iterable[Link]) -> list[Link]:
    """The links whose address the others do not have."""
    known = Counter(canonical_address(link.target) for link in others)
    return [link for link in links if not known[canonical_address(link.target)]]

"""Fallback matches of texts whose words are not alike enough: by contents, by first words, or only by place.

Input: a match store. Output: the matches that it gained.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kcsie_diff.aligning.anchors import once
from kcsie_diff.aligning.encoded import EncodedEdition
from kcsie_diff.aligning.matches import Gap, MatchStore, Seed
from kcsie_diff.aligning.similarity import likeness, same_family
from kcsie_diff.language.normalise import words
from kcsie_diff.language.ordering import PlacePair, heaviest_increasing_subsequence
from kcsie_diff.model.edition import NodeKind

_SHARED_CONTENTS = 0.5  # of the words of either section more than this share must be in the other
_LIKELY_TITLE = 0.5  # the least likeness of the titles of sections that were partly rewritten
# Must match "Neglect: the persistent failure", "Deputy lead | within 2 days", "External help – the school"; must not
# match a sentence that has a colon or a dash further on, nor numbers ("1.4.2 | Verify"), which label a place.
_NAME = re.compile(r"([^:|–—]{3,60}?)(?::\s| \| | [–—-] )(?=\S)")
_NAME_LETTERS = 6
_SAME_NAME, _SAME_LABEL = 0.15, 0.3  # the least likeness of two texts of one name, or of one number
_ALONE_WORDS, _ALONE = 8, 0.3  # the most words, and the least likeness, of two texts alone in a gap


def match_headings(store: MatchStore) -> None:
    """Match free headings whose sections have the same contents: half of all words of the smaller one.

    Where the titles are alike, half of the words that are matched at all are enough.
    """
    old_sections, new_sections = headings_above(store.old), headings_above(store.new)
    votes: defaultdict[int, Counter[int]] = defaultdict(Counter)
    matched: tuple[Counter[int | None], ...] = Counter(), Counter()
    for seed in store.seeds():
        old, new = old_sections[seed.old], new_sections[seed.new]
        words_matched = store.old.size(seed.old)
        matched[0][old] += words_matched
        matched[1][new] += words_matched
        if old is not None and new is not None:
            votes[old][new] += words_matched
    sizes = _words_under(store.old, old_sections), _words_under(store.new, new_sections)
    for old_heading, counts in votes.items():
        new_heading, shared = counts.most_common(1)[0]
        if not store.old_is_free(old_heading) or not store.new_is_free(new_heading):
            continue
        score = likeness(store.old, store.new, old_heading, new_heading)
        of_matched = max(matched[0][old_heading], matched[1][new_heading])
        of_all = min(sizes[0][old_heading], sizes[1][new_heading])
        if shared > _SHARED_CONTENTS * (of_matched if score >= _LIKELY_TITLE else max(of_matched, of_all)):
            store.add(Seed(old_heading, new_heading, "same-contents", score))


def _words_under(edition: EncodedEdition, sections: Sequence[int | None]) -> Counter[int | None]:
    words: Counter[int | None] = Counter()
    for position, section in enumerate(sections):
        words[section] += edition.size(position)
    return words


def headings_above(edition: EncodedEdition) -> list[int | None]:
    """The position of the heading above each node, or None; a parent that comes later is not followed."""
    above: list[int | None] = []
    for position, parent in enumerate(edition.parents):
        if parent is None or parent >= position:
            above.append(None)
        else:
            is_heading = edition.nodes[parent].kind is NodeKind.HEADING
            above.append(parent if is_heading else above[parent])
    return above


def match_by_name(store: MatchStore, gap: Gap) -> None:
    """Match nodes of a gap that have one label or start with one name, once on either side, and share some words."""
    olds, news = once(_names(store.old, gap.old)), once(_names(store.new, gap.new))
    links = [
        PlacePair(old, news[name], likeness(store.old, store.new, old, news[name]))
        for name, old in olds.items()
        if name in news and same_family(store.old, store.new, old, news[name])
    ]
    least = {link: _SAME_LABEL if store.old.nodes[link.old].key in store.old.labels else _SAME_NAME for link in links}
    for link in heaviest_increasing_subsequence(link for link in links if link.weight >= least[link]):
        store.add(Seed(link.old, link.new, "same-label", link.weight))


def match_rows_by_label(store: MatchStore, gap: Gap) -> None:
    """Match the table rows of a gap that start with the same label, whatever other row has more of their words."""
    olds, news = (
        [position for position in positions if edition.nodes[position].kind is NodeKind.TABLE_ROW]
        for edition, positions in ((store.old, gap.old), (store.new, gap.new))
    )
    match_by_name(store, Gap(olds, news))


def _names(edition: EncodedEdition, positions: Iterable[int]) -> Iterator[tuple[int, str]]:
    for position in positions:
        if label := edition.labels.get(edition.nodes[position].key):
            yield position, label
        elif found := _NAME.match(edition.nodes[position].text):
            name = " ".join(words(found[1]))
            if sum(map(str.isalpha, name)) >= _NAME_LETTERS:
                yield position, name


def match_alone_in_gap(store: MatchStore, gap: Gap) -> None:
    """Match two short texts that are alone in their gap, where they share some words.

    Matches "Regulated activity includes:" and "Controlled work includes:" between neighbours that are matched, and two
    headings of one level with nothing under them. Must not match longer texts, which say enough to be matched by their
    words; other headings, which are matched by their sections; texts of two kinds; or one of several in a gap.
    """
    if len(gap.old) != 1 or len(gap.new) != 1:
        return
    (old,), (new,) = gap.old, gap.new
    score = likeness(store.old, store.new, old, new)
    nodes = store.old.nodes[old], store.new.nodes[new]
    short = max(store.old.size(old), store.new.size(new)) <= _ALONE_WORDS
    if nodes[0].kind is not nodes[1].kind or not short:
        return
    if nodes[0].kind is NodeKind.HEADING:
        alike = nodes[0].level == nodes[1].level and old not in store.old.parents and new not in store.new.parents
    else:
        alike = score >= _ALONE
    if alike:
        store.add(Seed(old, new, "same-place", score))

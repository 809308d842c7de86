"""Matching in place: anchors, their equal neighbours, the gaps between them, and what little else a place confirms.

Texts that occur once in each edition are anchors. In a gap between two matches the order-keeping set of pairs that
keeps the most words is matched (the heaviest increasing subsequence). Texts whose words are not alike enough match by
contents, by first words, or only by place. Input: a match store. Output: the matches that it gained.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence

from kcsie_diff.aligning.encoded import EncodedEdition
from kcsie_diff.aligning.matches import Gap, MatchStore, Seed
from kcsie_diff.aligning.similarity import (
    SimilarNodes,
    Threshold,
    find_similar,
    likeness,
    reaches,
    same_family,
    words_kept,
)
from kcsie_diff.language.normalise import words
from kcsie_diff.language.ordering import PlacePair, heaviest_increasing_subsequence, heaviest_order
from kcsie_diff.model.edition import NodeKind

# An equal text of fewer words elsewhere does not prove a move: "Further information" can be cut in one
# section and written in another.
_DISTINCTIVE = 5


def match_anchors(store: MatchStore) -> None:
    """Match every text that occurs once in both editions, unless it is short and out of order; then its neighbours."""
    olds, news = once(enumerate(store.old.keys)), once(enumerate(store.new.keys))
    links = [PlacePair(old, news[key], store.old.size(old) + 0.5) for key, old in olds.items() if key in news]
    in_order = set(heaviest_order(links))
    for link in links:
        if link in in_order or store.old.size(link.old) >= _DISTINCTIVE:
            store.add(Seed(link.old, link.new, "same-text", 1.0))
    _match_equal_neighbours(store)


def once(named: Iterable[tuple[int, str]]) -> dict[str, int]:
    """The positions whose name occurs once, by name."""
    listed = list(named)
    counts = Counter(name for _, name in listed)
    return {name: position for position, name in listed if counts[name] == 1}


def _match_equal_neighbours(store: MatchStore) -> None:
    """Match the neighbours of matches that are equal too, and theirs: a repeated text belongs with its neighbours."""
    waiting = deque(store.seeds())
    while waiting:
        seed = waiting.popleft()
        for step in (1, -1):
            old, new = seed.old + step, seed.new + step
            if store.old_is_free(old) and store.new_is_free(new) and store.old.keys[old] == store.new.keys[new]:
                found = Seed(old, new, "same-text-beside", 1.0)
                store.add(found)
                waiting.append(found)


def match_equal_elsewhere(store: MatchStore) -> None:
    """Match equal texts that are left over, wherever they are, if they are long enough to be distinctive."""
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for position in store.free_old():
        if store.old.size(position) >= _DISTINCTIVE:
            waiting[store.old.keys[position]].append(position)
    for position in store.free_new():
        if olds := waiting.get(store.new.keys[position]):
            store.add(Seed(olds.popleft(), position, "same-text-elsewhere", 1.0))


_ALL_PAIRS = 2_500  # in a gap with more pairs than this candidates are retrieved instead
_RANKS = 2  # how many ranks up or down from its own a node of a large gap is compared with
_REPEATS = 3  # how many of equal texts are considered as partners, counted from either end
_SAME_PARENT = 1.05  # what a match under the same parent weighs more: it decides between equals, and no more


def fill_gap(store: MatchStore, gap: Gap, similar: SimilarNodes, threshold: Threshold, step: str) -> None:
    """Match what is equal, or alike enough, in the order of both editions."""
    scores = dict.fromkeys(_equal_pairs(store, gap), 1.0)
    for old, new, score in _similar_pairs(store, gap, similar, threshold):
        scores.setdefault((old, new), score)
    links = [PlacePair(old, new, _weight(store, old, new, score)) for (old, new), score in scores.items()]
    for link in heaviest_increasing_subsequence(links):
        same = store.old.keys[link.old] == store.new.keys[link.new]
        store.add(Seed(link.old, link.new, "same-text" if same else step, scores[link.old, link.new]))


def _weight(store: MatchStore, old: int, new: int, score: float) -> float:
    """The words kept, surer matches first; a shared parent decides between equals."""
    words = (store.old.size(old) + store.new.size(new)) / 2 + 0.5
    parents = ((store.old, store.old.parents[old]), (store.new, store.new.parents[new]))
    one, other = (None if parent is None else edition.keys[parent] for edition, parent in parents)
    return words * score * score * (_SAME_PARENT if one == other else 1.0)


def _equal_pairs(store: MatchStore, gap: Gap) -> Iterator[tuple[int, int]]:
    """Pairs of equal texts; where a text is repeated, those of about the same rank, counted from either end."""
    olds: defaultdict[str, list[int]] = defaultdict(list)
    news: defaultdict[str, list[int]] = defaultdict(list)
    for found, keys, positions in ((olds, store.old.keys, gap.old), (news, store.new.keys, gap.new)):
        for position in positions:
            found[keys[position]].append(position)
    for key, repeats in olds.items():
        partners = news.get(key, [])
        # Shifted by 0 the first repeats of both sides are partners, by the difference in number the last ones.
        aligned_at_end = len(partners) - len(repeats)
        shifts = {start + shift for start in (0, aligned_at_end) for shift in range(-_REPEATS, _REPEATS + 1)}
        for rank, position in enumerate(repeats):
            for shift in shifts:
                if 0 <= rank + shift < len(partners):
                    yield position, partners[rank + shift]


def _similar_pairs(
    store: MatchStore, gap: Gap, similar: SimilarNodes, threshold: Threshold
) -> Iterator[tuple[int, int, float]]:
    """Pairs that are alike enough: of a small gap all, of a large one those of like rank and the candidates."""
    if len(gap.old) * len(gap.new) <= _ALL_PAIRS:
        for position in gap.old:
            for partner, score in find_similar(store.old, store.new, position, gap.new, threshold):
                yield position, partner, score
        return
    within = set(gap.new)
    for rank, position in enumerate(gap.old):
        # Rows of one pattern share no rare words, so retrieval misses them; they are about as far into the gap.
        middle = rank * len(gap.new) // len(gap.old)
        beside = gap.new[max(0, middle - _RANKS) : middle + _RANKS + 1]
        for partner, score in find_similar(store.old, store.new, position, beside, threshold):
            yield position, partner, score
        for partner, score in similar.of_old(position):
            if partner in within and reaches(store.old, store.new, position, partner, score, threshold):
                yield position, partner, score


# ---- texts whose words are not alike enough ----

_SHARED_CONTENTS = 0.5  # of the words of either section more than this share must be in the other
_LIKELY_TITLE = 0.5  # the least likeness of the titles of sections that were partly rewritten
# Must match "Neglect: the persistent failure", "Deputy lead | within 2 days", "External help – the school"; must not
# match a sentence that has a colon or a dash further on, nor numbers ("1.4.2 | Verify"), which label a place.
_NAME = re.compile(r"([^:|–—]{3,60}?)(?::\s| \| | [–—-] )(?=\S)")
_NAME_LETTERS = 6
_SAME_NAME, _SAME_LABEL = 0.15, 0.3  # the least likeness of two texts of one name, or of one number
# The share of words that a text and the list it was set as have in common: all but "and", or a word or two.
_SET_AS_LIST = 0.8
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
    match_by_name(store, of_kind(store, gap, NodeKind.TABLE_ROW))


def of_kind(store: MatchStore, gap: Gap, kind: NodeKind) -> Gap:
    """The positions of a gap whose nodes are of a kind."""
    return Gap(
        [old for old in gap.old if store.old.nodes[old].kind is kind],
        [new for new in gap.new if store.new.nodes[new].kind is kind],
    )


def _names(edition: EncodedEdition, positions: Iterable[int]) -> Iterator[tuple[int, str]]:
    for position in positions:
        if label := edition.labels.get(edition.nodes[position].key):
            yield position, label
        elif found := _NAME.match(edition.nodes[position].text):
            name = " ".join(words(found[1]))
            if sum(map(str.isalpha, name)) >= _NAME_LETTERS:
                yield position, name


def match_written_as_list(store: MatchStore, gap: Gap) -> None:
    """Match a text of a gap with the same words set as a list: a lead that ends in a colon, and its items.

    Matches "The safe holds keys and stamps." and "The safe holds:" with two items, of which each says too little to be
    known as a piece. Must not match a list that says more than the text, or one that two texts of the gap hold.
    """
    if len(gap.old) * len(gap.new) > _ALL_PAIRS:
        return
    sides = ((store.old, gap.old), (store.new, gap.new))
    for side, ((edition, listed), (other, texts)) in enumerate((sides, sides[::-1])):
        for run in _lists(edition, listed):
            codes = "".join(edition.codes[position] for position in run)
            found = [
                one
                for one in texts
                if (longer := max(len(codes), len(other.codes[one]))) >= _DISTINCTIVE
                and words_kept(codes, other.codes[one]) >= _SET_AS_LIST * longer
                and other.nodes[one].text[-1:] != ":"
            ]
            taken = (store.of_new, store.of_old)[side]
            if len(found) == 1 and taken(found[0]) is None:
                old, new = ((run[0], found[0]), (found[0], run[0]))[side]
                store.add(seed := Seed(old, new, "set-as-list", _SET_AS_LIST))
                for piece in run[1:]:
                    store.add_piece(seed, side, piece)


def _lists(edition: EncodedEdition, positions: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The leads among some positions that end in a colon, each with the items that follow it right away."""
    free = set(positions)
    for lead in positions:
        end = lead + 1
        while end in free and edition.nodes[end].kind is NodeKind.ITEM:
            end += 1
        is_heading = edition.nodes[lead].kind is NodeKind.HEADING
        if end > lead + 2 and edition.nodes[lead].text.rstrip().endswith(":") and not is_heading:
            yield tuple(range(lead, end))


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

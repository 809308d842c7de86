"""Transfers: words that went from one passage to another, by themselves or because cells of a table were merged.

Input: matches in reading order. Output: the same matches, with those joined that are unchanged once taken together.
Sentences that changed on their way to a passage elsewhere are found among the differences.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kcsie_diff.differing.context import EditionPair
from kcsie_diff.differing.differences import is_row_cut_by_page, text_of
from kcsie_diff.language.normalise import without_spaces
from kcsie_diff.language.sentences import is_whole_sentence
from kcsie_diff.language.tokens import word_keys
from kcsie_diff.language.vocabulary import STOP_WORDS
from kcsie_diff.model.alignment import Difference, Match
from kcsie_diff.model.comparison import Candidate, ChangeKind, Explanation, SegmentOp, Side
from kcsie_diff.model.edition import CELL_BAR, Edition, Node, NodeKind
from kcsie_diff.records import replace

# How far, in matches of the new edition, a passage may be from the one that it shares a sentence with.
_REACH = 4
# Of two notes, one of which replaced the other: the distinctive words they must share, and the share (0 to 1) of the
# shorter one's. Notes are short, and a note in the place of another says little else that it has to do with it.
_SHARED_WORDS = 3
_SHARED_PART = 0.2
# A sentence is the one that another passage lost when their distinctive words agree to this share (0 to 1, Dice).
_SAME_SENTENCE = 0.8
# So many passages at most are looked at for each word: more have it only in a file made to cost time.
_MOST = 200


def rejoin_transferred_sentences(matches: Sequence[Match], editions: EditionPair) -> tuple[Match, ...]:
    """The matches, which are in reading order, with what was torn apart rejoined.

    Matches two neighbours between which a sentence went across and a number with it; a note that gave its place to
    another on the same matter; a row that one edition has as two, where a page ends. Must not match a sentence that
    both sides of the match have.
    """
    result: list[Match] = []
    for match in matches:
        if match.old and match.new and text_of(match.old) == text_of(match.new):
            result.append(match)  # nothing came or went
            continue
        near = next((at for at in range(1, min(_REACH, len(result)) + 1) if _shifted(result[-at], match)), None)
        if result and is_row_cut_by_page(whole := _rejoin(result[-1], match, "row-cut-by-page", editions)):
            result[-1] = whole
        elif near is not None:
            result[-near] = _rejoin(result[-near], match, "sentence-shifted", editions)
        elif (gone := _replaced_before(result, match)) is not None:
            result[gone] = _rejoin(result[gone], match, "replaced-in-place", editions)
        else:
            result.append(match)
    return tuple(result)


def _rejoin(one: Match, other: Match, how: str, editions: EditionPair) -> Match:
    return Match(
        tuple(sorted(one.old + other.old, key=lambda node: editions.places[0][node.key])),
        tuple(sorted(one.new + other.new, key=lambda node: editions.places[1][node.key])),
        Explanation(how),
        one.moved,
    )


def _replaced_before(before: Sequence[Match], match: Match) -> int | None:
    """The position of the passage shortly before, found in one edition only, that this one replaced."""
    for at in range(len(before) - 1, max(-1, len(before) - 1 - _REACH), -1):
        if before[at].old and before[at].new:
            return None
        if _replaced(before[at], match):
            return at
    return None


def _replaced(one: Match, other: Match) -> bool:
    """Whether a note without a number gave its place to another about the same: some distinctive words in common."""
    nodes = (*one.old, *one.new, *other.old, *other.new)
    if len(nodes) != 2 or len(one.old) == len(other.old):
        return False
    notes = (NodeKind.FOOTNOTE, NodeKind.PARAGRAPH)
    if nodes[0].kind is not nodes[1].kind or nodes[0].kind not in notes or any(n.is_numbered_paragraph for n in nodes):
        return False
    first, second = ({*word_keys(node.text)} - STOP_WORDS for node in nodes)
    shared, smaller = len(first & second), min(len(first), len(second))
    return shared >= min(_SHARED_WORDS, max(2, smaller)) and shared >= _SHARED_PART * smaller


def _shifted(one: Match, other: Match) -> bool:
    """Whether two neighbours have, together, the same words in both editions, but not each on its own."""
    if any(len(side) != 1 for match in (one, other) for side in (match.old, match.new)) or one.moved or other.moved:
        return False
    before, after = (*one.old, *other.old), (*one.new, *other.new)
    counts = [sum(node.is_numbered_paragraph for node in nodes) for nodes in (before, after)]
    if counts[0] == counts[1] or one.old[0].text == one.new[0].text:
        return False
    return _letters(one.old) != _letters(one.new) and _letters(before) == _letters(after)


def _letters(nodes: Sequence[Node]) -> str:
    return without_spaces(text_of(nodes))


def mark_moved_sentences(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """The differences, with `moved` set on those where a sentence went to, or came from, another passage and changed.

    Matches a passage that only lost a sentence and one that only gained a sentence with nearly the same words. Must not
    match passages that changed in other words, too.
    """
    lost, gained = (dict(_sentences_alone(differences, op)) for op in (SegmentOp.CUT, SegmentOp.ADD))
    holders: dict[str, list[int]] = {}
    for n, bag in gained.items():
        for word in bag:
            holders.setdefault(word, []).append(n)
    scores = []
    for n, bag in lost.items():
        shared = Counter(other for word in bag for other in holders.get(word, ())[:_MOST])
        scores += [(round(2 * count / (len(bag) + len(gained[other])), 3), n, other) for other, count in shared.items()]
    result, taken = list(differences), set[int]()
    for score, n, other in sorted(scores, key=lambda found: (-found[0], *found[1:])):
        if score >= _SAME_SENTENCE and not taken & {n, other}:
            taken |= {n, other}
            went, came = differences[other].new[0].key, differences[n].old[0].key
            for at, side, key in ((n, Side.NEW, went), (other, Side.OLD, came)):
                how = Explanation("sentence-moved", score, (Candidate(side, key, score),))
                result[at] = replace(result[at], moved=True, explanation=how)
    return tuple(result)


def _sentences_alone(differences: Sequence[Difference], op: SegmentOp) -> Iterator[tuple[int, frozenset[str]]]:
    """The distinctive words of each whole sentence that is all that a passage lost or gained, by its difference."""
    for n, difference in enumerate(differences):
        changed = [segment for segment in difference.segments if segment.op is not SegmentOp.KEEP]
        if difference.kind is not ChangeKind.REWORDED or len(changed) != 1 or changed[0].op is not op:
            continue
        if is_whole_sentence(changed[0].text.strip()):
            yield n, frozenset(word_keys(changed[0].text)) - STOP_WORDS


# ---- merged cells ----

Values = Mapping[str, Mapping[int, str]]
"""The text of merged cells by the key of a row into which they reach, and by its column there."""


def with_merged_cells(
    old: Edition, new: Edition, matches: Iterable[Match]
) -> tuple[Edition, Edition, tuple[Match, ...]]:
    """The editions and matches, a merged cell written again into each row whose partner has a cell of its own there."""
    values = merged_values(old), merged_values(new)
    made: tuple[dict[str, Node], dict[str, Node]] = ({}, {})
    found = tuple(matches)
    if not any(values):
        return old, new, found
    for match in found:
        if len(match.old) == len(match.new) == 1:
            rows = match.old[0], match.new[0]
            for own, other in ((0, 1), (1, 0)):
                made[own][rows[own].key] = _filled(rows[own], rows[other], values[own].get(rows[own].key, {}))
    old, new = (
        replace(edition, nodes=tuple(filled.get(node.key, node) for node in edition.nodes))
        for edition, filled in zip((old, new), made, strict=True)
    )
    olds, news = made
    rejoined = (
        replace(
            match,
            old=tuple(olds.get(node.key, node) for node in match.old),
            new=tuple(news.get(node.key, node) for node in match.new),
        )
        for match in found
    )
    return old, new, tuple(rejoined)


def merged_values(edition: Edition) -> Values:
    """What the merged cells of an edition say in the rows below the one where each begins."""
    found: dict[str, dict[int, str]] = {}
    said: dict[int, str] = {}
    for node in edition.content:
        if node.cells:
            said |= {column: text for column, text in enumerate(node.cells) if column not in node.covered}
            if held := {column: said[column] for column in node.covered if said.get(column)}:
                found[node.key] = held
    return found


def _filled(row: Node, partner: Node, values: Mapping[int, str]) -> Node:
    """A row with the text of each merged cell whose column has a cell of its own in the partner."""
    if len(row.cells) != len(partner.cells):
        return row
    for column, text in values.items():
        if partner.cells[column] and column not in partner.covered:
            at, more = len(CELL_BAR.join((*row.cells[:column], ""))), len(text)  # what stands after it moves on
            cells = (*row.cells[:column], text, *row.cells[column + 1 :])
            links = [one if one.at is None or one.at < at else replace(one, at=one.at + more) for one in row.links]
            marks = [one if one.at < at else replace(one, at=one.at + more) for one in row.marks]
            row = replace(row, text=CELL_BAR.join(cells), cells=cells, links=tuple(links), marks=tuple(marks))
    return row

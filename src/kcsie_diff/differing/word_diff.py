"""Word diff: two texts to runs of kept and changed tokens.

Three steps, so that the caller can judge between them: `tokens` splits a text, `find_runs` aligns the tokens of both by
weight (Gotoh 1982: dynamic programming in which each gap has a cost), or, of long texts, finds their longest common
subsequence (rapidfuzz), and `clean_up` makes the result read as a person would mark it.
Together with `aligning` this module owns rapidfuzz.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from rapidfuzz.distance import OSA, LCSseq

from kcsie_diff.language.legislation import ends_with_short_title
from kcsie_diff.language.ordering import PlacePair, heaviest_increasing_subsequence
from kcsie_diff.language.sentences import CLAUSE_ENDS
from kcsie_diff.language.tokens import Token, opened
from kcsie_diff.language.vocabulary import LIGHT_WORDS
from kcsie_diff.records import Record

# Cells of the table of the longest common subsequence, which takes a bit for each: 12 MB at this bound.
CELLS = 100_000_000
# Cells up to which tokens are aligned by weight: 10 ms at this bound, 140 words on both sides between two that stay.
WEIGHED_CELLS = 20_000
# What it is worth to keep a word, a light word or mark, and what each changed run costs: measured on sentences that
# people marked (arXivEdits, 2022).
_WORD, _LIGHT, _RUN = 2, 1, 1
_NEVER = -(10**9)
# The share (0 to 1) of the words of a title that must be kept for it to be the title of the same Act.
_TITLE_KEPT = 0.6
# From so many words on a title is long: a reader finds the word or the year that changed in it faster than the whole.
_LONG_TITLE = 8


class Run(Record, frozen=True):
    """Neighbouring tokens of both texts: the same apart from noise, or changed (then either side may be empty)."""

    same: bool
    old: tuple[Token, ...]
    new: tuple[Token, ...]


# ---- what both share ----


def find_runs(old: Sequence[Token], new: Sequence[Token]) -> tuple[Run, ...]:
    """Kept and changed runs in turn: equal sentences first, then the tokens between them.

    Work and memory stay bounded whatever the length of the texts (CELLS). Swapped texts give the same runs, swapped.
    """
    old, new = _with_titles_opened(old, new), _with_titles_opened(new, old)
    if [t.key for t in old] > [t.key for t in new]:
        return tuple(map(_swapped, _runs(new, old)))
    return _runs(old, new)


def _runs(old: Sequence[Token], new: Sequence[Token]) -> tuple[Run, ...]:
    found: list[Run] = []
    for left, right, equal in _by_sentences(old, new):
        if equal:
            found.append(Run(True, tuple(left), tuple(right)))
        else:
            found += _by_tokens(left, right)
    return merge_runs([piece for part in _slid(merge_runs(found)) for piece in _by_inner_words(part)])


def _with_titles_opened(side: Sequence[Token], other: Sequence[Token]) -> list[Token]:
    """The tokens of a side, each long title of an Act that the other side has not as its words."""
    keys = {token.key for token in other}
    return [
        word
        for token in side
        for word in (
            opened(token)
            if token.key.count(" ") >= _LONG_TITLE - 1 and ends_with_short_title(token.key) and token.key not in keys
            else (token,)
        )
    ]


def _swapped(run: Run) -> Run:
    return Run(run.same, run.new, run.old)


def merge_runs(parts: Sequence[Run]) -> tuple[Run, ...]:
    """The same runs, with neighbours of one kind merged and without empty ones."""
    result: list[Run] = []
    for part in parts:
        if not part.old and not part.new:
            continue
        if result and result[-1].same == part.same:
            last = result.pop()
            result.append(Run(part.same, last.old + part.old, last.new + part.new))
        else:
            result.append(part)
    return tuple(result)


def _by_inner_words(part: Run) -> tuple[Run, ...]:
    """The title of an Act with a term of it replaced is split into words; another Act or another year stays whole."""
    if part.same or not any(len(side) == 1 and ends_with_short_title(side[0].key) for side in (part.old, part.new)):
        return (part,)
    old, new = ([word for token in side for word in opened(token)] for side in (part.old, part.new))
    if not old or not new or old[-1].key != new[-1].key:
        return (part,)
    inner = merge_runs(list(_by_opcodes(old, new)))
    kept = sum(len(piece.old) for piece in inner if piece.same)
    return inner if kept >= _TITLE_KEPT * max(len(old), len(new)) else (part,)


def _by_sentences(
    old: Sequence[Token], new: Sequence[Token]
) -> Iterator[tuple[Sequence[Token], Sequence[Token], bool]]:
    left, right = _sentences(old), _sentences(new)
    if min(len(left), len(right)) < 2:
        yield old, new, False
        return
    keys = [[tuple(t.key for t in sentence) for sentence in side] for side in (left, right)]
    for equal, ops in groupby(LCSseq.opcodes(*keys), lambda op: op.tag == "equal"):
        runs = list(ops)
        one = left[runs[0].src_start : runs[-1].src_end]
        other = right[runs[0].dest_start : runs[-1].dest_end]
        yield [t for s in one for t in s], [t for s in other for t in s], equal


def _sentences(side: Sequence[Token]) -> list[Sequence[Token]]:
    ends = [i + 1 for i, token in enumerate(side) if token.key in CLAUSE_ENDS]
    bounds = [0, *ends, len(side)]
    return [side[a:b] for a, b in pairwise(bounds) if a < b]


def _by_tokens(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Run]:
    """Runs between two sides, in pieces where the whole would be too large."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    yield Run(True, tuple(old[:start]), tuple(new[:start]))
    middle = old[start : len(old) - end], new[start : len(new) - end]
    if len(middle[0]) * len(middle[1]) <= CELLS:
        yield from _by_opcodes(*middle)
    else:
        yield from _by_rare_tokens(*middle)
    yield Run(True, tuple(old[len(old) - end :]), tuple(new[len(new) - end :]))


def _common(old: Sequence[Token], new: Sequence[Token]) -> int:
    """How many tokens both sides share from the start."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (left, right) in pairs if left.key != right.key), min(len(old), len(new)))


def _by_opcodes(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Run]:
    if 0 < len(old) * len(new) <= WEIGHED_CELLS:
        yield from _by_weight(old, new)
        return
    for op in LCSseq.opcodes([t.key for t in old], [t.key for t in new]):
        same = op.tag == "equal"
        yield Run(same, tuple(old[op.src_start : op.src_end]), tuple(new[op.dest_start : op.dest_end]))


def _by_weight(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Run]:
    """Runs that keep the most weight with the fewest changes."""
    kept, changed = _weigh(old, new)
    i, j = len(old), len(new)
    is_kept = kept[i][j] >= changed[i][j]
    steps = []
    while i or j:
        if is_kept:
            i, j = i - 1, j - 1
            steps.append(Run(True, tuple(old[i : i + 1]), tuple(new[j : j + 1])))
            is_kept = kept[i][j] >= changed[i][j]
            continue
        weight, at = changed[i][j], (i, j)
        before = [(a, b) for a, b in ((i - 1, j), (i, j - 1)) if a >= 0 and b >= 0]
        begins = next(((a, b) for a, b in before if kept[a][b] - _RUN == weight), None)
        i, j = begins or next((a, b) for a, b in before if changed[a][b] == weight)
        is_kept = begins is not None
        steps.append(Run(False, tuple(old[i : at[0]]), tuple(new[j : at[1]])))
    yield from reversed(steps)


def _weigh(old: Sequence[Token], new: Sequence[Token]) -> tuple[list[list[int]], list[list[int]]]:
    """For each number of tokens of both sides the best weight that ends with a kept token, and with a changed one."""
    columns = [(j, token.key) for j, token in enumerate(new, 1)]
    kept, changed = [[0] + [_NEVER] * len(new)], [[_NEVER] + [-_RUN] * len(new)]
    for token in old:
        key = token.key
        # What holds a text in place: a word or the end of a sentence.
        worth = _WORD if key in CLAUSE_ENDS or (token.is_word and key not in LIGHT_WORDS) else _LIGHT
        above, above_changed = kept[-1], changed[-1]
        row, row_changed = [_NEVER], [-_RUN]
        for j, other in columns:
            best = max(row[-1] - _RUN, row_changed[-1], above[j] - _RUN, above_changed[j])
            row.append(worth + max(above[j - 1], above_changed[j - 1]) if key == other else _NEVER)
            row_changed.append(best)
        kept.append(row)
        changed.append(row_changed)
    return kept, changed


def _by_rare_tokens(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Run]:
    """Very long sides: tokens that occur once on both, the longest run of them in order, hold the pieces in place.

    A piece still too long is changed.
    """
    once = [{key for key, n in Counter(t.key for t in side).items() if n == 1} for side in (old, new)]
    place = {token.key: j for j, token in enumerate(new) if token.key in once[1]}
    links = (PlacePair(i, place[t.key], 1.0) for i, t in enumerate(old) if t.key in once[0] and t.key in place)
    a = b = 0
    for i, j, _ in [*heaviest_increasing_subsequence(links), (len(old), len(new), 0)]:
        if (i - a) * (j - b) <= CELLS:
            yield from _by_opcodes(old[a:i], new[b:j])
        else:
            yield Run(False, tuple(old[a:i]), tuple(new[b:j]))
        yield Run(True, tuple(old[i : i + 1]), tuple(new[j : j + 1]))
        a, b = i + 1, j + 1


# ---- reading well ----


def _slid(parts: tuple[Run, ...]) -> tuple[Run, ...]:
    """Additions and cuts moved, where they could begin a word earlier or later, to consist of whole sentences."""
    result = list(parts)
    for n in range(1, len(result) - 1):
        before, part, after = result[n - 1 : n + 2]
        if part.same or (part.old and part.new):
            continue
        if part.new:
            result[n - 1 : n + 2] = _best_place(before, part, after)
        else:  # a cut is an addition to the old text
            result[n - 1 : n + 2] = map(_swapped, _best_place(_swapped(before), _swapped(part), _swapped(after)))
    return merge_runs(result)


def _best_place(before: Run, addition: Run, after: Run) -> tuple[Run, Run, Run]:
    """Of all places that leave the same tokens kept, the one whose edges divide sentences, clauses, then words.

    Of equal places the last: what is added to "the lead acts" is "and the lead acts", not "the lead acts and".
    """
    old = (*before.old, *after.old)
    new = (*before.new, *addition.new, *after.new)
    size, start = len(addition.new), len(before.new)
    first = last = start
    while first > 0 and new[first - 1].key == new[first - 1 + size].key:
        first -= 1
    while last + size < len(new) and new[last].key == new[last + size].key:
        last += 1
    best = max(range(first, last + 1), key=lambda at: (_edge(new, at) + _edge(new, at + size), at))
    return (
        Run(True, old[:best], new[:best]),
        Run(False, (), new[best : best + size]),
        Run(True, old[best:], new[best + size :]),
    )


def _edge(run: Sequence[Token], at: int) -> int:
    """How well a place between two tokens divides them: 4 for sentences, 2 for clauses, 1 for words, 0 for marks.

    A stop divides sentences only before what can start one: not the stop of "para. (b)".
    """
    if at == 0 or at == len(run):
        return 4
    if run[at - 1].key in CLAUSE_ENDS and (
        run[at - 1].key != "." or run[at].text[0].isupper() or run[at].text[0].isdigit()
    ):
        return 4
    if run[at - 1].key in {",", ")"} or run[at].key == "(":
        return 2
    return 1 if run[at].is_word else 0


def clean_up(parts: Sequence[Run]) -> tuple[Run, ...]:
    """Join changed runs between which nothing but light words or marks was kept."""
    result: list[Run] = []
    for n, part in enumerate(parts):
        last = result[-1] if result else None
        if part.same and last and not last.same and n + 1 < len(parts) and _is_clutter(last, part, parts[n + 1]):
            part = Run(False, part.old, part.new)  # noqa: PLW2901
        result[:] = merge_runs([*result, part]) if last and last.same == part.same else [*result, part]
    return merge_runs(result)


def _is_clutter(before: Run, kept: Run, after: Run) -> bool:
    """Whether kept tokens between two changes only distract the reader.

    Matches one or two light words where words are replaced on both sides, a mark between several words that were, and
    a few words amid much change.
    Must not match the end of a sentence, or words between two mere additions (nothing is cut there to join).
    """
    words = [token for token in kept.new if token.is_word]
    if any(token.key in CLAUSE_ENDS for token in kept.new):
        return False
    cut, added = (_size(before.old), _size(after.old)), (_size(before.new), _size(after.new))
    if not words:
        return min(sum(cut), sum(added)) > 1
    if all(token.key in LIGHT_WORDS for token in words):
        return len(words) <= 2 and min(*cut, *added) > 0
    return 6 * len(words) <= min(max(cut[0], added[0]), max(cut[1], added[1])) and min(sum(cut), sum(added)) > 0


def _size(side: Sequence[Token]) -> int:
    return sum(token.is_word for token in side)


def letters_apart(one: str, other: str) -> int:
    """How many letters must be changed, added, dropped or swapped with their neighbour to make one word the other."""
    return OSA.distance(one, other)

"""Comparison of one match: whether it is a difference, in which words, and which noise was left out.

Input: a match and its editions. Output: a `ComparedMatch`. Cross references and noise are taken out of the word diff.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from string import ascii_uppercase

from kcsie_diff.differing.context import EditionPair
from kcsie_diff.differing.cross_references import changed_links, match_references
from kcsie_diff.differing.noise import NOISE, same_words, split_off
from kcsie_diff.differing.segments import to_segments
from kcsie_diff.differing.word_diff import Run, clean_up, find_runs, merge_runs
from kcsie_diff.language.labels import is_count
from kcsie_diff.language.normalise import even, fold
from kcsie_diff.language.references import Reference, Targets, find_references
from kcsie_diff.language.sentences import ends_sentence
from kcsie_diff.language.tokens import Token, Whole, tokens
from kcsie_diff.model.alignment import ChangedSpan, Difference, Match
from kcsie_diff.model.comparison import ChangeKind, Segment, SegmentOp, Side
from kcsie_diff.model.edition import Node, NodeKind
from kcsie_diff.records import Record

_AROUND = 12
_TERM_WORDS = 8  # a longer line above a text is a sentence of its own
# Keys of the tokens that are cross references: shared with the other text, or this text's own.
_SHARED, _OWN = "§", "¶"


class ComparedMatch(Record, frozen=True):
    """The result for a match: the difference to report, if there is one, and the names of the noise dropped."""

    match: Match
    difference: Difference | None
    noise: tuple[str, ...] = ()


def compare_match(match: Match, editions: EditionPair) -> ComparedMatch:
    """Compare the two sides of a match; the difference is None where a reader need not know of any."""
    old, new = text_of(match.old), text_of(match.new)
    if not old and not new:
        return ComparedMatch(match, None)  # a picture: nothing in words
    if not match.old or not match.new:
        return ComparedMatch(match, _one_sided(match, editions))
    if is_row_cut_by_page(match):
        return ComparedMatch(match, None, ("page-break",))
    parts, noise = _compare(match, editions)
    links = changed_links(match.old, match.new) if editions.old.links_read and editions.new.links_read else ()
    noise += _label_noise(match)
    changed = any(not part.same for part in parts)
    if not changed and not match.moved and _is_cut_by_page(match):
        return ComparedMatch(match, None, (*noise, "page-break"))
    kind = _kind(match, changed, bool(links))
    if kind is None:
        return ComparedMatch(match, None, noise)
    on_cover = editions.on_cover((*match.old, *match.new))
    difference = Difference(
        kind=kind,
        moved=match.moved,
        old=match.old,
        new=match.new,
        segments=to_segments(parts, old, new) if changed else (Segment.kept(old, new),),
        explanation=match.explanation,
        links=links,
        spans=tuple(_span(one, parts[:n], parts[n + 1 :], on_cover) for n, one in enumerate(parts) if not one.same),
    )
    return ComparedMatch(match, difference, noise)


def text_of(nodes: Sequence[Node]) -> str:
    """The text of neighbouring nodes as the segments of the JSON have it: joined by one space."""
    return " ".join(node.text for node in nodes)


def _one_sided(match: Match, editions: EditionPair) -> Difference:
    nodes = match.old or match.new
    op, kind = (SegmentOp.CUT, ChangeKind.REMOVED) if match.old else (SegmentOp.ADD, ChangeKind.ADDED)
    span = ChangedSpan(text_of(match.old), text_of(match.new), at_end=True, on_cover=editions.on_cover(nodes))
    return Difference(
        kind=kind,
        moved=False,
        old=match.old,
        new=match.new,
        segments=(Segment(op, text_of(nodes)),),
        explanation=match.explanation,
        spans=(span,),
    )


def _kind(match: Match, changed: bool, relinked: bool) -> ChangeKind | None:
    """The first that applies of split or merged, retitled, reworded, moved and link; None if none does.

    What only a page end has cut is neither split nor merged.
    """
    if max(len(match.old), len(match.new)) > 1 and not (_is_cut_by_page(match) or _has_term_apart(match)):
        old, new = ((len(side), sum(node.is_numbered_paragraph for node in side)) for side in (match.old, match.new))
        return ChangeKind.SPLIT if old < new else ChangeKind.MERGED
    if changed:
        headings = all(node.kind is NodeKind.HEADING for node in (*match.old, *match.new))
        return ChangeKind.RETITLED if headings else ChangeKind.REWORDED
    if match.moved:
        return ChangeKind.MOVED
    return ChangeKind.LINK if relinked else None


def _is_cut_by_page(match: Match) -> bool:
    """Whether one side is a text that a page end cut: each piece without a number begins where a new page does.

    Matches the rest of a paragraph at the top of the next page. Must not match a piece with a number of its own, or a
    break within a page.
    """
    long, short = sorted((match.old, match.new), key=len, reverse=True)
    return len(long) > len(short) == 1 and all(
        piece.kind is NodeKind.PARAGRAPH
        and piece.number is None
        and before.place.pages
        and (piece.page or 0) > before.place.pages[-1]
        for before, piece in pairwise(long)
    )


def _has_term_apart(match: Match) -> bool:
    """Whether one side sets a few words on a line of their own above the rest, as a term or the title of a paragraph.

    Matches "Key holder" above what it means. Must not match a paragraph in two, whose first piece ends a sentence or is
    longer, or a term that has got a number of its own.
    """
    long, short = sorted((match.old, match.new), key=len, reverse=True)
    if (len(long), len(short)) != (2, 1):
        return False
    term, rest = long
    return (
        len(term.text.split()) <= _TERM_WORDS
        and not ends_sentence(term.text)
        and rest.number is None
        and (term.number is None or term.number == short[0].number)
    )


def is_row_cut_by_page(match: Match) -> bool:
    """Whether one side is a table row over a page end, and the other its cells, with the same words, in two rows.

    Must not match rows that say one word more or less, or a row on one page.
    """
    parts, whole = sorted((match.old, match.new), key=len, reverse=True)
    if (len(parts), len(whole)) != (2, 1) or len(whole[0].place.pages) < 2:
        return False
    columns = {len(node.cells) for node in (*parts, *whole)}
    if len(columns) != 1 or 0 in columns:
        return False
    cells = zip(parts[0].cells, parts[1].cells, whole[0].cells, strict=True)
    return all(even(f"{above} {below}") == even(cell) for above, below, cell in cells)


# ---- words ----


def _compare(match: Match, editions: EditionPair) -> tuple[tuple[Run, ...], tuple[str, ...]]:
    """The stretches of two texts that are left when noise is gone, and the noise, each kind once a passage."""
    old, new = text_of(match.old), text_of(match.new)
    if old == new:
        return (), ()
    if "".join(even(old).split()) == "".join(even(new).split()) and same_words(old, new):
        return (), ("spacing" if even(old) != even(new) else "typography",)
    named = _own_references(old, editions.targets[0]), _own_references(new, editions.targets[1])
    shared = match_references(*named, editions)
    numbers = _own_labels(match, editions)
    one = _tokens(old, _unlike(named[0], named[1], new), [a for a, _b in shared], numbers[0])
    other = _tokens(new, _unlike(named[1], named[0], old), [b for _a, b in shared], numbers[1])
    if _has_moved_cell(match):
        parts, noise = _by_cell(one, other, match), tuple[str, ...]()
    else:
        parts, noise = _without_noise(find_runs(one, other), match, editions)
        parts = clean_up(parts)
    if all(part.same for part in parts):
        parts = _with_case_changed(parts)
    if any(
        a.text != b.text and a.key == b.key and not a.key.startswith(_SHARED)
        for part in parts
        if part.same
        for a, b in zip(part.old, part.new, strict=False)
    ):
        noise += ("typography",)
    shifted = sum(a.labels != b.labels for a, b in shared)
    return parts, (*noise, *["reference-shifted"] * shifted, *["label-glyph"] * any(numbers))


def _has_moved_cell(match: Match) -> bool:
    """Whether a row has the cells of its partner in other columns: "Yes" under another person.

    Must not match a row with more or fewer columns, or one whose words were cut into cells elsewhere.
    """
    if len(match.old) != 1 or len(match.new) != 1:
        return False
    old, new = ([cell.strip() for cell in side[0].cells] for side in (match.old, match.new))
    return len(old) == len(new) > 1 and old != new and [c for c in old if c] == [c for c in new if c]


def _by_cell(old: Sequence[Token], new: Sequence[Token], match: Match) -> tuple[Run, ...]:
    """The runs of two rows, cell by cell: what left one column and entered another is cut here and added there."""
    found: list[Run] = []
    ends = [list(accumulate(len(cell) + 3 for cell in node.cells)) for node in (match.old[0], match.new[0])]
    left = [0, 0]
    for end_old, end_new in zip(*ends, strict=True):
        cells = []
        for side, row, end in ((0, old, end_old), (1, new, end_new)):
            stop = next((n for n in range(left[side], len(row)) if row[n].start >= end), len(row))
            cells.append(row[left[side] : stop])
            left[side] = stop
        bars = [list(cell[-1:]) if cell and cell[-1].text == "|" else [] for cell in cells]
        inner = [cell[: len(cell) - len(bar)] for cell, bar in zip(cells, bars, strict=True)]
        found += find_runs(*inner) if inner[0] or inner[1] else ()
        if bars[0] or bars[1]:
            found.append(Run(bool(bars[0]) and bool(bars[1]), tuple(bars[0]), tuple(bars[1])))
    return merge_runs(found)


def _own_references(text: str, targets: Targets) -> tuple[Reference, ...]:
    """The references of a text that its own edition knows: "section 128" without such a section is the law's."""
    return tuple(r for r in find_references(text) if any(targets.find(r.kind, label) for label in r.labels))


def _own_labels(match: Match, editions: EditionPair) -> tuple[str, str]:
    """The labels that both texts begin with, "V2.1.3": they say nothing. Empty without any.

    So are the numbers of two rows that are counted, where they differ, be it in a letter ("V2.1", "2.1").
    """
    old, new = (
        node.text[: labels[node.key].end].rstrip(" |") if node.key in labels else ""
        for node, labels in zip((match.old[0], match.new[0]), editions.labels, strict=True)
    )
    if old and new:
        return old, new
    rows = (*match.old, *match.new)
    if len(rows) != 2 or not all(row.cells for row in rows):
        return "", ""
    old, new = (row.cells[0] for row in rows)
    if old == new or not (is_count(old) and is_count(new)):
        return "", ""
    lettered = "." in old and old.lstrip(ascii_uppercase) == new.lstrip(ascii_uppercase)
    counted = all(row.key in keys for row, keys in zip(rows, editions.numbered_rows, strict=True))
    return (old, new) if lettered or counted else ("", "")


def _unlike(references: Sequence[Reference], others: Sequence[Reference], other_text: str) -> tuple[Reference, ...]:
    """The references without those that the other text has in the same words, but its edition does not know.

    "Part four of this guidance" and, in a print of Part one, "Part four of the full version" share "Part four".
    """
    known = {fold(other.text) for other in others}
    return tuple(r for r in references if fold(r.text) in known or fold(r.text) not in fold(other_text))


def _tokens(text: str, references: Sequence[Reference], shared: Sequence[Reference], number: str) -> tuple[Token, ...]:
    """A text's tokens: each cross reference is one, and a shared one has its place in `shared` as key.

    The `number` of a row is one at the start of its text, whose key is that of any other number.
    """
    wholes = [
        Whole(ref.start, ref.end, f"{_SHARED}{shared.index(ref)}" if ref in shared else _OWN + fold(ref.text))
        for ref in references
        if ref.start >= len(number)
    ]
    return tokens(text, [Whole(0, len(number), _SHARED), *wholes] if number else wholes)


def _without_noise(
    parts: Sequence[Run], match: Match, editions: EditionPair
) -> tuple[tuple[Run, ...], tuple[str, ...]]:
    on_cover = editions.on_cover((*match.old, *match.new))
    result: list[Run] = []
    names: list[str] = []
    for part in parts:
        if part.same:
            result.append(part)
            continue
        for piece in split_off(part):
            span = _span(piece, result, (), on_cover)
            name = next((rule.name for rule in NOISE if rule.test(span, editions)), None)
            names += [name] if name else []
            result.append(Run(name is not None, piece.old, piece.new))
    return merge_runs(result), tuple(dict.fromkeys(names))


def _span(part: Run, before: Sequence[Run], after: Sequence[Run], on_cover: bool) -> ChangedSpan:
    tail = [token for earlier in before[-_AROUND:] for token in earlier.new[-_AROUND:]][-_AROUND:]
    head = after[0].new[:_AROUND] if after else ()
    words = {side: [t.key for t in run if t.is_word] for side, run in ((Side.OLD, part.old), (Side.NEW, part.new))}
    references = {side for side, keys in words.items() if keys and all(k.startswith((_SHARED, _OWN)) for k in keys)}
    return ChangedSpan(
        cut=_printed(part.old),
        added=_printed(part.new),
        before=" ".join(token.key for token in tail),
        after=" ".join(token.key for token in head),
        references=frozenset(references),
        at_end=not any(token.is_word for later in after for token in (*later.old, *later.new)),
        on_cover=on_cover,
    )


def _printed(side: Sequence[Token]) -> str:
    """The text of tokens, with a space wherever there was one."""
    pieces = [
        token.text if n == 0 or side[n - 1].end == token.start else f" {token.text}" for n, token in enumerate(side)
    ]
    return "".join(pieces)


def _with_case_changed(parts: Sequence[Run]) -> tuple[Run, ...]:
    """The same runs, but words that differ in case count as changed: nothing else does."""
    result: list[Run] = []
    for part in parts:
        if len(part.old) != len(part.new):
            result.append(part)
            continue
        for a, b in zip(part.old, part.new, strict=True):
            same = a.key.startswith(_SHARED) or even(a.text) == even(b.text) or a.key != b.key
            result.append(Run(same, (a,), (b,)))
    return merge_runs(result)


# ---- labels ----


def _label_noise(match: Match) -> tuple[str, ...]:
    """What differs beside the words: the number of a paragraph, a footnote's mark, the label or bullet of an item."""
    old, new = match.old[0], match.new[0]
    kinds = {old.kind, new.kind}
    names = []
    if old.number != new.number and kinds == {NodeKind.PARAGRAPH} and old.number and new.number:
        names.append("renumbered")
    elif old.number != new.number and kinds != {NodeKind.FOOTNOTE}:
        names.append("label-glyph")
    if (kinds == {NodeKind.FOOTNOTE} and old.number != new.number) or (
        [mark.label for mark in old.marks] != [mark.label for mark in new.marks]
    ):
        names.append("footnote-mark")
    return tuple(names)

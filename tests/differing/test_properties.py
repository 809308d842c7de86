"""What holds for any two editions, over outlines that are made up and edited at random."""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from kcsie_diff.language.tokens import word_keys
from kcsie_diff.model.alignment import Alignment
from kcsie_diff.model.comparison import ChangeKind, SegmentOp
from kcsie_diff.model.edition import Edition
from kcsie_diff.model.notation import parse
from kcsie_diff.records import replace

from .made import align

# Sentences that share hardly a word, so that what became what is beyond doubt.
_WHO, _DOES, _WHAT, _WHEN = (
    line.split()
    for line in (
        "lead teacher visitor parent pupil governor driver nurse cook porter coach clerk gardener librarian inspector",
        "writes keeps signs reads takes sends checks names hides counts opens paints mends orders weighs",
        "records badges letters forms keys ladders kettles maps ropes bells boxes lamps chairs tickets brooms",
        "daily weekly monthly yearly early late twice often rarely gladly quietly slowly outdoors upstairs abroad",
    )
)
_SENTENCES = tuple(
    f"Every {_WHO[n % 15]} {_DOES[(n + n // 15) % 15]} {_WHAT[(n + 2 * (n // 15)) % 15]} and tells "
    f"{_WHO[(n + 7) % 15]}s {_WHEN[(n + 3 * (n // 15)) % 15]}."
    for n in range(45)
)
_LEADS = st.sampled_from(["# ", "{}. ", "{}. ", "{}. ", "  - ", "> ", "| "])
_Line = tuple[str, str]


@st.composite
def _outlines(draw: st.DrawFn) -> list[_Line]:
    order = draw(st.permutations(range(40)))
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=13))
    starts = [sum(sizes[:n]) for n in range(len(sizes))]
    texts = [" ".join(_SENTENCES[i] for i in order[at : at + n]) for at, n in zip(starts, sizes, strict=True)]
    return [(draw(_LEADS), text) for text in texts]


_ADDED = st.tuples(_LEADS, st.sampled_from(_SENTENCES[40:]))
_EDITS = st.lists(st.tuples(st.integers(0, 13), st.sampled_from(["cut", "add", "word", "move"]), _ADDED), max_size=4)
_SWAPPED = {
    ChangeKind.ADDED: ChangeKind.REMOVED,
    ChangeKind.REMOVED: ChangeKind.ADDED,
    ChangeKind.SPLIT: ChangeKind.MERGED,
    ChangeKind.MERGED: ChangeKind.SPLIT,
}


def _edition(lines: Sequence[_Line]) -> Edition:
    printed = [f"[1] {lead.format(n)}{text}{' |' if lead == '| ' else ''}" for n, (lead, text) in enumerate(lines, 1)]
    return parse("= Keeping pupils safe\n\n" + "\n".join(printed))


def _edited(lines: Sequence[_Line], edits: Sequence[tuple[int, str, _Line]]) -> list[_Line]:
    result = list(lines)
    for place, edit, line in edits:
        at = place % (len(result) + 1)
        if edit == "add" or at == len(result):
            result.insert(at, line)
        elif edit == "cut" and len(result) > 1:
            del result[at]
        elif edit == "move":
            result.append(result.pop(at))
        else:
            lead, text = result[at]
            result[at] = lead, text.replace("Every ", "Each former ", 1)
    return result


@given(_outlines())
@settings(max_examples=60, deadline=None)
def test_an_edition_does_not_differ_from_itself(lines: list[_Line]) -> None:
    edition = _edition(lines)
    alignment = align(edition, edition)
    assert not alignment.differences
    assert not alignment.stale_references
    assert all(pair.old == pair.new for pair in alignment.unchanged)


@given(_outlines(), _EDITS)
@settings(max_examples=100, deadline=None)
def test_segments_spell_both_texts(lines: list[_Line], edits: list[tuple[int, str, _Line]]) -> None:
    for difference in align(_edition(lines), _edition(_edited(lines, edits))).differences:
        old = "".join((s.text if s.old is None else s.old) for s in difference.segments if s.op is not SegmentOp.ADD)
        new = "".join(s.text for s in difference.segments if s.op is not SegmentOp.CUT)
        assert old == " ".join(node.text for node in difference.old)
        assert new == " ".join(node.text for node in difference.new)
        assert difference.segments


@given(_outlines(), _EDITS)
@settings(max_examples=100, deadline=None)
def test_every_node_is_in_one_place(lines: list[_Line], edits: list[tuple[int, str, _Line]]) -> None:
    old, new = _edition(lines), _edition(_edited(lines, edits))
    alignment = align(old, new)
    for edition, side in ((old, "old"), (new, "new")):
        told = Counter(node.key for part in _parts(alignment) for node in getattr(part, side))
        left_out = sum(scope.nodes for scope in alignment.out_of_scope if scope.side == side)
        assert set(told.values()) <= {1}
        assert set(told) <= {node.key for node in edition.content}
        assert len(told) + left_out == len(edition.content)


@given(_outlines(), _EDITS)
@settings(max_examples=100, deadline=None)
def test_turning_the_editions_turns_the_differences(lines: list[_Line], edits: list[tuple[int, str, _Line]]) -> None:
    old, new = _edition(lines), replace(_edition(_edited(lines, edits)), file="new")
    there, back = align(old, new), align(new, old)
    assert _kinds(there) == Counter(_SWAPPED.get(kind, kind) for kind in _kinds(back).elements())
    assert _words(there, SegmentOp.CUT) == _words(back, SegmentOp.ADD)
    assert _words(there, SegmentOp.ADD) == _words(back, SegmentOp.CUT)


def _parts(alignment: Alignment) -> list[object]:
    return [*alignment.differences, *alignment.unchanged]


def _kinds(alignment: Alignment) -> Counter[ChangeKind]:
    return Counter(difference.kind for difference in alignment.differences)


def _words(alignment: Alignment, op: SegmentOp) -> int:
    return sum(
        len(word_keys(s.text)) for difference in alignment.differences for s in difference.segments if s.op is op
    )

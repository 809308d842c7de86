"""Segments: runs of kept and changed tokens, written down as the segments of the JSON contract.

Input: the runs of `word_diff` and both texts. Output: segments that spell both texts, spaces included.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kcsie_diff.differing.word_diff import Run, clean_up, find_runs
from kcsie_diff.language.tokens import tokens
from kcsie_diff.model.comparison import Segment, SegmentOp


def segments(old: str, new: str) -> tuple[Segment, ...]:
    """Compare two texts word by word; no text is read as a cross reference, and nothing counts as noise.

    Kept segments (each with its `old` text where that differs) and cut ones spell the old text, kept and added ones the
    new text. A cut comes before the addition that replaces it. Two empty texts have no segments.
    """
    return to_segments(clean_up(find_runs(tokens(old), tokens(new))), old, new)


class _SegmentWriter:
    """Walks both texts at once and collects segments; kept text gathers until something changed comes."""

    def __init__(self, old: str, new: str) -> None:
        self.texts = (old, new)
        self.at = [0, 0]
        self.kept = ["", ""]
        self.segments: list[Segment] = []

    def keep(self, to_old: int, to_new: int) -> None:
        """Keep everything up to two offsets."""
        for side, to in enumerate((to_old, to_new)):
            self.kept[side] += self.texts[side][self.at[side] : to]
            self.at[side] = to

    def change(self, to_old: int, to_new: int) -> None:
        """Cut and add everything up to two offsets."""
        self.flush()
        for side, (op, to) in enumerate(((SegmentOp.CUT, to_old), (SegmentOp.ADD, to_new))):
            if self.at[side] < to:
                self.segments.append(Segment(op, self.texts[side][self.at[side] : to]))
            self.at[side] = to

    def flush(self) -> None:
        """Write what was kept."""
        old, new = self.kept
        if new:
            self.segments.append(Segment.kept(old, new))
        elif old:  # nothing but a space that the new text does not have
            self.segments.append(Segment(SegmentOp.CUT, old))
        self.kept = ["", ""]


def to_segments(parts: Sequence[Run], old: str, new: str) -> tuple[Segment, ...]:
    """The segments of the JSON: keep (its `old` where there is one) and cut spell the old text, keep and add the new.

    A cut comes before the addition that replaces it; the space around a lone cut or addition goes with it.
    """
    writer = _SegmentWriter(old, new)
    for n, part in enumerate(parts):
        ends = [side[-1].end if side else writer.at[i] for i, side in enumerate((part.old, part.new))]
        if part.same:
            writer.keep(*ends)
        elif part.old and part.new:
            starts = [part.old[0].start, part.new[0].start]
            # The space before is kept where both texts have one, or none.
            if (writer.at[0] == starts[0]) == (writer.at[1] == starts[1]):
                writer.keep(*starts)
            writer.change(*ends)
        else:
            _write_one_sided(writer, part, parts[n + 1 :])
    writer.keep(len(old), len(new))
    writer.flush()
    return tuple(_in_order(writer.segments))


def _in_order(segments: Sequence[Segment]) -> Iterator[Segment]:
    """One cut and one addition, in this order, between two kept texts."""
    for is_kept, run in groupby(segments, lambda segment: segment.op is SegmentOp.KEEP):
        if is_kept:
            yield from run
            continue
        changed = list(run)
        for op in (SegmentOp.CUT, SegmentOp.ADD):
            text = "".join(segment.text for segment in changed if segment.op is op)
            if text:
                yield Segment(op, text)


def _write_one_sided(writer: _SegmentWriter, part: Run, rest: Sequence[Run]) -> None:
    """Write a lone cut or addition, with the one of the spaces around it that the other text does not have."""
    side, run = (0, part.old) if part.old else (1, part.new)
    following = [next((runs for later in rest if (runs := (later.old, later.new)[n])), ()) for n in (0, 1)]
    ends = [runs[0].start if runs else len(text) for runs, text in zip(following, writer.texts, strict=True)]
    before = writer.texts[side][writer.at[side] : run[0].start]
    behind = writer.texts[side][run[-1].end : ends[side]]
    if before != behind == writer.texts[1 - side][writer.at[1 - side] : ends[1 - side]]:
        to = list(writer.at)
        to[side] = run[-1].end  # the space behind is kept, the one before goes with the words
        writer.change(*to)
    else:
        to = list(ends)
        to[side] = run[0].start
        writer.keep(*to)
        writer.change(*ends)

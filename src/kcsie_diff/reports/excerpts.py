"""Stretches of words as reports show them: long kept text folded, a short excerpt around what changed."""

import re
from collections.abc import Sequence

from kcsie_diff.model.comparison import Segment, SegmentOp
from kcsie_diff.records import Record

_WORD = re.compile(r"\s*\S+\s*|\s+")  # each with the space after it, so that joining gives the text again
_FOLD_FROM = 70
_CONTEXT = 24
_EXCERPT_CONTEXT = 9
_LONGEST_EXCERPT = 45
_LEFT_IN = 3  # words that an ellipsis is not worth
ELLIPSIS = "…"


class ExcerptRun(Record, frozen=True):
    """A stretch of words: `text` is `lead`, `folded` and `tail` in this order, where only `folded` may be put away.

    `old` is the older spelling of a kept run where noise alone differs. `hidden_words` counts those of `folded`.
    """

    op: SegmentOp
    text: str
    old: str | None
    lead: str
    folded: str
    tail: str

    @property
    def hidden_words(self) -> int:
        """How many words are folded away."""
        return len(self.folded.split())


def runs(segments: Sequence[Segment]) -> tuple[ExcerptRun, ...]:
    """Return the runs of a change; kept text far from every changed word is folded, a lone kept text is not."""
    found: list[ExcerptRun] = []
    last = len(segments) - 1
    for n, segment in enumerate(segments):
        lead, folded, tail = segment.text, "", ""
        if last and segment.op is SegmentOp.KEEP:
            words = _WORD.findall(segment.text)
            start, stop = _CONTEXT if n else 0, len(words) - (_CONTEXT if n < last else 0)
            if stop - start >= _FOLD_FROM - _CONTEXT:
                lead, folded, tail = ("".join(part) for part in (words[:start], words[start:stop], words[stop:]))
        found.append(ExcerptRun(segment.op, segment.text, segment.old, lead, folded, tail))
    return tuple(found)


def excerpt(
    segments: Sequence[Segment], *, context: int = _EXCERPT_CONTEXT, most: int = _LONGEST_EXCERPT
) -> tuple[Segment, ...]:
    """Return the changed words with `context` words of kept text around them, and an ellipsis where text is left out.

    Changed text of more than `most` words is cut short too.
    """
    found: list[Segment] = []
    last = len(segments) - 1
    for n, segment in enumerate(segments):
        text, words = segment.text, _WORD.findall(segment.text)
        if segment.op is not SegmentOp.KEEP or last == 0:
            text = _first_words(words, most) + (" " if len(words) > most and n < last else "")
        else:
            before, after = words[:context] if n else [], words[-context:] if n < last else []
            if len(words) > len(before) + len(after) + _LEFT_IN:
                text = f"{''.join(before)}{ELLIPSIS} {''.join(after)}"
        found.append(Segment(segment.op, text))
    return tuple(found)


def _first_words(words: Sequence[str], most: int) -> str:
    return "".join(words) if len(words) <= most else f"{''.join(words[:most]).rstrip()} {ELLIPSIS}"


def clipped(segments: Sequence[Segment], most: int) -> tuple[Segment, ...]:
    """Return the first `most` words of an excerpt, and an ellipsis where there are more."""
    kept: list[Segment] = []
    for segment in segments:
        words = _WORD.findall(segment.text)
        if most <= 0:
            return (*kept, Segment(SegmentOp.KEEP, f" {ELLIPSIS}"))
        kept.append(Segment(segment.op, _first_words(words, most)))
        if len(words) > most:
            break
        most -= len(words)
    return tuple(kept)


def spelled(segments: Sequence[Segment], side: SegmentOp) -> str:
    """Return the new text (side ADD) or the old text (side CUT) that the segments spell."""
    if side is SegmentOp.ADD:
        return "".join(segment.text for segment in segments if segment.op is not SegmentOp.CUT)
    old = [segment for segment in segments if segment.op is not SegmentOp.ADD]
    return "".join(segment.text if segment.old is None else segment.old for segment in old)

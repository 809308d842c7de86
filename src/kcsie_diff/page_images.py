"""Images of changed passages on their pages, drawn by PDFium, with the changed words marked: small PNG files.

Each PDF file is drawn in a worker process of its own. Words removed are struck through on a red ground and words added
are underlined on a green ground, so that no reader depends on colour. The words are found on the page by searching for
their letters, with as much of the text around them as the page has.
"""

import io
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageChops, ImageDraw
from pypdfium2 import raw

from kcsie_diff.errors import ReadingError
from kcsie_diff.model.comparison import Category, Comparison, Passage, Picture, SegmentOp, Side
from kcsie_diff.model.edition import Box
from kcsie_diff.options import Limits, Options
from kcsie_diff.progress import Progress, ignore
from kcsie_diff.reading.pdf.geometry import PageGeometry
from kcsie_diff.records import Record
from kcsie_diff.sandbox import Bounds, Workers, serve

MOST_PASSAGES = 6
"""How many passages of one side of a change are shown: a new section is known by its beginning."""

SCALE = 1.5
"""Pixels for each point: 108 to the inch, enough to read and small enough to embed."""

_MARGIN = 10.0  # points around a passage that are shown too
_TALLEST = 300.0  # points: of a taller passage only the part around its first mark is shown
_CONTEXTS = (40, 24, 12, 6, 0)  # letters before and after changed words that are searched for with them, most first
_SHORTEST = 3  # letters: what is searched for must be longer than this, or all that there is
_GROUNDS = {Side.OLD: (255, 199, 199), Side.NEW: (190, 240, 200)}
_LINES = {Side.OLD: (176, 30, 30), Side.NEW: (20, 100, 45)}
_COLOURS = 48  # of the palette: letters with grey edges, on white and on two grounds, need no more
_ANSWER_BYTES = 400_000_000


class Marked(Record, frozen=True):
    """A passage, its place, and which of its words changed: offsets in its text, ascending."""

    text: str
    boxes: tuple[Box, ...]
    spans: tuple[tuple[int, int], ...]


class Shot(Record, frozen=True):
    """The passages of one side of a change."""

    change: str
    side: Side
    passages: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class DrawRequest:
    """A file to draw from, and what to draw. The password is never shown."""

    path: Path
    limits: Limits
    shots: tuple[Shot, ...]
    password: str | None = field(default=None, repr=False)


class DrawnPictures(Record, frozen=True):
    """The pictures of one file, each with the id of its change."""

    pictures: tuple[tuple[str, Picture], ...]


def take_pictures(
    paths: tuple[Path, Path], comparison: Comparison, options: Options, passwords: Sequence[str | None] = (None, None)
) -> Mapping[str, tuple[Picture, ...]]:
    """Return the pictures of the changes of a comparison by id, those of the older edition first.

    `paths` are the files that were compared. They are drawn in this process if `options.processes` is false.
    Raises ReadingError or LimitError if a file cannot be drawn.
    """
    requests = [
        DrawRequest(path, options.limits, plan_shots(comparison, side), secret)
        for path, side, secret in zip(paths, (Side.OLD, Side.NEW), passwords, strict=True)
    ]
    if options.processes:
        deadline = time.monotonic() + options.limits.seconds
        with Workers() as workers:
            drawn = workers.at_once([partial(_draw_in_worker, workers, request, deadline) for request in requests])
    else:
        drawn = [draw(request) for request in requests]
    found: dict[str, tuple[Picture, ...]] = {}
    for change, picture in (pair for each in drawn for pair in each.pictures):
        found[change] = (*found.get(change, ()), picture)
    return MappingProxyType(found)


def _draw_in_worker(workers: Workers, request: DrawRequest, deadline: float) -> DrawnPictures:
    crashed = ReadingError(
        "reader-crashed",
        f"The PDF reader stopped unexpectedly while drawing pages of {request.path.name}.",
        "Leave out --pictures, or print the file to a new PDF and compare that.",
    )
    limits = request.limits
    bounds = Bounds(request.path.name, deadline, limits.seconds, limits.memory, _ANSWER_BYTES, crashed)
    return workers.ask("kcsie_diff.page_images", request, DrawnPictures, bounds)


def draw(request: DrawRequest, progress: Progress = ignore) -> DrawnPictures:
    """Draw every picture of one file in this process; progress counts the sides of changes that are done."""
    document = pypdfium2.PdfDocument(request.path.read_bytes(), password=request.password)
    pictures = []
    for done, shot in enumerate(request.shots):
        pages = sorted({box.page for passage in shot.passages for box in passage.boxes})
        found = [(number, _find(document, number, shot.passages)) for number in pages if number <= len(document)]
        shown = [each for each in found if each[1]] or found[:1]  # where no word was found, the first page
        pictures += [(shot.change, _draw_page(document, number, shot, marks)) for number, marks in shown[:2]]
        progress("pictures", done + 1, len(request.shots))
    return DrawnPictures(tuple(pictures))


# ---- which passages and words to show ----


def plan_shots(comparison: Comparison, side: Side) -> tuple[Shot, ...]:
    """Return what to show of one edition: every change except editorial ones and those that only follow a term."""
    mine, shots = (SegmentOp.CUT if side is Side.OLD else SegmentOp.ADD), []
    for change in comparison.changes:
        passages = (change.old if side is Side.OLD else change.new)[:MOST_PASSAGES]
        folded = change.category is Category.EDITORIAL or change.term is not None
        if folded or not any(passage.boxes for passage in passages):
            continue
        at, spans = 0, []  # the offsets of changed words in the text that the segments spell for a side
        for segment in change.segments:
            if segment.op not in (SegmentOp.KEEP, mine):
                continue
            text = segment.old if side is Side.OLD and segment.old is not None else segment.text
            if segment.op is mine:
                spans.append((at, at + len(text)))
            at += len(text)
        shots.append(Shot(change.id, side, tuple(_marked(passages, spans))))
    return tuple(shots)


def _marked(passages: Sequence[Passage], spans: Sequence[tuple[int, int]]) -> Iterator[Marked]:
    """The spans of each passage; the texts of a side are joined by one space (see `Comparison`)."""
    starts = [0]
    for passage in passages:
        starts.append(starts[-1] + len(passage.text) + 1)
    for passage, (start, after) in zip(passages, pairwise(starts), strict=True):
        end = after - 1
        own = ((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start)
        yield Marked(passage.text, passage.boxes, tuple(own))


# ---- finding the words on the page ----


def _find(document: pypdfium2.PdfDocument, number: int, passages: Sequence[Marked]) -> list[Box]:
    """The boxes of changed words on a page, one for each line of each stretch."""
    page = document[number - 1]
    characters = _characters(page, number)
    marks = []
    for passage in passages:
        areas = [box for box in passage.boxes if box.page == number]
        inside = [each for each in characters if any(_within(each[1], area) for area in areas)]
        for start, end in passage.spans if inside else ():
            marks += _lines([box for _, box in _stretch(inside, passage.text, start, end)])
    return marks


def _characters(page: pypdfium2.PdfPage, number: int) -> list[tuple[str, Box]]:
    """The letters and figures of a page in drawing order, each with its box as the page is displayed."""
    left, bottom, right, top = page.get_cropbox()
    geometry = PageGeometry(left, bottom, right, top, page.get_rotation())
    textpage = page.get_textpage()
    found = []
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage.raw, index)
        character = chr(code) if 0 < code <= 0x10FFFF else " "
        if character.isalnum():
            left, bottom, right, top = textpage.get_charbox(index)
            a, b = geometry.place(left, bottom), geometry.place(right, top)
            box = Box(number, min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
            found.append((character, box))
    return found


def _within(box: Box, area: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return area.left - 2 <= x <= area.right + 2 and area.top - 2 <= y <= area.bottom + 2


def _stretch(inside: Sequence[tuple[str, Box]], text: str, start: int, end: int) -> Sequence[tuple[str, Box]]:
    """The characters of a stretch of a text, found by its letters and as much text around it as the page has."""
    printed = "".join(character.casefold()[:1] for character, _ in inside)
    before, words, after = (_letters(part) for part in (text[:start], text[start:end], text[end:]))
    for width in _CONTEXTS:
        lead, tail = before[-width:] if width else "", after[:width]
        for left, right in ((lead, tail), (lead, ""), ("", tail)):
            wanted = left + words + right
            at = printed.find(wanted) if len(wanted) > _SHORTEST or len(wanted) == len(printed) else -1
            if words and at >= 0:
                return inside[at + len(left) : at + len(left) + len(words)]
    return _part(inside, printed, words)


def _part(inside: Sequence[tuple[str, Box]], printed: str, words: str) -> Sequence[tuple[str, Box]]:
    """The part of a long stretch that is on this page: it begins or ends on another."""
    for size in range(min(len(words), len(printed)), 20, -1):
        if printed.endswith(words[:size]):
            return inside[len(printed) - size :]
        if printed.startswith(words[-size:]):
            return inside[:size]
    return ()


def _letters(text: str) -> str:
    return "".join(character.casefold()[:1] for character in text if character.isalnum())


def _lines(boxes: Sequence[Box]) -> list[Box]:
    """One box for each line of neighbouring characters."""
    lines: list[Box] = []
    for box in boxes:
        last = lines[-1] if lines else None
        middle = (box.top + box.bottom) / 2
        if last is not None and last.top - 1 <= middle <= last.bottom + 1 and box.left >= last.left:
            top, bottom = min(last.top, box.top), max(last.bottom, box.bottom)
            lines[-1] = Box(box.page, last.left, top, max(last.right, box.right), bottom)
        else:
            lines.append(box)
    return lines


# ---- drawing ----


def _draw_page(document: pypdfium2.PdfDocument, number: int, shot: Shot, marks: Sequence[Box]) -> Picture:
    page = document[number - 1]
    width, height = page.get_size()
    boxes = [box for passage in shot.passages for box in passage.boxes if box.page == number]
    area = _area(boxes, marks, (width, height))
    crop = (area.left, height - area.bottom, width - area.right, area.top)
    image = page.render(scale=SCALE, crop=crop, draw_annots=False).to_pil().convert("RGB")
    for mark in marks:
        if area.top <= (mark.top + mark.bottom) / 2 <= area.bottom:
            image = _mark(image, mark, area, shot.side)
    out = io.BytesIO()
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return Picture(shot.side, number, out.getvalue(), image.width / SCALE, image.height / SCALE)


def _area(boxes: Sequence[Box], marks: Sequence[Box], size: tuple[float, float]) -> Box:
    """What is cut out of the page: the passage and a margin, or the part around its first mark where it is long."""
    left, right = min(box.left for box in boxes) - 4 * _MARGIN, max(box.right for box in boxes) + _MARGIN
    top, bottom = min(box.top for box in boxes) - _MARGIN, max(box.bottom for box in boxes) + _MARGIN
    if bottom - top > _TALLEST:
        first = min((mark.top for mark in marks), default=top)
        top = max(top, min(first - _TALLEST / 4, bottom - _TALLEST))
        bottom = min(bottom, top + _TALLEST)
    return Box(boxes[0].page, max(left, 0.0), max(top, 0.0), min(right, size[0]), min(bottom, size[1]))


def _mark(image: Image.Image, mark: Box, area: Box, side: Side) -> Image.Image:
    """A coloured ground under the words (darker pixels stay), and a line through them or under them."""
    left, top = (mark.left - area.left) * SCALE - 1, (mark.top - area.top) * SCALE - 2
    right, bottom = (mark.right - area.left) * SCALE + 1, (mark.bottom - area.top) * SCALE + 2
    ground = Image.new("RGB", image.size, "white")
    ImageDraw.Draw(ground).rectangle((left, top, right, bottom), fill=_GROUNDS[side])
    laid = ImageChops.darker(image, ground)
    line = (top + bottom) / 2 if side is Side.OLD else bottom
    ImageDraw.Draw(laid).line((left, line, right, line), fill=_LINES[side], width=2)
    return laid


if __name__ == "__main__":
    serve(DrawRequest, draw)

"""Pictures show the right passage with the right words marked, found on the page itself."""

import io
from pathlib import Path

import pytest
from PIL import Image

from kcsie_diff.model.comparison import Comparison, Picture, SegmentOp, Side
from kcsie_diff.model.edition import Box
from kcsie_diff.options import Options
from kcsie_diff.page_images import MOST_PASSAGES, plan_shots, take_pictures
from kcsie_diff.pipeline import compare

NAMES = ("keeping-pupils-safe-2031.pdf", "keeping-pupils-safe-2032.pdf")
GROUNDS = {Side.OLD: (255, 199, 199), Side.NEW: (190, 240, 200)}


@pytest.fixture(scope="module")
def comparison(fixtures: Path) -> Comparison:
    return compare(fixtures / NAMES[0], fixtures / NAMES[1])


@pytest.fixture(scope="module")
def pictures(fixtures: Path, comparison: Comparison) -> dict[str, tuple[Picture, ...]]:
    return dict(take_pictures((fixtures / NAMES[0], fixtures / NAMES[1]), comparison, Options()))


def marked(picture: Picture) -> float:
    """The share of a picture that has the ground of changed words."""
    image = Image.open(io.BytesIO(picture.png)).convert("RGB")
    wanted = GROUNDS[picture.side]
    data = image.tobytes()
    pixels = zip(data[::3], data[1::3], data[2::3], strict=True)
    near = sum(all(abs(a - b) < 12 for a, b in zip(pixel, wanted, strict=True)) for pixel in pixels)
    return near / (image.width * image.height)


def one(comparison: Comparison, added: str) -> str:
    return next(
        change.id
        for change in comparison.changes
        if any(segment.op is SegmentOp.ADD and added in segment.text for segment in change.segments)
    )


def test_every_change_of_substance_has_its_pictures(
    comparison: Comparison, pictures: dict[str, tuple[Picture, ...]]
) -> None:
    for change in comparison.changes:
        sides = {picture.side for picture in pictures.get(change.id, ())}
        if change.category.value == "editorial" or change.term is not None:
            assert not sides
        else:
            assert sides == {side for side, nodes in ((Side.OLD, change.old), (Side.NEW, change.new)) if nodes}


def test_a_picture_is_of_the_page_of_its_passage(
    comparison: Comparison, pictures: dict[str, tuple[Picture, ...]]
) -> None:
    for change in comparison.changes:
        for picture in pictures.get(change.id, ()):
            passages = change.old if picture.side is Side.OLD else change.new
            assert picture.page in {page for passage in passages for page in passage.pages}


def test_changed_words_are_marked_and_the_rest_is_not(
    comparison: Comparison, pictures: dict[str, tuple[Picture, ...]]
) -> None:
    old, new = pictures[one(comparison, "Schools (Records and Checks) Order 2031")]
    assert 0.005 < marked(old) < 0.2
    assert 0.005 < marked(new) < 0.2
    (added,) = pictures[one(comparison, "through drawings, jokes, stories and silence")]
    assert marked(added) > 0.3


def test_nearly_every_change_of_words_was_found_on_its_page(
    comparison: Comparison, pictures: dict[str, tuple[Picture, ...]]
) -> None:
    ops = {Side.OLD: SegmentOp.CUT, Side.NEW: SegmentOp.ADD}
    asked = [
        picture
        for change in comparison.changes
        for picture in pictures.get(change.id, ())
        if any(s.op is ops[picture.side] and any(map(str.isalnum, s.text)) for s in change.segments)
    ]
    assert len(asked) > 60
    assert sum(marked(picture) > 0 for picture in asked) >= 0.95 * len(asked)


def test_pictures_are_small_and_as_large_as_they_say(pictures: dict[str, tuple[Picture, ...]]) -> None:
    for picture in (each for told in pictures.values() for each in told):
        width, height = Image.open(io.BytesIO(picture.png)).size
        assert (width / picture.width, height / picture.height) == (1.5, 1.5)
        assert len(picture.png) < 60_000
        assert picture.height <= 310


def test_the_same_bytes_twice(fixtures: Path, comparison: Comparison, pictures: dict[str, tuple[Picture, ...]]) -> None:
    assert dict(take_pictures((fixtures / NAMES[0], fixtures / NAMES[1]), comparison, Options())) == pictures


def test_a_plan_names_the_changed_words_of_each_passage(comparison: Comparison) -> None:
    by_id = {change.id: change for change in comparison.changes}
    for side, op in ((Side.OLD, SegmentOp.CUT), (Side.NEW, SegmentOp.ADD)):
        for shot in plan_shots(comparison, side):
            change = by_id[shot.change]
            wanted = "".join(segment.text for segment in change.segments if segment.op is op)
            got = "".join(passage.text[a:b] for passage in shot.passages for a, b in passage.spans)
            if len(change.old if side is Side.OLD else change.new) <= MOST_PASSAGES:
                assert "".join(got.split()) == "".join(wanted.split())
            assert all(isinstance(box, Box) for passage in shot.passages for box in passage.boxes)

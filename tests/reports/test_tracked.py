"""The tracked copy, read back by a small reader of its XML, and by LibreOffice where it is installed."""

import re
from pathlib import Path

import pytest

from editions import edition
from kcsie_diff import compare_editions, parse
from kcsie_diff.errors import UsageError
from kcsie_diff.model.edition import Edition, Node
from kcsie_diff.reading.in_worker import read_editions
from kcsie_diff.records import replace
from kcsie_diff.reports import Sources, write
from kcsie_diff.reports.word.tracked_copy import label_as_printed
from kcsie_diff.safe_text import visible
from reports import made, office
from reports.test_redline import CASES, editions, in_text
from reports.test_round_trips import cited_notes
from reports.tracked_reader import Tracked, W


def copy(pair: tuple[Edition, Edition]) -> bytes:
    return write(compare_editions(*pair), "tracked", sources=Sources(pair))


@pytest.fixture(scope="module")
def guidance(fixtures: Path) -> tuple[Edition, Edition]:
    old, new = read_editions((fixtures / "keeping-pupils-safe-2031.pdf", fixtures / "keeping-pupils-safe-2032.pdf"))
    return old, new


@pytest.fixture(scope="module")
def tracked(guidance: tuple[Edition, Edition]) -> bytes:
    return copy(guidance)


@pytest.fixture(scope="module")
def real(corpus: Path) -> tuple[Edition, Edition]:
    folder = corpus / "kcsie"
    return edition(folder / "2024-09_full.pdf"), edition(folder / "2025-07_for-information_full.pdf")


@pytest.fixture(scope="module")
def real_tracked(real: tuple[Edition, Edition]) -> bytes:
    return copy(real)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_accepting_and_rejecting_small_outlines(case: tuple[str, str]) -> None:
    pair = editions(*case)
    read = Tracked.read(copy(pair))
    assert read.accepted() == in_text(pair[1])
    assert read.rejected() == in_text(pair[0])


def test_accepting_and_rejecting_footnotes() -> None:
    read = Tracked.read(copy(editions(*CASES["footnotes"])))
    assert read.notes(accept=True) == ["See the Order of 2031.", "Teachers too."]
    assert read.notes(accept=False) == ["See the Order of 2027.", "At noon."]


def test_accepting_gives_the_newer_guidance(guidance: tuple[Edition, Edition], tracked: bytes) -> None:
    assert Tracked.read(tracked).accepted() == in_text(guidance[1])


def test_rejecting_gives_the_older_guidance_letter_for_letter(
    guidance: tuple[Edition, Edition], tracked: bytes
) -> None:
    assert Tracked.read(tracked).rejected() == in_text(guidance[0])


def test_footnotes_come_back_letter_for_letter(guidance: tuple[Edition, Edition], tracked: bytes) -> None:
    read = Tracked.read(tracked)
    assert read.notes(accept=True) == cited_notes(guidance[1])
    assert read.notes(accept=False) == cited_notes(guidance[0])


@pytest.mark.corpus
def test_accepting_and_rejecting_a_real_pair(real: tuple[Edition, Edition], real_tracked: bytes) -> None:
    read = Tracked.read(real_tracked)
    for accept, guidance, lines in ((True, real[1], read.accepted()), (False, real[0], read.rejected())):
        assert lines == [visible(text) for text in in_text(guidance)]
        assert read.notes(accept=accept) == [visible(text) for text in cited_notes(guidance)]


def test_every_change_has_its_comment_around_the_place(guidance: tuple[Edition, Edition], tracked: bytes) -> None:
    parts = Tracked.read(tracked).parts
    comments = {each.get(f"{W}id"): "".join(each.itertext()) for each in parts["word/comments.xml"]}
    named = sorted(found for text in comments.values() for found in re.findall(r"c\d{4}(?=\. )", text)[:1])
    assert named == sorted(change.id for change in compare_editions(*guidance).changes)
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(each.get(f"{W}id") or "" for each in parts["word/document.xml"].iter(f"{W}{mark}")) == sorted(
            identity or "" for identity in comments
        )


def test_every_mark_has_an_id_of_its_own_an_author_and_the_date_of_the_edition(tracked: bytes) -> None:
    parts = Tracked.read(tracked).parts
    names = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
    marks = [e for part in ("word/document.xml", "word/footnotes.xml") for e in parts[part].iter() if e.tag in names]
    assert len(marks) > 100
    assert len({each.get(f"{W}id") for each in marks}) == len(marks)
    assert {(each.get(f"{W}author"), each.get(f"{W}date")) for each in marks} == {
        ("kcsie-diff", "2032-09-01T00:00:00Z")
    }


def test_deleted_words_are_deleted_text_and_others_are_not(tracked: bytes) -> None:
    body = Tracked.read(tracked).body
    for tag, inside in (("del", "t"), ("moveFrom", "t"), ("ins", "delText"), ("moveTo", "delText")):
        assert not [each for mark in body.iter(f"{W}{tag}") for each in mark.iter(f"{W}{inside}")]


def test_a_move_is_named_on_both_sides(tracked: bytes) -> None:
    body = Tracked.read(tracked).body
    sides = [
        sorted(each.get(f"{W}name") or "" for each in body.iter(f"{W}move{side}RangeStart")) for side in ("From", "To")
    ]
    assert sides[0] == sides[1] != []


def test_headings_lists_tables_and_footnotes_are_such(tracked: bytes) -> None:
    parts = Tracked.read(tracked).parts
    styles = {each.get(f"{W}val") for each in parts["word/document.xml"].iter(f"{W}pStyle")}
    assert {"Heading1", "Heading2", "Heading3", "Heading4", "ListBullet", "ListBullet2", "Numberedparagraph"} <= styles
    assert len(list(parts["word/document.xml"].iter(f"{W}tbl"))) >= 3
    assert len(list(parts["word/document.xml"].iter(f"{W}footnoteReference"))) == len(
        [each for each in parts["word/footnotes.xml"] if each.get(f"{W}type") is None]
    )


def test_numbers_are_printed_as_in_the_newer_edition(tracked: bytes) -> None:
    body = Tracked.read(tracked).body
    paragraph = next(p for p in body.iter(f"{W}p") if "take the register at the start" in "".join(p.itertext()))
    run = paragraph.find(f"{W}r")
    assert run is not None and "".join(run.itertext()) == "19."


def test_the_same_bytes_twice(guidance: tuple[Edition, Edition], tracked: bytes) -> None:
    assert copy(guidance) == tracked


def test_what_a_document_says_is_shown_and_never_obeyed() -> None:
    plain = parse("= A 2031\n\n[1] # One\n[1] 1. Nothing to see here.\n")
    nasty = parse("= A 2032\n\n[1] # One\n[1] 1. Nothing to see here, [words](javascript:alert).\n")
    nodes = tuple(replace(node, text=f"{node.text} {made.HOSTILE}") for node in nasty.nodes)
    read = Tracked.read(copy((plain, replace(nasty, nodes=nodes))))
    assert read.accepted() == [visible(node.text) for node in nodes]
    assert not [each for each in read.body.iter(f"{W}hyperlink") if each.get(f"{W}anchor") is None]


def test_without_the_editions_there_is_no_tracked_copy() -> None:
    with pytest.raises(UsageError) as caught:
        write(made.plain(), "tracked")
    assert caught.value.code == "editions-needed"


@pytest.mark.parametrize(
    ("number", "raw", "label"),
    [("12", "12. Schools should", "12."), ("a", "(a) words", "(a)"), ("ii", "ii) words", "ii)"), ("3", "words", "3.")],
)
def test_a_label_is_printed_as_the_page_has_it(number: str, raw: str, label: str) -> None:
    (node,) = parse("= A\n\n[1] 12. Words\n").nodes
    assert label_as_printed(replace(node, number=number, raw=raw)) == label


@pytest.mark.slow
@pytest.mark.parametrize("side", [1, 0], ids=["accepting", "rejecting"])
def test_libreoffice_gives_either_edition(
    guidance: tuple[Edition, Edition], tracked: bytes, side: int, tmp_path: Path
) -> None:
    assert_libreoffice_gives(guidance, tracked, side, tmp_path)


@pytest.mark.corpus
@pytest.mark.parametrize("side", [1, 0], ids=["accepting", "rejecting"])
def test_libreoffice_gives_either_edition_of_a_real_pair(
    real: tuple[Edition, Edition], real_tracked: bytes, side: int, tmp_path: Path
) -> None:
    assert_libreoffice_gives(real, real_tracked, side, tmp_path)


def assert_libreoffice_gives(pair: tuple[Edition, Edition], data: bytes, side: int, folder: Path) -> None:
    """That the newer edition (side 1) is left when LibreOffice accepts all, the older one (side 0) when it rejects all.

    The lines are equal but for noise, the footnotes are those that our own reader finds, and no mark is left.
    """
    ours, theirs = Tracked.read(data), Tracked.read(office.resolved(data, (office.REJECT, office.ACCEPT)[side], folder))
    assert theirs.accepted() == theirs.rejected(), "marks are left"
    assert theirs.accepted() == [visible(text) for text in in_text(pair[side])]
    assert theirs.notes(accept=True) == ours.notes(accept=bool(side))


@pytest.mark.slow
def test_libreoffice_opens_it_and_prints_all_words(
    guidance: tuple[Edition, Edition], tracked: bytes, tmp_path: Path
) -> None:
    printed = set(re.findall(r"\w+", office.printed(tracked, "docx", tmp_path)))
    for guide in guidance:
        wanted = set(re.findall(r"\w+", " ".join(text_of(node) for node in guide.content)))
        assert len(wanted - printed) <= len(wanted) / 100, sorted(wanted - printed)[:40]


def text_of(node: Node) -> str:
    return " ".join(node.cells) or node.text

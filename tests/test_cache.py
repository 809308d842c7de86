"""The cache: which editions and comparisons are kept, for whom, and what is never believed."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from hostile.pdfs import plain
from kcsie_diff import cache
from kcsie_diff.errors import UsageError
from kcsie_diff.model.edition import Edition
from kcsie_diff.options import Limits, Options
from kcsie_diff.pipeline import Job, run
from kcsie_diff.reading.in_worker import read_editions

KEPT = Options(cache=True, processes=False)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "cache" / "kcsie-diff")
    return tmp_path / "cache" / "kcsie-diff"


@pytest.fixture
def file(fixtures: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "guidance.pdf"
    copy.write_bytes((fixtures / "keeping-pupils-safe-2031.pdf").read_bytes())
    return copy


def read(file: Path, options: Options = KEPT, password: str | None = None) -> Edition:
    [edition] = read_editions((file,), options, passwords=(password,))
    return edition


def unread(*_: object) -> Edition:
    raise AssertionError("the file was read again")


def test_a_file_is_read_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(file)
    monkeypatch.setattr("kcsie_diff.reading.in_worker.read_within_limits", unread)
    assert read(file) == first


@pytest.fixture
def pair(tmp_path: Path) -> Job:
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(plain([["1. Schools should keep a record."]]))
    new.write_bytes(plain([["1. Schools must keep a record of “every” visit."]]))
    return Job(old, new, ("json",), KEPT)


def test_reports_of_what_is_kept_have_the_same_bytes(pair: Job) -> None:
    kept = replace(pair, formats=("html", "json"))
    unkept = replace(kept, options=Options(processes=False))
    assert run(unkept).files == run(kept).files == run(kept).files
    assert cache.size()[:2] == (2, 1)


def compared_again(*_: object, **__: object) -> Edition:
    raise AssertionError("the editions were compared again")


def test_a_second_format_compares_nothing_again(pair: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    run(pair)
    fresh = run(replace(pair, formats=("csv",), options=Options(processes=False)))
    monkeypatch.setattr("kcsie_diff.pipeline.compare_editions", compared_again)
    assert run(replace(pair, formats=("csv",))).files == fresh.files
    with pytest.raises(AssertionError, match="compared again"):
        run(replace(pair, old=pair.new, new=pair.old))


def test_other_rules_or_reviews_compare_again(pair: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    review = tmp_path / "review.toml"
    review.write_text("")
    reviewed = replace(pair, options=replace(KEPT, review=review))
    run(reviewed)
    monkeypatch.setattr("kcsie_diff.pipeline.compare_editions", compared_again)
    run(reviewed)
    for another in (pair, replace(pair, options=replace(KEPT, rules=review))):
        with pytest.raises(AssertionError, match="compared again"):
            run(another)
    review.write_text("# read again")
    with pytest.raises(AssertionError, match="compared again"):
        run(reviewed)


def test_a_review_that_is_gone_is_an_error_all_the_same(pair: Job, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        run(replace(pair, options=replace(KEPT, review=tmp_path / "gone.toml")))


@pytest.mark.parametrize("damage", [b"", b"kcsie", b"\x80\x04."])
def test_a_damaged_comparison_is_not_believed(pair: Job, home: Path, damage: bytes) -> None:
    first = run(pair)
    [entry] = home.glob("*.comparison")
    entry.write_bytes(damage)
    assert run(pair).files == first.files
    assert entry.read_bytes() != damage


def test_another_reader_or_another_file_reads_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(file)
    assert cache.find_edition(file, Limits().bytes) is not None
    file.write_bytes(file.read_bytes() + b"\n")
    assert cache.find_edition(file, Limits().bytes) is None
    monkeypatch.setattr(cache, "_program", lambda _: "another")
    assert cache.find_edition(file, Limits().bytes) is None


def test_nothing_is_kept_unless_asked_for_nor_with_a_password_nor_under_other_limits(file: Path, home: Path) -> None:
    read(file, Options(processes=False))
    read(file, password="secret")
    read(file, Options(cache=True, processes=False, limits=Limits(pages=100)))
    assert not home.exists()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="this system has no such permissions")
def test_it_is_private_and_a_folder_that_others_can_write_is_not_believed(file: Path, home: Path) -> None:
    read(file)
    [entry] = home.iterdir()
    assert (stat.S_IMODE(home.stat().st_mode), stat.S_IMODE(entry.stat().st_mode)) == (0o700, 0o600)
    home.chmod(0o777)
    assert cache.find_edition(file, Limits().bytes) is None


@pytest.mark.parametrize("damage", [b"", b"kcsie", b"\x80\x04."])
def test_a_damaged_or_foreign_entry_is_not_believed(file: Path, home: Path, damage: bytes) -> None:
    first = read(file)
    [entry] = home.iterdir()
    entry.write_bytes(damage)
    assert read(file) == first
    assert cache.find_edition(file, Limits().bytes) == first


def test_an_entry_that_was_changed_is_not_believed(file: Path, home: Path) -> None:
    read(file)
    [entry] = home.iterdir()
    entry.write_bytes(entry.read_bytes().replace(b"must", b"nust", 1))
    assert cache.find_edition(file, Limits().bytes) is None


def test_where_nothing_can_be_written_the_file_is_read_all_the_same(file: Path, home: Path) -> None:
    home.parent.mkdir()
    home.write_text("a file where the folder should be")
    assert read(file).pages == 30


def test_the_entries_used_longest_ago_are_deleted(file: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = read(file)
    [first] = home.iterdir()
    os.utime(first, (1, 1))
    monkeypatch.setattr(cache, "MOST_BYTES", int(1.5 * first.stat().st_size))
    other = file.with_name("other.pdf")
    other.write_bytes(file.read_bytes())
    read(other)
    assert not first.exists()
    assert cache.find_edition(other, Limits().bytes) is not None
    assert cache.clear() == (1, 0)
    assert cache.size() == (0, 0, 0)
    assert edition.file == "guidance.pdf"

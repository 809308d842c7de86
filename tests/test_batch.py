"""A batch compares every pair, on whichever executor, and a pair that fails stops no other."""

import csv
import html
import importlib
import re
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from hostile.corpus import HOSTILE_TEXTS
from hostile.pdfs import plain
from kcsie_diff.batch import INDEX, Batch, FilePair, compare_pairs, read_manifest
from kcsie_diff.errors import UsageError
from kcsie_diff.pipeline import Job, Outcome
from kcsie_diff.reports.html import IndexRow, write_index

pytestmark = pytest.mark.slow

OLD = (("Part one: Keeping pupils safe", "1. Schools should keep a record.", "2. Staff should read Part one."),)
NEW = (("Part one: Keeping pupils safe", "1. Schools must keep a record.", "2. Staff should read Part one."),)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with an old edition, a new one, and a file that is no PDF."""
    (tmp_path / "old.pdf").write_bytes(plain(OLD))
    (tmp_path / "new.pdf").write_bytes(plain(NEW))
    (tmp_path / "letter.pdf").write_text("Dear all")
    return tmp_path


def manifest(
    folder: Path, rows: Sequence[Sequence[str]], columns: Sequence[str] = ("old", "new", "name", "title")
) -> Path:
    path = folder / "pairs.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([columns, *rows])
    return path


# ---- the manifest ---------------------------------------------------------------------------------------------------


def test_files_are_looked_up_from_the_manifest_and_names_come_from_the_new_file(tmp_path: Path) -> None:
    path = manifest(tmp_path, [("a/old.pdf", "b/new.pdf"), ("x.pdf", "/y/z.pdf")], ("old", "new"))
    first, second = read_manifest(path)
    assert first == FilePair("new", tmp_path / "a/old.pdf", tmp_path / "b/new.pdf")
    assert second == FilePair("z", tmp_path / "x.pdf", Path("/y/z.pdf"))


def test_a_manifest_that_a_spreadsheet_wrote_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_bytes("\ufeffold,new,name\r\na.pdf,b.pdf,Ärzte & Schulen\r\n,,\r\n".encode())
    assert [pair.name for pair in read_manifest(path)] == ["Ärzte - Schulen"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("..", "pair"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("a\nb\x1b[31m", "a-b-31m"),
        ("x" * 300, "x" * 80),
        ("C:\\reports", "C-reports"),
    ],
)
def test_a_name_stays_inside_the_folder(tmp_path: Path, given: str, kept: str) -> None:
    assert [pair.name for pair in read_manifest(manifest(tmp_path, [("a", "b", given, "")]))] == [kept]


def test_names_that_occur_again_are_numbered_and_none_is_the_index(tmp_path: Path) -> None:
    rows = [("a", "b", name, "") for name in ("Same", "same", "SAME", "index")]
    assert [pair.name for pair in read_manifest(manifest(tmp_path, rows))] == ["Same", "same-2", "SAME-3", "index-2"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "lists no pairs"),
        ("old,new\n", "lists no pairs"),
        ("old,new\na.pdf\n", "in row 1"),
        ("old,new\na.pdf,\n", "in row 1"),
        ("old,new\na.pdf,b.pdf,c.pdf\n", "in row 1"),
        ("old,new,titel\na,b,c\n", "has an unknown column 'titel'"),
        ('old,new\n"a.pdf,b.pdf\n', "is not a CSV file"),
    ],
)
def test_a_manifest_that_cannot_be_meant_is_a_usage_error(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(text)
    with pytest.raises(UsageError, match=said) as caught:
        read_manifest(path)
    assert caught.value.code == "bad-manifest"


def test_a_manifest_that_is_missing_or_no_text_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name in ("missing", "binary"):
        with pytest.raises(UsageError, match="cannot be read"):
            read_manifest(tmp_path / name)


# ---- the work -------------------------------------------------------------------------------------------------------


def test_pairs_are_compared_and_failures_are_listed(files: Path) -> None:
    pairs = read_manifest(
        manifest(
            files,
            [("old.pdf", "new.pdf", "one", "A title"), ("old.pdf", "letter.pdf", "two", ""), ("x", "new.pdf", "3", "")],
        )
    )
    calls: list[tuple[str, int, int]] = []
    results = compare_pairs(pairs, Batch(files / "out", ("html", "json")), progress=lambda *call: calls.append(call))
    assert [result.pair.name for result in results] == ["one", "two", "3"]
    assert [result.failure.code if result.failure else None for result in results] == [
        None,
        "not-a-pdf",
        "no-such-file",
    ]
    assert results[0].files == (files / "out/one/report.html", files / "out/one/report.json")
    assert dict(results[0].by_category)["legislative"] == 1
    assert "A title" in results[0].files[0].read_text(encoding="utf-8")
    assert calls == [("pairs", 1, 3), ("pairs", 2, 3), ("pairs", 3, 3)]
    found = sorted(path.relative_to(files / "out").as_posix() for path in (files / "out").rglob("*") if path.is_file())
    assert found == ["index.html", "one/report.html", "one/report.json"]
    page = (files / "out" / INDEX).read_text(encoding="utf-8")
    assert 'href="one/report.html"' in page and 'href="one/report.json"' in page
    assert "letter.pdf is not a PDF." in page and "no-such-file" in page


def test_a_report_that_cannot_be_written_is_a_failure_of_its_pair(files: Path) -> None:
    (files / "out").mkdir()
    (files / "out" / "one").write_text("in the way")
    pairs = read_manifest(manifest(files, [("old.pdf", "new.pdf", "one", ""), ("old.pdf", "new.pdf", "two", "")]))
    results = compare_pairs(pairs, Batch(files / "out"))
    assert [result.failure.code if result.failure else None for result in results] == ["cannot-write", None]
    assert (files / "out" / "one").read_text() == "in the way"


class LosesJobs(ThreadPoolExecutor):
    """An executor whose machines go away."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(RuntimeError("the machine went away"))
        return future


def test_a_pair_that_the_executor_loses_is_a_failure(files: Path) -> None:
    pairs = read_manifest(manifest(files, [("old.pdf", "new.pdf", "one", "")]))
    (result,) = compare_pairs(pairs, Batch(files / "out"), LosesJobs())
    assert result.failure is not None and result.failure.code == "job-lost"


def test_an_interrupted_batch_leaves_no_worker_and_no_index(files: Path) -> None:
    pairs = read_manifest(manifest(files, [("old.pdf", "new.pdf", str(i), "") for i in range(6)]))

    def interrupt(step: str, done: int, total: int) -> None:  # noqa: ARG001
        raise KeyboardInterrupt

    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        compare_pairs(pairs, Batch(files / "out"), progress=interrupt)
    assert threading.active_count() == before
    assert not (files / "out" / INDEX).exists()
    assert not list((files / "out").rglob("*.part"))


@pytest.mark.filterwarnings("ignore")  # of distributed's own making
def test_the_executor_of_a_cluster_runs_the_same_batch(files: Path) -> None:
    distributed: Any = importlib.import_module("distributed")

    pairs = read_manifest(manifest(files, [("old.pdf", "new.pdf", "one", ""), ("old.pdf", "letter.pdf", "two", "")]))
    with (
        distributed.LocalCluster(n_workers=1, threads_per_worker=2, processes=True, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        far = compare_pairs(pairs, Batch(files / "far"), client.get_executor())
    near = compare_pairs(pairs, Batch(files / "near"))
    assert [result.failure for result in far] == [result.failure for result in near]
    for name in ("index.html", "one/report.html"):
        assert (files / "far" / name).read_bytes() == (files / "near" / name).read_bytes()


def test_a_job_shows_no_password() -> None:
    job = Job(Path("old.pdf"), Path("new.pdf"), passwords=("secret", "secret"))
    assert "secret" not in repr(job)
    assert "secret" not in repr(Batch(Path("out"), passwords=("secret", None)))
    assert "passwords" not in Outcome.__struct_fields__


# ---- the index page -------------------------------------------------------------------------------------------------


def test_the_index_shows_hostile_names_literally() -> None:
    row = IndexRow("a b", ("a b/re#port.html",), (HOSTILE_TEXTS[0], HOSTILE_TEXTS[6]))
    failed = IndexRow("c", (), ("x", "y"), error=(HOSTILE_TEXTS[0], "not-a-pdf", "cure"))
    page = write_index([row, failed]).decode("utf-8")
    assert 'href="a%20b/re%23port.html"' in page
    assert "<script" not in page
    assert page.count(html.escape(HOSTILE_TEXTS[0]).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")) == 2
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069]", page)

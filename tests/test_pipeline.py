"""The library and the command line go the same way, in a worker process or, where that is chosen, in this one."""

import time
from pathlib import Path

import pytest

from hostile.corpus import CASES
from hostile.pdfs import plain
from kcsie_diff import Options, compare, compare_editions
from kcsie_diff.errors import KcsieDiffError, LimitError, UsageError
from kcsie_diff.options import Limits, chosen_limits
from kcsie_diff.pipeline import Job, run
from kcsie_diff.progress import Stopwatch, ignore, until
from kcsie_diff.reading.in_worker import read_editions
from kcsie_diff.sandbox import Workers

FIXTURES = Path(__file__).parents[1] / "fixtures"
GUIDANCE = (FIXTURES / "keeping-pupils-safe-2031.pdf", FIXTURES / "keeping-pupils-safe-2032.pdf")
HERE = Options(processes=False)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(plain([["Part one: Keeping pupils safe", "1. Schools should keep a record."]]))
    new.write_bytes(plain([["Part one: Keeping pupils safe", "1. Schools must keep a record."]]))
    return old, new


@pytest.fixture
def no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the start of a worker an error of the test."""

    def refuse(*_: object) -> None:
        raise AssertionError("a worker was started")

    monkeypatch.setattr(Workers, "_start", refuse)


def test_a_worker_gives_the_very_comparison_that_this_process_gives() -> None:
    far = compare(*GUIDANCE)
    assert far == compare(*GUIDANCE, HERE)
    old, new = read_editions(GUIDANCE)
    assert far == compare_editions(old, new)
    assert far.changes and far.official_table is not None


@pytest.mark.usefixtures("no_processes")
def test_without_processes_no_worker_is_started(pair: tuple[Path, Path]) -> None:
    options = Options(processes=False, pictures=True)
    outcome = run(Job(*pair, ("html", "json", "concordance"), options, keep_comparison=True))
    assert [name for name, _ in outcome.files] == ["html", "json", "concordance"]
    assert outcome.comparison is not None and len(outcome.comparison.changes) == 1
    assert b"data:image/png" in outcome.files[0][1][0][1]


def test_a_comparison_is_kept_only_if_it_is_wanted(pair: tuple[Path, Path]) -> None:
    assert run(Job(*pair, ("json",))).comparison is None


def test_all_editions_are_read_in_order(pair: tuple[Path, Path]) -> None:
    old, new = pair
    steps: list[str] = []
    three = read_editions((new, old, new), progress=lambda step, done, total: steps.append(step))
    assert [edition.file for edition in three] == ["new.pdf", "old.pdf", "new.pdf"]
    assert three[0] == three[2]
    assert set(steps) == {"edition 1", "edition 2", "edition 3"}
    assert read_editions(()) == ()


@pytest.mark.parametrize("options", [Options(), HERE], ids=["in a worker", "here"])
def test_progress_is_in_pages_and_steps(pair: tuple[Path, Path], options: Options) -> None:
    calls: list[tuple[str, int, int]] = []
    compare(*pair, options, progress=lambda *call: calls.append(call))
    assert {("old", 1, 1), ("new", 1, 1)} <= set(calls)
    assert calls[0] == ("read", 0, 1) and calls[-1] == ("judge", 1, 1)
    assert list(dict.fromkeys(step for step, _, _ in calls if step not in ("old", "new"))) == ["read", "align", "judge"]


@pytest.mark.parametrize("options", [Options(), HERE], ids=["in a worker", "here"])
def test_an_error_names_its_file(pair: tuple[Path, Path], options: Options) -> None:
    pair[1].write_bytes(b"Dear all")
    with pytest.raises(KcsieDiffError, match=r"new\.pdf") as caught:
        compare(*pair, options)
    assert caught.value.code == "not-a-pdf" and caught.value.file == str(pair[1])


@pytest.mark.parametrize("processes", [True, False])
def test_one_deadline_for_everything(pair: tuple[Path, Path], processes: bool) -> None:
    with pytest.raises(LimitError) as caught:
        compare(*pair, Options(Limits(seconds=0.001), processes=processes))
    assert caught.value.code == "too-slow"


def test_the_library_is_protected_as_the_command_is(pair: tuple[Path, Path]) -> None:
    pair[1].write_bytes(CASES["letters-as-objects"]())
    start = time.monotonic()
    with pytest.raises(LimitError, match="within 1 seconds"):
        compare(*pair, Options(Limits(seconds=1)))
    assert time.monotonic() - start < 60


@pytest.mark.parametrize("options", [Options(), HERE], ids=["in a worker", "here"])
def test_an_unknown_change_cannot_be_explained(pair: tuple[Path, Path], options: Options) -> None:
    with pytest.raises(UsageError, match="no change c0009"):
        run(Job(*pair, ("explanation",), options, change="c0009"))


def test_the_deadline_is_checked_when_progress_is_reported() -> None:
    calls: list[str] = []
    until(time.monotonic() + 60, 60, lambda step, done, total: calls.append(step))("old", 1, 2)
    assert calls == ["old"]
    with pytest.raises(LimitError, match="within 3 seconds"):
        until(time.monotonic() - 1, 3, ignore)("old", 1, 2)


def test_a_stopwatch_knows_the_steps_in_their_order() -> None:
    calls: list[tuple[str, int, int]] = []
    watch = Stopwatch(lambda *call: calls.append(call))
    for call in (("read", 0, 1), ("old", 1, 1), ("read", 1, 1)):
        watch(*call)
    assert calls == [("read", 0, 1), ("old", 1, 1), ("read", 1, 1)]
    assert [step for step, _ in watch.timings()] == ["read", "old"]
    assert all(seconds >= 0 for _, seconds in watch.timings())


def test_limits_are_written_as_name_and_amount() -> None:
    assert chosen_limits(["pages=9", "seconds=1.5"]) == Limits(pages=9, seconds=1.5)
    for written, said in (("x=1", "'x' is not one of"), ("pages=x", "'x' is not a number"), ("pages=0", "more than 0")):
        with pytest.raises(ValueError, match=said):
            chosen_limits([written])

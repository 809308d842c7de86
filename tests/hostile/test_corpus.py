"""Every hostile file gets a clear answer from the real program: no traceback, no hang, no half file, within memory."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from hostile.corpus import CASES, HOSTILE_TEXTS, PAGES, READABLE, UNREADABLE
from hostile.pdfs import plain
from kcsie_diff.errors import KcsieDiffError, LimitError, ReadingError
from kcsie_diff.options import Limits, Options
from kcsie_diff.pipeline import Job, run

pytestmark = pytest.mark.slow

# The deadline given to the program: far above what any case needs on an idle machine, for the loaded ones.
SECONDS = 120
MEMORY = 1_500_000_000
ONE_OF_EACH_ERROR = {code: name for name, code in UNREADABLE.items()}.values()
ERROR = re.compile(r"\Akcsie-diff: .+ \[[a-z-]+\]\n.+\n\Z")


def compare(old: Path, new: Path, target: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it. The time-out is that of the test: the program's own must have struck before."""
    limits = ("--limit", f"seconds={SECONDS}", "--limit", f"memory={MEMORY}")
    command = [
        sys.executable,
        "-m",
        "kcsie_diff",
        "compare",
        str(old),
        str(new),
        "-o",
        str(target),
        *limits,
        *options,
    ]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS + 60, check=False)


def files(folder: Path) -> Sequence[str]:
    """Every file below a folder, hidden ones too."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def harmless(tmp_path: Path) -> Path:
    """An edition to compare with."""
    path = tmp_path / "old.pdf"
    path.write_bytes(plain(PAGES))
    return path


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_gets_a_clear_answer(name: str, harmless: Path, tmp_path: Path) -> None:
    hostile = tmp_path / f"{name}.pdf"
    hostile.write_bytes(CASES[name]())
    limits = Limits(seconds=SECONDS, memory=MEMORY)
    try:
        outcome = run(Job(harmless, hostile, ("html", "json"), Options(limits=limits)))
    except KcsieDiffError as error:
        assert isinstance(error, ReadingError | LimitError), error
        assert name not in READABLE, error
        assert UNREADABLE.get(name, error.code) == error.code
    else:
        reports = dict(outcome.files)
        assert set(reports) == {"html", "json"}
        assert json.loads(reports["json"][0][1])["new"]["file"] == hostile.name
        assert name not in UNREADABLE


@pytest.mark.parametrize("name", ["texts-hostile", "drawing-bomb", *ONE_OF_EACH_ERROR])
def test_the_program_says_it_in_a_sentence_and_leaves_no_half_file(name: str, harmless: Path, tmp_path: Path) -> None:
    hostile = tmp_path / f"{name}.pdf"
    hostile.write_bytes(CASES[name]())
    target = tmp_path / "reports"
    done = compare(harmless, hostile, target, "--format", "html", "--format", "json")
    assert "Traceback" not in done.stderr
    if name in READABLE:
        assert done.returncode == 0
        assert files(target) == ["report.html", "report.json"]
    else:
        assert done.returncode == 3
        assert ERROR.match(done.stderr)
        assert f"[{UNREADABLE.get(name, '')}" in done.stderr
        assert not target.exists() or files(target) == []


def test_the_tables_of_right_answers_name_cases_that_exist() -> None:
    assert set(READABLE) | set(UNREADABLE) <= set(CASES)
    assert not set(READABLE) & set(UNREADABLE)


def test_no_process_took_more_memory_than_it_was_allowed(harmless: Path, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="Windows cannot limit memory")
    hostile = tmp_path / "bomb.pdf"
    hostile.write_bytes(CASES["drawing-bomb"]())
    compare(harmless, hostile, tmp_path / "report.html")
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 <= MEMORY


@pytest.mark.parametrize("name", ["texts-hostile", "texts-hostile-tagged"])
def test_hostile_texts_are_told_and_do_not_act(name: str, harmless: Path, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.pdf"
    hostile.write_bytes(CASES[name]())
    target = tmp_path / "reports"
    done = compare(harmless, hostile, target, "--format", "all")
    assert done.returncode == 0, done.stderr
    said = json.loads((target / "report.json").read_text(encoding="utf-8"))
    added = " ".join(passage["text"] for change in said["changes"] for passage in change["new"])
    assert HOSTILE_TEXTS[0] in added
    assert "{{ 7 * 7 }}" in added
    assert "49" not in (target / "report.html").read_text(encoding="utf-8").replace(added, "").split("<style")[0]
    for path in target.iterdir():
        if path.suffix in (".html", ".md", ".csv", ".txt"):
            content = path.read_text(encoding="utf-8")
            assert not re.search(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", content), path
    html = (target / "report.html").read_text(encoding="utf-8")
    assert "<img src=x" not in html
    assert html.count("<script") == html.count("</script>") <= 2


def test_only_harmless_targets_become_links(harmless: Path, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.pdf"
    hostile.write_bytes(CASES["links-hostile"]())
    target = tmp_path / "reports"
    assert compare(harmless, hostile, target, "--format", "html", "--format", "markdown").returncode == 0
    html = (target / "report.html").read_text(encoding="utf-8")
    for link in re.findall(r'href="([^"]*)"', html):
        assert re.match(r"#|https?://|mailto:", link), link
    markdown = (target / "report.md").read_text(encoding="utf-8")
    assert not re.search(r"\]\(\s*<?(?!https?:|mailto:|#)", markdown)


def test_what_would_act_is_ignored(harmless: Path, tmp_path: Path) -> None:
    acting, still = tmp_path / "new.pdf", tmp_path / "still" / "new.pdf"
    acting.write_bytes(CASES["acting"]())
    still.parent.mkdir()
    still.write_bytes(plain(PAGES[:1]))
    told = []
    for number, new in enumerate((acting, still)):
        target = tmp_path / f"{number}.json"
        assert compare(harmless, new, target, "--format", "json").returncode == 0
        said = json.loads(target.read_text(encoding="utf-8"))
        attached = [problem for problem in said["problems"] if problem["code"] == "attachments"]
        assert bool(attached) == (new == acting)  # named, and not opened
        others = [problem for problem in said["problems"] if problem["code"] != "attachments"]
        told.append((said["summary"], said["changes"], others))
    assert told[0] == told[1]

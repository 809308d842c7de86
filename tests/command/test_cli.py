"""What the command promises to whoever calls it: exit codes, places of reports, errors with a code and a cure."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostile.corpus import CASES, HOSTILE_TEXTS
from hostile.pdfs import plain
from program import alive, descendants, run, start, wait_until, without_override

pytestmark = pytest.mark.slow

OLD = (("Part one: Keeping pupils safe", "1. Schools should keep a record.", "2. Staff should read Part one."),)
NEW = (("Part one: Keeping pupils safe", "1. Schools must keep a record.", "2. Staff should read Part one."),)
EDITORIAL = (("Part one: Keeping pupils safe", "1. Staff should read Part one.", "2. Schools should keep a record."),)
TO_STDOUT = {"compare": ("-f", "json", "-o", "-"), "concordance": ("--csv",), "outline": ()}
ERROR = re.compile(r"\Akcsie-diff: [^\n]+ \[[a-z-]+\]\n[^\n]+\n\Z")
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal, folder or limit")


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two small editions in a folder with a space and an umlaut."""
    folder = tmp_path / "für Schulen"
    folder.mkdir()
    old, new = folder / "old.pdf", folder / "new edition.pdf"
    old.write_bytes(plain(OLD))
    new.write_bytes(plain(NEW))
    return old, new


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A file that takes long to read."""
    path = tmp_path / "slow.pdf"
    path.write_bytes(CASES["letters-as-objects"]())
    return path


def whole(folder: Path) -> set[str]:
    """Every file of a folder, hidden ones too."""
    return {path.name for path in folder.iterdir() if path.is_file()}


# ---- exit codes -----------------------------------------------------------------------------------------------------


def test_0_and_a_report_named_after_the_new_edition(pair: tuple[Path, Path], tmp_path: Path) -> None:
    done = run("compare", *pair, cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "Legislative" in done.stdout and "new edition-changes.html" in done.stdout
    assert whole(tmp_path) == {"new edition-changes.html"}


def test_1_where_check_finds_a_change(pair: tuple[Path, Path], tmp_path: Path) -> None:
    assert run("compare", "--check", *pair, "-q", "-o", tmp_path / "x.html").returncode == 1
    assert whole(tmp_path) == {"x.html"}


def test_check_lets_editorial_changes_pass_and_check_all_does_not(pair: tuple[Path, Path], tmp_path: Path) -> None:
    pair[1].write_bytes(plain(EDITORIAL))
    target = tmp_path / "x.html"
    assert run("compare", "--check", *pair, "-q", "-o", target).returncode == 0
    assert run("compare", "--check=all", *pair, "-q", "-o", target).returncode == 1
    assert run("compare", "--check=all", pair[0], pair[0], "-q", "-o", target).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("compare", "old.pdf", "missing.pdf"), "no-such-file"),
        (("compare", "old.pdf", "."), "no-such-file"),
        (("compare", "old.pdf", "new.pdf", "-f", "html", "-f", "json", "-o", "-"), "one-format-for-stdout"),
        (("compare", "old.pdf", "new.pdf", "-f", "all", "-o", "old.pdf"), "not-a-folder"),
        (("compare", "old.pdf", "new.pdf", "-f", "json", "-o", "old.pdf"), "overwrites-input"),
        (("compare", "old.pdf", "new.pdf", "-o", "./new.pdf"), "overwrites-input"),
        (("outline", "old.pdf", "-o", "old.pdf"), "overwrites-input"),
        (("outline", "old.pdf", "--json", "-o", "old.pdf"), "overwrites-input"),
        (("concordance", "old.pdf", "new.pdf", "-o", "new.pdf"), "overwrites-input"),
        (("compare", "old.pdf", "new.pdf", "--explain", "c9999"), "no-such-change"),
        (("compare", "old.pdf", "new.pdf", "--password-file", "missing"), "no-password-file"),
        (("compare", "old.pdf", "new.pdf", "--rules", "old.pdf"), "rules-not-toml"),
        (("batch", "missing.csv", "-o", "out"), "bad-manifest"),
    ],
)
def test_2_for_what_cannot_be_meant(tmp_path: Path, arguments: tuple[str, ...], code: str) -> None:
    (tmp_path / "old.pdf").write_bytes(plain(OLD))
    (tmp_path / "new.pdf").write_bytes(plain(NEW))
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert ERROR.match(done.stderr), done.stderr
    assert f"[{code}]" in done.stderr
    assert whole(tmp_path) == {"old.pdf", "new.pdf"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare",),
        ("compare", "a.pdf"),
        ("compare", "a.pdf", "b.pdf", "--format", "pdf"),
        ("compare", "a.pdf", "b.pdf", "--limit", "patience=3"),
        ("compare", "a.pdf", "b.pdf", "--limit", "pages=-1"),
        ("compare", "a.pdf", "b.pdf", "--limit", "seconds=nan"),
        ("outline", "a.pdf", "--pages", "9-3"),
        ("burn",),
        ("--nonsense",),
    ],
)
def test_2_for_a_command_that_is_none(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Error: " in done.stderr and "Traceback" not in done.stderr


def test_3_for_a_file_that_cannot_be_read(pair: tuple[Path, Path], tmp_path: Path) -> None:
    pair[1].write_bytes(b"%PDF-1.7\n nothing else")
    done = run("compare", *pair, "-o", tmp_path / "x.html")
    assert done.returncode == 3
    assert ERROR.match(done.stderr)
    assert whole(tmp_path) == set()


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ("bytes=100", "file-too-big"),
        ("pages=1", "too-many-pages"),
        ("characters=20", "too-much-text"),
        ("node=20", "passage-too-long"),
        ("seconds=0.01", "too-slow"),
        pytest.param("memory=60000000", "too-much-memory", marks=posix),
    ],
)
def test_3_where_a_limit_is_reached(pair: tuple[Path, Path], tmp_path: Path, limit: str, code: str) -> None:
    pair[1].write_bytes(plain((*NEW, *NEW)))
    if code == "passage-too-long":
        pair[1].write_bytes(plain([["1. Schools must keep a record of it."]]))
    done = run("compare", *pair, "-o", tmp_path / "x.html", "--limit", limit)
    assert done.returncode == 3
    assert ERROR.match(done.stderr), done.stderr
    assert code in done.stderr or (code == "too-much-memory" and "-crashed" in done.stderr)
    assert whole(tmp_path) == set()


def test_help_and_version() -> None:
    assert "Examples:" in run("--help").stdout
    assert re.match(r"kcsie-diff, version \d", run("--version").stdout)


def test_debug_shows_the_traceback_of_parent_and_worker(pair: tuple[Path, Path]) -> None:
    pair[1].write_bytes(b"no PDF")
    assert "Traceback" not in run("compare", *pair).stderr
    told = run("--debug", "compare", *pair).stderr
    assert "Traceback" in told and "open_file" in told and "[not-a-pdf]" in told


@posix
@pytest.mark.parametrize("command", ["compare", "concordance", "outline"])
def test_standard_output_is_not_added_to_a_file_that_is_read(pair: tuple[Path, Path], command: str) -> None:
    before = pair[0].read_bytes()
    with pair[0].open("ab") as appended:
        process = start(command, *(pair if command != "outline" else pair[:1]), *TO_STDOUT[command], stdout=appended)
        _, told = process.communicate()
    assert process.returncode == 2 and b"[overwrites-input]" in told
    assert pair[0].read_bytes() == before


def test_a_batch_writes_over_none_of_its_files(pair: tuple[Path, Path], tmp_path: Path) -> None:
    """A pair whose new edition lies where a report of the other would go: nothing is written at all."""
    trap = tmp_path / "out" / "first" / "report.html"
    trap.parent.mkdir(parents=True)
    shutil.copy(pair[1], trap)
    manifest = tmp_path / "pairs.csv"
    manifest.write_text(f"old,new,name\n{pair[0]},{pair[1]},first\n{pair[0]},{trap},second\n", encoding="utf-8")
    done = run("batch", manifest, "-o", tmp_path / "out", "-q")
    assert done.returncode == 2 and "[overwrites-input]" in done.stderr
    assert trap.read_bytes() == pair[1].read_bytes()
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == [trap]


def test_the_reports_of_a_pair_are_replaced_together_or_not_at_all(pair: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "first" / "report.tracked.docx").mkdir(parents=True)
    (out / "first" / "report.html").write_text("the old report")
    manifest = tmp_path / "pairs.csv"
    lines = ["old,new,name", *(f"{pair[0]},{pair[1]},{name}" for name in ("first", "second"))]
    manifest.write_text("\n".join(lines), encoding="utf-8")
    done = run("batch", manifest, "-o", out, "-q", "-f", "html", "-f", "json", "-f", "tracked")
    assert done.returncode == 3 and "[cannot-write]" in done.stderr
    assert whole(out / "first") == {"report.html"}
    assert (out / "first" / "report.html").read_text() == "the old report"
    assert whole(out / "second") == {"report.html", "report.json", "report.tracked.docx"}
    assert "first" in (out / "index.html").read_text(encoding="utf-8")


# ---- output ---------------------------------------------------------------------------------------------------------


def test_every_format_goes_to_a_folder(pair: tuple[Path, Path], tmp_path: Path) -> None:
    target = tmp_path / "Berichte 2025\u2013ü"
    assert run("compare", *pair, "-f", "all", "-o", target).returncode == 0
    assert {"report.html", "report.json", "report.md", "report.csv", "report.xlsx", "report.docx"} <= whole(target)
    assert "report.tracked.docx" in whole(target)


def test_standard_output_holds_the_report_and_nothing_else(pair: tuple[Path, Path], tmp_path: Path) -> None:
    done = run("compare", *pair, "-f", "json", "-o", "-", cwd=tmp_path)
    assert json.loads(done.stdout)["schema"] == "kcsie-diff/comparison/1"
    assert whole(tmp_path) == set()


def test_a_name_with_a_newline_or_an_escape_is_one_line_on_the_terminal(
    pair: tuple[Path, Path], tmp_path: Path
) -> None:
    odd = tmp_path / "odd\n\x1b[31mnothing changed.pdf"
    try:
        shutil.copy(pair[1], odd)
    except OSError:
        pytest.skip("this system has no such names")
    done = run("compare", pair[0], odd, "-o", tmp_path / "x.html")
    assert done.returncode == 0 and "\x1b" not in done.stdout
    odd.write_bytes(b"no PDF")
    told = run("compare", pair[0], odd).stderr
    assert ERROR.match(told) and "\x1b" not in told


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names of files that are not text")
@pytest.mark.parametrize("language", ["C", "C.UTF-8"])
def test_a_name_that_is_not_text_is_a_name(pair: tuple[Path, Path], tmp_path: Path, language: str) -> None:
    odd = tmp_path / os.fsdecode(b"caf\xe9\xff.pdf")
    shutil.copy(pair[1], odd)
    environment = {**os.environ, "LC_ALL": language}
    done = run("compare", pair[0], odd, "-f", "all", "-o", tmp_path / "out", env=environment)
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["new"]["file"] == "caf??.pdf"
    assert run("outline", odd, env=environment).returncode == 0
    assert run("compare", pair[0], odd, "-q", cwd=tmp_path, env=environment).returncode == 0
    assert (tmp_path / os.fsdecode(b"caf\xe9\xff-changes.html")).is_file()


def test_a_limit_of_ages_is_a_limit(pair: tuple[Path, Path], tmp_path: Path) -> None:
    done = run("compare", *pair, "--limit", "seconds=999999999999", "-q", "-o", tmp_path / "x.html")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_title_of_hostile_texts_is_harmless_on_the_terminal(pair: tuple[Path, Path], tmp_path: Path) -> None:
    pair[1].write_bytes(plain(NEW, info={"Title": "".join(HOSTILE_TEXTS)}))
    done = run("compare", *pair, "-o", tmp_path / "x.html")
    assert done.returncode == 0
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", done.stdout)


def test_a_folder_in_the_way_stays(pair: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "out" / "report.html").mkdir(parents=True)
    done = run("compare", *pair, "-o", tmp_path / "out")
    assert done.returncode == 3 and "[cannot-write]" in done.stderr
    assert (tmp_path / "out" / "report.html").is_dir()
    assert whole(tmp_path / "out") == set()


@posix
def test_a_folder_that_must_not_be_written_to(pair: tuple[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "report.html").write_text("the old report")
    folder.chmod(0o555)
    done = run("compare", *pair, "-o", folder, preexec_fn=without_override)
    folder.chmod(0o755)
    assert done.returncode == 3 and "[cannot-write]" in done.stderr and ERROR.match(done.stderr)
    assert (folder / "report.html").read_text() == "the old report"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path | None]:
    """A disk of 256 kB, where this machine lets us make one."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        yield None
        return
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def _limited(name: str, most: int) -> None:
    import resource  # noqa: PLC0415

    resource.setrlimit(getattr(resource, name), (most, most))


def _allow_small_files() -> None:
    _limited("RLIMIT_FSIZE", 20_000)


@posix
def test_a_full_disk_loses_nothing_that_stood_before(
    pair: tuple[Path, Path], tmp_path: Path, small_disk: Path | None
) -> None:
    folder = small_disk or tmp_path
    before = {name: f"the old {name}".encode() for name in ("report.html", "report.json", "report.docx")}
    for name, content in before.items():
        (folder / name).write_bytes(content)
    if small_disk:
        (folder / "ballast").write_bytes(b"x" * 200_000)
    limit = None if small_disk else _allow_small_files  # where nothing can be mounted, files may not grow instead
    done = run("compare", *pair, "-f", "all", "-o", folder, preexec_fn=limit)
    assert done.returncode == 3 and "[cannot-write]" in done.stderr and ERROR.match(done.stderr)
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert whole(folder) - {"ballast"} == set(before)


@posix
def test_a_device_is_written_to_and_never_replaced(pair: tuple[Path, Path]) -> None:
    assert run("compare", *pair, "-q", "-o", "/dev/null").returncode == 0
    assert Path("/dev/null").is_char_device()
    done = run("compare", *pair, "-q", "-o", "/dev/full")
    assert done.returncode == 3 and "[cannot-write]" in done.stderr


@posix
@pytest.mark.parametrize("target", [(), ("-o", "-")])
def test_text_is_as_wide_as_the_terminal(pair: tuple[Path, Path], target: tuple[str, ...]) -> None:
    terminal, stdout = os.openpty()
    narrow = os.environ | {"COLUMNS": "60", "NO_COLOR": "1"}
    process = start("compare", *pair, "-q", "-f", "text", *target, stdout=stdout, env=narrow)
    os.close(stdout)
    shown = b""
    with contextlib.suppress(OSError):  # Linux says so where the other end is closed
        while part := os.read(terminal, 4096):
            shown += part
    os.close(terminal)
    process.communicate()
    lines = shown.decode().splitlines()
    assert process.returncode == 0 and 50 < max(map(len, lines)) <= 60


@posix
def test_standard_output_on_a_full_disk(pair: tuple[Path, Path]) -> None:
    with Path("/dev/full").open("wb") as full:
        process = start("compare", *pair, "-f", "json", "-o", "-", stdout=full)
        _, told = process.communicate()
    assert process.returncode == 3 and b"[cannot-write]" in told and b"Traceback" not in told


@posix
@pytest.mark.parametrize("arguments", [("--help",), ("compare", "old.pdf", "new.pdf"), ("outline", "old.pdf")])
def test_whatever_is_printed_on_a_full_disk(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "old.pdf").write_bytes(plain(OLD))
    (tmp_path / "new.pdf").write_bytes(plain(NEW))
    with Path("/dev/full").open("wb") as full:
        process = start(*arguments, stdout=full, cwd=tmp_path)
        _, told = process.communicate()
    assert process.returncode == 3 and ERROR.match(told.decode()) and b"[cannot-write]" in told


@posix
@pytest.mark.parametrize("most", [5, 6, 8])
def test_few_files_may_be_open(pair: tuple[Path, Path], tmp_path: Path, most: int) -> None:
    done = run("compare", *pair, "-o", tmp_path / "x.html", preexec_fn=lambda: _limited("RLIMIT_NOFILE", most))
    assert done.returncode == 3
    assert ERROR.match(done.stderr) and "[too-few-open-files]" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces it")
@pytest.mark.parametrize("most", [40_000_000, 60_000_000, 80_000_000])
def test_little_memory_is_said_to_be_the_system_s_limit(pair: tuple[Path, Path], tmp_path: Path, most: int) -> None:
    done = run("compare", *pair, "-o", tmp_path / "x.html", preexec_fn=lambda: _limited("RLIMIT_AS", most))
    assert done.returncode == 3
    assert ERROR.match(done.stderr), done.stderr
    assert re.search(r"\[(too-little-memory|too-much-memory|[a-z]+-crashed)\]", done.stderr), done.stderr
    assert "memory=8000000000" not in done.stderr or "-crashed" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux enforces it")
@pytest.mark.parametrize("most", range(90_000_000, 150_000_000, 6_000_000))
def test_a_little_more_memory_makes_a_report_or_an_error(pair: tuple[Path, Path], tmp_path: Path, most: int) -> None:
    done = run("compare", *pair, "-o", tmp_path / "x.html", preexec_fn=lambda: _limited("RLIMIT_AS", most))
    assert done.returncode == (0 if (tmp_path / "x.html").exists() else 3), done.stderr
    assert done.returncode == 0 or ERROR.match(done.stderr), done.stderr


@posix
def test_files_in_a_folder_without_permission(pair: tuple[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    shutil.copy(pair[0], folder / "old.pdf")
    folder.chmod(0)
    read = run("compare", folder / "old.pdf", pair[1], preexec_fn=without_override)
    written = run("compare", *pair, "-o", folder / "x.html", preexec_fn=without_override)
    long = run("compare", *pair, "-o", tmp_path / ("x" * 300))
    folder.chmod(0o755)
    for done, code in ((read, "unreadable"), (written, "cannot-write"), (long, "cannot-write")):
        assert done.returncode == 3 and ERROR.match(done.stderr), done.stderr
        assert f"[{code}]" in done.stderr


@posix
def test_a_broken_pipe_is_silent(pair: tuple[Path, Path]) -> None:
    process = start("compare", *pair, "-f", "json", "-o", "-", stdout=subprocess.PIPE)
    with process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert process.returncode == 3
    assert told == b""


@posix
def test_no_standard_output_at_all(pair: tuple[Path, Path]) -> None:
    done = run("compare", *pair, "-f", "json", "-o", "-", preexec_fn=lambda: os.close(1))
    assert done.returncode == 3 and "Traceback" not in done.stderr


def test_a_console_of_few_characters_takes_any_title(pair: tuple[Path, Path], tmp_path: Path) -> None:
    pair[1].write_bytes(plain(NEW, info={"Title": "Schutz für Schüler → 学校"}))
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = run("compare", *pair, "-o", tmp_path / "x.html", env=environment)
    assert done.returncode == 0 and "Traceback" not in done.stderr


def test_what_lies_in_the_current_folder_is_not_run(pair: tuple[Path, Path], tmp_path: Path) -> None:
    for name in ("json.py", "msgspec.py", "pypdf.py", "kcsie_diff.py"):
        (tmp_path / name).write_text("raise SystemExit('taken for ours')")
    command = [str(Path(sys.executable).with_name("kcsie-diff")), "compare", *map(str, pair), "-o", "x.html"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


# ---- being stopped --------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="processes are watched through /proc")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_stopping_leaves_no_process_and_no_half_file(pair: tuple[Path, Path], slow: Path, name: str) -> None:
    folder = slow.parent / "out"
    folder.mkdir()
    (folder / "report.html").write_text("the old report")
    process = start("compare", pair[0], slow, "-o", folder)
    assert wait_until(lambda: len(descendants(process.pid)) >= 2)
    children = descendants(process.pid)
    process.send_signal(getattr(signal, name))
    _, told = process.communicate(timeout=60)
    assert process.returncode == (-signal.SIGKILL if name == "SIGKILL" else 3)
    assert b"Traceback" not in told
    assert wait_until(lambda: not alive(children), 10)
    assert whole(folder) == {"report.html"} and (folder / "report.html").read_text() == "the old report"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are watched through /proc")
def test_ctrl_c_reaches_the_whole_group_and_is_one_line(pair: tuple[Path, Path], slow: Path) -> None:
    process = start("compare", pair[0], slow, "-o", slow.parent / "x.html", start_new_session=True)
    assert wait_until(lambda: len(descendants(process.pid)) >= 2)
    children = descendants(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 3
    assert told.decode().strip() == "kcsie-diff: stopped; no report is half written."
    assert wait_until(lambda: not alive(children), 10)

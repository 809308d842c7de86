"""Encrypted files open with a password that is never an argument, and is shown and kept nowhere."""

import io
import os
import sys
from pathlib import Path

import pypdf
import pytest

from hostile.pdfs import plain
from kcsie_diff.command.console import known_passwords
from kcsie_diff.errors import UsageError
from program import COMMAND, run

OLD = (("Part one: Keeping pupils safe", "1. Schools should keep a record.", "2. Staff should read Part one."),)
NEW = (("Part one: Keeping pupils safe", "1. Schools must keep a record.", "2. Staff should read Part one."),)
METHODS = ("RC4-40", "RC4-128", "AES-128", "AES-256")


def encrypted(data: bytes, user: str, method: str = "AES-256") -> bytes:
    """The file, locked; its owner's password is another one."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user, "the owner's own", algorithm=method)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.pdf", tmp_path / "new.pdf"
    old.write_bytes(encrypted(plain(OLD), "first"))
    new.write_bytes(encrypted(plain(NEW), "sécond"))
    return old, new


@pytest.mark.parametrize("method", METHODS)
def test_a_file_that_only_its_owner_locked_is_read(tmp_path: Path, method: str) -> None:
    path = tmp_path / "owner.pdf"
    path.write_bytes(encrypted(plain(OLD), "", method))
    done = run("outline", path)
    assert done.returncode == 0, done.stderr
    assert "1. Schools should keep a record." in done.stdout


def test_without_a_password_the_error_names_the_file_and_the_ways(pair: tuple[Path, Path]) -> None:
    done = run("compare", *pair)
    assert done.returncode == 3
    assert "old.pdf is protected by a password. [encrypted]" in done.stderr
    assert "KCSIE_DIFF_PASSWORD" in done.stderr and "--password-file" in done.stderr


def test_passwords_come_from_a_file(pair: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("first\nsécond\n", encoding="utf-8")
    target = tmp_path / "report.html"
    done = run("compare", *pair, "--password-file", tmp_path / "secret", "-o", target)
    assert done.returncode == 0, done.stderr
    report = target.read_text(encoding="utf-8")
    assert "must" in report and "sécond" not in report and "first\n" not in done.stdout


def test_passwords_come_from_the_environment(pair: tuple[Path, Path], tmp_path: Path) -> None:
    environment = {**os.environ, "KCSIE_DIFF_PASSWORD": "first", "KCSIE_DIFF_PASSWORD_NEW": "sécond"}
    assert run("compare", *pair, "-o", tmp_path / "x.html", env=environment).returncode == 0
    assert run("outline", pair[0], env=environment).returncode == 0


def test_a_wrong_password_is_no_way_in(pair: tuple[Path, Path]) -> None:
    done = run("outline", pair[0], env={**os.environ, "KCSIE_DIFF_PASSWORD": "guessed"})
    assert done.returncode == 3
    assert "[encrypted]" in done.stderr and "guessed" not in done.stderr


def test_debugging_shows_no_password(pair: tuple[Path, Path]) -> None:
    done = run("--debug", "outline", pair[0], env={**os.environ, "KCSIE_DIFF_PASSWORD": "guessed"})
    assert "Traceback" in done.stderr and "guessed" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal")
def test_the_terminal_is_asked_for_each_file_and_shows_nothing(pair: tuple[Path, Path], tmp_path: Path) -> None:
    import pty  # noqa: PLC0415

    child, terminal = pty.fork()
    if child == 0:  # the program, with a terminal of its own
        target = str(tmp_path / "x.html")
        os.execv(sys.executable, [*COMMAND, "compare", *map(str, pair), "-q", "-o", target])
    shown = b""
    for name, answer in ((b"old.pdf", "wrong"), (b"old.pdf", "first"), (b"new.pdf", "sécond")):
        while not shown.endswith(b"Password of " + name + b": "):
            shown += os.read(terminal, 1000)
        os.write(terminal, f"{answer}\n".encode())
        shown += b"|"
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    os.close(terminal)
    assert b"first" not in shown and b"wrong" not in shown
    assert "must" in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_one_line_is_for_both_files_and_two_are_for_each(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"\xef\xbb\xbfboth\r\n")
    assert known_passwords(path, {}) == ("both", "both")
    path.write_text("one\ntwo\n")
    assert known_passwords(path, {"KCSIE_DIFF_PASSWORD": "x"}) == ("one", "two")


def test_the_environment_knows_both_or_each() -> None:
    assert known_passwords(None, {}) == (None, None)
    assert known_passwords(None, {"KCSIE_DIFF_PASSWORD": "x"}) == ("x", "x")
    assert known_passwords(None, {"KCSIE_DIFF_PASSWORD": "x", "KCSIE_DIFF_PASSWORD_OLD": "y"}) == ("y", "x")


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe"])
def test_a_password_file_that_holds_none_is_a_usage_error(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        known_passwords(path, {})
    assert caught.value.code == "no-password-file"

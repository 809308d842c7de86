"""Files are written whole or not at all, and are written where the command line says."""

import stat
import sys
from pathlib import Path

import pytest

from kcsie_diff.errors import OutputError, UsageError
from kcsie_diff.output import choose_targets, write_all, write_whole

ONE = ("html",)
TABLES = ("csv",)
CSV = ("csv", "duties.csv", "concordance.csv")


def test_a_file_is_replaced_by_the_whole_new_one(tmp_path: Path) -> None:
    target = tmp_path / "a folder" / "bericht ü.html"
    write_whole(target, b"first")
    write_whole(target, b"second")
    assert target.read_bytes() == b"second"
    assert [path.name for path in target.parent.iterdir()] == ["bericht ü.html"]


def test_a_new_file_has_the_permissions_of_any_other(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.touch()
    write_whole(tmp_path / "report", b"x")
    assert stat.S_IMODE((tmp_path / "report").stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_a_folder_in_the_way_is_an_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(OutputError, match=r"report\.html could not be written") as caught:
        write_whole(tmp_path / "report.html", b"x")
    assert caught.value.code == "cannot-write"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_a_file_where_a_folder_is_needed_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("stays")
    with pytest.raises(OutputError):
        write_whole(tmp_path / "file" / "report.html", b"x")
    assert (tmp_path / "file").read_text() == "stays"


def test_one_format_goes_to_the_named_file(tmp_path: Path) -> None:
    assert choose_targets(ONE, str(tmp_path / "x.html"), "new") == {"report.html": tmp_path / "x.html"}


def test_one_format_without_a_target_is_named_after_the_new_edition() -> None:
    assert choose_targets(ONE, None, "new") == {"report.html": Path("new-changes.html")}


def test_an_existing_folder_takes_one_format_too(tmp_path: Path) -> None:
    assert choose_targets(ONE, str(tmp_path), "new") == {"report.html": tmp_path / "report.html"}


def test_a_handout_in_a_folder_is_named_after_its_reader(tmp_path: Path) -> None:
    assert choose_targets(ONE, str(tmp_path), "new", "staff") == {"report.html": tmp_path / "report.staff.html"}
    named = tmp_path / "x.html"
    assert choose_targets(ONE, str(named), "new", "staff") == {"report.html": named}


def test_further_files_of_a_format_stand_beside_the_main_one(tmp_path: Path) -> None:
    chosen = choose_targets(TABLES, str(tmp_path / "x.csv"), "new")
    assert chosen == {f"report.{end}": tmp_path / f"x.{end}" for end in CSV}


def test_several_formats_go_to_a_folder(tmp_path: Path) -> None:
    chosen = choose_targets((*ONE, *TABLES), str(tmp_path / "out"), "new")
    assert set(chosen.values()) == {tmp_path / "out" / f"report.{end}" for end in ("html", *CSV)}


def test_a_slash_at_the_end_says_folder(tmp_path: Path) -> None:
    assert choose_targets(ONE, f"{tmp_path}/out/", "new") == {"report.html": tmp_path / "out" / "report.html"}


def test_several_formats_cannot_go_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    with pytest.raises(UsageError) as caught:
        choose_targets((*ONE, *TABLES), str(tmp_path / "x"), "new")
    assert caught.value.code == "not-a-folder"


# ---- all or none, and never an input -------------------------------------------------------------------------------


def test_a_set_of_files_is_replaced_whole_or_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third, fourth = (tmp_path / name for name in "abcd")
    first.write_text("old a")
    third.write_text("old c")
    rename = Path.replace

    def fail_at_third(self: Path, target: Path) -> Path:
        if target == third and self.suffix == ".part":
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", fail_at_third)
    with pytest.raises(OutputError, match="Input/output error"):
        write_all(dict.fromkeys((first, second, third, fourth), b"new"))
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old a", "c": "old c"}


def test_a_folder_in_the_way_of_the_last_file_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "z").mkdir()
    with pytest.raises(OutputError, match="z could not be written: there is a folder with that name"):
        write_all({tmp_path / "a": b"new", tmp_path / "z": b"new"})
    assert (tmp_path / "a").read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"a", "z"}


def test_no_file_is_written_over_one_that_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    source = tmp_path / "in.pdf"
    source.write_text("read")
    (tmp_path / "folder").mkdir()
    names = [source, tmp_path / "folder" / ".." / "in.pdf"]
    if sys.platform != "win32":
        (tmp_path / "link.pdf").symlink_to("in.pdf")
        (tmp_path / "same.pdf").hardlink_to(source)
        names += [tmp_path / "link.pdf", tmp_path / "same.pdf"]
    for target in names:
        with pytest.raises(UsageError) as caught:
            write_all({tmp_path / "report.html": b"new", target: b"new"}, inputs=[tmp_path / "none", None, source])
        assert caught.value.code == "overwrites-input"
        assert source.read_text() == "read" and not (tmp_path / "report.html").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions and rarely links")
def test_a_link_is_followed_and_permissions_are_kept(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept.html", tmp_path / "link.html"
    kept.write_text("old")
    kept.chmod(0o600)
    link.symlink_to("kept.html")
    write_whole(link, b"new")
    assert link.is_symlink() and kept.read_text() == "new"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600

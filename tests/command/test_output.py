"""Files are written whole or not at all, and are written where the command line says."""

import stat
from pathlib import Path

import pytest

from kcsie_diff.command.output import choose_targets, write_whole
from kcsie_diff.errors import OutputError, UsageError

ONE: dict[str, tuple[str, ...]] = {"html": ("report.html",)}
TABLES: dict[str, tuple[str, ...]] = {"csv": ("report.csv", "report.duties.csv")}


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


def test_further_files_of_a_format_stand_beside_the_main_one(tmp_path: Path) -> None:
    chosen = choose_targets(TABLES, str(tmp_path / "x.csv"), "new")
    assert chosen == {"report.csv": tmp_path / "x.csv", "report.duties.csv": tmp_path / "x.duties.csv"}


def test_several_formats_go_to_a_folder(tmp_path: Path) -> None:
    chosen = choose_targets({**ONE, **TABLES}, str(tmp_path / "out"), "new")
    assert set(chosen.values()) == {
        tmp_path / "out" / name for name in ("report.html", "report.csv", "report.duties.csv")
    }


def test_several_formats_cannot_go_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    with pytest.raises(UsageError) as caught:
        choose_targets({**ONE, **TABLES}, str(tmp_path / "x"), "new")
    assert caught.value.code == "not-a-folder"

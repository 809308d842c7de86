"""The page that needs nothing, in Chromium and in Firefox, as its readers use it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from pypdf import PdfReader, PdfWriter

from kcsie_diff import compare, write
from webpage.page import BROWSERS, WEB, built, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("page")]
JSON_BUTTON = "#downloads button:nth-of-type(5)"


@pytest.fixture(params=list(BROWSERS))
def browser(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def editions(fixtures: Path) -> tuple[Path, Path]:
    return fixtures / "keeping-pupils-safe-2031.pdf", fixtures / "keeping-pupils-safe-2032.pdf"


def chosen(old: Path, new: Path) -> list[list[Any]]:
    return [["open"], ["choose", "#file-0", str(old)], ["choose", "#file-1", str(new)]]


def test_two_files_become_a_report_without_a_request(browser: str, editions: tuple[Path, Path]) -> None:
    steps = [
        *chosen(*editions), ["wait", "#result"], ["pause", 1], ["framed", "document.title"],
        ["framed", "localStorage.setItem('tick', 'done'); localStorage.getItem('tick')"],
        ["click", JSON_BUTTON], ["saved", "report.json"],
    ]  # fmt: skip
    seen = visit(browser, steps)
    assert seen.requests == ()
    assert seen.faults == ()
    assert "Keeping pupils safe" in seen.found[0]
    assert seen.found[1] == "done"
    assert json.loads(seen.found[2]) == json.loads(write(compare(*editions), "json"))


def test_files_chosen_the_wrong_way_round_are_swapped_and_can_be_swapped_back(
    browser: str, editions: tuple[Path, Path]
) -> None:
    steps = [
        *chosen(*reversed(editions)), ["wait", "#result"], ["text", "#notice"], ["text", "#state-0"],
        ["click", "#swap"], ["pause", 0.5], ["wait", "#result"], ["text", "#state-0"],
    ]  # fmt: skip
    seen = visit(browser, steps)
    assert "swapped" in seen.found[0]
    assert seen.found[1].startswith("keeping-pupils-safe-2031.pdf")
    assert seen.found[2].startswith("keeping-pupils-safe-2032.pdf")
    assert seen.faults == ()


def test_errors_are_the_programs_own_sentences(browser: str, tmp_path: Path) -> None:
    notes = tmp_path / "notes.pdf"
    notes.write_text("Ring the lead.")
    seen = visit(browser, [["open"], ["choose", "#file-0", str(notes)], ["wait", ".slot .error"], ["text", ".error"]])
    assert "notes.pdf is not a PDF." in seen.found[0]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_locked_file_asks_for_its_password(
    browser: str, algorithm: str, editions: tuple[Path, Path], tmp_path: Path
) -> None:
    locked = tmp_path / "locked.pdf"
    writer = PdfWriter(clone_from=PdfReader(editions[0]))
    writer.encrypt("open sesame", algorithm=algorithm)
    writer.write(locked)
    steps: list[list[Any]] = [
        ["open"], ["choose", "#file-0", str(locked)], ["wait", "#password-0"],
        ["type", "#password-0", "wrong"], ["press", "Enter"], ["wait", ".slot .error"], ["text", ".error"],
        ["evaluate", "document.querySelector('#password-0').value = ''"],
        ["type", "#password-0", "open sesame"], ["press", "Enter"], ["pause", 1],
        ["choose", "#file-1", str(editions[1])], ["wait", "#result"], ["text", "#state-0"],
    ]  # fmt: skip
    seen = visit(browser, steps)
    assert "password" in seen.found[0]
    assert "30 pages" in seen.found[2]
    assert seen.requests == ()


def test_a_comparison_can_be_cancelled_and_begun_again(browser: str, editions: tuple[Path, Path]) -> None:
    steps = [
        *chosen(*editions), ["wait", "#cancel"], ["click", "#cancel"], ["hidden", "#work"],
        ["choose", "#file-0", str(editions[0])], ["choose", "#file-1", str(editions[0])], ["wait", "#result"],
        ["text", "#notice"],
    ]  # fmt: skip
    seen = visit(browser, steps)
    assert seen.found[0] is True
    assert "same file" in seen.found[1]
    assert seen.faults == ()


def test_a_second_comparison_needs_no_start(browser: str, editions: tuple[Path, Path]) -> None:
    steps = [
        *chosen(*editions), ["wait", "#result"], ["click", "#again"], ["hidden", "#result"],
        ["choose", "#file-0", str(editions[1])], ["choose", "#file-1", str(editions[1])], ["wait", "#result"],
    ]  # fmt: skip
    assert visit(browser, steps).found == (True,)


def test_the_policy_lets_no_connection_out(browser: str) -> None:
    code = "fetch('http://127.0.0.1:9/x').then(() => 'sent', () => 'refused')"
    assert visit(browser, [["open"], ["evaluate", code]]).found == ("refused",)


def test_nothing_on_the_page_fails_axe(browser: str) -> None:
    axe = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
    code = f"{axe}; axe.run().then(found => found.violations.map(each => each.id))"
    assert visit(browser, [["open"], ["evaluate", code]]).found == ([],)


def test_it_is_small_enough_to_send_and_the_same_each_time(tmp_path: Path) -> None:
    again = tmp_path / "page.html"
    command = [sys.executable, str(WEB / "build.py"), "--cache", str(built().parent / "downloads"), "-o", str(again)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert again.read_bytes() == built().read_bytes()
    assert len(again.read_bytes()) <= 15_000_000


PAIRS = ("masvs-1.1.1-1.1.3", "asvs-3.0-3.0.1", "nist-800-70-r3-r4", "nist-800-171-r1-r2", "nist-800-57p1-r3-r4")


@pytest.mark.corpus
@pytest.mark.parametrize("pair", ["kcsie", *PAIRS])
def test_the_page_finds_on_real_editions_what_the_command_line_finds(pair: str, corpus: Path) -> None:
    old, new = corpus / "pairs" / pair / "old.pdf", corpus / "pairs" / pair / "new.pdf"
    if pair == "kcsie":
        old, new = corpus / "kcsie" / "2024-09_full.pdf", corpus / "kcsie" / "2025-07_for-information_full.pdf"
    steps = [*chosen(old, new), ["wait", "#result"], ["click", JSON_BUTTON], ["saved", "report.json"]]
    seen = visit("chrome", steps)
    assert json.loads(seen.found[0]) == json.loads(write(compare(old, new), "json"))
    assert seen.requests == ()

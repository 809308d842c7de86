"""The page that needs nothing, in Chromium and in Firefox, as its readers use it."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from pypdf import PdfReader, PdfWriter

from kcsie_diff import compare, write
from webpage.page import BROWSERS, WEB, Visit, built, visit

pytestmark = pytest.mark.browser
JSON_BUTTON = "#downloads button:nth-of-type(5)"
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
PAGES = 3
KCSIE = ("kcsie/2024-09_full.pdf", "kcsie/2025-07_for-information_full.pdf")
PAIRS = [KCSIE] + [
    (f"pairs/{name}/old.pdf", f"pairs/{name}/new.pdf")
    for name in ("masvs-1.1.1-1.1.3", "asvs-3.0-3.0.1", "nist-800-70-r3-r4")
]

Steps = list[list[Any]]


@pytest.fixture(scope="module")
def editions(fixtures: Path) -> tuple[Path, Path]:
    return fixtures / "keeping-pupils-safe-2031.pdf", fixtures / "keeping-pupils-safe-2032.pdf"


@pytest.fixture(scope="module", params=list(BROWSERS))
def seen(
    request: pytest.FixtureRequest, editions: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> Visit:
    """One visit, as starting the engine takes longest: it opens the page once, and each scene follows the last."""
    folder = tmp_path_factory.mktemp("files")
    notes = folder / "notes.pdf"
    notes.write_text("Ring the lead.")
    whole, (old, new) = editions, [first_pages(edition, folder) for edition in editions]
    fetch = "fetch('http://127.0.0.1:9/x').then(() => 'sent', () => 'refused')"
    axe = f"{AXE.read_text('utf-8')}; axe.run().then(found => found.violations.map(each => each.id))"
    scenes: dict[str, Steps] = {
        "opened": [["open"], ["evaluate", axe], ["evaluate", fetch]],
        "compared": [
            *chosen(*whole), ["framed", "document.title"],
            ["framed", "localStorage.setItem('tick', 'done'); localStorage.getItem('tick')"],
            ["click", JSON_BUTTON], ["saved", "report.json"],
        ],
        "again": [["click", "#again"], ["hidden", "#result"], *chosen(new, new), ["text", "#notice"]],
        "swapped": [
            ["click", "#again"], *chosen(new, old), ["text", "#notice"], ["text", "#state-0"],
            ["click", "#swap"], ["until", f"document.querySelector('#state-0').innerText.startsWith('{new.name}')"],
            ["wait", "#result"], ["text", "#state-0"],
        ],
        "no PDF": [
            ["click", "#again"], ["choose", "#file-0", str(notes)], ["wait", ".slot .error"], ["text", ".error"],
        ],
        **{name: unlocked(locked(old, folder, name), new) for name in ("RC4-128", "AES-256")},
        "cancelled": [
            ["click", "#again"], ["choose", "#file-0", str(whole[0])], ["choose", "#file-1", str(whole[1])],
            ["wait", "#cancel"], ["click", "#cancel"], ["hidden", "#work"], *chosen(old, old), ["text", "#notice"],
        ],
    }  # fmt: skip
    browser: str = request.param
    return visit(browser, scenes)


def first_pages(edition: Path, folder: Path) -> Path:
    """A file of that name with the first pages of the edition, which a browser reads in a moment."""
    path = folder / edition.name
    writer = PdfWriter(clone_from=PdfReader(edition))
    for page in range(len(writer.pages) - 1, PAGES - 1, -1):
        writer.remove_page(page)
    writer.write(path)
    return path


def chosen(old: Path, new: Path) -> Steps:
    """Choose two files and wait for their report."""
    return [["choose", "#file-0", str(old)], ["choose", "#file-1", str(new)], ["wait", "#result"]]


def locked(edition: Path, folder: Path, algorithm: str) -> Path:
    """The edition with a password."""
    path = folder / f"{algorithm}.pdf"
    writer = PdfWriter(clone_from=PdfReader(edition))
    writer.encrypt("open sesame", algorithm=algorithm)
    writer.write(path)
    return path


def unlocked(old: Path, new: Path) -> Steps:
    """Choose a file that is locked, and give a wrong password before the right one."""
    return [
        ["click", "#again"], ["choose", "#file-0", str(old)], ["wait", "#password-0"],
        ["type", "#password-0", "wrong"], ["press", "Enter"], ["wait", ".slot .error"], ["text", ".error"],
        ["evaluate", "document.querySelector('#password-0').value = ''"],
        ["type", "#password-0", "open sesame"], ["press", "Enter"],
        ["until", "!document.querySelector('#password-0').getClientRects().length"],
        ["choose", "#file-1", str(new)], ["wait", "#result"], ["text", "#state-0"],
    ]  # fmt: skip


def test_no_request_leaves_it_and_no_script_fails(seen: Visit) -> None:
    assert seen.requests == ()
    # Firefox calls it a fault that the policy refuses what the first scene tries to fetch.
    assert [fault for fault in seen.faults if "connect-src" not in fault] == []


def test_nothing_on_the_page_fails_axe_and_its_policy_lets_no_connection_out(seen: Visit) -> None:
    assert seen.found["opened"] == ([], "refused")


def test_two_files_become_the_report_that_the_library_makes(seen: Visit, editions: tuple[Path, Path]) -> None:
    title, tick, report = seen.found["compared"]
    assert "Keeping pupils safe" in title
    assert tick == "done"
    assert json.loads(report) == json.loads(write(compare(*editions), "json"))


def test_a_second_comparison_needs_no_start(seen: Visit) -> None:
    hidden, notice = seen.found["again"]
    assert hidden is True
    assert "same file" in notice


def test_files_chosen_the_wrong_way_round_are_swapped_and_can_be_swapped_back(seen: Visit) -> None:
    notice, first, then = seen.found["swapped"]
    assert "swapped" in notice
    assert first.startswith("keeping-pupils-safe-2031.pdf")
    assert then.startswith("keeping-pupils-safe-2032.pdf")


def test_errors_are_the_programs_own_sentences(seen: Visit) -> None:
    (error,) = seen.found["no PDF"]
    assert "notes.pdf is not a PDF." in error


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_locked_file_asks_for_its_password(seen: Visit, algorithm: str) -> None:
    error, _, state = seen.found[algorithm]
    assert "password" in error
    assert f"{PAGES} pages" in state


def test_a_comparison_can_be_cancelled_and_begun_again(seen: Visit) -> None:
    hidden, notice = seen.found["cancelled"]
    assert hidden is True
    assert "same file" in notice


def test_it_is_small_enough_to_send_and_the_same_each_time(tmp_path: Path) -> None:
    again = tmp_path / "page.html"
    command = [sys.executable, str(WEB / "build.py"), "--cache", str(built().parent / "downloads"), "-o", str(again)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert again.read_bytes() == built().read_bytes()
    assert len(again.read_bytes()) <= 15_000_000


@pytest.mark.corpus
def test_the_page_finds_on_real_editions_what_the_command_line_finds(corpus: Path) -> None:
    old, new = (corpus / file for file in PAIRS[date.today().isocalendar().week % len(PAIRS)])  # others each week
    report = [["open"], *chosen(old, new), ["click", JSON_BUTTON], ["saved", "report.json"]]
    seen = visit("chrome", {"compared": report})
    assert seen.requests == ()
    assert json.loads(seen.found["compared"][0]) == json.loads(write(compare(old, new), "json"))

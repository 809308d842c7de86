"""Word files and workbooks hold to the schema of Office Open XML, in the eyes of a port of Microsoft's validator."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from editions import edition
from kcsie_diff import compare_editions
from kcsie_diff.model.comparison import Comparison, Picture, Side
from kcsie_diff.model.edition import Edition
from kcsie_diff.reading.in_worker import read_editions
from kcsie_diff.reports import Sources, write
from reports import made
from reports.test_docx import DOT
from reports.test_redline import CASES, editions

pytestmark = pytest.mark.slow

SUFFIXES = {"docx": "docx", "tracked": "docx", "xlsx": "xlsx"}
MADE = {"plain": made.plain, "hostile": made.hostile, "empty": made.empty}


def faults(data: bytes, name: str, folder: Path) -> list[str]:
    """What the validator has to say against a file."""
    file = folder / f"report.{SUFFIXES[name]}"
    file.write_bytes(data)
    found = OpenXmlValidator(max_errors=0).validate(file).errors
    return [f"{each.part_uri} {each.path}: {each.description}" for each in found]


@pytest.mark.parametrize("name", ["docx", "xlsx"])
@pytest.mark.parametrize("comparison", MADE.values(), ids=MADE)
def test_reports_are_valid(name: str, comparison: Callable[[], Comparison], tmp_path: Path) -> None:
    pictures = {"c0001": (Picture(Side.OLD, 8, DOT, 100, 50), Picture(Side.NEW, 9, DOT, 100, 50))}
    assert faults(write(comparison(), name, sources=Sources(pictures=pictures)), name, tmp_path) == []


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_small_tracked_copies_are_valid(case: tuple[str, str], tmp_path: Path) -> None:
    assert faults(of(editions(*case), "tracked"), "tracked", tmp_path) == []


@pytest.mark.parametrize("name", SUFFIXES)
def test_reports_on_the_guidance_are_valid(fixtures: Path, name: str, tmp_path: Path) -> None:
    old, new = read_editions((fixtures / "keeping-pupils-safe-2031.pdf", fixtures / "keeping-pupils-safe-2032.pdf"))
    pair = old, new
    assert faults(of(pair, name), name, tmp_path) == []


@pytest.mark.corpus
def test_reports_on_a_real_pair_are_valid(corpus: Path, tmp_path: Path) -> None:
    folder = corpus / "kcsie"
    pair = edition(folder / "2024-09_full.pdf"), edition(folder / "2025-07_for-information_full.pdf")
    assert [fault for name in SUFFIXES for fault in faults(of(pair, name), name, tmp_path)] == []


def of(pair: tuple[Edition, Edition], name: str) -> bytes:
    return write(compare_editions(*pair), name, sources=Sources(pair))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"<w:pPr>", b"<w:bogus/><w:pPr>"),
        (b'<w:tblHeader w:val="off"/>', b""),
        (b' w:author="kcsie-diff"', b""),
        (b'<w:ins w:id="', b'<w:ins w:id="x'),
    ],
)
def test_the_validator_finds_what_is_not_valid(right: bytes, wrong: bytes, tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.docx", tmp_path / "broken.docx"
    whole.write_bytes(of(editions(*CASES["rows"]), "tracked"))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(right, wrong))
    assert faults(broken.read_bytes(), "tracked", tmp_path) != []

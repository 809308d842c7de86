"""All formats of one comparison hold the same ids and the same counts, and the same bytes each time."""

import csv
import io
import json
import re
import subprocess
import sys

import pytest

from kcsie_diff.model.comparison import Comparison
from kcsie_diff.reports import concordance_text, folded_terms, make_view, write, write_view
from reports import made

COMPARISONS = {"plain": made.plain(), "long": made.long(40), "empty": made.empty()}


def ids(comparison: Comparison, name: str) -> list[str]:
    """The ids of the changes as a format lists them, in its order."""
    text = write(comparison, name).decode("utf-8-sig")
    match name:
        case "json":
            return [change["id"] for change in json.loads(text)["changes"]]
        case "html":
            return re.findall(r'<article class="kd-change[^"]*" id="(c\d+)"', text)
        case "text":
            return re.findall(r"^(c\d+)  ", text, re.M)
        case "markdown":
            return re.findall(r"^#### .*\((c\d+)\)$", text, re.M)
        case "csv":
            return [row["id"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    raise AssertionError(name)


def counts(comparison: Comparison, name: str) -> dict[str, list[int]]:
    """The table of counts as a format prints it: high, medium, low and all for each category."""
    text = write(comparison, name).decode("utf-8-sig")
    names = ("Legislative", "Clarification", "Additional support", "Editorial", "All changes")
    if name == "html":
        table = re.search(r'<table class="kd-table kd-table--counts">.*?</table>', text, re.S)
        assert table
        text = re.sub(
            r"<span class=\"kd-meaning\">.*?</span>|<[^>]+>", " ", table[0].replace("\n", " ").replace("</tr>", "\n")
        )
    rows = {}
    for row in names:
        found = re.search(rf"^[ |]*{row}[ |]+(\d+)[ |]+(\d+)[ |]+(\d+)[ |]+(\d+)[ |]*$", text, re.M)
        assert found, (name, row)
        rows[row] = [int(number) for number in found.groups()]
    return rows


@pytest.mark.parametrize("comparison", COMPARISONS.values(), ids=COMPARISONS)
@pytest.mark.parametrize("name", ["json", "html", "text", "markdown", "csv"])
def test_the_same_changes_stand_in_every_format(comparison: Comparison, name: str) -> None:
    assert sorted(ids(comparison, name)) == sorted(change.id for change in comparison.changes)


@pytest.mark.parametrize("comparison", COMPARISONS.values(), ids=COMPARISONS)
@pytest.mark.parametrize("name", ["html", "text", "markdown"])
def test_the_same_counts_stand_in_every_format(comparison: Comparison, name: str) -> None:
    told = counts(comparison, name)
    summary = json.loads(write(comparison, "json"))["summary"]
    by_name = {row.lower().replace(" ", "_"): numbers[3] for row, numbers in told.items()}
    assert by_name.pop("all_changes") == summary["changes"]
    assert by_name == summary["by_category"]
    assert all(sum(numbers[:3]) == numbers[3] for numbers in told.values())


@pytest.mark.parametrize("name", ["html", "text", "markdown", "brief"])
def test_every_format_of_text_says_whose_it_is_not(name: str) -> None:
    told = " ".join(write(made.plain(), name).decode().split())
    assert "not published or endorsed by the Ministry for Pupils" in told


def test_csv_has_a_file_each_for_duties_and_paragraph_numbers() -> None:
    files = dict(write_view(make_view(made.plain()), "csv"))
    assert list(files) == [".csv", ".duties.csv", ".concordance.csv"]
    rows = {
        name: list(csv.DictReader(io.StringIO(each.decode("utf-8-sig"), newline=""))) for name, each in files.items()
    }
    assert [row["change"] for row in rows[".duties.csv"]] == ["c0001", "c0003"]
    assert [row["paragraph now"] for row in rows[".concordance.csv"]] == ["1", "2", "6", "16", "17", "18", "", "1"]


def test_no_format_can_be_named_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        write(made.empty(), "papyrus")


SCRIPT = """
import hashlib
from kcsie_diff.reports import make_view, write_view
from reports import made
for name in ("html", "text", "json", "markdown", "csv", "brief", "docx", "xlsx"):
    for suffix, content in write_view(make_view(made.plain()), name):
        print(suffix, hashlib.sha256(content).hexdigest())
"""


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    told = set()
    for seed in ("0", "1"):
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": "tests", "LC_ALL": "C", "TZ": f"UTC{seed}"}
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
        )
        told.add(run.stdout)
    assert len(told) == 1


def test_the_verdict_counts_what_the_tables_count() -> None:
    comparison = made.plain()
    view = make_view(comparison)
    totals = {row.category.value: row.total for row in view.counts}
    document = json.loads(write(comparison, "json"))
    assert document["summary"]["by_category"] == totals
    assert {name: numbers[-1] for name, numbers in counts(comparison, "html").items()} == {
        name: numbers[-1] for name, numbers in counts(comparison, "text").items()
    }
    stated = [int(number) for number in re.findall(r"\d+", view.verdict)]
    substance = sum(number for name, number in totals.items() if name != "editorial")
    assert stated == [
        substance, totals["legislative"], totals["clarification"], totals["additional_support"], len(comparison.terms),
    ]  # fmt: skip
    line = folded_terms(comparison)
    assert line.split()[0] == str(sum(change["term"] is not None for change in document["changes"]))
    for name in ("html", "text", "markdown"):
        told = re.sub(r"\s+", " ", write(comparison, name).decode())
        assert view.verdict in told and line in told, name


def test_every_format_says_the_same_of_a_paragraph_number() -> None:
    comparison = made.plain()
    view = make_view(comparison)
    told = [each.outcome for each in view.numbers]
    assert "Number changed; text under it changed" in told
    concordance = dict(write_view(view, "csv"))[".concordance.csv"].decode("utf-8-sig")
    assert [row["words"] for row in csv.DictReader(io.StringIO(concordance, newline=""))] == told
    terminal = concordance_text(comparison)
    page = write(comparison, "html").decode()
    markdown = write(comparison, "markdown").decode()
    for each in view.numbers:
        assert f"{each.outcome}, {each.row.section}" in terminal
        assert f"<td>{each.outcome}" in page
        assert f"| {each.outcome} |" in markdown

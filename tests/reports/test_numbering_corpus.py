"""The look-up of paragraph numbers on a real pair: what every format says of paragraphs easily got wrong."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from editions import edition
from kcsie_diff import Options, compare_editions, write
from kcsie_diff.model.comparison import Comparison
from kcsie_diff.reports import make_view, write_view

pytestmark = pytest.mark.corpus

# Old number: new number, status in the JSON, words in all other formats. Read in both editions.
EXPECTED = {
    "101": ("101", "below", "Its third bullet changed"),
    "135": ("135", "below", "Text under it changed"),
    "142": ("142", "below", "Its fifth bullet is new"),
    "145": ("143", "item", "Now the second item of paragraph 143; same words"),
    "146": ("143", "item", "Now the third item of paragraph 143; same words"),
    "178": ("177", "below", "Number changed; its first bullet changed (strengthened: “should” became “must”)"),
    "287": ("285", "item", "Now the second item of paragraph 285; same words"),
    "333": ("331", "below", "Number changed; its first bullet was paragraph 334, and changed"),
    "334": ("331", "item", "Now the first item of paragraph 331; reworded"),
    "539": ("536", "below", "Number changed; its fourth bullet changed; its seventh bullet changed"),
    "548": ("545", "below", "Number changed; its fifth bullet is new"),
}
WORDS = {old: (new, words) for old, (new, _, words) in EXPECTED.items()}


@pytest.fixture(scope="module")
def comparison(corpus: Path) -> Comparison:
    old, new = edition(corpus / "kcsie/2024-09_full.pdf"), edition(corpus / "kcsie/2025-07_for-information_full.pdf")
    return compare_editions(old, new, Options())


def test_the_json_says_where_each_paragraph_is(comparison: Comparison) -> None:
    rows = json.loads(write(comparison, "json"))["concordance"]
    said = {row["old"]: (row["new"], row["status"]) for row in rows if row["old"] in EXPECTED}
    assert said == {old: (new, status) for old, (new, status, _) in EXPECTED.items()}


def test_table_workbook_and_page_say_the_same(comparison: Comparison) -> None:
    files = dict(write_view(make_view(comparison), "csv"))
    (table,) = (text.decode("utf-8-sig") for suffix, text in files.items() if "concordance" in suffix)
    assert {row[0]: (row[1], row[2]) for row in csv.reader(io.StringIO(table)) if row[0] in WORDS} == WORDS
    sheet = load_workbook(io.BytesIO(write(comparison, "xlsx")))["Paragraph numbers"]
    rows = [[str(cell) for cell in row[:3]] for row in sheet.iter_rows(values_only=True)]
    assert {row[0]: (row[1], row[2]) for row in rows if row[0] in WORDS} == WORDS
    cells = r"<tr><td>(\d+)</td><td>(\d+)</td><td>(.*?)(?:: <a |</td>)"
    page = re.findall(cells, write(comparison, "html").decode())
    assert {old: (new, words) for old, new, words in page if old in WORDS} == WORDS

"""Two editions of a format without pages: compared, and written in every format."""

import json
import re

import jsonschema
import pytest

from kcsie_diff.model.notation import dump, parse
from kcsie_diff.pipeline import compare_editions
from kcsie_diff.reports import FORMATS, make_view, write_view
from kcsie_diff.reports.json import schema
from kcsie_diff.reports.view import Sources

OLD = """\
= Keeping pupils safe 2030
file: 2030.docx
reader: docx

[] # Part one: What all staff should know
[] 1. Schools should follow this guidance.[^1] They should:
[]   - read the Act
[]   a) keep a record of each concern, see paragraph 2
[] [^1] Not an offence.
[] 2. A record is kept for five years, see page 2.
[] ## Roles
[] > A paragraph without a number that names the safeguarding lead.
[] | Who | When |
[] | The lead | Each week, before the staff meet |
[] # Part two: Training
[] > Training is given once a year to all staff who work with children in the school.
"""
NEW = (
    OLD.replace("2030", "2031")
    .replace("Schools should", "Schools must")
    .replace("the safeguarding lead", "the designated safeguarding lead and a deputy")
    .replace("[] 2. A record", "[] 2. Copies are made of every record before it leaves the school.\n[] 3. A record")
    .replace("Each week", "Each day")
    .replace("five years", "ten years")
)


def test_an_edition_without_pages_is_printed_and_read_back() -> None:
    edition = parse(OLD)
    assert edition.pages is None
    assert {node.page for node in edition.nodes} == {None}
    assert dump(edition) == OLD


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_is_written_and_speaks_of_no_page(name: str) -> None:
    editions = parse(OLD), parse(NEW)
    files = write_view(make_view(compare_editions(*editions), sources=Sources(editions)), name)
    assert files
    for _, data in files:
        said = re.sub(rb"<(script|style)\b.*?</\1>", b"", data, flags=re.DOTALL)
        assert said
        assert b"page None" not in said
        assert b"None pages" not in said


def test_the_json_has_null_for_a_page_and_keeps_to_its_schema() -> None:
    comparison = compare_editions(parse(OLD), parse(NEW))
    [(_, data)] = write_view(make_view(comparison), "json")
    document = json.loads(data)
    jsonschema.validate(document, schema())
    assert document["old"]["pages"] is None
    passages = [passage for change in document["changes"] for passage in (*change["old"], *change["new"])]
    assert passages
    assert all((passage["page"], passage["pages"]) == (None, []) for passage in passages)
    assert document["stale_references"][0]["page"] is None


def test_a_place_is_named_by_section_and_number() -> None:
    view = make_view(compare_editions(parse(OLD), parse(NEW)))
    references = [change.reference for change in view.changes]
    assert any("paragraph 1, Part one: What all staff should know" in reference for reference in references)
    assert not any("None" in said for said in references)
    assert not any("None" in change.title for change in view.changes)

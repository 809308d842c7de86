"""The JSON is what its schema publishes, whatever the texts hold."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kcsie_diff.model.comparison import ChangeKind, Comparison, Segment, SegmentOp
from kcsie_diff.reports import write
from kcsie_diff.reports.json import schema
from reports import made


def written(comparison: Comparison) -> Any:
    return json.loads(write(comparison, "json"))


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("comparison", [made.plain(), made.hostile(), made.empty(), made.long(20)])
def test_every_document_is_valid(comparison: Comparison) -> None:
    errors = [error.message for error in Draft202012Validator(schema()).iter_errors(written(comparison))]
    assert errors == []


@pytest.mark.parametrize(
    ("where", "value"),
    [(("kind",), "vanished"), (("segments",), []), (("confidence",), 1.5), (("new", 0, "page"), 0), (("term",), "x")],
)
def test_what_the_contract_does_not_allow_is_found(where: tuple[str | int, ...], value: object) -> None:
    document = written(made.plain())
    *holders, last = where
    held = document["changes"][0]
    for step in holders:
        held = held[step]
    held[last] = value
    assert not Draft202012Validator(schema()).is_valid(document)


def test_no_field_of_the_contract_may_be_missing() -> None:
    document = written(made.plain())
    for name in list(document["changes"][0]):
        lacking = json.loads(json.dumps(document))
        del lacking["changes"][0][name]
        assert not Draft202012Validator(schema()).is_valid(lacking), name


def test_segments_spell_both_texts_as_given() -> None:
    first = written(made.plain())["changes"][0]
    old = "".join(each.get("old", each["text"]) for each in first["segments"] if each["op"] != "add")
    new = "".join(each["text"] for each in first["segments"] if each["op"] != "cut")
    assert old.startswith("Schools should make a return each term (see paragraph 15).")
    assert new.startswith("Schools must make a return each term (see paragraph 18).")


def test_texts_come_back_as_they_were_even_with_lone_surrogates() -> None:
    odd = "a\ud800b\x00\u202e</script>"
    change = made.change("c1", ChangeKind.ADDED, (Segment(SegmentOp.ADD, odd),), new=(made.passage("a", odd),))
    comparison = Comparison("1", made.facts(2031), made.facts(2032), made.summary((change,), unchanged=0), (change,))
    assert written(comparison)["changes"][0]["segments"][0]["text"] == odd

"""The text formats say what the accepted files in `tests/gold/` say; see the README there."""

from pathlib import Path

import pytest

from kcsie_diff import compare_editions, parse
from kcsie_diff.records import replace
from kcsie_diff.reports import FORMATS, make_view, write_view

TESTS = Path(__file__).parents[1]
TEXT = ("text", "markdown", "csv", "json")
OLD, NEW = (parse((TESTS / "gold" / name).read_text(encoding="utf-8")) for name in ("old.txt", "new.txt"))
COMPARISON = replace(compare_editions(OLD, NEW), version="9.9")
WRITTEN = {f"report{suffix}": content for name in TEXT for suffix, content in write_view(make_view(COMPARISON), name)}


@pytest.mark.parametrize("name", WRITTEN)
def test_the_report_says_what_was_accepted(name: str, *, accept: bool) -> None:
    gold = TESTS / "gold" / name
    if accept:
        gold.write_bytes(WRITTEN[name])
        pytest.fail(f"{name} was accepted: look at the difference, and run again without --accept")
    if not gold.exists() or gold.read_bytes() != WRITTEN[name]:
        actual = TESTS / "actual" / name
        actual.parent.mkdir(exist_ok=True)
        actual.write_bytes(WRITTEN[name])
        pytest.fail(f"{actual} differs from {gold}: see tests/gold/README.md")


def test_every_golden_file_is_written_by_a_format() -> None:
    assert {path.name for path in (TESTS / "gold").glob("report*")} == set(WRITTEN)
    assert set(TEXT) <= set(FORMATS)

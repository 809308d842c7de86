"""docs/changes.md says what the program does: every kind, category, duty, significance and rule, and each example."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from kcsie_diff.differing import align
from kcsie_diff.differing.editorial import ON_PASSAGES, ON_SPOTS
from kcsie_diff.meaning import judge
from kcsie_diff.meaning.lexicon import SECTIONS, load_lexicon
from kcsie_diff.meaning.rules.order import RULES
from kcsie_diff.model.comparison import Category, Change, ChangeKind, DutyEffect, Significance
from kcsie_diff.model.edition import Edition
from kcsie_diff.model.notation import parse
from kcsie_diff.options import Options

PAGE = (Path(__file__).parents[2] / "docs" / "changes.md").read_text(encoding="utf-8")
HANDED_ON = "no-meaning-in-the-words"  # its reason bears the name that aligning gave


@dataclass(frozen=True)
class Entry:
    """An entry of the page: the chapter and heading it stands under, its words, its example."""

    chapter: str
    name: str
    words: str
    before: str
    after: str


def entries() -> list[Entry]:
    """The entries of the page; a heading inside an example is the example's."""
    found: list[tuple[str, str, list[str], dict[str, list[str]]]] = []
    chapter, fence = "", None
    for line in PAGE.splitlines():
        if line.startswith("```"):
            fence = None if fence is not None else line[3:]
        elif fence is not None and found:
            found[-1][3].setdefault(fence, []).append(line)
        elif line.startswith("## "):
            chapter = line[3:]
        elif line.startswith("### "):
            found.append((chapter, line[4:], [], {}))
        elif found:
            found[-1][2].append(line)
    return [
        Entry(
            chapter,
            name,
            " ".join(" ".join(words).split()),
            *("\n".join(fences.get(f, [])) for f in ("before", "after")),
        )
        for chapter, name, words, fences in found
    ]


def named(chapter: str) -> list[str]:
    return [entry.name for entry in entries() if entry.chapter == chapter]


def edition(title: str, body: str) -> Edition:
    lines = "\n".join(f"[2] {line}" for line in body.splitlines())
    return parse(
        f"= {title}\npages: 4\n\n{lines}\n[3] 99. This passage stands in both editions, and no word of it changed.\n"
    )


def changes(entry: Entry) -> tuple[Change, ...]:
    old, new = edition("Keeping pupils safe 2031", entry.before), edition("Keeping pupils safe 2032", entry.after)
    return judge(align(old, new, Options()), Options(), "0").changes


def test_every_kind_category_duty_and_significance_has_an_entry() -> None:
    assert set(named("Kinds")) == set(ChangeKind)
    assert set(named("Categories")) == set(Category)
    assert named("Duties") == list(DutyEffect)
    assert set(named("Significance")) == set(Significance)


def test_every_rule_has_an_entry_in_the_order_in_which_rules_are_asked() -> None:
    of_aligning = {rule.__name__.replace("_", "-") for rule in (*ON_SPOTS, *ON_PASSAGES)} | {"link-same-host"}
    own = [rule.name for rule in RULES if rule.name != HANDED_ON]
    told = named("Rules")
    assert set(told[: -len(own)]) == of_aligning
    assert told[-len(own) :] == own


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.name != HANDED_ON], ids=lambda rule: rule.name)
def test_an_entry_states_what_its_rule_matches_and_must_not(rule) -> None:  # type: ignore[no-untyped-def]
    words = next(entry.words for entry in entries() if entry.name == rule.name and entry.chapter == "Rules")
    assert f"Matches {rule.matches}. Must not match {rule.must_not}. Source: {rule.source}." in words


EXAMPLES = [entry for entry in entries() if entry.before]


@pytest.mark.parametrize("entry", EXAMPLES, ids=lambda entry: f"{entry.chapter}-{entry.name}")
def test_an_example_is_told_as_its_entry_says(entry: Entry) -> None:
    told = changes(entry)
    assert told, "the example shows no change"
    said = {
        "Kinds": {change.kind for change in told},
        "Categories": {change.category for change in told},
        "Duties": {change.duty for change in told},
        "Significance": {change.significance for change in told},
        "Rules": {change.reasons[0].rule for change in told},
    }[entry.chapter]
    assert said == {entry.name}


def test_every_section_of_a_rules_file_is_named() -> None:
    assert all(f"`{section}`" in PAGE for section in SECTIONS)


def test_the_rules_file_of_the_page_can_be_read(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(replace.*?)```", PAGE, re.DOTALL)
    assert example is not None
    file = tmp_path / "rules.toml"
    file.write_text(example[1], encoding="utf-8")
    lexicon = load_lexicon(file)
    assert [rule.name for rule in lexicon.rules] == ["our-visitors-policy"]
    assert lexicon.disabled == {"signs-and-examples"}
    assert lexicon.organisations.entries == (("Listening Trust", "Listening Trust"),)

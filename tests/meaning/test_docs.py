"""docs/changes.md says what the program does: every kind, category, duty, significance and rule, and each example."""

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

import pytest

from differing.made import align
from kcsie_diff.meaning import judge
from kcsie_diff.meaning.lexicon import SECTIONS, load_lexicon
from kcsie_diff.meaning.rules import RULES
from kcsie_diff.meaning.rules.rule import Rule
from kcsie_diff.model.comparison import Category, Change, ChangeKind, DutyEffect, Significance
from kcsie_diff.model.edition import Edition
from kcsie_diff.model.notation import parse
from kcsie_diff.options import Options

FILE = Path(__file__).parents[2] / "docs" / "changes.md"
PAGE = FILE.read_text(encoding="utf-8")


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
    return judge(align(old, new), Options(), "0").changes


def test_every_kind_category_duty_and_significance_has_an_entry() -> None:
    assert set(named("Kinds")) == set(ChangeKind)
    assert set(named("Categories")) == set(Category)
    assert named("Duties") == list(DutyEffect)
    assert set(named("Significance")) == set(Significance)


def rule_entry(rule: Rule) -> str:
    """What the page says of a rule, with the example that it has already."""
    category = rule.category.value.replace("_", " ").capitalize()
    source = rule.source.replace("docs/categories.md", "[categories.md](categories.md)")
    words = f"*{category}.* Matches {rule.matches}. Must not match {rule.must_not}. Source: {source}."
    parts = [f"### {rule.name}", fill(words, 120, break_long_words=False, break_on_hyphens=False)]
    example = next((entry for entry in entries() if (entry.chapter, entry.name) == ("Rules", rule.name)), None)
    if example and example.before:
        parts += [f"```before\n{example.before}\n```", f"```after\n{example.after}\n```"]
    return "\n\n".join(parts)


def test_the_chapter_on_rules_is_made_from_the_rules(accept: bool) -> None:
    """`pytest tests/meaning/test_docs.py --accept` writes the chapter."""
    before, _, rest = PAGE.partition("\n## Rules\n")
    lead, _, rest = rest.partition("\n### ")
    after = rest[rest.index("\n## Rules of your own\n") :]
    page = f"{before}\n## Rules\n{lead}\n" + "\n\n".join(map(rule_entry, RULES)) + f"\n{after}"
    if accept:
        FILE.write_text(page, encoding="utf-8")
        pytest.fail("accepted: read what changed in docs/changes.md, then run again without --accept")
    assert page == PAGE


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_source_of_a_rule_can_be_opened(rule: Rule) -> None:
    page, test = rule.source.split(", ")
    assert f"**{test}**" in (FILE.parents[1] / page).read_text(encoding="utf-8")


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

"""The page as a file: nothing from outside, nothing that can act, ids once, headings that nest."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from kcsie_diff.model.comparison import Comparison
from kcsie_diff.reports import write
from reports import made

COMPARISONS = {"plain": made.plain(), "hostile": made.hostile(), "empty": made.empty()}
FORMATS = ("html", "brief")


class Page(HTMLParser):
    """What a page is made of: its elements with attributes, its text, and the content of style and script."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.raw: dict[str, list[str]] = {"style": [], "script": []}
        self._within = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._within = tag
        if tag in self.raw:
            self.raw[tag].append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within in self.raw:
            self.raw[self._within][-1] += data
        else:
            self.text.append(data)

    def every(self, name: str) -> list[str]:
        return [value or "" for _, attributes in self.elements for key, value in attributes.items() if key == name]


def page(comparison: Comparison, name: str) -> Page:
    return Page(write(comparison, name).decode())


@pytest.fixture(params=[(key, name) for key in COMPARISONS for name in FORMATS], ids="-".join)
def made_page(request: pytest.FixtureRequest) -> Page:
    key, name = request.param
    return page(COMPARISONS[key], name)


def test_ids_stand_once_and_links_within_the_page_lead_somewhere(made_page: Page) -> None:
    ids = made_page.every("id")
    assert len(ids) == len(set(ids))
    inside = {target[1:] for target in made_page.every("href") if target.startswith("#") and "=" not in target}
    assert inside <= set(ids)
    named = {name for value in made_page.every("aria-labelledby") + made_page.every("for") for name in value.split()}
    assert named <= set(ids)


def test_nothing_is_loaded_from_outside_and_only_safe_targets_are_links(made_page: Page) -> None:
    assert not made_page.every("src")
    assert not [tag for tag, _ in made_page.elements if tag in {"link", "iframe", "object", "embed", "base", "img"}]
    assert all(re.match(r"#|https?://|mailto:", target) for target in made_page.every("href"))
    assert "url(" not in "".join(made_page.raw["style"]) and "@import" not in "".join(made_page.raw["style"])


def test_nothing_acts_but_what_the_policy_lets_in(made_page: Page) -> None:
    assert not [name for _, attributes in made_page.elements for name in attributes if name.startswith("on")]
    assert not made_page.every("style")
    policy = next(own["content"] for tag, own in made_page.elements if own.get("http-equiv") and tag == "meta") or ""
    assert "unsafe" not in policy and "default-src 'none'" in policy
    for text in made_page.raw["style"] + made_page.raw["script"]:
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert len(re.findall("sha256-", policy)) == len(made_page.raw["style"] + made_page.raw["script"])


def test_headings_nest(made_page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in made_page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_hostile_texts_stand_as_text() -> None:
    told = page(made.hostile(), "html")
    text = "".join(told.text)
    assert "</script><script>window.pwned = 1</script>" in text
    assert "{{ 7 * 7 }} {% raw %}" in text and "[U+202E]" in text and "[U+001B][31m" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\u200b\u202e\u2066]", write(made.hostile(), "html").decode())


def test_every_report_says_whose_it_is_not_and_carries_the_licence() -> None:
    for name in FORMATS:
        text = " ".join("".join(page(made.plain(), name).text).split())
        assert "not published or endorsed by the Ministry for Pupils" in text and "not legal advice" in text
        assert "keeping-pupils-safe-2031.pdf" in text and "keeping-pupils-safe-2032.pdf" in text
        assert "contains public sector information licensed under the Open Government Licence v3.0" in text


def test_a_part_without_change_says_so_with_counts() -> None:
    text = "".join(page(made.plain(), "html").text)
    assert "No changes. 48 of 48 passages unchanged (25 of 25 numbered paragraphs)." in text


def test_an_edition_compared_with_itself_says_that_nothing_changed() -> None:
    text = "".join(page(made.empty(), "html").text)
    assert "No changes found: all 200 passages have the same words." in text


def test_cut_and_added_words_are_told_in_words_too() -> None:
    text = "".join(page(made.plain(), "html").text)
    assert "Schools [cut: should][added: must] make a return" in text
    assert "Removed text" in text and "New text" in text


def test_one_script_stands_in_the_report_and_none_in_the_briefing() -> None:
    assert len(page(made.plain(), "html").raw["script"]) == 2
    assert not page(made.plain(), "brief").raw["script"]

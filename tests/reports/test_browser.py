"""The report in Chromium, as its readers use it."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from editions import edition
from kcsie_diff import compare_editions
from kcsie_diff.meaning.review import read_review
from kcsie_diff.model.comparison import Category
from kcsie_diff.reports import Sources, write
from kcsie_diff.reports.excerpts import excerpt
from reports import made
from reports.browser import Reader, started
from reports.test_redline import editions
from webpage.page import visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PAIR = editions(
    """
    [1] 1. Schools should keep a record of visits.
    [1] 2. Boats leave the harbour at noon on every day of the year.[^1]
    [1] [^1] See the Harbour Order of 2027.
    """,
    """
    [1] 1. Visitors sign in at the office, wear a badge and stay with a member of staff.
    [1] 2. Schools must keep a record of all visits.
    [1] 3. Boats leave the harbour at noon on every day of the year.[^1]
    [1] [^1] See the Harbour Order of 2027.
    """,
)
EVERY = {change.id for change in made.plain().changes}
# axe leaves the size of targets out unless asked (WCAG 2.2, 2.5.8).
AXE = {"rules": {"target-size": {"enabled": True}}}
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %: WCAG 2.2, 1.4.10


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    pages = {
        "plain": made.plain(),
        "hostile": made.hostile(),
        "500": made.long(500),
        "5000": made.long(5000),
        "empty": made.empty(),
    }
    for name, comparison in pages.items():
        (folder / f"{name}.html").write_bytes(write(comparison, "html"))
    (folder / "both.html").write_bytes(write(compare_editions(*PAIR), "html", sources=Sources(PAIR)))
    (folder / "brief.html").write_bytes(write(made.plain(), "brief"))
    return folder


@pytest.fixture
def reader(browser: Browser, folder: Path) -> Iterator[Reader]:
    reader = Reader(browser, folder / "plain.html", permissions=["clipboard-read", "clipboard-write"])
    yield reader
    assert reader.asked == []
    assert reader.complaints == []
    reader.context.close()


# ---- filters, search, state -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value", "ids"),
    [
        ("category", "legislative", {"c0001"}),
        ("significance", "high", {"c0001"}),
        ("audience", "all-staff", {"c0005", "c0007", "c0008"}),
        ("part", "part-part-two-the-management-of-welfare", {"c0001", "c0002", "c0003"}),
        ("kind", "removed", {"c0004"}),
        ("mentioned", "no", {"c0002", "c0003", "c0004", "c0005", "c0008"}),
    ],
)
def test_each_filter_leaves_what_it_names(reader: Reader, name: str, value: str, ids: set[str]) -> None:
    reader.page.select_option(f"#kd-{name}", value)
    reader.expect_shown(ids, 9)
    assert reader.page.evaluate("location.hash") == f"#{name}={value}"


def test_filters_add_up_and_all_comes_back(reader: Reader) -> None:
    reader.page.select_option("#kd-category", "clarification")
    reader.page.select_option("#kd-audience", "all-staff")
    reader.expect_shown({"c0007", "c0008"}, 9)
    assert reader.page.locator(".kd-folded[open]").count() == 1
    reader.page.click("button[type=reset]")
    reader.expect_shown(EVERY, 9)
    assert reader.page.locator(".kd-folded[open]").count() == 0


def test_search_finds_cut_words_added_words_and_places(reader: Reader) -> None:
    for words, ids in (
        ("weekends", {"c0004"}),
        ("pupil returns regulations", {"c0001"}),
        ("paragraph 17", {"c0003"}),
        ("nowhere in the guidance", set()),
    ):
        reader.page.fill("#kd-search", words)
        reader.expect_shown(ids, 9)


def test_parts_and_sections_without_a_hit_are_hidden(reader: Reader) -> None:
    reader.page.select_option("#kd-category", "legislative")
    reader.expect_shown({"c0001"}, 9)
    assert reader.page.locator(".kd-part:visible").count() == 1
    assert reader.page.locator(".kd-section:visible").count() == 1


def test_the_state_lives_in_the_address(reader: Reader) -> None:
    reader.open("#category=clarification&q=safeguarding+lead")
    reader.expect_shown({"c0007"}, 9)
    assert reader.page.input_value("#kd-search") == "safeguarding lead"
    assert reader.page.input_value("#kd-category") == "clarification"


def test_the_numbers_of_the_chart_lead_to_their_changes(reader: Reader) -> None:
    reader.page.click(".kd-table--counts a >> nth=0")
    reader.expect_shown({"c0001"}, 9)


def test_a_permalink_opens_what_is_folded_and_lifts_filters(reader: Reader) -> None:
    reader.page.select_option("#kd-category", "legislative")
    reader.expect_shown({"c0001"}, 9)
    reader.page.evaluate("location.hash = '#c0007'")
    expect(reader.page.locator("#c0007")).to_be_in_viewport()
    reader.expect_shown(EVERY, 9)
    reader.open("#c0006")
    expect(reader.page.locator("#c0006")).to_be_in_viewport()


def test_a_change_has_a_lasting_link_by_its_review_key(reader: Reader) -> None:
    reader.page.select_option("#kd-category", "legislative")
    reader.expect_shown({"c0001"}, 9)
    reader.open("#key-c0007")
    expect(reader.page.locator("#c0007")).to_be_in_viewport()
    reader.page.click("#c0007 .kd-change__title a")
    expect(reader.page).to_have_url(re.compile("#key-c0007$"))
    reader.open("#gone-from-this-report-01234567")
    expect(reader.page.locator("#kd-shown")).to_have_text("This report has no change with that link.")


def test_going_back_leaves_no_hidden_filter(reader: Reader) -> None:
    reader.page.click(".kd-table--counts a >> nth=0")
    reader.expect_shown({"c0001"}, 9)
    reader.page.go_back()
    reader.expect_shown(EVERY, 9)
    assert reader.page.input_value("#kd-category") == ""
    reader.page.go_forward()
    reader.expect_shown({"c0001"}, 9)


def test_a_link_in_a_filtered_list_keeps_the_filter(reader: Reader) -> None:
    reader.page.select_option("#kd-category", "legislative")
    reader.page.click("#c0001 .kd-change__title a")
    reader.expect_shown({"c0001"}, 9)


def test_search_marks_what_it_found(reader: Reader) -> None:
    reader.page.fill("#kd-search", "weekends")
    reader.expect_shown({"c0004"}, 9)
    assert reader.page.evaluate("[...CSS.highlights.get('kd-hit')].map(String)") == ["weekends"]
    reader.page.click("button[type=reset]")
    reader.expect_shown(EVERY, 9)
    assert not reader.page.evaluate("CSS.highlights.has('kd-hit')")


# ---- one change -----------------------------------------------------------------------------------------------------


def test_side_by_side_spells_both_editions(reader: Reader) -> None:
    reader.page.click("#c0001 .kd-side summary")
    expect(reader.page.locator("#c0001 .kd-side__text")).to_have_count(2)
    old, new = reader.page.locator("#c0001 .kd-side__text").all_text_contents()
    assert old.startswith("Schools should make a return each term (see paragraph 15).")
    assert new.startswith("Schools must make a return each term (see paragraph 18).")
    assert new.endswith("Pupil Returns Regulations 2031.") and not old.endswith("Regulations 2031.")


def test_unchanged_words_are_folded_and_unfold(reader: Reader) -> None:
    fold = reader.page.locator("#c0001 .kd-fold")
    assert not fold.is_visible()
    reader.page.click("#c0001 .kd-unfold")
    assert fold.is_visible()
    assert reader.page.get_attribute("#c0001 .kd-unfold", "aria-expanded") == "true"


@pytest.mark.parametrize(
    ("change", "copied"),
    [
        (
            "c0004",
            "Removed since Keeping pupils safe 2031, paragraph 3, second bullet, page 4: "
            "“• The helpline is open at weekends.”",
        ),
        ("c0008", "Keeping pupils safe 2032, paragraphs 6 and 7, page 5: “Read the policy. Sign it. Keep a copy.”"),
    ],
)
def test_copying_gives_the_reference_and_the_words(reader: Reader, change: str, copied: str) -> None:
    reader.page.click(f"#{change} .kd-copy")
    expect(reader.page.locator("#kd-shown")).to_have_text("Copied.")
    assert reader.page.evaluate("navigator.clipboard.readText()") == copied


def test_the_new_number_of_an_old_paragraph_is_found(reader: Reader) -> None:
    reader.page.fill("#kd-number", "14")
    found = "Now paragraph 16: number changed; reworded (Part two: The management of welfare). c0001"
    assert reader.page.inner_text("#kd-found") == found
    assert reader.page.get_attribute("#kd-found a", "href") == "#c0001"
    reader.page.fill("#kd-number", "16")
    assert reader.page.inner_text("#kd-found") == "Removed (Part two: The management of welfare)."
    reader.page.fill("#kd-number", "2")
    found = "Still paragraph 2: same words (Part one: What all staff should know)."
    assert reader.page.inner_text("#kd-found") == found
    reader.page.fill("#kd-number", "999")
    assert reader.page.inner_text("#kd-found") == "No such paragraph."


# ---- ticks and notes ------------------------------------------------------------------------------------------------


def test_ticks_and_notes_outlast_the_page_and_are_exported_as_a_review_file(reader: Reader, tmp_path: Path) -> None:
    reader.page.check("#c0001 .kd-tick")
    reader.page.fill("#c0004 .kd-note", '=told, "all" heads')
    reader.open()
    assert reader.page.is_checked("#c0001 .kd-tick")
    assert reader.page.input_value("#c0004 .kd-note") == '=told, "all" heads'
    with reader.page.expect_download() as download:
        reader.page.click("#kd-export")
    file = tmp_path / "review.csv"
    download.value.save_as(file)
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
    assert rows[0] == ["review key", "category", "note", "action", "owner", "due", "done", "id", "place", "words"]
    [first] = [row for row in rows if row[7] == "c0001"]
    assert first[8] == "Paragraph 16" and first[9].startswith("Schools must make a return each term")
    reviews = read_review(file)
    assert reviews["key:c0001"].done
    assert reviews["key:c0004"].note == '=told, "all" heads'


def test_a_file_of_ticks_and_notes_is_loaded_again(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "review.csv"
    rows = [["review key", "note", "done"], ["key:c0002", '\'=one, "two"', "yes"], ["gone", "lost", "yes"]]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    file.write_text(out.getvalue(), encoding="utf-8-sig", newline="")
    reader.page.set_input_files("#kd-import", file)
    expect(reader.page.locator("#kd-shown")).to_contain_text(
        "1 change has ticks or notes from the file. 1 entry belongs"
    )
    assert reader.page.is_checked("#c0002 .kd-tick")
    assert reader.page.input_value("#c0002 .kd-note") == '=one, "two"'


@pytest.mark.parametrize("content", ["", "nothing of the kind", 'review key,note\n"open', "\x00\x01"])
def test_a_damaged_file_gets_a_sentence_and_loses_nothing(reader: Reader, tmp_path: Path, content: str) -> None:
    reader.page.fill("#c0004 .kd-note", "kept")
    file = tmp_path / "review.csv"
    file.write_text(content, encoding="utf-8")
    reader.page.set_input_files("#kd-import", file)
    expect(reader.page.locator("#kd-shown")).to_contain_text("so nothing was loaded")
    assert reader.page.input_value("#c0004 .kd-note") == "kept"


def test_what_is_loaded_joins_what_is_there(reader: Reader, tmp_path: Path) -> None:
    reader.page.fill("#c0004 .kd-note", "ours")
    reader.page.check("#c0001 .kd-tick")
    file = tmp_path / "review.csv"
    rows = "key:c0004,theirs,Ms A,2031-09-01,\r\nkey:c0001,,,,no\r\n"
    file.write_text(f"review_key,note,owner,due,done\r\n{rows}", encoding="utf-8", newline="")
    for _ in range(2):
        reader.page.set_input_files("#kd-import", file)
        expect(reader.page.locator("#kd-shown")).to_have_text("1 change has ticks or notes from the file.")
        expect(reader.page.locator("#c0004 .kd-note")).to_have_value("ours / theirs")
    assert reader.page.is_checked("#c0001 .kd-tick")
    with reader.page.expect_download() as download:
        reader.page.click("#kd-export")
    download.value.save_as(file)
    assert read_review(file)["key:c0004"].owner == "Ms A"


def test_a_damaged_store_of_the_browser_does_no_harm(reader: Reader) -> None:
    reader.page.evaluate('localStorage.setItem(`kcsie-diff:${document.body.dataset.notes}`, \'{"a": null, "b": 3\')')
    reader.open()
    reader.expect_shown(EVERY, 9)
    reader.page.check("#c0001 .kd-tick")
    reader.open()
    assert reader.page.is_checked("#c0001 .kd-tick")


def test_what_is_dealt_with_can_be_put_aside(reader: Reader) -> None:
    reader.page.check("#c0001 .kd-tick")
    reader.page.check("input[name=open]")
    reader.expect_shown(EVERY - {"c0001"}, 9)


# ---- both editions in full ------------------------------------------------------------------------------------------


def columns(page: Page) -> list[list[str]]:
    """The rows of both editions as they can be seen: one text a column."""
    seen: list[list[str]] = page.evaluate(
        """[...document.querySelectorAll('.kd-pair:not(.kd-heads)')]
            .map(row => [...row.children].filter(each => each.matches(':not(a)') && each.checkVisibility()))
            .map(cells => cells.map(each => each.textContent))"""
    )
    return seen


def test_both_editions_stand_in_full_side_by_side(browser: Browser, folder: Path) -> None:
    reader = Reader(browser, folder / "both.html")
    page = reader.page
    assert not page.locator(".kd-text").is_visible()
    page.click("text=Show both editions")
    expect(page.locator(".kd-pair:not(.kd-heads)")).to_have_count(5)
    boats = "Boats leave the harbour at noon on every day of the year.1"
    assert columns(page)[-2:] == [[f"2 {boats}", f"3 {boats}"], ["Footnote 1 See the Harbour Order of 2027."] * 2]
    assert ["1 Schools should keep a record of visits.", "2 Schools must keep a record of all visits."] in columns(page)
    page.click(".kd-both nav a >> nth=1")
    expect(page.locator(".kd-two:target ins >> nth=0")).to_have_text("must")
    page.locator(".kd-two:target .kd-to").focus()
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.closest('.kd-two').id") == "both-c0001"
    page.click("#both-c0002 .kd-to")
    expect(page.locator("#c0002")).to_be_in_viewport()
    page.click("#c0001 .kd-full a")
    expect(page.locator("#both-c0001")).to_be_in_viewport()
    assert reader.asked == [] and reader.complaints == []
    reader.context.close()


def test_a_phone_shows_both_editions_in_one_column(browser: Browser, folder: Path) -> None:
    reader = Reader(browser, folder / "both.html", viewport=PHONE)
    reader.open("#both-text")
    assert columns(reader.page)[-1] == ["Footnote 1 See the Harbour Order of 2027."]
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    reader.context.close()


def test_without_script_both_editions_can_be_read(browser: Browser, folder: Path) -> None:
    reader = Reader(browser, folder / "both.html", java_script_enabled=False)
    reader.page.click("text=Show both editions")
    reader.page.wait_for_selector(".kd-text >> text=leave the harbour")  # a busy machine draws it some time later
    text = reader.page.inner_text(".kd-text")
    for said in ("should keep a record of visits", "must keep a record of all visits", "3 Boats leave the harbour"):
        assert said in text
    reader.context.close()


# ---- keyboard, no script, print, width ------------------------------------------------------------------------------


def test_everything_is_reached_by_keyboard(reader: Reader) -> None:
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.className") == "kd-skip"
    reader.page.keyboard.press("Enter")
    expect(reader.page).to_have_url(re.compile("#changes$"))
    reader.page.keyboard.press("j")
    first = reader.page.locator(".kd-change >> nth=0").get_attribute("id")
    assert reader.page.evaluate("document.activeElement.closest('.kd-change').id") == first
    reader.page.locator("#c0004 a").first.focus()
    reader.page.keyboard.press("j")
    assert reader.page.evaluate("document.activeElement.closest('.kd-change').id") == "c0005"
    reader.page.keyboard.press("k")
    assert reader.page.evaluate("document.activeElement.closest('.kd-change').id") == "c0004"
    reader.page.locator("#c0004 .kd-note").focus()
    reader.page.keyboard.press("j")
    assert reader.page.input_value("#c0004 .kd-note") == "j"
    reader.page.uncheck("#kd-keys")
    reader.page.locator("#c0004 a").first.focus()
    reader.page.keyboard.press("j")
    assert reader.page.evaluate("document.activeElement.closest('.kd-change').id") == "c0004"


def test_focus_can_be_seen(reader: Reader) -> None:
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_without_script_all_words_can_be_read(browser: Browser, folder: Path) -> None:
    reader = Reader(browser, folder / "plain.html", java_script_enabled=False)
    page = reader.page
    assert page.locator(".kd-scripted").count() > 0
    assert not any(each.is_visible() for each in page.locator(".kd-scripted, .kd-unfold, .kd-side, .kd-tools").all())
    page.locator("#c0001 .kd-words").scroll_into_view_if_needed()
    expect(page.locator("#c0001 .kd-words")).to_contain_text("asks the last school for its notes", use_inner_text=True)
    page.click(".kd-folded summary")
    assert page.locator("#c0007").is_visible()
    assert reader.asked == []
    reader.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_print_has_the_words_of_every_change(browser: Browser, folder: Path, tmp_path: Path, script: bool) -> None:
    reader = Reader(browser, folder / "plain.html", java_script_enabled=script)
    reader.page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    reader.context.close()
    printed = PdfReader(tmp_path / "report.pdf")
    width, height = (round(float(length) / 72 * 25.4) for length in printed.pages[0].mediabox[2:])
    assert (width, height) == (210, 297)
    spelled = unicodedata.normalize("NFKC", " ".join(page.extract_text() for page in printed.pages))
    words = " ".join(spelled.split())
    for change in made.plain().changes:
        folded = change.category is Category.EDITORIAL or change.term is not None
        for segment in excerpt(change.segments) if folded else change.segments:
            assert " ".join(segment.text.split()[:6]) in words, change.id
    for said in ("who speaks to the family every week", "Annex C: What has"):
        assert said in words, said
    for said in ("Search the changes", "Confidence in this category", "All 8 numbered paragraphs"):
        assert said not in words, said


@pytest.mark.parametrize("name", ["plain", "hostile", "empty", "brief"])
@pytest.mark.parametrize("viewport", [PHONE, NARROWEST], ids=["phone", "zoom-400"])
def test_the_page_reflows(browser: Browser, folder: Path, name: str, viewport: dict[str, int]) -> None:
    reader = Reader(browser, folder / f"{name}.html", viewport=viewport)
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    reader.context.close()


# ---- Firefox ----


def test_firefox_serves_readers_by_keyboard_and_without_script(folder: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.html"
    source = (folder / "both.html").read_text(encoding="utf-8")
    bare.write_text(re.sub("<script>.*?</script>", "", source, flags=re.DOTALL), encoding="utf-8")
    axe = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
    unfold = "for (const fold of document.querySelectorAll('details')) fold.open = true"
    scroll = "document.documentElement.scrollWidth"
    steps: list[list[object]] = [
        ["open"],
        ["press", "Tab"],
        ["evaluate", "document.activeElement.className"],
        ["press", "Enter"],
        ["press", "j"],
        ["press", "j"],
        ["evaluate", "document.activeElement.closest('.kd-change').id"],
        ["type", "#kd-search", "harbour"],
        ["evaluate", unfold],
        ["until", "document.querySelector('#kd-shown').innerText.includes(' of ')"],
        ["wait", ".kd-pair > [aria-hidden]"],
        ["text", "#kd-shown"],
        ["evaluate", "document.querySelectorAll('.kd-pair:not(.kd-two) > [aria-hidden]').length"],
        ["evaluate", f"{axe}; axe.run({json.dumps(AXE)}).then(found => found.violations.map(each => each.id))"],
        ["size", 390, 844],
        ["evaluate", scroll],
        ["evaluate", f"location.href = '{bare.as_uri()}'"],
        ["wait", "html:not(.kd-js) .kd-both"],
        ["evaluate", f"{unfold}; document.querySelector('.kd-text').textContent"],
        [
            "evaluate",
            "[...document.querySelectorAll('.kd-scripted, .kd-tools, .kd-side')].some(e => e.checkVisibility())",
        ],
    ]
    seen = visit("firefox", {"report": steps}, folder / "both.html")
    skip, second, _, shown, paired, violations, width, _, text, scripted = seen.found["report"]
    assert (skip, second, shown) == ("kd-skip", "c0002", "0 of 2 changes shown.")
    assert paired == 3 and violations == [] and width <= 390
    assert "3 Boats leave the harbour" in text and "must keep a record" in text
    assert not scripted and seen.requests == () and seen.faults == ()


@pytest.mark.parametrize("name", ["plain", "hostile", "empty", "brief"])
def test_axe_finds_no_violation_in_firefox(folder: Path, name: str) -> None:
    axe = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
    run = f"axe.run({json.dumps(AXE)}).then(found => found.violations.map(each => each.id))"
    unfold = "for (const fold of document.querySelectorAll('details')) fold.open = true"
    steps: list[list[object]] = [["open"], ["evaluate", unfold], ["evaluate", f"{axe}; {run}"]]
    seen = visit("firefox", {"report": steps}, folder / f"{name}.html")
    assert seen.found["report"][-1] == [] and seen.requests == ()


# ---- accessibility, safety, speed -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["plain", "hostile", "empty", "brief", "both"])
@pytest.mark.parametrize("look", ["light", "dark", "phone"])
def test_axe_finds_no_violation(browser: Browser, folder: Path, name: str, look: str) -> None:
    how = {"viewport": PHONE} if look == "phone" else {"color_scheme": look}
    reader = Reader(browser, folder / f"{name}.html", bypass_csp=True, **how)
    reader.page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    reader.page.add_style_tag(content=".kd-change { content-visibility: visible !important }")
    found = Axe().run(reader.page, options=AXE)
    told = [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found.response["violations"]]
    assert told == []
    assert len(found.response["passes"]) > 10
    reader.context.close()


def test_a_hostile_document_runs_no_script_and_asks_for_nothing(browser: Browser, folder: Path) -> None:
    reader = Reader(browser, folder / "hostile.html")
    page = reader.page
    assert page.evaluate("window.pwned") is None
    assert "</script><script>window.pwned = 1</script>" in page.locator("#c0001").all_text_contents()[0]
    page.fill("#kd-search", "</script>")
    expect(page.locator("#kd-shown")).to_have_text("1 of 1 change shown.")
    assert page.evaluate("window.pwned") is None
    assert reader.asked == [] and reader.complaints == []
    reader.context.close()


def test_a_script_slipped_into_the_page_does_not_run(browser: Browser, folder: Path, tmp_path: Path) -> None:
    source = (folder / "plain.html").read_text(encoding="utf-8")
    file = tmp_path / "slipped.html"
    file.write_text(source.replace("</main>", "<script>window.pwned = 1</script></main>"), encoding="utf-8")
    reader = Reader(browser, file)
    assert reader.page.evaluate("window.pwned") is None
    assert any("Content Security Policy" in told for told in reader.complaints)
    reader.context.close()


@pytest.mark.corpus
def test_the_report_of_a_real_pair_is_small(corpus: Path) -> None:
    pair = (
        edition(corpus / "kcsie" / "2024-09_full.pdf"),
        edition(corpus / "kcsie" / "2025-07_for-information_full.pdf"),
    )
    assert len(write(compare_editions(*pair), "html", sources=Sources(pair))) < 1_000_000

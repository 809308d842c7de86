"""Headings: tags, bookmarks, the list of contents, type and number each have their say, and none is believed alone."""

from typing import Any

import pytest

from kcsie_diff.reading.headings import with_headings
from kcsie_diff.reading.page_model import Cell, Line, PageBlock, Role
from kcsie_diff.reading.pdf.annotations import Bookmark

from .made import line, piece

LONG = "Any child may benefit from early help, and staff should know what that means for them and for their families."


def text(
    words: str = LONG, page: int = 2, role: Role = Role.PARAGRAPH, level: int | None = None, **more: Any
) -> PageBlock:
    facts = {name: more.pop(name) for name in ("label", "cell", "owners") if name in more}
    return PageBlock(role, (line(words, page=page, **more),), level=level, **facts)


def tagged(words: str, level: int, **more: Any) -> PageBlock:
    return text(words, role=Role.HEADING, level=level, owners=frozenset(words), **more)


def levels(*blocks: PageBlock, bookmarks: tuple[Bookmark, ...] = ()) -> dict[str, int | None]:
    """The level of each heading, by its words."""
    found = with_headings(blocks, bookmarks)
    return {one.text: one.level for one in found if one.role is Role.HEADING}


BODY = text()
OWNED = text(owners=frozenset("p"))


def test_size_and_weight_rank_headings() -> None:
    part, section, bold = text("Part one", size=20), text("Early help", size=16), text("Record keeping", bold=True)
    found = levels(part, BODY, section, BODY, bold, BODY)
    assert found == {"Part one": 1, "Early help": 2, "Record keeping": 3}


def test_a_bookmark_tells_a_heading_and_its_level() -> None:
    marks = (Bookmark("The role of testing", 4, 2),)
    assert levels(text("The Role of Testing"), BODY, bookmarks=marks) == {"The Role of Testing": 4}
    assert not levels(text("The Role of Testing", page=3), BODY, bookmarks=marks)


def test_bookmarks_that_name_paragraphs_are_not_heeded() -> None:
    paragraphs = [f"Staff should read part {i} of this guidance." for i in range(4)]
    marks = tuple(Bookmark(one, 3, 2) for one in paragraphs)
    assert not levels(*map(text, paragraphs), BODY, bookmarks=marks)


def test_bookmarks_have_their_say_beside_tags() -> None:
    blocks = [tagged("Part one", 1, size=20), OWNED, text("Early help", bold=True, owners=frozenset("e")), OWNED]
    assert levels(*blocks) == {"Part one": 1}
    assert levels(*blocks, bookmarks=(Bookmark("Early help", 2, 2),)) == {"Part one": 1, "Early help": 2}


def test_the_list_of_contents_names_headings() -> None:
    entry = text("1. Early help ..... 4", role=Role.CONTENTS)
    blocks = [tagged("Part one", 1, size=20), OWNED, text("Early help", bold=True, owners=frozenset("e")), OWNED]
    assert set(levels(entry, *blocks)) == {"Part one", "Early help"}


def test_a_face_that_is_kept_for_titles_makes_headings() -> None:
    titles = [text(f"Level {i} of checks", font="Light") for i in range(3)]
    assert len(levels(*(one for title in titles for one in (title, BODY)))) == 3


def test_sentences_lead_ins_captions_forms_and_cells_are_no_headings() -> None:
    lead = Line((piece("Emotional abuse:", bold=True), piece(" harm to a child", left=180)))
    for words in (
        "All staff should act.",
        "Table 3 Times of the meals",
        "Date of next review: May 2031",
        "office@example.sch.uk",
        "Tel 01632 960 001 or 960 002",
        "Signed ..............",
        "1 September 2031",
    ):
        assert not levels(BODY, text(words, bold=True), BODY), words
    assert not levels(BODY, PageBlock(Role.PARAGRAPH, (lead,)), BODY)
    assert not levels(BODY, text("Lead", bold=True, cell=Cell("t", 0, 0, 2)), BODY)


def test_lines_set_alike_without_text_between_them_are_a_list() -> None:
    names = [text(name, bold=True) for name in ("Ada Stone", "Ben Wood", "Cara Lane", "Dan Hill")]
    assert not levels(BODY, *names, BODY)
    assert len(levels(BODY, *names[:2], BODY)) == 2


def test_where_all_text_is_bold_weight_shows_no_heading() -> None:
    heavy = text(bold=True)
    assert not levels(heavy, text("Read me", bold=True), heavy)


def test_body_text_with_a_heading_tag_is_a_paragraph() -> None:
    found = with_headings([tagged("Early help", 2, bold=True), OWNED, tagged(LONG, 3), tagged("• the head", 2)], ())
    assert [one.role for one in found] == [Role.HEADING, Role.PARAGRAPH, Role.PARAGRAPH, Role.ITEM]
    assert (found[3].label, found[3].text) == ("•", "the head")


def test_what_is_set_as_tagged_headings_are_is_one_without_the_tag() -> None:
    blocks = [
        tagged("Early help", 2, bold=True),
        OWNED,
        text("Record keeping", bold=True, owners=frozenset("r")),
        OWNED,
    ]
    assert levels(*blocks) == {"Early help": 2, "Record keeping": 2}


@pytest.mark.parametrize("tags", [True, False])
def test_the_depth_of_numbers_ranks_headings_that_are_set_alike(tags: bool) -> None:
    made = [
        text(title, bold=True, label=label, level=1, role=Role.HEADING if tags else Role.PARAGRAPH)
        for label, title in (("1.", "Keys"), ("1.1", "Front door"), ("1.1.1", "Locks"), ("2.", "Meals"))
    ]
    found = levels(*(one for title in made for one in (title, BODY)))
    first = found["Keys"] or 0
    assert list(found.values()) == [first, first + 1, first + 2, first]


def test_the_numbers_of_versions_rank_nothing() -> None:
    made = [
        text(title, size=16.0, label=label) for label, title in (("1.1.2", "Small fixes"), ("1.1", "A"), ("1.0", "B"))
    ]
    found = levels(text("Changelog", size=20.0), *(one for title in made for one in (title, BODY)))
    assert set(found.values()) == {1, 2}


def test_one_wrong_bookmark_sets_no_level_for_all_that_is_set_alike() -> None:
    named = [text(f"Basic checks {i}", bold=True) for i in range(9)]
    blocks = [text("Part one", size=20), *(one for title in named for one in (title, BODY))]
    found = levels(*blocks, bookmarks=(Bookmark("Basic checks 3", 1, 2),))
    assert [found[f"Basic checks {i}"] for i in (0, 8)] == [2, 2]


def test_a_date_alone_heads_a_part_of_a_history_but_nothing_on_the_front_pages() -> None:
    assert levels(BODY, text("1 September 2031", size=16.0, page=3), BODY)
    assert not levels(BODY, text("1 September 2031", size=16.0, page=2), BODY)


def test_the_size_of_the_text_is_that_outside_tables() -> None:
    cells = [text(f"{LONG} {n}", size=9.0, cell=Cell("t", n, 0, 1)) for n in range(9)]
    assert not levels(*cells, text("The following words explain the table that comes after them", size=11.0), *cells)


def test_a_bookmark_on_a_sentence_in_larger_type_makes_no_heading() -> None:
    found = levels(BODY, text("Glossary.", size=12.5), BODY, bookmarks=(Bookmark("Glossary.", 1, 2),))
    assert not found

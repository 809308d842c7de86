"""Citations of United Kingdom law as objects."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kcsie_diff.language.legislation import SHORT_TITLE, ends_with_short_title, find_citations, read_register
from meaning.marked import Setting, change

NOTHING = read_register(())

FOUND = [
    ("under the Education Act 2002", [("Education Act 2002", None)]),
    ("Under section 175 of the Education Act 2002", [("Education Act 2002", "section 175")]),
    ("sections 157 and 175 of the Education Act 2002", [("Education Act 2002", "sections 157 and 175")]),
    ("section 66(1)(a) and (b) of the Children Act 1989", [("Children Act 1989", "section 66(1)(a) and (b)")]),
    ("Schedule 4 to the Safeguarding Act 2006", [("Safeguarding Act 2006", "Schedule 4")]),
    ("section 3 of Part 2 of the Health Act 2012", [("Health Act 2012", "section 3")]),
    (
        "the School Attendance (Pupil Registration) (England) Regulations 2024",
        [("School Attendance (Pupil Registration) (England) Regulations 2024", None)],
    ),
    (
        "regulation 4 of the Visitors (England) Regulations 2030",
        [("Visitors (England) Regulations 2030", "regulation 4")],
    ),
    (
        "Rehabilitation of Offenders Act 1974 (Exceptions) Order 1975",
        [
            ("Rehabilitation of Offenders Act 1974", None),
            ("Rehabilitation of Offenders Act 1974 (Exceptions) Order 1975", None),
        ],
    ),
    (
        "the Human Rights Act 1998 and Equality Act 2010",
        [("Human Rights Act 1998", None), ("Equality Act 2010", None)],
    ),
    (
        "Education and Training (Welfare of Children) Act 2021",
        [("Education and Training (Welfare of Children) Act 2021", None)],
    ),
    ("as held in [2019] EWCA Civ 1558", [("[2019] EWCA Civ 1558", None)]),
    ("see [2023] EWHC 12 (Admin)", [("[2023] EWHC 12 (Admin)", None)]),
    ("Regulation (EU) 2016/679", [("Regulation (EU) 2016/679", None)]),
    ("Directive 2011/93/EU", [("Directive 2011/93/EU", None)]),
    ("the Habeas Corpus Act 1679", [("Habeas Corpus Act 1679", None)]),
    ("the UK GDPR", [("UK GDPR", None)]),
    ("www.legislation.gov.uk/ukpga/2002/32/section/175", [("ukpga 2002/32", "section 175")]),
    ("under regulation 34 of the Children’s Homes Regulations", [("Children’s Homes Regulations", "regulation 34")]),
    ("section 2 of the Act", [(None, "section 2")]),
    ("Act now, in 2024, and order 66 books; Part two says why", []),
    ("the Act", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[case[0][:60] for case in FOUND])
def test_what_a_text_cites(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = find_citations(text, NOTHING)
    assert [(c.instrument.title if c.instrument else None, c.provision) for c in found] == expected


def test_a_title_without_its_year_is_the_instrument_that_the_edition_names_in_full() -> None:
    register = read_register(["the Care Act 2014"])
    (told,) = find_citations("section 3 of the Care Act says so", register)
    assert told.instrument is not None and told.instrument.title == "Care Act 2014"


def test_a_short_form_is_the_instrument_that_the_edition_names_in_full() -> None:
    register = read_register(["section 175 of the Education Act 2002 (EA 2002)", "the Care Act 2014"])
    for short in ("the 2002 Act", "EA 2002", "section 175"):
        (citation,) = find_citations(f"as {short} says", register)
        assert citation.instrument is not None
        assert citation.instrument.title == "Education Act 2002", short


def test_a_short_form_that_fits_two_instruments_is_neither() -> None:
    register = read_register(["the Childcare Act 2006", "the Safeguarding Act 2006"])
    (citation,) = find_citations("the 2006 Act", register)
    assert citation.instrument is not None
    assert citation.instrument.title == "2006 Act"


def test_a_provision_belongs_to_the_title_named_before_it() -> None:
    found = find_citations("The Care Act 2014 is long. See section 9.", NOTHING)
    assert [c.name for c in found] == ["Care Act 2014", "section 9 of the Care Act 2014"]


def test_long_and_short_form_of_one_instrument_are_no_change_of_law() -> None:
    both = "The Education Act 2002 applies. Schools keep a list under [-section 175 of the Education Act 2002-]"
    told = change(both + "{+section 175 of the 2002 Act+}.")
    assert "citation-changed" not in {reason.rule for reason in told.reasons}


@pytest.mark.parametrize(
    ("marked", "sure"),
    [
        ("Schools keep a list{+ under the Lists Act 2031+}.", True),
        ("Schools keep a list{+ under the Lists Act 1999+}.", False),
        ("Schools keep a list under section [-4-]{+5+} of the Lists Act 2031.", True),
        ("Schools keep a list under the [-Lists Act 2012-]{+Registers Act 2032+}.", True),
        ("Schools keep a list[- (see section 4 of the Lists Act 2012)-].", False),
    ],
)
def test_a_citation_changed_is_legislative_and_an_old_one_lowers_the_confidence(marked: str, sure: bool) -> None:
    told = change(marked, Setting(years=(2031, 2032)))
    assert (told.category, told.reasons[0].rule) == ("legislative", "citation-changed")
    assert (told.confidence >= 0.9) is sure


def test_the_acts_of_a_change_are_named() -> None:
    told = change("Schools keep a list{+ under section 4 of the Lists Act 2031+}.")
    assert told.acts == ("section 4 of the Lists Act 2031",)


PIECES = st.sampled_from(
    [
        "section 1",
        "the ",
        "Act 2002",
        "Education ",
        "of ",
        "(England) ",
        " and ",
        "2006",
        "(",
        ")",
        "Regulations 2014",
        ", ",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_a_citation_is_a_stretch_of_its_text(text: str) -> None:
    register = read_register([text])
    for citation in find_citations(text, register):
        assert 0 <= citation.start < citation.end <= len(text)
        assert citation.provision is None or citation.provision in text


@pytest.mark.parametrize(
    "title",
    [
        "Children Act 1989",
        "School Attendance (Pupil Registration) (England) Regulations 2024",
        "Education and Training (Welfare of Children) Act 2021",
        "Church Representation Measure 1969",
        "Judicial Pensions Scheme 2015",
    ],
)
def test_a_short_title_is_one_wherever_it_stands(title: str) -> None:
    for text in (f"Under the {title}, schools", f"See {title}.", f"the {title.lower()}"):
        found = re.search(SHORT_TITLE, text)
        assert (found[0] if found else None) == (title if title in text else None)
        assert ends_with_short_title(text) is text.endswith(title.lower())

"""The thirteen border cases of docs/categories.md, and examples of each category, in words of our own.

Each border case has the category that it is given and, as data, the categories that a careful reader could choose.
"""

from pathlib import Path

import pytest

from kcsie_diff.model.comparison import ChangeKind
from kcsie_diff.model.edition import NodeKind
from meaning.marked import Setting, change

ITEM = Setting(node=NodeKind.ITEM, lead="The policy should cover:")
L, S, C, E = "legislative", "additional_support", "clarification", "editorial"

PAGE = Path(__file__).parents[3] / "docs" / "categories.md"

BORDER: list[tuple[str, str, Setting, str, tuple[str, ...]]] = [
    (
        "A new paragraph cites an older Act",
        "{+Schools must not act against the rights that pupils have under the Human Rights Act 1998.+}",
        Setting(years=(2021, 2022)),
        L,
        (C,),
    ),
    (
        "Advice becomes part of statutory guidance",
        "The [-departmental advice-]{+statutory guidance+} on violence between pupils applies to every school.",
        Setting(),
        L,
        (C,),
    ),
    (
        "A new sentence points to guidance that helps with an Act",
        "{+See the guidance on data protection, which helps staff to comply with the Data Protection Act 2018.+}",
        Setting(years=(2023, 2024)),
        L,
        (
            C,
            S,
        ),
    ),
    (
        "Standards are named as a resource",
        "{+The department has published standards on filters, which help schools to choose a system that suits them.+}",
        Setting(),
        S,
        (C,),
    ),
    (
        "Something that schools should consider",
        "{+Schools should consider a search of what applicants on the short list have made public.+}",
        Setting(),
        C,
        (S,),
    ),
    (
        "A training that all governors should have",
        "[-The governor who leads on safety-]{+All governors and trustees+} should be trained at induction.",
        Setting(),
        C,
        (),
    ),
    (
        "Information that schools should obtain in writing",
        "{+Schools should obtain written information that the provider has made the checks it would make itself.+}",
        Setting(),
        C,
        (
            L,
            S,
        ),
    ),
    (
        "A note that announces statutory guidance",
        "{+We expect to publish revised guidance on health education this summer and will signpost to it here.+}",
        Setting(),
        S,
        (L,),
    ),
    (
        "A new section in statutory guidance, with shoulds",
        "{+Schools should take a careful approach and should involve parents before anything is agreed.+}",
        Setting(),
        C,
        (L,),
    ),
    (
        "A note or disclaimer is removed",
        "[-Note: this section remains under review until a new definition has been agreed by ministers.-]",
        Setting(),
        S,
        (
            C,
            E,
        ),
    ),
    (
        "A term is replaced throughout",
        "Schools should have a policy on [-peer cruelty-]{+pupil-on-pupil harm+}.",
        Setting(term=0),
        C,
        (),
    ),
    (
        "A passage is moved and edited: the edit decides",
        "Pupils can be harmed online {+and through messages on their telephones +}as well as at school.",
        Setting(),
        C,
        (S,),
    ),
    (
        "A footnote names older Regulations",
        "{+The standards apply to teachers as the Education (Appraisal) (England) Regulations 2012 say.+}",
        Setting(node=NodeKind.FOOTNOTE, years=(2024, 2025)),
        C,
        (E,),
    ),
]


@pytest.mark.parametrize(("marked", "setting", "category"), [c[1:4] for c in BORDER], ids=[c[0] for c in BORDER])
def test_border_case(marked: str, setting: Setting, category: str) -> None:
    assert change(marked, setting).category == category


def test_the_page_says_the_same_of_each_border_case() -> None:
    rows = [
        f"| {case} | {category} | {', '.join(others) or 'none'} |".replace("_", " ")
        for case, _, _, category, others in BORDER
    ]
    assert "\n".join(rows) in PAGE.read_text(encoding="utf-8")


EXAMPLES = [
    (
        "Regulations made in the year of the new edition",
        "{+In accordance with the Pupil Registration Regulations 2032, the name of a pupil is kept for ten years.+}",
        Setting(),
        L,
    ),
    (
        "an Act that extends the guidance to other providers",
        "This guidance applies to schools{+ and, under the Welfare of Students Act 2031, to colleges+}.",
        Setting(),
        L,
    ),
    (
        "references to a check of sanctions dropped",
        "[-The office checks with the register of sanctions of EEA member states.-]",
        Setting(),
        L,
    ),
    (
        "guidance that is now statutory",
        "The department’s {+statutory +}guidance on attendance {+which +}sets out how schools [-should-]{+must+} work.",
        Setting(),
        L,
    ),
    (
        "a document told to have become statutory",
        "More is said in [-the guidance ‘Working on attendance’-]{+the statutory guidance ‘Working on attendance’+}.",
        Setting(),
        L,
    ),
    (
        "something made a crime",
        "{+Since February 2032 it has also been a crime to arrange such a wedding.+}",
        Setting(),
        L,
    ),
    (
        "a definition extended",
        "Safety is defined as protecting pupils from harm{+, whether at home or online+}.",
        Setting(),
        C,
    ),
    (
        "a term of two words for one of two",
        "Staff look out for [-deliberate truancy-]{+unexplained absence+}.",
        Setting(),
        C,
    ),
    (
        "harms added to a list",
        "Content: pornography, [-fake news, -]racism, {+misinformation, disinformation and conspiracy theories+}.",
        Setting(node=NodeKind.ITEM, lead="Online harm falls into four areas:"),
        C,
    ),
    ("an item of a list", "{+has a parent in prison+}", ITEM, C),
    ("the words of a heading", "Pupils who are [-missing-]{+absent+}", Setting(node=NodeKind.HEADING), C),
    (
        "a bullet that names a service",
        "{+schools can use the department’s ‘plan technology for your school’ service to see where they stand+}",
        ITEM,
        S,
    ),
    (
        "a page that the department has published",
        "{+The Department has published advice on generative software, which explains how filters apply to it.+}",
        ITEM,
        S,
    ),
    ("a link to a charity", "{+NSPCC – Keeping deaf pupils safe+}", ITEM, S),
    ("a helpline’s number", "The line is open on [-0800 111 222-]{+0800 333 444+} every day.", Setting(), S),
    ("a service that closed", "[-UK Centre for Professional Qualifications-]", ITEM, S),
    (
        "a service renamed",
        "Checks are made with the [-TRA’s Employer Access service-]{+Check a teacher’s record+}.",
        Setting(),
        S,
    ),
    ("signs of harm", "{+Sleeping in lessons can be an indicator that a pupil is up at night.+}", Setting(), S),
    (
        "a should taken away",
        "The head decides.[- Schools should refer to our guidance when they decide how to proceed.-]",
        Setting(),
        C,
    ),
]


@pytest.mark.parametrize(("marked", "setting", "category"), [c[1:] for c in EXAMPLES], ids=[c[0] for c in EXAMPLES])
def test_example_of_a_category(marked: str, setting: Setting, category: str) -> None:
    assert change(marked, setting).category == category


def test_a_link_to_another_host_is_support_and_a_moved_passage_is_editorial() -> None:
    moved = change("Doors are locked at night.", Setting(kind=ChangeKind.MOVED))
    assert (moved.category, moved.reasons[0].rule) == (E, "words-unchanged")

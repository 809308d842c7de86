"""What a reader takes in as one stays one."""

import pytest

from kcsie_diff.language.tokens import Whole, tokens, word_key, word_keys


@pytest.mark.parametrize(
    "whole",
    [
        "https://www.gov.uk/guidance/plan-technology",
        "www.example.org/a_(b)/c",
        "help@example.org.uk",
        "1 September 2024",
        "2nd March 2031",
        "September 2024",
        "31 March",
        "£1.5 million",
        "£50",
        "50%",
        "12 per cent",
        "16 to 18",
        "2024-25",
        "1,200",
        "12/05/2024",
        "9:30",
        "A1/B2",
        "section 175(2)",
        "Regulation 12A",
        "Children Act 1989",
        "School Attendance (Pupil Registration) (England) Regulations 2024",
        "child-on-child",
        "children’s",
        "GOV.UK",
        "NCSC.GOV.UK",
    ],
)
def test_wholes_are_one_token(whole: str) -> None:
    assert whole in [token.text for token in tokens(f"It says that {whole} counts, or {whole}.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one/two", ["one", "/", "two"]),
        ("rule 3: 12 days", ["rule", "3", ":", "12", "days"]),
        ("See www.example.org.", ["See", "www.example.org", "."]),
        ("(the badge)", ["(", "the", "badge", ")"]),
        ("The Act says so", ["The", "Act", "says", "so"]),
        ("in 2024 it", ["in", "2024", "it"]),
    ],
)
def test_others_are_parted(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(text)] == expected


def test_given_wholes_stay_whole_under_their_key() -> None:
    text = "see paragraphs 5, 7 and 9 below"
    found = tokens(text, [Whole(4, 25, "§0")])
    assert [(token.text, token.key) for token in found] == [
        ("see", "see"),
        ("paragraphs 5, 7 and 9", "§0"),
        ("below", "below"),
    ]


def test_offsets_are_those_of_the_text() -> None:
    text = "“Staff” must – by 1 May 2031 – act."
    assert all(text[token.start : token.end] == token.text for token in tokens(text))
    assert "".join(text.split()) == "".join("".join(token.text.split()) for token in tokens(text))


def test_the_keys_of_words() -> None:
    assert word_keys("The Lead’s “post-16” note.") == ["the", "lead's", "post-16", "note"]
    assert word_key("Child’s") == word_key("child's") == "child's"


def test_an_american_date_is_one_token() -> None:
    assert "April 16, 2018" in [token.text for token in tokens("as of April 16, 2018, it")]

import pytest

from kcsie_diff.language.labels import begins_with_bullet, is_count, is_decimal, is_label, number, take_label
from kcsie_diff.reading.page_model import Line

from .made import line, piece


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("171. When reviewing", "171.", "When reviewing"),
        ("10278. When reviewing", "10278.", "When reviewing"),
        ("2.13 A local authority", "2.13", "A local authority"),
        ("2.13. a thing", "2.13.", "a thing"),
        ("(a) the child", "(a)", "the child"),
        ("(iv) the child", "(iv)", "the child"),
        ("iv. How to ensure", "iv.", "How to ensure"),
        ("b) the child", "b)", "the child"),
        ("• to help", "•", "to help"),
        ("\uf0b7 to help", "\uf0b7", "to help"),
    ],
)
def test_a_label_is_taken_off_the_line(text: str, label: str, rest: str) -> None:
    taken = take_label(line(text))
    assert taken is not None
    assert (taken.label, taken.rest.text) == (label, rest)


@pytest.mark.parametrize(
    "text", ["2024 saw a change", "1.5 million children", "U.K. law", "Section 17. of", "171.", "12", "", "o clock"]
)
def test_what_only_looks_like_a_label_stays(text: str) -> None:
    assert take_label(line(text)) is None


def test_a_raised_figure_is_a_mark_and_no_label() -> None:
    assert take_label(Line((piece("4. ", raised=True), piece("Early help")))) is None


def test_a_letter_is_a_bullet_by_its_font() -> None:
    assert begins_with_bullet(Line((piece("o ", font="CourierNewPSMT"), piece("bullying", left=75, font="Arial"))))
    assert not begins_with_bullet(Line((piece("o ", font="Arial"), piece("clock", left=75, font="Arial"))))


def test_a_dash_is_a_bullet_where_a_gap_follows() -> None:
    assert begins_with_bullet(Line((piece("–", left=57), piece("first", left=75))))
    assert not begins_with_bullet(Line((piece("– ", left=57), piece("and so on", left=69))))


def test_a_glyph_without_a_name_is_a_bullet() -> None:
    taken = take_label(Line((piece("\x1f "), piece("Federal", left=75))))
    assert taken is not None
    assert taken.rest.text == "Federal"


@pytest.mark.parametrize(
    ("label", "told"), [("171.", "171"), ("(a)", "a"), ("ii.", "ii"), ("2.13", "2.13"), ("•", None), (None, None)]
)
def test_a_number_is_the_label_without_dot_and_brackets(label: str | None, told: str | None) -> None:
    assert number(label) == told


def test_labels_are_told_from_words() -> None:
    assert is_label("o") and is_label("12") and is_label("(a)")
    assert not is_label("Governing bodies and proprietors should consider the")
    assert is_count("12") and not is_count("•")
    assert is_decimal("171.") and is_decimal("2.13") and not is_decimal("(a)") and not is_decimal("iv.")

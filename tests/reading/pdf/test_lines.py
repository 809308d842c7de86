"""Lines of pieces: what is set smaller and higher than the words is raised."""

from kcsie_diff.reading.page_model import Stroke
from kcsie_diff.reading.pdf.lines import cell_sides, join_level, set_lines, with_initials

from ..made import line, piece
from ..made import line as made_line


def test_footnote_marks_may_outnumber_the_letters_of_their_line() -> None:
    pieces = [
        piece("home", baseline=194.7),
        piece("120121", left=81, size=6.6, baseline=190.8),
        piece(".", left=101, baseline=194.7),
    ]
    (line,) = set_lines(pieces)
    assert [one.raised for one in line.pieces] == [False, True, False]
    assert line.main.text == "home"


def test_a_line_of_figures_speaks_for_itself() -> None:
    (line,) = set_lines([piece("2031", baseline=194.7)])
    assert line.main.text == "2031" and not line.pieces[0].raised


def test_a_figure_as_large_as_the_words_is_a_mark_where_it_stands_high_right_behind_one() -> None:
    def raised(left: float, baseline: float) -> bool:
        (line,) = set_lines([piece("home", baseline=194.7), piece("12", left=left, size=11.6, baseline=baseline)])
        return line.pieces[1].raised

    assert raised(81, 190.0)
    assert not raised(81, 194.0)
    assert not raised(95, 190.0)


def test_letters_that_pdfium_takes_for_lines_of_their_own_make_words() -> None:
    places = ((57, "O"), (64, "u"), (71, "r"), (82, "a"), (89, "i"), (96, "m"))
    (line,) = join_level(iter(made_line(text, left=left) for left, text in places))
    assert line.text == "Our aim"


def test_a_large_initial_begins_the_word_beside_it_and_a_letter_by_itself_stays() -> None:
    cap = line("A", left=57, top=100, size=30)
    rest = line("nybody may enter", left=cap.right + 2, top=103, size=11)
    (whole,) = with_initials((cap, rest))
    assert (whole.text, whole.left, whole.bottom) == ("Anybody may enter", cap.left, cap.bottom)
    word = line("critical aspect", left=cap.right + 2, top=103, size=11)
    assert [one.text for one in with_initials((cap, word))] == ["A critical aspect"]
    above = line("nybody may enter", left=57, top=140, size=11)
    capital = line("Nobody may enter", left=cap.right + 2, top=103, size=11)
    for other in (above, capital):
        assert with_initials((cap, other)) == (cap, other)


def test_letters_as_large_as_the_words_that_stand_high_right_behind_them_are_raised() -> None:
    (line,) = set_lines([piece("on the 1", baseline=194.7), piece("st", left=105, size=11.6, baseline=190.0)])
    assert [one.raised for one in line.pieces] == [False, True]


def test_cells_that_a_standing_rule_parts_are_not_joined() -> None:
    words = [piece("in the dark", top=100), piece("6", left=128, top=100)]

    def parts(*strokes: Stroke) -> int:
        (line,) = set_lines(words, cell_sides(strokes))
        return len(line.pieces)

    assert parts() == 1
    assert parts(Stroke(125, 95, 125.5, 120)) == 2
    assert parts(Stroke(50, 95, 125, 120, shaded=True)) == 2
    assert parts(Stroke(50, 120, 125, 121), Stroke(125, 120, 180, 121)) == 2
    assert parts(Stroke(125, 130, 125.5, 160)) == 1
    assert parts(Stroke(50, 120, 180, 121)) == 1

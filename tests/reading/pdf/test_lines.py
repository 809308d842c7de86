"""Lines of pieces: what is set smaller and higher than the words is raised."""

from kcsie_diff.reading.pdf.lines import set_lines

from ..made import piece


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

"""Large initials, which begin the word beside them."""

from kcsie_diff.reading.pdf.lines import with_initials

from ..made import line


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

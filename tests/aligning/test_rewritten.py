"""What was rewritten and put elsewhere, found by its rare words."""

from .made import PHONES, RECORD, TRIPS, VISIT, matched

LAMPS = "Check that every lantern is trimmed at dusk and that the oil is stored away from the stove."
ROPES = "Check that frayed ropes are replaced before mooring and that spare hemp hangs in the loft."
GULLS = "Check that gulls are kept off the drying nets by means of bells, flags or wires."
SAILS = "Check that torn sails are mended within a day and that canvas is ordered in spring."
NEW_LAMPS = "Check that oil is not stored near a stove; the watch trims the lanterns each day at dusk."
NEW_ROPES = "Check that the crew looked for frayed ropes before mooring, so that hemp from the loft replaces them."


def _rows(chapter: int, *texts: str) -> str:
    return "\n".join(f"| {chapter}.1.{n} | {text} |" for n, text in enumerate(texts, 1))


def _partners(old: str, new: str) -> dict[str, str]:
    pairs = ((m.old[0].text[:5], m.new[0].text[:5]) for m in matched(old, new).matches if m.old and m.new)
    return {one: other for one, other in pairs if "." in one}


def test_labelled_rows_are_followed_though_they_moved_and_were_rewritten() -> None:
    old = f"{_rows(1, LAMPS, ROPES, GULLS)}\n1. {VISIT}\n2. {PHONES}\n{_rows(2, SAILS)}"
    new = f"{_rows(1, SAILS)}\n1. {VISIT}\n2. {PHONES}\n{_rows(2, GULLS, NEW_ROPES, NEW_LAMPS)}"
    assert _partners(old, new) == {"1.1.1": "2.1.3", "1.1.2": "2.1.2", "1.1.3": "2.1.1", "2.1.1": "1.1.1"}


def test_a_labelled_row_is_not_taken_for_a_paragraph_on_the_same_matter() -> None:
    old = f"{_rows(1, GULLS, SAILS, LAMPS)}\n1. {VISIT}"
    new = f"1. {NEW_LAMPS}\n2. {VISIT}\n{_rows(1, GULLS, SAILS, RECORD)}"
    assert "1.1.3" not in _partners(old, new)


def test_rows_without_a_label_of_their_own_are_left_alone() -> None:
    old = f"| Lamps | {LAMPS} |\n1. {VISIT}\n2. {TRIPS}"
    new = f"1. {VISIT}\n2. {TRIPS}\n3. {RECORD}\n| Oil | {NEW_ROPES} Oil is stored. |"
    assert [m.explanation.how for m in matched(old, new).matches if "rewritten" in m.explanation.how] == []


def test_a_rewritten_match_says_which_others_were_considered() -> None:
    rival = "Check that the loft is dry and that hemp is counted before each sale."
    old = f"{_rows(1, LAMPS, ROPES, GULLS)}\n1. {VISIT}\n2. {PHONES}\n{_rows(2, SAILS)}"
    new = f"{_rows(1, SAILS)}\n1. {VISIT}\n2. {PHONES}\n{_rows(2, GULLS, NEW_ROPES, rival)}"
    rewritten = (m for m in matched(old, new).matches if m.explanation.how == "rewritten-elsewhere")
    [found] = [match.explanation for match in rewritten if "ropes" in match.new[0].text]
    assert found.considered
    assert all(other.score < (found.score or 0) for other in found.considered)


def test_two_texts_that_compete_are_told_apart_by_the_second_choice_of_one() -> None:
    one = "Check that lanterns, oil and wicks are counted; glass, brass and tallow are weighed by the steward."
    two = "Check that nobody sells lanterns, oil, wicks or hemp."
    new_one = "Check that the steward has a list: tallow, brass, glass."
    new_two = "Check that hemp is counted and weighed apart from oil, and wicks from lanterns."
    old = f"{_rows(1, one, two, GULLS)}\n1. {VISIT}\n2. {PHONES}\n{_rows(2, SAILS)}"
    new = f"{_rows(1, SAILS)}\n1. {VISIT}\n2. {PHONES}\n{_rows(2, GULLS, new_two, new_one)}"
    assert _partners(old, new) == {"1.1.1": "2.1.3", "1.1.2": "2.1.2", "1.1.3": "2.1.1", "2.1.1": "1.1.1"}

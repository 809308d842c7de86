"""What holds for any two editions."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from kcsie_diff.aligning.match import match
from kcsie_diff.model.alignment import Match
from kcsie_diff.model.comparison import Side
from kcsie_diff.model.edition import Edition
from kcsie_diff.model.notation import parse

from .made import PHONES, RECORD, TRIPS, VISIT, changed_lines, matched

# Timing belongs in benchmarks.
UNTIMED = settings(deadline=None)
# Few words make many repeated and similar texts, which is where matching can go wrong.
WORDS = ("lead", "keeps", "a", "record", "of", "each", "concern", "visit", "staff-room", "see", "page", "12", "the")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
FORMS = (
    *("# {}", "## {}", "1. {}", "2. {}[^1]", "> {}", "  - {}", "  a) {}", "[^1] {}", "| {} | x |"),
    *("figure: {}", "contents: {}", "furniture: {}", "unplaced: {}"),
)
LINES = st.tuples(st.sampled_from(FORMS), TEXTS)
OUTLINES = st.lists(LINES, max_size=30)


def edition(lines: list[tuple[str, str]]) -> Edition:
    return parse("= Keeping pupils safe\n\n" + "\n".join(f"[1] {form.format(text)}" for form, text in lines))


@st.composite
def edited(draw: st.DrawFn) -> tuple[Edition, Edition]:
    """An edition, and what some random edits make of it."""
    old = draw(OUTLINES)
    new = list(old)
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(new)))
        taken = new[place : place + draw(st.integers(0, 4))]
        match draw(st.sampled_from(("cut", "add", "move", "reword"))):
            case "cut":
                del new[place : place + len(taken)]
            case "add":
                new[place:place] = draw(st.lists(LINES, max_size=3))
            case "move":
                del new[place : place + len(taken)]
                target = draw(st.integers(0, len(new)))
                new[target:target] = taken
            case "reword" if taken:
                new[place] = (taken[0][0], draw(TEXTS))
    return edition(old), edition(new)


PAIRS_OF_EDITIONS = st.one_of(edited(), st.tuples(OUTLINES.map(edition), OUTLINES.map(edition)))


def keys(pairs: tuple[Match, ...], side: Side) -> Counter[str]:
    return Counter(node.key for pair in pairs for node in (pair.old if side is Side.OLD else pair.new))


@given(PAIRS_OF_EDITIONS)
@UNTIMED
def test_every_content_node_is_in_one_pair_or_out_of_scope(editions: tuple[Edition, Edition]) -> None:
    old, new = editions
    matching = match(old, new)
    assert keys(matching.matches, Side.OLD) + Counter(matching.left_out_old) == Counter(n.key for n in old.content)
    assert keys(matching.matches, Side.NEW) + Counter(matching.left_out_new) == Counter(n.key for n in new.content)
    assert all(pair.old or pair.new for pair in matching.matches)
    told = Counter(dict.fromkeys(Side, 0))
    for entry in matching.out_of_scope:
        told[entry.side] += entry.nodes
    assert told == {Side.OLD: len(matching.left_out_old), Side.NEW: len(matching.left_out_new)}


@given(OUTLINES.map(edition))
@UNTIMED
def test_an_edition_is_the_same_as_itself(same: Edition) -> None:
    matching = match(same, same)
    for pair in matching.matches:
        assert pair.old == pair.new
        assert (pair.explanation.score, pair.moved) == (1, False)
    assert not matching.warnings and not matching.out_of_scope


@given(PAIRS_OF_EDITIONS)
@UNTIMED
def test_swapping_the_editions_mirrors_the_pairs(editions: tuple[Edition, Edition]) -> None:
    there, back = match(*editions), match(*editions[::-1])
    assert {(pair.old, pair.new, pair.moved) for pair in there.matches} == {
        (pair.new, pair.old, pair.moved) for pair in back.matches
    }
    assert (there.left_out_old, there.left_out_new) == (back.left_out_new, back.left_out_old)


@given(PAIRS_OF_EDITIONS)
@UNTIMED
def test_what_has_not_moved_keeps_its_order(editions: tuple[Edition, Edition]) -> None:
    old, new = editions
    floating = ("footnote", "figure_text", "unplaced")
    places = {node.key: place for place, node in enumerate(old.nodes)}
    stayed = [
        places[pair.old[0].key]
        for pair in match(old, new).matches
        if len(pair.old) == len(pair.new) == 1
        and not pair.moved
        and not {pair.old[0].kind.value, pair.new[0].kind.value} & {*floating}
    ]
    assert stayed == sorted(stayed)


@given(PAIRS_OF_EDITIONS)
@UNTIMED
def test_same_inputs_give_the_same_matching(editions: tuple[Edition, Edition]) -> None:
    assert match(*editions) == match(*editions)


def test_unsure_pairs_say_what_else_was_considered() -> None:
    rival = RECORD.replace("concern", "visit").replace("decision", "meeting")
    matching = matched(f"1. {RECORD}", f"1. {RECORD.replace('reasons', 'grounds')}\n2. {rival}")
    [first, second] = matching.matches
    assert [other.key for other in first.explanation.considered] == [second.new[0].key]
    assert [other.key for other in second.explanation.considered] == [first.old[0].key]


def test_what_was_removed_stands_where_its_old_neighbours_went() -> None:
    matching = matched(f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}", f"8. {PHONES}\n9. {VISIT}\n10. {TRIPS}")
    assert changed_lines(matching) == ["nothing -> Phones stay in", "The lead keeps -> nothing"]
    assert [one.new[0].number for one in matching.matches if one.new] == ["8", "9", "10"]


def test_split_and_merged() -> None:
    split = matched(f"1. {VISIT} {RECORD}\n2. {TRIPS}", f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}")
    assert changed_lines(split) == ["Visitors sign in -> Visitors sign in + The lead keeps"]
    merged = matched(f"1. {VISIT}\n2. {RECORD}\n3. {TRIPS}", f"1. {VISIT} {RECORD}\n2. {TRIPS}")
    assert changed_lines(merged) == ["Visitors sign in + The lead keeps -> Visitors sign in"]


def test_paragraph_that_became_a_list_is_split() -> None:
    old = "1. Staff should know the name of the lead, the number of the helpline, and the way to the quiet room."
    new = (
        "1. Staff should know:\n  - the name of the lead\n  - the number of the helpline\n  - the way to the quiet room"
    )
    [pair] = matched(old, new).matches
    assert len(pair.new) == 4


def test_addition_beside_a_reworded_text_is_no_split() -> None:
    new = f"1. {RECORD} {VISIT}\n2. {PHONES}"
    matching = matched(f"1. {RECORD}", new)
    assert changed_lines(matching) == [
        "The lead keeps -> The lead keeps",
        "nothing -> Phones stay in",
    ]


def test_a_reworded_piece_completes_a_match_but_an_addition_does_not() -> None:
    reworded = "Whoever leads a trip writes a risk assessment and passes it to the headteacher in time."
    whole, pieces = f"1. {VISIT} {TRIPS}\n2. {PHONES}", f"1. {VISIT}\n2. {reworded}\n3. {PHONES}"
    assert changed_lines(matched(whole, pieces)) == ["Visitors sign in -> Visitors sign in + Whoever leads a"]
    added = matched(f"1. {VISIT}\n2. {PHONES}", f"1. {VISIT.replace('office', 'gate')}\n2. {reworded}\n3. {PHONES}")
    assert "nothing -> Whoever leads a" in changed_lines(added)


def test_a_piece_is_found_past_what_was_added_between() -> None:
    new = f"1. {VISIT}\n2. {PHONES}\n3. {RECORD}"
    assert changed_lines(matched(f"1. {VISIT} {RECORD}", new)) == [
        "Visitors sign in -> Visitors sign in + The lead keeps",
        "nothing -> Phones stay in",
    ]

"""Duty words gained, lost and changed: what is told, of whom, and what must not be told."""

import pytest

from kcsie_diff import compare_editions, parse
from kcsie_diff.model.edition import NodeKind
from meaning.marked import HERE, Setting, change

ITEM = Setting(node=NodeKind.ITEM, lead="Governing bodies should make sure that:")

TOLD = [
    ("Schools [-should-]{+must+} lock doors.", "strengthened", "should", "must", "schools"),
    ("Staff [-may-]{+should+} ask.", "strengthened", "may", "should", "staff"),
    ("Staff [-may-]{+must+} ask.", "strengthened", "may", "must", "staff"),
    ("Schools [-must-]{+should+} lock doors.", "weakened", "must", "should", "schools"),
    ("Schools [-are required to-]{+may+} lock doors.", "weakened", "are required", "may", "schools"),
    ("Schools [-should not-]{+must not+} lock doors.", "strengthened", "should not", "must not", "schools"),
    ("Schools should [-not -]lock doors.", "new", "should not", "should", "schools"),
    ("Doors are shut.{+ All staff must carry a key.+}", "new", None, "must", "all staff"),
    ("Doors are shut.[- The head teacher should carry a key.-]", "removed", "should", None, "headteachers"),
    ("Governing bodies {+have a duty to +}keep a register.", "new", None, "a duty", "governing bodies and proprietors"),
    ("Keeping it back [-harms pupils-]{+is an offence+}.", "new", None, "offence", None),
    ("Colleges must {+have regard to the code and must +}keep a register.", "new", None, "must", "colleges"),
    ("Schools {+have regard to the code and +}keep a register.", "new", None, "have regard", "schools"),
    ("Staff {+have to +}sign.", "new", None, "have to", "staff"),
    ("Staff [-need to -]sign.", "removed", "need to", None, "staff"),
    ("{+Staff need to sign.+}", "new", None, "need to", "staff"),
    ("Staff [-should-]{+need to+} sign.", "strengthened", "should", "need to", "staff"),
    ("Staff [-are expected to-]{+must+} sign.", "strengthened", "are expected to", "must", "staff"),
    ("The key {+has to be +}kept by the head teacher.", "new", None, "has to", "headteachers"),
    ("Staff [-do not -]need to sign.", "new", "do not need to", "need to", "staff"),
    ("Staff are [-not -]required to sign.", "new", "are not required", "are required", "staff"),
    ("Staff are {+no longer +}required to sign.", "removed", "are required", "are no longer required", "staff"),
    ("Schools have [-a-]{+no+} duty to sign.", "removed", "a duty", "no duty", "schools"),
    ("Staff [-may -]have to sign.", "strengthened", "may have to", "have to", "staff"),
    ("Staff [-ought to-]{+must+} sign.", "strengthened", "ought", "must", "staff"),
    ("The head owes staff a duty of care. They [-should-]{+must+}:", "strengthened", "should", "must", "staff"),
    ("Visitors may {+not +}use the lift.", "new", "may", "may not", "visitors"),
    ("Visitors may [-not -]use the lift.", "removed", "may not", "may", "visitors"),
    ("{+The trust board must meet each term.+}", "new", None, "must", "trust board"),
    ("{+A record must be kept by the head teacher.+}", "new", None, "must", "headteachers"),
    ("{+A record must be kept by the school each term.+}", "new", None, "must", "school"),
    ("{+A record must be kept by the school office.+}", "new", None, "must", None),
    ("{+A record must be kept by the person who rows.+}", "new", None, "must", None),
    ("{+The lead meets each family. They should write down what was said.+}", "new", None, "should", None),
]


@pytest.mark.parametrize(("marked", "effect", "old", "new", "actor"), TOLD, ids=[case[0][:50] for case in TOLD])
def test_a_duty_is_told(marked: str, effect: str, old: str | None, new: str | None, actor: str | None) -> None:
    told = change(marked)
    assert told.duty == effect
    assert [(duty.effect, duty.old, duty.new, duty.actor) for duty in told.duties] == [(effect, old, new, actor)]


NOT_TOLD = [
    ("the duty word stays", "Schools must lock [-doors-]{+gates+}."),
    ("whose duties they are, in other words", "The head complies with [-his or her-]{+their+} duties."),
    ("whose duty it is, in other words", "The lead has regard to [-her-]{+their+} duty to report."),
    ("no duty word at all", "Schools lock [-doors-]{+gates+}."),
    ("reported speech", "{+The review found that schools must do more.+}"),
    ("a quoted title", "{+More is said in ‘What schools must publish’.+}"),
    ("a word talked about", "{+The word “must” is used with care.+}"),
    ("a condition", "{+Should a pupil go missing, the office rings the family.+}"),
    ("a possibility", "{+Pupils may be tired.+}"),
    ("where required", "{+The form is filled in where required.+}"),
    ("as required by law that is cited", "Staff keep a list{+, as required by the Lists Act 2031+}."),
    ("somebody on duty", "{+The teacher on duty rings the bell.+}"),
    ("a kind of crime", "{+The unit deals with sexual offences.+}"),
    ("a month", "{+The form was issued in May 2032.+}"),
    ("the same sentence elsewhere", "[-Schools must lock doors. -]The hall is old.{+ Schools must lock doors.+}"),
    ("a thing that needs something", "{+The key has to be in the box.+}"),
    ("what is needed on a condition", "It rings if a key [-is required-]{+has to be used+}."),
    ("what may not be the case", "Pupils may {+not +}feel ready to speak."),
    ("a guess in a new sentence", "{+Photographs may not be shared.+}"),
    ("the same words in another order", "Staff [-should always-]{+always should+} ask."),
]


@pytest.mark.parametrize("marked", [case[1] for case in NOT_TOLD], ids=[case[0] for case in NOT_TOLD])
def test_no_duty_is_told(marked: str) -> None:
    told = change(marked)
    assert (told.duty, told.duties) == ("none", ())


def test_a_heading_lays_no_duty() -> None:
    assert change("What schools [-should-]{+must+} do", Setting(node=NodeKind.HEADING)).duty == "none"


def test_the_actor_of_an_item_stands_in_the_words_before_the_list() -> None:
    told = change("{+each visit must be written down+}", ITEM)
    assert told.duty == "new"
    told = change("{+must write down each visit+}", ITEM)
    assert told.duties[0].actor == "governing bodies and proprietors"


def test_they_are_those_whom_the_sentence_before_names() -> None:
    told = change("Schools keep a list of providers. {+They should look at it each term.+}")
    assert told.duties[0].actor == "schools"


def test_who_starts_a_sentence_before_goes_before_who_is_named_in_it() -> None:
    marked = "Schools keep a list. It shows the address of each alternative provider. {+They should look at it often.+}"
    assert change(marked).duties[0].actor == "schools"


def test_it_is_nobody_unless_the_sentence_before_starts_with_somebody() -> None:
    assert change("The policy names all staff. {+It should be short.+}").duties[0].actor is None
    assert change("The school looks first. {+It should ask the family.+}").duties[0].actor == "schools"


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Schools that admit pupils from local authorities should plan each trip.", "schools"),
        ("Schools, with the help of local authorities, should plan each trip.", "schools"),
        ("In schools, visitors should sign the book.", "visitors"),
        ("After a visit to the police, the tutor should write it down.", "tutor"),
        ("If staff are told, they should write it down.", "staff"),
        ("Local authorities help; schools should say with what.", "schools"),
    ],
)
def test_the_actor_is_the_subject_of_the_sentence(sentence: str, actor: str) -> None:
    assert [duty.actor for duty in change(f"The hall is old.{{+ {sentence}+}}").duties] == [actor]


def test_the_gravest_of_several_duties_is_the_duty_of_the_change() -> None:
    told = change("Staff [-may-]{+should+} ask. {+Schools must answer.+}")
    assert [duty.effect for duty in told.duties] == ["strengthened", "new"]
    assert told.duty == "new"


def test_the_sentence_of_a_duty_is_whole() -> None:
    told = change("The hall is old. Schools [-should-]{+must+} lock doors, i.e. the gate. Keys are counted.", HERE)
    assert told.duties[0].sentence == "Schools must lock doors, i.e. the gate."


ELSEWHERE = """= Keeping pupils safe {year}

[1] # Part one
{one}
[1] # Part two
{two}
"""


def duties(old: tuple[str, str], new: tuple[str, str]) -> list[tuple[str, str | None, str | None]]:
    """The duties of a comparison of two editions of two parts each."""
    before = parse(ELSEWHERE.format(year=2031, one=old[0], two=old[1]))
    comparison = compare_editions(before, parse(ELSEWHERE.format(year=2032, one=new[0], two=new[1])))
    return [(duty.effect, duty.old, duty.new) for change in comparison.changes for duty in change.duties]


MATRON = "The matron must have a key to each room within {} hours."
HOUSE, BUS = "[1] 1. A resident may lock the door at night.", "[1] 2. The bus leaves on Tuesdays at ten o'clock."


def test_a_duty_that_moved_is_neither_new_nor_removed() -> None:
    assert duties((f"{HOUSE} {MATRON.format(2)}", BUS), (HOUSE, f"{BUS} {MATRON.format(4)}")) == []


def test_a_duty_that_moved_and_got_stronger_is_stronger() -> None:
    weak = MATRON.replace("must", "should")
    assert duties((f"{HOUSE} {weak.format(2)}", BUS), (HOUSE, f"{BUS} {MATRON.format(2)}")) == [
        ("strengthened", "should", "must")
    ]


def test_a_duty_whose_clause_went_into_another_sentence_is_neither_new_nor_removed() -> None:
    clause = "spare keys and door codes must be kept in the locked cabinet"
    old = (f"{HOUSE} In the east wing of the lower house, {clause}.", BUS)
    assert duties(old, (HOUSE, f"{BUS} During a holiday or a closed week, {clause}.")) == []


RULE = "codes of this sort shall not apply to boats on the lake"


def test_a_duty_with_an_exception_is_neither_new_nor_removed() -> None:
    old = (f"{HOUSE}\n[1] 3. The board writes for the whole fleet, but {RULE}.", BUS)
    new = (HOUSE, f"{BUS}\n[1] 3. The board sells maps and charts, but {RULE} without leave of the harbour master.")
    assert duties(old, new) == []


def test_a_duty_with_a_condition_and_another_duty_word_is_stronger() -> None:
    old = (f"{HOUSE} Young swimmers should wear three red bands.", BUS)
    new = (HOUSE, f"{BUS} Young swimmers shall wear three red bands whenever the deep end is open.")
    assert duties(old, new) == [("strengthened", "should", "shall")]


def test_duty_words_of_unlike_clauses_are_no_pair() -> None:
    marked = "[-The mooring may be free, and-]{+Where+} the harbour clock [-runs-]{+stops, the porter must ring it+}."
    assert [(duty.effect, duty.old, duty.new) for duty in change(marked).duties] == [("new", None, "must")]


def test_a_second_copy_that_goes_removes_no_duty() -> None:
    assert (
        duties((f"{HOUSE} {MATRON.format(2)}", f"{BUS} {MATRON.format(2)}"), (HOUSE, f"{BUS} {MATRON.format(2)}")) == []
    )


def test_one_more_duty_in_much_the_same_words_is_new() -> None:
    cook = MATRON.replace("matron", "porter")
    old, new = (HOUSE, f"{BUS} {MATRON.format(2)}"), (f"{HOUSE} {cook.format(4)}", f"{BUS} {MATRON.format(2)}")
    assert duties(old, new) == [("new", None, "must")]


LEAD_IN = "[1] 1. A borrower must:\n[1]   - return each tool in time\n[1]   - pay for damage"
EACH = "[1] 1. A borrower:\n[1]   - must return each tool in time\n[1]   - must pay for damage"
ONE_SENTENCE = "[1] 1. A borrower must return each tool in time, and must pay for damage."


@pytest.mark.parametrize(
    ("old", "new"), [(LEAD_IN, EACH), (EACH, LEAD_IN), (ONE_SENTENCE, LEAD_IN), (LEAD_IN, ONE_SENTENCE)]
)
def test_must_in_the_words_before_a_list_is_the_same_duty(old: str, new: str) -> None:
    assert duties((old, BUS), (new, BUS)) == []


def test_need_to_in_the_words_before_a_list_is_the_same_duty() -> None:
    lead, each = (text.replace("must", "needs to") for text in (LEAD_IN, EACH))
    assert duties((lead, BUS), (each, BUS)) == duties((each, BUS), (lead, BUS)) == []


@pytest.mark.parametrize("own", ["taking a photograph is an offence", "a photograph. Taking one is an offence"])
def test_the_word_before_a_list_is_not_put_in_the_place_of_an_offence_in_an_item(own: str) -> None:
    old = f"[1] 1. It may include:\n[1]   - noise\n[1]   - {own}"
    assert duties((old, BUS), (old.replace("an offence", "unkind"), BUS)) == [("removed", "offence", None)]
    crime = old.replace("an offence", "a crime")
    assert duties((crime, BUS), (old.replace("an offence", "unkind"), BUS)) == [("removed", "crime", None)]


EACH_SHOULD = EACH.replace("must", "should")


def test_another_duty_word_that_moves_before_a_list_or_into_it_is_stronger_or_weaker() -> None:
    assert duties((EACH_SHOULD, BUS), (LEAD_IN, BUS)) == [("strengthened", "should", "must")]
    assert duties((LEAD_IN, BUS), (EACH_SHOULD, BUS)) == [("weakened", "must", "should")] * 2


def test_a_clause_of_its_own_is_a_duty_of_its_own() -> None:
    marked = "The board must meet[-, and must tell the council what it decided-]."
    assert [(duty.effect, duty.old) for duty in change(marked).duties] == [("removed", "must")]


BEFORE_A_WALK = """[1] 1. Before a walk a guide must:
[1]   - ask the coast guard for the weather
{first}
[1] 2. Before a walk a guide may:
[1]   - ask a parent to join the party
{second}"""
ROUTE = "[1]   - walk the whole route alone"


def item_moved(old: tuple[str, str], new: tuple[str, str]) -> list[tuple[str, str | None, str | None]]:
    """The duties told where an item moved from one list to another."""
    texts = (BEFORE_A_WALK.format(first=first, second=second) for first, second in (old, new))
    return duties(*((text, BUS) for text in texts))


def test_an_item_that_moves_from_a_list_under_must_to_one_under_may_is_weaker() -> None:
    assert item_moved((ROUTE, ""), ("", ROUTE)) == [("weakened", "must", "may")]
    assert item_moved(("", ROUTE), (ROUTE, "")) == [("strengthened", "may", "must")]


def test_a_list_that_moves_with_the_words_before_it_keeps_its_duties() -> None:
    weak = BEFORE_A_WALK.format(first=ROUTE, second="").replace("a guide must", "a guide should")
    strong = BEFORE_A_WALK.format(first=ROUTE, second="")
    assert duties((weak, BUS), (BUS, strong)) == [("strengthened", "should", "must")]


def test_an_item_that_moves_from_under_one_heading_to_another_has_the_duty_that_the_heading_names() -> None:
    before = "= Pier {year}\n\n[1] # What a guest must not do\n[1] - swim at night\n{one}[1] - climb the mast\n"
    before += "[1] # What a guest may do\n[1] - rent a boat\n{two}[1] - eat on the upper deck"
    item = "[1] - fish from the pier at low tide\n"
    old = parse(before.format(year=2031, one=item, two=""))
    comparison = compare_editions(old, parse(before.format(year=2032, one="", two=item)))
    assert [(duty.effect, duty.old, duty.new) for change in comparison.changes for duty in change.duties] == [
        ("removed", "must not", "may")
    ]

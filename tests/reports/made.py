"""Comparisons made by hand: a plain one in which every kind of thing is there, a hostile one, and a long one."""

from kcsie_diff.model.comparison import (
    Category,
    Change,
    ChangeKind,
    Comparison,
    Duty,
    DutyEffect,
    EditionFacts,
    Explanation,
    LinkChange,
    LinkRow,
    Named,
    OfficialRow,
    OfficialTable,
    OutOfScope,
    Part,
    Passage,
    Reason,
    Review,
    Segment,
    SegmentOp,
    Side,
    Significance,
    Summary,
    Term,
)
from kcsie_diff.model.edition import Problem
from kcsie_diff.model.numbering import ConcordanceRow, ReferenceTarget, RetargetedReference, StaleReference

KEEP, CUT, ADD = SegmentOp.KEEP, SegmentOp.CUT, SegmentOp.ADD
PART_ONE = "Part one: What all staff should know"
PART_TWO = "Part two: The management of welfare"
PART_THREE = "Part three: Safer appointments"
HOSTILE = (
    "a | b < c\nd {{ 7 * 7 }} {% raw %} =cmd|'/C calc'!A0 </script><script>window.pwned = 1</script> "
    '<img src=x onerror=window.pwned=1> ]]> "q" & **b** \x1b[31m\u202e\u2066\u200b\x00'
)
NOISE = (
    "Leaders meet each half term to look at attendance, at the reasons for absence, and at what was done about it. "
    "They keep a record of each meeting, of who was there, and of what was agreed. The record says when each action "
    "is due and who owns it. Governors see a summary once a term. The summary names no child. It gives the number of "
    "children whose attendance fell below nine tenths, and how many of them have a named adult at the school who "
    "speaks to the family every week. Where a child is new to the school the adult asks the last school for its notes. "
)


def passage(
    key: str, text: str, *, node: str = "paragraph", number: str | None = None, page: int = 1, **more: object
) -> Passage:
    paragraph = more.get("paragraph", number if node == "paragraph" else None)
    ordinal = more.get("ordinal")
    pages = more.get("pages", (page,))
    assert paragraph is None or isinstance(paragraph, str)
    assert ordinal is None or isinstance(ordinal, int)
    assert isinstance(pages, tuple)
    return Passage(key, node, number, paragraph, ordinal, page, pages, text)


def change(identity: str, kind: ChangeKind, segments: tuple[Segment, ...], **more: object) -> Change:
    """A change with everything plain that is not given."""
    plain: dict[str, object] = {
        "id": identity,
        "review_key": f"key:{identity}",
        "kind": kind,
        "moved": False,
        "category": Category.CLARIFICATION,
        "confidence": 0.9,
        "reasons": (),
        "duty": DutyEffect.NONE,
        "duties": (),
        "significance": Significance.MEDIUM,
        "audience": (),
        "term": None,
        "section_old": (PART_ONE, "Early help"),
        "section_new": (PART_ONE, "Early help"),
        "old": (),
        "new": (),
        "segments": segments,
    }
    return Change(**(plain | more))  # type: ignore[arg-type]


def facts(year: int, *, status: str | None = None, date: str | None = None) -> EditionFacts:
    return EditionFacts(
        title=f"Keeping pupils safe {year}",
        file=f"keeping-pupils-safe-{year}.pdf",
        sha256=f"{year:064d}",
        pages=year - 2000,
        nodes=200,
        reader="tagged",
        status=status,
        date=date,
        licence="Open Government Licence v3.0",
        publisher="Ministry for Pupils",
    )


def segments(*pieces: tuple[SegmentOp, str]) -> tuple[Segment, ...]:
    return tuple(Segment(op, text) for op, text in pieces)


def plain() -> Comparison:
    """One comparison with a change of each kind and category, and something in every list."""
    must = Duty(DutyEffect.STRENGTHENED, "should", "must", "schools", "Schools must make a return each term.")
    should = Duty(DutyEffect.NEW, None, "should", "governing bodies", "Governing bodies should read it once a year.")
    changes = (
        change(
            "c0001",
            ChangeKind.REWORDED,
            (
                Segment(KEEP, "Schools "),
                Segment(CUT, "should"),
                Segment(ADD, "must"),
                Segment(
                    KEEP,
                    " make a return each term (see paragraph 18). " + NOISE,
                    " make a return each term (see paragraph 15). " + NOISE,
                ),
                Segment(ADD, "The return is made under the Pupil Returns Regulations 2031."),
            ),
            category=Category.LEGISLATIVE,
            reasons=(
                Reason("citation-added", "Pupil Returns Regulations 2031", Side.NEW),
                Reason("duty-strengthened", "should, must", Side.NEW),
            ),
            duty=DutyEffect.STRENGTHENED,
            duties=(must,),
            significance=Significance.HIGH,
            audience=("schools", "designated safeguarding lead"),
            section_old=(PART_TWO, "Children missing from education"),
            section_new=(PART_TWO, "Children absent from education"),
            old=(passage("p2/14", "Schools should …", number="14", page=8),),
            new=(passage("p2/16", "Schools must …", number="16", page=9, pages=(9, 10)),),
            official=1,
            dates=("1 September 2031",),
            acts=("Pupil Returns Regulations 2031",),
            explanation=Explanation("same section, most alike", 0.91),
        ),
        change(
            "c0002",
            ChangeKind.RETITLED,
            segments((KEEP, "Children "), (CUT, "missing"), (ADD, "absent"), (KEEP, " from education")),
            significance=Significance.LOW,
            section_old=(PART_TWO, "Children missing from education"),
            section_new=(PART_TWO, "Children absent from education"),
            old=(passage("p2/h2", "Children missing from education", node="heading", page=8),),
            new=(passage("p2/h2", "Children absent from education", node="heading", page=9),),
        ),
        change(
            "c0003",
            ChangeKind.ADDED,
            segments((ADD, "Governing bodies should read it once a year.\nThey should say so in their minutes.")),
            duty=DutyEffect.NEW,
            duties=(should,),
            audience=("governing bodies",),
            section_old=None,
            section_new=(PART_TWO, "The board"),
            new=(
                passage("p2/17", "Governing bodies should read it once a year.", number="17", page=10),
                passage(
                    "p2/17a", "They should say so in their minutes.", node="item", page=10, paragraph="17", ordinal=1
                ),
            ),
        ),
        change(
            "c0004",
            ChangeKind.REMOVED,
            segments((CUT, "The helpline is open at weekends.")),
            category=Category.ADDITIONAL_SUPPORT,
            confidence=0.6,
            section_new=None,
            old=(
                passage("p1/3/2", "The helpline is open at weekends.", node="item", page=4, paragraph="3", ordinal=2),
            ),
        ),
        change(
            "c0005",
            ChangeKind.LINK,
            segments((KEEP, "Help with first aid at school")),
            category=Category.ADDITIONAL_SUPPORT,
            significance=Significance.LOW,
            audience=("all staff",),
            old=(passage("p1/4", "Help with first aid at school", number="4", page=4),),
            new=(passage("p1/4", "Help with first aid at school", number="4", page=4),),
            links=(LinkChange("first aid", "https://old.example/aid", "https://new.example/aid"),),
        ),
        change(
            "c0006",
            ChangeKind.MOVED,
            segments((KEEP, "Staff wear a badge.")),
            category=Category.EDITORIAL,
            significance=Significance.LOW,
            section_old=(PART_TWO, "The board"),
            old=(passage("p2/15", "Staff wear a badge.", number="15", page=8),),
            new=(passage("p1/5", "Staff wear a badge.", number="5", page=5),),
        ),
        change(
            "c0007",
            ChangeKind.REWORDED,
            segments((KEEP, "Tell the "), (CUT, "lead officer"), (ADD, "safeguarding lead"), (KEEP, " at once.")),
            term=0,
            significance=Significance.LOW,
            audience=("all staff",),
            old=(passage("p1/2/3", "…", node="item", page=3, paragraph="2", ordinal=3),),
            new=(passage("p1/2/3", "…", node="item", page=3, paragraph="2", ordinal=3),),
            review=Review(note="Told the office", owner="DSL", done=True),
        ),
        change(
            "c0008",
            ChangeKind.SPLIT,
            segments((KEEP, "Read the policy. "), (ADD, "Sign it. "), (KEEP, "Keep a copy.")),
            moved=True,
            audience=("all staff",),
            old=(passage("p1/6", "Read the policy. Keep a copy.", number="6", page=5),),
            new=(
                passage("p1/6", "Read the policy. Sign it.", number="6", page=5),
                passage("p1/7", "Keep a copy.", number="7", page=5),
            ),
        ),
        change(
            "c0009",
            ChangeKind.MERGED,
            segments((KEEP, "The notes of the last school are read.")),
            category=Category.EDITORIAL,
            significance=Significance.LOW,
            old=(
                passage("f/3", "The notes", node="footnote", number="3", page=6, paragraph="7"),
                passage("f/4", "of the last school are read.", node="footnote", number="4", page=6, paragraph="7"),
            ),
            new=(passage("f/3", "The notes of the last school are read.", node="footnote", number="3", page=6),),
        ),
    )
    return Comparison(
        version="9.9",
        old=facts(2031, status="in force", date="1 September 2031"),
        new=facts(2032, status="for information", date="July 2032"),
        summary=summary(changes, unchanged=180, terms=1, out_of_scope=7),
        changes=changes,
        terms=(Term("lead officer", "safeguarding lead", 12, ("c0007",)),),
        concordance=(
            ConcordanceRow("1", "1", "p1/1", "p1/1", PART_ONE, "same"),
            ConcordanceRow("2", "2", "p1/2", "p1/2", PART_ONE, "same"),
            ConcordanceRow("6", "6", "p1/6", "p1/6", PART_ONE, "split", "c0008"),
            ConcordanceRow("14", "16", "p2/14", "p2/16", PART_TWO, "reworded", "c0001"),
            ConcordanceRow("15", "17", "p2/15", "p2/17", PART_TWO, "below", None, None, ("c0002",)),
            ConcordanceRow(None, "18", None, "p2/18", PART_TWO, "added", "c0003"),
            ConcordanceRow("16", None, "p2/16", None, PART_TWO, "removed"),
            ConcordanceRow("1", "1", "a/1", "a/1", "Annex A", "same"),
        ),
        official_table=OfficialTable(
            Side.NEW,
            "Annex C: What has changed",
            (
                OfficialRow(1, "Paragraph 16", 9, "16", "Made to match the new Regulations", ("c0001",)),
                OfficialRow(2, "Page 40", 40, None, "A new address"),
            ),
            ("c0003", "c0004", "c0002", "c0005", "c0008"),
        ),
        out_of_scope=(OutOfScope(Side.OLD, ("Annex D: Forms",), (20, 21), 7),),
        stale_references=(StaleReference("p2/16", "16", 9, "paragraph 14", "paragraph 16"),),
        retargeted_references=(
            RetargetedReference(
                "p2/17",
                "17",
                9,
                "paragraph 14",
                "paragraph 15",
                "paragraph 16",
                "paragraph",
                (ReferenceTarget("14", "Heads must send …", ("16",), None),),
                (ReferenceTarget("15", None, (), "Another passage …"),),
                "c0001",
            ),
        ),
        problems=((Side.OLD, Problem("text-outside-structure", "12 words stand outside the structure.", 12)),),
        links=(LinkRow("first aid", "retargeted", "https://old.example/aid", "https://new.example/aid", "c0005"),),
        acts=(Named("Pupil Returns Regulations 2031", "added", ("c0001",)),),
        organisations=(Named("Weekend Helpline", "removed", ("c0004",), "javascript:alert(1)"),),
        parts=(
            Part(PART_ONE, 60, 55, 20, 18, ("c0004", "c0005", "c0006", "c0007", "c0008", "c0009")),
            Part(PART_TWO, 80, 77, 30, 29, ("c0001", "c0002", "c0003")),
            Part(PART_THREE, 48, 48, 25, 25, ()),
        ),
        warnings=("The editions may be the wrong way round.",),
        settings=(("rules", "none"), ("audience", "all")),
    )


_HOSTILE_TARGET = ReferenceTarget(HOSTILE, HOSTILE, (HOSTILE,), HOSTILE)


def hostile() -> Comparison:
    """A comparison of documents that try to get out of every format."""
    made = change(
        "c0001",
        ChangeKind.REWORDED,
        (Segment(KEEP, HOSTILE, f"old {HOSTILE}"), Segment(CUT, HOSTILE), Segment(ADD, HOSTILE)),
        reasons=(Reason(HOSTILE, HOSTILE, Side.NEW),),
        duty=DutyEffect.NEW,
        duties=(Duty(DutyEffect.NEW, None, HOSTILE, HOSTILE, HOSTILE),),
        audience=(HOSTILE,),
        section_old=(HOSTILE,),
        section_new=(HOSTILE, HOSTILE),
        old=(passage(HOSTILE, HOSTILE, number=HOSTILE),),
        new=(passage(HOSTILE, HOSTILE, node="heading"),),
        review_key=f"=1+1 {HOSTILE}",
        dates=(HOSTILE,),
        links=(LinkChange(HOSTILE, "javascript:alert(1)", 'https://x.example/" onclick="window.pwned=1'),),
        review=Review(note=HOSTILE),
    )
    edition = EditionFacts(HOSTILE, HOSTILE, HOSTILE, 1, 1, "layout", HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    return Comparison(
        version="9.9",
        old=edition,
        new=edition,
        summary=summary((made,), unchanged=0, terms=1),
        changes=(made,),
        terms=(Term(HOSTILE, HOSTILE, 1, ("c0001",)),),
        concordance=(ConcordanceRow(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, "reworded", "c0001"),),
        official_table=OfficialTable(Side.NEW, HOSTILE, (OfficialRow(1, HOSTILE, 1, HOSTILE, HOSTILE),), ("c0001",)),
        problems=((Side.OLD, Problem("odd", HOSTILE)),),
        stale_references=(StaleReference(HOSTILE, HOSTILE, 1, HOSTILE, HOSTILE, HOSTILE, (_HOSTILE_TARGET,)),),
        retargeted_references=(
            RetargetedReference(
                HOSTILE, HOSTILE, 1, HOSTILE, HOSTILE, None, HOSTILE, (_HOSTILE_TARGET,), (_HOSTILE_TARGET,), "c0001"
            ),
        ),
        links=(LinkRow(HOSTILE, "added", None, "javascript:alert(1)"), LinkRow("x", "added", None, "data:text/html,x")),
        acts=(Named(HOSTILE, "added", ("c0001",), "vbscript:x"),),
        warnings=(HOSTILE,),
        review_unused=(HOSTILE,),
        settings=((HOSTILE, HOSTILE),),
    )


def long(number: int) -> Comparison:
    """A comparison with so many changes, in ten parts."""
    changes = tuple(
        change(
            f"c{index:04d}",
            ChangeKind.REWORDED,
            segments((KEEP, NOISE), (CUT, "should"), (ADD, "must"), (KEEP, f" see number {index}. {NOISE}")),
            category=tuple(Category)[index % 4],
            significance=tuple(Significance)[index % 3],
            audience=(("all staff", "schools", "governing bodies")[index % 3],),
            section_old=(f"Part {index * 10 // number + 1}", f"Section {index // 5}"),
            section_new=(f"Part {index * 10 // number + 1}", f"Section {index // 5}"),
            old=(passage(f"o{index}", "…", number=str(index + 1), page=index // 4 + 1),),
            new=(passage(f"n{index}", "…", number=str(index + 2), page=index // 4 + 1),),
        )
        for index in range(number)
    )
    return Comparison("9.9", facts(2031), facts(2032), summary(changes, unchanged=number), changes)


def empty() -> Comparison:
    """An edition compared with itself."""
    return Comparison("9.9", facts(2031), facts(2031), summary((), unchanged=200), ())


def summary(changes: tuple[Change, ...], *, unchanged: int, terms: int = 0, out_of_scope: int = 0) -> Summary:
    folded = sum(each.term is not None for each in changes)
    return Summary(
        unchanged=unchanged,
        changes=len(changes),
        readings=len(changes) - folded + terms,
        out_of_scope=out_of_scope,
        by_category=tuple((name.value, sum(each.category is name for each in changes)) for name in Category),
        by_kind=tuple((name.value, sum(each.kind is name for each in changes)) for name in ChangeKind),
        noise=(("renumbered", 31), ("typography", 2)),
    )

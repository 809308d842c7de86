"""The publisher's statements compared with our changes: which change each is about, and which changes have none.

References in such tables are inexact (KCSIE 2024 says page 170 for text on page 176), so words count as much as places.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import inf

from kcsie_diff.language.normalise import words
from kcsie_diff.language.vocabulary import STOP_WORDS
from kcsie_diff.meaning.publishers_table import PublishersTable, Statement
from kcsie_diff.model.comparison import (
    Category,
    Change,
    ChangeKind,
    OfficialRow,
    OfficialTable,
    SegmentOp,
    Side,
    Theme,
    changed_words,
)
from kcsie_diff.records import Record, replace

# Words that such tables use of any change, so that they do not say which.
_TABLE_WORDS = STOP_WORDS | frozenset(
    """add added addition additional amended amendment change changed changes clarification clarify clarifies clarified
    include included information link links made new note para paragraph page reference references reflect reflects
    removed removal replaced revised section statement text update updated wording reworded now is we our us
    school schools college colleges children child guidance""".split()  # noqa: SIM905
)
# Words of a place that name no heading of their own.
_PLACE_WORDS = frozenset(["annex", "appendix", "chapter", "footnote", "part", "section", "table"])
_QUOTED = re.compile(r"[‘“\"]([^‘’“”\"]{2,160})[’”\"]")
_SAYS = {
    SegmentOp.ADD: re.compile(r"\b(?:added|new|included|inserted|now)\b"),
    SegmentOp.CUT: re.compile(r"\b(?:removed|removal|deleted|withdrawn|no longer)\b"),
}
# Pages between the page that a statement gives and a change: for a statement that says little else, and for any other.
_PAGES_NEAR = 1
_PAGES_INEXACT = 8
# The score that a change has to reach to be what a statement is about.
_ENOUGH = 3.0
# A statement is about a second change too when its score reaches this share of the best one's.
_NEARLY = 0.8
_MOST_CANDIDATES = 200  # changes that share words with a statement: bounds the cost
# A statement with no more distinctive words than this is identified by its place.
_FEW_WORDS = 2


class _Claim(Record, frozen=True):
    """A statement, prepared to be compared with changes: its distinctive words and the paragraphs it names."""

    statement: Statement
    words: frozenset[str]
    paragraphs: frozenset[int]
    quoted: tuple[str, ...]
    heading: frozenset[str]


class _Target(Record, frozen=True):
    """A change, prepared to be compared with statements."""

    change: Change
    paragraphs: frozenset[int]
    pages: frozenset[int]
    changed: frozenset[str]
    changed_text: str
    around: frozenset[str]
    headings: frozenset[str]
    has: frozenset[SegmentOp]


def reconcile(table: PublishersTable, changes: tuple[Change, ...]) -> tuple[OfficialTable, Mapping[str, int]]:
    """The new edition's table with our changes linked to its rows, and the row that fits each change best, by id.

    `unlisted` are the changes that are not editorial and that no row is about; a change folded into a term counts as
    listed where another of that term is.
    """
    targets = [_target(change) for change in changes if not _inside(change, table)]
    index = _index(targets)
    rows = []
    best: dict[str, tuple[float, int]] = {}
    for number, statement in enumerate(table.statements, 1):
        claim = _claim(statement)
        linked = _with_terms(claim, _linked(claim, targets, index), targets)
        for target, score in linked:
            if score > best.get(target.change.id, (0.0, 0))[0]:
                best[target.change.id] = (score, number)
        ids = [target.change.id for target, _ in linked]
        ids = [change.id for change in changes if change.id in ids]
        rows.append(
            OfficialRow(number, statement.where, statement.page, statement.paragraph, statement.what, tuple(ids))
        )
    row_of = {identity: row for identity, (_, row) in best.items()}
    terms = {change.term for change in changes if change.id in row_of and change.term is not None}
    unlisted = tuple(
        change.id
        for change in changes
        if change.category is not Category.EDITORIAL and change.id not in row_of and change.term not in terms
    )
    return OfficialTable(Side.NEW, table.title, tuple(rows), unlisted), row_of


def mention_repeats(table: OfficialTable, themes: Iterable[Theme]) -> OfficialTable:
    """The table with the unlisted changes that repeat one it mentions: a name replaced again, a duty stated again."""
    listed = {identity for row in table.rows for identity in row.changes}
    repeats = [theme.changes for theme in themes if theme.kind in ("name", "repeated")]
    repeated = {identity for changes in repeats if listed & set(changes) for identity in changes}
    return replace(table, elsewhere=tuple(identity for identity in table.unlisted if identity in repeated))


def _inside(change: Change, table: PublishersTable) -> bool:
    return any(passage.key in table.keys for passage in change.new) or any(
        reason.rule == "publishers-table" for reason in change.reasons
    )


def _target(change: Change) -> _Target:
    changed = changed_words(change.segments)
    links = " ".join(f"{link.text} {link.new or link.old}" for link in change.links)
    around = " ".join([*(p.text for p in (*change.old, *change.new)), *change.section_path])
    numbers = {passage.paragraph for passage in (change.new or change.old)} | {p.number for p in change.new}
    return _Target(
        change,
        frozenset(int(number) for number in numbers if number and number.isdigit()),
        frozenset(page for passage in (change.new or change.old) for page in passage.pages),
        _words(f"{changed} {links}"),
        f" {' '.join(words(changed))} ",
        _words(around),
        _words(" ".join(change.section_path)),
        frozenset(segment.op for segment in change.segments),
    )


def _claim(statement: Statement) -> _Claim:
    return _Claim(
        statement,
        _words(statement.what),
        _span(statement.paragraph),
        tuple(" ".join(words(match[1])) for match in _QUOTED.finditer(statement.what)),
        frozenset(
            word
            for word in _words(statement.where)
            if len(word) > 2 and not word.isdigit() and word not in _PLACE_WORDS
        ),
    )


def _words(text: str) -> frozenset[str]:
    telling = (word for word in words(text) if word not in _TABLE_WORDS)
    return frozenset(word.removesuffix("'s").removesuffix("s") if len(word) > 3 else word for word in telling)


def _index(targets: Iterable[_Target]) -> Mapping[str, list[_Target]]:
    index: dict[str, list[_Target]] = {}
    for target in targets:
        for word in target.changed | target.around:
            index.setdefault(word, []).append(target)
    return index


def _candidates(claim: _Claim, targets: list[_Target], index: Mapping[str, list[_Target]]) -> list[_Target]:
    """The changes at the place that a statement names, and those that share most words with it, in order."""
    near = [t for t in targets if t.paragraphs & claim.paragraphs or _page_distance(claim, t) <= _PAGES_INEXACT]
    shared = Counter(target.change.id for word in claim.words for target in index.get(word, ()))
    alike = {identity for identity, _ in shared.most_common(_MOST_CANDIDATES)}
    near_ids = {target.change.id for target in near}
    return [target for target in targets if target.change.id in alike | near_ids]


def _linked(claim: _Claim, targets: list[_Target], index: Mapping[str, list[_Target]]) -> list[tuple[_Target, float]]:
    candidates = _candidates(claim, targets, index)
    enough = [(target, score) for target in candidates if (score := _score(claim, target)) >= _ENOUGH]
    if not enough:
        return _by_place_only(claim, candidates)
    at_place = [(target, score) for target, score in enough if target.paragraphs & claim.paragraphs]
    if len(claim.paragraphs) > 1 and at_place:
        return at_place
    chosen = at_place or enough
    top = max(score for _, score in chosen)
    return [
        (target, score)
        for target, score in chosen
        if score == top or (score >= _NEARLY * top and (at_place or len(claim.words & target.changed) > 1))
    ]


def _with_terms(
    claim: _Claim, linked: list[tuple[_Target, float]], targets: list[_Target]
) -> list[tuple[_Target, float]]:
    """The linked changes, with all others of the same term and of what is quoted as changed "throughout"."""
    terms = {target.change.term for target, _ in linked} - {None}
    known = {target.change.id for target, _ in linked}
    throughout = "throughout" in f"{claim.statement.where} {claim.statement.what}".lower()
    return linked + [
        (target, _ENOUGH)
        for target in targets
        if target.change.id not in known
        and (target.change.term in terms or (throughout and any(_quotes(q, target) > 1 for q in claim.quoted)))
    ]


def _by_place_only(claim: _Claim, candidates: list[_Target]) -> list[tuple[_Target, float]]:
    """A statement that says little more than a place ("Page 157: header removed") is about the one change there."""
    if len(claim.words) > _FEW_WORDS:
        return []
    kinds = {ChangeKind.ADDED: "added", ChangeKind.REMOVED: "removed"}
    there = [
        target
        for target in candidates
        if _page_distance(claim, target) <= _PAGES_NEAR
        and _part_fits(claim.statement, target) >= 0
        and kinds.get(target.change.kind, "-") in claim.statement.what.lower()
    ]
    return [(there[0], _ENOUGH)] if len(there) == 1 else []


def _score(claim: _Claim, target: _Target) -> float:
    """How well a change fits a statement: its words, paragraph, page and part; editorial changes fit less."""
    score = (4 * len(claim.words & target.changed) + 2 * len(claim.words & target.around)) / max(1, len(claim.words))
    if claim.paragraphs and target.paragraphs:
        score += 2.5 if target.paragraphs & claim.paragraphs else -1.0
    distance = _page_distance(claim, target)
    if distance < inf:
        score += 1.5 if distance <= _PAGES_NEAR else 0.3 if distance <= _PAGES_INEXACT else -1.0
    score += max((_quotes(quoted, target) for quoted in claim.quoted), default=0.0)
    score += 1.5 * len(claim.heading & target.headings) / max(1, len(claim.heading))
    score += _part_fits(claim.statement, target)
    said = claim.statement.what.lower()
    score += 0.5 * sum(op in target.has and pattern.search(said) is not None for op, pattern in _SAYS.items())
    return score - (0.5 if target.change.category is Category.EDITORIAL else 0.0)


def _quotes(quoted: str, target: _Target) -> float:
    """How much it counts that a statement quotes words of a change: a single word may be anywhere."""
    return 0.0 if f" {quoted} " not in target.changed_text else 3.0 if " " in quoted else 1.0


def _span(paragraph: str | None) -> frozenset[int]:
    """The paragraphs that "205-209" or "12, 14" names."""
    found: set[int] = set()
    for low, high in re.findall(r"(\d+)[A-Za-z]?(?:-(\d+))?", paragraph or ""):
        found |= set(range(int(low), min(int(high or low), int(low) + 200) + 1))
    return frozenset(found)


def _page_distance(claim: _Claim, target: _Target) -> float:
    """How many pages lie between the place that a statement names and a change; infinite where either is unknown."""
    page = claim.statement.page
    return inf if page is None else min((abs(own - page) for own in target.pages), default=inf)


def _part_fits(statement: Statement, target: _Target) -> float:
    named = re.search(r"\b(?:Part|Annex|Chapter|Appendix|Schedule)\s\w+", f"{statement.where} {statement.part or ''}")
    section = target.change.section_path
    if named is None or not section:
        return 0.0
    return 0.5 if any(heading.lower().startswith(named[0].lower()) for heading in section) else -1.0

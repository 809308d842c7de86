"""Themes: the changes of a comparison in at most seven groups, each of one cause or one subject, the gravest first.

Input: an alignment and its changes. Output: `Theme`s; a change is in one theme or in none. In this order a change is
claimed by: a term replaced throughout; names of one service or body that gave way to another; one duty that is stated
in several places; the heading it is under; links and resources; notices about guidance to come. Headings are chosen by
the narrowest size at which seven themes hold most changes, so that a short list of changes gets close subjects. Where
no size will do, the edition was rewritten throughout: what happened ("new duties") then comes before subjects.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kcsie_diff.language.normalise import fold
from kcsie_diff.language.sentences import is_notice
from kcsie_diff.language.vocabulary import STOP_WORDS
from kcsie_diff.meaning.significance import find_reversals
from kcsie_diff.model.alignment import Alignment
from kcsie_diff.model.comparison import (
    Category,
    Change,
    DutyEffect,
    SegmentOp,
    Significance,
    Term,
    Theme,
    changed_words,
)
from kcsie_diff.model.edition import Edition
from kcsie_diff.records import Record

MOST_THEMES = 7
_MOST_TERMS = 2
# The share of changes that themes should hold before headings of a wider subject are tried.
_COVERED = 0.85
# How large a subject may be, as a share of the passages of its edition: a topic, a chapter, a part.
_WIDTHS = (0.025, 0.05, 0.1)
_FEWEST_PASSAGES = 16
_MANY = 20  # changes; fewer are read one by one, whatever their subjects
# Headings of what is about the document, as its title is; a duty or a definition under one counts all the same.
_FRONT_MATTER = frozenset(("acknowledgements", "acknowledgments", "authors", "contributors", "copyright"))
# So many words in a row are one statement repeated; fewer agree by chance.
_SAME_RUN = 9
# A title of so many words is not one by chance.
_TITLE_WORDS = 4
# Rules whose changes are about where to find or whom to ask.
_RESOURCE_RULES = frozenset(
    ("signpost", "resource-named", "resource-listed", "contact-details", "link-retargeted", "link-same-host")
)
# A name: words from a capital on ("Check a teacher's record", "Secure Access Portal"), or a site ("GOV.UK"). Must not
# match one word alone.
_NAME = re.compile(
    r"\b[A-Z][\w’']*(?:\s(?:(?:a|an|the|of|for|and|to|in|on|with)\s)?[\w’']+){1,4}|\b[A-Z]{2,}(?:\.[A-Z]{2,})+\b"
)
# What may be a title: "statutory guidance ‘Working together to …", "guidance on school attendance Working together …".
_DOCUMENT = re.compile(
    r"\b(?:[Gg]uidance|[Aa]dvice|[Cc]ode|[Ss]tandards?|[Ff]ramework)\b[^.;:‘“]{0,40}?\s[‘“]?([A-Z][a-z]+(?:\s[a-z]+){3,9})"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# A name has at most so many words, and a change that swaps one has at most so many stretches cut or added.
_LONGEST_NAME = 14
_MOST_SWAPS = 6
# The share of the changes of a theme in which the name is that is said to replace the others, or be replaced.
_COMMON_NAME = 0.3
_LONGEST_SUFFIX = 3  # letters of "gov", "uk", "com" in an address
_EFFECTS = {
    DutyEffect.NEW: "New duties and expectations",
    DutyEffect.STRENGTHENED: "Stronger duties and expectations",
    DutyEffect.WEAKENED: "Duties and expectations removed, or weaker",
    DutyEffect.REMOVED: "Duties and expectations removed, or weaker",
}
_HIGH = 6  # how many changes of lower significance a high one outweighs


class _Group(Record, frozen=True):
    """Changes of one cause or subject: the rule that grouped them, and the words for it."""

    kind: str
    subject: str
    changes: tuple[Change, ...]


def find_themes(alignment: Alignment, changes: tuple[Change, ...], terms: tuple[Term, ...]) -> tuple[Theme, ...]:
    """The themes of a comparison, the gravest first; editorial changes are in none."""
    real = [change for change in changes if change.category is not Category.EDITORIAL]
    by_id = {change.id: change for change in changes}
    groups = [_Group("term", f"{t.old} → {t.new}", tuple(by_id[one] for one in t.changes)) for t in terms]
    left = [change for change in real if change.term is None]
    groups += (names := list(_replaced_names(left)))
    left = _outside(names, left)
    repeated = list(_repeated_duties(left))
    best: list[_Group] = []
    for width in _WIDTHS:
        best = _gravest([*groups, *repeated, *_by_subject(alignment, _outside(repeated, left), width)])
        if len(real) - len(_outside(best, real)) >= _COVERED * len(real):
            break
    else:
        if len(real) >= _MANY:
            best = _gravest([*groups, *_rewritten_throughout(alignment, repeated, left)])
    return tuple(
        Theme(
            kind=group.kind,
            subject=group.subject,
            changes=tuple(change.id for change in group.changes),
            audience=tuple(dict.fromkeys(name for change in group.changes for name in change.audience)),
            dates=tuple(dict.fromkeys(date for change in group.changes for date in change.dates)),
        )
        for group in best
    )


def _rewritten_throughout(
    alignment: Alignment, repeated: Sequence[_Group], changes: Sequence[Change]
) -> Iterator[_Group]:
    """What happened comes before subjects, which are few only in a short list of changes."""
    documents = [group for group in repeated if group.subject]
    effects = list(_by_effect(_outside(documents, changes)))
    grouped = [*documents, *effects]
    yield from grouped
    yield from _by_subject(alignment, _outside(grouped, changes), _WIDTHS[-1])


def _outside(groups: Iterable[_Group], changes: Sequence[Change]) -> list[Change]:
    """The changes that are in none of some groups."""
    claimed = {change.id for group in groups for change in group.changes}
    return [change for change in changes if change.id not in claimed]


def _gravest(groups: list[_Group]) -> list[_Group]:
    """The seven gravest; a term replaced throughout asks least of a reader and comes last, but is always said."""
    terms = [group for group in groups if group.kind == "term"][:_MOST_TERMS]
    others = sorted((group for group in groups if group.kind != "term"), key=_gravity, reverse=True)
    return [*others[: MOST_THEMES - len(terms)], *terms]


def _gravity(group: _Group) -> tuple[bool, bool, int]:
    """What the law requires first, then duties and definitions, then what has most changes that matter."""
    law = any(change.category is Category.LEGISLATIVE and _is_grave(change) for change in group.changes)
    weight = sum(
        3 * len(change.duties) + (_HIGH if change.significance is Significance.HIGH else 1) for change in group.changes
    )
    return law, group.kind == "effect" or any(_is_grave(change) for change in group.changes), weight


# ---- names that gave way to another ----


def _replaced_names(changes: Sequence[Change]) -> Iterator[_Group]:
    """Changes in which names that share two words were cut or added: "Employer Access service", "Employer Access".

    Must not group changes that share one word, or words of which none is written with a capital.
    """
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, change in enumerate(changes):
        for pair in dict.fromkeys(_name_pairs(change)) if _swaps_a_name(change) else ():
            pairs[pair].append(n)
    for members in _connected(list(pairs.values())):
        group = tuple(changes[n] for n in members)
        cut, added = (_common_names(group, op) for op in (SegmentOp.CUT, SegmentOp.ADD))
        if cut and added:
            yield _Group("name", f"{cut[0]} → {'; '.join(added)}", group)


def _swaps_a_name(change: Change) -> bool:
    """Whether a change cuts and adds words, few of them each, and touches no duty."""
    changed = [segment for segment in change.segments if segment.op is not SegmentOp.KEEP]
    short = all(len(segment.text.split()) <= _LONGEST_NAME for segment in changed)
    both = {segment.op for segment in changed} == {SegmentOp.CUT, SegmentOp.ADD}
    return short and both and len(changed) <= _MOST_SWAPS and not change.duties


def _name_pairs(change: Change) -> Iterator[tuple[str, str]]:
    """Neighbouring words of names and addresses that were cut or added: "Employer Access", "employer.access"."""
    for segment in change.segments:
        if segment.op is not SegmentOp.KEEP:
            words = [word for word in _WORD.finditer(segment.text) if word[0].lower() not in STOP_WORDS]
            for one, two in pairwise(words):
                between = segment.text[one.end() : two.start()]
                name = not between.strip(" ’'") or between.strip().lower() in STOP_WORDS
                address = between == "." and min(len(one[0]), len(two[0])) > _LONGEST_SUFFIX
                if address or (name and (one[0][0].isupper() or two[0][0].isupper())):
                    yield fold(one[0]), fold(two[0])


def _connected(sets: Sequence[Sequence[int]]) -> list[list[int]]:
    """The members of sets that overlap, each once, in order."""
    found: list[set[int]] = []
    for members in sets:
        if len(members) > 1:
            touching = [group for group in found if group & set(members)]
            found = [group for group in found if group not in touching]
            found.append(set(members).union(*touching))
    return [sorted(group) for group in found]


def _common_names(changes: Sequence[Change], op: SegmentOp) -> list[str]:
    """The names that enough of the changes cut or added, the commonest first, without those inside another one."""
    texts = [segment.text for change in changes for segment in change.segments if segment.op is op]
    names = dict.fromkeys(match[0].strip(" ’'") for text in texts for match in _NAME.finditer(text))
    other = SegmentOp.ADD if op is SegmentOp.CUT else SegmentOp.CUT
    wholes = ["".join(segment.text for segment in change.segments if segment.op is not other) for change in changes]
    # A capital that only begins a sentence makes no name: "During a transaction".
    inside = [name for name in names if any(re.search(rf"[\w,’'] {re.escape(name)}", whole) for whole in wholes)]
    uses = {name: sum(name in text for text in texts) for name in inside}
    best = sorted(inside, key=lambda name: (uses[name], len(name)), reverse=True)
    common = [name for name in best if uses[name] >= _COMMON_NAME * len(changes)]
    return [name for n, name in enumerate(common) if not any(name in longer for longer in common[:n])]


# ---- one duty in several places ----


def _repeated_duties(changes: Sequence[Change]) -> Iterator[_Group]:
    """Changes under different headings that add or cut one statement, or change the standing of one document.

    Must not group notices, or what is under one heading: that heading names it better.
    """
    serious = [change for change in changes if change.category is not Category.ADDITIONAL_SUPPORT]
    sharing: dict[str, list[int]] = defaultdict(list)
    for n, change in enumerate(serious):
        for run in _runs(change):
            sharing[run].append(n)
    for members in _largest(sharing.values()):
        group = tuple(serious[n] for n in members)
        headings = {fold(path[-1]) for change in group if (path := change.section_path)}
        if len(headings) > 1:
            titles = set.intersection(*(set(_titles(change)) for change in group))
            yield _Group("repeated", max(titles, key=len, default=""), group)


def _largest(sets: Iterable[Sequence[int]]) -> Iterator[Sequence[int]]:
    """Sets of two or more members, the largest first, without one that holds a member of an earlier one.

    Sets that merely overlap are not joined: what the first and the last then say need not be alike.
    """
    taken: set[int] = set()
    for members in sorted(set(map(tuple, sets)), key=lambda each: (-len(each), each)):
        if len(members) > 1 and taken.isdisjoint(members):
            taken.update(members)
            yield members


def _runs(change: Change) -> frozenset[str]:
    """What changes that say one thing share: nine words in a row, or the title of a document with a new standing.

    Words that one change adds and another one cuts are no statement in two places.
    """
    changed = [segment for segment in change.segments if segment.op is not SegmentOp.KEEP]
    words = [[str(segment.op), *map(fold, _WORD.findall(segment.text))] for segment in changed]
    runs = {" ".join([own[0], *own[at : at + _SAME_RUN]]) for own in words for at in range(1, len(own) - _SAME_RUN + 1)}
    standing = any(reason.rule == "standing-changed" for reason in change.reasons)
    return frozenset(runs | {fold(title) for title in _titles(change)} if standing else runs)


def _titles(change: Change) -> Iterator[str]:
    """What may be the title of a document in the newer words: words after "guidance" or the like, of every length."""
    text = "".join(segment.text for segment in change.segments if segment.op is not SegmentOp.CUT)
    for match in _DOCUMENT.finditer(text):
        words = match[1].split(" ")
        yield from (" ".join(words[:most]) for most in range(_TITLE_WORDS, len(words) + 1))


# ---- what happened, in an edition that was rewritten throughout ----


def _by_effect(changes: Sequence[Change]) -> Iterator[_Group]:
    """Changes of one effect, wherever they are: an edition with changes all over has no few subjects."""
    found: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        found[_effect(change)].append(change)
    for subject, own in found.items():
        if subject:
            yield _Group("effect", subject, tuple(own))


def _effect(change: Change) -> str:
    """The effect by which a change is grouped, "" for one without any."""
    if change.duty is not DutyEffect.NONE:
        return _EFFECTS[change.duty]
    if any(reason.rule == "definition-changed" for reason in change.reasons):
        return "Definitions"
    if change.category is Category.LEGISLATIVE:
        return "Law, legal limits or the status of a document"
    if change.significance is not Significance.HIGH:
        return ""
    turned = find_reversals(change.segments)
    return "Meaning that may be turned round" if turned else "Who must act, or what they must do"


# ---- subjects ----


def _by_subject(alignment: Alignment, changes: Sequence[Change], width: float) -> Iterator[_Group]:
    """Changes under one heading of at most a certain size; what only names resources there is grouped as such."""
    sizes = _sizes(alignment.new), _sizes(alignment.old)
    limits = [max(_FEWEST_PASSAGES, width * len(edition.content)) for edition in (alignment.new, alignment.old)]
    under: dict[str, list[Change]] = defaultdict(list)
    titles: dict[str, str] = {}
    for change in changes:
        side = 0 if change.section_new or change.section_successor else 1
        title = _subject(change.section_path, sizes[side], limits[side])
        under[fold(title)].append(change)
        titles.setdefault(fold(title), title)
    front = _FRONT_MATTER | {fold(edition.title) for edition in (alignment.new, alignment.old)}
    loose: list[Change] = []
    for key, own in under.items():
        if all(_is_resource(change) or _is_notice(change) for change in own) or (
            (len(own) == 1 or (key in front and len(under) > 1)) and not any(map(_is_grave, own))
        ):
            loose += own
        else:
            yield _Group("heading", titles[key], tuple(own))
    notices = tuple(change for change in loose if _is_notice(change))
    resources = tuple(change for change in loose if _is_resource(change) and change not in notices)
    for kind, group in (("resources", resources), ("notices", notices)):
        if len(group) > 1:
            yield _Group(kind, "", group)


def _sizes(edition: Edition) -> Counter[tuple[str, ...]]:
    """How many passages each heading of an edition holds, by its path."""
    sizes: Counter[tuple[str, ...]] = Counter()
    for node in edition.content:
        path = edition.section(node)
        sizes.update(path[:deep] for deep in range(1, len(path) + 1))
    return sizes


def _subject(path: tuple[str, ...], sizes: Counter[tuple[str, ...]], limit: float) -> str:
    """The widest heading of a path that is not too large, else its narrowest one; "" before the first heading.

    A title of several chapters, such as "Requirements", names no subject: the heading above it does.
    """
    own = [path[:deep] for deep in range(1, len(path) + 1)]
    titles = Counter(each[-1] for each in sizes)
    named = [each for each in own if titles[each[-1]] == 1] or own
    return next((each for each in named if sizes[each] <= limit), named[-1] if named else ("",))[-1]


def _is_grave(change: Change) -> bool:
    return change.significance is Significance.HIGH or change.duty is not DutyEffect.NONE


def _is_resource(change: Change) -> bool:
    return change.category is Category.ADDITIONAL_SUPPORT and any(r.rule in _RESOURCE_RULES for r in change.reasons)


def _is_notice(change: Change) -> bool:
    return change.category is Category.ADDITIONAL_SUPPORT and is_notice(changed_words(change.segments))

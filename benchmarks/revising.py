"""A heavy revision of an edition, made by rule and with its truth: what became of every passage, and of every word.

Input: an edition, another one that gives paragraphs and clauses, and a seed. Output: a `Revision`. It is made as an
announced rewrite would be: a third of the paragraphs reworded; paragraphs split, merged, moved, added and removed;
sections merged, split and put in another order; the last annex turned into a part; one term replaced in 60 places;
everything numbered anew. Every word remembers which word of the older edition it is, so the truth needs no comparison.
"""

import dataclasses
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from kcsie_diff.language.references import own_labels
from kcsie_diff.model.edition import CELL_BAR, Edition, Node, NodeKind, Place
from kcsie_diff.records import replace

_REWORDED = 1 / 3  # of the paragraphs
_MOVED = _SPLIT = _MERGED = _ADDED = _REMOVED = 0.03  # of the paragraphs, each
_SECTIONS = 0.1  # of the sections are moved, as many are split, and as many merged
_LEFT = 0.25  # of the words of a passage, or of the shorter one that it became, that must be left
_SWAPS = 60  # places of the term that is replaced throughout
_WHOLE = 8  # in words: shorter passages are left as they are
_TEXT = (NodeKind.PARAGRAPH, NodeKind.ITEM, NodeKind.TABLE_ROW)

_SYNONYMS = dict(
    pair.split("=")
    for line in (
        "should=ought_to ensure=make_sure consider=think_about appropriate=suitable relevant=pertinent risk=hazard",
        "including=such_as provide=give identify=recognise support=help concerns=worries concern=worry data=records",
        "information=details staff=employees important=essential develop=build use=apply used=applied role=part",
        "understand=know report=notify reported=notified review=revisit reviewed=revisited process=procedure all=every",
        "processes=procedures policy=approach policies=approaches arrangements=measures additional=further about=on",
        "because=since however=but also=equally immediately=at_once regularly=at_intervals where=wherever may=might",
        "verify=check system=service systems=services organization=body organizations=bodies risks=hazards",
        "control=restrict protect=guard access=entry require=call_for requires=calls_for required=needed",
        "application=program applications=programs between=among within=inside during=throughout activities=work",
        "activity=task establish=set_up maintain=keep_up example=instance make=take available=at_hand need=require",
        "children=young_people child=young_person response=reaction incident=event incidents=events document=paper",
    )
    for pair in line.split()
)
_LEADS = ("If", "Where", "When", "In", "As", "For", "To", "During", "Once", "Although")


class Word(NamedTuple):
    """A word as printed, and its number in the older edition; None where it is new."""

    text: str
    origin: int | None = None


@dataclass(eq=False)
class Unit:
    """A node that is being revised: its words, the older nodes that it comes from, and what it holds, in order."""

    node: Node
    words: list[Word]
    label: str = ""
    origins: frozenset[str] = frozenset()
    children: list["Unit"] = field(default_factory=list)
    touched: bool = False  # moved, split or merged

    def walk(self) -> Iterator["Unit"]:
        """The unit and all that is under it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def is_heading(self) -> bool:
        return self.node.kind is NodeKind.HEADING

    @property
    def is_plain(self) -> bool:
        """Whether it is a passage that is long enough to be revised, and was not touched yet."""
        return self.node.kind in _TEXT and len(self.words) >= _WHOLE and not self.touched

    @property
    def size(self) -> int:
        return sum(len(unit.words) for unit in self.walk())


# ---- an edition as units, and back ----


def units_of(edition: Edition) -> Unit:
    """An edition as a tree of units under a root without words."""
    labels = own_labels(edition)
    root = Unit(Node("root", NodeKind.HEADING, "", Place(())), [])
    made: dict[str | None, Unit] = {None: root}
    count = 0
    for node in sorted(edition.content, key=lambda node: node.kind is NodeKind.FOOTNOTE):
        end = labels[node.key].end if node.key in labels else 0
        text = node.text[end:].split()
        unit = Unit(node, [Word(w, count + n) for n, w in enumerate(text)], node.text[:end], frozenset({node.key}))
        count += len(text)
        made[node.key] = unit
        made.get(node.parent, root).children.append(unit)
    return root


def edition_of(root: Unit, title: str) -> tuple[Edition, dict[str, Unit]]:
    """The edition that units make, numbered anew, and its units by the new keys."""
    nodes: list[Node] = []
    by_key: dict[str, Unit] = {}
    last: dict[str, int] = {}

    def put(unit: Unit, parent: str | None, numbered: str) -> None:
        key = f"n{len(nodes)}"
        text = " ".join(word.text for word in unit.words)
        number = unit.node.number
        if unit.node.is_numbered_paragraph and (number or "").isdigit():
            last["paragraph"] = 1 if number == "1" else last.get("paragraph", 0) + 1
            number = str(last["paragraph"])
        label = _renumbered(unit.label, numbered, last)
        cells = tuple(f"{label}{text}".split(CELL_BAR)) if unit.node.cells else ()
        nodes.append(Node(key, unit.node.kind, f"{label}{text}", Place(()), parent=parent, number=number,
                          level=unit.node.level, cells=cells))  # fmt: skip
        by_key[key] = unit
        prefixes = Counter(found[1] for child in unit.children if (found := _LABEL.match(child.label)))
        own = prefixes.most_common(1)[0][0] if prefixes else numbered
        for child in unit.children:
            put(child, key, own if unit.is_heading else numbered)

    for unit in root.children:
        put(unit, None, "")
    return Edition(title, "heavy", "", None, "heavy", tuple(nodes)), by_key


_LABEL = re.compile(r"(.*?)(\d+)(\W*)\Z", re.DOTALL)


def _renumbered(label: str, prefix: str, last: dict[str, int]) -> str:
    """A label such as "V2.1.3 | ", counted on under the prefix of its section."""
    found = _LABEL.match(label)
    if not found:
        return label
    start = prefix if prefix.count(".") == found[1].count(".") else found[1]
    last[start] = last.get(start, 0) + 1
    return f"{start}{last[start]}{found[3]}"


# ---- rewording ----


def reword(unit: Unit, clauses: Sequence[str], dice: random.Random) -> None:
    """Reword a fifth to two thirds of a passage: other words, another order, clauses put in or left out."""
    bars = [-1, *(n for n, word in enumerate(unit.words) if word.text == "|"), len(unit.words)]
    start, stop = max(pairwise(bars), key=lambda cell: cell[1] - cell[0])
    before = text = unit.words[start + 1 : stop]
    aim = dice.uniform(0.2, 0.67)
    for way in dice.choices((_with_synonyms, _reordered, _inserted, _shortened), k=6):
        text = way(text, clauses, dice)
        kept = sum(word.origin is not None for word in text)
        if 1 - 2 * kept / (len(before) + len(text)) >= aim:
            break
    unit.words[start + 1 : stop] = text


def _with_synonyms(text: list[Word], _: Sequence[str], dice: random.Random) -> list[Word]:
    found: list[Word] = []
    for word in text:
        stem = word.text.rstrip(".,;:)").lower()
        other = _SYNONYMS.get(stem)
        if other is None or dice.random() < 0.3:
            found.append(word)
            continue
        instead = other.replace("_", " ") + word.text[len(stem) :]
        found += [Word(w) for w in (instead.capitalize() if word.text[0].isupper() else instead).split()]
    return found


def _reordered(text: list[Word], _: Sequence[str], __: random.Random) -> list[Word]:
    """ "If A, B." as "B, if A."; else the last two sentences the other way round."""
    comma = next((n for n, word in enumerate(text) if word.text.endswith(",")), 0)
    end = next((n for n, word in enumerate(text) if word.text.endswith(".")), len(text) - 1)
    if 2 < comma < end - 3 and text[0].text in _LEADS and text[end].text.endswith("."):
        lead, rest = text[: comma + 1], text[comma + 1 : end + 1]
        moved = [*_cased(rest, str.capitalize), *_cased(lead, str.lower)]
        moved[len(rest) - 1] = Word(rest[-1].text.rstrip(".") + ",", rest[-1].origin)
        moved[-1] = Word(lead[-1].text.rstrip(",") + ".", lead[-1].origin)
        return moved + text[end + 1 :]
    stops = _stops(text)
    return (
        text[: stops[-3] + 1] + text[stops[-2] + 1 :] + text[stops[-3] + 1 : stops[-2] + 1] if len(stops) > 2 else text
    )


def _cased(text: Sequence[Word], case: Callable[[str], str]) -> list[Word]:
    first = text[0]
    return [first if first.text.isupper() else Word(case(first.text[:1]) + first.text[1:], first.origin), *text[1:]]


def _stops(text: Sequence[Word]) -> list[int]:
    return [n for n, word in enumerate(text) if word.text.endswith((".", "?")) and len(word.text) > 3]


def _inserted(text: list[Word], clauses: Sequence[str], dice: random.Random) -> list[Word]:
    clause = dice.choice(clauses)
    places = [n for n, word in enumerate(text) if word.text.endswith(",")] or [n - 1 for n in _stops(text)[:1]]
    if not places:
        return text + [Word(w) for w in clause.split()]
    at = dice.choice(places)
    return [*text[: at + 1], *(Word(w) for w in f"{clause},".split()), *text[at + 1 :]]


def _shortened(text: list[Word], _: Sequence[str], dice: random.Random) -> list[Word]:
    ends = [n for n, word in enumerate(text) if word.text.endswith((",", ";"))]
    found = [(a + 1, b + 1) for a, b in pairwise(ends) if 2 <= b - a <= 12]
    found += [(a + 1, b + 1) for a, b in pairwise(_stops(text)) if 2 * (b - a) < len(text)]
    if not found or len(text) < _WHOLE:
        return text
    start, stop = dice.choice(found)
    return text[:start] + text[stop:]


# ---- revising an edition ----


@dataclass
class Truth:
    """What was done: keys of older nodes that moved, sets of older keys merged, and of those whose text was split."""

    moved: set[str] = field(default_factory=set)
    joined: list[frozenset[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Revision:
    """An edition without pages and links, what it was revised to, the units by their keys in that, and the truth."""

    old: Edition
    new: Edition
    units: dict[str, Unit]
    truth: Truth


def revise(edition: Edition, donors: Edition | None, seed: int) -> Revision:
    """Revise an edition; the same seed gives the same revision."""
    held = {node.key for node in edition.content}
    nodes = tuple(
        replace(node, place=Place(()), links=(), marks=(), parent=node.parent if node.parent in held else None)
        for node in edition.content
    )
    old = replace(edition, nodes=nodes, pages=None)
    strangers = [unit for unit in units_of(donors).walk() if unit.is_plain and not unit.node.cells] if donors else []
    root = units_of(old)
    truth = _revise(root, strangers, random.Random(seed))
    new, units = edition_of(root, old.title)
    _forget_the_lost(old, units, truth)
    return Revision(old, new, units, truth)


def _forget_the_lost(old: Edition, units: dict[str, Unit], truth: Truth) -> None:
    """Take back that a passage became another where next to none of its words are left."""
    owner = {word.origin: unit.node.key for unit in units_of(old).walk() for word in unit.words}
    lengths = Counter(owner.values())
    for unit in units.values():
        kept = Counter(owner[word.origin] for word in unit.words if word.origin is not None)
        if unit.words and unit.origins:
            unit.origins = frozenset(o for o in unit.origins if kept[o] >= _LEFT * min(lengths[o], len(unit.words)))
    became = Counter(origin for unit in units.values() for origin in unit.origins)
    sources = {origin: len(unit.origins) for unit in units.values() for origin in unit.origins}
    truth.moved &= became.keys()
    truth.joined = [j for j in truth.joined if all(became[o] > 1 or sources.get(o, 0) > 1 for o in j)]


def _revise(root: Unit, donors: Sequence[Unit], dice: random.Random) -> Truth:
    truth = Truth()
    _change_sections(root, truth, dice)
    plain = [unit for unit in root.walk() if unit.is_plain]
    _change_paragraphs(root, donors, truth, dice)
    clauses = [
        found.strip(" ,.;")
        for unit in donors or plain
        for found in re.findall(r",[^,.;:()]{15,70}[,.]", " ".join(word.text for word in unit.words))
    ]
    for unit in dice.sample(plain, round(len(plain) * _REWORDED)):
        reword(unit, clauses or ["in every such case"], dice)
    _swap_term(root)
    return truth


def _holders(root: Unit) -> dict[Unit, Unit]:
    return {child: unit for unit in root.walk() for child in unit.children}


def _change_sections(root: Unit, truth: Truth, dice: random.Random) -> None:
    sections = [unit for unit in root.walk() if unit.is_heading and unit is not root and unit.size > 40]
    share = max(1, round(len(sections) * _SECTIONS))
    holders = _holders(root)
    last = root.children[-1]
    if last.is_heading:  # the annex becomes a part
        _move_section(last, root, truth)
        last.words = [Word("Part"), Word("nine:"), *last.words[2:]] if len(last.words) > 3 else last.words
    leaves = [unit for unit in sections if not any(child.is_heading for child in unit.children)]
    dice.shuffle(leaves)
    for unit in leaves[:share]:
        _move_section(unit, holders[unit], truth)
    for unit in leaves[share : 2 * share]:  # split by a new heading
        if len(unit.children) >= 4 and not unit.touched:
            half = len(unit.children) // 2
            title = [Word("Further"), *(Word(word.text) for word in unit.children[half].words[2:5])]
            added = Unit(unit.node, title, children=unit.children[half:], touched=True)
            del unit.children[half:]
            siblings = holders[unit].children
            siblings.insert(siblings.index(unit) + 1, added)
    for unit in leaves[2 * share : 3 * share]:  # merged into the one before
        siblings = holders[unit].children
        at = siblings.index(unit)
        if at and siblings[at - 1].is_heading and not siblings[at - 1].touched and not unit.touched:
            siblings[at - 1].children += unit.children
            del siblings[at]


def _move_section(unit: Unit, holder: Unit, truth: Truth) -> None:
    """Move a section past more words than it has, among its siblings, so that it is plain which of them moved."""
    siblings = holder.children
    at = siblings.index(unit)
    for step in (1, -1):
        to, passed = at, 0
        while 0 <= to + step < len(siblings) and passed <= 3 * unit.size:
            to += step
            passed += siblings[to].size
        between = siblings[min(at, to) : max(at, to) + 1]
        beyond = siblings[to].is_heading and not any(one.touched for each in between for one in each.walk())
        if passed > 3 * unit.size and beyond:
            _move(unit, holder, holder, to, truth)
            return


def _move(unit: Unit, source: Unit, target: Unit, to: int, truth: Truth) -> None:
    source.children.remove(unit)
    target.children.insert(to, unit)
    for one in unit.walk():
        one.touched = True
        truth.moved |= one.origins


def _change_paragraphs(root: Unit, donors: Sequence[Unit], truth: Truth, dice: random.Random) -> None:
    holders = _holders(root)
    sections = [unit for unit in root.walk() if unit.is_heading]
    plain = [unit for unit in root.walk() if unit.is_plain and unit.node.kind is not NodeKind.TABLE_ROW]
    dice.shuffle(plain)
    count = max(1, round(len(plain) * _MOVED))
    for unit in plain[:count]:  # moved to another section
        if unit.touched:
            continue
        target = dice.choice([section for section in sections if section is not holders[unit]])
        _move(unit, holders[unit], target, _place_of_passage(target, dice), truth)
    for unit in plain[count : 2 * count]:  # removed
        if not unit.touched:
            holders[unit].children.remove(unit)
            for one in unit.walk():
                one.touched = True
    for unit in dice.sample(donors, min(count, len(donors))):  # added
        added = Unit(unit.node, [Word(word.text) for word in unit.words], touched=True)
        (target := dice.choice(sections)).children.insert(_place_of_passage(target, dice), added)
    rest = [unit for unit in plain[2 * count :] if not unit.children and not unit.touched]
    for unit in [u for u in rest if len(_stops(u.words)) > 1 and len(u.words) > 30][:count]:
        stops = _stops(unit.words)
        at = stops[(len(stops) - 1) // 2] + 1
        piece = dataclasses.replace(unit, words=unit.words[at:], touched=True)
        unit.words, unit.touched = unit.words[:at], True
        siblings = holders[unit].children
        siblings.insert(siblings.index(unit) + 1, piece)
        truth.joined.append(unit.origins)
    merged = 0
    for unit in rest:
        if unit.touched:
            continue
        siblings = holders[unit].children
        after = siblings[siblings.index(unit) + 1 :][:1]
        if merged < count and after and all(u.is_plain and not u.children and u.origins for u in (unit, *after)) and (
            unit.node.kind is after[0].node.kind):  # fmt: skip
            unit.words, unit.origins = unit.words + after[0].words, unit.origins | after[0].origins
            unit.touched = after[0].touched = True
            siblings.remove(after[0])
            truth.joined.append(unit.origins)
            merged += 1


def _place_of_passage(section: Unit, dice: random.Random) -> int:
    first = next((n for n, child in enumerate(section.children) if child.is_heading), len(section.children))
    return dice.randint(0, first)


def _swap_term(root: Unit) -> None:
    """Replace the word that about 60 places have, by a word that none has."""
    counts = Counter(
        word.text for unit in root.walk() for word in unit.words if word.text.isalpha() and len(word.text) > 5
    )
    term = min(counts, key=lambda word: (abs(counts[word] - _SWAPS), word))
    places = [(unit, n) for unit in root.walk() for n, word in enumerate(unit.words) if word.text == term]
    for unit, n in places[:_SWAPS]:
        unit.words[n] = Word("guardianship")

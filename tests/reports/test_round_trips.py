"""Round trips: a tracked copy accepts to the newer edition and refuses to the older one, letter for letter.

Outlines are made up and edited at random, with edits of every kind; hypothesis shrinks a pair that fails.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, seed, settings
from hypothesis import strategies as st

from kcsie_diff import compare_editions, parse, write
from kcsie_diff.model.edition import Edition
from kcsie_diff.reports import Sources
from reports.test_redline import in_text
from reports.tracked_reader import Tracked

PAIRS = int(os.environ.get("ROUND_TRIPS", "50"))
"""Made pairs in each of the runs."""
RUNS = 4
FIRST = RUNS * date.today().isocalendar().week
"""Each week has pairs of its own, so that runs add up."""

WORDS = re.findall(
    r"\w+",
    "apple boat clock doctor engine forest garden harbour island jacket kettle ladder market needle office parent "
    "quarry record school teacher uncle visitor window yard",
)
NOISE = (("'", "’"), ('"', "“"), ("-", "–"), ("paragraph 2", "paragraph 3"), ("page 4", "page 5"), ("e-mail", "email"))
EXTRAS = ("isn't", 'the "plan"', "nine-ten", "see paragraph 2", "on page 4", "by e-mail", "must", "should")


@dataclass(frozen=True)
class Line:
    """A line of an outline: how it is printed, its sentences, and the footnotes that it cites, after a sentence each.

    `lead` is "#", "1." (numbered), ">", "-" or "|" (a row, whose sentences are its cells).
    """

    lead: str
    sentences: tuple[str, ...]
    notes: tuple[tuple[int, str], ...] = ()


def outline(title: str, lines: Sequence[Line]) -> Edition:
    """The edition that the lines spell, paragraphs and footnotes numbered from 1."""
    printed, number, mark = [f"= {title}", "", "[1] # Part one"], 0, 0
    for line in lines:
        texts, footnotes = list(line.sentences), []
        for place, words in line.notes:
            mark += 1
            texts[place % len(texts)] += f"[^{mark}]"
            footnotes.append(f"[1] [^{mark}] {words}")
        number += line.lead == "1."
        match line.lead:
            case "|":
                printed.append(f"[1] | {' | '.join(texts)} |")
            case "1.":
                printed.append(f"[1] {number}. {' '.join(texts)}")
            case "-":
                printed.append(f"[1]   - {' '.join(texts)}")
            case lead:
                printed.append(f"[1] {lead} {' '.join(texts)}")
        printed += footnotes
    return parse("\n".join(printed) + "\n")


SENTENCE = st.tuples(
    st.lists(st.sampled_from(WORDS), min_size=3, max_size=8), st.lists(st.sampled_from(EXTRAS), max_size=1)
).map(lambda parts: " ".join([*parts[0], *parts[1]]).capitalize() + ".")
NOTE = st.tuples(st.integers(0, 2), SENTENCE)
LINE = st.builds(
    Line,
    st.sampled_from(["1.", "1.", "1.", ">", "-", "|", "##"]),
    st.lists(SENTENCE, min_size=1, max_size=3).map(tuple),
    st.lists(NOTE, max_size=2).map(tuple),
)
KINDS = (
    *("cut", "add", "word", "move", "split", "merge", "noise", "kind", "cell"),
    *("note-cut", "note-add", "note-word", "note-move", "note-swap"),
)
EDIT = st.tuples(
    st.sampled_from(KINDS),
    st.integers(0, 20),
    LINE,
)


def edited(lines: Sequence[Line], edits: Sequence[tuple[str, int, Line]]) -> list[Line]:
    """The lines after the edits."""
    made = list(lines)
    for kind, place, other in edits:
        at = place % len(made)
        if kind == "add":
            made.insert(at, other)
        elif kind == "cut" and len(made) > 1:
            del made[at]
        elif kind == "move":
            made.insert(place // 2 % len(made), made.pop(at))
        elif kind == "merge" and at + 1 < len(made) and "|" not in (made[at].lead, made[at + 1].lead):
            first, second = made[at : at + 2]
            held = len(first.sentences)
            notes = (*first.notes, *((held + n % len(second.sentences), words) for n, words in second.notes))
            made[at : at + 2] = [Line(first.lead, first.sentences + second.sentences, notes)]
        elif kind == "split" and len(made[at].sentences) > 1 and made[at].lead != "|":
            whole = made[at]
            made[at : at + 1] = [
                Line(whole.lead, whole.sentences[:1], tuple(note for note in whole.notes if note[0] == 0)),
                Line(whole.lead, whole.sentences[1:], tuple((n - 1, words) for n, words in whole.notes if n)),
            ]
        else:
            made[at] = reworded(kind, place, made[at], other)
    return made


def reworded(kind: str, place: int, line: Line, other: Line) -> Line:
    """One line after an edit within it."""
    sentences, notes = line.sentences, line.notes
    match kind:
        case "word":
            n = place % len(sentences)
            words = sentences[n].split()
            words[place % len(words)] = other.sentences[0].split()[0]
            sentences = (*sentences[:n], " ".join(words), *sentences[n + 1 :])
        case "noise":
            for before, after in NOISE:
                sentences = tuple(sentence.replace(before, after) for sentence in sentences)
        case "cell":
            sentences = (*sentences, other.sentences[0])
        case "note-cut":
            notes = notes[1:]
        case "note-add":
            notes = (*notes, (place, other.sentences[0]))
        case "note-word":
            notes = tuple((n, re.sub(r"\w+", "Order", words, count=1)) for n, words in notes)
        case "note-move":
            notes = tuple((n + 1, words) for n, words in notes)
        case "note-swap":
            notes = notes[::-1]
    lead = other.lead if kind == "kind" and "|" not in (line.lead, other.lead) else line.lead
    return Line(lead, sentences, notes)


def cited_notes(edition: Edition) -> list[str]:
    """The footnotes of an edition in the order of the marks in its text."""
    return [edition.by_key[mark.key].text for node in edition.content for mark in node.marks if mark.key is not None]


def check(old: Edition, new: Edition) -> None:
    comparison = compare_editions(old, new)
    assume(not comparison.out_of_scope)  # what one file does not cover is left out, and said to be
    read = Tracked.read(write(comparison, "tracked", sources=Sources((old, new))))
    assert read.accepted() == in_text(new)
    assert read.rejected() == in_text(old)
    assert read.notes(accept=True) == cited_notes(new)
    assert read.notes(accept=False) == cited_notes(old)


@pytest.mark.slow
@pytest.mark.parametrize("run", range(FIRST, FIRST + RUNS))
def test_made_pairs_come_back_letter_for_letter(run: int) -> None:
    @seed(run)
    @settings(max_examples=PAIRS, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(LINE, min_size=1, max_size=8), st.lists(EDIT, max_size=4))
    def round_trip(lines: list[Line], edits: list[tuple[str, int, Line]]) -> None:
        check(outline("Guidance 2031", lines), outline("Guidance 2032", edited(lines, edits)))

    round_trip()

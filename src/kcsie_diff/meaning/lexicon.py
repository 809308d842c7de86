"""The words that rules look for: data files of this package, and a file of the user's own that adds or replaces.

Phrases are plain words, not patterns, so that no lexicon can be slow or hang. One in lower case is found in any case;
one with a capital only as it is written ("TRA", not "tra"). Words are matched whole. The cost is linear in the text:
one pass over its words, whatever the number of phrases.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kcsie_diff.errors import UsageError
from kcsie_diff.language.normalise import even
from kcsie_diff.meaning.changed_text import SideText, Word
from kcsie_diff.model.comparison import Category, Side
from kcsie_diff.records import Record

# The longest phrase, in words: bounds what one place can cost.
LONGEST = 16


class Hit(Record, frozen=True):
    """A phrase found: the name it means, its words as the text has them, its span, and the words' places."""

    name: str
    text: str
    start: int
    end: int
    first: int
    last: int


class _Entry(Record, frozen=True):
    words: tuple[str, ...]
    name: str
    exact: str | None


class Phrases(Record, frozen=True):
    """A set of phrases, each with the name that it means."""

    index: Mapping[str, tuple[_Entry, ...]]
    entries: tuple[tuple[str, str], ...]

    def find(self, text: str, words: tuple[Word, ...]) -> tuple[Hit, ...]:
        """The phrases in a text, in order, the longest first where several start at one word; none overlap."""
        hits = []
        place = 0
        while place < len(words):
            entry = self._at(text, words, place) if words[place].folded in self.index else None
            if entry is None:
                place += 1
                continue
            last = place + len(entry.words) - 1
            start, end = words[place].start, words[last].end
            hits.append(Hit(entry.name, text[start:end], start, end, place, last))
            place = last + 1
        return tuple(hits)

    def find_in(self, side: SideText) -> tuple[Hit, ...]:
        """The phrases of one side of a change."""
        return self.find(side.text, side.words)

    def find_changed(self, side: SideText) -> tuple[Hit, ...]:
        """The phrases of one side of a change with at least one changed word."""
        words = side.words
        return tuple(hit for hit in self.find_in(side) if any(w.changed for w in words[hit.first : hit.last + 1]))

    def _at(self, text: str, words: tuple[Word, ...], place: int) -> _Entry | None:
        for entry in self.index.get(words[place].folded, ()):
            stop = place + len(entry.words)
            if stop > len(words) or any(words[place + n].folded != word for n, word in enumerate(entry.words)):
                continue
            if entry.exact is None or even(text[words[place].start : words[stop - 1].end]) == entry.exact:
                return entry
        return None


def make_phrases(named: Iterable[tuple[str, str]]) -> Phrases:
    """Phrases from pairs of a phrase and the name it means; the earlier of two equal phrases wins."""
    pairs = tuple(dict.fromkeys(named))
    index: dict[str, list[_Entry]] = {}
    for phrase, name in pairs:
        words = tuple(word.folded for word in SideText.of(phrase).words)
        if not words:
            continue
        exact = even(phrase) if phrase != phrase.lower() else None
        index.setdefault(words[0], []).append(_Entry(words, name, exact))
    longest_first = {word: tuple(sorted(some, key=lambda e: -len(e.words))) for word, some in index.items()}
    return Phrases(MappingProxyType(longest_first), pairs)


_OWN = ("general.toml", "safeguarding.toml")
_MOST_BYTES = 1_000_000
_RULE_FIELDS = frozenset({"name", "category", "phrases", "side", "confidence"})
_HINT = "docs/changes.md shows the form of a rules file, section by section."

Table = Mapping[str, Mapping[str, tuple[str, ...]]]


class PhraseRule(Record, frozen=True):
    """A user's own rule: a change with one of its phrases among the changed words of a side gets its category.

    `side` None means either side.
    """

    name: str
    category: Category
    phrases: Phrases
    side: Side | None
    confidence: float


class Lexicon(Record, frozen=True):
    """Every set of phrases, by the section of the data file that holds it, and the user's own rules."""

    actors: Phrases
    background: Phrases
    bodies: Phrases
    checks: Phrases
    definitions: Phrases
    law: Phrases
    organisations: Phrases
    people: Phrases
    reporting: Phrases
    resources: Phrases
    revision: Phrases
    signposts: Phrases
    standing: Phrases
    terms: Phrases
    rules: tuple[PhraseRule, ...] = ()
    disabled: frozenset[str] = frozenset()


SECTIONS = tuple(name for name in Lexicon.__struct_fields__ if name not in ("rules", "disabled"))
"""The sections of a data file."""


def load_lexicon(rules: Path | None = None) -> Lexicon:
    """The package's own phrases, with those of a user's rules file added or in place of the sections that it replaces.

    Raises UsageError: rules-unreadable, rules-not-toml, rules-unknown-key, rules-bad-value.
    """
    if rules is None:
        return _own_lexicon()
    given = _read_toml(rules)
    unknown = sorted(set(given) - {*SECTIONS, "replace", "disable", "rules"})
    if unknown:
        raise UsageError("rules-unknown-key", f"{rules.name} has a key “{unknown[0]}” that means nothing here.", _HINT)
    replaced = _strings(rules, "replace", given.get("replace", []))
    strangers = sorted(set(replaced) - set(SECTIONS))
    if strangers:
        raise UsageError("rules-unknown-key", f"{rules.name} replaces “{strangers[0]}”, which is not a section.", _HINT)
    kept: list[Table] = [{s: some for s, some in table.items() if s not in replaced} for table in _own_tables()]
    own = {section: _section(rules, section, given[section]) for section in SECTIONS if section in given}
    entries = given.get("rules", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _bad(rules, "rules", "each rule is a table [[rules]]")
    phrase_rules = tuple(_phrase_rule(rules, number, entry) for number, entry in enumerate(entries, 1))
    return _make([own, *kept], phrase_rules, frozenset(_strings(rules, "disable", given.get("disable", []))))


@cache
def _own_tables() -> tuple[Table, ...]:
    """The package's data files; they cannot change while it runs."""
    folder = files("kcsie_diff.meaning") / "lexicons"
    return tuple(tomllib.loads((folder / name).read_text(encoding="utf-8")) for name in _OWN)


@cache
def _own_lexicon() -> Lexicon:
    return _make(_own_tables(), (), frozenset())


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UsageError(
                "rules-unreadable", f"{path.name} is larger than a rules file can be.", "Keep it under 1 MB."
            )
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(
            "rules-unreadable", f"{path.name} cannot be read: {error.strerror}.", "Check the path and its permissions."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError("rules-not-toml", f"{path.name} is not TOML in UTF-8: {error}.", _HINT) from error


def _make(tables: Iterable[Table], rules: tuple[PhraseRule, ...], disabled: frozenset[str]) -> Lexicon:
    found: dict[str, list[tuple[str, str]]] = {section: [] for section in SECTIONS}
    for table in tables:
        for section, named in table.items():
            found[section].extend((phrase, name) for name, phrases in named.items() for phrase in phrases)
    return Lexicon(**{section: make_phrases(pairs) for section, pairs in found.items()}, rules=rules, disabled=disabled)


def _bad(path: Path, where: str, what: str) -> UsageError:
    return UsageError("rules-bad-value", f"{path.name}, {where}: {what}.", _HINT)


def _strings(path: Path, where: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _bad(path, where, "a list of strings is wanted")
    return tuple(value)


def _phrase_list(path: Path, where: str, value: object) -> tuple[str, ...]:
    phrases = _strings(path, where, value)
    for phrase in phrases:
        if not any(letter.isalnum() for letter in phrase):
            raise _bad(path, where, "a phrase needs at least one letter or digit")
        if len(phrase.split()) > LONGEST:
            raise _bad(path, where, f"a phrase may have {LONGEST} words at most")
    return phrases


def _section(path: Path, section: str, value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise _bad(path, f"[{section}]", "a table of names with their phrases is wanted")
    return {name: _phrase_list(path, f"[{section}] {name}", phrases) for name, phrases in value.items()}


def _phrase_rule(path: Path, number: int, entry: Mapping[str, Any]) -> PhraseRule:
    where = f"rule {number}"
    unknown = sorted(set(entry) - _RULE_FIELDS)
    if unknown:
        raise UsageError("rules-unknown-key", f"{path.name}, {where} has a key “{unknown[0]}”.", _HINT)
    name, category, side = entry.get("name"), entry.get("category"), entry.get("side", "either")
    if not isinstance(name, str) or not name:
        raise _bad(path, where, "a name is wanted")
    if category not in list(Category):
        raise _bad(path, where, f"category is one of {', '.join(Category)}")
    if side not in ("old", "new", "either"):
        raise _bad(path, where, "side is old, new or either")
    confidence = entry.get("confidence", 0.9)
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        raise _bad(path, where, "confidence is a number from 0 to 1")
    phrases = _phrase_list(path, where, entry.get("phrases"))
    return PhraseRule(
        name,
        Category(category),
        make_phrases((phrase, phrase) for phrase in phrases),
        None if side == "either" else Side(side),
        float(confidence),
    )

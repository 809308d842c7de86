"""Encoded editions: every content node with a key for equal texts and its words as a string of one character each.

Input: two editions. Output: an `EncodedEdition` of each, in which equal words have equal characters, so that rapidfuzz
compares texts word by word at the speed of strings.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from kcsie_diff.language.addresses import WEB_START
from kcsie_diff.language.normalise import fold
from kcsie_diff.language.references import mask_references, own_labels
from kcsie_diff.language.vocabulary import STOP_WORDS
from kcsie_diff.model.edition import Edition, Node, NodeKind
from kcsie_diff.records import Record, replace

_REFERENCE_MARK = "§"
# A web address is one word: the parts that all addresses share would make unrelated texts look alike.
_WORD = re.compile(rf"[^\W_]+|{_REFERENCE_MARK}")
_WORD_OR_ADDRESS = re.compile(rf"{WEB_START}\S*\w|{_WORD.pattern}")
_PUNCTUATION = re.compile(rf"[^\w{_REFERENCE_MARK}]|_")
# Endings of inflection and of nouns from verbs: "validating", "validates" and "validation" have one stem. A stem has
# four letters at least: "used" and "uses" must not become "us".
_ENDING = re.compile(r"(?<=\w{4})(?:ations?|ings?|ied|ies|ed|es|ly|s)$")
# Code points of surrogates are left out; the last one is for all words beyond those that Unicode has room for.
_FIRST, _SURROGATES, _LAST = 0x100, range(0xD800, 0xE000), 0x10FFFF


class EncodedEdition(Record, frozen=True, dict=True):
    """The content nodes of one edition in order, each footnote after the node that cites it.

    `keys` are equal where two texts differ in nothing but typography, spacing, hyphens, case, the numbers of cross
    references and the label that they begin with. `codes` spell each text with one character a word, the same in both
    editions of a comparison; `stems` do so with the words that say something, each by its stem. `labels` are those that
    are unique, by the node's key. A position counts nodes from 0.
    """

    nodes: tuple[Node, ...]
    keys: tuple[str, ...]
    codes: tuple[str, ...]
    stems: tuple[str, ...]
    labels: Mapping[str, str]

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The position of each node, by the node's key."""
        return {node.key: position for position, node in enumerate(self.nodes)}

    @cached_property
    def parents(self) -> tuple[int | None, ...]:
        """The position of each node's parent; None where it has none, or one that is not a content node."""
        return tuple(None if node.parent is None else self.positions.get(node.parent) for node in self.nodes)

    def size(self, position: int) -> int:
        """How many words a node has."""
        return len(self.codes[position])

    def __len__(self) -> int:
        return len(self.nodes)


def encode_editions(old: Edition, new: Edition) -> tuple[EncodedEdition, EncodedEdition]:
    """Both editions, encoded with one alphabet, so that their keys and codes can be compared."""
    alphabet = _Alphabet()
    encoded: dict[str, tuple[str, str]] = {}

    def encode(edition: Edition) -> EncodedEdition:
        nodes = tuple(_footnotes_after_their_marks(edition.content))
        labels = own_labels(edition)
        texts = [node.text[labels[node.key].end :] if node.key in labels else node.text for node in nodes]
        for text in texts:
            if text not in encoded:
                folded = mask_references(fold(text), _REFERENCE_MARK)
                has_address = "://" in folded or "www." in folded
                words = (_WORD_OR_ADDRESS if has_address else _WORD).findall(folded)
                key = _PUNCTUATION.sub("", "".join(words)) or text.strip()
                encoded[text] = key, "".join([alphabet[word] for word in words])
        keys, codes = (tuple(encoded[text][which] for text in texts) for which in (0, 1))
        own = {key: label.label for key, label in labels.items() if label.is_unique}
        return EncodedEdition(nodes, keys, codes, codes, own)

    both = encode(old), encode(new)
    table = alphabet.stems()
    first, second = (replace(one, stems=tuple(code.translate(table) for code in one.codes)) for one in both)
    return first, second


class _Alphabet(dict[str, str]):
    """The character of each word; a word that was not seen before gets the next one."""

    def __missing__(self, word: str) -> str:
        point = _FIRST + len(self)
        if point >= _SURROGATES.start:
            point += len(_SURROGATES)
        letter = self[word] = chr(min(point, _LAST))
        return letter

    def stems(self) -> dict[int, str | None]:
        """A table for `str.translate` from words to the first word of their stem; words that say little have None."""
        first: dict[str, str] = {}
        table: dict[int, str | None] = {}
        for word, letter in self.items():
            says_little = word in STOP_WORDS or word.isdigit() or len(word) == 1
            table[ord(letter)] = None if says_little else first.setdefault(_ENDING.sub("", word), letter)
        return table


def _footnotes_after_their_marks(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes in reading order, but each footnote straight after the node that cites it.

    Page ends decide between which paragraphs a footnote is printed; where it is cited does not depend on them.
    """
    text = {node.key for node in nodes if node.kind is not NodeKind.FOOTNOTE}
    held = {node.key: node.parent or "" for node in nodes if node.kind is NodeKind.FOOTNOTE and node.parent in text}
    cited: dict[str, list[Node]] = {}
    for node in nodes:
        if node.key in held:
            cited.setdefault(held[node.key], []).append(node)
    for node in nodes:
        if node.key not in held:
            yield node
            yield from cited.get(node.key, ())

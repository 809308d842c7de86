"""Both editions as matching sees them: one node after the other, each with a key, a size and its words as a string."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kcsie_diff.language.addresses import WEB_START
from kcsie_diff.language.normalise import fold
from kcsie_diff.language.references import mask_references
from kcsie_diff.model.edition import Edition, Node, NodeKind

_REFERENCE_MARK = "§"
# An address is one word: what all addresses share would make strangers alike.
_WORD = re.compile(rf"[^\W_]+|{_REFERENCE_MARK}")
_WORD_OR_ADDRESS = re.compile(rf"{WEB_START}\S*\w|{_WORD.pattern}")
_PUNCTUATION = re.compile(rf"[^\w{_REFERENCE_MARK}]|_")
# Words become characters, so that rapidfuzz compares texts word by word at the speed of strings. Code points of
# surrogates are left out; the last one stands for all words beyond those that Unicode has room for.
_FIRST, _SURROGATES, _LAST = 0x100, range(0xD800, 0xE000), 0x10FFFF


@dataclass(frozen=True)
class Strand:
    """The content nodes of one edition, each footnote after the node that cites it.

    `keys` are equal where two texts differ in nothing but typography, spacing, hyphens, case and the numbers of cross
    references. `codes` spell each text with one character a word, the same in both strands of a comparison.
    """

    nodes: tuple[Node, ...]
    keys: tuple[str, ...]
    codes: tuple[str, ...]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each node in the strand, by the node's key."""
        return {node.key: place for place, node in enumerate(self.nodes)}

    @cached_property
    def parents(self) -> tuple[int | None, ...]:
        """The place of each node's parent; None where it has none, or one that is no content."""
        return tuple(None if node.parent is None else self.places.get(node.parent) for node in self.nodes)

    def size(self, place: int) -> int:
        """How many words a node has."""
        return len(self.codes[place])

    def __len__(self) -> int:
        return len(self.nodes)


def spin(old: Edition, new: Edition) -> tuple[Strand, Strand]:
    """Both editions as strands whose keys and codes can be compared."""
    coder = _Coder()
    return coder.strand(old), coder.strand(new)


class _Coder:
    """Gives every word of a comparison a character of its own."""

    def __init__(self) -> None:
        self._letters = _Letters()
        self._texts: dict[str, tuple[str, str]] = {}

    def strand(self, edition: Edition) -> Strand:
        nodes = tuple(_notes_at_their_marks(edition.content))
        read = [self._read(node.text) for node in nodes]
        return Strand(nodes, tuple(key for key, _ in read), tuple(code for _, code in read))

    def _read(self, text: str) -> tuple[str, str]:
        if text not in self._texts:
            words = words_of(text)
            key = _PUNCTUATION.sub("", "".join(words)) or text.strip()
            self._texts[text] = key, "".join([self._letters[word] for word in words])
        return self._texts[text]


class _Letters(dict[str, str]):
    """The character of each word; a word that was not met before gets the next one."""

    def __missing__(self, word: str) -> str:
        point = _FIRST + len(self)
        if point >= _SURROGATES.start:
            point += len(_SURROGATES)
        letter = self[word] = chr(min(point, _LAST))
        return letter


def words_of(text: str) -> list[str]:
    """The words of a text, typography folded away, each cross reference one mark."""
    folded = mask_references(fold(text), _REFERENCE_MARK)
    return (_WORD_OR_ADDRESS if "://" in folded or "www." in folded else _WORD).findall(folded)


def _notes_at_their_marks(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes in reading order, but each footnote straight after its citing node.

    Where a page ends decides between which paragraphs a note is printed; where it is cited does not change with it.
    """
    listed = tuple(nodes)
    hosts = {node.key for node in listed if node.kind is not NodeKind.FOOTNOTE}
    cited: dict[str, list[Node]] = {}
    for node in listed:
        if node.kind is NodeKind.FOOTNOTE and node.parent in hosts:
            cited.setdefault(node.parent or "", []).append(node)
    for node in listed:
        if node.kind is NodeKind.FOOTNOTE and node.parent in hosts:
            continue
        yield node
        yield from cited.get(node.key, ())

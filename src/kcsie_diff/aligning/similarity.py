"""How alike two nodes are. The one module of matching that asks rapidfuzz."""

from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz, process

from kcsie_diff.aligning.encoded import Strand
from kcsie_diff.model.edition import NodeKind

# Below this many words one word weighs so much that letters are compared too: "Safegaurding" is "Safeguarding".
_SHORT = 8
_LETTERS_COUNT_FROM = 0.75
# Kinds that a reader of the page can take for each other stand in one family: an item may become a paragraph, but a
# heading is hardly reworded into a footnote.
_FAMILY = {
    NodeKind.HEADING: "heading",
    NodeKind.PARAGRAPH: "text",
    NodeKind.ITEM: "text",
    NodeKind.UNPLACED: "text",
    NodeKind.FIGURE_TEXT: "figure",
    NodeKind.FOOTNOTE: "footnote",
    NodeKind.TABLE_ROW: "row",
}
_STRANGERS = 0.7
_TELLING = 10  # fewer words are found in any long text


def likeness(old: Strand, new: Strand, place: int, partner: int) -> float:
    """The ratio (0 to 1) of the words that two nodes share in order; of the letters where they are short and close."""
    one, other = old.codes[place], new.codes[partner]
    by_words = fuzz.ratio(one, other) / 100
    if min(len(one), len(other)) >= _SHORT or by_words == 1:
        return by_words
    by_letters = fuzz.ratio(old.keys[place], new.keys[partner]) / 100
    return max(by_words, by_letters) if by_letters >= _LETTERS_COUNT_FROM else by_words


class Demand(NamedTuple):
    """How alike two texts must be: at least `ratio` (0 to 1) from `words` words on, and more the shorter they are.

    A short text is like many by chance. Texts of different families have to be more alike than those of one. Where
    `contained` is given, it is enough that the longer text holds this share (0 to 1) of the shorter one's words.
    """

    ratio: float
    words: int
    contained: float | None = None

    def of(self, shorter: int, longer: int) -> float:
        """The ratio that is asked of two texts of so many words."""
        asked = max(self.ratio, 1 - (1 - self.ratio) * shorter / self.words)
        if self.contained is None or shorter < _TELLING:
            return asked
        return min(asked, 2 * self.contained * shorter / (shorter + longer))


def likely(old: Strand, new: Strand, place: int, partners: Iterable[int], demand: Demand) -> list[tuple[int, float]]:
    """Of some new places those that are alike enough to an old place, each with its likeness."""
    size = old.size(place)
    scores = process.extract(
        old.codes[place],
        {partner: new.codes[partner] for partner in partners},
        scorer=fuzz.ratio,
        processor=None,
        score_cutoff=0 if size < _SHORT or demand.contained else 100 * demand.ratio,
        limit=None,
    )
    found = []
    for _, score, partner in scores:
        short = min(size, new.size(partner)) < _SHORT
        ratio = likeness(old, new, place, partner) if short else score / 100
        if meets(old, new, place, partner, ratio, demand):
            found.append((partner, ratio))
    return found


def meets(old: Strand, new: Strand, place: int, partner: int, ratio: float, demand: Demand) -> bool:
    """Whether two places with a known likeness are alike enough."""
    asked = demand.of(*sorted((old.size(place), new.size(partner))))
    return ratio >= (asked if same_family(old, new, place, partner) else max(asked, _STRANGERS))


def same_family(old: Strand, new: Strand, place: int, partner: int) -> bool:
    """Whether the kinds of two nodes are easily taken for each other."""
    return _FAMILY[old.nodes[place].kind] == _FAMILY[new.nodes[partner].kind]


def words_kept(one: str, other: str) -> int:
    """How many words of two coded texts stand in both, in order."""
    return round(fuzz.ratio(one, other) / 100 * (len(one) + len(other)) / 2)

"""Whether cross references of two editions still point at the same thing, and where an old one points now."""

from collections.abc import Iterable, Iterator, Sequence

from kcsie_diff.differing.context import Counterparts
from kcsie_diff.language.references import Reference, names_of
from kcsie_diff.model.edition import Edition, Node

# A range whose ends lie in a passage that was merged or split may be a little off and mean the same section
# ("286-290" became "285-289" where 287 was merged away); so may a page, because text flows.
RANGE_SLACK = 2
PAGE_SLACK = 1


def labels_now(kind: str, label: str, who: Counterparts) -> tuple[str, ...]:
    """The labels under which the new edition has what a label of the old one stands for; empty where nothing is."""
    found: list[str] = []
    for node in who.old_targets.find(kind, label):
        for partner in who.of_old(node):
            found += _labels(kind, partner, who.new)
    return tuple(dict.fromkeys(found))


def _labels(kind: str, node: Node, edition: Edition) -> Iterator[str]:
    if kind == "page":
        yield node.place.label or str(node.page)
        return
    own = [label for named, label in names_of(node) if named == kind]
    yield from own
    if kind == "paragraph" and not own:  # the number became a bullet: its paragraph is what one can refer to
        governing = edition.governing_paragraph(node)
        if governing is not None and governing.number:
            yield governing.number.casefold()


def agree(old: Reference, new: Reference, who: Counterparts) -> bool:
    """Whether a new reference means what an old one meant.

    Matches every shift of numbers by renumbering, a range whose ends shift with its section, a page on which the same
    passages now start. Must not match another paragraph of the same section, or a range that grew from one number.
    """
    if old.kind != new.kind or len(old.labels) != len(new.labels) or old.is_range != new.is_range:
        return False
    slack = RANGE_SLACK if old.is_range else PAGE_SLACK if old.kind == "page" else 0
    pairs = list(zip(old.labels, new.labels, strict=True))
    exact = [_suffix(a) == _suffix(b) and _base(b) in labels_now(old.kind, a, who) for a, b in pairs]
    if all(exact) or not slack:
        return all(exact)
    near = all(_near(b, labels_now(old.kind, a, who), slack) for a, b in pairs)
    return near and (any(exact) or old.kind == "page")


def _base(label: str) -> str:
    return label.casefold().split("(")[0]


def _suffix(label: str) -> str:
    return label.casefold().partition("(")[2]


def _near(label: str, labels: Iterable[str], slack: int) -> bool:
    numbers = [int(other) for other in labels if other.isdigit()]
    return label.isdigit() and any(abs(int(label) - number) <= slack for number in numbers)


def match_references(
    old: Sequence[Reference], new: Sequence[Reference], who: Counterparts
) -> tuple[tuple[Reference, Reference], ...]:
    """The references of two texts that are the same: they mean the same, or at least read the same; in old order."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for same in (lambda a, b: agree(a, b, who), lambda a, b: a.text.casefold() == b.text.casefold()):
        for i, one in enumerate(old):
            j = next((j for j, other in enumerate(new) if j not in taken and same(one, other)), None)
            if i not in found and j is not None:
                found[i] = j
                taken.add(j)
    return tuple((old[i], new[j]) for i, j in sorted(found.items()))

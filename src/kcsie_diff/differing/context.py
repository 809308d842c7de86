"""What each node of one edition became in the other: the pairs, looked up by node."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kcsie_diff.differing.self_description import cover_keys, own_names, own_versions, revision_keys
from kcsie_diff.language.normalise import fold
from kcsie_diff.language.references import Targets
from kcsie_diff.model.alignment import Pair
from kcsie_diff.model.edition import Edition, Node

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Counterparts:
    """Two editions and who became whom in them."""

    old: Edition
    new: Edition
    pairs: tuple[Pair, ...]

    @cached_property
    def _forward(self) -> Mapping[str, tuple[Node, ...]]:
        return {node.key: pair.new for pair in self.pairs for node in pair.old}

    @cached_property
    def _backward(self) -> Mapping[str, tuple[Node, ...]]:
        return {node.key: pair.old for pair in self.pairs for node in pair.new}

    def of_old(self, node: Node) -> tuple[Node, ...]:
        """The new nodes that an old node became; empty where it has none."""
        return self._forward.get(node.key, ())

    def of_new(self, node: Node) -> tuple[Node, ...]:
        """The old nodes that a new node was; empty where it has none."""
        return self._backward.get(node.key, ())

    @cached_property
    def old_places(self) -> Mapping[str, int]:
        """Where in the old edition each content node stands."""
        return {node.key: n for n, node in enumerate(self.old.content)}

    @cached_property
    def new_places(self) -> Mapping[str, int]:
        """Where in the new edition each content node stands."""
        return {node.key: n for n, node in enumerate(self.new.content)}

    @cached_property
    def old_targets(self) -> Targets:
        """What cross references of the old edition point at."""
        return Targets(self.old)

    @cached_property
    def new_targets(self) -> Targets:
        """What cross references of the new edition point at."""
        return Targets(self.new)

    def is_new(self, node: Node) -> bool:
        """Whether a node is the new edition's."""
        return self.new.by_key.get(node.key) is node

    @cached_property
    def old_cover(self) -> frozenset[str]:
        """The keys of what stands on the old cover."""
        return cover_keys(self.old)

    @cached_property
    def new_cover(self) -> frozenset[str]:
        """The keys of what stands on the new cover."""
        return cover_keys(self.new)

    @cached_property
    def old_revision(self) -> frozenset[str]:
        """The keys of what the old edition says of its own revision."""
        return revision_keys(self.old)

    @cached_property
    def new_revision(self) -> frozenset[str]:
        """The keys of what the new edition says of its own revision."""
        return revision_keys(self.new)

    @cached_property
    def versions(self) -> tuple[frozenset[str], frozenset[str]]:
        """The versions that each edition states as its own."""
        return own_versions(self.old, self.old_cover), own_versions(self.new, self.new_cover)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What both editions call themselves."""
        return own_names(self.old) + own_names(self.new)

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """How often each folded word stands in both editions together."""
        nodes = (node for edition in (self.old, self.new) for node in edition.content)
        return Counter(word for node in nodes for word in _WORD.findall(fold(node.text)))

    @cached_property
    def new_text(self) -> str:
        """Every word of the new edition, folded, a node a line."""
        return "\n".join(fold(node.text) for node in self.new.content)

"""The pair of editions: what each node became in the other edition, and what both editions are about.

Input: two editions and their matches. Output: an `EditionPair`, which answers by node and computes each table once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kcsie_diff.differing.self_description import describe_itself
from kcsie_diff.language.normalise import fold
from kcsie_diff.language.references import Targets
from kcsie_diff.model.alignment import Match, SelfDescription
from kcsie_diff.model.edition import Edition, Node


@dataclass(frozen=True)
class EditionPair:
    """Two editions and their matches."""

    old: Edition
    new: Edition
    matches: tuple[Match, ...]

    @cached_property
    def _forward(self) -> Mapping[str, tuple[Node, ...]]:
        return {node.key: match.new for match in self.matches for node in match.old}

    @cached_property
    def _backward(self) -> Mapping[str, tuple[Node, ...]]:
        return {node.key: match.old for match in self.matches for node in match.new}

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
    def self_descriptions(self) -> tuple[SelfDescription, SelfDescription]:
        """What the old and the new edition say of themselves."""
        return describe_itself(self.old), describe_itself(self.new)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What both editions call themselves."""
        return tuple(name for one in self.self_descriptions for name in one.names)

    def _self_description(self, node: Node) -> SelfDescription:
        return self.self_descriptions[self.is_new(node)]

    def on_cover(self, nodes: Iterable[Node]) -> bool:
        """Whether all of some nodes are on the cover of their edition."""
        return all(node.key in self._self_description(node).cover for node in nodes)

    def about_revision(self, nodes: Iterable[Node]) -> bool:
        """Whether all of some nodes are about the revision itself."""
        return all(node.key in self._self_description(node).revision for node in nodes)

    @cached_property
    def new_text(self) -> str:
        """Every word of the new edition, folded, a node a line."""
        return "\n".join(fold(node.text) for node in self.new.content)

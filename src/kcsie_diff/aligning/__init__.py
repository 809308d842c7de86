"""Two editions to matches: which node of the older edition became which node of the newer one."""

from kcsie_diff.aligning.match import Matching, match

__all__ = ["Matching", "match"]

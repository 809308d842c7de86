"""What each change means: category, duty, significance, who must act, and whether the publisher mentions it."""

from kcsie_diff.meaning.judging import judge

__all__ = ["judge"]

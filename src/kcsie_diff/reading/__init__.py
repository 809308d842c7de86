"""From a PDF file to an Edition."""

from kcsie_diff.reading.reader import read_edition

__all__ = ["read_edition"]

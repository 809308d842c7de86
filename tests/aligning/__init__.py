"""Tests of aligning: outlines in, what is told of them out."""

"""Tests of matching: two outlines in, what became what out."""

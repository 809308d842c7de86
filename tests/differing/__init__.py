"""Tests of differing: outlines in, differences in words out."""

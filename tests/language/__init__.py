"""Tests of language: one file for each grammar."""

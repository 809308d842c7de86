"""The rules that sort a difference into a category."""

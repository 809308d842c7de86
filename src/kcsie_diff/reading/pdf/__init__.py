"""A PDF file as the libraries give it: structure tree, pages, glyphs and lines."""

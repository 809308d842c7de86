"""From the look of a page without usable tags to blocks."""

"""Layout analysis: pages without usable tags to blocks."""

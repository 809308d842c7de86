"""Compare two editions of statutory guidance."""

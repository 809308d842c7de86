"""From an Alignment to a Comparison: what each change means."""

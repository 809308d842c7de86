"""From two editions to an Alignment: what became of every node."""

"""What flows through the program: editions, alignments, comparisons, and the outline notation."""

"""How English guidance and the law it cites are written: one grammar for each idea."""

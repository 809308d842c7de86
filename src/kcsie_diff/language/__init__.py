"""How English guidance and UK law are written: one grammar for each idea (see docs/language.md)."""

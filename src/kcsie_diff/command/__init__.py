"""The command line: the only part of the program that prints, opens output files or exits."""

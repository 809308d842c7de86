"""`python -m kcsie_diff` is the command line."""

from kcsie_diff.command.cli import main

if __name__ == "__main__":
    main()

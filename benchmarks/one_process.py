"""HTML and JSON of a pair in this process alone, no edition kept: `python one_process.py OLD.pdf NEW.pdf`."""

import sys
from pathlib import Path

from kcsie_diff.options import Options
from kcsie_diff.pipeline import Job, run


def main() -> None:
    old, new = map(Path, sys.argv[1:])
    run(Job(old, new, ("html", "json"), Options(processes=False, cache=False)))


if __name__ == "__main__":
    main()

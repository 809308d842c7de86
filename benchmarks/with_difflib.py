"""A word diff of two text files with the standard library, as a script would do it."""

import difflib
import sys
from pathlib import Path

old, new = (Path(name).read_text(encoding="utf-8").split() for name in sys.argv[1:3])
changes = [tag for tag, *_ in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if tag != "equal"]
print(len(changes))

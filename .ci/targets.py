"""Whether the figures of the scorecard, on standard input, reach their targets: exit status 1 and a list where not.

A line is a name, a figure and a target: "kcsie.recall  1.0000  = 1.0". Pages that coverage calls thin are left to the
eye: tables whose cells are read in another order than the meter's count there, though every letter is in the outline.
"""

import operator
import re
import sys

LINE = re.compile(r"(?P<name>\S.*?)\s{2,}(?P<value>[\d.]+)\s+(?P<sign>>=|<=|=)\s(?P<target>[\d.]+)")
HOLDS = {">=": operator.ge, "<=": operator.le, "=": operator.eq}


def main() -> int:
    """Read the lines, print those that miss their target, and return the exit status."""
    lines = [match for line in sys.stdin if (match := LINE.match(line))]
    missed = [
        line[0]
        for line in lines
        if "thin pages" not in line["name"] and not HOLDS[line["sign"]](float(line["value"]), float(line["target"]))
    ]
    sys.stdout.write("".join(f"missed: {line}\n" for line in missed))
    sys.stdout.write(f"{len(lines) - len(missed)} of {len(lines)} figures reach their target\n")
    return 1 if missed or not lines else 0


if __name__ == "__main__":
    sys.exit(main())

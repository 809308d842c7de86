"""How long a whole comparison takes, and how much memory: against the tools that a shell user would reach for.

    python -m benchmarks.run OLD.pdf NEW.pdf [--tools VENV] [--rounds 5] [--record benchmarks/RESULTS.md]

Prints medians, ratios to `pdftotext` on both files one after the other, processor time of all processes together with
its ratio to PDFium's bare text of both files, and the peak memory of the largest process. "No cache" is with
`--no-cache`; then follow an empty cache that is filled, one that keeps both editions, and one that keeps their
comparison too. VENV is a throwaway environment with `redlines` and `pdf-diff`
(`python -m venv VENV && VENV/bin/pip install redlines pdf-diff`); what is not installed is left out and said to be.
Start-up is told against an empty click program.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from kcsie_diff.sandbox import cores

HERE = Path(__file__).parent
FLOOR = "pdftotext, both files one after the other"
BARE = "bare PDFium text of both files"
PATIENCE = 900.0
EMPTY_PROGRAM = "import click\n@click.group()\ndef main():\n    'Nothing.'\nmain(prog_name='empty')"


@dataclass(frozen=True)
class Contestant:
    """A way to compare two files: a shell command that holds {old} and {new}, and how many rounds it gets."""

    name: str
    command: str
    rounds: int | None = None


@dataclass(frozen=True)
class Measure:
    """One run: seconds by the clock on the wall, the peak memory of its largest process in megabytes, how many
    processor cores other programs took meanwhile, and the seconds that processors worked for it and all that it
    started. A run beside which others took any tells little.
    """

    seconds: float
    megabytes: float
    others: float = 0.0
    processor: float = 0.0


def contestants(tools: Path | None, page: Path | None = None) -> tuple[Contestant, ...]:
    """Everybody who is installed here; the browser's engine where its page is given."""
    ours = Path(sys.executable).with_name("kcsie-diff")
    python = sys.executable
    text = "pdftotext {old} old.txt && pdftotext {new} new.txt"
    compare = f"{ours} compare {{old}} {{new}} -q -f html -f json -o out"
    kept = f'XDG_CACHE_HOME="$PWD/kept" {compare}'
    found = [
        Contestant("kcsie-diff compare, HTML and JSON, no cache", f"{compare} --no-cache"),
        Contestant("the same, an empty cache filled", f"rm -rf kept; {kept}"),
        Contestant("the same, both editions kept", f"rm -f kept/kcsie-diff/*.comparison; {kept}"),
        Contestant("the same, their comparison kept too", kept),
        Contestant("the same, no cache, in one process", f"{python} {HERE / 'one_process.py'} {{old}} {{new}}"),
        Contestant(
            "kcsie-diff compare, every format, no cache", f"{ours} compare {{old}} {{new}} -q -f all -o out --no-cache"
        ),
        Contestant(BARE, f"{python} {HERE / 'pdfium_text.py'} {{old}} {{new}}"),
        Contestant(FLOOR, text),
    ]
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if page is not None and chromium and (HERE.parent / "web" / "node_modules").is_dir():
        steps = (
            '[["open"], ["choose", "#file-0", "\'{old}\'"], ["choose", "#file-1", "\'{new}\'"], ["wait", "#result"]]'
        )
        drive = f"node {HERE.parent / 'web' / 'drive.mjs'} chrome {chromium} {page.resolve().as_uri()}"
        found.append(Contestant("the page in Chromium, from its start", f"echo '{steps}' | {drive}", 2))
    for tool in ("wdiff", "dwdiff"):
        if shutil.which(tool):
            found.append(Contestant(f"pdftotext and {tool}", f"{text}; {tool} old.txt new.txt > diff.txt || true"))
    found.append(Contestant("pdftotext and difflib", f"{text}; {python} {HERE / 'with_difflib.py'} old.txt new.txt", 1))
    if tools is not None and (tools / "bin" / "redlines").exists():
        redlines = tools / "bin" / "redlines"
        found.append(
            Contestant("pdftotext and redlines", f"{text}; {redlines} markdown old.txt new.txt > x || true", 1)
        )
    if tools is not None and (tools / "bin" / "pdf-diff").exists():
        found.append(Contestant("pdf-diff", f"{tools / 'bin' / 'pdf-diff'} {{old}} {{new}} > diff.png || true", 1))
    return tuple(found)


def measure(command: Sequence[str] | str, folder: Path) -> Measure | None:
    """Run a command once; None where it took longer than anybody would wait."""
    start, busy = time.perf_counter(), _busy_seconds()
    process = subprocess.Popen(
        command, cwd=folder, shell=isinstance(command, str), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        while True:
            pid, _, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                process.returncode = 0
                seconds = time.perf_counter() - start
                others = max(0.0, _busy_seconds() - busy - usage.ru_utime - usage.ru_stime) / seconds
                return Measure(seconds, usage.ru_maxrss / 1024, others, usage.ru_utime + usage.ru_stime)
            if time.perf_counter() - start > PATIENCE:
                return None
            time.sleep(0.002)
    finally:
        if process.returncode is None:
            os.killpg(process.pid, 9)
            process.wait()


def _undisturbed(command: str, folder: Path, idle: float | None) -> Measure | None:
    """A measure beside which others took no more than `idle` cores; the least disturbed where ten tries did not do."""
    tries: list[Measure] = []
    for _ in range(1 if idle is None else 10):
        measured = measure(command, folder)
        if measured is None:
            return None
        tries.append(measured)
        if idle is None or measured.others <= idle:
            return measured
        print(f"disturbed: {measured}", file=sys.stderr)
    return min(tries, key=lambda each: each.others)


def _busy_seconds() -> float:
    """What all processors together have worked since the machine started (proc_stat(5)); 0 where nobody tells."""
    if not Path("/proc/stat").exists():
        return 0.0
    user, nice, system, _, _, irq, softirq, *_ = map(int, Path("/proc/stat").read_text().splitlines()[0].split()[1:])
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


def compete(
    old: Path, new: Path, everybody: Sequence[Contestant], rounds: int, idle: float | None
) -> Mapping[str, list[Measure | None]]:
    """All measures of everybody, in turn, round by round; those that others disturbed are taken again."""
    results: dict[str, list[Measure | None]] = {each.name: [] for each in everybody}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            for each in everybody:
                if number < (each.rounds or rounds):
                    command = each.command.format(old=old, new=new)
                    results[each.name].append(_undisturbed(command, Path(folder), idle))
                    print(f"round {number + 1}: {each.name}: {results[each.name][-1]}", file=sys.stderr)
    return results


def table(results: Mapping[str, Sequence[Measure | None]]) -> str:
    """The medians as a Markdown table."""
    floor, bare = _median(results[FLOOR]), _processor(results[BARE])
    head = (
        "what", "median of", "seconds", "ratio", "processor seconds", "of bare PDFium", "largest process, MB",
        "cores taken by others",
    )  # fmt: skip
    lines = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    for name, measures in results.items():
        seconds = _median(measures)
        if seconds is None:
            lines.append(f"| {name} | {len(measures)} | over {PATIENCE:.0f} | | | | | |")
            continue
        worked = _processor(measures)
        share = f"{worked / bare:.1f}" if bare else ""
        ratio = f"{seconds / floor:.2f}" if floor else ""
        memory = max(each.megabytes for each in measures if each)
        others = statistics.median(each.others for each in measures if each)
        told = f"{seconds:.2f} | {ratio} | {worked:.2f} | {share} | {memory:.0f} | {others:.2f}"
        lines.append(f"| {name} | {len(measures)} | {told} |")
    return "\n".join(lines)


def _median(measures: Sequence[Measure | None]) -> float | None:
    done = [each.seconds for each in measures if each]
    return statistics.median(done) if done else None


def _processor(measures: Sequence[Measure | None]) -> float:
    return statistics.median([each.processor for each in measures if each] or [0.0])


def start_up(rounds: int) -> str:
    """How long the help takes, beside the help of an empty click program."""
    ours = [str(Path(sys.executable).with_name("kcsie-diff")), "--help"]
    empty = [sys.executable, "-c", EMPTY_PROGRAM, "--help"]
    times: dict[str, list[float]] = {"ours": [], "empty": []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for name, command in (("ours", ours), ("empty", empty)):
                done = measure(command, Path(folder))
                times[name].append(done.seconds if done else PATIENCE)
    mine, least = (1000 * statistics.median(times[name]) for name in ("ours", "empty"))
    return f"`kcsie-diff --help`: {mine:.0f} ms; an empty click program: {least:.0f} ms; {mine - least:+.0f} ms."


def machine() -> str:
    """The machine and the versions that were measured, in a sentence."""
    model = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else ():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    load = f", load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    packages = ", ".join(f"{name} {version(name)}" for name in ("kcsie-diff", "pypdf", "pypdfium2", "rapidfuzz"))
    return f"{model}, {cores()} cores, {platform.system()}, Python {platform.python_version()}, {packages}{load}."


def main() -> None:
    """Take the arguments, measure, print, and keep the result where that is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--tools", type=Path)
    parser.add_argument("--page", type=Path, help="The page that web/build.py made, to run the engine in Chromium.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--idle", type=float, help="Count only runs beside which others took no more cores than this.")
    parser.add_argument("--short", action="store_true", help="Leave out those that take minutes.")
    parser.add_argument("--record", type=Path, help="Markdown file whose section `## One pair` is written anew.")
    given = parser.parse_args()
    tools = given.tools.resolve() if given.tools else None
    everybody = [each for each in contestants(tools, given.page) if not given.short or each.rounds is None]
    results = compete(given.old.resolve(), given.new.resolve(), everybody, given.rounds, given.idle)
    said = f"{given.old.name} against {given.new.name}. {machine()}\n\n{table(results)}\n\n{start_up(11)}\n"
    print(said)
    if given.record:
        record(given.record, "One pair", said)


def record(path: Path, heading: str, said: str) -> None:
    """Write a section of a Markdown file anew, and leave the others."""
    text = path.read_text(encoding="utf-8") if path.exists() else "# Results\n"
    head, found, rest = text.partition(f"## {heading}\n")
    after = rest[rest.index("\n## ") + 1 :] if found and "\n## " in rest else ""
    path.write_text(f"{head.rstrip()}\n\n## {heading}\n\n{said.strip()}\n\n{after}".rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

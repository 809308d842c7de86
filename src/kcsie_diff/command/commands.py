"""The commands (click): from arguments to a job, and from its outcome to files, a summary and an exit code.

What a command needs is imported in that command, so that `--help` need not wait for it.
"""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kcsie_diff import __version__
from kcsie_diff.command.console import progress_shown, write_stdout
from kcsie_diff.options import Limits, Options, chosen_limits
from kcsie_diff.reports import formats as report_formats
from kcsie_diff.reports.formats import HANDOUT_FORMATS, HANDOUT_READERS

if TYPE_CHECKING:
    from kcsie_diff.model.edition import Edition
    from kcsie_diff.pipeline import Job, Outcome, Passwords

F = TypeVar("F", bound=Callable[..., Any])
DONE, DIFFERENT, UNFINISHED = 0, 1, 3
FORMATS = tuple(name for name, each in report_formats.FORMATS.items() if each.selectable)

EXAMPLES = """\b
Examples:
  kcsie-diff compare kcsie-2024.pdf kcsie-2025.pdf
  kcsie-diff compare old.pdf new.pdf --format html --format docx -o out/
  kcsie-diff compare old.pdf new.pdf --format json -o - | jq .summary
  kcsie-diff outline kcsie-2025.pdf --pages 10-20
  kcsie-diff concordance old.pdf new.pdf --csv -o numbers.csv
  kcsie-diff batch pairs.csv -o out/
"""


class _CheckCommand(click.Command):
    """A command whose `--check` stands alone or carries `=all`, and never takes the file after it for its value."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, ["--check-all" if arg == "--check=all" else arg for arg in args])


@click.group(epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kcsie-diff")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def commands(debug: bool) -> None:
    """Find every real change between two editions of statutory guidance, with the evidence."""


def _pdf(name: str) -> Callable[[F], F]:
    return click.argument(name, type=click.Path(path_type=Path))


def _limits(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> Limits:  # noqa: ARG001
    """Turn `--limit pages=9000`, repeatable, into Limits. Raises BadParameter for an unknown name or a bad amount."""
    try:
        return chosen_limits(values)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


_LIMIT = click.option(
    "--limit", "limits", multiple=True, callback=_limits, metavar="NAME=N", help="Raise a limit on input."
)
_PASSWORD_FILE = click.option(
    "--password-file", type=click.Path(path_type=Path), help="File with the password; a second line is the new file's."
)
_NO_CACHE = click.option(
    "--no-cache", is_flag=True, envvar="KCSIE_DIFF_NO_CACHE", help="Read the files again, and keep nothing of them."
)
_FORMAT = click.option(
    "--format", "-f", "formats", multiple=True, type=click.Choice((*FORMATS, "all")), help="Repeatable; default html."
)
_RULES = click.option("--rules", type=click.Path(path_type=Path), help="TOML file that adds to the lexicons.")
_QUIET = click.option("--quiet", "-q", is_flag=True, help="No progress, no summary.")


def _target(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
    if value == "":
        raise click.BadParameter("name a file or a folder, or - for standard output.")
    return value


_OUTPUT = click.option("-o", "output", metavar="TARGET", callback=_target, help="File or folder; - is standard output.")


# ---- compare --------------------------------------------------------------------------------------------------------


@commands.command(cls=_CheckCommand, epilog=EXAMPLES)
@_pdf("old")
@_pdf("new")
@_FORMAT
@_OUTPUT
@_QUIET
@click.option("--open", "open_report", is_flag=True, help="Open the report when it is written.")
@click.option("--check", is_flag=True, help="Exit 1 on any change that is not editorial; --check=all on any change.")
@click.option("--check-all", is_flag=True, hidden=True)
@click.option("--title", help="Title of the report.")
@_RULES
@click.option("--review", type=click.Path(path_type=Path), help="TOML or CSV file with a person's own judgements.")
@click.option("--template", type=click.Path(path_type=Path), help="Word file whose styles the Word reports use.")
@click.option(
    "--for", "reader", type=click.Choice(HANDOUT_READERS), help="Write a short document for this reader (Word)."
)
@click.option("--brief", is_flag=True, help="Write the staff briefing: a page (html), or the note for staff in -f.")
@click.option("--brief-part", "brief_parts", multiple=True, help="Part that the briefing covers; repeatable.")
@click.option("--brief-audience", "brief_audience", multiple=True, help="Audience of the briefing; repeatable.")
@click.option("--pictures", is_flag=True, help="Show images of the changed passages on their pages (html, docx).")
@click.option("--explain", metavar="ID", help="Print how this change was matched, and write no report.")
@click.option("--timings", is_flag=True, help="Print on standard error how long each step took.")
@_PASSWORD_FILE
@_LIMIT
@_NO_CACHE
@click.pass_context
def compare(ctx: click.Context, /, old: Path, new: Path, **given: Any) -> None:
    """Compare two editions and write the report.

    OLD and NEW are PDF files. The report is named after the new edition unless -o says otherwise.
    """
    from kcsie_diff.output import check_inputs_are_kept, check_target, choose_targets, stdout_as_target, write_all
    from kcsie_diff.pipeline import Job

    formats = ("explanation",) if given["explain"] else _formats(given)
    if (reader := _reader(given)) and given["output"] is None and len(formats) == 1:
        given["output"] = f"{new.stem}-{reader}{report_formats.FORMATS[formats[0]].suffix}"
    output = given["output"]
    check_target(formats, output)
    inputs = (old, new, *(given[each] for each in ("rules", "review", "template", "password_file")))
    # Text and explanations go to standard output by themselves, all else where that is asked for.
    printed = output == "-" or formats == ("explanation",) or (output is None and formats == ("text",))
    targets = {} if printed else choose_targets(formats, output, new.stem, reader)
    check_inputs_are_kept(stdout_as_target() if printed else targets.values(), inputs)
    job = Job(old, new, formats, _options(given), change=given["explain"])
    outcome = _run(job, quiet=given["quiet"], password_file=given["password_file"], summary=not printed)
    for step, seconds in outcome.timings if given["timings"] else ():
        click.echo(f"{step:<16}{seconds:9.3f} s", err=True)
    if printed:
        _put(outcome.files[0][1][0][1], None, coloured=formats == ("text",))
    else:
        write_all({targets[name]: content for _, files in outcome.files for name, content in files}, inputs)
        if not given["quiet"]:
            from kcsie_diff.command.terminal import print_summary

            print_summary(outcome, tuple(map(str, targets.values())))
        if given["open_report"]:
            import webbrowser

            webbrowser.open(next(iter(targets.values())).resolve().as_uri())
    ctx.exit(DONE if given["explain"] else _exit_code(outcome, given))


def _options(given: dict[str, Any]) -> Options:
    defaults, width = Options(), 100
    if given["output"] in (None, "-") and sys.stdout is not None and sys.stdout.isatty():
        width = max(40, min(width, shutil.get_terminal_size().columns))  # as wide as the terminal that it is printed on
    return Options(
        limits=given["limits"],
        title=given["title"],
        rules=given["rules"],
        review=given["review"],
        template=given["template"],
        brief_parts=given["brief_parts"] or defaults.brief_parts,
        brief_audience=given["brief_audience"] or defaults.brief_audience,
        reader=_reader(given) or defaults.reader,
        width=width,
        pictures=given["pictures"],
        cache=not given["no_cache"],
    )


def _reader(given: dict[str, Any]) -> str | None:
    """Who a handout is for; `--brief` in another format than a page is the note for staff."""
    return given["reader"] or ("staff" if given["brief"] and given["formats"] not in ((), ("html",)) else None)


def _formats(given: dict[str, Any]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(given["formats"]))
    if _reader(given):
        if unfit := sorted({*chosen} - {*HANDOUT_FORMATS}):
            raise click.BadParameter(
                f"{unfit[0]} is not a format of a short document: use {', '.join(HANDOUT_FORMATS)}."
            )
        return tuple(f"handout-{name}" for name in chosen or HANDOUT_FORMATS[:1])
    if given.get("brief"):
        return ("brief",)
    if "all" in chosen:
        return tuple(name for name in FORMATS if report_formats.FORMATS[name].in_all)
    return chosen or ("html",)


def _run(job: "Job", *, quiet: bool, password_file: Path | None, summary: bool = False) -> "Outcome":
    """Do the job, asking for passwords on the terminal where a file needs one; a worker that waits is asked first.

    `summary`: whether a summary will be printed of its outcome, unless the command is to be `quiet`.
    """
    from kcsie_diff.command.console import ask_as_needed, known_passwords
    from kcsie_diff.pipeline import run
    from kcsie_diff.sandbox import Workers

    def work(passwords: "Passwords") -> "Outcome":
        with progress_shown(quiet=quiet, summary=summary) as progress:
            return run(replace(job, passwords=passwords), progress, workers=workers)

    with Workers(click.get_current_context().obj or ()) as workers:
        return ask_as_needed(work, (job.old, job.new), known_passwords(password_file, os.environ))


def _exit_code(outcome: "Outcome", given: dict[str, Any]) -> int:
    counts = dict(outcome.by_category)
    found = sum(counts.values()) if given["check_all"] else sum(counts.values()) - counts.get("editorial", 0)
    return DIFFERENT if found and (given["check"] or given["check_all"]) else DONE


# ---- outline and concordance ----------------------------------------------------------------------------------------


def _page_range(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, int] | None:  # noqa: ARG001
    if value is None:
        return None
    first, _, last = value.partition("-")
    try:
        pages = int(first), int(last or first)
    except ValueError:
        raise click.BadParameter("write 10 or 10-20.") from None
    if not 1 <= pages[0] <= pages[1]:
        raise click.BadParameter("pages start at 1, and the first page comes first.")
    return pages


@commands.command()
@_pdf("file")
@click.option("--json", "as_json", is_flag=True, help="As data (kcsie-diff/outline/1).")
@click.option("--pages", callback=_page_range, metavar="10-20", help="Only the nodes on these pages.")
@_PASSWORD_FILE
@_LIMIT
@_NO_CACHE
@_QUIET
@_OUTPUT
def outline(file: Path, pages: tuple[int, int] | None, output: str | None, **given: Any) -> None:
    """Print the structure of an edition as it was read, with its problems."""
    from kcsie_diff.command.console import ask_as_needed, known_passwords
    from kcsie_diff.model.notation import dump
    from kcsie_diff.model.outline import outline_json
    from kcsie_diff.reading.in_worker import read_editions

    def work(passwords: "Passwords") -> "Edition":
        with progress_shown(quiet=given["quiet"]) as progress:
            options = Options(limits=given["limits"], cache=not given["no_cache"])
            return read_editions((file,), options, passwords=passwords[:1], progress=progress)[0]

    inputs = (file, given["password_file"])
    _check_output(output, inputs)
    edition = ask_as_needed(work, (file,), known_passwords(given["password_file"], os.environ))
    if pages and edition.pages is not None and pages[0] > edition.pages:
        raise click.BadParameter(f"{file.name} has {edition.pages} pages.", param_hint="--pages")
    text = outline_json(edition, pages) if given["as_json"] else dump(edition, pages)
    _put(text.encode("utf-8", "replace"), output, inputs)


@commands.command()
@_pdf("old")
@_pdf("new")
@click.option("--csv", "as_csv", is_flag=True, help="As comma-separated values.")
@_PASSWORD_FILE
@_LIMIT
@_NO_CACHE
@_QUIET
@_OUTPUT
def concordance(old: Path, new: Path, output: str | None, **given: Any) -> None:
    """Print which number each paragraph of the old edition has in the new one.

    Policies that cite paragraph 145 should now cite 143.
    """
    from kcsie_diff.pipeline import Job

    name = "concordance.csv" if given["as_csv"] else "concordance"
    inputs = (old, new, given["password_file"])
    _check_output(output, inputs)
    job = Job(old, new, (name,), Options(limits=given["limits"], cache=not given["no_cache"]))
    outcome = _run(job, quiet=given["quiet"], password_file=given["password_file"])
    _put(outcome.files[0][1][0][1], output, inputs)


# ---- batch ----------------------------------------------------------------------------------------------------------


@commands.command()
@click.argument("manifest", type=click.Path(path_type=Path))
@click.option(
    "-o", "output", metavar="FOLDER", required=True, type=click.Path(path_type=Path), help="Where reports go."
)
@_FORMAT
@click.option("--jobs", type=click.IntRange(1, 512), help="Pairs at once; default one for each processor core.")
@_RULES
@_PASSWORD_FILE
@_LIMIT
@_NO_CACHE
@_QUIET
@click.pass_context
def batch(ctx: click.Context, /, manifest: Path, output: Path, **given: Any) -> None:
    """Compare many pairs at once and write an index page that links the reports.

    MANIFEST is a CSV file with the columns old and new, and optionally name and title; paths are relative to its
    folder. A pair that cannot be compared is listed, stops no other, and makes the exit code 3.
    """
    from kcsie_diff.batch import INDEX, Batch, compare_pairs, read_manifest
    from kcsie_diff.command.console import known_passwords

    pairs = read_manifest(manifest)
    options = Options(limits=given["limits"], rules=given["rules"], cache=not given["no_cache"])
    passwords = known_passwords(given["password_file"], os.environ)
    kept = (manifest, given["rules"], given["password_file"])
    common = Batch(output, _formats(given | {"reader": None, "brief": False}), options, passwords, kept)
    with progress_shown(quiet=given["quiet"]) as progress:
        results = compare_pairs(pairs, common, progress=progress, jobs=given["jobs"])
    failed = [result for result in results if result.failure is not None]
    for result in failed:
        assert result.failure is not None
        click.echo(f"{result.pair.name}: {result.failure.message} [{result.failure.code}]", err=True)
    if not given["quiet"]:
        click.echo(f"Written: {output / INDEX}")
    ctx.exit(UNFINISHED if failed else DONE)


# ---- cache ----------------------------------------------------------------------------------------------------------


@commands.command()
@click.option("--clear", is_flag=True, help="Delete everything that is kept.")
def cache(clear: bool) -> None:
    """Say what is kept of the files that were read and compared, and where."""
    from kcsie_diff import cache as kept
    from kcsie_diff.reports.english import count

    def named(editions: int, comparisons: int) -> str:
        return f"{count(editions, 'edition')} and {count(comparisons, 'comparison')}"

    if clear:
        click.echo(f"Deleted {named(*kept.clear())} from {kept.folder()}.")
        return
    editions, comparisons, size = kept.size()
    click.echo(f"{named(editions, comparisons)}, {size / 1e6:.1f} MB, in {kept.folder()}.")
    click.echo("To delete them, run: kcsie-diff cache --clear")


# ---- output ---------------------------------------------------------------------------------------------------------


def _check_output(output: str | None, inputs: tuple[Path | None, ...]) -> None:
    """Check, before any work, that the file or standard output that is written to is none of the inputs."""
    from kcsie_diff.output import check_inputs_are_kept, stdout_as_target

    check_inputs_are_kept(stdout_as_target() if output in (None, "-") else (Path(output),), inputs)


def _put(content: bytes, output: str | None, inputs: tuple[Path | None, ...] = (), *, coloured: bool = False) -> None:
    """Write text to a file or to standard output, made safe if that is a terminal and unaltered elsewhere."""
    from kcsie_diff.output import write_whole

    if output not in (None, "-"):
        write_whole(Path(output), content, inputs)
    elif sys.stdout is not None and sys.stdout.isatty():
        from kcsie_diff.command.terminal import print_changes, print_plain

        (print_changes if coloured else print_plain)(content.decode("utf-8"))
    else:
        write_stdout(content)

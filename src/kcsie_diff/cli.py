"""The command line: the only module that takes arguments, prints, decides where files go, or exits.

Exit codes: 0 done; 1 differences found and `--check` given; 2 wrong usage; 3 could not finish.
"""

import os
import sys
import traceback
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kcsie_diff import __version__
from kcsie_diff.errors import KcsieDiffError, UsageError
from kcsie_diff.options import Limits, Options

if TYPE_CHECKING:
    from kcsie_diff.comparison import Comparison
    from kcsie_diff.edition import Edition

DONE, DIFFERENT, USAGE, UNFINISHED = 0, 1, 2, 3
FORMATS = ("html", "text", "json", "markdown", "csv", "xlsx", "docx", "tracked")

EXAMPLES = """\b
Examples:
  kcsie-diff compare kcsie-2024.pdf kcsie-2025.pdf
  kcsie-diff compare old.pdf new.pdf --format html --format docx -o reports/
  kcsie-diff compare old.pdf new.pdf --format json -o - | jq .summary
  kcsie-diff outline kcsie-2025.pdf --pages 10-20
  kcsie-diff concordance old.pdf new.pdf --csv -o numbers.csv
"""


class _CheckCommand(click.Command):
    """Lets `--check` stand alone or carry `=all`, without ever taking the file after it for its value."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, ["--check-all" if arg == "--check=all" else arg for arg in args])


@click.group(epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kcsie-diff")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def commands(debug: bool) -> None:
    """Find every real change between two editions of statutory guidance, with the evidence."""


def _pdf(name: str) -> Any:
    return click.argument(name, type=click.Path(path_type=Path))


def _limits(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> Limits:  # noqa: ARG001
    """`--limit pages=9000`, repeatable, into Limits. Raises BadParameter for an unknown name or a number below 1."""
    kinds = {name: type(getattr(Limits(), name)) for name in Limits.__dataclass_fields__}
    chosen: dict[str, Any] = {}
    for value in values:
        name, _, amount = value.partition("=")
        if name not in kinds:
            raise click.BadParameter(f"{name!r} is none of {', '.join(kinds)}.")
        try:
            chosen[name] = kinds[name](amount)
        except ValueError:
            raise click.BadParameter(f"{amount!r} is no number.") from None
        if not 0 < chosen[name] < 1e15:
            raise click.BadParameter(f"{name} must be more than 0.")
    return Limits(**chosen)


_LIMIT = click.option(
    "--limit", "limits", multiple=True, callback=_limits, metavar="NAME=N", help="Raise a limit on input."
)
_QUIET = click.option("--quiet", "-q", is_flag=True, help="No progress, no summary.")
_OUTPUT = click.option("-o", "output", metavar="TARGET", help="File or folder; - is standard output.")


# ---- compare --------------------------------------------------------------------------------------------------------


@commands.command(cls=_CheckCommand, epilog=EXAMPLES)
@_pdf("old")
@_pdf("new")
@click.option(
    "--format", "-f", "formats", multiple=True, type=click.Choice((*FORMATS, "all")), help="Repeatable; default html."
)
@_OUTPUT
@_QUIET
@click.option("--open", "open_report", is_flag=True, help="Open the report when it is written.")
@click.option("--check", is_flag=True, help="Exit 1 on any change that is not editorial; --check=all on any change.")
@click.option("--check-all", is_flag=True, hidden=True)
@click.option("--title", help="Title of the report.")
@click.option("--rules", type=click.Path(path_type=Path), help="TOML file that adds to the lexicons.")
@click.option("--review", type=click.Path(path_type=Path), help="TOML or CSV file with a person's own judgements.")
@click.option("--brief", is_flag=True, help="Write the one-page staff briefing instead of the whole report (html).")
@click.option("--brief-part", "brief_parts", multiple=True, help="Part that the briefing covers; repeatable.")
@click.option("--brief-audience", "brief_audience", multiple=True, help="Audience of the briefing; repeatable.")
@click.option("--pictures", is_flag=True, help="Show the passages as they stand on the pages (html, docx).")
@click.option("--explain", metavar="ID", help="Print how this change was matched, and write no report.")
@_LIMIT
@click.pass_context
def compare(ctx: click.Context, old: Path, new: Path, **given: Any) -> None:
    """Compare two editions and write the report.

    OLD and NEW are PDF files. The report is named after the new edition unless -o says otherwise.
    """
    options = _options(given)
    editions = _read(old, new, options, quiet=given["quiet"])
    comparison = _compare(editions, options, quiet=given["quiet"])
    if given["explain"]:
        _explain(comparison, given["explain"])
        return
    written = _write(comparison, editions, options, given, stem=new.stem)
    if not given["quiet"] and given["output"] != "-" and written:
        from kcsie_diff.terminal import print_summary

        print_summary(comparison, tuple(map(str, written)))
    if given["open_report"] and written:
        webbrowser.open(written[0].resolve().as_uri())
    ctx.exit(_verdict(comparison, given))


def _options(given: dict[str, Any]) -> Options:
    defaults = Options()
    return Options(
        limits=given["limits"],
        title=given["title"],
        rules=given["rules"],
        review=given["review"],
        brief_parts=given["brief_parts"] or defaults.brief_parts,
        brief_audience=given["brief_audience"] or defaults.brief_audience,
        pictures=given["pictures"],
    )


def _read(old: Path, new: Path, options: Options, *, quiet: bool) -> tuple["Edition", "Edition"]:
    from kcsie_diff.pipeline import read_both
    from kcsie_diff.terminal import show_progress

    with show_progress(quiet=quiet) as told:
        return read_both(old, new, options, progress=told)


def _compare(editions: tuple["Edition", "Edition"], options: Options, *, quiet: bool) -> "Comparison":
    from kcsie_diff.pipeline import compare_editions
    from kcsie_diff.terminal import show_progress

    with show_progress(quiet=quiet) as told:
        return compare_editions(*editions, options, progress=told)


def _write(
    comparison: "Comparison", editions: tuple["Edition", "Edition"], options: Options, given: dict[str, Any], stem: str
) -> list[Path]:
    """Make every report first, then put each in its place; returns the files written, the first one the main one."""
    from kcsie_diff.output import STDOUT, choose_targets, write_stdout, write_whole
    from kcsie_diff.reports import write_files

    formats = _formats(given["formats"])
    if given["brief"]:
        formats = ("brief",)
    reports = {
        name: {f"report{suffix}": content for suffix, content in write_files(comparison, name, options)}
        for name in formats
    }
    if given["output"] == STDOUT or (formats == ("text",) and given["output"] is None):
        if len(formats) > 1:
            raise UsageError("one-format-for-stdout", "Standard output takes one format.", "Name a folder with -o.")
        _write_first(next(iter(reports.values())), write_stdout, coloured=formats == ("text",))
        return []
    names = {name: tuple(files) for name, files in reports.items()}
    targets = choose_targets(names, given["output"], stem)
    for files in reports.values():
        for name, content in files.items():
            write_whole(targets[name], content)
    return [targets[name] for files in reports.values() for name in files]


def _write_first(files: dict[str, bytes], write: Any, *, coloured: bool) -> None:
    content = next(iter(files.values()))
    if coloured and sys.stdout.isatty():
        from kcsie_diff.terminal import print_changes

        print_changes(content.decode("utf-8"))
        return
    write(content)


def _formats(chosen: tuple[str, ...]) -> tuple[str, ...]:
    if "all" in chosen:
        return tuple(name for name in FORMATS if name != "text")
    return tuple(dict.fromkeys(chosen)) or ("html",)


def _verdict(comparison: "Comparison", given: dict[str, Any]) -> int:
    counts = dict(comparison.summary.by_category)
    found = sum(counts.values()) if given["check_all"] else sum(counts.values()) - counts.get("editorial", 0)
    return DIFFERENT if found and (given["check"] or given["check_all"]) else DONE


def _explain(comparison: "Comparison", asked: str) -> None:
    from kcsie_diff.reports import explain
    from kcsie_diff.terminal import print_plain

    for change in comparison.changes:
        if change.id == asked:
            print_plain(explain(change))
            return
    raise UsageError("no-such-change", f"There is no change {asked}.", "The ids stand in every report, such as c0001.")


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
        raise click.BadParameter("pages count from 1, the smaller first.")
    return pages


@commands.command()
@_pdf("file")
@click.option("--json", "as_json", is_flag=True, help="As data (kcsie-diff/outline/1).")
@click.option("--pages", callback=_page_range, metavar="10-20", help="Only the nodes on these pages.")
@_LIMIT
@_QUIET
@_OUTPUT
def outline(file: Path, pages: tuple[int, int] | None, limits: Limits, output: str | None, **given: Any) -> None:
    """Print the structure of an edition as it was read, with its problems."""
    from kcsie_diff.notation import dump
    from kcsie_diff.outline import outline_json
    from kcsie_diff.reading.worker import read_editions
    from kcsie_diff.terminal import show_progress

    with show_progress(quiet=given["quiet"]) as told:
        (edition,) = read_editions((file,), Options(limits=limits), progress=lambda _, done, of: told("old", done, of))
    _put(outline_json(edition, pages) if given["as_json"] else dump(edition, pages), output)


@commands.command()
@_pdf("old")
@_pdf("new")
@click.option("--csv", "as_csv", is_flag=True, help="As comma-separated values.")
@_LIMIT
@_QUIET
@_OUTPUT
def concordance(old: Path, new: Path, limits: Limits, output: str | None, **given: Any) -> None:
    """Print which number each paragraph of the old edition has in the new one.

    Policies that cite paragraph 145 should now cite 143.
    """
    from kcsie_diff.reports import concordance_csv, concordance_text

    options = Options(limits=limits)
    comparison = _compare(_read(old, new, options, quiet=given["quiet"]), options, quiet=True)
    _put((concordance_csv if given["as_csv"] else concordance_text)(comparison), output)


def _put(text: str, output: str | None) -> None:
    """Text to a file or to standard output: safe characters on a terminal, all of them elsewhere."""
    from kcsie_diff.output import STDOUT, write_stdout, write_whole
    from kcsie_diff.terminal import print_plain

    if output not in (None, STDOUT):
        write_whole(Path(output), text.encode("utf-8", "replace"))
    elif sys.stdout.isatty():
        print_plain(text)
    else:
        write_stdout(text.encode("utf-8", "replace"))


# ---- the way out ----------------------------------------------------------------------------------------------------


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    given = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in given
    try:
        status = commands.main(given, prog_name="kcsie-diff", standalone_mode=False)
    except click.exceptions.Exit as error:
        status = error.exit_code
    except click.ClickException as error:
        error.show()
        status = USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("kcsie-diff: stopped; nothing was written.", err=True)
        status = UNFINISHED
    except BrokenPipeError:
        # Whoever read standard output has left; the interpreter must not complain when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = UNFINISHED
    except Exception as error:  # the last line of defence: a user never sees a traceback unless asked for
        status = _report(error, debug=debug)
    sys.exit(status if isinstance(status, int) else DONE)


def _report(error: Exception, *, debug: bool) -> int:
    from kcsie_diff.terminal import print_error

    if debug:
        traceback.print_exception(error)
    known = error if isinstance(error, KcsieDiffError) else _unexpected(error)
    print_error(known)
    return USAGE if isinstance(known, UsageError) else UNFINISHED


def _unexpected(error: Exception) -> KcsieDiffError:
    return KcsieDiffError(
        "unexpected",
        f"The program met something it was not made for: {type(error).__name__}.",
        "Run the command again with --debug first (kcsie-diff --debug compare …) and report what it prints.",
    )


if __name__ == "__main__":
    main()

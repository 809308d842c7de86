"""The program: what happens around a command, from the first request to end it to the exit code.

Exit codes: 0 done; 1 differences found and `--check` given; 2 wrong usage; 3 could not finish. Next to nothing is
loaded before `main` listens for requests to end.
"""

import _signal  # type: ignore[import-not-found]  # what `signal` is made of, without the time to load `enum`
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

DONE, USAGE, UNFINISHED = 0, 2, 3
WORKED, HELP = {"compare", "concordance"}, {"-h", "--help"}
"""Commands that need a worker, and what they are given where they need none."""
GRACE = 1.0
"""Seconds that a command has to end its workers and remove its temporary files once it was asked to end."""


def main(arguments: list[str] | None = None) -> "NoReturn":
    """Run the command line and end the process with its exit code."""
    requests = StopRequests()
    from kcsie_diff.command.console import flush_quietly, prepare_console  # noqa: PLC0415

    prepare_console()
    given = sys.argv[1:] if arguments is None else arguments
    try:
        status = _run(given, requests)
    except (StopRequested, KeyboardInterrupt):
        requests.end()
    except (BrokenPipeError, SystemExit):  # nobody reads standard output any more; click then raises SystemExit(1)
        status = UNFINISHED
    except Exception as error:  # a user never sees a traceback without asking for it
        if requests.seen:  # some libraries turn an interrupt into an error of their own
            requests.end()
        status = _report(error, debug="--debug" in given)
    flush_quietly()
    os._exit(status)  # a request that arrives while the interpreter ends would be lost, or end it with another code


def _run(given: list[str], requests: "StopRequests") -> int:
    """Load and run the command; return its exit code."""
    from kcsie_diff.processes import DEBUG, start_ahead  # noqa: PLC0415

    if "--debug" in given:
        os.environ[DEBUG] = "1"
    works = not WORKED.isdisjoint(given) and HELP.isdisjoint(given)
    ahead = start_ahead("kcsie_diff.pipeline") if works else ()  # it loads what it needs while the command line does

    import click  # noqa: PLC0415

    from kcsie_diff.command.commands import commands  # noqa: PLC0415
    from kcsie_diff.command.console import flush_stdout  # noqa: PLC0415

    try:
        with requests:
            status = commands.main(given, prog_name="kcsie-diff", standalone_mode=False, obj=ahead)
            flush_stdout()
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except click.Abort:  # how click reports the end of input where a password was asked for
        raise KeyboardInterrupt from None
    return status if isinstance(status, int) else DONE


def _report(error: Exception, *, debug: bool) -> int:
    """Print an error and return the exit code that it stands for."""
    from kcsie_diff.errors import KcsieDiffError, UsageError, unexpected  # noqa: PLC0415

    known = error if isinstance(error, KcsieDiffError) else unexpected(error)
    try:
        from kcsie_diff.command.terminal import print_error  # noqa: PLC0415

        if debug:
            import traceback  # noqa: PLC0415

            traceback.print_exception(error)
        print_error(known)
    except Exception:  # too little memory, or too few files may be open, to load what prints in colour
        _print(f"kcsie-diff: {known.message} [{known.code}]", known.hint)
    return USAGE if isinstance(known, UsageError) else UNFINISHED


class StopRequested(BaseException):
    """Raised in a command when the program is asked to end; click prints an empty line for a KeyboardInterrupt."""


class StopRequests:
    """Requests to end the program: Ctrl-C, SIGTERM, a closed terminal. Each ends it, with one line and one exit code.

    While the program is being loaded it ends at once: there is nothing to tidy. While a command works, which is the
    block of a `with` statement, the first request raises StopRequested, so that workers are ended and temporary
    files removed. An interrupt can be lost (in a finaliser, in a library that catches everything): after `GRACE` the
    program ends all the same. Its workers see their input end, and end too. A request that whoever started the program
    chose to ignore (`nohup`) stays ignored.
    """

    def __init__(self) -> None:
        self.seen = False
        self._working = False
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
            number = getattr(_signal, name, None)
            if number is not None and _signal.getsignal(number) != _signal.SIG_IGN:
                _signal.signal(number, self._asked)

    def __enter__(self) -> None:
        self._working = True

    def __exit__(self, *_: object) -> None:
        self._working = self.seen

    def _asked(self, *_: object) -> None:
        if not self._working:
            self.end()
        if self.seen:
            return
        self.seen = True
        sys.unraisablehook = lambda _: None  # an interrupt that is lost is not worth a traceback
        import _thread  # noqa: PLC0415 - `threading` may hold its lock where this interrupts it

        _thread.start_new_thread(self._end_later, ())
        raise StopRequested

    def _end_later(self) -> None:
        import time  # noqa: PLC0415

        time.sleep(GRACE)
        self.end()

    def end(self) -> "NoReturn":
        """End the program because that was asked for."""
        _print("kcsie-diff: stopped; no report is half written.")
        os._exit(UNFINISHED)


def _print(*lines: str) -> None:
    """Print lines on standard error, if there is one, without loading anything."""
    shown = "".join(f"{line if line.isprintable() else ascii(line)}\n" for line in lines)
    try:
        if sys.stderr is not None:
            os.write(2, shown.encode("utf-8", "replace"))
    except OSError:
        pass  # nobody reads it


if __name__ == "__main__":
    main()

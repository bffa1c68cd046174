"""The program `histocast`: opens the window, or runs the command that the first argument names."""

import argparse
import difflib
import sys
from collections.abc import Iterable
from pathlib import Path

from app.cli import open_window, process
from app.cli.command import Command, CommandParser
from app.cli.errors import is_out_of_memory, print_error
from app.cli.exit_codes import NOTHING_STARTED, SOME_FAILED, USAGE
from model.base.errors import PolicyError
from model.base.policy import policy


def main(argv: list[str] | None = None) -> int:
    """Run the command line `argv` (default: the process's arguments) and return the exit code."""
    if argv is None:
        process.prepare_process()
    try:
        code = _run(sys.argv[1:] if argv is None else argv, alone=argv is None)
        sys.stdout.flush()
    except KeyboardInterrupt as error:
        if argv is None:  # first of all, so that no further Ctrl+C interrupts the following lines
            process.end_at_once_if_interrupted()
        code = process.stopped(error)
    except process.OutputError as error:
        code = process.output_failed(error)
    except (MemoryError, ImportError, RuntimeError, OSError) as error:
        if not is_out_of_memory(error):
            raise
        print_error(error)
        code = NOTHING_STARTED if isinstance(error, ImportError) else SOME_FAILED
    if argv is None:
        process.end_at_once_if_interrupted()
    return code


def _run(arguments: list[str], alone: bool) -> int:
    """Run the command; `alone` if this process belongs to it."""
    args = _parsed(arguments)
    if args is None:
        return USAGE
    error = _policy_error() if args.command != "doctor" else None
    if error is not None:
        from app.ui.startup_error import report_start_error

        report_start_error(error.message, error.remedy, shows=args.command == "open")
        return NOTHING_STARTED
    if alone and args.command != "open":  # the window ends without cleaning up, because it saves at once
        process.end_on_sigterm()
    code = int(args.run(args))
    if alone and args.command == "open":
        process.leave(code)
    return code


def _parsed(arguments: list[str]) -> argparse.Namespace | None:
    """Return the parsed `arguments`, or report that there is no such command and return None."""
    if _opens_window(arguments):
        # The window starts without the other commands, whose import takes a tenth of a second.
        given = arguments if arguments[:1] == [open_window.NAME] else [open_window.NAME, *arguments]
        return _parser([open_window]).parse_args(given)
    from app.cli.command_table import COMMANDS

    names = [command.NAME for command in COMMANDS]
    two = " ".join(arguments[:2])
    if two in names:
        arguments = [two, *arguments[2:]]
    first = arguments[0]
    if not first.startswith("-") and first not in names:
        if not Path(first).exists():
            _report_unknown(first, names)
            return None
        arguments = [open_window.NAME, *arguments]
    return _parser(COMMANDS).parse_args(arguments)


def _policy_error() -> PolicyError | None:
    """Return the error in this computer's policy file; None if it is valid or there is none."""
    try:
        policy()
    except PolicyError as error:
        return error
    return None


def _opens_window(arguments: list[str]) -> bool:
    """Return whether `arguments` can only mean the window: there are none, or the first is `open` or looks like a file.

    The window reports a file that is missing. A name without folder and suffix may be a command.
    """
    if not arguments or arguments[0] == open_window.NAME:
        return True
    path = Path(arguments[0])
    return not arguments[0].startswith("-") and (bool(path.suffix) or path.name != arguments[0])


def _report_unknown(word: str, names: list[str]) -> None:
    near = difflib.get_close_matches(word, names, n=1)
    hint = f"Did you mean: histocast {near[0]}?" if near else "See: histocast --help."
    print(f"There is no command and no image called {word!r}. {hint}", file=sys.stderr)


def _parser(known: Iterable[Command]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="histocast",
        description="Pathology viewer with an embedded outcome model. Research use only.",
        epilog="Without a command, the window opens with the given images. For help on a command: histocast COMMAND "
        "--help.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    kind: type[argparse.ArgumentParser] = CommandParser
    commands = parser.add_subparsers(
        title="commands", dest="command", metavar="COMMAND", required=True, parser_class=kind
    )
    for command in known:
        command.add_parser(commands)
    return parser


class _Version(argparse.Action):
    """Prints the version; looks it up only on request, because reading package metadata is slow."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from model.base.build_info import program_version

        print(f"histocast {program_version()}")
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())

"""The program `histocast`: opens the window, or runs the command that the first argument names."""

import argparse
import difflib
import sys
from pathlib import Path

from app.cli import command_table as table
from app.cli import process
from app.cli.command import CommandParser
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
    names = [command.NAME for command in table.COMMANDS]
    two = " ".join(arguments[:2])
    if two in names:
        arguments = [two, *arguments[2:]]
    first = arguments[0] if arguments else ""
    if not first.startswith("-") and first not in names:
        if first and not _is_image_argument(first):
            return _unknown(first, names)
        arguments = ["open", *arguments]
    args = _parser().parse_args(arguments)
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


def _policy_error() -> PolicyError | None:
    """Return the error in this computer's policy file; None if it is valid or there is none."""
    try:
        policy()
    except PolicyError as error:
        return error
    return None


def _is_image_argument(word: str) -> bool:
    """Return whether `word` is or looks like a file; the window reports a file that is missing."""
    path = Path(word)
    return path.exists() or bool(path.suffix) or path.name != word


def _unknown(word: str, names: list[str]) -> int:
    near = difflib.get_close_matches(word, names, n=1)
    hint = f"Did you mean: histocast {near[0]}?" if near else "See: histocast --help."
    print(f"There is no command and no image called {word!r}. {hint}", file=sys.stderr)
    return USAGE


def _parser() -> argparse.ArgumentParser:
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
    for command in table.COMMANDS:
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

"""The interface of a command. Each command is a module with these members and one line in `app.cli.command_table`."""

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


class Command(Protocol):
    """A module that implements a command. It imports `model` only inside functions, so that `--help` is fast."""

    NAME: str

    def add_parser(self, commands: "Subparsers") -> None:
        """Add the command's parser.

        The parser's default `run` is a function: it takes the arguments and returns the exit code.
        """
        ...


EXAMPLE = "example:\n"
"""First line of an epilog with an example. The lines after it are commands, indented by two spaces."""


def example(*lines: str) -> str:
    """Return the epilog of a parser with these command lines, each of which begins with `histocast`."""
    return EXAMPLE + "\n".join(f"  {line}" for line in lines)


class _HelpFormatter(argparse.HelpFormatter):
    """Breaks the lines of descriptions, but not the lines of examples, so that an example can be copied."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return text if text.startswith(EXAMPLE) else super()._fill_text(text, width, indent)


class CommandParser(argparse.ArgumentParser):
    """The parser of a command, or of one action of a command.

    It adds the command's options only when the command is used, not at every start of the program.
    """

    deferred: Callable[[argparse.ArgumentParser], None] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("formatter_class", _HelpFormatter)
        super().__init__(*args, **kwargs)

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """Add the deferred options, then parse as argparse does.

        argparse calls this method only for the command in use.
        """
        fill, self.deferred = self.deferred, None
        if fill is not None:
            fill(self)
        return super().parse_known_args(args, namespace)


def defer(parser: argparse.ArgumentParser, fill: Callable[[argparse.ArgumentParser], None]) -> None:
    """Register `fill`, which adds the options of `parser` when they are needed."""
    if isinstance(parser, CommandParser):
        parser.deferred = fill
    else:
        fill(parser)

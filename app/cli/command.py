"""What a sub-command is: a module with these members. One file a command, one line in `app.cli.command_table`."""

import argparse
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


class Command(Protocol):
    """A module; importing it loads nothing heavy: the model's rooms are imported where the work is done."""

    NAME: str

    def add_parser(self, commands: "Subparsers") -> None:
        """Add the command's own parser; its default `run` takes the parsed arguments and gives the exit code."""
        ...

"""The interface of a command: a module with these members, and one line in `app.cli.command_table`."""

import argparse
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


class Command(Protocol):
    """A module that imports nothing heavy; it imports `model` inside the functions that need it."""

    NAME: str

    def add_parser(self, commands: "Subparsers") -> None:
        """Add the command's parser; its default `run` takes the parsed arguments and returns the exit code."""
        ...

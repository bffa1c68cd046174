"""The help of every command and action: what it does, and an example that the program accepts."""

import argparse
import shlex
from collections.abc import Iterator

import pytest

from app.__main__ import _parser
from app.cli.command import EXAMPLE, CommandParser, example
from app.cli.command_table import COMMANDS

NAMES = [command.NAME for command in COMMANDS]


def nested(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers below `parser` by name."""
    found = [action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0]) if found else {}


def everything(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield every parser below `parser`: commands that have actions, and the actions themselves."""
    for one in nested(parser).values():
        yield one
        yield from everything(one)


def examples(parser: argparse.ArgumentParser) -> list[str]:
    """Return the command lines of the example in the printed help."""
    lines = parser.format_help().splitlines()
    after = lines[lines.index(EXAMPLE.strip()) + 1 :] if EXAMPLE.strip() in lines else []
    return [line.strip() for line in after if line.startswith("  histocast ")]


def arguments_of(line: str) -> list[str]:
    """Split a command line as the program does, which takes a name of two words as one argument."""
    program, *words = shlex.split(line)
    assert program == "histocast"
    two = " ".join(words[:2])
    return [two, *words[2:]] if two in NAMES else words


PARSER = _parser(COMMANDS)
ALL = {parser.prog: parser for parser in everything(PARSER)}
LEAVES = {name: parser for name, parser in ALL.items() if not nested(parser)}


def test_the_table_is_walked_to_its_leaves() -> None:
    assert {"histocast predict", "histocast tma find", "histocast study merge", "histocast explain audit"} <= {*LEAVES}
    assert "histocast tma" in ALL
    assert "histocast tma" not in LEAVES


@pytest.mark.parametrize("name", ALL)
def test_every_command_and_action_has_a_description_and_an_example(name: str) -> None:
    parser = ALL[name]
    description = (parser.description or "").strip()
    assert description[:1].isupper(), "a description is a sentence"
    assert description.endswith("."), "a description is a sentence"
    assert examples(parser), "the help has no example"


@pytest.mark.parametrize(("name", "line"), [(name, line) for name in LEAVES for line in examples(LEAVES[name])])
def test_every_example_is_one_that_the_program_accepts(name: str, line: str) -> None:
    assert line.startswith(f"{name} ") or line == name
    assert PARSER.parse_args(arguments_of(line)).run is LEAVES[name].get_default("run")


@pytest.mark.parametrize("name", [name for name in ALL if name not in LEAVES])
def test_the_examples_of_a_command_with_actions_name_an_action(name: str) -> None:
    for line in examples(ALL[name]):
        assert line.startswith(f"{name} ")
        assert callable(PARSER.parse_args(arguments_of(line)).run)


def test_an_example_is_not_broken_into_lines_and_a_description_is() -> None:
    line = "histocast predict " + " ".join(f"image-{number}.tif" for number in range(30))
    parser = CommandParser(prog="histocast predict", description="word " * 60, epilog=example(line))
    assert examples(parser) == [line]
    assert max(len(row) for row in parser.format_help().split(EXAMPLE)[0].splitlines()) < 200

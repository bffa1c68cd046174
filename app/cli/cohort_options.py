"""Add the options that the commands on cohorts share to a parser, as `model/training/config.py` states them."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_origin

if TYPE_CHECKING:
    from argparse import _ActionsContainer

    from model.training.option import Group, Option

_TITLES: dict["Group", str] = {"cohort": "the cohort", "model": "the model", "training": "training"}


def add_cohort_options(parser: argparse.ArgumentParser) -> None:
    """Add the table, the file of options, and the options that describe the cohort."""
    parser.add_argument("cohort", type=Path, metavar="COHORT", help="CSV or XLSX: one row per spot")
    parser.add_argument("--config", type=Path, metavar="FILE.toml", help="options as in this list; these here win")
    add_options(parser, "cohort")


def add_options(parser: argparse.ArgumentParser, group: "Group") -> None:
    """Add all training options of a group, under its title."""
    from model.training.config import OPTIONS

    titled = parser.add_argument_group(_TITLES[group])
    for option in OPTIONS.values():
        if option.stated.group == group:
            add_option(titled, option)


def add_option(parser: "_ActionsContainer", option: "Option", help: str = "") -> None:
    """Add one training option, with its own help unless `help` is given.

    An option that is not given is absent from the parsed arguments: the file, the recipe or the default decides.
    """
    given: dict[str, Any] = {"help": help or option.help, "default": argparse.SUPPRESS}
    if option.kind is bool:
        parser.add_argument(option.flag, action=argparse.BooleanOptionalAction, **given)
        return
    if option.choices:
        given["choices"] = option.choices
    else:
        given |= {"type": _parse(option.kind), "metavar": option.stated.metavar}
    parser.add_argument(option.flag, **given)


def given_options(args: argparse.Namespace) -> dict[str, Any]:
    """Return the training options that were given on the command line."""
    from model.training.config import OPTIONS

    return {name: getattr(args, name) for name in OPTIONS if hasattr(args, name)}


def _parse(kind: Any) -> Any:
    """Return the function that reads an option of that type."""
    origin = get_origin(kind)
    return _sizes if origin is tuple else pairs if origin is Mapping else kind


def pairs(text: str) -> dict[str, str]:
    """Parse "a=b,c=d" into a dictionary."""
    found = [part.partition("=") for part in text.split(",")]
    if any(not ours.strip() or not yours.strip() for ours, _, yours in found):
        raise argparse.ArgumentTypeError(f"{text!r} is not a comma-separated list of OURS=YOURS")
    return {ours.strip(): yours.strip() for ours, _, yours in found}


def _sizes(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a comma-separated list of sizes") from error

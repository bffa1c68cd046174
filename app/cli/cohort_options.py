"""Add to a parser the options that the cohort commands share, as declared in `model/training/config.py`."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_origin

if TYPE_CHECKING:
    from argparse import _ActionsContainer

    from model.training.cohort_table import TableForm
    from model.training.option_field import Group, Option

_TITLES: dict["Group", str] = {"cohort": "the cohort", "model": "the model", "training": "training"}


def add_cohort_options(parser: argparse.ArgumentParser) -> None:
    """Add the cohort table, the options file, and the options that describe the cohort."""
    parser.add_argument("cohort", type=Path, metavar="COHORT", help="CSV or XLSX: one row per spot")
    text = "TOML file with options of this list; options on the command line take precedence"
    parser.add_argument("--config", type=Path, metavar="FILE.toml", help=text)
    add_options(parser, "cohort")


def add_table_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that describe the form of a cohort table, for commands that do not train."""
    units, follow_up = ["years", "months", "days"], "unit of the follow-up (default: %(default)s)"
    parser.add_argument("--time-unit", default="years", choices=units, help=follow_up)
    parser.add_argument("--columns", type=pairs, default={}, metavar="OURS=YOURS,...", help="your column names")
    parser.add_argument("--event-value", default="", metavar="VALUE", help="value that means died (default: 1 or dead)")


def table_form(args: argparse.Namespace) -> "TableForm":
    """Return how the cohort table is to be read: time unit, column names and event value.

    They come from the options of `add_table_options`.
    """
    from model.training.cohort_table import TableForm

    return TableForm(args.time_unit, args.columns, args.event_value)


def add_options(parser: argparse.ArgumentParser, group: "Group") -> None:
    """Add all training options of a group to the parser, under the group's title."""
    from model.training.config import OPTIONS

    titled = parser.add_argument_group(_TITLES[group])
    for option in OPTIONS.values():
        if option.stated.group == group:
            add_option(titled, option)


def add_option(parser: "_ActionsContainer", option: "Option", help: str = "") -> None:
    """Add one training option. `help` replaces the option's own help text.

    An option that the user does not give is absent from the parsed arguments. Its value then comes from the file, the
    recipe or the default.
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
    """Return the training options that the user gave on the command line."""
    from model.training.config import OPTIONS

    return {name: getattr(args, name) for name in OPTIONS if hasattr(args, name)}


def _parse(kind: Any) -> Any:
    """Return the function that parses an option value of type `kind`."""
    origin = get_origin(kind)
    return _sizes if origin is tuple else pairs if origin is Mapping else kind


def pairs(text: str) -> dict[str, str]:
    """Parse "a=b,c=d" into a dictionary."""
    found = [part.partition("=") for part in text.split(",")]
    if any(not ours.strip() or not yours.strip() for ours, _, yours in found):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a comma-separated list of PROGRAM'S_NAME=YOUR_NAME, such as time=followup"
        )
    return {ours.strip(): yours.strip() for ours, _, yours in found}


def _sizes(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a comma-separated list of sizes") from error

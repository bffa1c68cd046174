"""Options of a run: a TOML file and what the command line says come in, one checked `TrainOptions` goes out."""

import difflib
import math
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from model.base.errors import ConfigError
from model.training.config import RECIPES, TrainOptions

_KINDS: dict[str, Any] = get_type_hints(TrainOptions)
OPTIONS = tuple(_KINDS)
"""The names of all options, as a file and the manifest have them."""
_LIMITS: dict[str, tuple[float, float]] = {
    "seed": (0, 2**32 - 1),
    "epochs": (1, 100_000),
    "patience": (1, 100_000),
    "batch": (1, 100_000),
    "learning_rate": (1e-12, 1e3),
    "clip": (1e-12, math.inf),
    "l1": (0, math.inf),
    "l2": (0, math.inf),
    "dropout": (0, 0.95),
    "folds": (0, 20),
    "random_orders": (0, 1000),
    "prevalence": (0.001, 0.999),
    "mpp": (0.01, 100),
}
"""Least and greatest value; beyond them an option is a slip, not a choice."""


def read_options(file: Path | None, given: Mapping[str, Any]) -> TrainOptions:
    """The recipe's defaults, over them the file's options, over those the `given` ones.

    ConfigError where one is not good.
    """
    merged = {**(_read(file) if file else {}), **given}
    recipe = _checked("recipe", merged.get("recipe", TrainOptions.recipe))
    merged = {**RECIPES[recipe], **merged}
    options = TrainOptions(**{name: _checked(name, value) for name, value in merged.items()})
    if options.folds == 1:
        raise ConfigError("One fold cannot rotate.", "Ask for 2 or more folds, 3 as a rule, or for 0.")
    if options.random_orders == 1:
        raise ConfigError("One random order has no spread.", "Ask for 2 or more, 8 as a rule, or for 0: raster order.")
    if options.calibration == "shift" and options.prevalence is None:
        raise ConfigError("A shift needs the share of patients to shift to.", "State it: --prevalence 0.6.")
    return options


def _read(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as stream:
            found = tomllib.load(stream)
    except OSError as error:
        raise ConfigError(f"{file} cannot be read ({error.strerror}).", "Check the path.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file.name} is not TOML ({error}).", "Write one option a line: epochs = 60") from error
    for name in found:
        if name not in _KINDS:
            near = difflib.get_close_matches(name.replace("-", "_"), OPTIONS, n=1)
            remedy = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(OPTIONS)}."
            raise ConfigError(f"{file.name} has an unknown option {name!r}.", remedy)
    return found


def _checked(name: str, value: Any) -> Any:
    """`value` as the option `name` has it."""
    kind = _KINDS[name]
    kind = next(iter(get_args(kind))) if get_origin(kind) is UnionType else kind
    good, wanted = _fitting(kind, value)
    if not good:
        raise ConfigError(f"{name} is {value!r}, which is not {wanted}.", f"Mend {name}.")
    low, high = _LIMITS.get(name, (-math.inf, math.inf))
    if isinstance(value, int | float) and not low <= value <= high:
        raise ConfigError(f"{name} is {value!r}, which is not between {low:g} and {high:g}.", f"Mend {name}.")
    if kind is float:
        return float(value)
    return tuple(value) if isinstance(value, list) else value


def _fitting(kind: Any, value: Any) -> tuple[bool, str]:
    """Whether `value` is of the type `kind` of an option, and that type in words."""
    if kind is bool:
        return isinstance(value, bool), "true or false"
    if kind in (int, float):
        number = isinstance(value, int if kind is int else int | float) and not isinstance(value, bool)
        return number, "a whole number" if kind is int else "a number"
    if kind is str:
        return isinstance(value, str), "text"
    if get_origin(kind) is Literal:
        return value in get_args(kind), "one of " + ", ".join(map(repr, get_args(kind)))
    if get_origin(kind) is tuple:
        sizes = isinstance(value, list | tuple) and len(value) > 0
        return sizes and all(type(n) is int and n > 0 for n in value), "a list of sizes"
    pairs = isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
    return pairs, "a table of names"

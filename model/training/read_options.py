"""Merge the options of a run from a TOML file and from the command line into one checked `TrainOptions`."""

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_origin

from model.base.errors import ConfigError
from model.base.toml_file import read_toml
from model.training.config import OPTIONS, RECIPES, TrainOptions
from model.training.grid import candidates
from model.training.option_field import Option


def read_options(file: Path | None, given: Mapping[str, Any]) -> TrainOptions:
    """Return the options of a training run. `given` overrides `file`, which overrides the defaults of the recipe.

    Raise ConfigError for an unknown option or a value that is not allowed.
    """
    merged = {**(_read(file) if file else {}), **given}
    recipe = _checked("recipe", merged.get("recipe", TrainOptions.recipe))
    merged = {**RECIPES[recipe], **merged}
    options = TrainOptions(**{name: _checked(name, value) for name, value in merged.items()})
    candidates(options)
    if options.folds == 1:
        raise ConfigError(
            "A single fold is not possible: rotating folds need two folds or more.",
            "Set folds to 2 or more, usually 3, or to 0 to train without folds.",
        )
    if options.random_orders == 1:
        raise ConfigError(
            "A single random order is not possible: the spread over tile orders needs two orders or more.",
            "Set random_orders to 2 or more, usually 8, or to 0 to use raster order.",
        )
    if options.calibration == "shift" and options.prevalence is None:
        raise ConfigError(
            "The calibration *shift* needs a target: the share of patients who are alive at the horizon.",
            "Give this share, for example --prevalence 0.6.",
        )
    if options.calibration == "none" and options.prevalence is not None:
        raise ConfigError(
            "A prevalence is part of a calibration layer: without such a layer, the prevalence would have no effect.",
            "Add --calibration shift or platt, or leave out --prevalence.",
        )
    return options


def _read(file: Path) -> dict[str, Any]:
    try:
        found = read_toml(file)
    except OSError as error:
        raise ConfigError(f"{file} cannot be read ({error.strerror}).", "Check the path.") from error
    except ValueError as error:
        raise ConfigError(f"{file.name}: {error}.", "Write one option per line: epochs = 60") from error
    for name in found:
        if name not in OPTIONS:
            near = difflib.get_close_matches(name.replace("-", "_"), OPTIONS, n=1)
            remedy = f"Did you mean {near[0]}?" if near else f"The options are: {', '.join(OPTIONS)}."
            raise ConfigError(f"{file.name} has an unknown option {name!r}.", remedy)
    return found


def _checked(name: str, value: Any) -> Any:
    """Return `value`, converted to the type of the option `name`. Raise ConfigError if the value is not allowed."""
    option = OPTIONS[name]
    good, wanted = _fitting(option, value)
    if not good:
        raise ConfigError(f"{name} is {value!r}, which is not {wanted}.", f"Correct {name}.")
    low, high = option.stated.low, option.stated.high
    if isinstance(value, int | float) and not low <= value <= high:
        raise ConfigError(f"{name} is {value!r}, which is not between {low:g} and {high:g}.", f"Correct {name}.")
    if option.kind is float:
        return float(value)
    return tuple(value) if isinstance(value, list) else value


def _fitting(option: Option, value: Any) -> tuple[bool, str]:
    """Return whether `value` has the type of the option, and a description of that type."""
    kind = option.kind
    if option.choices:
        return value in option.choices, "one of " + ", ".join(map(repr, option.choices))
    if kind is bool:
        return isinstance(value, bool), "true or false"
    if kind in (int, float):
        number = isinstance(value, int if kind is int else int | float) and not isinstance(value, bool)
        return number, "a whole number" if kind is int else "a number"
    if kind is str:
        return isinstance(value, str), "text"
    if get_origin(kind) is tuple:
        sizes = isinstance(value, list | tuple) and len(value) > 0
        return sizes and all(type(n) is int and n > 0 for n in value), "a list of sizes"
    pairs = isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
    return pairs, "a table of names"

"""The candidates of a small grid of option values. Training chooses the candidate with the lowest validation loss."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from model.base.errors import ConfigError
from model.training.config import OPTIONS, TrainConfig

CHOOSABLE = (
    "learning_rate", "batch", "optimiser", "clip", "l1", "l2", "weight_decay", "components", "dropout", "order",
    "consistency",
)  # fmt: skip
"""Options that affect only the training, so that the bundles of all candidates are used in the same way."""
MOST = 24
"""Maximum number of candidates. Each candidate is trained completely, and again in every fold."""


def candidates(config: TrainConfig) -> tuple[TrainConfig, ...]:
    """Return the settings of every combination of the values in `config.grid`, or only `config` if it has no grid.

    Raise ConfigError if the grid contains an option that is not in `CHOOSABLE`, or a value that the option does not
    allow.
    """
    plain = replace(config, grid={})
    values = {name: [_value(name, text) for text in texts.split("/")] for name, texts in config.grid.items()}
    found = tuple(replace(plain, **dict(zip(values, each, strict=True))) for each in product(*values.values()))
    if len(found) > MOST:
        raise ConfigError(
            f"The grid has {len(found)} candidates, more than {MOST}.", "Leave out options or values of --grid."
        )
    return found


def chosen(config: TrainConfig, grid: Mapping[str, str]) -> dict[str, Any]:
    """Return the values that `config` has for the options of `grid`."""
    return {name: getattr(config, name) for name in grid}


def _value(name: str, text: str) -> Any:
    if name not in CHOOSABLE:
        raise ConfigError(f"--grid cannot choose {name!r}.", f"A grid can contain: {', '.join(CHOOSABLE)}.")
    option = OPTIONS[name]
    text = text.strip()
    try:
        value: Any = text if option.kind is str or option.choices else option.kind(text)
    except ValueError as error:
        raise ConfigError(f"{text!r} is no value of {name}.", "Write for example --grid l1=0.005/0.001") from error
    low, high = option.stated.low, option.stated.high
    allowed = value in option.choices if option.choices else low <= value <= high
    if not allowed:
        limits = ", ".join(option.choices) or f"{low:g} to {high:g}"
        raise ConfigError(f"{text!r} is no value of {name}.", f"Allowed values: {limits}.")
    return value

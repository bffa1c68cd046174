"""A training option, declared once as a field with a type, a default and a `Statement`.

This module imports neither numpy nor torch. `options_of` collects the options. The command line, its help, the TOML
file and the checks of values are derived from them.
"""

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

Group = Literal["cohort", "model", "training"]
"""The section of the command's help in which an option is listed."""
T = TypeVar("T")
_KEY = "option"


@dataclass(frozen=True)
class Statement:
    """The properties of an option, other than the type and the default of its field."""

    help: str
    group: Group = "training"
    low: float = -math.inf
    high: float = math.inf
    """`low` and `high` are the smallest and largest allowed value of a number."""
    choices: tuple[str, ...] = ()
    """The allowed values of a text. For a field of the type `Literal`, they are taken from the type."""
    metavar: str | None = None
    default_text: str | None = None
    """Text that the help shows instead of the default value, for defaults that a user would not understand."""


@dataclass(frozen=True)
class Option:
    """An option in the form that the command line and the TOML file need.

    `kind` is the type of its values; if None is allowed too, `kind` does not include it.
    """

    name: str
    kind: Any
    default: Any
    stated: Statement
    choices: tuple[str, ...]

    @property
    def flag(self) -> str:
        """Return the name of the option on the command line, for example "--learning-rate"."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def help(self) -> str:
        """Return the help text of the option, including its limits and its default value."""
        facts = []
        if math.isfinite(self.stated.low) and math.isfinite(self.stated.high):
            facts.append(f"{self.stated.low:.10g} to {self.stated.high:.10g}")
        facts.append(f"default: {self.stated.default_text or _text(self.default)}")
        return f"{self.stated.help} ({'; '.join(facts)})"


def option(default: T, help: str, **more: Any) -> T:
    """Return a dataclass field with `default`.

    `help` and the other arguments are the fields of its `Statement`.
    """
    return dataclasses.field(default=default, metadata={_KEY: Statement(help, **more)})


def pairs_option(help: str, **more: Any) -> Mapping[str, str]:
    """Return a dataclass field for an option whose values are a table of names. Its default is an empty table."""
    metadata = {_KEY: Statement(help, **more)}
    return cast(Mapping[str, str], dataclasses.field(default_factory=dict, metadata=metadata))


def options_of(config: type) -> tuple[Option, ...]:
    """Return the options of a dataclass in the order of its fields. Inherited fields come last."""
    kinds, own = get_type_hints(config), vars(config)["__annotations__"]
    ordered = sorted(dataclasses.fields(config), key=lambda field: field.name not in own)
    return tuple(_option(field, kinds[field.name]) for field in ordered)


def _option(field: "dataclasses.Field[Any]", kind: Any) -> Option:
    kind = next(iter(get_args(kind))) if get_origin(kind) is UnionType else kind
    default = {} if field.default is dataclasses.MISSING else field.default
    stated: Statement = field.metadata[_KEY]
    choices = get_args(kind) if get_origin(kind) is Literal else stated.choices
    return Option(field.name, kind, default, stated, choices)


def _text(default: Any) -> str:
    if isinstance(default, tuple):
        return ",".join(map(str, default))
    return "none" if default in (None, "", {}) else str(default)

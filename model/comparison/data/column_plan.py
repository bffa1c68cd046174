"""Parse the command-line options that assign roles, such as rater or covariate, to the columns of a table.

The result is a `TablePlan`, which says what each column contains.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from model.base.errors import RaterError
from model.comparison.data.rater_table import Kind, Role
from model.comparison.data.subgroups import SubgroupColumn

FromData = Literal["median", "youden"]
KINDS: tuple[str, ...] = get_args(Kind)
UNITS = ("days", "months", "years")


@dataclass(frozen=True)
class RaterColumn:
    """The column of a table that contains the values of one rater, and how these values are used.

    `threshold` is a number, or the name of a method that chooses the threshold from these patients, or None. `origin`
    says where the threshold comes from. `same_data` says whether it is chosen from these patients. If `kind` is None,
    the kind is derived from the values.
    """

    name: str
    column: str
    threshold: float | FromData | None = None
    origin: str = "given by the user"
    same_data: bool = False
    protective: bool = False
    kind: Kind | None = None
    role: Role = "other"
    informed: str = ""
    """The column of the informed reads, made with the answer of the model visible; "" if there is none."""


@dataclass(frozen=True)
class CovariateColumn:
    """The column of a table that contains the values of one covariate.

    If `category` is true, its values are names, even if they look like numbers.
    """

    column: str
    category: bool = False


@dataclass(frozen=True)
class TablePlan:
    """The roles of the columns of a table: which column holds the time, the event, each rater and each covariate.

    `event_value` is the value that means an event. `patient` is the column of patient ids; if it is "", every row is
    one patient. `other` and `other_value` are the column and the value that mean a death of another cause. If
    `event_value` or `other_value` is "", the column must contain 1 and 0, or plain words such as dead and alive.
    """

    time: str
    event: str
    horizon: float
    raters: tuple[RaterColumn, ...]
    event_value: str = ""
    unit: str = ""
    patient: str = ""
    covariates: tuple[CovariateColumn, ...] = ()
    other: str = ""
    other_value: str = ""
    subgroups: tuple[SubgroupColumn, ...] = ()


def rater_column(text: str) -> RaterColumn:
    """Return the rater in an option's text: "NAME=COLUMN", "NAME=COLUMN:0.5" or "NAME=COLUMN:median"."""
    name, equals, rest = (part.strip() for part in text.partition("="))
    column, colon, last = rest.rpartition(":")
    threshold = _threshold(last.strip()) if colon else None
    if threshold is None:
        # The name of the column may contain a colon.
        column = rest
    if not equals or not name or not column.strip():
        raise RaterError(f"{text!r} does not name a rater.", "Write NAME=COLUMN, or NAME=COLUMN:threshold.")
    return RaterColumn(name, column.strip(), threshold)


def covariate_column(text: str) -> CovariateColumn:
    """Return the covariate in an option's text: "COLUMN" or "COLUMN:category"."""
    column, colon, last = text.rpartition(":")
    return CovariateColumn(column.strip(), True) if colon and last == "category" else CovariateColumn(text.strip())


def event_column(text: str) -> tuple[str, str]:
    """Return the column, and the value that means an event, in an option's text: "COLUMN" or "COLUMN=VALUE".

    The value is "" if the text contains none.
    """
    column, equals, value = (part.strip() for part in text.partition("="))
    if equals and not (column and value):
        raise RaterError(f"{text!r} does not name both a column and a value.", "Write COLUMN=VALUE.")
    return column, value


def with_roles(raters: Sequence[RaterColumn], **named: Sequence[str]) -> tuple[RaterColumn, ...]:
    """Return `raters` with the roles and kinds that the user assigned to them by name.

    The keys of `named` are the options `protective`, `same_data`, `reader`, `model`, `grade` and `kind`. The values are
    names of raters; for `kind`, they are texts such as "NAME=probability".
    """
    known = [rater.name for rater in raters]
    for option, names in named.items():
        unknown = [name for name in names if name.partition("=")[0] not in known]
        if unknown:
            remedy = f"The raters are {', '.join(known)}."
            raise RaterError(f"--{option.replace('_', '-')} names {unknown[0]!r}, which is not a rater.", remedy)
    kinds = {name: _kind(kind) for name, _, kind in (text.partition("=") for text in named.get("kind", ()))}
    roles: dict[str, Role] = {name: role for option, role in _ROLES.items() for name in named.get(option, ())}
    return tuple(
        replace(
            rater,
            protective=rater.name in named.get("protective", ()),
            same_data=rater.name in named.get("same_data", ()),
            role=roles.get(rater.name, "other"),
            kind=kinds.get(rater.name),
        )
        for rater in raters
    )


def with_informed(raters: Sequence[RaterColumn], texts: Sequence[str]) -> tuple[RaterColumn, ...]:
    """Return `raters` with the columns of their informed reads. Each text is "NAME=COLUMN"."""
    columns: dict[str, str] = {}
    for text in texts:
        name, equals, column = (part.strip() for part in text.partition("="))
        if not (equals and column) or name not in [rater.name for rater in raters]:
            remedy = f"Write NAME=COLUMN; the raters are {', '.join(rater.name for rater in raters)}."
            raise RaterError(f"--informed {text!r} does not name a rater and the column of its informed reads.", remedy)
        columns[name] = column
    return tuple(replace(rater, informed=columns.get(rater.name, "")) for rater in raters)


_ROLES: dict[str, Role] = {"model": "model", "reader": "reader", "grade": "grade"}


def _kind(text: str) -> Kind:
    if text not in KINDS:
        raise RaterError(f"{text!r} is not a kind of rater.", f"Kinds are {', '.join(KINDS)}.")
    return next(kind for kind in get_args(Kind) if kind == text)


def _threshold(text: str) -> float | FromData | None:
    try:
        value = float(text)
    except ValueError:
        return next((how for how in get_args(FromData) if how == text), None)
    if not math.isfinite(value):
        raise RaterError(f"{text!r} is no threshold.", "Give a number, median or youden as the threshold.")
    return value

"""The options that describe the columns of a patient table, and how its raters are compared."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.comma_list import names

if TYPE_CHECKING:
    from model.comparison.comparison import ComparisonOptions
    from model.comparison.data.column_plan import TablePlan

_ABOUT_RATERS = (
    ("protective", "raters whose high values mean a good outcome, such as a survival probability"),
    ("model", "raters that are models"),
    ("reader", "raters that are pathologists; their majority is compared too"),
    ("grade", "raters that are grades"),
    ("same-data", "raters whose threshold was chosen on these patients; every result of theirs is flagged"),
)


def add_rater_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for the follow-up and the raters of a table, and for the comparison."""
    option = parser.add_argument_group("follow-up").add_argument
    option("--time", metavar="COLUMN", help="column with the time of follow-up")
    text = "column with 1 or dead for an event, and 0 or alive for none; or with VALUE for an event"
    option("--event", metavar="COLUMN[=VALUE]", help=text)
    text = "column with 1 (or VALUE) if the patient died of another cause, else 0"
    option("--other-cause", metavar="COLUMN[=VALUE]", help=text)
    option(
        "--horizon",
        type=float,
        metavar="T",
        help="horizon: follow-up time at which the outcome is judged (default: 60; 5 years for a study)",
    )
    option(
        "--time-unit",
        choices=["days", "months", "years"],
        help="unit of --time and --horizon; every result shows the unit",
    )
    option("--patient", metavar="COLUMN", default="",
           help="column that identifies the patient (default: every row is a patient)")  # fmt: skip
    option = parser.add_argument_group("raters (NAMES are names of raters, separated by commas)").add_argument
    text = (
        "column of a rater; high risk is at or above the threshold, which is a number, or the word median or "
        "youden (computed from these patients)"
    )
    option("--rater", action="append", default=[], metavar="NAME=COLUMN[:threshold]", help=text)
    for name, words in _ABOUT_RATERS:
        option(f"--{name}", type=names, default=[], metavar="NAMES", help=words)
    text = "column of a reader's second reads, with the model's answer visible; compared with the blinded reads"
    option("--informed", action="append", default=[], metavar="NAME=COLUMN", help=text)
    kinds = "kind of a rater: probability, binary, ordinal or numeric (default: derived from the values)"
    option("--kind", type=names, default=[], metavar="NAME=KIND,...", help=kinds)
    option = parser.add_argument_group("the comparison").add_argument
    text = (
        "columns that enter the Cox models together with each rater; use COLUMN:category if the numbers of a "
        "column are codes of categories"
    )
    option("--covariates", nargs="+", default=[], metavar="COLUMN", help=text)
    text = (
        "also compute every metric for groups of patients, for example: sex age:60,70 site (numbers are split at "
        "these values, or at the median)"
    )
    option("--subgroups", nargs="+", default=[], metavar="COLUMN[:CUTS]", help=text)
    text = (
        "share of patients with the event by the horizon in the population where the model would be used, for "
        "decision curves of case-control data"
    )
    option("--prevalence", type=float, metavar="P", help=text)
    option("--combine", type=_pair, action="append", default=[], metavar="A,B", help="cross-tabulate two risk groups")
    text = "whether the model was developed on patients of this cohort; every title shows this"
    option("--validation", choices=["internal", "external"], metavar="internal|external", help=text)
    text = "the model that gave the answers in a table; print a warning if it was trained on the same table"
    option("--bundle", default="", metavar="NAME|FILE", help=text)
    text = (
        "also show the metrics of only the patients whose outcome at the horizon is known; these metrics are "
        "biased if many patients were lost earlier"
    )
    option("--complete-case", action="store_true", help=text)
    option(
        "--draws",
        type=int,
        default=1000,
        metavar="N",
        help="number of bootstrap draws of patients (default: %(default)s)",
    )
    option("--seed", type=int, default=2018, help="seed of the bootstrap draws (default: %(default)s)")


def add_answer_error(parser: argparse.ArgumentParser) -> None:
    """Add the option that fits a rule with three answers (low, uncertain or high risk) within a comparison."""
    text = (
        "also fit a rule that answers low, uncertain or high risk; at most this share of the low and of the "
        "high answers may be wrong, such as 0.1"
    )
    parser.add_argument("--answer-error", type=float, metavar="P", help=text)


def plan_of(args: argparse.Namespace) -> "TablePlan":
    """Return the plan for reading the table of raters: which column of the table has which meaning."""
    from model.comparison.data.column_plan import (
        TablePlan,
        covariate_column,
        event_column,
        rater_column,
        with_informed,
        with_roles,
    )
    from model.comparison.data.subgroups import subgroup_column

    event, value = event_column(args.event)
    other, other_value = event_column(args.other_cause or "")
    raters = with_roles(
        with_informed([rater_column(text) for text in args.rater], args.informed),
        protective=args.protective,
        model=args.model,
        reader=args.reader,
        grade=args.grade,
        same_data=args.same_data,
        kind=args.kind,
    )
    covariates = [name for text in args.covariates for name in names(text)]
    return TablePlan(
        args.time,
        event,
        args.horizon,
        raters,
        value,
        args.time_unit or "",
        args.patient,
        tuple(covariate_column(text) for text in covariates),
        other,
        other_value,
        tuple(subgroup_column(text) for text in args.subgroups),
    )


def options_of(args: argparse.Namespace) -> "ComparisonOptions":
    """Return the options of the comparison. Raise RaterError if the number of bootstrap draws is not positive."""
    from model.base.errors import RaterError
    from model.comparison.comparison import ComparisonOptions

    if args.draws < 1:
        raise RaterError("At least one bootstrap draw is needed.", "Give --draws 1000.")
    return ComparisonOptions(
        args.horizon, args.prevalence, args.draws, args.seed, tuple(args.combine), args.complete_case,
        args.answer_error,
    )  # fmt: skip


def add_table(parser: argparse.ArgumentParser) -> None:
    """Add the argument for the study file or table."""
    words = "a study file, or a table (CSV, XLSX) with one row per patient"
    parser.add_argument("table", type=Path, metavar="STUDY|TABLE", help=words)


def _pair(text: str) -> tuple[str, str]:
    pair = names(text)
    if len(pair) != 2:
        raise argparse.ArgumentTypeError(f"{text!r} is not two names separated by a comma")
    return pair[0], pair[1]

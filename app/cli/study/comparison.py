"""Compute the comparison of raters for a command, from a study file or from a table."""

import argparse
from typing import TYPE_CHECKING

from app.cli.comma_list import names
from app.cli.progress import follow
from app.cli.study.rater_options import options_of, plan_of

if TYPE_CHECKING:
    from model.comparison.comparison import RaterComparison
    from model.comparison.data.rater_table import RaterTable

STUDY_HORIZON, TABLE_HORIZON = 5.0, 60.0
"""The default horizon: in years for a study, in months for a table."""


def add_source(parser: argparse.ArgumentParser) -> None:
    """Add the options that apply only to study files."""
    option = parser.add_argument_group("for a study file").add_argument
    text = (
        "questions of the score sheet: the answers of each reader to one question form a rater (default: "
        "the first question with two answers)"
    )
    option("--questions", type=names, default=(), metavar="KEYS", help=text)
    option("--spots", choices=["mean", "median", "min", "max"],
           help="how the probabilities of a patient's spots are combined (default: as the study states)")  # fmt: skip
    option("--reads", choices=["highest", "lowest", "earliest"], default="highest",
           help="which read counts if a reader read several spots of a patient (default: %(default)s)")  # fmt: skip


def comparison_from(args: argparse.Namespace) -> "RaterComparison":
    """Return the comparison of the study or table in `args`. Raise RaterError if it cannot be computed."""
    from model.comparison.build import comparison_of

    _set_horizon(args)
    options = options_of(args)
    return follow(comparison_of(table_from(args), options), "compare")


def table_from(args: argparse.Namespace) -> "RaterTable":
    """Return the raters of the study or table in `args`. Set the default horizon if none is given."""
    _set_horizon(args)
    return _with_origin(_of_study(args) if _is_study(args) else _of_table(args), args)


def _set_horizon(args: argparse.Namespace) -> None:
    if args.horizon is None:
        args.horizon = STUDY_HORIZON if _is_study(args) else TABLE_HORIZON


def _is_study(args: argparse.Namespace) -> bool:
    from model.study.file.kind import PACKET_SUFFIX, SUFFIX

    return args.table.suffix in (SUFFIX, PACKET_SUFFIX)


def _with_origin(table: "RaterTable", args: argparse.Namespace) -> "RaterTable":
    """Return `table` with a record of whether its model was developed on patients of this table.

    The record comes from --validation. With --bundle, the bundle shows whether the model was trained on the same table.
    """
    from dataclasses import replace

    from model.base.files import file_sha256
    from model.bundle.cohort_images import same_table
    from model.bundle.installed import find_bundle, verified_sha256
    from model.bundle.manifest import read_manifest
    from model.comparison.data.origin import from_table, stated

    origin = stated(table.origin, args.validation or "not stated")
    if args.bundle:
        path = find_bundle(args.bundle)
        manifest = read_manifest(path)
        if same_table(manifest, file_sha256(args.table)):
            origin = from_table(manifest.name, len(table.patients))
        models = [rater for rater in table.raters if rater.role == "model"]
        if len(models) == 1 and not models[0].bundle_sha256:
            named = replace(models[0], bundle_sha256=verified_sha256(path))
            table = replace(table, raters=tuple(named if one is models[0] else one for one in table.raters))
    return replace(table, origin=origin)


def _of_study(args: argparse.Namespace) -> "RaterTable":
    from model.base.errors import RaterError
    from model.comparison.data.subgroups import subgroup_column
    from model.study.patient_table import study_table
    from model.study.raters import raters_of
    from model.study.settings import settings_of
    from model.study.store import open_study

    given = [name for name in ("time", "event", "other_cause", "rater", "patient", "time_unit") if getattr(args, name)]
    if given:
        option = f"--{given[0].replace('_', '-')}"
        raise RaterError(f"A study file defines its own columns; {option} is for tables.", f"Leave {option} out.")
    covariates = tuple(args.covariates) if args.covariates else None
    subgroups = tuple(subgroup_column(text) for text in args.subgroups) if args.subgroups else None
    with open_study(args.table) as study:
        table = study_table(study, args.spots, args.reads)
        return raters_of(table, settings_of(study).sheet, tuple(args.questions), covariates, subgroups)


def _of_table(args: argparse.Namespace) -> "RaterTable":
    from model.base.errors import RaterError
    from model.comparison.data.read_raters import read_table

    lacking = [f"--{name}" for name in ("time", "event", "rater") if not getattr(args, name)]
    if lacking:
        remedy = "Add these options: unlike a study file, a table does not define its columns."
        raise RaterError(f"A table needs {', '.join(lacking)}.", remedy)
    return read_table(args.table, plan_of(args))

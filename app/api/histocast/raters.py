"""Compare raters (a model, readers, a grade) that assessed the patients of one table."""

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from .foundation import Report, finish

if TYPE_CHECKING:
    from model.comparison.comparison import RaterComparison
    from model.comparison.data.rater_table import Kind, RaterTable


def read_raters(
    path: str | PathLike[str],
    time: str,
    event: str,
    raters: Sequence[str],
    horizon: float,
    *,
    time_unit: str = "",
    patient: str = "",
    other_cause: str = "",
    covariates: Sequence[str] = (),
    protective: Sequence[str] = (),
    model: Sequence[str] = (),
    reader: Sequence[str] = (),
    grade: Sequence[str] = (),
    same_data: Sequence[str] = (),
    kinds: "Mapping[str, Kind] | None" = None,
) -> "RaterTable":
    """Read a CSV or XLSX table with one row per patient, as `histocast study compare TABLE` does.

    Columns are given in the same form as on the command line:

    - `time`: "COLUMN";
    - `event` and `other_cause`: "COLUMN" or "COLUMN=VALUE";
    - each of `raters`: "NAME=COLUMN", "NAME=COLUMN:0.5", "NAME=COLUMN:median" or "NAME=COLUMN:youden";
    - each of `covariates`: "COLUMN" or "COLUMN:category".

    `horizon` is in the table's unit of time. `time_unit` ("days", "months", "years") appears in every result.
    `protective`, `model`, `reader`, `grade` and `same_data` contain names of raters. Higher values of a rater mean a
    worse outcome, unless the rater is listed in `protective`. `kinds` gives the kind of a rater by its name:
    "probability", "binary", "ordinal" or "numeric". The kind of all other raters is inferred from their values.

    Raises:
        HistocastError: the table cannot be read or is ambiguous; `error.faults` lists the lines.
    """
    from model.comparison.data.column_plan import TablePlan, covariate_column, event_column, rater_column, with_roles
    from model.comparison.data.read_raters import read_table

    event_name, event_value = event_column(event)
    other, other_value = event_column(other_cause)
    plan = TablePlan(
        time,
        event_name,
        horizon,
        with_roles(
            [rater_column(text) for text in raters],
            protective=protective,
            model=model,
            reader=reader,
            grade=grade,
            same_data=same_data,
            kind=[f"{name}={kind}" for name, kind in (kinds or {}).items()],
        ),
        event_value,
        time_unit,
        patient,
        tuple(covariate_column(text) for text in covariates),
        other,
        other_value,
    )
    return read_table(Path(path), plan)


def compare_raters(
    table: "RaterTable",
    horizon: float,
    *,
    prevalence: float | None = None,
    combine: Sequence[tuple[str, str]] = (),
    draws: int = 1000,
    seed: int = 2018,
    complete_case: bool = False,
    progress: Report | None = None,
) -> "RaterComparison":
    """Compare the raters of `table`, as `histocast study compare` does.

    `table` is a result of `read_raters` or `study_raters`. `horizon` is the time at which the outcome is judged, in the
    table's unit (years for a study). `prevalence`, 0..1, is the share of patients with the event in the population
    where the model would be used; decision curves of case-control data need this value. `combine` lists pairs of
    raters; Kaplan-Meier curves are drawn for the combinations of their risk groups. `draws` is the number of bootstrap
    draws of patients, and `seed` determines these draws. If `complete_case` is true, metrics of only the patients whose
    outcome at the horizon is known are added. These metrics are biased if many patients were lost earlier.

    In the result, `raters` holds the metrics of each rater and `pairs` the paired differences. Each number is an
    `Estimate` (`value`, and the 95 % interval from `low` to `high`) or a `NotGiven` with the reason.

    Raises:
        HistocastError: there are no patients or raters, or an option is out of its range.
    """
    from model.base.errors import RaterError
    from model.comparison.build import comparison_of
    from model.comparison.comparison import ComparisonOptions

    if draws < 1:
        raise RaterError("At least one draw of the bootstrap is needed.", "Give draws=1000.")
    options = ComparisonOptions(horizon, prevalence, draws, seed, tuple(combine), complete_case)
    return finish(comparison_of(table, options), progress)

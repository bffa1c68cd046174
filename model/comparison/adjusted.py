"""A rater beside stage and age: a table and a rater in, one Cox model of the rater and all covariates out."""

import numpy as np

from model.comparison.comparison import Adjusted
from model.comparison.data.rater_table import Covariate, Rater, RaterTable
from model.statistics.estimate import NotGiven
from model.statistics.hazards import cox_model
from model.statistics.partial_likelihood import scaled


def adjusted_for(table: RaterTable, rater: Rater) -> Adjusted:
    """Of the patients for whom everything is known; how many were left out is told."""
    high = rater.high
    complete = np.isfinite(rater.values)
    for covariate in table.covariates:
        complete &= np.isfinite(covariate.values)
    time, event = table.time[complete], table.event[complete]
    left_out = int((~complete).sum())
    form = "per SD" if high is None else "high against low risk"
    if not complete.any():
        return Adjusted(rater.name, form, left_out, NotGiven("no patient has a value in every column"))
    own = scaled(rater.risk[complete])[0] if high is None else high[complete]
    columns = {f"{rater.name} ({form})": own}
    for covariate in table.covariates:
        columns |= _columns(covariate, complete)
    return Adjusted(rater.name, form, left_out, cox_model(columns, time, event))


def _columns(covariate: Covariate, complete: np.ndarray) -> dict[str, np.ndarray]:
    """A number as it is (per 1 more); a category as a column for each level that occurs, but the first."""
    values = covariate.values[complete]
    if not covariate.levels:
        return {f"{covariate.name} (per 1)": values}
    there = [number for number in range(len(covariate.levels)) if (values == number).any()]
    reference = covariate.levels[there[0]]
    return {
        f"{covariate.name}: {covariate.levels[number]} against {reference}": (values == number).astype(np.float64)
        for number in there[1:]
    }

"""Fit Cox's model, and Fine and Gray's model, to one rater together with all covariates, such as stage and age."""

import numpy as np

from model.comparison.comparison import Adjusted
from model.comparison.data.rater_table import Covariate, Rater, RaterTable
from model.statistics.estimate import NotGiven
from model.statistics.hazards import cox_model
from model.statistics.partial_likelihood import scaled
from model.statistics.subdistribution import subdistribution_model


def adjusted_for(table: RaterTable, rater: Rater) -> Adjusted:
    """Fit the models of one rater to the patients with a value in every column, and return the results.

    Fine and Gray's model is fitted only if deaths of another cause are known.
    """
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
    other = table.other_death
    fine_gray = subdistribution_model(columns, time, event, other[complete]) if other.any() else None
    return Adjusted(rater.name, form, left_out, cox_model(columns, time, event), fine_gray)


def _columns(covariate: Covariate, complete: np.ndarray) -> dict[str, np.ndarray]:
    """Return the columns of a covariate in the model, by name.

    A numeric covariate has one column. A categorical covariate has one column for each level that occurs, except the
    first.
    """
    values = covariate.values[complete]
    if not covariate.levels:
        return {f"{covariate.name} (per 1)": values}
    occurring = [number for number in range(len(covariate.levels)) if (values == number).any()]
    reference = covariate.levels[occurring[0]]
    return {
        f"{covariate.name}: {covariate.levels[number]} against {reference}": (values == number).astype(np.float64)
        for number in occurring[1:]
    }

"""Fit Cox's model, and Fine and Gray's model, to one rater together with all covariates, such as stage and age."""

import numpy as np

from model.comparison.comparison import Adjusted
from model.comparison.data.rater_table import Covariate, Rater, RaterTable
from model.statistics.estimate import NotGiven
from model.statistics.hazards import cox_model
from model.statistics.partial_likelihood import scaled
from model.statistics.subdistribution import subdistribution_model


def adjusted_for(table: RaterTable, rater: Rater) -> Adjusted:
    """Fit Cox's model of one rater with all covariates, and return the results.

    Only patients with a value of the rater and of every covariate are used. Fine and Gray's model is fitted too if
    deaths of another cause are known.
    """
    high = rater.high
    complete = np.isfinite(rater.values)
    for covariate in table.covariates:
        complete &= np.isfinite(covariate.values)
    time, event = table.time[complete], table.event[complete]
    left_out = int((~complete).sum())
    form = "per SD" if high is None else "high against low risk"
    if not complete.any():
        return Adjusted(
            rater.name, form, left_out, NotGiven("no patient has a value of the rater and of every covariate")
        )
    own = scaled(rater.risk[complete])[0] if high is None else high[complete]
    columns = {f"{rater.name} ({form})": own}
    for covariate in table.covariates:
        columns |= _columns(covariate, complete)
    other = table.other_death
    fine_gray = subdistribution_model(columns, time, event, other[complete]) if other.any() else None
    return Adjusted(rater.name, form, left_out, cox_model(columns, time, event), fine_gray)


def _columns(covariate: Covariate, complete: np.ndarray) -> dict[str, np.ndarray]:
    """Return the values by which a covariate enters the Cox model: one column per term, by the name of the term.

    `complete` bool [patients] selects the patients. A numeric covariate has one column. A categorical covariate has one
    column for each level that occurs, except the first.
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

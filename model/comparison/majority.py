"""Add the majority of the readers to a table as one more rater."""

import math
from dataclasses import replace

import numpy as np

from model.comparison.data.rater_table import Excluded, Rater, RaterTable, Threshold

MAJORITY = "majority of readers"
_FEWEST = 2


def with_majority(table: RaterTable) -> RaterTable:
    """Return the table with the majority of the readers as one more rater.

    A patient is at high risk if more than half of the readers who judged the patient said high. The majority has no
    value for a patient if these readers are split evenly. The table is returned unchanged if fewer than two readers
    have a threshold, or if it already has a majority.
    """
    highs = [rater.high for rater in table.raters if rater.role == "reader"]
    judged = [high for high in highs if high is not None]
    if len(judged) < _FEWEST or any(rater.role == "majority" for rater in table.raters):
        return table
    answers = np.column_stack(judged)
    said = np.isfinite(answers).sum(axis=1)
    share = np.where(said > 0, np.nansum(answers, axis=1) / np.maximum(said, 1), math.nan)
    values = np.where((said > 0) & (share != 0.5), (share > 0.5).astype(np.float64), math.nan)
    split = [
        Excluded(0, patient, MAJORITY, "the readers are split evenly" if count else "no reader judged the patient")
        for patient, count, value in zip(table.patients, said, values, strict=True)
        if math.isnan(value)
    ]
    threshold = Threshold(1.0, f"more than half of {len(judged)} readers")
    rater = Rater(MAJORITY, "binary", values, threshold=threshold, role="majority")
    return replace(table, raters=(*table.raters, rater), excluded=(*table.excluded, *split))

"""Average the values of the spots of each patient. All metrics count patients, not spots."""

from collections.abc import Sequence

import numpy as np


def by_patient(patients: Sequence[str], *numbers: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the mean of each of `numbers` [spots] over the spots of every patient.

    The means are float64 [patients], sorted by patient.
    """
    _, owner, counts = np.unique(np.asarray(patients), return_inverse=True, return_counts=True)
    return tuple(np.bincount(owner, weights=values.astype(np.float64)) / counts for values in numbers)

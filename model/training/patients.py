"""From spots to patients, who are the unit of every figure: numbers of spots come in, one number a patient goes out."""

from collections.abc import Sequence

import numpy as np


def by_patient(patients: Sequence[str], *numbers: np.ndarray) -> tuple[np.ndarray, ...]:
    """The mean of each of `numbers` [spots] over the spots of a patient, float64 [patients], in the patients' order."""
    _, owner, counts = np.unique(np.asarray(patients), return_inverse=True, return_counts=True)
    return tuple(np.bincount(owner, weights=values.astype(np.float64)) / counts for values in numbers)

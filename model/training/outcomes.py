"""The follow-up of the spots of a cohort.

The follow-up says which patients were alive at 5 years, and for which patients this is known. The weights for censoring
are computed from the follow-up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.statistics.censoring import weights
from model.training.cohort_table import ENDPOINT_YEARS, CohortRow


@dataclass(frozen=True, eq=False)
class Outcomes:
    """The follow-up of the patient of each spot.

    `alive` bool [spots] is whether the patient was alive at 5 years; it is also False for lost patients. `known` bool
    [spots] is whether this is known. `time` float64 [spots] is the follow-up in years, `event` bool [spots] whether it
    ended with death of the disease. Death of another cause ends the follow-up like a loss. `patients` [spots] are the
    ids of the patients.
    """

    alive: np.ndarray
    known: np.ndarray
    time: np.ndarray
    event: np.ndarray
    patients: np.ndarray

    def one_per_patient(self, rows: np.ndarray) -> np.ndarray:
        """Return the first row in `rows` of each patient.

        Use these rows for estimates that count patients and not spots.
        """
        return np.asarray(rows[np.unique(self.patients[rows], return_index=True)[1]])

    def censoring_weights(self, rows: np.ndarray, of: np.ndarray) -> np.ndarray:
        """Return the weight of each of `rows`, float64 [rows].

        With these weights, patients whose outcome at 5 years is known also represent similar patients who were lost. A
        weight is the inverse probability of being followed until the outcome at 5 years was known. It is estimated from
        the patients in the rows `of`, which must include the patients of `rows`. The weight of a lost patient is 0.
        """
        first = self.one_per_patient(of)
        found = np.sum(weights(self.time[first], self.event[first], ENDPOINT_YEARS), axis=0)
        # `one_per_patient` returns one row per patient, sorted by patient.
        return np.asarray(found[np.searchsorted(self.patients[first], self.patients[rows])])


def outcomes_of(rows: Sequence[CohortRow]) -> Outcomes:
    """Return the follow-up of the rows of a cohort table."""
    return Outcomes(
        np.array([bool(row.alive) for row in rows], dtype=bool),
        np.array([row.alive is not None for row in rows], dtype=bool),
        np.array([row.time_years for row in rows], dtype=np.float64),
        np.array([row.event for row in rows], dtype=bool),
        np.array([row.patient_id for row in rows]),
    )


def labelled(alive: np.ndarray) -> Outcomes:
    """Return outcomes made from labels alone, bool [spots].

    Every outcome at 5 years is known, and each spot counts as a patient.
    """
    time = np.where(alive, ENDPOINT_YEARS, ENDPOINT_YEARS / 2)
    return Outcomes(alive, np.ones(len(alive), bool), time, ~alive, np.arange(len(alive)).astype(str))

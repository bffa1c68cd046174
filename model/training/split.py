"""Split patients into training, validation and test: identifiers and labels come in, row numbers go out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.errors import CohortError

PROPORTIONS = (220, 60, 140)
"""Training, validation and test samples of the publication."""


@dataclass(frozen=True, eq=False)
class Split:
    """Row numbers, int64, of the three parts; no patient is in two of them."""

    training: np.ndarray
    validation: np.ndarray
    test: np.ndarray


def split_patients(patients: Sequence[str], alive: np.ndarray, seed: int) -> Split:
    """Parts in the publication's proportions, the same share of survivors in each as far as numbers allow.

    `alive` bool [rows]. All rows of a patient go to one part; a patient counts as alive if the first row says so.
    CohortError where a part would lack one of the two outcomes.
    """
    generator = np.random.default_rng(seed)
    unique, first, owner = np.unique(np.asarray(patients), return_index=True, return_inverse=True)
    part_of = np.empty(len(unique), np.int64)
    bounds = np.cumsum(PROPORTIONS) / sum(PROPORTIONS)
    for outcome in (True, False):
        group = generator.permutation(np.flatnonzero(alive[first] == outcome))
        place = (np.arange(len(group)) + 0.5) / max(len(group), 1)
        part_of[group] = np.searchsorted(bounds, place)
    parts = [np.flatnonzero(part_of[owner] == part) for part in range(3)]
    for name, rows in zip(("training", "validation", "test"), parts, strict=True):
        if len(set(alive[rows].tolist())) < 2:
            raise CohortError(
                f"The {name} part would hold only one outcome ({len(rows)} spots).",
                "Use a larger cohort: at least 20 patients with each outcome.",
            )
    return Split(*parts)

"""Split patients into training, validation and test sets, with the same share of each outcome in all three."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.base.errors import CohortError

PROPORTIONS = (220, 60, 140)
"""Training, validation and test samples of the publication."""


@dataclass(frozen=True, eq=False)
class Split:
    """Row numbers, int64, of the three parts. No patient is in two parts."""

    training: np.ndarray
    validation: np.ndarray
    test: np.ndarray


def split_patients(patients: Sequence[str], alive: np.ndarray, seed: int) -> Split:
    """Return three parts in the publication's proportions. The share of survivors is as equal as the numbers allow.

    `alive` is bool [rows]. All rows of a patient are in the same part. Raise CohortError if all patients of a part
    would have the same outcome.
    """
    generator = np.random.default_rng(seed)
    unique, first, owner = np.unique(np.asarray(patients), return_index=True, return_inverse=True)
    part_of = np.empty(len(unique), np.int64)
    bounds = np.cumsum(PROPORTIONS) / sum(PROPORTIONS)
    for outcome in (True, False):
        group = generator.permutation(np.flatnonzero(alive[first] == outcome))
        part_of[group] = np.searchsorted(bounds, _places(len(group)))
    return checked(Split(*(np.flatnonzero(part_of[owner] == part) for part in range(3))), patients, alive)


def rotating_folds(patients: Sequence[str], alive: np.ndarray, folds: int, seed: int) -> tuple[Split, ...]:
    """Return `folds` splits. Each patient is in the test part of exactly one of them.

    With three folds of 420 patients, the parts have 220, 60 and 140 patients, as published. The patients outside the
    test part are always divided between training and validation in the ratio 220 to 60.
    """
    generator = np.random.default_rng([seed, folds])
    unique, first, owner = np.unique(np.asarray(patients), return_index=True, return_inverse=True)
    fold_of, place = np.empty(len(unique), np.int64), np.empty(len(unique))
    for outcome in (True, False):
        group = generator.permutation(np.flatnonzero(alive[first] == outcome))
        fold_of[group] = np.arange(len(group)) % folds
        place[group] = generator.permutation(_places(len(group)))
    splits = []
    for fold in range(folds):
        part_of = np.full(len(unique), 2)
        for outcome in (True, False):
            rest = np.flatnonzero((fold_of != fold) & (alive[first] == outcome))
            ranked = rest[np.argsort(place[rest])]
            share = PROPORTIONS[0] / (PROPORTIONS[0] + PROPORTIONS[1])
            part_of[ranked] = np.where(_places(len(ranked)) <= share, 0, 1)
        parts = (np.flatnonzero(part_of[owner] == part) for part in range(3))
        splits.append(checked(Split(*parts), patients, alive))
    return tuple(splits)


def folds_with_lost(patients: Sequence[str], alive: Sequence[bool | None], folds: int, seed: int) -> tuple[Split, ...]:
    """Return rotating folds of the patients with a known outcome, and add lost patients (None) to the test parts.

    The follow-up of lost patients still counts in survival statistics, but no head is trained on them.
    """
    names, sure = np.asarray(patients), np.array([one is not None for one in alive])
    known, lost = np.flatnonzero(sure), np.flatnonzero(~sure)
    outcomes = np.array([bool(one) for one in alive])
    splits = rotating_folds(names[known].tolist(), outcomes[known], folds, seed)
    unique, owner = np.unique(names[lost], return_inverse=True)
    fold_of = np.random.default_rng([seed, folds, 1]).permutation(len(unique)) % folds
    tests = [np.concatenate([known[split.test], lost[fold_of[owner] == fold]]) for fold, split in enumerate(splits)]
    return tuple(
        Split(known[split.training], known[split.validation], np.sort(test))
        for split, test in zip(splits, tests, strict=True)
    )


def checked(split: Split, patients: Sequence[str], alive: np.ndarray) -> Split:
    """Return `split` unchanged after checking it.

    Raise CohortError if a patient is in two parts, or if all patients of a part have the same outcome.
    """
    parts = {"training": split.training, "validation": split.validation, "test": split.test}
    part_of: dict[str, str] = {}
    for name, rows in parts.items():
        for patient in {patients[row] for row in rows}:
            if part_of.setdefault(patient, name) != name:
                raise CohortError(
                    f"Patient {patient} is in the {part_of[patient]} part and in the {name} part.",
                    "Keep all spots of a patient in one part: a test on patients the model has seen tests nothing.",
                )
        if len(set(alive[rows].tolist())) < 2:
            raise CohortError(
                f"The {name} part would hold only one outcome ({len(rows)} spots).",
                "Use a larger cohort: at least 20 patients with each outcome.",
            )
    return split


def _places(count: int) -> np.ndarray:
    """Return `count` evenly spaced positions between 0 and 1."""
    return (np.arange(count) + 0.5) / max(count, 1)

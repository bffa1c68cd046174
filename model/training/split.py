"""Split patients into training, validation and test sets, with the same share of each outcome in all three."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.base.errors import CohortError
from model.base.plural import plural

PROPORTIONS = (220, 60, 140)
"""Number of training, validation and test samples of the publication."""


@dataclass(frozen=True, eq=False)
class Split:
    """Row numbers, int64, of the training, validation and test set. No patient is in two sets."""

    training: np.ndarray
    validation: np.ndarray
    test: np.ndarray


def split_patients(patients: Sequence[str], alive: np.ndarray, seed: int) -> Split:
    """Return a split of the rows into three sets in the publication's proportions.

    The share of survivors is as equal in the sets as the numbers allow. `alive` is bool [rows]. All rows of a patient
    are in the same set. Raise CohortError if all patients of a set would have the same outcome.
    """
    generator = np.random.default_rng(seed)
    unique, first, owner = np.unique(np.asarray(patients), return_index=True, return_inverse=True)
    part_of = np.empty(len(unique), np.int64)
    bounds = np.cumsum(PROPORTIONS) / sum(PROPORTIONS)
    for outcome in (True, False):
        group = generator.permutation(np.flatnonzero(alive[first] == outcome))
        part_of[group] = np.searchsorted(bounds, _places(len(group)))
    return checked(Split(*(np.flatnonzero(part_of[owner] == part) for part in range(3))), patients, alive)


def split_cohort(patients: Sequence[str], alive: Sequence[bool | None], seed: int, use_lost: bool) -> Split:
    """Return a split of the rows of a cohort that may have lost patients.

    Rows with a known outcome are split as `split_patients` does. The outcome of lost patients is None. If `use_lost` is
    true, lost patients are divided among the sets in the same proportions. Otherwise they are in no set.
    """
    known, lost = _known_and_lost(alive)
    names = np.asarray(patients)
    split = split_patients(names[known].tolist(), np.array([bool(alive[row]) for row in known]), seed)
    parts = [known[split.training], known[split.validation], known[split.test]]
    return Split(*_with_lost(parts, names, lost, PROPORTIONS, [seed, 2]) if use_lost else parts)


def rotating_folds(patients: Sequence[str], alive: np.ndarray, folds: int, seed: int) -> tuple[Split, ...]:
    """Return `folds` splits of the rows. Each patient is in the test set of exactly one split.

    With three folds of 420 patients, the sets have 220, 60 and 140 patients, as published. The patients outside the
    test set are always divided between training and validation in the ratio 220 to 60.
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


def folds_with_lost(
    patients: Sequence[str], alive: Sequence[bool | None], folds: int, seed: int, use_lost: bool = False
) -> tuple[Split, ...]:
    """Return rotating folds of the patients with a known outcome, and add lost patients (None) to the test sets.

    The follow-up of lost patients is used in survival statistics. If `use_lost` is true, lost patients outside the test
    set are divided between training and validation, for losses that use their follow-up. Otherwise no head is trained
    on them. The test sets are the same in both cases.
    """
    names = np.asarray(patients)
    known, lost = _known_and_lost(alive)
    outcomes = np.array([bool(one) for one in alive])
    splits = rotating_folds(names[known].tolist(), outcomes[known], folds, seed)
    unique, owner = np.unique(names[lost], return_inverse=True)
    fold_of = np.random.default_rng([seed, folds, 1]).permutation(len(unique)) % folds
    found = []
    for fold, split in enumerate(splits):
        tested = fold_of[owner] == fold
        training, validation = known[split.training], known[split.validation]
        if use_lost:
            parts, key = [training, validation], [seed, folds, 2, fold]
            training, validation = _with_lost(parts, names, lost[~tested], PROPORTIONS[:2], key)
        found.append(Split(training, validation, np.sort(np.concatenate([known[split.test], lost[tested]]))))
    return tuple(found)


def split_others(
    patients: Sequence[str], alive: Sequence[bool | None], rows: np.ndarray, seed: Sequence[int]
) -> tuple[np.ndarray, np.ndarray]:
    """Divide `rows` between training and validation in the ratio 220 to 60, and return both sets.

    Patients with each outcome, and lost patients, are divided separately.
    """
    names = np.asarray(patients)
    states = np.array([2 if alive[row] is None else int(bool(alive[row])) for row in rows])
    parts = [np.empty(0, np.int64)] * 2
    for state in (1, 0, 2):
        parts = _with_lost(parts, names, rows[states == state], PROPORTIONS[:2], [*seed, state])
    return parts[0], parts[1]


def checked(split: Split, patients: Sequence[str], alive: np.ndarray) -> Split:
    """Return `split` unchanged after checking it.

    Raise CohortError if a patient is in two sets, or if all patients of a set have the same outcome.
    """
    parts = {"training": split.training, "validation": split.validation, "test": split.test}
    part_of: dict[str, str] = {}
    for name, rows in parts.items():
        for patient in {patients[row] for row in rows}:
            if part_of.setdefault(patient, name) != name:
                raise CohortError(
                    f"Patient {patient} is in the {part_of[patient]} set and in the {name} set.",
                    "Keep all spots of a patient in one set: a test on patients whom the model has seen is not valid.",
                )
        if len(set(alive[rows].tolist())) < 2:
            same = ", all with the same outcome" if len(rows) else ""
            raise CohortError(
                f"The {name} set has {plural(len(rows), 'spot')}{same}; both outcomes are needed.",
                "Use a larger cohort: at least 20 patients with each outcome. If the table gives the split, each of "
                "its sets needs patients with both.",
            )
    return split


def _known_and_lost(alive: Sequence[bool | None]) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows with a known outcome, and the rows without one."""
    known = np.array([one is not None for one in alive], dtype=bool)
    return np.flatnonzero(known), np.flatnonzero(~known)


def _with_lost(
    parts: Sequence[np.ndarray], names: np.ndarray, lost: np.ndarray, proportions: Sequence[int], seed: Sequence[int]
) -> list[np.ndarray]:
    """Return the sets `parts` after the `lost` rows were divided among them in the given `proportions`.

    All rows of a patient are added to the same set.
    """
    unique, owner = np.unique(names[lost], return_inverse=True)
    places = np.random.default_rng(seed).permutation(_places(len(unique)))
    part_of = np.searchsorted(np.cumsum(proportions) / sum(proportions), places)
    return [np.sort(np.concatenate([part, lost[part_of[owner] == number]])) for number, part in enumerate(parts)]


def _places(count: int) -> np.ndarray:
    """Return `count` evenly spaced numbers between 0 and 1."""
    return (np.arange(count) + 0.5) / max(count, 1)

"""Choose how the patients of a cohort are split: at random, as the table specifies, or by site."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from model.base.errors import CohortError
from model.training.cohort_table import CohortRow
from model.training.config import TrainConfig
from model.training.outcomes import Outcomes
from model.training.split import Split, checked, folds_with_lost, split_cohort, split_others

PARTS = ("training", "validation", "test")


@dataclass(frozen=True, eq=False)
class Fold:
    """One of several splits. `title` names it in progress reports and tables."""

    title: str
    split: Split


def single_split(rows: Sequence[CohortRow], config: TrainConfig, use_lost: bool) -> Split:
    """Return the split for training the bundle: a random split, or the split in the table's column `split`.

    Lost patients are in no set unless `use_lost` is true. Raise CohortError if all patients with a known outcome in one
    of the sets have the same outcome.
    """
    if config.split == "random":
        return split_cohort(_patients(rows), _states(rows), config.seed, use_lost)
    parts = [[n for n, row in enumerate(rows) if row.part == name] for name in PARTS]
    split = Split(*(np.array(part, np.int64) for part in parts))
    return _with_or_without_lost(_sound(rows, split), rows, use_lost, lost_in_test=use_lost)


def fold_splits(rows: Sequence[CohortRow], config: TrainConfig, use_lost: bool) -> tuple[Fold, ...]:
    """Return the folds that `config` requests.

    Lost patients are always in test sets; they are in the other sets only if `use_lost` is true. There are three cases:

    - The patients are divided at random, and each part is the test set of one fold. This is repeated `config.repeats`
      times with different seeds.
    - Each site is the test set of one fold. The other sites are divided between training and validation.
    - The table gives the split, which is the only fold.
    """
    if config.split == "column":
        whole = single_split(rows, config, use_lost=True)
        return (Fold("split of the table", _with_or_without_lost(whole, rows, use_lost, lost_in_test=True)),)
    if config.folds_by == "site":
        return tuple(_site_folds(rows, config.seed, use_lost))
    found = []
    for repeat in range(config.repeats):
        folds = folds_with_lost(_patients(rows), _states(rows), config.folds, config.seed + repeat, use_lost)
        again = f", repeat {repeat + 1} of {config.repeats}" if config.repeats > 1 else ""
        found += [Fold(f"fold {number} of {len(folds)}{again}", split) for number, split in enumerate(folds, start=1)]
    return tuple(found)


def reduced(split: Split, outcomes: Outcomes, share: float, seed: int) -> Split:
    """Return the split with only a `share` (0..1) of its training and validation patients, and the same test set.

    The proportion of each outcome is kept, with at least two patients of each. The patients of a smaller share are
    included in every larger share.
    """
    if share >= 1:
        return split
    return replace(
        split,
        training=_some(split.training, outcomes, share, [seed, 1]),
        validation=_some(split.validation, outcomes, share, [seed, 2]),
    )


def _some(rows: np.ndarray, outcomes: Outcomes, share: float, seed: Sequence[int]) -> np.ndarray:
    first = np.random.default_rng(seed).permutation(outcomes.one_per_patient(rows))
    state = np.where(outcomes.known[first], outcomes.alive[first].astype(int), 2)
    taken = [
        of_state[: max(2, round(share * len(of_state)))] for of_state in (first[state == number] for number in range(3))
    ]
    return np.asarray(rows[np.isin(outcomes.patients[rows], outcomes.patients[np.concatenate(taken)])])


def _site_folds(rows: Sequence[CohortRow], seed: int, use_lost: bool) -> list[Fold]:
    sites: dict[str, str] = {}
    for row in rows:
        if not row.site:
            raise CohortError(
                f"Patient {row.patient_id} (line {row.line}) has no site.",
                "Give the site of every patient in the column site (--columns site=YOURS), or leave out "
                "--folds-by site.",
            )
        site = sites.setdefault(row.patient_id, row.site)
        if site != row.site:
            raise CohortError(
                f"Patient {row.patient_id} (line {row.line}) has two different sites: {site} and {row.site}.",
                "Give one site per patient, because a patient must not be in the training and in the test set.",
            )
    of = np.array([row.site for row in rows])
    names = np.unique(of).tolist()
    if len(names) < 2:
        raise CohortError("All patients are of one site.", "Leave out --folds-by site.")
    folds = []
    for number, name in enumerate(names, start=1):
        test = np.flatnonzero(of == name)
        others = split_others(_patients(rows), _states(rows), np.flatnonzero(of != name), [seed, len(names), number])
        try:
            split = _sound(rows, Split(*others, test))
        except CohortError as error:
            raise CohortError(
                f"With the site {name} as test set: {error}",
                "A site, and all other sites together, need patients with both outcomes. Give small sites one common "
                "name in the column site.",
            ) from error
        folds.append(Fold(f"site {name}", _with_or_without_lost(split, rows, use_lost, lost_in_test=True)))
    return folds


def _with_or_without_lost(split: Split, rows: Sequence[CohortRow], use_lost: bool, lost_in_test: bool) -> Split:
    """Return the split without lost patients in the sets that must not contain them."""
    known = np.array([row.alive is not None for row in rows])
    takes = (use_lost, use_lost, lost_in_test)
    parts = (split.training, split.validation, split.test)
    return Split(*(part if takes_lost else part[known[part]] for part, takes_lost in zip(parts, takes, strict=True)))


def _sound(rows: Sequence[CohortRow], split: Split) -> Split:
    """Return `split` unchanged. Raise CohortError if one of its sets cannot be used.

    The check uses the patients whose outcome at 5 years is known.
    """
    known = _with_or_without_lost(split, rows, use_lost=False, lost_in_test=False)
    checked(known, _patients(rows), np.array([bool(row.alive) for row in rows]))
    return split


def _patients(rows: Sequence[CohortRow]) -> list[str]:
    return [row.patient_id for row in rows]


def _states(rows: Sequence[CohortRow]) -> list[bool | None]:
    return [row.alive for row in rows]

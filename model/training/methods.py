"""The methods that `compare` sets side by side: a fold comes in, logits of every spot by a model of it go out."""

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import torch

from model.heads.attention import CELLS, AttentionHead
from model.heads.elman import ElmanHead
from model.heads.lstm import LstmHead
from model.manifest import HeadShape
from model.progress import Progress
from model.training.classifiers import classify
from model.training.config import TrainConfig
from model.training.fitting import Cohort
from model.training.loop import Network, fit, logits_of, symmetry
from model.training.pooling import POOLINGS
from model.training.split import Split
from model.training.standardise import Spots, standardised

_SYMMETRIES = 8


@dataclass(frozen=True, eq=False)
class Outcome:
    """Logits float64 [spots], nan where a method has nothing to go by, and the seconds of training.

    `turned`: where a method reads in an order, the logits after each of the eight flips and rotations of the grid,
    float64 [8, spots], nan outside the test part.
    """

    logits: np.ndarray
    seconds: float
    turned: np.ndarray | None = None


Run = Generator[Progress, None, Outcome]


@dataclass(frozen=True, eq=False)
class Fold:
    """What a method may see: the cohort, one split of it, the settings; and vectors pooled already, by pooling."""

    cohort: Cohort
    split: Split
    config: TrainConfig
    shape: HeadShape
    pooled: dict[str, tuple[np.ndarray, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Method:
    """One row of the table: `key` for the command line, `words` for people."""

    key: str
    words: str
    run: Callable[[Fold], Run]


def _network(make: Callable[[HeadShape], Network], ordered: bool) -> Callable[[Fold], Run]:
    def run(fold: Fold) -> Run:
        began = time.perf_counter()
        cohort, split = fold.cohort, fold.split
        spots = standardised(cohort.features, cohort.tissue, split.training)
        torch.manual_seed(fold.config.seed)
        network = make(fold.shape)
        yield from fit(network, spots, cohort.alive, split.training, split.validation, fold.config)
        seconds = time.perf_counter() - began
        logits = logits_of(network, spots, np.arange(len(cohort.rows)))
        turned = _turned(network, spots, len(logits), split.test) if ordered else None
        return Outcome(logits, seconds, turned)

    return run


def _attention(shape: HeadShape) -> Network:
    return AttentionHead(HeadShape("attention", shape.inputs, CELLS))


def _turned(network: Network, spots: Spots, count: int, test: np.ndarray) -> np.ndarray:
    found = np.full((_SYMMETRIES, count), np.nan)
    for number in range(_SYMMETRIES):
        order = torch.from_numpy(symmetry(spots.features.shape[1], number))
        found[number, test] = logits_of(network, partial(_reordered, spots, order), test)
    return found


def _reordered(spots: Spots, order: torch.Tensor, rows: np.ndarray) -> torch.Tensor:
    return spots(rows)[:, order]


def _pooled(pooling: str, classifier: str) -> Callable[[Fold], Run]:
    def run(fold: Fold) -> Run:
        cohort = fold.cohort
        if pooling not in fold.pooled:
            yield Progress("pooling tiles")
            began = time.perf_counter()
            vectors = POOLINGS[pooling](cohort.features, cohort.tissue, fold.split.training, fold.config.seed)
            fold.pooled[pooling] = vectors, time.perf_counter() - began
        yield Progress("fitting")
        vectors, seconds = fold.pooled[pooling]
        began = time.perf_counter()
        logits, _ = classify(classifier, vectors, cohort.alive, cohort.patients, fold.split)
        return Outcome(logits, seconds + time.perf_counter() - began)

    return run


def _clinical(fold: Fold) -> Run:
    """Stage and age alone, of the patients of whom both are known."""
    yield Progress("fitting")
    began = time.perf_counter()
    rows, split = fold.cohort.rows, fold.split
    known = np.array([row.stage is not None and row.age is not None for row in rows])
    logits = np.full(len(rows), np.nan)
    told = Split(*(part[known[part]] for part in (split.training, split.validation, split.test)))
    parts = (told.training, told.validation)
    if all(len(set(fold.cohort.alive[part].tolist())) == 2 for part in parts):
        vectors = np.array([[row.stage or 0, row.age or 0] for row in rows], dtype=np.float64)
        found, _ = classify("logistic regression", vectors, fold.cohort.alive, fold.cohort.patients, told)
        logits[known] = found[known]
    return Outcome(logits, time.perf_counter() - began)


METHODS: tuple[Method, ...] = (
    Method("lstm", "LSTM", _network(LstmHead, ordered=True)),
    Method("elman", "Elman RNN", _network(ElmanHead, ordered=True)),
    Method("attention", "gated attention", _network(_attention, ordered=False)),
    *(
        Method(f"{short}-{pooling.split('+')[0].split()[0].lower()}", f"{words}, {pooling}", _pooled(pooling, words))
        for short, words in (
            ("lr", "logistic regression"),
            ("nb", "naive Bayes"),
            ("svm", "linear SVM"),
            ("rbf", "RBF SVM"),
        )
        for pooling in POOLINGS
    ),
    Method("clinical", "stage and age alone", _clinical),
)
"""lr-mean, lr-max, lr-fisher and so on: the classifiers of `CLASSIFIERS` on the poolings of `POOLINGS`."""

"""The methods of `histocast compare`: each is fitted on a fold and gives a logit for every spot."""

import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import numpy as np
import torch

from model.base.progress import Progress
from model.bundle.heads.base import NetworkHead
from model.bundle.heads.head_table import HEADS
from model.bundle.heads.networks import make_head
from model.bundle.manifest import HeadShape
from model.region.orders import SYMMETRIES, symmetry
from model.training.classifiers import classify
from model.training.config import RECIPES, TrainConfig
from model.training.evaluate import logits_of, orders_of
from model.training.fitted import Cohort
from model.training.fitting import read_out
from model.training.loop import fit
from model.training.pooling import POOLINGS
from model.training.split import Split
from model.training.standardise import Spots, standardised


@dataclass(frozen=True, eq=False)
class Outcome:
    """Logits float64 [spots], nan where a method lacks its input, and the seconds of training.

    Of a method that depends on the order, for each of the eight flips and rotations of the grid, float64 [8, spots],
    nan outside the test part: `turned`, the method's logits of the turned spot, and `passes`, the logits of a single
    pass in raster order over it.
    """

    logits: np.ndarray
    seconds: float
    turned: np.ndarray | None = None
    passes: np.ndarray | None = None


Run = Generator[Progress, None, Outcome]


@dataclass(frozen=True, eq=False)
class Fold:
    """The input of a method: the cohort, one split of it, the settings, the device for networks, and a cache.

    `pooled` caches the vectors and seconds of each pooling, which several classifiers share.
    """

    cohort: Cohort
    split: Split
    config: TrainConfig
    shape: HeadShape
    device: str = "cpu"
    pooled: dict[str, tuple[np.ndarray, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Method:
    """One row of the table: `key` on the command line, `words` in tables and figures."""

    key: str
    words: str
    run: Callable[[Fold], Run]
    reads_blank: Callable[[TrainConfig], bool] = lambda config: True
    """Whether it uses tiles without tissue, given the settings; a pooling does where a spot has hardly any tissue."""


_PUBLISHED_READING = {name: value for name, value in RECIPES["as published"].items() if name != "penalty"}
"""The publication's settings except its penalty, which leaves nothing of the network to compare."""
_LAST = {"readout": "last", "loss_steps": "second half"}
"""The last logit alone; its error is taken on many steps, because the error of one step alone trains it worse."""

_FORMER = _LAST | {"order": "shuffled", "consistency": 0.0}
"""The hardened recipe before means, structured orders and consistency."""


def _network(key: str, words: str, kind: str, settings: Mapping[str, Any] | None = None) -> Method:
    """Return the method of a network of that kind with the fold's settings, of which `settings` replace some."""
    changed = settings or {}

    def run(fold: Fold) -> Run:
        began = time.perf_counter()
        cohort, split, config = fold.cohort, fold.split, replace(fold.config, **changed)
        spots = standardised(cohort.features, cohort.tissue, split.training, config.blank)
        torch.manual_seed(config.seed)
        network = cast(NetworkHead, make_head(read_out(_shape(kind, fold.shape), config)).to(fold.device))
        yield from fit(network, spots, cohort.alive, split.training, split.validation, config)
        seconds = time.perf_counter() - began
        orders = orders_of(config, cohort.features.shape[1])
        yield Progress("testing")
        logits = logits_of(network, spots, np.arange(len(cohort.rows)), orders)
        if not HEADS[kind].ordered:
            return Outcome(logits, seconds)
        raster = np.arange(cohort.features.shape[1])[None]
        turned, passes = (_turned(network, spots, split.test, some) for some in (orders, raster))
        return Outcome(logits, seconds, turned, passes)

    return Method(key, words, run, lambda config: changed.get("blank", config.blank) == "read")


def _shape(kind: str, asked: HeadShape) -> HeadShape:
    """Return the shape of a network of that kind, with the sizes `asked` for where it takes them."""
    facts = HEADS[kind]
    return replace(asked, kind=kind) if "cells" in facts.takes else HeadShape(kind, asked.inputs, facts.cells)


def _turned(network: NetworkHead, spots: Spots, test: np.ndarray, orders: np.ndarray) -> np.ndarray:
    count, tiles = spots.features.shape[:2]
    found = np.full((SYMMETRIES, count), np.nan)
    for number in range(SYMMETRIES):
        # A place of the turned grid holds another tile: that tile is read when the place's turn comes.
        found[number, test] = logits_of(network, spots, test, symmetry(tiles, number)[orders])
    return found


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
    """Run logistic regression on stage and age, for the patients with both."""
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
    _network("lstm", HEADS["lstm"].title, "lstm"),
    _network("lstm-last", "LSTM, last logit", "lstm", _LAST),
    _network("lstm-random", "LSTM, random orders alone", "lstm", {"order": "shuffled"}),
    _network("lstm-free", "LSTM, no consistency", "lstm", {"consistency": 0.0}),
    _network("lstm-former", "LSTM, last, random, no consistency", "lstm", _FORMER),
    _network("lstm-raster", "LSTM, read as published", "lstm", _PUBLISHED_READING),
    *(
        _network(kind, facts.title, kind)
        for kind, facts in HEADS.items()
        if kind != "lstm" and not facts.pooled
    ),
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
    Method("clinical", "stage and age alone", _clinical, lambda config: False),
)
"""The LSTM, also with the last logit as readout, with random orders of training alone, without consistency, and with
all three; every head that is trained in epochs; lr-mean, lr-max, lr-fisher and so on; and the clinical baseline."""

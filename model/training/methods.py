"""The methods of `histocast compare`. Each method is fitted on a fold and gives a logit for every spot."""

import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import numpy as np
import torch

from model.base.progress import Progress
from model.bundle.head_shape import HeadShape
from model.bundle.heads.base import NetworkHead
from model.bundle.heads.head_table import HEADS
from model.bundle.heads.networks import make_head
from model.region.orders import SYMMETRIES, symmetry
from model.training.classifiers import classify
from model.training.config import RECIPES, TrainConfig
from model.training.evaluate import logits_of, orders_of
from model.training.feature_cohort import FileFeatures
from model.training.fitted import Cohort
from model.training.fitting import read_out, with_curve
from model.training.loop import fit
from model.training.loss_kinds import LOSSES
from model.training.pooling import POOLINGS
from model.training.projection import with_components
from model.training.split import Split
from model.training.standardise import Spots, standardised


@dataclass(frozen=True, eq=False)
class FoldLogits:
    """The logits of a method, float64 [spots], and the seconds of training.

    A logit is NaN if the input of the method is missing. If the method depends on the tile order, `turned` and `passes`
    have logits for each of the eight flips and rotations of the grid, float64 [8, spots], NaN outside the test set.
    `turned` has the method's own logits for the flipped or rotated spot, and `passes` the logits of a single pass over
    it in raster order.
    """

    logits: np.ndarray
    seconds: float
    turned: np.ndarray | None = None
    passes: np.ndarray | None = None


Run = Generator[Progress, None, FoldLogits]


@dataclass(frozen=True, eq=False)
class Fold:
    """The input of a method: a cohort, one of its splits, settings, the shape of the head, the device, and a cache.

    `pooled` is the cache: for each pooling, the pooled vectors and the seconds that pooling took. Several classifiers
    use them.
    """

    cohort: Cohort
    split: Split
    config: TrainConfig
    shape: HeadShape
    device: str = "cpu"
    pooled: dict[str, tuple[np.ndarray, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Method:
    """One row of the table of methods. `key` is used on the command line, `title` in tables and figures."""

    key: str
    title: str
    run: Callable[[Fold], Run]
    reads_blank: Callable[[TrainConfig], bool] = lambda config: True
    """Whether the method uses tiles without tissue, given the settings. A pooled method uses them only for spots with
    hardly any tissue.
    """
    uses_lost: Callable[[TrainConfig], bool] = lambda config: False
    """Whether the method learns from patients who were lost before 5 years, given the settings."""
    encodes: bool = True
    """Whether the method needs the features of the images."""


_PUBLISHED_READING = {name: value for name, value in RECIPES["as published"].items() if name != "penalty"}
"""The settings of the publication except its weight penalty. With this penalty, the output of the network would become
constant, and nothing could be compared.
"""
_LAST = {"readout": "last", "loss_steps": "second half"}
"""Settings for a network whose answer is the last logit alone. The loss still uses many steps, because a network
trained on the last step alone is worse.
"""

_FORMER = _LAST | {"order": "shuffled", "consistency": 0.0}
"""Settings of the hardened recipe without its three newer parts: mean readout, structured tile orders and consistency.
"""


def _network(key: str, title: str, kind: str, settings: Mapping[str, Any] | None = None) -> Method:
    """Return the method that trains a network of this kind. `settings` replace some of the fold's settings."""
    changed = settings or {}

    def run(fold: Fold) -> Run:
        began = time.perf_counter()
        cohort, split, config = fold.cohort, fold.split, replace(fold.config, **changed)
        spots = standardised(cohort.features, cohort.tissue, split.training, config.blank)
        torch.manual_seed(config.seed)
        if config.components:
            yield Progress("finding principal components")
            spots = with_components(spots, cohort.tissue, split.training, config.components)
        shape = with_curve(read_out(_shape(kind, fold.shape), config), cohort, split, config)
        shape = replace(shape, inputs=config.components or shape.inputs)
        network = cast(NetworkHead, make_head(shape).to(fold.device))
        yield from fit(network, spots, cohort.outcomes, split.training, split.validation, config)
        seconds = time.perf_counter() - began
        orders = orders_of(config, cohort.features.shape[1])
        yield Progress("testing")
        logits = logits_of(network, spots, np.arange(len(cohort.rows)), orders)
        if not HEADS[kind].ordered or isinstance(cohort.features, FileFeatures):
            return FoldLogits(logits, seconds)  # only a square grid can be flipped and rotated
        raster = np.arange(cohort.features.shape[1])[None]
        turned, passes = (_turned(network, spots, split.test, some) for some in (orders, raster))
        return FoldLogits(logits, seconds, turned, passes)

    return Method(
        key,
        title,
        run,
        lambda config: changed.get("blank", config.blank) == "read",
        lambda config: LOSSES[changed.get("loss", config.loss)].uses_lost,
    )


def _shape(kind: str, asked: HeadShape) -> HeadShape:
    """Return the shape of a network of this kind, with the layer sizes in `asked` if this kind has such sizes."""
    facts = HEADS[kind]
    return replace(asked, kind=kind) if "cells" in facts.takes else HeadShape(kind, asked.inputs, facts.cells)


def _turned(network: NetworkHead, spots: Spots, test: np.ndarray, orders: np.ndarray) -> np.ndarray:
    count, tiles = spots.features.shape[:2]
    found = np.full((SYMMETRIES, count), np.nan)
    for number in range(SYMMETRIES):
        # After the flip or rotation, another tile is at each position of the grid. It is processed when the order
        # reaches this position.
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
        return FoldLogits(logits, seconds + time.perf_counter() - began)

    return run


def _clinical(fold: Fold) -> Run:
    """Fit a logistic regression on stage and age, and return its logits.

    Patients for whom stage or age is missing get no logit.
    """
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
    return FoldLogits(logits, time.perf_counter() - began)


METHODS: tuple[Method, ...] = (
    _network("lstm", HEADS["lstm"].title, "lstm"),
    _network("lstm-last", "LSTM, last logit", "lstm", _LAST),
    _network("lstm-random", "LSTM, random orders alone", "lstm", {"order": "shuffled"}),
    _network("lstm-free", "LSTM, no consistency", "lstm", {"consistency": 0.0}),
    _network("lstm-former", "LSTM, last, random, no consistency", "lstm", _FORMER),
    _network("lstm-raster", "LSTM, settings as published", "lstm", _PUBLISHED_READING),
    _network("lstm-weighted", "LSTM, weighted for censoring", "lstm", {"loss": "weighted cross-entropy"}),
    _network("lstm-hazards", "LSTM, hazards", "lstm", {"loss": "hazards"}),
    _network("lstm-cox", "LSTM, Cox", "lstm", {"loss": "cox"}),
    *(
        _network(kind, facts.title, kind)
        for kind, facts in HEADS.items()
        if kind != "lstm" and not facts.pooled
    ),
    *(
        Method(f"{short}-{pooling.split('+')[0].split()[0].lower()}", f"{title}, {pooling}", _pooled(pooling, title))
        for short, title in (
            ("lr", "logistic regression"),
            ("nb", "naive Bayes"),
            ("svm", "linear SVM"),
            ("rbf", "RBF SVM"),
        )
        for pooling in POOLINGS
    ),
    Method("clinical", "stage and age alone", _clinical, lambda config: False, encodes=False),
)
"""All methods that can be compared, in the order in which tables list them.

The LSTM comes first, followed by variants of it: with the last logit as readout, with only random orders in training,
without consistency, with all three changes, as published, and with the loss functions that use lost patients. Then come
every other head that is trained in epochs, the pooled methods (lr-mean, lr-max, lr-fisher and so on), and the clinical
baseline.
"""

"""Fit a pooled head on one split of an encoded cohort."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch

from model.base.progress import Progress
from model.bundle.head_shape import HeadShape, PooledShape
from model.bundle.heads.pooled import PooledHead
from model.training.calibrator import upright
from model.training.classifiers import decisions, fit_classifier
from model.training.config import TrainConfig
from model.training.evaluate import finite_logits
from model.training.fitted import Cohort, Fitted
from model.training.patients import by_patient
from model.training.pooling import fit_pool, pool_spots
from model.training.split import Split
from model.training.standardise import Spots

_SPOTS_AT_ONCE = 16


@dataclass(frozen=True, eq=False)
class PooledFitted(Fitted):
    """A pooled head with the features it uses, which are not standardised.

    `log` is None, because a pooled head is not trained in epochs.
    """

    tissue: np.ndarray

    def logits(self, rows: np.ndarray) -> np.ndarray:
        """Return the uncalibrated logits of the spots `rows`, float64 [rows]."""
        tissue, parts = torch.from_numpy(self.tissue), []
        with torch.inference_mode():
            for start in range(0, len(rows), _SPOTS_AT_ONCE):
                some = rows[start : start + _SPOTS_AT_ONCE]
                features = torch.from_numpy(np.stack([self.spots.features[row] for row in some]))
                parts.append(self.head(features, tissue=tissue[some])[:, -1].numpy())
        return finite_logits(np.concatenate(parts).astype(np.float64))


def fit_pooled(
    cohort: Cohort, split: Split, shape: HeadShape, config: TrainConfig
) -> Generator[Progress, None, PooledFitted]:
    """Fit the pool, which turns the tiles of a spot into one vector, and the classifier, both on the training spots.

    The regularisation strength is chosen on the validation patients, as in the command `compare`. The sizes in `shape`
    are ignored; the fit determines the sizes of the returned head.
    """
    asked = shape.pooled or PooledShape()
    yield Progress("pooling tiles")
    pool, sizes = fit_pool(asked.pooling, cohort.features, cohort.tissue, split.training, config.seed)
    vectors = pool_spots(pool, cohort.features, cohort.tissue)
    yield Progress("fitting the classifier")
    model, strength = fit_classifier(asked.classifier, vectors, cohort.alive, cohort.patients, split)
    tensors = _classifier_tensors(model)
    support = len(tensors["classifier.vectors"]) if "classifier.vectors" in tensors else 0
    found = replace(sizes, classifier=asked.classifier, vectors=support, strength=strength)
    tensors |= _log_odds(asked.classifier, decisions(model, vectors), cohort, split)
    head = PooledHead(HeadShape("pooled", cohort.features.shape[2], (), True, found))
    given = {name: torch.from_numpy(np.array(value, np.float32)) for name, value in tensors.items()}
    head.load_state_dict(given | {f"pool.{name}": tensor for name, tensor in pool.state_dict().items()})
    head.eval()
    # The features are not standardised before pooling, because the classifier standardises the pooled vectors.
    inputs = cohort.features.shape[2]
    raster = np.arange(cohort.features.shape[1])
    every = (raster,) * len(cohort.rows)
    spots = Spots(cohort.features, torch.zeros(inputs), torch.ones(inputs), every)
    return PooledFitted(head, spots, split, None, raster[None], cohort.tissue)


def _classifier_tensors(model: Any) -> dict[str, Any]:
    """Return the tensors of a scikit-learn scaler and classifier, with the names that `PooledHead` uses."""
    scaler, last = model[0], model[-1]
    found = {"mean": scaler.mean_, "scale": scaler.scale_}
    if hasattr(last, "theta_"):
        own = {"means": last.theta_, "variances": last.var_, "priors": last.class_prior_}
    elif hasattr(last, "coef_"):
        own = {"weight": last.coef_[0], "bias": last.intercept_[0]}
    else:
        # For gamma = "scale", scikit-learn stores the computed number only in this private attribute.
        own = {
            "vectors": last.support_vectors_,
            "weight": last.dual_coef_[0],
            "gamma": last._gamma,
            "bias": last.intercept_[0],
        }
    return found | {f"classifier.{name}": value for name, value in own.items()}


def _log_odds(classifier: str, values: np.ndarray, cohort: Cohort, split: Split) -> dict[str, float]:
    """Return slope and intercept that convert decision values to log odds.

    Slope and intercept are fitted by Platt's method on the validation patients. If the decision values are already log
    odds, the slope is 1 and the intercept 0.
    """
    if classifier == "logistic regression":
        return {"slope": 1.0, "intercept": 0.0}
    rows = split.validation
    means, alive = by_patient([cohort.patients[row] for row in rows], values[rows], cohort.alive[rows])
    slope, intercept = upright(means, alive > 0.5)
    return {"slope": slope, "intercept": intercept}

"""Half of a cohort is lost before 5 years: what each error makes of it, where the true survival is known."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
import torch

from model.base.progress import result_of
from model.bundle.head_shape import HeadShape
from model.bundle.heads.networks import make_head
from model.statistics.calibration import sigmoid
from model.statistics.discrimination import auc_value
from model.training.config import TrainConfig
from model.training.evaluate import curves_of, orders_of
from model.training.loop import fit
from model.training.loss_kinds import LOSSES
from model.training.losses import survival_shape
from tests.model.training.planted import FEATURES, HORIZON, TILES, planted

PATIENTS, TRAINING, VALIDATION = 2400, np.arange(1000), np.arange(1000, 1400)
TEST = np.arange(1400, PATIENTS)
CONFIG = TrainConfig(
    epochs=12, patience=12, learning_rate=1e-2, batch=50, order="raster", random_orders=0, consistency=0, l1=0, l2=0,
    intervals=5, dropout=0,
)  # fmt: skip
SHAPE = HeadShape("attention", FEATURES, (8, 4))


@dataclass(frozen=True)
class Found:
    """The bias of the mean probability against the truth, the AUC of the true state at 5 years, and the curves."""

    bias: float
    auc: float
    curves: np.ndarray
    times: tuple[float, ...]


@pytest.fixture(scope="module")
def cohort():
    return planted(PATIENTS, lost_a_year=0.22)


@pytest.fixture(scope="module", params=["cross-entropy", "weighted cross-entropy", "hazards", "cox"])
def found(request, cohort):
    return request.param, trained(cohort, replace(CONFIG, loss=request.param))


def trained(cohort, config):
    torch.manual_seed(1)
    survival = survival_shape(cohort.outcomes, TRAINING, config)
    head = make_head(replace(SHAPE, survival=survival))
    result_of(fit(head, cohort.spots, cohort.outcomes, TRAINING, VALIDATION, config))
    curves = curves_of(head, cohort.spots, TEST, orders_of(config, TILES))
    p = sigmoid(curves[:, -1])
    bias = float(p.mean() - cohort.probability[TEST].mean())
    auc = auc_value(curves[:, -1], cohort.alive[TEST])
    return Found(bias, auc, sigmoid(curves), survival.times if survival else (HORIZON,))


def test_complete_cases_are_biased_and_the_errors_that_use_the_lost_are_not(found):
    """With losses, deaths are more often seen than survival, so that complete cases look worse than all patients."""
    loss, result = found
    if loss == "cross-entropy":
        assert result.bias < -0.07
    else:
        assert abs(result.bias) < 0.04
    assert result.auc > 0.8


def test_the_mean_of_the_curves_is_the_true_survival_at_every_time(found, cohort):
    loss, result = found
    if LOSSES[loss].curve is None:
        assert result.times == (HORIZON,)
        return
    assert len(result.times) == CONFIG.intervals
    true = [float((cohort.probability[TEST] ** (time / HORIZON)).mean()) for time in result.times]
    assert result.curves.mean(axis=0) == pytest.approx(true, abs=0.04)
    assert (np.diff(result.curves, axis=1) < 0).all()


def test_without_losses_complete_cases_are_not_biased():
    """The bias above is of the losses, not of the planted cohort."""
    assert abs(trained(planted(PATIENTS, lost_a_year=0.0), CONFIG).bias) < 0.04

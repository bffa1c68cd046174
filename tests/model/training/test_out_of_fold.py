"""Out-of-fold predictions of heads with different scales are put on one scale before patients are compared."""

from types import SimpleNamespace

import numpy as np
import pytest

from model.base.progress import result_of
from model.bundle.head_shape import HeadShape
from model.training.cohort_table import CohortRow
from model.training.config import TrainConfig
from model.training.fitted import Cohort
from model.training.fitting import out_of_fold

PATIENTS = 60


@pytest.fixture
def cohort(tmp_path):
    """Every third patient was lost after 1 to 4 years."""
    rows = []
    for number in range(PATIENTS):
        lost, died = number % 3 == 0, number % 2 == 0
        time = 1 + number % 4 if lost else 2.5 if died else 7
        rows.append(CohortRow(f"p{number:02}", tmp_path / f"{number}.png", time, died and not lost, line=number + 2))
    return Cohort(tuple(rows), np.zeros((PATIENTS, 4, 3), np.float32), np.ones((PATIENTS, 4), np.float32))


@pytest.mark.parametrize("loss", ["cross-entropy", "hazards"])
def test_the_scale_of_a_fold_has_no_effect(cohort, tmp_path, monkeypatch, loss):
    generator = np.random.default_rng(5)
    x = np.where(cohort.outcomes.alive, 0.6, -0.6) + generator.normal(size=PATIENTS)

    def found(*lines):
        scales = iter(lines)

        def fake(*_):
            slope, shift = next(scales)
            return SimpleNamespace(logits=lambda rows: slope * x[rows] + shift, chosen={})
            yield

        monkeypatch.setattr("model.training.fitting.fit_head", fake)
        config = TrainConfig(folds=2, loss=loss)
        return result_of(out_of_fold(cohort, HeadShape(inputs=3), config, tmp_path / "x.checkpoint"))

    plain, changed = found((1, 0), (1, 0)), found((50, 3), (0.01, -7))
    assert changed.logits == pytest.approx(plain.logits, abs=1e-4)
    assert ((changed.logits < changed.cut) == (plain.logits < plain.cut)).all()
    # The scaling is fitted on the other parts: it keeps the order within a fold, and differs between the folds.
    for fold in plain.folds:
        assert (np.argsort(plain.logits[fold.split.test]) == np.argsort(x[fold.split.test])).all()
    first, second = (np.polyfit(x[fold.split.test], plain.logits[fold.split.test], 1)[0] for fold in plain.folds)
    assert abs(first - second) > 1e-3

"""Out-of-fold predictions of heads with different scales are put on one scale before patients are compared."""

from types import SimpleNamespace

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from model.base.progress import result_of
from model.bundle.head_shape import HeadShape
from model.training.card import _fold_metrics as fold_metrics
from model.training.card import _weighted_line as weighted_line
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


def test_repeated_folds_keep_the_logits_of_each_head(cohort, tmp_path, monkeypatch):
    """The AUC of a fold was that of the mean over the repeats, which has other heads in it."""
    generator = np.random.default_rng(5)
    heads = iter(np.where(cohort.outcomes.alive, 0.6, -0.6) + generator.normal(size=(4, PATIENTS)))

    def fake(*_):
        x = next(heads)
        return SimpleNamespace(logits=lambda rows: x[rows], chosen={})
        yield

    monkeypatch.setattr("model.training.fitting.fit_head", fake)
    config = TrainConfig(folds=2, repeats=2)
    found = result_of(out_of_fold(cohort, HeadShape(inputs=3), config, tmp_path / "x.checkpoint"))
    total = np.zeros(PATIENTS)
    for fold, own in zip(found.folds, found.own_logits, strict=True):
        total[fold.split.test] += own
    assert total / 2 == pytest.approx(found.logits)
    metrics = fold_metrics(SimpleNamespace(cohort=cohort, out_of_fold=found), found)
    for fold, own, stated in zip(found.folds, found.own_logits, metrics["fold_aucs"], strict=True):
        known = cohort.outcomes.known[fold.split.test]
        alive = cohort.outcomes.alive[fold.split.test][known]
        assert stated["value"] == pytest.approx(roc_auc_score(alive, own[known]))
        assert stated["value"] != pytest.approx(roc_auc_score(alive, found.logits[fold.split.test][known]))


def test_the_weighted_line_is_that_of_the_lost_patients_weights(cohort):
    """Each patient known at 5 years counts 1 / G, by an estimate written here, in a regression of scikit-learn."""
    outcomes, generator = cohort.outcomes, np.random.default_rng(2)
    test = np.arange(PATIENTS)
    logits = (np.where(outcomes.alive, 0.6, -0.6) + generator.normal(size=PATIENTS))[outcomes.known]
    alive = outcomes.alive[outcomes.known]
    found = SimpleNamespace(cohort=cohort, fitted=SimpleNamespace(split=SimpleNamespace(test=test)))
    line = weighted_line(found, logits, alive)["weighted_line"]
    each = [
        1 / followed_until(outcomes, time if event else 5 + 1e-9)
        for time, event in zip(outcomes.time[outcomes.known], outcomes.event[outcomes.known], strict=True)
    ]
    assert len(set(each)) > 1
    expected = LogisticRegression(C=np.inf, tol=1e-9).fit(logits[:, None], alive, each)
    assert (line["slope"], line["intercept"]) == pytest.approx((expected.coef_[0, 0], expected.intercept_[0]), abs=1e-4)


def followed_until(outcomes, time):
    """Return Kaplan and Meier's share of patients that were not lost before `time`."""
    share, lost = 1.0, ~outcomes.event
    for at in np.unique(outcomes.time[lost]):
        if at < time:
            share *= 1 - (lost & (outcomes.time == at)).sum() / (outcomes.time >= at).sum()
    return share

"""Integrated gradients are complete for every head, the mean over orders, and equal to finite differences."""

import numpy as np
import pytest
import torch

from model.base.progress import Progress, result_of
from model.bundle.head_shape import PooledShape
from model.explain.integrated_gradients import TOLERANCE, integrated_gradients
from model.explain.path import Place, path_of

CASES = [
    ("lstm", "read", 0, None), ("lstm", "skip", 3, None), ("elman", "read", 3, None), ("attention", "read", 0, None),
    ("pooled", "read", 0, PooledShape("mean", "logistic regression")),
    ("pooled", "skip", 0, PooledShape("max+mean+SD", "linear SVM")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "blank", "count", "pooled"), CASES)
def test_attributions_add_up_to_the_way_from_glass_to_the_logit(make_spot, kind, blank, count, pooled):
    spot, *_ = make_spot(kind, blank, count, pooled)
    found = result_of(integrated_gradients(spot))
    assert found.complete
    difference = found.logit - found.baseline
    assert abs(difference) > 1e-3
    assert np.nansum(found.attribution) == pytest.approx(difference, abs=TOLERANCE * max(abs(difference), 0.01))
    assert found.residual == pytest.approx(difference - np.nansum(found.attribution), abs=1e-5)
    assert np.array_equal(np.flatnonzero(np.isfinite(found.attribution)), spot.tiles)


@pytest.mark.parametrize(("count", "warm_up"), [(0, None), (3, None), (3, 0.5)])
def test_they_are_those_of_plain_autograd_in_the_features(make_spot, count, warm_up):
    spot, *_ = make_spot("lstm", "read", count, warm_up=warm_up)
    found = result_of(integrated_gradients(spot, most=8))
    at, weights = np.polynomial.legendre.leggauss(8)
    expected = np.zeros(25)
    for share, weight in zip((at + 1) / 2, weights / 2, strict=True):
        x = (spot.glass + float(share) * (spot.features - spot.glass)).requires_grad_()
        logits = [spot.bundle.head(x[order][None])[0, -1] for order in spot.orders]
        (gradient,) = torch.autograd.grad(1.7 * torch.stack(logits).mean(), x)
        expected += weight * (gradient * (spot.features - spot.glass)).sum(dim=-1).numpy()
    np.testing.assert_allclose(found.attribution, expected, atol=1e-5)


def test_too_few_points_are_told_by_the_residual_and_short_pieces_find_a_sharp_turn(make_spot):
    spot, *_ = make_spot("lstm")
    spot.features.mul_(40)
    rough = result_of(integrated_gradients(spot, most=2, rule=2))
    assert (rough.complete, rough.points) == (False, 2)
    fine = result_of(integrated_gradients(spot, most=2000))
    assert fine.complete
    assert fine.points > 8
    assert np.nansum(fine.attribution) == pytest.approx(fine.logit - fine.baseline, rel=TOLERANCE)


class TurningPath:
    """Two orders of 25 tiles; the logit of each turns within 1e-11 of the path at its own point, half of it by tile 3.
    """

    readings = 2
    turns = np.array([0.3, 0.712345678])
    width = 1e-11

    def logits(self, places):
        yield Progress("")
        return np.array([self._away(at) + at.share for at in places])

    def slopes(self, places):
        yield Progress("")
        found = np.full((len(places), 25), 1 / 25)
        steep = np.array([1 - self._away(at) ** 2 for at in places]) / self.width
        found[:, 3] += steep / 2
        found[:, 5] += steep / 2
        return found

    def _away(self, at):
        return np.tanh((at.share - self.turns[at.reading]) / self.width)


def test_a_turn_within_a_hundred_billionth_of_the_way_is_found_in_each_reading(make_spot, monkeypatch):
    spot, *_ = make_spot()
    monkeypatch.setattr("model.explain.integrated_gradients.path_of", lambda spot: TurningPath())
    found = result_of(integrated_gradients(spot))
    assert found.complete
    expected = np.full(25, 1.7 / 25)
    expected[[3, 5]] += 1.7
    np.testing.assert_allclose(found.attribution, expected, rtol=TOLERANCE)


@pytest.mark.parametrize("kind", ["lstm", "elman"])
def test_strings_are_walked_in_steps_that_float32_does_not_tell_apart(make_spot, kind):
    spot, *_ = make_spot(kind, "read", 3)
    path, near = path_of(spot), 1e-9
    at = [Place(reading, share) for reading in range(3) for share in (0.4, 0.4 + near)]
    logits = result_of(path.logits(at)).reshape(3, 2)
    slopes = result_of(path.slopes(at[::2])).sum(axis=1)
    assert np.abs(slopes).min() > 1e-3
    np.testing.assert_allclose(np.diff(logits)[:, 0] / near, slopes, rtol=1e-4)

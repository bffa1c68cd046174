"""The band around a calibration line against R 4.2.2: glm and predict with standard errors."""

import numpy as np
import pytest

from model.statistics.calibration_band import calibration_band

LOGITS = np.array([-2.0, -1.5, -1.1, -0.7, -0.2, 0.1, 0.3, 0.8, 1.2, 1.9, 2.2, -0.4])
ALIVE = np.array([0, 0, 1, 0, 0, 1, 0, 1, 1, 1, 1, 1], bool)


def test_the_covariance_is_that_of_vcov():
    found = calibration_band(LOGITS, ALIVE)
    assert found.intercept_variance == pytest.approx(0.581422227133, abs=1e-6)
    assert found.slope_variance == pytest.approx(0.702750939851, abs=1e-6)
    assert found.covariance == pytest.approx(0.178876210266, abs=1e-6)


@pytest.mark.parametrize(
    ("logit", "share", "low", "high"),
    [
        (-1.3, 0.211513965243, 0.0278153983822, 0.715512265501),
        (0.4, 0.745910921287, 0.3282379215533, 0.946343757403),
        (2.0, 0.965407604234, 0.3444457240468, 0.999325846002),
    ],
)
def test_share_and_interval_are_those_of_predict(logit, share, low, high):
    found = calibration_band(LOGITS, ALIVE).at(logit)
    assert (found.value, found.low, found.high) == pytest.approx((share, low, high), abs=1e-6)


@pytest.mark.parametrize(
    ("logits", "alive"),
    [
        (np.arange(12.0), np.arange(12) > 5),  # no overlap
        (np.full(12, 0.3), np.arange(12) > 5),  # one logit
        (LOGITS, np.arange(12) < 4),  # four alive
        (LOGITS, np.arange(12) >= 4),  # four died
    ],
)
def test_where_no_line_or_too_few_patients_there_is_no_band(logits, alive):
    assert calibration_band(logits, alive) is None

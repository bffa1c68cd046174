"""The model card's AUC and hazard ratio are those of a comparison, with the same interval."""

import math

import numpy as np
import pytest

from model.statistics.discrimination import auc
from model.statistics.hazards import hazard_ratio
from model.training.figures import auc_record, hazard_record

ALIVE = np.arange(30) % 3 > 0
LOGITS = np.sin(np.arange(30.0)) + ALIVE


def test_the_card_and_a_comparison_give_one_auc_with_one_interval():
    """A comparison ranks the risk of death, the card the logit of being alive."""
    found, expected = auc_record(LOGITS, ALIVE), auc(-LOGITS, ~ALIVE)
    assert (found.value, found.low, found.high) == pytest.approx((expected.value, expected.low, expected.high))
    assert (found.positives, found.negatives) == (20, 10)


def test_few_patients_have_an_auc_without_interval_and_an_empty_group_has_none():
    found = auc_record(LOGITS[:12], np.arange(12) < 4)
    assert 0 <= found.value <= 1
    assert math.isnan(found.low)
    with pytest.raises(ValueError, match="both groups"):
        auc_record(LOGITS, np.ones(30, bool))


def test_the_hazard_ratio_is_that_of_a_comparison():
    high, time, event = LOGITS < 0.5, np.arange(1.0, 31), np.arange(30) % 4 > 0
    found, expected = hazard_record(high, time, event), hazard_ratio(high, time, event)
    assert (found.value, found.low, found.high) == (expected.value, expected.low, expected.high)
    assert (found.patients, found.events) == (30, 22)
    assert math.isnan(hazard_record(high, time, event & (time < 6)).value)

"""The card's groups of held-out patients: exact limits, enough patients, no group over a range without any."""

import json
from itertools import pairwise

import numpy as np
import pytest

from model.result.evidence import held_out_answers
from model.statistics.estimate import counted
from model.training.held_out import LEAST_PATIENTS, answer_groups, held_out_section


def spread(patients, seed=5):
    """Answers over the whole range, without a wide gap, in random order; higher ones are alive more often."""
    rng = np.random.default_rng(seed)
    p = rng.permutation(((np.arange(patients) + 0.37) / patients) ** 1.1)
    return p, rng.random(patients) < p


@pytest.mark.parametrize(("patients", "groups"), [(14, 1), (29, 1), (30, 2), (75, 5), (135, 5), (600, 5)])
def test_every_patient_is_in_the_one_group_whose_limits_hold_the_answer(patients, groups):
    p, alive = spread(patients)
    found = answer_groups(p, alive)
    assert len(found) <= groups
    assert len(found) >= groups - 1, "a limit rounded to 0.01 may leave too few patients on one side"
    assert sum(group.patients for group in found) == patients
    for group in found:
        last = group is found[-1]
        inside = (p >= group.low) & (p <= group.high if last else p < group.high)
        assert (group.patients, group.alive) == (inside.sum(), alive[inside].sum())
        share = counted(group.alive, group.patients)
        assert group.interval == (share.low, share.high)
        assert group.patients >= min(patients, LEAST_PATIENTS)
    for below, above in pairwise(found):
        assert below.high == above.low
    for limit in [found[0].low, *(group.high for group in found)]:
        assert round(limit, 2) == limit


def test_no_group_spans_a_range_without_patients():
    """A saturated model: answers of 0.031 to 0.05, three of 0.5, and of 0.91 to 0.938."""
    p = np.concatenate([np.linspace(0.031, 0.05, 40), [0.5, 0.501, 0.502], np.linspace(0.91, 0.938, 37)])
    alive = np.arange(80) % 2 == 0
    found = answer_groups(p[::-1], alive)
    assert [(group.low, group.high) for group in found if group.patients < LEAST_PATIENTS] == [(0.5, 0.51)]
    assert found[0].low == 0.03
    assert found[-1].high == 0.94
    assert not any(group.low < 0.3 < group.high or group.low < 0.7 < group.high for group in found)


def test_a_range_of_a_tenth_is_spanned_and_a_wider_one_is_not():
    alive = np.arange(20) % 2 == 0
    assert len(answer_groups(np.repeat([0.25, 0.34375], 10), alive)) == 1
    assert len(answer_groups(np.repeat([0.25, 0.375], 10), alive)) == 2


def test_the_section_is_plain_data_that_reads_back():
    p, alive = spread(135)
    section = json.loads(json.dumps(held_out_section(np.log(p / (1 - p)), alive, 5.0), allow_nan=False))
    answers = held_out_answers(section)
    assert (answers.patients, answers.horizon_years) == (135, 5)
    assert [group.alive for group in answers.groups] == [group.alive for group in answer_groups(p, alive)]
    assert 0.5 < answers.band.slope < 2


def test_without_both_outcomes_there_is_no_line():
    assert held_out_section(np.linspace(-1, 1, 20), np.ones(20, bool), 5.0)["line"] is None

"""The three-step example equals sums worked out by hand from the weights that the program states."""

import dataclasses

import numpy as np

from model.lecture.three_steps import three_steps


def test_every_sum_state_and_output_is_that_worked_out_by_hand():
    found = three_steps()
    np.testing.assert_array_equal(found.network.u, [[1, -1], [-1, 1]])
    np.testing.assert_array_equal(found.network.w, [[-1, 0], [0, -1]])
    np.testing.assert_array_equal(found.network.v, [[-1, 1]])
    # t = 1: U (0, 0) + W (0, 0);  t = 2: (1, -1) + (-1, -1);  t = 3: (1 - 1, -1 + 1) + (-1, 0)
    np.testing.assert_array_equal(found.h_sums, [[0, 0], [0, -2], [-1, 0]])
    np.testing.assert_array_equal(found.run.h, [[0, 0], [1, 1], [1, 0], [0, 1]])
    # V (1, 1) = -1 + 1;  V (1, 0) = -1;  V (0, 1) = 1
    np.testing.assert_array_equal(found.y_sums, [[0], [-1], [1]])
    np.testing.assert_array_equal(found.run.y, [[1], [0], [1]])
    assert found.error == 0


def test_without_memory_the_last_state_is_another():
    # U (0, 0) = (0, 0);  U (1, 0) = (1, -1);  U (1, 1) = (0, 0)
    np.testing.assert_array_equal(three_steps().forgetful.h[1:], [[1, 1], [1, 0], [1, 1]])


def test_a_state_that_is_not_the_lectures_is_reported():
    found = three_steps()
    assert found.agrees
    assert not dataclasses.replace(found, run=found.forgetful).agrees
    other = dataclasses.replace(found.run, y=1 - found.run.y)
    assert not dataclasses.replace(found, run=other).agrees

"""The cut-off between the risk groups, on small cases that can be counted by hand."""

import numpy as np

from model.training.threshold import cut_off


def test_youdens_cut_parts_the_living_from_the_dead_where_it_can():
    logits, alive = np.array([-3.0, -2.0, 1.0, 2.5]), np.array([False, False, True, True])
    assert cut_off(logits, alive, "youden") == -0.5


def test_with_overlap_the_most_are_on_their_side():
    # Cuts after 1, 2, ... patients: sensitivity + specificity - 1 is 1/3, 0, 1/3, 2/3, 1/3.
    logits = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0])
    alive = np.array([False, True, False, False, True, True])
    assert cut_off(logits, alive, "youden") == 3.5


def test_of_equal_cuts_the_one_with_the_most_room_is_taken():
    # After the first and after the third patient the index is 1/2 each; the second gap is wider.
    logits, alive = np.array([0.0, 1.0, 2.0, 9.0]), np.array([False, True, False, True])
    assert cut_off(logits, alive, "youden") == 5.5


def test_no_cut_lies_between_equal_logits():
    logits, alive = np.array([1.0, 1.0, 1.0, 4.0]), np.array([False, True, False, True])
    assert cut_off(logits, alive, "youden") == 2.5


def test_where_nothing_can_be_parted_everybody_is_low_risk():
    assert cut_off(np.ones(4), np.array([True, False, True, False]), "youden") == 1
    assert cut_off(np.arange(3.0), np.ones(3, bool), "youden") == 0


def test_the_median_is_blind_to_outcomes():
    assert cut_off(np.array([0.0, 1.0, 7.0]), np.array([True, False, True]), "median") == 1

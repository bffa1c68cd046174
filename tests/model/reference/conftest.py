"""Gradients the slow and sure way, for all networks of the reference."""

import numpy as np
import pytest


def _differences(function, array, size=1e-5):
    found = np.zeros_like(array)
    for place in np.ndindex(array.shape):
        kept = array[place]
        array[place] = kept + size
        above = function()
        array[place] = kept - size
        below = function()
        array[place] = kept
        found[place] = (above - below) / (2 * size)
    return found


@pytest.fixture(scope="session")
def differences():
    """Central differences of a function of nothing by every entry of an array, changed in place and put back."""
    return _differences

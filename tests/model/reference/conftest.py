"""Numerical gradients for all networks of the reference."""

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
    """Return central differences of a function without arguments by each entry of an array, which is restored."""
    return _differences

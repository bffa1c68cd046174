"""The distance of a tile to the training tissue, against scikit-learn and against arithmetic by hand."""

import numpy as np
import pytest

from model.familiarity.reference import FamiliarityLimits, TissueReference, nearest, placed

LIMITS = FamiliarityLimits(neighbours=2, tile=0.5, caution=0.1, refuse=0.5)


def made():
    """Three features, one component along (0.6, 0.8, 0) and three points."""
    return TissueReference(
        centre=np.float32([1, 2, 3]),
        scale=np.float32([2, 1, 0.5]),
        axes=np.float32([[0.6], [0.8], [0]]),
        spread=np.float32([2, 4]),
        points=np.float32([[0, 0], [3, 0], [0, 5]]),
        limits=LIMITS,
    )


def test_a_place_is_what_the_components_hold_and_the_length_of_the_rest():
    """(2, 4, 9) is (2, 2, 3) standardised: 2.8 along the axis, and sqrt(17 - 7.84) besides."""
    reference = made()
    found = placed(np.float32([[2, 4, 9]]), reference.centre, reference.scale, reference.axes, reference.spread)
    np.testing.assert_allclose(found, [[2.8 / 2, np.sqrt(17 - 2.8**2) / 4]], rtol=1e-6)


def test_the_distance_is_the_mean_to_the_nearest_points_in_units_of_the_limit():
    """At the centre the place is (0, 0): the two nearest points are 0 and 3 away, the mean is 1.5 = 3 limits."""
    np.testing.assert_allclose(made().distances(np.float32([[1, 2, 3]])), [3.0])


def test_the_neighbours_are_those_of_scikit_learn():
    neighbors = pytest.importorskip("sklearn.neighbors")
    generator = np.random.default_rng(5)
    points, places = generator.normal(size=(310, 7)), generator.normal(size=(301, 7)) * 2 + 1
    expected = neighbors.NearestNeighbors(n_neighbors=4).fit(points).kneighbors(places)[0].mean(axis=1)
    # More places than are compared at once, and not a multiple of it.
    np.testing.assert_allclose(nearest(places, points, 4), expected, rtol=1e-9)


def test_no_place_gives_no_distance():
    assert made().distances(np.zeros((0, 3), np.float32)).shape == (0,)

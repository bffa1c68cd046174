"""Winograd's convolution in NumPy, step by step, equals the plain definition of a 3 x 3 convolution."""

import numpy as np
import pytest

from model.backbone.winograd import (
    INPUT_TRANSFORM,
    OUTPUT_TRANSFORM,
    POINTS,
    POOLED_TRANSFORM,
    output_rows,
    patch_rows,
    patches_a_side,
    transformed_filters,
)

IMAGES, INPUTS, OUTPUTS = 2, 3, 5
TOLERANCE = 1e-4
"""For values up to 12 in float32; a wrong step gives errors of 1 and more."""


def direct(x, weight):
    """Return the 3 x 3 convolution with one px of zeros around, float64: [images, side, side, in] to [..., out]."""
    side = x.shape[1]
    padded = np.pad(x.astype(np.float64), ((0, 0), (1, 1), (1, 1), (0, 0)))
    return sum(
        padded[:, i : i + side, j : j + side] @ weight[:, :, i, j].T.astype(np.float64)
        for i in range(3)
        for j in range(3)
    )


def by_winograd(matrix, rows, weight, pooled):
    """Run the four steps of the graph; `matrix` [pixels, in], `rows` [images, side, side]."""
    images, side = rows.shape[:2]
    patches = images * patches_a_side(side) ** 2
    with_nothing = np.concatenate([matrix, np.zeros((1, matrix.shape[1]), np.float32)])
    points = INPUT_TRANSFORM @ with_nothing[patch_rows(rows, len(matrix))].reshape(POINTS, -1)
    products = points.reshape(POINTS, patches, -1) @ transformed_filters(weight)
    out = (POOLED_TRANSFORM if pooled else OUTPUT_TRANSFORM) @ products.reshape(POINTS, -1)
    if pooled:
        out = out.reshape(4, -1).max(axis=0)
    return out.reshape(-1, weight.shape[0]), output_rows(images, side, pooled)


@pytest.fixture
def weight():
    return np.random.default_rng(1).normal(size=(OUTPUTS, INPUTS, 3, 3)).astype(np.float32)


@pytest.mark.parametrize("side", [4, 8, 14, 6])
def test_it_is_the_convolution(weight, side):
    x = np.random.default_rng(2).normal(size=(IMAGES, side, side, INPUTS)).astype(np.float32)
    rows = np.arange(IMAGES * side * side).reshape(IMAGES, side, side)
    found, where = by_winograd(x.reshape(-1, INPUTS), rows, weight, pooled=False)
    np.testing.assert_allclose(found[where], direct(x, weight), atol=TOLERANCE)


@pytest.mark.parametrize("side", [8, 14])
def test_pooled_it_is_the_pooled_convolution(weight, side):
    x = np.random.default_rng(3).normal(size=(IMAGES, side, side, INPUTS)).astype(np.float32)
    rows = np.arange(IMAGES * side * side).reshape(IMAGES, side, side)
    found, where = by_winograd(x.reshape(-1, INPUTS), rows, weight, pooled=True)
    pooled = direct(x, weight).reshape(IMAGES, side // 2, 2, side // 2, 2, OUTPUTS).max(axis=(2, 4))
    assert where.shape == (IMAGES, side // 2, side // 2)
    np.testing.assert_allclose(found[where], pooled, atol=TOLERANCE)


def test_pixels_may_lie_in_any_order(weight):
    """The output of one layer is the input of the next, in any order of rows."""
    x = np.random.default_rng(4).normal(size=(IMAGES, 8, 8, INPUTS)).astype(np.float32)
    rows = np.random.default_rng(5).permutation(IMAGES * 64).reshape(IMAGES, 8, 8)
    matrix = np.empty((IMAGES * 64, INPUTS), np.float32)
    matrix[rows] = x
    found, where = by_winograd(matrix, rows, weight, pooled=False)
    np.testing.assert_allclose(found[where], direct(x, weight), atol=TOLERANCE)


def test_rows_that_are_cut_off_at_the_edge_are_never_asked_for_again(weight):
    """14 px are covered by 16 outputs; the next layer must not use the two beyond the edge."""
    where = output_rows(1, 14, pooled=False)
    assert where.shape == (1, 14, 14)
    assert len(np.unique(where)) == 14 * 14
    assert where.max() < 16 * 16

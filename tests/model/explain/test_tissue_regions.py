"""Regions are connected, hold similar tiles, and are neither single tiles nor most of the spot."""

import numpy as np
import pytest

from model.explain.tissue_regions import LEAST_TILES, MOST_TILES, tissue_regions, typical_tiles


def grid(rows, cols):
    row, col = np.divmod(np.arange(rows * cols), cols)
    return row, col


def connected(rows, cols):
    """Whether the tiles at these places hang together by their edges."""
    left = set(zip(rows.tolist(), cols.tolist(), strict=True))
    todo = [left.pop()]
    while todo:
        row, col = todo.pop()
        for near in ((row + 1, col), (row - 1, col), (row, col + 1), (row, col - 1)):
            if near in left:
                left.remove(near)
                todo.append(near)
    return not left


def test_two_kinds_of_tissue_are_never_in_one_region():
    rows, cols = grid(6, 6)
    rng = np.random.default_rng(1)
    kind = (cols + rows > 5).astype(int)
    features = 5.0 * np.eye(8)[kind] + 0.3 * rng.normal(size=(36, 8))
    labels = tissue_regions(features, rows, cols)
    assert len(np.unique(labels)) == 4
    for number in np.unique(labels):
        assert len(np.unique(kind[labels == number])) == 1


@pytest.mark.parametrize("seed", range(5))
def test_regions_are_connected_and_of_a_useful_size(seed):
    rng = np.random.default_rng(seed)
    here = rng.random(196) > 0.25
    rows, cols = (axis[here] for axis in grid(14, 14))
    labels = tissue_regions(rng.normal(size=(len(rows), 16)), rows, cols)
    assert sorted(np.unique(labels)) == list(range(labels.max() + 1))
    for number in np.unique(labels):
        own = labels == number
        assert connected(rows[own], cols[own])
        alone = not any(
            abs(rows[i] - rows[j]) + abs(cols[i] - cols[j]) == 1
            for i in np.flatnonzero(own)
            for j in np.flatnonzero(~own)
        )
        assert alone or own.sum() >= LEAST_TILES
        assert own.sum() < MOST_TILES + 3 * LEAST_TILES


def test_even_tissue_is_divided_into_compact_parts():
    rows, cols = grid(12, 12)
    labels = tissue_regions(np.random.default_rng(2).normal(size=(144, 32)), rows, cols)
    sizes = np.bincount(labels)
    assert 12 <= len(sizes) <= 18
    for number in range(len(sizes)):
        own = labels == number
        assert np.ptp(rows[own]) < 8
        assert np.ptp(cols[own]) < 8


def test_odd_tiles_in_even_tissue_neither_stay_alone_nor_leave_one_huge_region():
    rows, cols = grid(12, 12)
    rng = np.random.default_rng(7)
    features = 0.01 * rng.normal(size=(144, 20))
    odd = rng.choice(144, 16, replace=False)
    features[odd, np.arange(16)] = 50
    sizes = np.bincount(tissue_regions(features, rows, cols))
    assert sizes.min() >= LEAST_TILES
    assert sizes.max() < 2 * MOST_TILES


def test_tissue_that_lies_apart_stays_apart():
    rows, cols = np.array([0, 0, 1, 5, 9, 9, 9, 9]), np.array([0, 1, 0, 5, 0, 1, 2, 3])
    labels = tissue_regions(np.zeros((8, 3)), rows, cols)
    assert labels.tolist() == [0, 0, 0, 1, 2, 2, 2, 2]


def test_the_typical_tile_is_the_one_nearest_to_the_mean():
    features = np.array([[0.0], [4.0], [5.0], [9.0], [10.0], [11.0]])
    assert typical_tiles(features, np.array([0, 0, 0, 1, 1, 1])).tolist() == [1, 4]

"""Orders in which the tiles of a window can be read: the number of an order comes in, a permutation goes out."""

import numpy as np

_STREAM = 0x4F52444552  # "ORDER": keeps these draws apart from all others
SYMMETRIES = 8
"""Flips and rotations of a square grid, the grid as it is among them."""


def random_order(tiles: int, number: int) -> np.ndarray:
    """The random order of that number, int64 [tiles]: the same on every computer and for every window.

    Made of the generator's raw bits, as NumPy promises those alone not to change from version to version.
    """
    raw = np.random.PCG64(np.random.SeedSequence([_STREAM, number])).random_raw(tiles)
    return np.argsort(raw, kind="stable")


def symmetry(tiles: int, number: int) -> np.ndarray:
    """Order in which a square grid is read after one of its eight flips and rotations; 0 leaves it is."""
    side = round(tiles**0.5)
    grid = np.rot90(np.arange(tiles).reshape(side, side), number % 4)
    return np.ascontiguousarray(grid.T if number >= 4 else grid).ravel()


def among(order: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """The tiles `kept`, int64 [n], in the order of `order`, which holds all tiles."""
    return order[np.isin(order, kept)]


def random_orders(count: int, tiles: int, kept: np.ndarray) -> np.ndarray:
    """The first `count` random orders of the tiles `kept` of a grid of `tiles`, int64 [count, n]."""
    return np.stack([among(random_order(tiles, number), kept) for number in range(count)])

"""Orders in which a head can take the tiles of a region, as permutations of tile indices."""

import numpy as np

_STREAM = 0x4F52444552  # "ORDER" in ASCII: separates these random numbers from all others
SYMMETRIES = 8
"""Number of flips and rotations of a square grid, including the unchanged grid."""


def random_order(tiles: int, number: int) -> np.ndarray:
    """Return the random order with this number, int64 [tiles]: the same on every computer and for every region.

    It is computed from the generator's raw bits, the only output that NumPy keeps stable between versions.
    """
    raw = np.random.PCG64(np.random.SeedSequence([_STREAM, number])).random_raw(tiles)
    return np.argsort(raw, kind="stable")


def symmetry(tiles: int, number: int) -> np.ndarray:
    """Return the raster order of a square grid after one of its eight flips and rotations, int64 [tiles].

    `number` is 0 to 7; 0 leaves the grid unchanged.
    """
    side = round(tiles**0.5)
    grid = np.rot90(np.arange(tiles).reshape(side, side), number % 4)
    return np.ascontiguousarray(grid.T if number >= 4 else grid).ravel()


def among(order: np.ndarray, used: np.ndarray) -> np.ndarray:
    """Return the tiles `used`, int64 [n], in the order of `order`, which holds all tiles."""
    return order[np.isin(order, used)]


def random_orders(count: int, tiles: int, used: np.ndarray) -> np.ndarray:
    """Return the first `count` random orders of the tiles `used` of a grid of `tiles`, int64 [count, n]."""
    return np.stack([among(random_order(tiles, number), used) for number in range(count)])

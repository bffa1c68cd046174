"""Orders in which a head can take the tiles of a region, as permutations of tile indices.

A structured order goes through the tiles of a square grid along a line or block by block, so that neighbours in the
tissue follow one another; a random order does not.
"""

from collections.abc import Callable

import numpy as np

from model.region.order_kinds import OrderKind

_STREAM = 0x4F52444552  # "ORDER" in ASCII: separates these random numbers from all others
SYMMETRIES = 8
"""Number of flips and rotations of a square grid, including the unchanged grid."""
_OF_ONE = 4
"""Number of balanced orders made from one random order."""


def random_order(tiles: int, number: int) -> np.ndarray:
    """Return the random order with this number, int64 [tiles]: the same on every computer and for every region.

    It is computed from the generator's raw bits, the only output that NumPy keeps stable between versions.
    """
    raw = np.random.PCG64(np.random.SeedSequence([_STREAM, number])).random_raw(tiles)
    return np.argsort(raw, kind="stable")


def symmetry(tiles: int, number: int) -> np.ndarray:
    """Return the raster order of a square grid after one of its eight flips and rotations, int64 [tiles].

    `number` is 0 to 7; 0 leaves the grid unchanged. Half of the eight go by columns, and two begin at each corner.
    """
    side = round(tiles**0.5)
    grid = np.rot90(np.arange(tiles).reshape(side, side), number % 4)
    return np.ascontiguousarray(grid.T if number >= 4 else grid).ravel()


def serpentine(tiles: int, number: int) -> np.ndarray:
    """Return the order of `symmetry` with every second line backwards, so that each step is to a neighbour."""
    side = round(tiles**0.5)
    grid = symmetry(tiles, number).reshape(side, side)
    grid[1::2] = grid[1::2, ::-1]
    return grid.ravel()


def in_blocks(tiles: int, number: int, side: int, generator: np.random.Generator) -> np.ndarray:
    """Return the order that takes blocks of `side` x `side` tiles one by one, in random order, int64 [tiles].

    Within a block the order is that of `symmetry`. Blocks at the far edges are smaller if `side` does not divide the
    side of the grid.
    """
    whole = round(tiles**0.5)
    order = symmetry(tiles, number)
    across = -(-whole // side)
    row, col = np.divmod(order, whole)
    place = generator.permutation(across * across)[row // side * across + col // side]
    return order[np.argsort(place, kind="stable")]


Structured = Callable[[int, int, np.random.Generator], np.ndarray]
STRUCTURED: dict[str, Structured] = {
    "raster": lambda tiles, number, generator: symmetry(tiles, number),
    "serpentine": lambda tiles, number, generator: serpentine(tiles, number),
    "blocks of 2": lambda tiles, number, generator: in_blocks(tiles, number, 2, generator),
    "blocks of 4": lambda tiles, number, generator: in_blocks(tiles, number, 4, generator),
}
"""Structured orders of a square grid of so many tiles, after the flip or rotation with this number, by name."""


def mixed_order(tiles: int, generator: np.random.Generator) -> np.ndarray:
    """Return a random or a structured order, int64 [tiles], each in half of the cases.

    All structured orders, flips and rotations are equally likely. Half of them start at a random tile and continue
    after the last tile with the first one.
    """
    if generator.random() < 0.5:
        return generator.permutation(tiles)
    names = tuple(STRUCTURED)
    name = names[int(generator.integers(len(names)))]
    order = STRUCTURED[name](tiles, int(generator.integers(SYMMETRIES)), generator)
    return np.roll(order, int(generator.integers(tiles))) if generator.random() < 0.5 else order


def among(order: np.ndarray, used: np.ndarray) -> np.ndarray:
    """Return the tiles `used`, int64 [n], in the order of `order`, which holds all tiles."""
    return order[np.isin(order, used)]


def random_orders(count: int, tiles: int, used: np.ndarray) -> np.ndarray:
    """Return the first `count` random orders of the tiles `used` of a grid of `tiles`, int64 [count, n]."""
    return np.stack([among(random_order(tiles, number), used) for number in range(count)])


def prediction_order(kind: OrderKind, number: int, tiles: int) -> np.ndarray:
    """Return the order with this number among those over which a prediction is averaged, int64 [tiles].

    "random": the random order with this number. "balanced": every four orders are made from one random order:
    forwards, backwards, and both of these from the middle on, with the first half after the second. Each tile is then
    in the second half of two of the four, and no tile is nearer to their ends than the others.
    """
    if kind == "random":
        return random_order(tiles, number)
    order = random_order(tiles, number // _OF_ONE)
    # The whole grid is cut in the middle, not the tiles used: without one of them, the others stay in their order.
    order = order[::-1] if number % 2 else order
    return np.roll(order, -(tiles // 2)) if number % _OF_ONE >= _OF_ONE // 2 else order


def prediction_orders(kind: OrderKind, count: int, tiles: int, used: np.ndarray) -> np.ndarray:
    """Return the first `count` orders of a prediction over the tiles `used` of a grid of `tiles`, int64 [count, n]."""
    return np.stack([among(prediction_order(kind, number, tiles), used) for number in range(count)])

"""Compute the orders in which a head can process the tiles of a region, as permutations of tile indices.

A structured order follows lines or blocks of the square grid, so that tiles next to each other in the tissue are often
next to each other in the order. A random order ignores the positions of tiles.
"""

from collections.abc import Callable

import numpy as np

from model.region.order_kinds import OrderKind

_STREAM = 0x4F52444552  # "ORDER" in ASCII; makes these random numbers independent of all others
SYMMETRIES = 8
"""Number of flips and rotations of a square grid, including the grid as it is."""
_OF_ONE = 4
"""Number of balanced orders that are made from one random order."""


def random_order(tiles: int, number: int) -> np.ndarray:
    """Return random order `number`, int64 [tiles]. It is the same on every computer and for every region.

    It is computed from the generator's raw bits, the only output that is the same in all NumPy versions.
    """
    raw = np.random.PCG64(np.random.SeedSequence([_STREAM, number])).random_raw(tiles)
    return np.argsort(raw, kind="stable")


def symmetry(tiles: int, number: int) -> np.ndarray:
    """Return the raster order of a square grid after one of its eight flips and rotations, int64 [tiles].

    `number` is 0 to 7; 0 leaves the grid unchanged. Four of the eight orders go row by row and four column by column;
    two begin at each corner.
    """
    side = round(tiles**0.5)
    grid = np.rot90(np.arange(tiles).reshape(side, side), number % 4)
    return np.ascontiguousarray(grid.T if number >= 4 else grid).ravel()


def serpentine(tiles: int, number: int) -> np.ndarray:
    """Return the order of `symmetry` with every second line reversed, so that each step leads to a neighbour."""
    side = round(tiles**0.5)
    grid = symmetry(tiles, number).reshape(side, side)
    grid[1::2] = grid[1::2, ::-1]
    return grid.ravel()


def in_blocks(tiles: int, number: int, side: int, generator: np.random.Generator) -> np.ndarray:
    """Return an order that takes blocks of `side` x `side` tiles one after the other, int64 [tiles].

    The blocks follow in random order. The order inside each block is that of `symmetry`. Blocks at the far edges are
    smaller if `side` does not divide the side of the grid.
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
"""Structured orders by name: functions of the number of tiles and of the number of the flip or rotation."""


def mixed_order(tiles: int, generator: np.random.Generator) -> np.ndarray:
    """Return a random or a structured order, int64 [tiles]; both are equally likely.

    All structured orders, flips and rotations are equally likely. Half of the structured orders start at a random tile
    and continue with the first tile after the last.
    """
    if generator.random() < 0.5:
        return generator.permutation(tiles)
    names = tuple(STRUCTURED)
    name = names[int(generator.integers(len(names)))]
    order = STRUCTURED[name](tiles, int(generator.integers(SYMMETRIES)), generator)
    return np.roll(order, int(generator.integers(tiles))) if generator.random() < 0.5 else order


def among(order: np.ndarray, used: np.ndarray) -> np.ndarray:
    """Return the indices in `used`, int64 [n], sorted as in `order`, which holds the indices of all tiles."""
    return order[np.isin(order, used)]


def random_orders(count: int, tiles: int, used: np.ndarray) -> np.ndarray:
    """Return the first `count` random orders of the tiles `used`, int64 [count, n].

    `tiles` is the number of tiles of the whole grid.
    """
    return np.stack([among(random_order(tiles, number), used) for number in range(count)])


def prediction_order(kind: OrderKind, number: int, tiles: int) -> np.ndarray:
    """Return order `number` of those over which a prediction is averaged, int64 [tiles].

    "random": the random order with this number. "balanced": four consecutive orders are made from one random order: the
    order itself, its reverse, and both of these with their two halves exchanged. Thus each tile is in the second half
    of two of the four orders, and on average all tiles are equally near to the ends of the orders.
    """
    if kind == "random":
        return random_order(tiles, number)
    order = random_order(tiles, number // _OF_ONE)
    # The halves are those of the whole grid, not of the used tiles. Thus leaving out a tile does not change the order
    # of the others.
    order = order[::-1] if number % 2 else order
    return np.roll(order, -(tiles // 2)) if number % _OF_ONE >= _OF_ONE // 2 else order


def prediction_orders(kind: OrderKind, count: int, tiles: int, used: np.ndarray) -> np.ndarray:
    """Return the first `count` orders for a prediction over the tiles `used`, int64 [count, n].

    `tiles` is the number of tiles of the whole grid.
    """
    return np.stack([among(prediction_order(kind, number, tiles), used) for number in range(count)])

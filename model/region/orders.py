"""Compute the orders in which a head can process the tiles of a region, as permutations of tile indices.

A structured order follows lines or blocks of the square grid. Tiles that are next to each other in the tissue are
therefore often next to each other in the order. A random order ignores the positions of the tiles.
"""

from collections.abc import Callable

import numpy as np

from model.region.order_kinds import OrderKind

_STREAM = 0x4F52444552  # "ORDER" in ASCII; makes these random numbers independent of all others
SYMMETRIES = 8
"""Number of flips and rotations of a square grid, including the unchanged grid."""
_OF_ONE = 4
"""Number of balanced orders made from one random order."""


def random_order(tiles: int, number: int) -> np.ndarray:
    """Return random order `number`, int64 [tiles]. The result is the same on every computer.

    It is computed from the generator's raw bits, because no other output of the generator is the same in all NumPy
    versions.
    """
    raw = np.random.PCG64(np.random.SeedSequence([_STREAM, number])).random_raw(tiles)
    return np.argsort(raw, kind="stable")


def symmetry(tiles: int, number: int) -> np.ndarray:
    """Return the raster order of a square grid after one of its eight flips and rotations, int64 [tiles].

    `number` is 0 to 7, and 0 leaves the grid unchanged. Four of the eight orders go row by row, and four go column by
    column. Two orders begin at each corner.
    """
    side = round(tiles**0.5)
    grid = np.rot90(np.arange(tiles).reshape(side, side), number % 4)
    return np.ascontiguousarray(grid.T if number >= 4 else grid).ravel()


def serpentine(tiles: int, number: int) -> np.ndarray:
    """Return the tile order that `symmetry` returns, with every second line reversed, int64 [tiles].

    Each step then leads to a neighbouring tile.
    """
    side = round(tiles**0.5)
    grid = symmetry(tiles, number).reshape(side, side)
    grid[1::2] = grid[1::2, ::-1]
    return grid.ravel()


def in_blocks(tiles: int, number: int, side: int, generator: np.random.Generator) -> np.ndarray:
    """Return a tile order that takes blocks of `side` x `side` tiles one after the other, int64 [tiles].

    The blocks are in random order. Inside each block, the tiles have the order that `symmetry` returns for `number`. If
    `side` does not divide the side of the grid, the blocks at the far edges are smaller.
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
"""Structured orders by name. Each is a function of the number of tiles, the number of the flip or rotation, and a
random generator."""


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
    """Return the tile indices in `used`, int64 [n], sorted by their positions in `order`, which contains all tiles."""
    return order[np.isin(order, used)]


def random_orders(count: int, tiles: int, used: np.ndarray) -> np.ndarray:
    """Return the first `count` random orders of the tile indices in `used`, int64 [count, n].

    `tiles` is the number of tiles of the whole grid.
    """
    return np.stack([among(random_order(tiles, number), used) for number in range(count)])


def prediction_order(kind: OrderKind, number: int, tiles: int) -> np.ndarray:
    """Return one of the orders over which a prediction is averaged, int64 [tiles]; `number` counts from 0.

    For the kind "random", return the random order with this number. For the kind "balanced", each random order gives
    four consecutive orders: the random order itself, its reverse, and both of these with their two halves exchanged.
    Thus each tile is in the second half of two of the four orders. On average, all tiles are equally near to the ends
    of the orders.
    """
    if kind == "random":
        return random_order(tiles, number)
    order = random_order(tiles, number // _OF_ONE)
    # The order of the whole grid is divided in two halves, not the order of the used tiles. Thus leaving out a tile
    # does not change the order of the other tiles.
    order = order[::-1] if number % 2 else order
    return np.roll(order, -(tiles // 2)) if number % _OF_ONE >= _OF_ONE // 2 else order


def prediction_orders(kind: OrderKind, count: int, tiles: int, used: np.ndarray) -> np.ndarray:
    """Return the first `count` prediction orders of the tile indices in `used`, int64 [count, n].

    `tiles` is the number of tiles of the whole grid.
    """
    return np.stack([among(prediction_order(kind, number, tiles), used) for number in range(count)])

"""Choose the level and the tiles of the image pyramid for a scale and a visible part. No Qt.

Level k is the slide reduced by the factor 2 ** k, and cut into square tiles. The side of a tile is 512 px of its level,
which is 512 * 2 ** k level-0 px.
"""

import math
from dataclasses import dataclass

from model.base.geometry import RegionL0, SizeL0

TILE_PX = 512


@dataclass(frozen=True)
class TileKey:
    """The key of one tile of the pyramid: its level, and its column and row in this level."""

    level: int
    col: int
    row: int


def level_count(size: SizeL0) -> int:
    """Return the number of levels, from level 0 to the level at which one tile holds the whole slide."""
    return 1 + max(0, math.ceil(math.log2(max(size.width, size.height) / TILE_PX)))


def level_for(scale: float, size: SizeL0) -> int:
    """Return the level whose pixels are between 0.5 and 1 device px wide at `scale`, in device px per level-0 px.

    Return level 0 if its pixels are at least 1 device px wide.
    """
    if scale >= 1:
        return 0
    return min(math.floor(math.log2(1 / scale) + 1e-9), level_count(size) - 1)


def tile_region(key: TileKey, size: SizeL0) -> RegionL0:
    """Return the area of a tile in whole level-0 px. Tiles at the right and bottom edges end with the slide."""
    side = TILE_PX << key.level
    x, y = key.col * side, key.row * side
    return RegionL0(x, y, min(side, size.width - x), min(side, size.height - y))


def tile_size(key: TileKey, size: SizeL0) -> tuple[int, int]:
    """Return width and height of a tile in level px. Tiles at the right and bottom edges are smaller."""
    region = tile_region(key, size)
    step = 1 << key.level
    return max(1, round(region.width / step)), max(1, round(region.height / step))


def tiles_in(level: int, part: RegionL0, size: SizeL0) -> tuple[TileKey, ...]:
    """Return the tiles of `level` that touch `part`, sorted by their distance from the centre of `part`."""
    side = TILE_PX << level
    last_col, last_row = (size.width - 1) // side, (size.height - 1) // side
    cols = range(max(0, math.floor(part.x / side)), min(last_col, math.ceil(part.right / side) - 1) + 1)
    rows = range(max(0, math.floor(part.y / side)), min(last_row, math.ceil(part.bottom / side) - 1) + 1)
    middle = part.centre
    keys = [TileKey(level, col, row) for row in rows for col in cols]
    keys.sort(key=lambda k: ((k.col + 0.5) * side - middle.x) ** 2 + ((k.row + 0.5) * side - middle.y) ** 2)
    return tuple(keys)


def parent(key: TileKey) -> TileKey:
    """Return the tile of the next coarser level that contains this tile."""
    return TileKey(key.level + 1, key.col // 2, key.row // 2)


def children(key: TileKey, size: SizeL0) -> tuple[TileKey, ...]:
    """Return the tiles, at most four, of the next finer level that cover the area of this tile."""
    side = TILE_PX << (key.level - 1)
    return tuple(
        TileKey(key.level - 1, col, row)
        for row in (2 * key.row, 2 * key.row + 1)
        for col in (2 * key.col, 2 * key.col + 1)
        if col * side < size.width and row * side < size.height
    )

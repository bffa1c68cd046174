"""Names and neighbours of tiles, in a grid or at any positions. No Qt."""

import numpy as np

from app.language.text import tr
from model.region.grid import GridSpec


def tile_place(grid: GridSpec, index: int) -> str:
    """Return the name of a tile: "row 3, column 4", or "tile 18" if the tiles form no grid."""
    if grid.scattered:
        return tr("tile {index}", index=index + 1)
    cell = grid.cell(index)
    return tr("row {row}, column {col}", row=cell.row + 1, col=cell.col + 1)


def neighbour(boxes: np.ndarray, index: int | None, rows: int, cols: int) -> int:
    """Return the nearest tile in a direction, for tiles at any positions; `index` itself if there is none.

    `boxes`, float64 [n, 4], holds x, y, width and height of the tiles. `rows` and `cols` give the direction. A tile
    counts if it lies at most 45 degrees off this direction. If `index` is None, return the tile nearest to the middle
    of all tiles.
    """
    centres = boxes[:, :2] + boxes[:, 2:] / 2
    if index is None:
        return int(np.linalg.norm(centres - centres.mean(axis=0), axis=1).argmin())
    away = centres - centres[index]
    along, across = (away[:, 0] * cols + away[:, 1] * rows), (away[:, 0] * rows + away[:, 1] * cols)
    found = np.flatnonzero((along > 0) & (np.abs(across) <= along))
    return index if not len(found) else int(found[np.linalg.norm(away[found], axis=1).argmin()])

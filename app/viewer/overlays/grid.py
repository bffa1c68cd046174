"""The grid of tiles, drawn as thin lines between neighbouring tiles."""

import math

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.session.session import Session
from app.viewer.overlays.base import Overlay, painted
from app.viewer.overlays.lattice import Lattice, around, lattice, tiles_of, within
from model.base.geometry import RegionL0

SMALLEST_TILE_PX = 6.0
"""Minimum width of a tile, in screen px, at which lines are drawn. The lines of smaller tiles would hide the tissue."""
FULL_TILE_PX = 24.0
"""Minimum width of a tile, in screen px, at which lines have full opacity. Lines between smaller tiles are fainter."""
HAIRLINE = QColor(20, 22, 26, 110)
"""Colour of the lines, dark and half transparent. It is visible on glass and on stain, and does not hide the tissue."""


class GridOverlay(Overlay):
    """Draws the lines between tiles, fainter for smaller tiles."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[QLineF, ...] = ()
        self._boxes = np.empty((0, 4))
        """The tiles of a feature file, which form no grid, float64 [tiles, 4]. Their outlines are drawn."""
        self._tile_side = 0.0

    def update_from(self, session: Session) -> None:
        tiles = tiles_of(session)
        self._boxes = np.empty((0, 4))
        if tiles is None:
            self._lines = ()
            self.cover(None)
            return
        if tiles.grid.scattered:
            self._lines, self._boxes, self._tile_side = (), tiles.boxes, float(tiles.boxes[0, 2])
            self.cover(around(tiles.boxes))
            return
        lines = lattice(tiles)
        self._lines = grid_lines(lines)
        self._tile_side = lines.region.width / tiles.grid.cols
        self.cover(lines.region)

    def draw(self, painter: QPainter, scale: float) -> None:
        strength = line_strength(self._tile_side * scale)
        if strength == 0:
            return
        lines = self._lines or outlines(self._boxes, painted(painter))
        painter.setOpacity(strength)
        # Draw each line as a rectangle in screen px, because Qt takes ten times as long for transparent lines. Draw all
        # rectangles with one call, because each call has to wait if another thread holds Python's lock.
        to_screen = painter.worldTransform()
        areas = [to_screen.mapRect(QRectF(line.x1(), line.y1(), line.dx(), line.dy())) for line in lines]
        painter.resetTransform()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(HAIRLINE)
        painter.drawRects(
            [
                QRectF(
                    math.floor(area.x()), math.floor(area.y()), max(1.0, area.width()), max(1.0, area.height())
                )
                for area in areas
            ]
        )
        painter.setWorldTransform(to_screen)


def outlines(boxes: np.ndarray, seen: RegionL0) -> tuple[QLineF, ...]:
    """Return the four sides of each of the `boxes` float64 [n, 4] that lies at least partly in the area `seen`."""
    found = []
    for x, y, width, height in boxes[within(boxes, seen)].tolist():
        right, bottom = x + width, y + height
        found += [QLineF(x, y, right, y), QLineF(x, bottom, right, bottom)]
        found += [QLineF(x, y, x, bottom), QLineF(right, y, right, bottom)]
    return tuple(found)


def line_strength(tile_px: float) -> float:
    """Return the opacity of the lines, 0 to 1, for tiles that are `tile_px` screen px wide."""
    if tile_px < SMALLEST_TILE_PX:
        return 0.0
    return min(1.0, 0.4 + 0.6 * (tile_px - SMALLEST_TILE_PX) / (FULL_TILE_PX - SMALLEST_TILE_PX))


def grid_lines(lines: Lattice) -> tuple[QLineF, ...]:
    """Return every line of the lattice, from edge to edge, in level-0 px."""
    left, top, right, bottom = lines.region.x, lines.region.y, lines.region.right, lines.region.bottom
    down = tuple(QLineF(float(x), top, float(x), bottom) for x in lines.xs)
    across = tuple(QLineF(left, float(y), right, float(y)) for y in lines.ys)
    return down + across

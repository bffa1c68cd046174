"""The chosen map, drawn over the tissue as one block per analysed tile, with the opacity that the user chose.

If the map has regions, their borders are drawn as well. While no map is known yet, encoded tiles light up.
"""

import numpy as np
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter

from app.session.session import Session
from app.viewer.overlays.base import Overlay, painted, screen_pen
from app.viewer.overlays.heat import Block, blocks, heat, lit
from app.viewer.overlays.lattice import around, lattice, tiles_of, within
from model.result.export.blend import between_parts

BORDERS = ((QColor(255, 255, 255, 200), 3.5), (QColor(16, 18, 22), 1.5))
"""Colour and width in screen px of the two lines of a border. A dark line with a light rim is visible on any stain."""
FEW = 1024
"""Maximum number of blocks that are all drawn. If there are more, only the blocks in view are drawn."""


class HeatmapOverlay(Overlay):
    """Draws the blocks of the chosen map."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: tuple[Block, ...] = ()
        self._borders: tuple[QLineF, ...] = ()
        self._strength = 1.0
        self._image = QRectF()
        """The area of the image. An analysis region may extend beyond it, but there is no tissue to colour."""

    def update_from(self, session: Session) -> None:
        shown, tiles, image = heat(session), tiles_of(session), session.image.opened
        if image is not None:
            self._image = QRectF(0, 0, image.slide.size.width, image.slide.size.height)
        self._strength = session.view.opacity
        if shown is None or tiles is None:
            self._blocks, self._borders = lit(session, tiles) if tiles is not None else (), ()
            self.cover(around(tiles.boxes) if tiles is not None and self._blocks else None)
            return
        self._blocks, self._borders = blocks(shown, tiles), ()
        if tiles.grid.scattered:
            self.cover(around(tiles.boxes))
            return
        lines = lattice(tiles)
        edges = () if shown.parts is None else between_parts(shown.parts)
        self._borders = tuple(QLineF(lines.xs[c], lines.ys[r], lines.xs[d], lines.ys[s]) for r, c, s, d in edges)
        self.cover(lines.region)

    def _seen(self, painter: QPainter) -> tuple[Block, ...]:
        """Return the blocks to draw. Leave out blocks outside the view if there are many, as in large feature files."""
        if len(self._blocks) <= FEW:
            return self._blocks
        areas = np.array([block[:4] for block in self._blocks])
        return tuple(self._blocks[at] for at in np.flatnonzero(within(areas, painted(painter))).tolist())

    def draw(self, painter: QPainter, scale: float) -> None:
        painter.setOpacity(self._strength)
        painter.setClipRect(self._image)
        for x, y, width, height, colour in self._seen(painter):
            # Without antialiasing, Qt rounds the common edge of two blocks to the same screen px.
            painter.fillRect(QRectF(x, y, width, height), QColor(*colour))
        painter.setClipping(False)
        painter.setOpacity(1.0)
        for ink, px in BORDERS if self._borders else ():
            painter.setPen(screen_pen(painter, ink, px))
            painter.drawLines(list(self._borders))

"""The selected tile, outlined in white and black. This outline is visible on any stain."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from app.session.session import Session
from app.viewer.overlays.base import Overlay, rect, screen_pen
from app.viewer.overlays.lattice import tile_region, tiles_of


class SelectionOverlay(Overlay):
    """Draws the outline of the selected tile."""

    def update_from(self, session: Session) -> None:
        tiles = tiles_of(session)
        if tiles is None or session.region.selected is None or session.region.selected >= tiles.grid.tiles:
            self.cover(None)
        else:
            self.cover(tile_region(tiles, session.region.selected))

    def draw(self, painter: QPainter, scale: float) -> None:
        if self._extent is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in (("black", 4), ("white", 2)):
            painter.setPen(screen_pen(painter, colour, width))
            painter.drawRect(rect(self._extent))

"""The chosen map as sharp blocks over the tissue, one for each tile analysed so far, at the view's opacity."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from app.session.session import Session
from app.viewer.overlays.base import Overlay
from app.viewer.overlays.heat import Block, blocks, heat
from app.viewer.overlays.lattice import lattice, tiles_of


class HeatmapOverlay(Overlay):
    """Draws the blocks of the chosen map."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: tuple[Block, ...] = ()
        self._strength = 1.0

    def update_from(self, session: Session) -> None:
        shown, tiles = heat(session), tiles_of(session)
        self._strength = session.view.opacity
        if shown is None or tiles is None:
            self._blocks = ()
            self.cover(None)
            return
        self._blocks = blocks(shown, tiles)
        self.cover(lattice(tiles).region)

    def draw(self, painter: QPainter, scale: float) -> None:
        painter.setOpacity(self._strength)
        for x, y, width, height, colour in self._blocks:
            # Not antialiased: Qt rounds the edge that two blocks share to the same screen px for both.
            painter.fillRect(QRectF(x, y, width, height), QColor(*colour))

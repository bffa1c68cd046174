"""The saved regions, drawn as thin outlines with their numbers. Cores are drawn as circles instead."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter

from app.session.session import Session
from app.ui.theme import theme
from app.viewer.overlays.base import Overlay, on_screen, rect, screen_pen
from app.viewer.overlays.label import PLATE, draw_tag_at
from model.base.geometry import RegionL0, united

SMALLEST_TAGGED_PX = 16.0
"""Minimum width of a region, in screen px, at which its number is drawn. The number would hide a smaller region."""


class SavedRegionsOverlay(Overlay):
    """Draws the outlines of the saved regions and their numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._windows: tuple[tuple[int, RegionL0], ...] = ()
        self._accent = QColor()

    def update_from(self, session: Session) -> None:
        here, cores = session.saved_here, session.core_regions()
        self._accent = QColor(theme(session.view.theme).accent)
        self._windows = tuple(
            (number, saved.region)
            for number, saved in enumerate(session.region.saved, 1)
            if saved is not here and saved.region not in cores
        )
        whole: RegionL0 | None = None
        for _, region in self._windows:
            whole = region if whole is None else united(whole, region)
        self.cover(whole)

    def draw(self, painter: QPainter, scale: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((PLATE, 3.0), (self._accent, 1.0)):
            painter.setPen(screen_pen(painter, colour, width))
            painter.drawRects([rect(region) for _, region in self._windows])
        for number, region in self._windows:
            if region.width * scale >= SMALLEST_TAGGED_PX:
                draw_tag_at(painter, str(number), on_screen(painter, region).topLeft(), hangs=True)

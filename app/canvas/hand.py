"""What a drag takes hold of over the tissue, window, ruler or glass: places come in, where it was let go goes out."""

from PySide6.QtCore import QObject, Qt, Signal

from app.canvas.view import SlideView
from app.overlays.ruler import RulerOverlay, straight
from app.overlays.window_outline import WindowOverlay
from model.geometry import PointL0, between

CROSS, MOVE = Qt.CursorShape.CrossCursor, Qt.CursorShape.SizeAllCursor


class Hand(QObject):
    """Moves the overlays while the button is held; what becomes of it is told when it is let go."""

    window_dragged = Signal(object)
    """PointL0: the centre of the analysis window."""
    window_taken = Signal()
    """Its outline was clicked and not moved."""
    glass_dragged = Signal(object)
    """RegionL0 over which glass is to lie, while it is drawn and when it is let go."""
    ruler_drawn = Signal(object)
    """Ruler; None where nothing was drawn."""

    def __init__(self, view: SlideView, window: WindowOverlay, ruler: RulerOverlay, owner: QObject) -> None:
        super().__init__(owner)
        self._view, self._window, self._ruler = view, window, ruler
        self._ruling = self._glazing = False
        self._grabbed_at: PointL0 | None = None
        view.set_grip(self._grips)
        view.grabbed.connect(self._grab)
        view.dragged_to.connect(self._drag)
        view.dropped.connect(self._drop)

    def take_ruler(self, ruling: bool) -> None:
        """Whether every drag draws the ruler."""
        self._ruling = ruling
        self._view.set_grip_cursor(CROSS if ruling else MOVE)

    def take_glass(self, glazing: bool) -> None:
        """Whether every drag lays glass."""
        self._glazing = glazing
        if glazing:
            self._view.set_grip_cursor(CROSS)

    def _grips(self, point: PointL0) -> bool:
        return self._ruling or self._glazing or self._window.part_at(point, self._view.camera.scale) is not None

    def _grab(self, point: PointL0) -> None:
        self._grabbed_at = point

    def _drag(self, point: PointL0) -> None:
        if self._grabbed_at is not None and self._glazing:
            self.glass_dragged.emit(between(self._grabbed_at, point))
        elif self._grabbed_at is not None and self._ruling:
            self._ruler.show_ruler(straight(self._grabbed_at, point))
        elif self._grabbed_at is not None:
            self._window.shift(point.x - self._grabbed_at.x, point.y - self._grabbed_at.y)

    def _drop(self, point: PointL0) -> None:
        self._drag(point)
        moved = self._grabbed_at is not None and point != self._grabbed_at
        self._grabbed_at = None
        if self._glazing:
            return
        if self._ruling:
            self.ruler_drawn.emit(self._ruler.ruler if moved else None)
        elif moved and self._window.region is not None:
            self.window_dragged.emit(self._window.region.centre)
        else:
            self.window_taken.emit()

"""What a drag takes hold of over the tissue (ruler, window, core): places come in, where they were let go goes out."""

from PySide6.QtCore import QObject, Qt, Signal

from app.canvas.view import SlideView
from app.overlays.cores import CoresOverlay
from app.overlays.ruler import RulerOverlay, straight
from app.overlays.window_outline import WindowOverlay
from model.geometry import PointL0
from model.tma.array import Core

CROSS, MOVE = Qt.CursorShape.CrossCursor, Qt.CursorShape.SizeAllCursor


class Hand(QObject):
    """Moves the overlays while the button is held; what becomes of it is told when it is let go."""

    window_dragged = Signal(object)
    """PointL0: the centre of the analysis window."""
    window_taken = Signal()
    """Its outline was clicked and not moved."""
    ruler_drawn = Signal(object)
    """Ruler; None where nothing was drawn."""
    core_dragged = Signal(object)
    """PointL0: the new centre of the selected core."""

    def __init__(
        self, view: SlideView, window: WindowOverlay, ruler: RulerOverlay, cores: CoresOverlay, owner: QObject
    ) -> None:
        super().__init__(owner)
        self._view, self._window, self._ruler, self._cores = view, window, ruler, cores
        self._core: Core | None = None
        """The core that is being dragged."""
        self._ruling = False
        self._grabbed_at: PointL0 | None = None
        view.set_grip(self._grips)
        view.grabbed.connect(self._grab)
        view.dragged_to.connect(self._drag)
        view.dropped.connect(self._drop)

    def take_ruler(self, ruling: bool) -> None:
        """Whether every drag draws the ruler."""
        self._ruling = ruling
        self._view.set_grip_cursor(CROSS if ruling else MOVE)

    def _grips(self, point: PointL0) -> bool:
        return self._ruling or self._window_at(point) or self._core_at(point) is not None

    def _window_at(self, point: PointL0) -> bool:
        return self._window.part_at(point, self._view.camera.scale) is not None

    def _core_at(self, point: PointL0) -> Core | None:
        """The core that a drag would move: where the window's outline lies over its circle, the window goes first."""
        return None if self._window_at(point) else self._cores.ring_at(point, self._view.camera.scale)

    def _grab(self, point: PointL0) -> None:
        self._grabbed_at = point
        self._core = None if self._ruling else self._core_at(point)

    def _drag(self, point: PointL0) -> None:
        if self._grabbed_at is not None and self._ruling:
            self._ruler.show_ruler(straight(self._grabbed_at, point))
        elif self._grabbed_at is not None and self._core is not None:
            self._cores.shift(point.x - self._grabbed_at.x, point.y - self._grabbed_at.y)
        elif self._grabbed_at is not None:
            self._window.shift(point.x - self._grabbed_at.x, point.y - self._grabbed_at.y)

    def _drop(self, point: PointL0) -> None:
        self._drag(point)
        start, core = self._grabbed_at, self._core
        moved = start is not None and point != start
        self._grabbed_at = self._core = None
        if self._ruling:
            self.ruler_drawn.emit(self._ruler.ruler if moved else None)
        elif core is not None:
            if start is not None and moved:
                centre = PointL0(core.centre.x + point.x - start.x, core.centre.y + point.y - start.y)
                self.core_dragged.emit(centre)
        elif moved and self._window.region is not None:
            self.window_dragged.emit(self._window.region.centre)
        else:
            self.window_taken.emit()

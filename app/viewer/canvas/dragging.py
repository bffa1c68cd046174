"""Decide what a drag over the tissue does: measure, occlude tiles, or move the region or a core."""

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, Signal

from app.viewer.canvas.view import SlideView
from app.viewer.overlays.cores import CoresOverlay
from app.viewer.overlays.outline import OutlineOverlay, closed_outline
from app.viewer.overlays.region_outline import RegionOverlay
from app.viewer.overlays.ruler import RulerOverlay, straight
from model.base.geometry import PointL0, between

if TYPE_CHECKING:
    from model.tma.array import Core

CROSS, MOVE = Qt.CursorShape.CrossCursor, Qt.CursorShape.SizeAllCursor
Tool = Literal["none", "ruler", "outline", "glass"]


class Dragging(QObject):
    """Moves the overlays while the mouse button is held. Emits the result when the button is released."""

    region_dragged = Signal(object)
    """The new centre of the analysis region, as PointL0."""
    region_taken = Signal()
    """Emitted when the user clicks the outline of the region without moving it."""
    glass_dragged = Signal(object)
    """The area in which tiles are occluded, as RegionL0. It is emitted during the drag and at its end."""
    ruler_drawn = Signal(object)
    """The ruler; None if the drag was too short to draw one."""
    outline_drawn = Signal(object)
    """The corners of an outlined area, as tuple[PointL0, ...]."""
    core_dragged = Signal(object)
    """The new centre of the selected core, as PointL0."""

    def __init__(
        self,
        view: SlideView,
        region: RegionOverlay,
        ruler: RulerOverlay,
        outline: OutlineOverlay,
        cores: CoresOverlay,
        owner: QObject,
    ) -> None:
        super().__init__(owner)
        self._view, self._region, self._ruler, self._outline, self._cores = view, region, ruler, outline, cores
        self._tool: Tool = "none"
        self._start: PointL0 | None = None
        """The place where the drag began."""
        self._core: Core | None = None
        """The core that is being dragged."""
        view.set_grip(self._grips)
        view.grabbed.connect(self._grab)
        view.dragged_to.connect(self._drag)
        view.dropped.connect(self._drop)

    def take(self, tool: Tool) -> None:
        """Activate a tool. While it is not "none", every drag belongs to this tool."""
        if tool != self._tool:
            # Show the cursor of the tool at once, not only after the next movement of the mouse.
            self._view.viewport().setCursor(CROSS if tool != "none" else Qt.CursorShape.ArrowCursor)
            self._abandon()
        self._tool = tool
        self._view.set_grip_cursor(MOVE if tool == "none" else CROSS)

    def _abandon(self) -> None:
        """End a drag without a result. A drag that began with one tool must not end with another one."""
        if self._start is not None:
            self._start = self._core = None
            self._outline.clear()
            self._region.shift(0.0, 0.0)
            self._cores.shift(0.0, 0.0)

    def _grips(self, point: PointL0) -> bool:
        return self._tool != "none" or self._region_at(point) or self._core_at(point) is not None

    def _region_at(self, point: PointL0) -> bool:
        return self._region.part_at(point, self._view.camera.scale) is not None

    def _core_at(self, point: PointL0) -> "Core | None":
        """Return the core that a drag at `point` would move. On the outline of the region, return None."""
        return None if self._region_at(point) else self._cores.ring_at(point, self._view.camera.scale)

    def _grab(self, point: PointL0) -> None:
        self._start = point
        self._outline.clear()
        self._core = self._core_at(point) if self._tool == "none" else None

    def _drag(self, point: PointL0) -> None:
        start = self._start
        if start is None:
            return
        if self._tool == "glass":
            self.glass_dragged.emit(between(start, point))
        elif self._tool == "ruler":
            self._ruler.show_ruler(straight(start, point))
        elif self._tool == "outline":
            if not self._outline.points:
                self._outline.add(start, self._view.camera.scale)
            self._outline.add(point, self._view.camera.scale)
        elif self._core is not None:
            self._cores.shift(point.x - start.x, point.y - start.y)
        else:
            self._region.shift(point.x - start.x, point.y - start.y)

    def _drop(self, point: PointL0) -> None:
        self._drag(point)
        start, core = self._start, self._core
        if start is None:
            return
        self._start = self._core = None
        moved = point != start
        if self._tool == "ruler":
            self.ruler_drawn.emit(self._ruler.ruler if moved else None)
        elif self._tool == "outline":
            outline = closed_outline(self._outline.points)
            self._outline.clear()
            if outline:
                self.outline_drawn.emit(outline)
        elif self._tool == "none" and core is None:
            self._region_dropped(moved)
        elif core is not None and moved:
            self.core_dragged.emit(PointL0(core.centre.x + point.x - start.x, core.centre.y + point.y - start.y))

    def _region_dropped(self, moved: bool) -> None:
        if moved and self._region.region is not None:
            self.region_dragged.emit(self._region.region.centre)
        else:
            self.region_taken.emit()

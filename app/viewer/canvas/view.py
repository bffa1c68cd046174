"""The view of the scene. Wheel, drag, click and Space change its camera.

A pyqtgraph ViewBox is not used: its ranges, auto-ranging and deferred matrix prevent an exact mapping from the cursor
to the pixel under it. Here one frozen `Camera` defines every position. The scene has the size of the viewport, in
screen px. It holds one item, `world`, with the camera's transform, so that everything in `world` is in level-0 px.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsItem,
    QGraphicsObject,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from app.language.text import tr
from app.ui.focus_frame import BY_MOUSE, KEY_REASONS, POINT_REASONS
from app.viewer.canvas.camera import Camera, allowed_scale, clamped, fitted, turned_size
from model.base.geometry import PointL0, RegionL0

NOTCH = 120.0
"""Rotation of the wheel by one notch, in Qt's unit, which is an eighth of a degree."""
ZOOM_A_NOTCH = 1.25
HAND_BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton)


Grip = Callable[[PointL0], bool]
"""A function that returns whether a drag from the given point moves something other than the view."""


class SlideView(QGraphicsView):
    """Pans and zooms, and emits the clicked points. Without content it shows and emits nothing."""

    clicked = Signal(object)
    """The place where the user pressed and released the left button, as PointL0."""
    double_clicked = Signal(object)
    """The place of a double click, as PointL0, unless a drag there would move something."""
    menu_asked = Signal(object, object)
    """The place of a context menu: as PointL0, or None if a key asked for it, and as QPoint on the screen."""
    hovered = Signal(object)
    """The place under the cursor, as PointL0. None after the cursor has left."""
    camera_changed = Signal(object)
    """Emitted with the new camera when the view has been panned or zoomed."""
    grabbed = Signal(object)
    """The start of a drag that moves something other than the view. The signals `dragged_to` and `dropped` follow."""
    dragged_to = Signal(object)
    dropped = Signal(object)

    def __init__(self, owner: QWidget | None = None) -> None:
        super().__init__(owner)
        self.setScene(QGraphicsScene(self))
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.world = World()
        self.scene().addItem(self.world)
        self.camera = Camera(1.0, 0.0, 0.0)
        self.content: RegionL0 | None = None
        self._subject: RegionL0 | None = None
        """The part of the content that is fitted into the view."""
        self._fits = True
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._drag: str | None = None
        self._space = False
        self._grip: Grip = lambda point: False
        self._grip_cursor = Qt.CursorShape.SizeAllCursor
        self._set_up()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(BY_MOUSE, True)
        # The canvas around this view handles drops.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setAccessibleName(tr("Tissue"))
        self.setAccessibleDescription(
            tr("The image. Plus and minus zoom, Ctrl and Shift with an arrow key move the view.")
        )

    # -- camera ------------------------------------------------------------------------------------------------
    def show_content(self, content: RegionL0 | None, subject: RegionL0 | None = None) -> None:
        """Set the area that limits the camera, in level-0 px. Fit `subject`, or else the whole area, into the view."""
        self.content, self._subject = content, subject
        self.fit()

    def change_content(self, content: RegionL0 | None, subject: RegionL0 | None = None) -> None:
        """Change the area that limits the camera. Fit it into the view only if the user has not moved the camera."""
        self.content, self._subject = content, subject
        if self._fits:
            self.fit()

    def fit(self) -> None:
        if self.content is not None:
            self._fits = True
            self._look(fitted(self._subject or self.content, *self._extent(), self.camera.turned))

    def look_from(self, camera: Camera) -> None:
        """Set the camera, limited to the allowed range."""
        if self.content is not None:
            self._fits = False
            self._look(clamped(camera, self.content, *self._extent()))

    def zoom_at(self, factor: float, x_px: float, y_px: float) -> None:
        """Zoom by `factor`. The tissue at (`x_px`, `y_px`) stays at this place on the screen."""
        if self.content is not None:
            extent = turned_size(*self._extent(), self.camera.turned)
            scale = allowed_scale(self.camera.scale * factor, self.content, *extent)
            if scale != self.camera.scale:
                self.look_from(self.camera.zoomed(scale, x_px, y_px))

    def turn(self, turned: int) -> None:
        """Turn the view clockwise to `turned` quarter turns from upright. A view that was fitted is fitted again."""
        if turned == self.camera.turned:
            return
        self.camera = self.camera.turned_to(turned, *self._extent())
        if self.content is not None and self._fits:
            self.fit()
        else:
            self.look_from(self.camera)

    def visible(self) -> RegionL0:
        """Return the area that the viewport shows, in level-0 px."""
        return self.camera.visible(*self._extent())

    def set_grip(self, grip: Grip) -> None:
        self._grip = grip

    def set_grip_cursor(self, cursor: Qt.CursorShape) -> None:
        """Set the cursor that is shown where a drag would move something other than the view."""
        self._grip_cursor = cursor

    def set_background(self, colour: str) -> None:
        self.setBackgroundBrush(QColor(colour))

    def _extent(self) -> tuple[float, float]:
        size: QSize = self.viewport().size()
        return float(size.width()), float(size.height())

    def _look(self, camera: Camera) -> None:
        self.camera = camera
        self.world.setTransform(QTransform(*camera.matrix))
        self.camera_changed.emit(camera)

    # -- input -----------------------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setSceneRect(0, 0, event.size().width(), event.size().height())
        if self.content is None:
            return
        if self._fits:
            self.fit()
            return
        before = event.oldSize()
        centre = self.camera.to_level0(before.width() / 2, before.height() / 2)
        self.look_from(self.camera.centred(centre, *self._extent()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Some platforms report a horizontal wheel while the Alt key is pressed.
        turned = event.angleDelta().y() or event.angleDelta().x()
        place = event.position()
        self.zoom_at(ZOOM_A_NOTCH ** (turned / NOTCH), place.x(), place.y())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.hovered.emit(None)
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            place = event.position()
            self.zoom_at(1 + event.value(), place.x(), place.y())
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        if self.content is None or self._pressed is not None or event.button() not in HAND_BUTTONS:
            return
        self._pressed = self._last = event.position()
        point = self._under(event.position())
        if left and not self._space and self._grip(point):
            self._drag = "grip"
            self.grabbed.emit(point)
        elif not left or self._space:
            self._drag = "pan"
        self._show_cursor(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.content is None:
            return
        place, point = event.position(), self._under(event.position())
        if self._pressed is not None:
            far = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if self._drag is None and far:
                self._drag = "pan"
            if self._drag == "pan":
                moved = place - self._last
                self.look_from(self.camera.panned(moved.x(), moved.y()))
                self._last = place
                point = self._under(place)
            elif self._drag == "grip":
                self.dragged_to.emit(point)
        self._show_cursor(point)
        self.hovered.emit(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or event.button() not in HAND_BUTTONS:
            return
        drag, self._drag, self._pressed = self._drag, None, None
        point = self._under(event.position())
        if drag == "grip":
            self.dropped.emit(point)
        elif drag is None:
            self.clicked.emit(point)
        self._show_cursor(point)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = self._under(event.position())
        left = event.button() == Qt.MouseButton.LeftButton
        if self.content is not None and left and not self._space and not self._grip(point):
            self.double_clicked.emit(point)
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.content is None:
            return
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(None if by_key else self._under(QPointF(event.pos())), event.globalPos())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            # Do not call the base class. It would handle the arrow keys, which must move the tile selection.
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.viewport().unsetCursor()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # The tissue has the focus most of the time. A frame is needed only where the Tab key has moved the focus.
        if event.reason() in (*KEY_REASONS, *POINT_REASONS):
            self.setProperty(BY_MOUSE, event.reason() in POINT_REASONS)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # If the user releases Space after the focus has left, this view gets no event.
        self._space = False
        super().focusOutEvent(event)

    def _under(self, place: QPointF) -> PointL0:
        return self.camera.to_level0(place.x(), place.y())

    def _show_cursor(self, point: PointL0) -> None:
        if self._drag == "pan":
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._space:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif self._drag == "grip" or self._grip(point):
            self.viewport().setCursor(self._grip_cursor)
        else:
            self.viewport().unsetCursor()


class World(QGraphicsObject):
    """The parent of all items in level-0 px. It draws nothing itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)

    def boundingRect(self) -> QRectF:
        return QRectF()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw nothing. Qt requires this method."""

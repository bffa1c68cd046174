"""The minimap: a thumbnail of the slide with an outline around the visible part. A click or drag moves the view."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.language.text import tr
from app.viewer.canvas.plate import Plate
from model.base.geometry import PointL0, RegionL0, SizeL0

LONGEST_PX = 160
"""Length of the thumbnail's longer side in screen px."""
SMALLEST_MARK_PX = 9.0
"""Minimum side of the outline in screen px. The frame of a smaller outline would cover the part that it marks."""


class Minimap(Plate):
    """A small picture of the slide, at the top right over the tissue. It is hidden while the whole slide is visible."""

    jumped = Signal(object)
    """The place to which the user moved the view, as PointL0."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Overview"))
        self.setAccessibleDescription(
            tr("The whole image with the visible part outlined; a click moves the view there.")
        )
        self._picture = QImage()
        self._size = SizeL0(1, 1)
        self._visible = RegionL0(0, 0, 1, 1)

    def show_picture(self, picture: QImage, size: SizeL0) -> None:
        """Set the picture of the whole slide, which may have any size, and the size of the slide."""
        share = LONGEST_PX / max(size.width, size.height)
        thumb = QSize(max(8, round(size.width * share)), max(8, round(size.height * share)))
        self._picture = picture.scaled(
            thumb, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self._size = size
        self.resize(thumb + QSize(2, 2))
        self.update()

    def show_visible(self, visible: RegionL0) -> None:
        """Set the part that the canvas shows. Hide the minimap if this part is the whole slide."""
        self._visible = visible
        all_seen = (
            visible.x <= 0
            and visible.y <= 0
            and visible.right >= self._size.width
            and visible.bottom >= self._size.height
        )
        self.setVisible(not self._picture.isNull() and not all_seen)
        self.update()

    def point_at(self, x_px: float, y_px: float) -> PointL0:
        """Return the place on the slide for a place on the minimap, limited to the slide."""
        across = (x_px - 1) / self._picture.width() * self._size.width
        down = (y_px - 1) / self._picture.height() * self._size.height
        return PointL0(min(max(across, 0.0), self._size.width), min(max(down, 0.0), self._size.height))

    def mark(self) -> QRectF:
        """Return the outline of the visible part in screen px of the minimap."""
        along, down = self._picture.width() / self._size.width, self._picture.height() / self._size.height
        whole = QRectF(0, 0, self._size.width, self._size.height)
        shown = QRectF(self._visible.x, self._visible.y, self._visible.width, self._visible.height) & whole
        width, height = max(SMALLEST_MARK_PX, shown.width() * along), max(SMALLEST_MARK_PX, shown.height() * down)
        centre = shown.center()
        return QRectF(1 + centre.x() * along - width / 2, 1 + centre.y() * down - height / 2, width, height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._jump(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._jump(event)

    def _jump(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.jumped.emit(self.point_at(event.position().x(), event.position().y()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.look.line))
        painter.drawImage(1, 1, self._picture)
        painter.setClipRect(self.rect())
        for colour, width in (("#0a0b0d", 3), (self.look.accent, 1)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRect(self.mark().toAlignedRect().adjusted(0, 0, -1, -1))
        painter.end()

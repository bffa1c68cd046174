"""The minimap: a thumbnail of the slide with an outline around the visible part. A click or drag moves the view."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QWidget

from app.language.text import tr
from app.session.display import Adjustment, display_text
from app.ui.parts import tip
from app.ui.theme import font
from app.viewer.canvas.adjusting import adjusted
from app.viewer.canvas.camera import turned_size
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
        self._plain = QImage()
        """The thumbnail with the colours of the file."""
        self._upright = QImage()
        self._turned = 0
        self._adjustment = Adjustment()

    def show_picture(self, picture: QImage, size: SizeL0) -> None:
        """Set the picture of the whole slide, which may have any size, and the size of the slide."""
        share = LONGEST_PX / max(size.width, size.height)
        thumb = QSize(max(8, round(size.width * share)), max(8, round(size.height * share)))
        self._plain = picture.scaled(
            thumb, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self._upright = adjusted(self._plain, self._adjustment)
        self._size = size
        self._turn_picture()

    def adjust(self, adjustment: Adjustment) -> None:
        """Show the slide with this brightness and contrast, like the view, and say so in the picture."""
        if adjustment != self._adjustment:
            self._adjustment = adjustment
            self._upright = adjusted(self._plain, adjustment)
            self.setToolTip(tip(display_text(0, adjustment)))
            self._turn_picture()

    @property
    def picture(self) -> QImage:
        """Return the thumbnail as it is shown."""
        return self._picture

    def turn(self, turned: int) -> None:
        """Show the slide turned clockwise by `turned` quarter turns, like the view."""
        if turned != self._turned:
            self._turned = turned
            self._turn_picture()

    def _turn_picture(self) -> None:
        self._picture = self._upright.transformed(QTransform().rotate(90 * self._turned))
        self.resize(self._picture.size() + QSize(2, 2))
        self.update()

    def show_visible(self, visible: RegionL0, may_show: bool = True) -> None:
        """Set the part that the canvas shows. Hide the minimap if this part is the whole slide, or if it may not show.

        It is never shown for a moment only: showing it can resize the canvas, which calls this method again.
        """
        self._visible = visible
        all_seen = (
            visible.x <= 0
            and visible.y <= 0
            and visible.right >= self._size.width
            and visible.bottom >= self._size.height
        )
        self.setVisible(may_show and not self._picture.isNull() and not all_seen)
        self.update()

    def point_at(self, x_px: float, y_px: float) -> PointL0:
        """Return the place on the slide for a place on the minimap, limited to the slide."""
        place = self._to_picture().inverted()[0].map(QPointF(x_px, y_px))
        return PointL0(min(max(place.x(), 0.0), self._size.width), min(max(place.y(), 0.0), self._size.height))

    def _to_picture(self) -> QTransform:
        """Return the map from level-0 px to px of the minimap."""
        size = self._picture.size()
        to_middle = QTransform.fromTranslate(-self._size.width / 2, -self._size.height / 2)
        wide, high = turned_size(size.width(), size.height(), self._turned)
        scaled = to_middle * QTransform.fromScale(wide / self._size.width, high / self._size.height)
        turned = scaled * QTransform().rotate(90 * self._turned)
        return turned * QTransform.fromTranslate(1 + size.width() / 2, 1 + size.height() / 2)

    def mark(self) -> QRectF:
        """Return the outline of the visible part in screen px of the minimap."""
        whole = QRectF(0, 0, self._size.width, self._size.height)
        shown = QRectF(self._visible.x, self._visible.y, self._visible.width, self._visible.height) & whole
        mark = self._to_picture().mapRect(shown)
        width, height = max(SMALLEST_MARK_PX, mark.width()), max(SMALLEST_MARK_PX, mark.height())
        centre = mark.center()
        return QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)

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
        if not self._adjustment.is_neutral:
            self._label(painter)
        painter.end()

    def _label(self, painter: QPainter) -> None:
        """Say at the bottom that the colours are not those of the file. The tooltip has the values."""
        painter.setFont(font("small"))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(tr("adjusted"), Qt.TextElideMode.ElideRight, self.width() - 2)
        area = QRect(1, self.height() - 1 - metrics.height(), metrics.horizontalAdvance(text) + 4, metrics.height())
        painter.fillRect(area, QColor(self.look.panel))
        painter.setPen(QColor(self.look.text))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

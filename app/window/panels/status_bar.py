"""The status bar: position, scale and map value at the left; progress and pixel at the right."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QStatusBar, QWidget

from app.language.text import mark, tr
from app.session.session import Session
from app.session.values import Pixel
from app.ui.help_button import PAGE, HelpButton
from app.ui.parts import plain_label
from app.ui.theme import RHYTHM
from app.window.panels.status_text import (
    asked_zoom,
    magnification_text,
    pixel_text,
    place_text,
    scale_text,
    value_text,
    work_text,
)
from model.base.geometry import PointL0

_PAGE = "first-spot.md#the-status-bar"
PIXEL_HINT = mark(
    "Pixel under the cursor in full resolution, and its colour on the screen; ≈ means a mean of several pixels"
)


class StatusBar(QStatusBar):
    """Shows values of the session, the cursor and the zoom. Each text has a fixed place."""

    zoom_asked = Signal(object)
    """The zoom that the user typed, in screen px per level-0 px, float."""
    mpp_asked = Signal()
    """Emitted when the user clicks the scale to set the pixel size."""

    def __init__(self) -> None:
        super().__init__()
        self._session = Session()
        self._point: PointL0 | None = None
        self._pixel: Pixel | None = None
        self._zoom: float | None = None
        self.place, self.value, self.pixel, self.work = (plain_label() for _ in range(4))
        self._widest: dict[QWidget, str] = {}
        """The longest usual text of each part with a fixed place."""
        self.pixel.setToolTip(tr(PIXEL_HINT))
        self.scale = QPushButton()
        self.scale.setObjectName("quiet")
        self.scale.setToolTip(tr("Set the pixel size"))
        self.scale.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.scale.clicked.connect(self.mpp_asked)
        self.magnification = QLineEdit()
        self.magnification.setToolTip(tr('Magnification on the screen: type "20x" or "50 %" and press Enter'))
        self.magnification.returnPressed.connect(self._ask_zoom)
        self.magnification.editingFinished.connect(self._write)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(RHYTHM, 0, RHYTHM, 0)
        for label, widest in (
            (self.place, "x 00000.0 µm   y 00000.0 µm"),
            (self.scale, tr("{size}   zoom {percent} %", size="0.0000 µm/px   ≈ 000x", percent="0000")),
            (self.value, tr("layer {layer} {measure} {known}", layer=0, measure="|Δh|", known="00.000")),
        ):
            self._widest[label] = widest
            self.addWidget(label)
            if label is self.scale:
                self.addWidget(self.magnification)
        self._fit()
        self.addPermanentWidget(self.work)
        self.addPermanentWidget(self.pixel)
        self.about = HelpButton(_PAGE, tr("the status bar"))
        self.addPermanentWidget(self.about)
        self.setProperty(PAGE, _PAGE)
        self._named: dict[QLabel | QPushButton, str] = {
            self.place: tr("Position"), self.scale: tr("Scale"), self.value: tr("Map value"),
            self.pixel: tr("Pixel value"), self.work: tr("Work"),
        }  # fmt: skip
        """What each text is about, for screen readers."""
        self.magnification.setAccessibleName(tr("Magnification"))
        for part in (*self._named, self.magnification):
            part.setProperty("role", "muted")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_widest"):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Set the width of each text. In a narrow window, hide the texts that are needed least."""
        metrics = self.fontMetrics()
        self.magnification.setFixedWidth(metrics.horizontalAdvance("0000.0x") + 3 * RHYTHM)
        for part, widest in self._widest.items():
            part.setMinimumWidth(metrics.horizontalAdvance(widest) + 2 * RHYTHM)
        needed = sum(part.minimumWidth() for part in (*self._widest, self.magnification)) + 6 * RHYTHM
        room = (
            self.width()
            - metrics.horizontalAdvance(
                f"{tr('tiles {done}/{total}', done='000', total=256)}   {tr('{whole} s left', whole='00')}"
            )
            - needed
        )
        self.pixel.setVisible(room > metrics.horizontalAdvance("255 255 255  px 000000, 000000"))
        self.value.setVisible(room > 0)
        self.place.setVisible(room + self.value.minimumWidth() > 0)

    def show_difference(self, old: Session | None, new: Session) -> None:
        self._session = new
        self._write()

    def show_point(self, point: PointL0 | None) -> None:
        self._point = point
        self._write()

    def show_pixel(self, pixel: Pixel | None) -> None:
        self._pixel = pixel
        self._show_text(self.pixel, pixel_text(self._session, self._point, pixel))

    def show_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._write()

    def _ask_zoom(self) -> None:
        image = self._session.image.seen
        zoom = asked_zoom(self.magnification.text(), image.record.mpp if image else None)
        self.magnification.clearFocus()
        if zoom is not None and image is not None:
            self.zoom_asked.emit(zoom)

    def _write(self) -> None:
        if not self.magnification.hasFocus():
            self.magnification.setText(magnification_text(self._session, self._zoom))
        self.magnification.setVisible(self._session.image.seen is not None)
        self.scale.setVisible(self._session.image.seen is not None)
        for part, text in (
            (self.place, place_text(self._session, self._point)),
            (self.scale, scale_text(self._session, self._zoom)),
            (self.value, value_text(self._session, self._point)),
            (self.pixel, pixel_text(self._session, self._point, self._pixel)),
            (self.work, work_text(self._session)),
        ):
            self._show_text(part, text)

    def _show_text(self, part: QLabel | QPushButton, text: str) -> None:
        """Show `text`. The accessible name contains it too, because screen readers say the name instead of the text."""
        part.setText(text)
        title = self._named[part]
        part.setAccessibleName(f"{title}: {text}" if text else tr("{title}: none", title=title))

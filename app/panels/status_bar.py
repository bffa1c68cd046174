"""The status bar: place, scale and map value under the cursor at the left, the work at the right."""

from PySide6.QtWidgets import QLabel, QStatusBar

from app.panels.status_words import place_words, scale_words, value_words, work_words
from app.session import Session
from app.theme import RHYTHM
from model.geometry import PointL0


class StatusBar(QStatusBar):
    """Told of the session, of the cursor and of the zoom; each word has a place of its own, so that none jumps."""

    def __init__(self) -> None:
        super().__init__()
        self._session = Session()
        self._point: PointL0 | None = None
        self._zoom: float | None = None
        self.place, self.scale, self.value, self.work = QLabel(), QLabel(), QLabel(), QLabel()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(RHYTHM, 0, RHYTHM, 0)
        for label, widest in (
            (self.place, "x 00000.0 µm   y 00000.0 µm"),
            (self.scale, "0.0000 µm/px   ≈ 000x   zoom 00.0 %"),
            (self.value, "layer 0 |Δh| 00.000"),
        ):
            label.setMinimumWidth(label.fontMetrics().horizontalAdvance(widest) + 2 * RHYTHM)
            self.addWidget(label)
        self.addPermanentWidget(self.work)
        labels = (self.place, self.scale, self.value, self.work)
        for name, label in zip(("Place", "Scale", "Map value", "Work"), labels, strict=True):
            label.setAccessibleName(name)
            label.setProperty("role", "muted")

    def show_difference(self, old: Session | None, new: Session) -> None:
        self._session = new
        self._write()

    def show_point(self, point: PointL0 | None) -> None:
        self._point = point
        self._write()

    def show_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._write()

    def _write(self) -> None:
        self.place.setText(place_words(self._session, self._point))
        self.scale.setText(scale_words(self._session, self._zoom))
        self.value.setText(value_words(self._session, self._point))
        self.work.setText(work_words(self._session))

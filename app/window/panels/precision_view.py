"""The known error of *fast* beside the result. If the error is not tolerable, an icon and a warning are added."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.language.text import tr
from app.ui.icons import VERDICT_ICONS, pixmap
from app.ui.parts import plain_label, set_text, text_label
from app.ui.theme import RHYTHM, Theme

ICON = 16


class PrecisionView(QWidget):
    """The text about the known error of *fast*. It is hidden if the result was computed with *exact*."""

    def __init__(self) -> None:
        super().__init__()
        self._shape = QLabel()
        self._shape.setFixedSize(ICON, ICON)
        self.caution = plain_label()
        self.caution.setObjectName("caution")
        self.error = text_label("small")
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, RHYTHM // 2, 0, 0)
        row.setSpacing(RHYTHM)
        row.addWidget(self._shape)
        row.addWidget(self.caution)
        row.addStretch()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, RHYTHM // 2)
        box.setSpacing(RHYTHM // 2)
        box.addWidget(self._row)
        box.addWidget(self.error)

    def show_text(self, caution: str, error: str, style: Theme) -> None:
        self.setVisible(bool(error))
        self._row.setVisible(bool(caution))
        if caution:
            self._shape.setPixmap(pixmap(VERDICT_ICONS["caution"], style.caution, ICON, self.devicePixelRatioF()))
        self.caution.setText(caution)
        set_text(self.error, error)
        self.setAccessibleName(caution or tr("Precision"))
        self.setAccessibleDescription(error)
